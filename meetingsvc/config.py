"""What an installation is told from outside: its directory, address, public URL, trusted proxies, secret.

Owns the reading of `MEETINGSVC_*` and of the secret's file. Imports nothing of ours and starts nothing.
"""

import contextlib
import ipaddress
import os
import secrets
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

import msgspec

SECRET_NAME = "secret"  # noqa: S105 - the name of a file, not what is in it
SECRET_BYTES = 32
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_ANY_ADDRESS = ("", "0.0.0.0", "::")  # noqa: S104 - recognised here, bound to only where somebody asks for it

Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network


class ConfigError(ValueError):
    """A setting that cannot be used; the text says which and why."""


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """The settings of one installation. `proxies` are the networks whose X-Forwarded-For is believed.

    `pseudo` also offers a language that shows which strings cannot be translated, for tests.
    """

    data: Path = Path("data")
    host: str = "127.0.0.1"
    port: int = 8080
    public_url: str = ""
    proxies: tuple[Network, ...] = ()
    pseudo: bool = False

    @property
    def origin(self) -> str:
        """Scheme, host and port as a browser names them, without a slash at the end."""
        if self.public_url:
            return self.public_url
        return _origin("http", "localhost" if self.host in _ANY_ADDRESS else self.host, self.port)

    @property
    def origins(self) -> tuple[str, ...]:
        """The origins of our own pages. Without a public URL a loopback address is known by all its names."""
        scheme, _, rest = self.origin.partition("://")
        host, _, port = rest.rpartition(":")
        if self.public_url or host not in _LOOPBACK:
            return (self.origin,)
        return tuple(f"{scheme}://{name}:{port}" for name in _LOOPBACK)

    @property
    def secure(self) -> bool:
        """Whether the public reach it by https, so that cookies may be marked Secure."""
        return self.origin.startswith("https://")

    def trusts(self, address: str) -> bool:
        """Whether a peer at this address is a proxy that may say whom it speaks for."""
        try:
            peer = ipaddress.ip_address(address)
        except ValueError:
            return False
        if peer.version == 6 and peer.ipv4_mapped is not None:  # as a socket for both kinds writes it
            peer = peer.ipv4_mapped
        return any(peer in network for network in self.proxies)

    def asker(self, peer: str, forwarded: Sequence[str]) -> str:
        """Where a request came from, for limits alone: never stored, shown or logged (R41).

        ``forwarded`` are all its X-Forwarded-For headers: some proxies add to the one that came, some add one
        of their own. Behind a trusted proxy the last address that a proxy did not add itself.
        """
        for hop in reversed(",".join(forwarded).split(",")):
            if not (hop.strip() and self.trusts(peer)):
                break
            peer = hop.strip()
        return peer


def read_config(
    environment: Mapping[str, str],
    *,
    data: Path | None = None,
    host: str | None = None,
    port: int | None = None,
    public_url: str | None = None,
) -> Config:
    """The settings from the environment, each overridden by an argument that is given.

    MEETINGSVC_DATA, _HOST, _PORT, _PUBLIC_URL, _PROXIES (addresses or networks, by commas), _PSEUDO (1).
    Raises ConfigError.
    """
    told = {
        name: environment.get(f"MEETINGSVC_{name}", "") for name in ("DATA", "HOST", "PORT", "PUBLIC_URL")
    }
    return Config(
        data=data or Path(told["DATA"] or "data"),
        host=host or told["HOST"] or "127.0.0.1",
        port=_port("MEETINGSVC_PORT", told["PORT"]) if port is None else _port("--port", str(port)),
        public_url=_url(public_url or told["PUBLIC_URL"]),
        proxies=_networks(environment.get("MEETINGSVC_PROXIES", "")),
        pseudo=environment.get("MEETINGSVC_PSEUDO") == "1",
    )


def load_or_make_secret(data: Path) -> bytes:
    """The installation's 32 secret bytes, made on the first call (mode 0600). Raises ConfigError."""
    path = data / SECRET_NAME
    if not path.exists():
        _write_once(path, secrets.token_bytes(SECRET_BYTES))
    secret = path.read_bytes()
    if len(secret) != SECRET_BYTES:
        raise ConfigError(f"{path} does not hold the {SECRET_BYTES} bytes of a secret.")
    return secret


def _write_once(path: Path, content: bytes) -> None:
    # Made apart and linked: a process killed half-way leaves no half secret, and the first of two stays.
    handle, apart = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(apart, path)
    finally:
        Path(apart).unlink()


def _port(setting: str, written: str) -> int:
    if not written:
        return 8080
    if not written.isdecimal() or int(written) > 65_535:
        raise ConfigError(f"{setting} is {written!r}, which is no port.")
    return int(written)


def _url(written: str) -> str:
    if not written:
        return ""
    try:
        parts = urlsplit(written)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise _no_url(written) from None
    extra = parts.path not in ("", "/") or parts.query or parts.fragment or "@" in parts.netloc
    if parts.scheme not in ("http", "https") or not host or port == 0 or extra:
        raise _no_url(written)
    return _origin(parts.scheme, host, port)


def _origin(scheme: str, host: str, port: int | None) -> str:
    # Browsers leave the usual port out of an Origin.
    shown = f"[{host}]" if ":" in host else host
    usual = {"http": 80, "https": 443}[scheme]
    return f"{scheme}://{shown}" + ("" if port in (None, usual) else f":{port}")


def _no_url(written: str) -> ConfigError:
    return ConfigError(f"The public URL {written!r} is not of the form https://meetings.example.gov.")


def _networks(written: str) -> tuple[Network, ...]:
    try:
        return tuple(ipaddress.ip_network(each.strip()) for each in written.split(",") if each.strip())
    except ValueError as error:
        raise ConfigError(f"MEETINGSVC_PROXIES: {error}.") from error
