"""A translation server as LibreTranslate speaks: text in, text out.

Knows its address, its key and its names of languages. What is said in public leaves this machine only for the
server that the installation names.
"""

import re
from typing import Any, Final

import aiohttp
import msgspec

from meetingsvc.domain.rules import tidy
from meetingsvc.domain.spoken import BLOT

ANSWERED_WITHIN_S: Final = 15.0
ANSWER_BYTES: Final = 256 * 1024
TEXT_LIMIT: Final = 2_000
_OWN_NAMES: Final = {
    "zh-hant": ("zh-hant", "zt", "zh-tw"),
    "zh": ("zh-hans", "zh", "zh-cn"),
    "zh-hans": ("zh-hans", "zh"),
}
_BLOTS: Final = re.compile(f"({BLOT[0]}+)")


class UntranslatedError(Exception):
    """No translation came: the server is not there, refuses, or answers what is none."""


class Translator:
    """One server. ``key`` may be empty."""

    def __init__(self, client: aiohttp.ClientSession, url: str, key: str) -> None:
        self._client = client
        self._url = url
        self._key = key
        self._known: frozenset[str] = frozenset()

    async def translate(self, text: str, source: str, target: str) -> str:
        """The text in the other language; what is blotted out stays so. Raises UntranslatedError."""
        if not self._known:
            self._known = await self._languages()
        parts = [
            part if not part.strip() or part.startswith(BLOT[0]) else await self._part(part, source, target)
            for part in _BLOTS.split(text)
        ]
        said = tidy("".join(parts))[:TEXT_LIMIT].strip()
        if not said:
            raise UntranslatedError
        return said

    async def _part(self, text: str, source: str, target: str) -> str:
        asked: dict[str, str] = {
            "q": text.strip(),
            "source": self._name(source),
            "target": self._name(target),
            "format": "text",
        }
        if self._key:
            asked["api_key"] = self._key
        answer = await self._ask("POST", "/translate", asked)
        said = answer.get("translatedText") if isinstance(answer, dict) else None
        if not isinstance(said, str):
            raise UntranslatedError
        before, behind = _blanks(text)
        return f"{before}{' '.join(said.split())}{behind}"

    async def _languages(self) -> frozenset[str]:
        answer = await self._ask("GET", "/languages", None)
        codes = (
            [each.get("code") for each in answer if isinstance(each, dict)]
            if isinstance(answer, list)
            else []
        )
        return frozenset(code for code in codes if isinstance(code, str)) or frozenset({"en"})

    def _name(self, tag: str) -> str:
        """What the server calls a language: its whole tag, a name of its own, or the language alone."""
        known = {code.lower(): code for code in self._known}
        first = tag.lower().partition("-")[0]
        for name in (tag.lower(), *_OWN_NAMES.get(tag.lower(), ()), first):
            if name in known:
                return known[name]
        return first

    async def _ask(self, method: str, path: str, asked: dict[str, str] | None) -> Any:
        timeout = aiohttp.ClientTimeout(total=ANSWERED_WITHIN_S)
        try:
            async with self._client.request(
                method, f"{self._url}{path}", json=asked, allow_redirects=False, timeout=timeout
            ) as answer:
                body = b""
                async for chunk in answer.content.iter_any():
                    body += chunk
                    if len(body) > ANSWER_BYTES:
                        raise UntranslatedError
                if answer.status != 200:
                    raise UntranslatedError
                return msgspec.json.decode(body)
        except (aiohttp.ClientError, OSError, TimeoutError, msgspec.DecodeError, UnicodeDecodeError):
            raise UntranslatedError from None


def _blanks(text: str) -> tuple[str, str]:
    """What stands before and behind a part, so that it still keeps its distance from a blot."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
