"""Texts, plurals, dates, durations, numbers and lists come out as the language writes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from meetingsvc.i18n import LANGUAGES, Catalogs, Translator, browser_catalog

AT = 1_770_768_000_000  # 2026-02-10, 19:00 in New York

WAITING = {
    "es": ["%(num)s persona espera", "%(num)s personas esperan"],
    "ar": ["لا أحد", "شخص واحد", "شخصان", "%(num)s أشخاص", "%(num)s شخص", "%(num)s شخصًا"],
    "zh_Hant": ["%(num)s 人等候"],
}
FORMS = {
    "es": "nplurals=2; plural=(n != 1);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3"
    " : n%100>=0 && n%100<=2 ? 4 : 5);",
    "zh_Hant": "nplurals=1; plural=0;",
}


@pytest.fixture
def catalogs(tmp_path: Path) -> Catalogs:
    """Catalogs of a few messages, one of them fuzzy and one not translated."""
    for folder, forms in WAITING.items():
        path = tmp_path / folder / "LC_MESSAGES" / "meetingsvc.po"
        path.parent.mkdir(parents=True)
        plural = "\n".join(f'msgstr[{n}] "{form}"' for n, form in enumerate(forms))
        path.write_text(
            f'msgid ""\nmsgstr "Language: {folder}\\nContent-Type: text/plain; charset=utf-8\\n'
            f'Plural-Forms: {FORMS[folder]}\\n"\n\n'
            f'#: web/apps/attendee.js\nmsgid "%(num)s person waits"\n'
            f'msgid_plural "%(num)s people wait"\n{plural}\n\n'
            f'#: meetingsvc/routes/home.py\nmsgid "Speaker %(ticket)s"\nmsgstr "[{folder}] %(ticket)s"\n\n'
            f'#: web/a.js\nmsgctxt "queue"\nmsgid "First"\nmsgstr "[{folder}] first"\n\n'
            f'#: web/a.js\n#, fuzzy\nmsgid "Old"\nmsgstr "wrong"\n\n#: web/a.js\nmsgid "New"\nmsgstr ""\n',
            encoding="utf-8",
        )
    return Catalogs.load(tmp_path, pseudo=True)


def of(catalogs: Catalogs, code: str) -> Translator:
    """What a reader of this language gets."""
    return Translator(catalogs.by_code[code])


def test_a_message_is_found_by_its_text_and_context_and_else_stays_english(catalogs: Catalogs) -> None:
    spanish = of(catalogs, "es")
    assert spanish.gettext("Speaker %(ticket)s", ticket=14) == "[es] 14"
    assert spanish.pgettext("queue", "First") == "[es] first"
    assert [spanish.gettext(text) for text in ("First", "Old", "New", "Unknown")] == [
        "First",
        "Old",
        "New",
        "Unknown",
    ]
    assert of(catalogs, "en").gettext("Speaker %(ticket)s: 5 %%", ticket=14) == "Speaker 14: 5 %"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", ["0 people wait", "1 person waits", "2 people wait", "1,000 people wait"]),
        ("es", ["0 personas esperan", "1 persona espera", "2 personas esperan", "1,000 personas esperan"]),
        ("ar", ["لا أحد", "شخص واحد", "شخصان", "1,000 شخص"]),
        ("zh-Hant", ["0 人等候", "1 人等候", "2 人等候", "1,000 人等候"]),
    ],
)
def test_what_is_counted_agrees_with_its_number(catalogs: Catalogs, code: str, said: list[str]) -> None:
    t = of(catalogs, code)
    assert [t.ngettext("%(num)s person waits", "%(num)s people wait", n) for n in (0, 1, 2, 1_000)] == said


def test_the_browser_gets_its_own_messages_and_the_plurals_as_categories(catalogs: Catalogs) -> None:
    assert browser_catalog(catalogs.by_code["ar"]) == {
        "lang": "ar",
        "dir": "rtl",
        "intl": "ar-u-nu-latn",
        "plurals": ["zero", "one", "two", "few", "other", "many"],
        "messages": {"%(num)s person waits": WAITING["ar"], "queue\x04First": "[ar] first"},
    }
    assert browser_catalog(catalogs.by_code["zh-Hant"])["messages"] == {
        "%(num)s person waits": WAITING["zh_Hant"],
        "queue\x04First": "[zh_Hant] first",
    }
    assert browser_catalog(catalogs.by_code["en"])["messages"] == {}


def test_the_pseudo_language_makes_every_message_strange_and_keeps_its_placeholders(
    catalogs: Catalogs,
) -> None:
    pseudo = of(catalogs, "qps")
    assert pseudo.gettext("Speaker %(ticket)s", ticket=14) == "⟦Špêåkêr 14 ~~~~~~⟧"
    assert pseudo.ngettext("%(num)s person waits", "%(num)s people wait", 2) == "⟦2 pêõplê wåît ~~~~~~⟧"
    assert browser_catalog(catalogs.by_code["qps"])["plurals"] == ["one", "other"]


def test_instants_are_written_as_the_language_writes_them_in_the_meetings_time_zone() -> None:
    shipped = Catalogs.load()
    zone = "America/New_York"
    written = {code: of(shipped, code).datetime(AT, zone) for code in LANGUAGES}
    assert written == {
        "en": "February 10, 2026, 7:00\u202fPM EST",
        "es": "10 de febrero de 2026, 7:00\u202fp.m. EST",
        "ar": "10 فبراير 2026، 7:00 م (التوقيت الرسمي الشرقي لأمريكا الشمالية)",
        "zh-Hant": "2026年2月10日 晚上7:00 EST",
    }
    english = of(shipped, "en")
    assert english.date(AT, zone) == "February 10, 2026"
    assert english.date(AT, "Asia/Taipei") == "February 11, 2026"
    assert english.time(AT, zone) == "7:00\u202fPM"


def test_durations_numbers_and_lists() -> None:
    shipped = Catalogs.load()
    english, arabic, chinese = (of(shipped, code) for code in ("en", "ar", "zh-Hant"))
    lengths = [0, 999, 60_000, 150_000, 3_600_000, 3_661_000, -90_000]
    assert [english.duration(ms) for ms in lengths] == [
        "0 seconds",
        "0 seconds",
        "1 minute",
        "2 minutes, 30 seconds",
        "1 hour",
        "1 hour, 1 minute, 1 second",
        "1 minute, 30 seconds",
    ]
    assert arabic.duration(120_000) == "دقيقتان"
    assert chinese.duration(150_000) == "2 分鐘 30 秒"
    assert [english.list(parts) for parts in ([], ["a"], ["a", "b"])] == ["", "a", "a and b"]
    assert english.number(12_345) == "12,345"
