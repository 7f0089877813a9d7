"""Settings come from the environment and the command line, and are refused where they cannot be right."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path

import pytest

from meetingsvc.config import Config, ConfigError, Engine, load_or_make_secret, read_config
from tests.support.rules import rule


def test_without_a_word_it_is_local() -> None:
    assert read_config({}) == Config(
        data=Path("data"), host="127.0.0.1", port=8080, public_url="", proxies=()
    )


def test_the_environment_names_the_rest_and_arguments_come_first() -> None:
    environment = {
        "MEETINGSVC_DATA": "/srv/meetings",
        "MEETINGSVC_HOST": "0.0.0.0",
        "MEETINGSVC_PORT": "9000",
        "MEETINGSVC_PUBLIC_URL": "https://Meetings.example.gov/",
        "MEETINGSVC_PROXIES": "127.0.0.1, 10.0.0.0/8",
    }
    assert read_config(environment, port=0, data=Path("here")) == Config(
        data=Path("here"),
        host="0.0.0.0",
        port=0,
        public_url="https://meetings.example.gov",
        proxies=(ip_network("127.0.0.1/32"), ip_network("10.0.0.0/8")),
    )


def test_the_sites_that_may_frame_the_captions_are_named_by_their_origins() -> None:
    written = "https://www.example.gov/, https://*.example.org , *"
    frames = read_config({"MEETINGSVC_FRAMES": written}).frames
    assert frames == ("https://www.example.gov", "https://*.example.org", "*")


@pytest.mark.parametrize(
    "written", ["www.example.gov", "https://a/b", "https://x y", "'none'; script-src *", "https://*.*.org"]
)
def test_what_is_no_site_may_frame_nothing(written: str) -> None:
    with pytest.raises(ConfigError, match="MEETINGSVC_FRAMES"):
        read_config({"MEETINGSVC_FRAMES": written})


@pytest.mark.parametrize(
    ("config", "origin", "secure"),
    [
        (Config(), "http://127.0.0.1:8080", False),
        (Config(host="0.0.0.0", port=80), "http://localhost", False),
        (Config(host="::1", port=8000), "http://[::1]:8000", False),
        (Config(public_url="https://m.example.gov"), "https://m.example.gov", True),
    ],
)
def test_the_origin_is_what_a_browser_says(config: Config, origin: str, *, secure: bool) -> None:
    assert (config.origin, config.secure) == (origin, secure)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("http://localhost:8080", "http://localhost:8080"),
        ("https://m.example.gov:443/", "https://m.example.gov"),
        ("http://[2001:db8::1]:80", "http://[2001:db8::1]"),
    ],
)
def test_a_public_url_is_kept_as_browsers_write_it(written: str, kept: str) -> None:
    assert read_config({}, public_url=written).public_url == kept


@pytest.mark.parametrize(
    "written",
    [
        "meetings.example.gov",
        "ftp://m.example.gov",
        "https://",
        "https://m.example.gov/sub",
        "https://m.example.gov/?a",
        "https://user@m.example.gov",
        "https://m.example.gov:99999",
        "http://[::1",
    ],
)
def test_what_is_no_public_url_is_refused(written: str) -> None:
    with pytest.raises(ConfigError, match="public URL"):
        read_config({}, public_url=written)


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "http"), ("PORT", "65536"), ("PORT", "-1"), ("PROXIES", "10.0.0.300")]
)
def test_what_cannot_be_read_is_named(name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=f"MEETINGSVC_{name}"):
        read_config({f"MEETINGSVC_{name}": value})


@pytest.mark.parametrize("port", [-1, 65_536, 99_999])
def test_a_port_that_there_is_not_is_refused_rather_than_another_taken(port: int) -> None:
    with pytest.raises(ConfigError, match="--port"):
        read_config({}, port=port)


def test_only_named_proxies_are_trusted() -> None:
    config = read_config({"MEETINGSVC_PROXIES": "10.0.0.0/8,::1"})
    asked = ("10.1.2.3", "::ffff:10.1.2.3", "::1", "192.0.2.1", "", "unix")
    assert [config.trusts(each) for each in asked] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]


@rule("R41")
def test_the_asker_is_whom_the_trusted_proxies_name_however_many_headers_they_do_it_in() -> None:
    config = read_config({"MEETINGSVC_PROXIES": "10.0.0.0/8"})
    assert config.asker("10.0.0.1", ["203.0.113.9, 198.51.100.7, 10.1.1.1"]) == "198.51.100.7"
    assert config.asker("10.0.0.1", ["203.0.113.9", "198.51.100.7"]) == "198.51.100.7"
    assert config.asker("192.0.2.1", ["198.51.100.7"]) == "192.0.2.1"
    assert config.asker("10.0.0.1", []) == "10.0.0.1"


def test_the_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    secret = load_or_make_secret(tmp_path)
    assert len(secret) == 32
    assert load_or_make_secret(tmp_path) == secret
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


def test_a_damaged_secret_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"short")
    with pytest.raises(ConfigError, match="32 bytes"):
        load_or_make_secret(tmp_path)


def test_the_servers_that_it_speaks_to_are_named_by_the_installation() -> None:
    config = read_config(
        {
            "MEETINGSVC_VOSK_URL": "ws://127.0.0.1:2700/",
            "MEETINGSVC_VOSK_RATE": "8000",
            "MEETINGSVC_VOSK_LANGUAGE": "ko",
            "MEETINGSVC_WHISPERLIVE_URL": "wss://hear.example.gov/live",
            "MEETINGSVC_WHISPERLIVE_MODEL": "medium",
            "MEETINGSVC_TRANSLATE_URL": "http://127.0.0.1:5000",
            "MEETINGSVC_TRANSLATE_KEY": "a key",
            "MEETINGSVC_RELAY_HOSTS": "*.Zoom.us, 127.0.0.1",
        }
    )
    assert config.engines == (
        Engine(name="vosk", url="ws://127.0.0.1:2700", rate=8_000, language="ko"),
        Engine(name="whisperlive", url="wss://hear.example.gov/live", model="medium"),
    )
    assert (config.translate_url, config.translate_key) == ("http://127.0.0.1:5000", "a key")
    assert config.relay_hosts == ("*.zoom.us", "127.0.0.1")


def test_without_a_word_no_engine_hears_nothing_is_translated_and_relays_go_to_zoom_and_youtube() -> None:
    config = read_config({})
    assert (config.engines, config.translate_url) == ((), "")
    assert config.relay_hosts == ("*.zoom.us", "upload.youtube.com")


@pytest.mark.parametrize(
    ("setting", "written"),
    [
        ("MEETINGSVC_VOSK_URL", "http://127.0.0.1:2700"),
        ("MEETINGSVC_VOSK_URL", "ws://"),
        ("MEETINGSVC_VOSK_URL", "ws://me:secret@host"),
        ("MEETINGSVC_WHISPERLIVE_URL", "ws://host:99999"),
        ("MEETINGSVC_TRANSLATE_URL", "ftp://host"),
        ("MEETINGSVC_TRANSLATE_URL", "http://host/a\nb"),
        ("MEETINGSVC_RELAY_HOSTS", "https://zoom.us"),
        ("MEETINGSVC_RELAY_HOSTS", "*"),
    ],
)
def test_an_address_that_cannot_be_spoken_to_is_refused_by_its_setting(setting: str, written: str) -> None:
    with pytest.raises(ConfigError, match=setting):
        read_config({setting: written})


@pytest.mark.parametrize(
    ("setting", "written"), [("MEETINGSVC_VOSK_RATE", "16k"), ("MEETINGSVC_VOSK_LANGUAGE", "English!")]
)
def test_a_rate_and_a_language_that_no_model_has_are_refused(setting: str, written: str) -> None:
    with pytest.raises(ConfigError, match=setting):
        read_config({"MEETINGSVC_VOSK_URL": "ws://127.0.0.1:2700", setting: written})
