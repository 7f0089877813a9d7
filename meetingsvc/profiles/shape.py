"""How a profile is written down: the key, kind and choices of each value, read off the domain's own type.

Owns the names that a file and a form use. Lengths of time lose the ``_ms`` of their fields, for in a file
they are minutes and seconds. A field that the domain gains is here without further ado.
"""

from typing import Any, Final, Literal, cast

import msgspec
from msgspec import inspect

from meetingsvc.domain.bounds import is_length
from meetingsvc.domain.profile import Profile

Kind = Literal["text", "number", "yes_no", "length", "choice", "choices", "texts", "rows", "table"]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A value of a profile. ``field`` is its path in the domain, ``key`` the one in a file.

    ``choices`` are those of a choice; ``parts`` what a table, or each row of a list of rows, consists of.
    """

    key: str
    field: str
    kind: Kind
    choices: tuple[str, ...] = ()
    parts: tuple["Part", ...] = ()

    @property
    def name(self) -> str:
        """The last part of the key."""
        return self.key.rpartition(".")[2]

    @property
    def attribute(self) -> str:
        """The last part of the field."""
        return self.field.rpartition(".")[2]

    @property
    def type(self) -> Any:
        """The domain's type of a table, or of a row."""
        owner = cast(inspect.StructType, inspect.type_info(Profile))
        found = next(each.type for each in owner.fields if each.name == self.field)
        if isinstance(found, inspect.VarTupleType):
            found = found.item_type
        return cast(inspect.StructType, found).cls


def key_of(field: str) -> str:
    """How a field is called in a file."""
    return field.removesuffix("_ms")


def _part(path: str, kind: inspect.Type) -> Part:
    def made(name: Kind, **more: Any) -> Part:
        return Part(key=key_of(path), field=path, kind=name, **more)

    match kind:
        case inspect.StructType():
            return made("table", parts=_parts(f"{path}.", kind))
        case inspect.VarTupleType(item_type=inspect.StructType() as row):
            return made("rows", parts=_parts(f"{path}.", row))
        case inspect.VarTupleType(item_type=inspect.LiteralType(values=values)):
            return made("choices", choices=values)
        case inspect.VarTupleType():
            return made("texts")
        case inspect.LiteralType(values=values):
            return made("choice", choices=values)
        case inspect.BoolType():
            return made("yes_no")
        case inspect.IntType():
            return made("length" if is_length(path) else "number")
        case _:
            return made("text")


def _parts(prefix: str, owner: inspect.StructType) -> tuple[Part, ...]:
    return tuple(_part(f"{prefix}{field.name}", field.type) for field in owner.fields)


SHAPE: Final = _parts("", cast(inspect.StructType, inspect.type_info(Profile)))
"""Every value of a profile, in the order of the domain's fields."""
