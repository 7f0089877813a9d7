"""How an event is written down and read again: canonical public bytes, sealed fields beside them.

Owns the versions of events: bytes once written never change, and an old version is brought up to date as
it is read. Knows no table and no key; which fields are sealed it takes from the event's own type.
"""

import typing
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from meetingsvc.auth import fresh_salt
from meetingsvc.domain.events import EVENTS, WITHHELD, Class, Entry, Event, Hidden, Sealed
from meetingsvc.record.canonical import Json
from meetingsvc.record.chain import link
from meetingsvc.record.commitments import commit


class SealedRow(msgspec.Struct, frozen=True):
    """A sealed field of one event: who may read it, and what opens its commitment."""

    field: str
    readers: Class
    salt: bytes
    value: str


class StoredEntry(msgspec.Struct, frozen=True):
    """An entry with the bytes that were hashed for it, and what is left of its sealed fields."""

    seq: int
    at: int
    by: str
    event: Event
    body: bytes
    hash: str
    sealed: tuple[SealedRow, ...] = ()

    @property
    def entry(self) -> Entry:
        """What the domain folds."""
        return Entry(self.seq, self.at, self.by, self.event)


class Written(msgspec.Struct):
    """An event as it was written, on its way to today's form: upcasters may change all of it."""

    type: str
    data: dict[str, Any]
    hidden: dict[str, Hidden]


Upcaster = Callable[[Written], Written]


def _rules_whole(written: Written) -> Written:
    """period_opened 1 → 2: four of the rules in force, all by arrival, become the profile's values."""
    data = dict(written.data)
    rules = {
        "allotment_ms": data.pop("allotment_ms"),
        "last_call_ms": data.pop("last_call_ms"),
        "grace": data.pop("grace_ms"),
        "order": "arrival",
    }
    del data["policy"]
    return Written(written.type, {**data, "rules": rules}, written.hidden)


VERSIONS: Mapping[str, int] = {"period_opened": 2}
"""The version in which an event is written today, by type; 1 where none is named."""

UPCASTERS: Mapping[tuple[str, int], Upcaster] = {("period_opened", 1): _rules_whole}
"""(type, version) as written → the same in the next version. None may ever be taken away."""


class UnreadableError(ValueError):
    """Bytes in the log that this version cannot read: a newer one wrote them, or they are damaged."""


class _Body(msgspec.Struct):
    seq: int
    at: int
    by: str
    type: str
    v: int
    data: msgspec.Raw
    sealed: dict[str, str]


class _Form:
    """How one type of event divides into public and sealed fields."""

    def __init__(self, kind: type[Event]) -> None:
        self.kind = kind
        types = typing.get_type_hints(kind)
        fields = msgspec.structs.fields(kind)
        self.hidden = tuple(
            sorted(each.name for each in fields if Sealed in typing.get_args(types[each.name]))
        )
        public = [_declared(each, types[each.name]) for each in fields if each.name not in self.hidden]
        self.public = msgspec.defstruct(
            kind.__name__, public, frozen=True, kw_only=True, forbid_unknown_fields=True
        )
        self.names = tuple(each.name for each in fields if each.name not in self.hidden)
        self.decoder = msgspec.json.Decoder(self.public)


def _declared(field: msgspec.structs.FieldInfo, type_: Any) -> Any:
    if field.required:
        return field.name, type_
    if field.default is not msgspec.NODEFAULT:
        return field.name, type_, field.default
    return field.name, type_, msgspec.field(default_factory=field.default_factory)


class Codec:
    """Writes events in their newest version and reads every version there ever was."""

    def __init__(
        self,
        kinds: Mapping[str, type[Event]] = EVENTS,
        versions: Mapping[str, int] = VERSIONS,
        upcasters: Mapping[tuple[str, int], Upcaster] = UPCASTERS,
    ) -> None:
        self._forms = {name: _Form(kind) for name, kind in kinds.items()}
        self._by_kind = {form.kind: (name, form) for name, form in self._forms.items()}
        self._versions = versions
        self._upcasters = upcasters
        self._bodies = msgspec.json.Decoder(_Body)

    def encode(self, meeting: str, entry: Entry, prev: str) -> StoredEntry:
        """The entry tied to the one before it, whose hash is `prev`; each sealed field with a fresh salt.

        Raises ValueError for what has no canonical form, and for a value that is withheld.
        """
        name, form = self._by_kind[type(entry.event)]
        data: dict[str, Json] = msgspec.to_builtins(entry.event)
        del data["type"]
        rows = []
        for field in form.hidden:
            data.pop(field, None)
            value = getattr(entry.event, field)
            if isinstance(value, Sealed):
                rows.append(SealedRow(field, value.readers, fresh_salt(), value.value))
            elif value is not None:
                raise ValueError(f"{name}.{field} is withheld: it cannot be written")
        body, digest = link(
            prev,
            {
                "meeting": meeting,
                "seq": entry.seq,
                "at": entry.at,
                "by": entry.by,
                "type": name,
                "v": self._versions.get(name, 1),
                "data": data,
                "sealed": {row.field: commit(row.salt, row.value) for row in rows},
            },
        )
        return StoredEntry(entry.seq, entry.at, entry.by, entry.event, body, digest, tuple(rows))

    def decode(self, body: bytes, digest: str, rows: tuple[SealedRow, ...]) -> StoredEntry:
        """The entry in these bytes. A sealed field whose row is gone reads as WITHHELD.

        Raises UnreadableError.
        """
        try:
            read = self._bodies.decode(body)
            event = self._event(read, {row.field: Sealed(row.value, row.readers) for row in rows})
        except msgspec.MsgspecError as error:
            raise UnreadableError(f"an event cannot be read: {error}") from error
        return StoredEntry(read.seq, read.at, read.by, event, body, digest, rows)

    def _event(self, read: _Body, values: Mapping[str, Sealed]) -> Event:
        hidden: dict[str, Hidden] = {field: values.get(field, WITHHELD) for field in read.sealed}
        form = self._forms.get(read.type)
        if form is not None and read.v == self._versions.get(read.type, 1):
            public = form.decoder.decode(read.data)
        else:
            written = self._upcast(Written(read.type, msgspec.json.decode(read.data), hidden), read.v)
            form, hidden = self._forms[written.type], written.hidden
            public = msgspec.convert(written.data, form.public)
        if not hidden.keys() <= set(form.hidden):
            raise UnreadableError(f"a {read.type} has sealed fields that this version does not know")
        return form.kind(**{name: getattr(public, name) for name in form.names}, **hidden)

    def _upcast(self, written: Written, version: int) -> Written:
        """The event brought from `version` to today's, one step at a time; its type may change on the way."""
        while written.type not in self._forms or version != self._versions.get(written.type, 1):
            step = self._upcasters.get((written.type, version))
            if step is None:
                raise UnreadableError(f"{written.type} version {version} is unknown to this version")
            written, version = step(written), version + 1
        return written
