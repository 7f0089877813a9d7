"""An example of every kind of event, with every field filled or only those that it needs."""

from __future__ import annotations

import types
import typing
from typing import Any, Literal

import msgspec

from meetingsvc.domain.events import Event, Reclassified, Sealed
from meetingsvc.domain.profile import Profile


def example(kind: type[Event], *, whole: bool) -> Event:
    """An event of this kind; `whole`: also with the fields that it could do without."""
    hints = typing.get_type_hints(kind)
    fields = [each for each in msgspec.structs.fields(kind) if whole or each.required]
    return kind(**{each.name: _value(each.name, hints[each.name]) for each in fields})


def _value(name: str, hint: Any) -> Any:
    arms = [arm for arm in _arms(hint) if arm is not types.NoneType]
    if Sealed in arms:
        return Sealed(f"the {name}, “sealed”", "staff")
    [arm] = arms[:1]
    if typing.get_origin(arm) is Literal:
        return typing.get_args(arm)[0]
    if typing.get_origin(arm) is tuple:
        inner = typing.get_args(arm)[0]
        if typing.get_origin(inner) is Literal:
            return typing.get_args(inner)[:2]
        if inner in (int, str):
            return (7, 8) if inner is int else ("7", "8")
        return (Reclassified(1, "text", "public"),)
    return {str: f"the {name}", int: 7, bool: True, Profile: Profile(name=f"the {name}")}[arm]


def _arms(hint: Any) -> tuple[Any, ...]:
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return typing.get_args(hint)
    return (hint,)
