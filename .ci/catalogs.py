"""Keeps the catalogs in step with the code: `update`, `check`, and `pseudo` for tests.

A folder below locales/ is a language that ships; there is no other list of them here. What a message means
is not known here, only whether a catalog has it, translated, with the same placeholders.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.core import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "locales"
DOMAIN = "meetingsvc"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
COMMENT_TAGS = ("Translators:",)

_NAMED = re.compile(r"%\((\w+)\)[sd]")
_UNNAMED = re.compile(r"%(?!\(\w+\)[sd]|%)[-+#0-9.]*[a-zA-Z]|\{\w*\}")
_ACCENTED = str.maketrans("AEIOUYCNSZaeiouycnsz", "ÅÊÎÕÜÝÇÑŠŽåêîõüýçñšž")


def extract() -> Catalog:
    """Collect every message of the package, its templates and the browser's modules."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]  # Babel leaves it untyped
    catalog = Catalog(project="meetingsvc", charset="utf-8")
    found = extract_from_dir(
        ROOT,
        method_map=methods,
        options_map=options,
        keywords=KEYWORDS,
        comment_tags=COMMENT_TAGS,
        strip_comment_tags=True,
        directory_filter=lambda path: Path(path).name not in {"node_modules", ".venv", "tests"},
    )
    for path, _, message, comments, context in sorted(found, key=lambda row: (row[0], row[1])):
        catalog.add(message, locations=[(path, 0)], auto_comments=comments, context=context)
    return catalog


def catalog_path(locale: str, root: Path = LOCALES) -> Path:
    """Say where a language's catalog lies; `locale` as in CLDR, with underscores."""
    return root / locale / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(path: Path, locale: str) -> Catalog:
    """Read a catalog; one that is not there yet is empty."""
    if not path.exists():
        return Catalog(locale=locale, domain=DOMAIN, project="meetingsvc", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=locale, domain=DOMAIN)


def write(catalog: Catalog, path: Path) -> None:
    """Write a catalog so that it changes only where its messages do: no dates, line numbers or wrapping."""
    path.parent.mkdir(parents=True, exist_ok=True)
    headers = [
        f"Language: {catalog.locale_identifier}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {catalog.plural_forms}",
    ]
    # What stands above the header, such as who has reviewed it, is kept.
    comment = catalog.header_comment.splitlines()
    with path.open("wb") as file:
        header = [*comment, 'msgid ""', 'msgstr ""', *(f'"{line}\\n"' for line in headers), "", ""]
        file.write("\n".join(header).encode())
        write_po(file, catalog, width=0, omit_header=True, include_lineno=False, ignore_obsolete=True)


def shipped() -> list[str]:
    """Give the languages that ship, English apart: it is the source."""
    return sorted(path.name for path in LOCALES.iterdir() if path.is_dir())


def update() -> None:
    """Bring every catalog up to the code: new messages empty, changed ones fuzzy, unused ones gone."""
    template = extract()
    for locale in shipped():
        catalog = read(catalog_path(locale), locale)
        catalog.update(template)
        write(catalog, catalog_path(locale))
        missing = sum(1 for message in messages(catalog) if not translated(message))
        print(f"{locale}: {len(catalog)} messages, {missing} to translate")


def messages(catalog: Catalog) -> Iterator[Message]:
    """Give a catalog's messages without its header."""
    return (message for message in catalog if message.id)


def translated(message: Message) -> bool:
    """Tell whether every form of a message has a text that someone has looked at."""
    return all(_forms(message.string)) and not message.fuzzy


def _forms(texts: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return tuple(texts) if isinstance(texts, list | tuple) else (texts or "",)


def _names(texts: tuple[str, ...]) -> set[str]:
    return {name for text in texts for name in _NAMED.findall(text)}


def source_faults(template: Catalog) -> Iterator[str]:
    """Say which messages in the code have placeholders that a translator could not move."""
    for message in messages(template):
        for form in _forms(message.id):
            if _UNNAMED.search(form):
                where = ", ".join(path for path, _ in message.locations)
                yield f"{where}: {form!r} has a placeholder without a name: write %(name)s"


def catalog_faults(catalog: Catalog, template: Catalog) -> Iterator[str]:
    """Say in which ways a catalog is behind the code, or would fail when it is used."""
    wanted = {_key(message): message for message in messages(template)}
    present = {_key(message): message for message in messages(catalog)}
    yield from (f"lacks {key[1][0]!r}: run make catalogs" for key in wanted if key not in present)
    yield from (
        f"has {key[1][0]!r}, which nothing uses: run make catalogs" for key in present if key not in wanted
    )
    for key, message in present.items():
        if message.fuzzy:
            yield f"{key[1][0]!r} is fuzzy: look at it, then take the mark away"
        if not all(_forms(message.string)):
            yield f"{key[1][0]!r} is not translated"
        elif key in wanted:
            yield from _placeholder_faults(message, catalog.num_plurals)


def _key(message: Message) -> tuple[str | None, tuple[str, ...]]:
    return message.context, _forms(message.id)


def _placeholder_faults(message: Message, plurals: int) -> Iterator[str]:
    source, texts = _forms(message.id), _forms(message.string)
    if len(source) > 1 and len(texts) != plurals:
        yield f"{source[0]!r} has {len(texts)} plural forms, not {plurals}"
    for text in texts:
        if extra := _names((text,)) - _names(source):
            yield f"{text!r} names {sorted(extra)}, which {source[-1]!r} does not give"
        if _NAMED.search("".join(source)) and _UNNAMED.search(text):
            yield f"{text!r} has a placeholder without a name"
    # A form for exactly one or two may leave the number out ("your turn"); the last form serves all the rest.
    if lost := _names(source) - _names(texts[-1:]):
        yield f"{texts[-1]!r} leaves out {sorted(lost)}"


def check() -> int:
    """Print every fault of the messages and the catalogs; give how many there are."""
    template = extract()
    faults = list(source_faults(template))
    if not shipped():
        faults.append("locales/: there is no catalog")
    for locale in shipped():
        path = catalog_path(locale)
        found = catalog_faults(read(path, locale), template)
        faults += [f"{path.relative_to(ROOT)}: {fault}" for fault in found]
    print("\n".join(faults) or f"{len(template)} messages in {len(shipped())} catalogs: complete")
    return len(faults)


def pseudo(root: Path, locale: str) -> Path:
    """Write a catalog of accented, longer English below `root`, where untranslated text stands out."""
    catalog = Catalog(locale=Locale.parse(locale), domain=DOMAIN, project="meetingsvc", fuzzy=False)
    for message in messages(extract()):
        forms = _forms(message.id)
        texts = [_pseudo_text(forms[-1])] * catalog.num_plurals if len(forms) > 1 else _pseudo_text(forms[0])
        catalog.add(message.id, texts, context=message.context)
    write(catalog, catalog_path(locale, root))
    return catalog_path(locale, root)


def _pseudo_text(text: str) -> str:
    """`Join (%(n)s)` becomes `⟦Jõîñ (%(n)s) ~⟧`: a third longer, with its placeholders as they are."""
    parts = re.split(r"(%\(\w+\)[sd])", text)
    accented = "".join(part if index % 2 else part.translate(_ACCENTED) for index, part in enumerate(parts))
    return f"⟦{accented} {'~' * max(1, len(text) // 3)}⟧"


def main() -> int:
    """Run one of the three."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    steps = parser.add_subparsers(dest="step", required=True)
    steps.add_parser("update", help="bring every catalog up to the code")
    steps.add_parser("check", help="fail where a catalog is behind the code")
    step = steps.add_parser("pseudo", help="write a catalog that shows untranslated text")
    step.add_argument("root", type=Path, help="a folder such as locales/, outside the repository")
    step.add_argument("locale", help="a language that Babel knows and that does not ship")
    given = parser.parse_args()
    if given.step == "update":
        update()
    elif given.step == "pseudo":
        print(pseudo(given.root, given.locale))
    elif check():
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
