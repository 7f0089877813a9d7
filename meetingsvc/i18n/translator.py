"""What a page or a message is written with: texts, dates, durations, numbers and lists in one language.

Knows a catalog and CLDR's rules. Instants come in as UTC ms with the time zone to show them in: no clock.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from babel import Locale, dates, lists, numbers

from meetingsvc.i18n.catalogs import Catalog
from meetingsvc.i18n.languages import Language

Param = str | int
Width = Literal["short", "medium", "long", "full"]
Unit = Literal["hour", "minute", "second"]
_UNITS: Final[tuple[tuple[Unit, int], ...]] = (("hour", 3_600), ("minute", 60), ("second", 1))
_PLACEHOLDER: Final = re.compile(r"%(?:%|\((\w+)\)[sd])")
_NEVER: Final = 1e9  # Babel goes over to a larger unit at so many of it


class Translator:
    """One language's words. A message without a translation shows in English rather than not at all."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    @property
    def language(self) -> Language:
        """The language: its code, own name, direction."""
        return self._catalog.language

    @property
    def lang(self) -> str:
        """The language's code, for ``lang`` attributes."""
        return self.language.code

    @property
    def dir(self) -> str:
        """The direction: "ltr" or "rtl", for ``dir`` attributes."""
        return self.language.direction

    @property
    def locale(self) -> Locale:
        """CLDR's rules for the language."""
        return self.language.locale

    # ── Texts ────────────────────────────────────────────────────────────────

    def gettext(self, message: str, /, **params: Param) -> str:
        """The message in this language, with ``%(name)s`` filled in from the parameters."""
        return fill(self.lookup(message), params)

    def pgettext(self, context: str, message: str, /, **params: Param) -> str:
        """As ``gettext``, for a word whose meaning depends on its context."""
        return fill(self.lookup(message, context), params)

    def ngettext(self, singular: str, plural: str, num: int, /, **params: Param) -> str:
        """The form for ``num`` of a message that counts something; ``%(num)s`` is filled in by itself."""
        return fill(self.lookup_plural(singular, plural, num), {"num": self.number(num), **params})

    def lookup(self, message: str, context: str | None = None) -> str:
        """The text of a message, its placeholders still open."""
        forms = self._catalog.forms.get((context, message))
        return forms[0] if forms else message

    def lookup_plural(self, singular: str, plural: str, num: int) -> str:
        """The text of the form for ``num``, its placeholders still open."""
        forms = self._catalog.forms.get((None, singular))
        if not forms:
            return singular if num == 1 else plural
        return forms[min(self._catalog.plural(abs(num)), len(forms) - 1)]

    # ── Instants, UTC ms ─────────────────────────────────────────────────────

    def date(self, at: int, time_zone: str, width: Width = "long") -> str:
        """The day of an instant, as people there call it."""
        return dates.format_date(_local(at, time_zone), format=width, locale=self.locale)

    def time(self, at: int, time_zone: str, width: Width = "short") -> str:
        """The time of day of an instant."""
        return dates.format_time(
            _local(at, time_zone), format=width, tzinfo=ZoneInfo(time_zone), locale=self.locale
        )

    def datetime(self, at: int, time_zone: str, width: Width = "long") -> str:
        """Day and time of an instant, with the name of the time zone, as those elsewhere need it."""
        local = _local(at, time_zone)
        # CLDR quotes what is plain text in a pattern.
        pattern = str(dates.get_datetime_format(width, locale=self.locale)).replace("'", "")
        clock = f"{self.time(at, time_zone)} {_zone(local, self.locale)}"
        return pattern.replace("{0}", clock).replace("{1}", self.date(at, time_zone, width))

    def duration(self, ms: int, width: Literal["long", "short"] = "long") -> str:
        """A length of time in hours, minutes and seconds, whatever is nought left out."""
        left = abs(ms) // 1_000
        parts: list[str] = []
        for unit, seconds in _UNITS:
            count, left = divmod(left, seconds)
            if count or (unit == "second" and not parts):
                parts.append(self._of_unit(timedelta(seconds=count * seconds), unit, width))
        # Not every language has a whole pattern of these styles in Babel; its standard one then serves.
        patterns = self.locale.list_patterns
        styles: tuple[Literal["unit", "unit-short"], ...] = ("unit", "unit-short")
        for style in styles:
            if "start" in patterns.get(style, {}):
                return lists.format_list(parts, style=style, locale=self.locale)
        return self.list(parts)

    def _of_unit(self, length: timedelta, unit: Unit, width: Literal["long", "short"]) -> str:
        return dates.format_timedelta(
            length, granularity=unit, threshold=_NEVER, format=width, locale=self.locale
        )

    # ── Numbers and lists ────────────────────────────────────────────────────

    def number(self, value: float) -> str:
        """A count or a measure, grouped and with the decimal mark as the language does."""
        return numbers.format_decimal(value, locale=self.locale)

    def percent(self, share: float) -> str:
        """A share of 1, in whole hundredths."""
        return numbers.format_percent(share, locale=self.locale)

    def list(self, parts: Sequence[str]) -> str:
        """In one phrase, "a, b and c"; nothing for no parts."""
        return lists.format_list(list(parts), locale=self.locale) if parts else ""


def fill(text: str, params: Mapping[str, Param]) -> str:
    """A text with its placeholders filled in, as ``%`` would; one that nothing is given for stays."""
    return _PLACEHOLDER.sub(
        lambda found: "%" if found[1] is None else str(params.get(found[1], found[0])), text
    )


def _local(at: int, time_zone: str) -> datetime:
    return datetime.fromtimestamp(at / 1_000, UTC).astimezone(ZoneInfo(time_zone))


def _zone(local: datetime, locale: Locale) -> str:
    """The short name of a time zone; where a language has none ("-0500"), its long one in brackets."""
    short = dates.get_timezone_name(local, width="short", locale=locale)
    if not any(char.isdigit() for char in short):
        return short
    return f"({dates.get_timezone_name(local, width='long', locale=locale)})"
