"""A language as its readers call it, and which way it runs. Knows BCP 47 tags and CLDR, and no meeting."""

from functools import cache
from typing import Literal

from babel import Locale, UnknownLocaleError

Direction = Literal["ltr", "rtl", "auto"]


def own_name(tag: str) -> str:
    """The language's own name, "Español"; its tag where CLDR knows none."""
    locale = _locale(tag)
    name = (locale.get_display_name() or tag) if locale else tag
    return name[:1].upper() + name[1:]


def direction(tag: str) -> Direction:
    """For ``dir`` attributes; "auto" where nobody knows."""
    locale = _locale(tag)
    if locale is None:
        return "auto"
    return "rtl" if locale.character_order == "right-to-left" else "ltr"


@cache
def _locale(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return None
