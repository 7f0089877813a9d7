"""A reader gets the language that was asked for, chosen before, or wished for by the browser."""

from __future__ import annotations

import pytest

from meetingsvc.i18n import LANGUAGES, negotiate
from meetingsvc.i18n.languages import PSEUDO


def test_four_languages_ship_each_by_its_own_name_and_in_its_direction() -> None:
    menu = [(each.code, each.name, each.direction, str(each.locale)) for each in LANGUAGES.values()]
    assert menu == [
        ("en", "English", "ltr", "en"),
        ("es", "Español", "ltr", "es_US"),
        ("ar", "العربية", "rtl", "ar"),
        ("zh-Hant", "繁體中文", "ltr", "zh_Hant"),
    ]


@pytest.mark.parametrize(
    ("query", "cookie", "header", "code"),
    [
        (None, None, None, "en"),
        ("es", "ar", "zh-TW", "es"),
        (None, "ar", "es", "ar"),
        (None, None, "fr, zh-TW;q=0.8, es;q=0.9", "es"),
        (None, None, "es-MX,es;q=0.9,en;q=0.8", "es"),
        (None, None, "ar-EG", "ar"),
        (None, None, "zh-Hant-HK", "zh-Hant"),
        (None, None, "zh_TW", "en"),  # no such tag in a header, though the menu's cookie may be written so
        (None, "zh_Hant", None, "zh-Hant"),
        (None, None, "es;q=0, ar;q=0.1", "ar"),
        (None, None, "*", "en"),
        ("xx", "yy", "zz;;q=2,,=", "en"),
        ("", "<script>", "é" * 10_000, "en"),
    ],
)
def test_the_first_wish_that_can_be_met_counts(
    query: str | None, cookie: str | None, header: str | None, code: str
) -> None:
    assert negotiate(query, cookie, header) == code


def test_the_pseudo_language_is_offered_only_where_it_is_asked_for() -> None:
    assert negotiate("qps", None, None) == "en"
    assert negotiate("qps", None, None, {**LANGUAGES, "qps": PSEUDO}) == "qps"
