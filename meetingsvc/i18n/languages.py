"""The languages that ship, by code, own name, direction and folder; and which of them a reader gets.

Knows no messages. English is the source language and has no folder.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal

from babel import Locale


@dataclass(frozen=True)
class Language:
    """A language of the interface.

    ``code`` is BCP 47 and stands in ``lang`` attributes, cookies and addresses; ``folder`` is the catalog's
    below ``locales/``; ``intl`` is what the browser formats numbers and dates with (Western digits in every
    language, as on the tickets that are called), ``cldr`` what the server does, where it is not the folder's.
    """

    code: str
    name: str
    direction: Literal["ltr", "rtl"] = "ltr"
    folder: str = ""
    intl: str = ""
    cldr: str = ""
    aliases: tuple[str, ...] = field(default=())

    @cached_property
    def locale(self) -> Locale:
        """The rules of CLDR for it."""
        return Locale.parse(self.cldr or self.folder or "en")


LANGUAGES: Final[Mapping[str, Language]] = {
    language.code: language
    for language in (
        Language("en", "English", intl="en"),
        # As its readers in the United States write times and numbers: 7:05 p.m., 1,000.
        Language("es", "Español", folder="es", intl="es-US", cldr="es_US"),
        Language("ar", "العربية", direction="rtl", folder="ar", intl="ar-u-nu-latn"),
        Language(
            "zh-Hant",
            "繁體中文",
            folder="zh_Hant",
            intl="zh-Hant",
            # Its readers seldom name the script; "zh" alone is nearer to it than English is.
            aliases=("zh-tw", "zh-hk", "zh-mo", "zh"),
        ),
    )
}
"""By code, in the order of the language menu."""

PSEUDO: Final = Language("qps", "⟦Þšéûðö⟧", intl="en")
"""English with accents and brackets, made at run time, that shows which strings were left out."""

DEFAULT: Final = "en"

_RANGE = re.compile(
    r"\s*([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*|\*)\s*(?:;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?"
)
_RANGES_READ = 20


def negotiate(
    query: str | None,
    cookie: str | None,
    accept_language: str | None,
    offered: Mapping[str, Language] = LANGUAGES,
) -> str:
    """The code of the language for a reader: asked for in the address, chosen before, or the browser's.

    Nothing that cannot be read is an error: the next wish counts, and English at last.
    """
    for wish in (query, cookie):
        if wish and (code := _offered(wish, offered)):
            return code
    for wish in _ranges(accept_language or ""):
        if code := _offered(wish, offered):
            return code
    return DEFAULT


def _offered(wish: str, offered: Mapping[str, Language]) -> str | None:
    """The offered language that a tag means: itself, or what is left as its subtags are cut (RFC 4647)."""
    by_name = {name: language.code for language in offered.values() for name in _names(language)}
    subtags = wish.strip().lower().replace("_", "-").split("-")
    while subtags:
        if code := by_name.get("-".join(subtags)):
            return code
        subtags.pop()
    return None


def _names(language: Language) -> Iterable[str]:
    return (language.code.lower(), *language.aliases)


def _ranges(header: str) -> list[str]:
    """The tags of an Accept-Language header, the most wanted first; those with q=0 are not wanted."""
    found = []
    for part in header.split(",")[:_RANGES_READ]:
        read = _RANGE.fullmatch(part)
        if read and float(read[2] or 1) > 0:
            found.append((-float(read[2] or 1), read[1]))
    return [tag for _, tag in sorted(found, key=lambda pair: pair[0])]
