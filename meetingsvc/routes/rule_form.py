"""A body's rules as a form: what stands in each field, and from the fields back to what a file would say.

Knows the shape and the words of a profile and how a form sends them; not whose rules they are, no HTML.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec

from meetingsvc.domain.bounds import MOST_STEPS, Between, bounds_of
from meetingsvc.i18n import N_, Translator
from meetingsvc.profiles import Fault, Profile, sentence, words, written
from meetingsvc.profiles.lengths import written_length
from meetingsvc.profiles.shape import SHAPE, Part

_SPARE_ROWS: Final = 2
_ALLOWED: Final = N_("From %(least)s to %(most)s.")
_ALLOWED_OR_NONE: Final = N_("From %(least)s to %(most)s, or %(none)s.")


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A field as a page shows it: ``value`` is text, or whether it is ticked; ``choices`` are (value, word,
    chosen); ``parts`` the fields of a table, ``rows`` those of each row.
    """

    name: str
    kind: str
    label: str
    hint: str = ""
    rule: str = ""
    allowed: str = ""
    value: str | bool = ""
    choices: Sequence[tuple[str, str, bool]] = ()
    parts: Sequence["Field"] = ()
    rows: Sequence[Sequence["Field"]] = ()
    wrong: Sequence[str] = ()

    @property
    def id(self) -> str:
        """What labels, hints and the list of faults point at."""
        return "rule-" + self.name.replace(".", "-")


Group = tuple[str, Sequence[Field]]


# ── From rules to fields ─────────────────────────────────────────────────────


def document_of(profile: Profile) -> dict[str, Any]:
    """The rules as a file says them."""
    return tomllib.loads(written(profile))


def groups(document: Mapping[str, Any], faults: Sequence[Fault], t: Translator) -> list[Group]:
    """The fields under their headings, filled in, with what is wrong beside each."""
    by_key = {part.key: part for part in SHAPE if part.key != "version"}
    shown: list[Group] = []
    for heading, keys in words.GROUPS:
        parts = [by_key.pop(key) for key in keys if key in by_key]
        shown.append(
            (t.gettext(heading), [_field(part, document.get(part.name), faults, t) for part in parts])
        )
    if by_key:
        others = [_field(part, document.get(part.name), faults, t) for part in by_key.values()]
        shown.append((t.gettext(words.OTHERS), others))
    return shown


def _field(part: Part, given: Any, faults: Sequence[Fault], t: Translator, name: str = "") -> Field:
    name = name or part.key
    about: dict[str, Any] = {
        "name": name,
        "kind": part.kind,
        "label": t.gettext(words.LABELS.get(part.key, part.name)),
        "hint": t.gettext(words.WORDS[part.key]) if part.key in words.WORDS else "",
        "rule": words.RULES.get(part.key, ""),
        "allowed": _allowed(part, t),
        "wrong": [sentence(fault, t) for fault in faults if fault.key == name],
    }
    if part.kind == "table":
        inner = [_field(each, (given or {}).get(each.name), faults, t) for each in part.parts]
        return Field(**about, parts=inner)
    if part.kind == "rows":
        return Field(**about, rows=_rows(part, given or [], faults, t))
    if part.choices:
        chosen = given if isinstance(given, list) else [given]
        named = [(each, t.gettext(words.CHOICES.get(each, each)), each in chosen) for each in part.choices]
        return Field(**about, choices=named)
    return Field(**about, value=_shown(part, given))


def _rows(
    part: Part, given: Sequence[Mapping[str, Any]], faults: Sequence[Fault], t: Translator
) -> list[list[Field]]:
    """The rows that there are, and some to spare."""
    count = min(max(len(given) + _SPARE_ROWS, 3), MOST_STEPS)
    return [
        [
            _field(each, row.get(each.name, ""), faults, t, f"{part.key}.{at}.{each.name}")
            for each in part.parts
        ]
        for at, row in enumerate([*given, *[{}] * count][: max(count, len(given))], 1)
    ]


def _shown(part: Part, given: Any) -> str | bool:
    if part.kind == "yes_no":
        return given is True
    if part.kind == "texts":
        return "\n".join(given or [])
    if part.kind == "length" and isinstance(given, int):
        return written_length(given * 1_000) if given else "0"
    return "" if given is None else str(given)


def _allowed(part: Part, t: Translator) -> str:
    bounds = bounds_of(part.field)
    if bounds is None:
        return ""
    return t.gettext(_ALLOWED_OR_NONE if bounds.or_none else _ALLOWED, **_edges(part, bounds, t))


def _edges(part: Part, bounds: Between, t: Translator) -> dict[str, str]:
    shown = written_length if part.kind == "length" else t.number
    return {"least": shown(bounds.least), "most": shown(bounds.most), "none": "0"}


# ── From fields to rules ─────────────────────────────────────────────────────


def names() -> frozenset[str]:
    """Every name that a field can have."""
    return frozenset(_names())


def _names() -> Iterator[str]:
    for part in SHAPE:
        if part.kind == "choices":
            yield from (f"{part.key}.{choice}" for choice in part.choices)
        elif part.kind == "table":
            yield from (each.key for each in part.parts)
        elif part.kind == "rows":
            yield from (
                f"{part.key}.{at}.{each.name}" for at in range(1, MOST_STEPS + 1) for each in part.parts
            )
        elif part.key != "version":
            yield part.key


def typed(fields: Mapping[str, str]) -> dict[str, Any]:
    """What a file would say that was typed into the form; what makes no sense stays as it was typed."""
    return {part.name: _typed(part, fields) for part in SHAPE if part.key != "version"}


def _typed(part: Part, fields: Mapping[str, str]) -> Any:
    match part.kind:
        case "choices":
            return [choice for choice in part.choices if f"{part.key}.{choice}" in fields]
        case "table":
            return {each.name: _typed(each, fields) for each in part.parts}
        case "rows":
            return list(_typed_rows(part, fields))
    return _one(part, fields.get(part.key, ""), ticked=part.key in fields)


def _typed_rows(part: Part, fields: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The rows in which something stands."""
    for at in range(1, MOST_STEPS + 1):
        given = {each: fields.get(f"{part.key}.{at}.{each.name}", "").strip() for each in part.parts}
        if any(given.values()):
            yield {each.name: _one(each, text) for each, text in given.items()}


def _one(part: Part, text: str, *, ticked: bool = False) -> Any:
    text = text.strip()
    match part.kind:
        case "yes_no":
            return ticked
        case "texts":
            return [line.strip() for line in text.split("\n") if line.strip()]
        case "number":
            return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else text
        case "length":
            # Nothing typed is none. A bare number could be minutes or seconds: it is asked which.
            return 0 if text in ("", "0") else text
    return text
