"""The demo's cast and text, read from council.toml: an invented council, its residents, and what they say.

Owns the shape of that file. Knows nothing of how or when anything is said.
"""

import tomllib
from pathlib import Path
from typing import Final, Literal

import msgspec

Sentence = tuple[str, str]
"""In each of LANGUAGES."""

LANGUAGES: Final = ("en", "es")

_FILE: Final = Path(__file__).with_name("council.toml")


class Speech(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one resident says, how they take part, and what they tell of themselves."""

    lines: tuple[Sentence, ...]
    topic: str = ""
    name: str = ""
    channel: Literal["in_person", "remote", "phone"] = "in_person"
    position: Literal["support", "oppose", "neutral"] | None = None


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An agenda item: what the chair says on it, and who speaks if it takes comment."""

    label: str
    comment: bool = False
    report: tuple[Sentence, ...] = ()
    speeches: tuple[Speech, ...] = ()


class Dais(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said in passing: by the chair, by whoever walks up, by someone nobody wrote a speech for."""

    calling: tuple[Sentence, ...]
    thanks: tuple[Sentence, ...]
    waiting: tuple[Sentence, ...]
    asking: tuple[Sentence, ...]
    quiet: tuple[Sentence, ...]
    walk_up: tuple[Sentence, ...]
    anyone: tuple[Sentence, ...]


class Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A written comment; ``hold``: the reason for which the clerk will keep it back."""

    text: str
    name: str = ""
    position: Literal["support", "oppose", "neutral"] | None = None
    hold: str = ""


class Council(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of it."""

    body: str
    title: str
    place: str
    time_zone: str
    remote_access: str
    assistance: str
    chair: str
    items: tuple[Item, ...]
    dais: Dais
    comments: tuple[Written, ...]

    @property
    def rounds(self) -> tuple[int, ...]:
        """The numbers of the items that are gone through again and again: those with something to say."""
        return tuple(number for number, item in enumerate(self.items, 1) if item.report)


def council() -> Council:
    """The cast and text of the demo."""
    return msgspec.convert(tomllib.loads(_FILE.read_text(encoding="utf-8")), Council)
