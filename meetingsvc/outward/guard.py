"""Which hosts captions may be passed on to: https, of the installation's list, and never one of this network.

A captioner pastes the address, so that it must not reach what only this machine can reach. Names are resolved
here and checked as they are connected to, so that no name can lead elsewhere a moment later.
"""

import ipaddress
import socket
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})


class ForbiddenError(ValueError):
    """No captions are passed on to this address."""


def check(url: str, hosts: Sequence[str]) -> None:
    """Raises ForbiddenError for an address that the installation does not allow.

    ``hosts`` are names, or all below one (``*.zoom.us``). A loopback address that is named there may be
    spoken to without https and on any port: for another program on the same machine.
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip(".").lower(), parts.port
    except ValueError:
        raise ForbiddenError from None
    if "@" in parts.netloc or not any(_matches(host, each) for each in hosts):
        raise ForbiddenError
    if host in LOOPBACK:
        if parts.scheme not in ("http", "https"):
            raise ForbiddenError
        return
    if parts.scheme != "https" or port not in (None, 443) or _is_address(host):
        raise ForbiddenError


def guarded(hosts: Sequence[str]) -> aiohttp.TCPConnector:
    """What connections to these hosts are made with."""
    return aiohttp.TCPConnector(resolver=PublicOnly(hosts), limit_per_host=4, ttl_dns_cache=60)


class PublicOnly(AbstractResolver):
    """Resolves names to public addresses, and a loopback name to itself where it is allowed."""

    def __init__(self, hosts: Sequence[str], inner: AbstractResolver | None = None) -> None:
        self._loopback = frozenset(each for each in hosts if each in LOOPBACK)
        self._inner = inner or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of a host that may be connected to. Raises OSError where none is left."""
        found = await self._inner.resolve(host, port, family)
        if host in self._loopback:
            return [each for each in found if ipaddress.ip_address(each["host"]).is_loopback]
        good = [each for each in found if _is_public(each["host"])]
        if not good:
            raise OSError("the name leads to no public address")
        return good

    async def close(self) -> None:
        """Nothing is kept open here."""
        await self._inner.close()


def _is_public(address: str) -> bool:
    try:
        known = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if known.version == 6 and known.ipv4_mapped is not None:
        return known.ipv4_mapped.is_global
    return known.is_global and not known.is_multicast


def _matches(host: str, allowed: str) -> bool:
    allowed = allowed.strip("[]")
    if allowed.startswith("*."):
        return host.endswith(allowed[1:]) and len(host) > len(allowed) - 1
    return host == allowed


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
