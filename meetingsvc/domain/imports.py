"""Captions of a finished file: into a track at the times that the file gives, during the meeting or after it.

R42 holds for them too: what was said outside open session does not come in, whoever wrote it down.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from . import commands as c
from . import events as e
from .errors import Refused
from .rules import Context, Rules, tidy
from .state import Meeting
from .texts import IMPORTED
from .tracks import track_of

RULES = Rules()


def remembered(before: Meeting, after: Meeting, at: int) -> Meeting:
    """The state with the memory of when it was in open session, whatever an event at ``at`` has changed."""
    if (before.status == "live") == (after.status == "live"):
        return after
    if after.status == "live":
        return replace(after, open_spans=(*after.open_spans, (at, None)))
    *others, (began, _) = after.open_spans
    return replace(after, open_spans=(*others, (began, at)))


def in_open_session(state: Meeting, began: int, ended: int, now: int) -> bool:
    """R42: whether all of a stretch of time (UTC ms) lay in open session."""
    return any(
        opened <= began and ended <= (now if closed is None else closed)
        for opened, closed in state.open_spans
    )


@RULES.decides(c.ImportCues)
def _import(state: Meeting, command: c.ImportCues, context: Context) -> Sequence[e.Event]:
    track = track_of(state, command.track)
    last = track.last.began if track.last else 0
    added = []
    for number, cue in enumerate(command.added, track.cues + 1):
        text = tidy(cue.text)
        if not text or cue.ended <= cue.began:
            raise Refused("invalid_field", field="added")
        if cue.began < last:
            raise Refused("import_out_of_order", cue=cue.number)
        if not in_open_session(state, cue.began, cue.ended, context.now):
            raise Refused("cue_not_in_session", cue=cue.number)
        last = cue.began
        added.append(
            e.CueAdded(
                track=track.name,
                cue=number,
                began=cue.began,
                ended=cue.ended,
                text=e.Sealed(text, "public"),
                speaker=cue.speaker,
                source=f"{IMPORTED}{command.file}",
                source_seq=cue.number,
            )
        )
    return added
