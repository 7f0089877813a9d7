"""What an installation is told from outside: its directory, address, public URL, trusted proxies, secret.

Owns the reading of `MEETINGSVC_*` and of the secret's file. Imports nothing of ours and starts nothing.
"""

import contextlib
import ipaddress
import os
import re
import secrets
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

import msgspec

SECRET_NAME = "secret"  # noqa: S105 - the name of a file, not what is in it
SECRET_BYTES = 32
RELAY_HOSTS = ("*.zoom.us", "upload.youtube.com")
"""Where captions may be relayed to, unless others are named."""

_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_ANY_ADDRESS = ("", "0.0.0.0", "::")  # noqa: S104 - recognised here, bound to only where somebody asks for it

_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}")
_HOST = re.compile(r"(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*|\[::1\]")

Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network


class ConfigError(ValueError):
    """A setting that cannot be used; the text says which and why."""


class Engine(msgspec.Struct, frozen=True, kw_only=True):
    """A speech engine: where it listens, the rate of sound that it takes (Hz), and what it understands.

    ``language`` is that of a vosk model; WhisperLive is told the language, and its ``model``.
    """

    name: Literal["vosk", "whisperlive"]
    url: str
    rate: int = 16_000
    language: str = ""
    model: str = ""


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """The settings of one installation. `proxies` are the networks whose X-Forwarded-For is believed.

    `pseudo` also offers a language that shows which strings cannot be translated, for tests. `frames` are the
    sites that may show the captions inside a page of theirs, as sources of a content security policy.
    `engines`, `translate_url` with its key, and `relay_hosts` (names, or all below one: *.zoom.us) are the
    servers that this one speaks to as a client.
    """

    data: Path = Path("data")
    host: str = "127.0.0.1"
    port: int = 8080
    public_url: str = ""
    proxies: tuple[Network, ...] = ()
    pseudo: bool = False
    frames: tuple[str, ...] = ()
    engines: tuple[Engine, ...] = ()
    translate_url: str = ""
    translate_key: str = ""
    relay_hosts: tuple[str, ...] = RELAY_HOSTS

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

    MEETINGSVC_DATA, _HOST, _PORT, _PUBLIC_URL, _PROXIES (addresses or networks, by commas), _FRAMES (origins,
    by commas, or *), _PSEUDO (1); _VOSK_URL, _VOSK_RATE, _VOSK_LANGUAGE, _WHISPERLIVE_URL,
    _WHISPERLIVE_MODEL, _TRANSLATE_URL, _TRANSLATE_KEY, _RELAY_HOSTS (by commas). Raises ConfigError.
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
        frames=_frames(environment.get("MEETINGSVC_FRAMES", "")),
        engines=_engines(environment),
        translate_url=_service("MEETINGSVC_TRANSLATE_URL", environment, ("http", "https")),
        translate_key=environment.get("MEETINGSVC_TRANSLATE_KEY", ""),
        relay_hosts=_relay_hosts(environment.get("MEETINGSVC_RELAY_HOSTS", "")),
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


def _frames(written: str) -> tuple[str, ...]:
    return tuple(_frame(each.strip()) for each in written.split(",") if each.strip())


def _frame(written: str) -> str:
    """A source of a policy: any site, an origin, or all hosts below a name."""
    if written == "*":
        return written
    scheme, _, host = written.rpartition("://")
    rest = host.removeprefix("*.")
    try:
        origin = _url(f"{scheme}://{rest}")
    except ConfigError:
        origin = ""
    # It goes into a header as it stands: nothing in it may end the directive.
    if not re.fullmatch(r"[\w.:\[\]/-]+", origin, re.ASCII):
        raise ConfigError(f"MEETINGSVC_FRAMES: {written!r} is not of the form https://www.example.gov.")
    return origin.replace("://", "://*.", 1) if host.startswith("*.") else origin


def _engines(environment: Mapping[str, str]) -> tuple[Engine, ...]:
    engines: list[Engine] = []
    if url := _service("MEETINGSVC_VOSK_URL", environment, ("ws", "wss")):
        language = environment.get("MEETINGSVC_VOSK_LANGUAGE", "") or "en"
        if not _TAG.fullmatch(language):
            raise ConfigError(
                f"MEETINGSVC_VOSK_LANGUAGE is {language!r}, which is no language tag such as en."
            )
        rate = environment.get("MEETINGSVC_VOSK_RATE", "") or "16000"
        if not (rate.isascii() and rate.isdecimal() and 8_000 <= int(rate) <= 48_000):
            raise ConfigError(f"MEETINGSVC_VOSK_RATE is {rate!r}; it is in Hz, from 8000 to 48000.")
        engines.append(Engine(name="vosk", url=url, rate=int(rate), language=language))
    if url := _service("MEETINGSVC_WHISPERLIVE_URL", environment, ("ws", "wss")):
        model = environment.get("MEETINGSVC_WHISPERLIVE_MODEL", "") or "small"
        engines.append(Engine(name="whisperlive", url=url, model=model))
    return tuple(engines)


def _service(setting: str, environment: Mapping[str, str], schemes: tuple[str, ...]) -> str:
    """The address of a server that is spoken to, without a slash at the end; empty where none is named."""
    written = environment.get(setting, "").strip()
    try:
        parts = urlsplit(written)
        known = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
        good = known and not parts.fragment and "@" not in parts.netloc and written.isprintable()
    except ValueError:
        good = False
    if written and not good:
        example = f"{schemes[0]}://127.0.0.1:2700"
        raise ConfigError(f"{setting} is {written!r}, which is not of the form {example}.")
    return written.rstrip("/")


def _relay_hosts(written: str) -> tuple[str, ...]:
    hosts = tuple(each.strip().lower() for each in written.split(",") if each.strip())
    for host in hosts:
        if not _HOST.fullmatch(host):
            raise ConfigError(f"MEETINGSVC_RELAY_HOSTS: {host!r} is no name of a host such as *.zoom.us.")
    return hosts or RELAY_HOSTS
