"""From what somebody wrote (a file's table, or a form's fields) to a profile, or to all that is wrong.

Never stops at the first fault. What is left out has the domain's default; what is not known is refused.
"""

import re
import tomllib
from collections.abc import Mapping
from typing import Any, Final

from meetingsvc.domain.bounds import check
from meetingsvc.domain.profile import Profile
from meetingsvc.profiles.faults import Fault, ProfileError, of_check
from meetingsvc.profiles.lengths import read_length
from meetingsvc.profiles.shape import SHAPE, Part

LARGEST: Final = 32 * 1024
"""Bytes of a file. The longest profile, comments and all, is well within it."""

_PLACES: Final = {part.key: place for place, part in enumerate(SHAPE)}


def parse(file: bytes) -> Profile:
    """The profile in a TOML file. Raises ProfileError with every fault."""
    if len(file) > LARGEST:
        raise ProfileError([Fault("", "too_large")])
    try:
        text = file.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise ProfileError([Fault("", "not_utf8")]) from None
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as fault:  # ValueError also for a number of thousands of digits
        line = re.search(r"at line (\d+)", str(fault))
        at = int(line[1]) if line else text.rstrip("\n").count("\n") + 1
        raise ProfileError([Fault("", "not_toml", {"line": at})]) from None
    return profile_of(document)


def profile_of(document: Mapping[str, object]) -> Profile:
    """The profile that a table says. Raises ProfileError with every fault."""
    faults: list[Fault] = []
    values = _table(SHAPE, document, "", faults)
    # What could not be read has its default for now, so that the rest is looked at too.
    profile = Profile(**values)
    # In a value of which a part could not be read, nothing else is said of it.
    unread = {_first(fault.key) for fault in faults}
    faults += [
        fault
        for fault in (of_check(field, code) for field, code in check(profile))
        if _first(fault.key) not in unread
    ]
    if faults:
        raise ProfileError(sorted(faults, key=_place))
    return profile


def _place(fault: Fault) -> int:
    """Where the fault is, in the order of the file as we write it; what we do not know comes first."""
    return _PLACES.get(_first(fault.key), -1)


def _first(key: str) -> str:
    """The value of the profile in which a key lies."""
    return key.partition(".")[0]


def _table(
    parts: tuple[Part, ...], given: Mapping[str, object], prefix: str, faults: list[Fault]
) -> dict[str, Any]:
    known = {part.name: part for part in parts}
    faults += [
        Fault(prefix + _shown(key), "unknown_key", {"known": ", ".join(known)})
        for key in given
        if key not in known
    ]
    values: dict[str, Any] = {}
    for name, part in known.items():
        if name in given:
            before = len(faults)
            value = _value(part, given[name], prefix + name, faults)
            if len(faults) == before:
                values[part.attribute] = value
    return values


def _shown(key: str) -> str:
    """A stranger's key, fit to be shown."""
    plain = "".join(char if char.isprintable() else "?" for char in key)
    return plain if len(plain) <= 40 else plain[:39] + "…"


def _value(part: Part, given: object, key: str, faults: list[Fault]) -> Any:
    """The domain's value, or a fault."""
    match part.kind, given:
        case "text", str():
            return given
        case "yes_no", bool():
            return given
        case "number", int() if not isinstance(given, bool) and abs(given) < 2**53:
            return given
        case "length", _ if (length := read_length(given)) is not None:
            return length
        case "choice", str() if given in part.choices:
            return given
        case "choices", list() if all(isinstance(each, str) and each in part.choices for each in given):
            return tuple(given)
        case "texts", list() if all(isinstance(each, str) for each in given):
            return tuple(given)
        case "table", dict():
            return part.type(**_table(part.parts, given, f"{key}.", faults))
        case "rows", list() if all(isinstance(each, dict) for each in given):
            return tuple(_row(part, row, f"{key}.{at}.", faults) for at, row in enumerate(given, 1))
    if part.choices:
        faults.append(Fault(key, "not_choice", {"allowed": ", ".join(part.choices)}))
    else:
        faults.append(Fault(key, f"not_{part.kind}"))
    return None


def _row(part: Part, given: Mapping[str, object], prefix: str, faults: list[Fault]) -> Any:
    before = len(faults)
    values = _table(part.parts, given, prefix, faults)
    faults += [Fault(prefix + each.name, "missing") for each in part.parts if each.name not in given]
    return part.type(**values) if len(faults) == before else None
