"""The catalogs' own tool finds every message, and says what a catalog lacks."""

from __future__ import annotations

import io
from pathlib import Path

import catalogs
import javascript_messages
import pytest
from babel.core import Locale
from babel.messages.catalog import Catalog

MODULE = """
// Translators: a button
const a = gettext("Join");
const view = html`<p>${gettext("Wait")} <b>don't</b> ${ok ? html`<i>${gettext("Two")}</i> ${
  // Translators: a place in the queue
  pgettext("queue", "First")
}</p> isn't` : gettext("Four")}</p>
  ${rows.map((row) => html`<li>${ngettext("%(count)s person", "%(count)s people", row.n)}</li>`)}`;
const half = total / 2 + gettext("Six") / 2;
const found = /`"/.test(text) ? `${/'/.test(gettext("Seven"))}` : { a: `}` }; // gettext("no")
const long = gettext("Eight " + "nine");
"""


def test_messages_are_found_however_templates_nest() -> None:
    found = javascript_messages.extract(
        io.BytesIO(MODULE.encode()), catalogs.KEYWORDS, catalogs.COMMENT_TAGS, None
    )
    assert [(line, message, comments) for line, _, message, comments in found] == [
        (3, "Join", ["Translators: a button"]),
        (4, "Wait", []),
        (4, "Two", []),
        (6, ("queue", "First"), ["Translators: a place in the queue"]),
        (7, "Four", []),
        (8, ("%(count)s person", "%(count)s people"), []),
        (9, "Six", []),
        (10, "Seven", []),
        (11, "Eight nine", []),
    ]


@pytest.mark.parametrize(
    ("module", "fault"),
    [
        ("gettext(`Join`)", "line 1: a message must be a plain string"),
        ("\nconst a = `never", "line 2: this template does not end"),
        ("\n\n`${a", "line 3: the code in this template does not end"),
        ("a }", "line 1: a bracket closes that was not opened"),
    ],
)
def test_a_module_that_cannot_be_read_is_refused(module: str, fault: str) -> None:
    with pytest.raises(javascript_messages.UnreadableSourceError) as refused:
        javascript_messages.blank_templates(module)
    assert str(refused.value) == fault


def catalog(locale: str | None, *messages: tuple[str | tuple[str, str], str | tuple[str, ...]]) -> Catalog:
    """Give a catalog of source and translation."""
    made = Catalog(locale=locale, fuzzy=False)
    for source, text in messages:
        made.add(source, text)
    return made


PEOPLE = ("%(count)s person", "%(count)s people")
TEMPLATE = catalog(None, ("Join", ""), ("Hello, %(name)s", ""), (PEOPLE, ("", "")))


@pytest.mark.parametrize(
    ("translations", "faults"),
    [
        (
            [
                ("Join", "Unirse"),
                ("Hello, %(name)s", "Hola, %(name)s"),
                (PEOPLE, ("una persona", "%(count)s personas")),
            ],
            [],
        ),
        (
            [("Join", ""), ("Hello, %(name)s", "Hola, %(nombre)s"), (PEOPLE, ("", "")), ("Leave", "Salir")],
            [
                "has 'Leave', which nothing uses: run make catalogs",
                "'Join' is not translated",
                "'Hola, %(nombre)s' names ['nombre'], which 'Hello, %(name)s' does not give",
                "'Hola, %(nombre)s' leaves out ['name']",
                "'%(count)s person' is not translated",
            ],
        ),
        (
            [("Join", "Unirse"), (PEOPLE, ("una persona", "unas personas"))],
            ["lacks 'Hello, %(name)s': run make catalogs", "'unas personas' leaves out ['count']"],
        ),
    ],
)
def test_what_a_catalog_lacks_is_said(
    translations: list[tuple[str | tuple[str, str], str | tuple[str, ...]]], faults: list[str]
) -> None:
    assert list(catalogs.catalog_faults(catalog("es", *translations), TEMPLATE)) == faults


def test_a_translation_that_nobody_has_looked_at_is_a_fault() -> None:
    guessed = catalog("es", ("Join", "Unirse"))
    next(catalogs.messages(guessed)).flags.add("fuzzy")
    assert list(catalogs.catalog_faults(guessed, catalog(None, ("Join", "")))) == [
        "'Join' is fuzzy: look at it, then take the mark away"
    ]


def test_the_source_names_its_placeholders() -> None:
    source = catalog(None, ("%(percent)s %% of {all}", ""), ("%d people", ""), ("100 % sure", ""))
    assert list(catalogs.source_faults(source)) == [
        ": '%(percent)s %% of {all}' has a placeholder without a name: write %(name)s",
        ": '%d people' has a placeholder without a name: write %(name)s",
    ]


def test_the_pseudo_catalog_is_complete_and_unlike_the_source(tmp_path: Path) -> None:
    written = catalogs.read(catalogs.pseudo(tmp_path, "fi"), "fi")
    assert list(catalogs.catalog_faults(written, catalogs.extract())) == []
    assert [message.id for message in catalogs.messages(written) if message.string == message.id] == []


def test_a_catalog_keeps_its_bytes_when_it_is_written_again(tmp_path: Path) -> None:
    for locale in catalogs.shipped():
        path = catalogs.catalog_path(locale)
        catalogs.write(catalogs.read(path, locale), tmp_path / "again.po")
        assert (tmp_path / "again.po").read_bytes() == path.read_bytes()


def test_every_shipped_language_is_known() -> None:
    assert [str(Locale.parse(locale)) for locale in catalogs.shipped()] == catalogs.shipped()
