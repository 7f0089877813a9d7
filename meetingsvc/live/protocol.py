"""The messages of `/live`: what a client may say, parsed strictly, and how it is answered.

Owns names, fields and bounds of the events (DESIGN, Interfaces). Decides nothing of a meeting.
"""

import re
from typing import Annotated, Any, Final, Literal, TypeVar, get_args

import msgspec
from msgspec import Meta

from meetingsvc.domain.commands import Command, Tag, parse
from meetingsvc.domain.errors import Refused
from meetingsvc.i18n import Translator, sentence

EVENT_BYTES: Final = 64_000
"""The longest argument of an event."""

Screen = Literal["attendee", "clerk", "display", "captions", "kiosk", "door", "editor"]
SCREENS: Final[tuple[Screen, ...]] = get_args(Screen)
_SCREEN: Final = rf"^({'|'.join(SCREENS)})(:[a-z-]{{1,20}})?$"


class Join(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Into a meeting, as one of its audiences. ``since`` is the seq of the copy that the client has.

    ``screen`` is which page this is, a display's with its variant after a colon.
    """

    meeting: Annotated[str, Meta(max_length=20)]
    as_: Literal["public", "staff"] = msgspec.field(name="as")
    lang: Annotated[str, Meta(max_length=35)] = "en"
    tracks: Annotated[list[Tag], Meta(max_length=40)] = []
    since: Annotated[int, Meta(ge=0)] | None = None
    screen: Annotated[str, Meta(pattern=_SCREEN)] = "attendee"

    @property
    def page(self) -> tuple[Screen, str]:
        """Which page this is, and its variant."""
        name, _, variant = self.screen.partition(":")
        return next(screen for screen in SCREENS if screen == name), variant


class Partial(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A caption that still grows; ``cue`` is the sender's id of it; ``lang``: where not the track's."""

    track: Tag
    cue: Annotated[str, Meta(min_length=1, max_length=64)]
    text: Annotated[str, Meta(max_length=2_000)]
    lang: Tag | None = None


class Clock(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question for the server's time."""


CommandId = Annotated[str, Meta(min_length=1, max_length=64)]

M = TypeVar("M", Join, Partial, Clock)


def read(payload: Any, kind: type[M]) -> M:
    """A client's payload as one of the messages. Refuses as ``invalid_field``, naming the field at fault."""
    try:
        return msgspec.convert(payload, kind)
    except msgspec.ValidationError as fault:
        raise Refused("invalid_field", field=_at_fault(str(fault))) from None


def read_command(payload: Any) -> tuple[str, Command]:
    """A command and its sender's id for it. Refuses as ``invalid_field`` or ``unknown_command``."""
    if not isinstance(payload, dict):
        raise Refused("invalid_field", field="type")
    rest = dict(payload)
    try:
        command_id = msgspec.convert(rest.pop("id", None), CommandId)
    except msgspec.ValidationError:
        raise Refused("invalid_field", field="id") from None
    return command_id, parse(rest)


def bounded(payload: Any) -> Any:
    """The payload, if it is not too large. Refuses as ``too_large``."""
    if len(msgspec.json.encode(payload)) > EVENT_BYTES:
        raise Refused("too_large", bytes=EVENT_BYTES)
    return payload


def granted(**fields: Any) -> dict[str, Any]:
    """The answer to what was done."""
    return {"ok": True, **fields}


def refusal(refused: Refused, translator: Translator) -> dict[str, Any]:
    """The answer to what was not: the code, and a sentence for the person who asked."""
    message = sentence(refused.code, refused.params, translator)
    return {"ok": False, "code": refused.code, "params": dict(refused.params), "message": message}


def _at_fault(fault: str) -> str:
    """The field that msgspec names: "… - at `$.tracks[0]`", or "… field `as`"."""
    named = re.search(r"at `\$\.?(\w*)|field `(\w*)`", fault)
    return (named[1] or named[2] or "") if named else ""
