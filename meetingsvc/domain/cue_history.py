"""How a cue stands after all that happened to it: one fold, for the state's last cues, for decisions about
older ones, and for every reader of the log.

Whoever folds says by ``see`` which sealed values they may have; what they may not have is None. Never raises.
"""

from collections.abc import Callable, Iterable
from typing import Final

from msgspec.structs import replace

from . import events as e
from .spoken import Piece, read_pieces, read_words, whole
from .texts import Cue

See = Callable[[e.Hidden | None], str | None]
"""The value of a sealed field, or None where there is none or its reader may not have it."""


def everything(value: e.Hidden | None) -> str | None:
    """As the service itself sees: whatever is still kept."""
    return value.value if isinstance(value, e.Sealed) else None


def stand(entries: Iterable[e.Entry], see: See = everything) -> dict[int, Cue]:
    """How the cues of one track stand after these entries, which are about them alone, in order."""
    cues: dict[int, Cue] = {}
    for entry in entries:
        event = entry.event
        if isinstance(event, e.OF_CUES):
            cues[event.cue] = after(cues.get(event.cue), entry, see)
    return cues


def after(cue: Cue | None, entry: e.Entry, see: See = everything) -> Cue:
    """The cue after one more entry about it; None: there was none before."""
    event = entry.event
    if isinstance(event, e.CueAdded):
        return _added(entry, event, see)
    if cue is None:
        raise ValueError(f"event {entry.seq} is about a cue that is not there")
    cue = _CHANGED[type(event)](cue, event, see)
    return replace(cue, changes=cue.changes + 1)


def _added(entry: e.Entry, event: e.CueAdded, see: See) -> Cue:
    text = see(event.text)
    cue = Cue(
        number=event.cue,
        began=event.began,
        ended=event.ended,
        text=text,
        received=text,
        estimated=event.estimated,
        speaker=event.speaker,
        source=event.source,
        source_seq=event.source_seq,
        confidence=event.confidence,
        words=read_words(see(event.words)),
        arrived_at=entry.at,
        lang=event.lang,
    )
    return _showing(cue, _one(text, event.began, event.ended))


def _one(text: str | None, began: int, ended: int, speaker: str | None = None) -> tuple[Piece, ...] | None:
    """What is shown of a cue that is in one piece; None where it is withheld."""
    if text is None:
        return None
    return (Piece(text, began, ended, speaker),) if text else ()


def _showing(cue: Cue, pieces: tuple[Piece, ...] | None) -> Cue:
    if pieces is None:
        return replace(cue, pieces=(), text=None)
    return replace(cue, pieces=pieces, text=whole(pieces))


def _shown_in(value: e.Hidden | None, see: See) -> tuple[Piece, ...] | None:
    known = see(value)
    return None if known is None else read_pieces(known)


def _resent(cue: Cue, event: e.CueExtended | e.CueRevised, see: See) -> Cue:
    """Sent again by its sender, with more at its end or changed."""
    now = see(event.text)
    if event.pieces is not None:
        shown = _shown_in(event.pieces, see)
    elif now is None:
        shown = None
    elif cue.corrected and cue.received is not None:
        shown = regrown(cue.pieces, cue.received, now, event.ended)
    else:
        shown = _one(now, cue.began, event.ended)
    frozen = cue.frozen or bool(cue.redacted and not grows(cue, now))
    cue = replace(
        cue,
        ended=event.ended,
        speaker=(event.speaker if isinstance(event, e.CueRevised) else None) or cue.speaker,
        received=now,
        source_seq=event.source_seq,
        confidence=event.confidence,
        words=read_words(see(event.words)),
        frozen=frozen,
    )
    return _showing(cue, shown)


def grows(cue: Cue, now: str | None) -> bool:
    """Whether what its sender has sent now goes on where the cue was left."""
    return cue.received is not None and now is not None and now.startswith(cue.received)


def regrown(pieces: tuple[Piece, ...], before: str, now: str, ended: int) -> tuple[Piece, ...]:
    """What is shown of a corrected cue whose sender goes on: as corrected, and what has come since (R38).

    ``before`` and ``now`` are what its sender had sent, and has sent now. Where the sender rewrites other
    words than were corrected, both hold; where it rewrites the same, the person's do. What its sender has
    wholly erased is gone.
    """
    if not now:
        return ()
    if not pieces:
        return pieces
    last = pieces[-1]
    if now.startswith(before):
        grown = last.text + now[len(before) :]
    elif len(pieces) == 1:
        grown = _both(before, last.text, now)
    else:
        return pieces
    return (*pieces[:-1], replace(last, text=grown, ended=max(last.ended, ended)))


def _both(before: str, shown: str, now: str) -> str:
    """The text with a person's change of it and its sender's, if they do not meet; else the person's."""
    ours, theirs = _hunk(before, shown), _hunk(before, now)
    if theirs[0] >= ours[1]:
        tail = before[ours[1] : theirs[0]] + now[theirs[0] : len(now) - len(before) + theirs[1]]
        return shown[: len(shown) - len(before) + ours[1]] + tail + before[theirs[1] :]
    if ours[0] >= theirs[1]:
        return now[: len(now) - len(before) + theirs[1]] + before[theirs[1] : ours[0]] + shown[ours[0] :]
    return shown


def _hunk(before: str, now: str) -> tuple[int, int]:
    """From where to where ``before`` was replaced."""
    most = min(len(before), len(now))
    first = next((at for at in range(most) if before[at] != now[at]), most)
    same = next((at for at in range(most - first) if before[-1 - at] != now[-1 - at]), most - first)
    return first, len(before) - same


def _corrected(cue: Cue, event: e.CueCorrected, see: See) -> Cue:
    speaker = cue.pieces[0].speaker if cue.pieces else None
    cue = replace(cue, corrected=True, into=None)
    return _showing(cue, _one(see(event.text), cue.began, cue.ended, speaker))


def _edited(cue: Cue, event: e.CueEdited, see: See) -> Cue:
    cue = replace(cue, corrected=True, into=event.into)
    pieces = _shown_in(event.pieces, see)
    if pieces and (pieces[0].began, pieces[-1].ended) != (cue.began, cue.ended):
        cue = replace(cue, estimated=False)  # a person has said when it was
    return _showing(cue, pieces)


def _redacted(cue: Cue, event: e.CueRedacted, see: See) -> Cue:
    cue = replace(cue, redacted=event.reason, words=())
    return _showing(cue, _shown_in(event.pieces, see))


_CHANGED: Final[dict[type[e.Event], Callable[..., Cue]]] = {
    e.CueExtended: _resent,
    e.CueRevised: _resent,
    e.CueCorrected: _corrected,
    e.CueEdited: _edited,
    e.CueRedacted: _redacted,
}
