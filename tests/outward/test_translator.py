"""A translation server's answers, as they should be and as they should not."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from meetingsvc.domain.spoken import BLOT
from meetingsvc.outward.translator import Translator, UntranslatedError
from tests.outward.receivers import libre

Answer = Callable[[], web.StreamResponse]


@asynccontextmanager
async def answering(answer: Answer, client: aiohttp.ClientSession) -> AsyncGenerator[Translator]:
    """A translator whose server always gives this answer."""

    async def handle(_: web.Request) -> web.StreamResponse:
        return answer()

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handle)
    async with TestServer(app, host="127.0.0.1") as server:
        yield Translator(client, str(server.make_url("")).rstrip("/"), "")


async def test_languages_are_named_as_the_server_names_them(client: aiohttp.ClientSession) -> None:
    async with libre() as there:
        translator = Translator(client, there.url, "")
        for source, target in (("en-US", "es-MX"), ("en", "zh-Hant"), ("en", "vi")):
            await translator.translate("Yes.", source, target)
    assert [(asked["source"], asked["target"]) for asked in there.asked] == [
        ("en", "es"),
        ("en", "zt"),
        ("en", "vi"),
    ]
    assert all("api_key" not in asked for asked in there.asked)


async def test_what_is_blotted_out_is_not_sent_and_stays_in_its_place(client: aiohttp.ClientSession) -> None:
    async with libre() as there:
        said = await Translator(client, there.url, "").translate(f"Call {BLOT} now, or {BLOT}.", "en", "es")
    assert said == f"es: CALL {BLOT} es: NOW, OR {BLOT}es: ."
    assert [asked["q"] for asked in there.asked] == ["Call", "now, or", "."]


@pytest.mark.parametrize(
    "answer",
    [
        lambda: web.json_response({"error": "Slow down"}, status=429),
        lambda: web.Response(status=500, text="<html>"),
        lambda: web.Response(text="<html>not JSON</html>"),
        lambda: web.Response(body=b"\xff\xfe"),
        lambda: web.json_response([1, 2]),
        lambda: web.json_response({"translatedText": 7}),
        lambda: web.json_response({"translatedText": "\x00 \x07"}),
        lambda: web.json_response({"translatedText": "x" * 1_000_000}),
        lambda: web.Response(status=302, headers={"Location": "/elsewhere"}),
    ],
)
async def test_what_is_no_translation_is_refused(answer: Answer, client: aiohttp.ClientSession) -> None:
    async with answering(answer, client) as translator:
        with pytest.raises(UntranslatedError):
            await translator.translate("Yes.", "en", "es")


async def test_a_server_that_is_not_there_is_no_fault_of_ours(client: aiohttp.ClientSession) -> None:
    with pytest.raises(UntranslatedError):
        await Translator(client, "http://127.0.0.1:9", "").translate("Yes.", "en", "es")


async def test_an_answer_that_comes_in_pieces_is_one_answer(client: aiohttp.ClientSession) -> None:
    async def slowly(request: web.Request) -> web.StreamResponse:
        said: Any = (
            [{"code": "en"}, {"code": "es"}] if request.method == "GET" else {"translatedText": "Sí, " * 200}
        )
        response = web.StreamResponse()
        await response.prepare(request)
        body = json.dumps(said).encode()
        for at in range(0, len(body), 50):
            await response.write(body[at : at + 50])
        await response.write_eof()
        return response

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", slowly)
    async with TestServer(app, host="127.0.0.1") as server:
        translator = Translator(client, str(server.make_url("")).rstrip("/"), "")
        assert (await translator.translate("Yes.", "en", "es")).startswith("Sí, Sí,")
