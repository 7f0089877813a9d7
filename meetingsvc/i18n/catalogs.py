"""The messages of every language, read once from the .po files; and the pseudo-language where asked for.

Knows where catalogs lie and how a message is found in one, not who reads it.
"""

import gettext as gnu
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from babel.messages.pofile import read_po

from meetingsvc.i18n.languages import LANGUAGES, PSEUDO, Language
from meetingsvc.i18n.pseudo import pseudo_text

Key = tuple[str | None, str]
"""A message's context and its English text, the singular where it has two."""
Forms = tuple[str, ...]

_PACKAGE: Final = Path(__file__).resolve().parent.parent
_NUMBERS_TRIED: Final = 203  # every category that a language has for whole numbers occurs by then, but "many"


def english_plural(number: int) -> int:
    """The source's own plurals: one, and the rest."""
    return int(number != 1)


@dataclass(frozen=True)
class Catalog:
    """The messages of one language.

    ``forms`` has for each key its text, or one text for each of the ``plurals`` (CLDR's names for them);
    ``plural`` gives the index of the form for a number. ``sources`` has the English texts of every message
    known, translated or not, and ``for_browser`` the keys that the browser's modules use.
    """

    language: Language
    forms: Mapping[Key, Forms]
    sources: Mapping[Key, Forms]
    for_browser: frozenset[Key]
    plural: Callable[[int], int] = english_plural
    plurals: Forms = ("one", "other")


@dataclass(frozen=True)
class Catalogs:
    """All languages offered, by code, in the order of the menu."""

    by_code: Mapping[str, Catalog]

    @classmethod
    def load(cls, root: Path | None = None, *, pseudo: bool = False) -> "Catalogs":
        """Reads the catalogs below ``root`` (default: those that ship with the package).

        Raises OSError where one of a shipped language cannot be read.
        """
        folder = root or locales_root()
        catalogs = {
            code: _read(language, folder) if language.folder else Catalog(language, {}, {}, frozenset())
            for code, language in LANGUAGES.items()
        }
        if pseudo:
            catalogs[PSEUDO.code] = _pseudo(list(catalogs.values()))
        return cls(catalogs)

    @property
    def languages(self) -> dict[str, Language]:
        """What a reader may choose from."""
        return {code: catalog.language for code, catalog in self.by_code.items()}


def locales_root() -> Path:
    """Where the catalogs lie: within an installed package, or beside it in a checkout."""
    installed = _PACKAGE / "_locales"
    return installed if installed.is_dir() else _PACKAGE.parent / "locales"


def _read(language: Language, root: Path) -> Catalog:
    with (root / language.folder / "LC_MESSAGES" / "meetingsvc.po").open("rb") as file:
        po = read_po(file, locale=language.folder)
    forms: dict[Key, Forms] = {}
    sources: dict[Key, Forms] = {}
    for_browser = set()
    for message in po:
        if not message.id:
            continue
        ids, texts = _forms(message.id), _forms(message.string or "")
        key = (message.context, ids[0])
        sources[key] = ids
        if all(texts) and not message.fuzzy:
            forms[key] = texts
        if any(path.startswith("web/") for path, _ in message.locations):
            for_browser.add(key)
    plural = gnu.c2py(po.plural_expr)
    plurals = _categories(language, po.num_plurals, plural)
    return Catalog(language, forms, sources, frozenset(for_browser), plural, plurals)


def _forms(texts: str | list[str] | tuple[str, ...]) -> Forms:
    return (texts,) if isinstance(texts, str) else tuple(texts)


def _categories(language: Language, count: int, plural: Callable[[int], int]) -> Forms:
    """For each of a catalog's plural forms the CLDR category that it serves first.

    A category without a form of its own (Spanish "many", from a million on) shares another's.
    """
    served = [""] * count
    for number in range(_NUMBERS_TRIED):
        served[plural(number)] = served[plural(number)] or language.locale.plural_form(number)
    return tuple(served)


def _pseudo(read: list[Catalog]) -> Catalog:
    """Every message that any catalog has, made strange."""
    sources = {key: ids for catalog in read for key, ids in catalog.sources.items()}
    forms = {key: tuple(pseudo_text(text) for text in ids) for key, ids in sources.items()}
    for_browser = frozenset[Key]().union(*(catalog.for_browser for catalog in read))
    return Catalog(PSEUDO, forms, sources, for_browser)
