"""Who may reach the sockets at all: pages of ours, tools that are no page, and not too often."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import aiohttp
import msgspec
import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from meetingsvc.config import Config, read_config
from meetingsvc.live import Limits, Rate
from meetingsvc.live.gate import OurPagesOnly, address
from meetingsvc.live.limits import Addresses
from tests.live.server import Server, serving
from tests.support.rules import rule

HANDSHAKE = "/socket.io/?EIO=4&transport=polling"
PUBLIC = Config(public_url="https://meetings.example.gov")


async def test_our_own_page_may_connect_by_either_transport(server: Server) -> None:
    async with aiohttp.ClientSession(headers={"Origin": server.url}) as session:
        assert (await session.get(server.url + HANDSHAKE)).status == 200
        async with session.ws_connect(f"{server.url}/socket.io/?EIO=4&transport=websocket") as ws:
            assert (await ws.receive_str()).startswith("0{")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "https://elsewhere.example", "X-Forwarded-Host": "elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_the_page_of_another_site_may_not(server: Server, headers: dict[str, str]) -> None:
    async with aiohttp.ClientSession(headers=headers) as session:
        assert (await session.get(server.url + HANDSHAKE)).status == 403
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await session.ws_connect(f"{server.url}/socket.io/?EIO=4&transport=websocket")
        assert refused.value.status == 403


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}])
async def test_a_request_of_no_page_or_of_the_page_itself_may(
    server: Server, headers: dict[str, str]
) -> None:
    async with aiohttp.ClientSession(headers=headers) as session:
        assert (await session.get(server.url + HANDSHAKE)).status == 200


async def test_what_the_gate_refuses_is_never_asked_of_the_library(server: Server) -> None:
    async with aiohttp.ClientSession() as session:
        for query, status in (("&j=1", 400), ("&sid=%0Anobody", 400)):
            assert (await session.get(server.url + HANDSHAKE + query)).status == status


async def test_only_the_public_url_counts_where_there_is_one() -> None:
    gate = OurPagesOnly(PUBLIC, Addresses(Limits()))
    gate(_request({"Origin": "https://meetings.example.gov"}))
    for origin in (
        "http://127.0.0.1:8080",
        "http://meetings.example.gov",
        "https://meetings.example.gov:8443",
    ):
        with pytest.raises(web.HTTPForbidden):
            gate(_request({"Origin": origin, "Host": origin.partition("//")[2]}))


async def test_an_address_that_connects_too_often_is_told_when_to_come_back(tmp_path: Path) -> None:
    limits = msgspec.structs.replace(Limits(), address={"connect": Rate(2, 0.1)})
    async with serving(tmp_path, limits=limits) as server, aiohttp.ClientSession() as session:
        answers = [await session.get(server.url + HANDSHAKE) for _ in range(3)]
        assert [answer.status for answer in answers] == [200, 200, 429]
        assert answers[2].headers["Retry-After"] == "10"


@rule("R41")
async def test_an_address_is_told_by_a_trusted_proxy_alone() -> None:
    behind = read_config({"MEETINGSVC_PROXIES": "10.0.0.0/8"})
    told = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7, 10.1.1.1"}
    assert address(behind, _request(told, peer="10.0.0.1")) == "198.51.100.7"
    assert address(behind, _request(told, peer="192.0.2.1")) == "192.0.2.1"
    assert address(Config(), _request(told, peer="10.0.0.1")) == "10.0.0.1"


def _request(headers: dict[str, str], peer: str = "192.0.2.1") -> web.Request:
    class Transport:
        def get_extra_info(self, name: str, default: Any = None) -> Any:
            return (peer, 1) if name == "peername" else default

        def is_closing(self) -> bool:
            return False

    return make_mocked_request("GET", HANDSHAKE, headers=headers, transport=Transport())
