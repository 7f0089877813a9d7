"""What a posting is, given what the same sender sent before: nothing new, or an edit to its stream of text.

The seam of all protocols. Here it is settled which run of the sender a posting belongs to: a sender that
starts again counts from the beginning (caption-protocols, trap 2), and then the same number with the same
words is another line, where within a run it is a retry. Pure.
"""

import hashlib
from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec.structs import replace

from meetingsvc.domain.commands import Addition, ReceiveCues, Revision
from meetingsvc.domain.texts import Cue

from . import assembly
from .assembly import Part, Parts

FIRST: Final = 1
"""The highest number with which senders begin."""

REMEMBERED: Final = 64
"""Postings of a run that are known again, if they come out of turn."""


class Posting(msgspec.Struct, frozen=True):
    """What a tool sent, as it numbered it; in a protocol without numbers, ``seq`` is None."""

    seq: int | None
    text: str

    @property
    def is_heartbeat(self) -> bool:
        """Trap 1: without words it only says that the tool is there, whatever its number."""
        return not self.text.strip()


class Moment(msgspec.Struct, frozen=True):
    """When a posting arrives, and when the floor changed hands since the last one, if it did; UTC ms."""

    now: int
    handed_over: int | None = None


class Run(msgspec.Struct, frozen=True):
    """One run of one sender: its last posting, and the cues that it can still edit.

    ``source`` is what the record calls it. ``rows`` is what the sender shows above and with its last line,
    ``growing`` that the line was sent as it was written, ``grows`` that any was. ``due``: the next word
    begins a cue, and was not said before that instant. ``recalled``: it is known from the record, which keeps
    no blank at the end of a text, and no postings.
    """

    source: str
    seq: int = -1
    text: str | None = None
    rows: str = ""
    growing: bool = False
    grows: bool = False
    heard_at: int = 0
    parts: Parts = ()
    due: int | None = None
    recalled: bool = False
    seen: tuple[str, ...] = ()

    def number(self, posting: Posting) -> int:
        """The number of a posting; where its protocol has none, its place in the run."""
        return self.seq + 1 if posting.seq is None else posting.seq


class Step(msgspec.Struct, frozen=True):
    """A posting taken: the run behind it, and the command that makes it durable; none: it changes nothing.

    The same posting always has the same ``id``.
    """

    id: str
    run: Run
    command: ReceiveCues | None = None


def known(sender: str, recent: Sequence[Cue]) -> Run | None:
    """The run that a sender is in, from the last cues of its track; None if none of them is its."""
    last = next((cue for cue in reversed(recent) if _sender(cue) == sender), None)
    if last is None or last.source is None:
        return None
    cues = [cue for cue in recent if cue.source == last.source and cue.received]
    ends = ["" if cue is cues[-1] else " " for cue in cues]
    parts = [
        Part(f"{cue.received}{end}", cue.number, True, cue.speaker)
        for cue, end in zip(cues, ends, strict=True)
    ]
    return Run(
        last.source,
        max(cue.source_seq or 0 for cue in recent if cue.source == last.source),
        text=last.received or "",
        rows="\n".join(cue.received or "" for cue in cues),
        growing=last.changes > 0,
        grows=any(cue.changes for cue in cues),
        heard_at=last.arrived_at,
        parts=tuple(parts[-assembly.OPEN_CUES :]),
        recalled=True,
    )


def run_of(posting: Posting, last: Run | None, fresh: str) -> Run:
    """The run that a posting belongs to. ``fresh`` names a new one, unlike any that had a line accepted.

    Senders repeat a number only to retry it, so a first number after higher ones is a new beginning.
    """
    if last is None or (posting.seq is not None and posting.seq <= FIRST and posting.seq < last.seq):
        return Run(fresh)
    return last


def posting_id(posting: Posting, run: Run) -> str:
    """The command id of a posting, by which a retry is known."""
    words = hashlib.sha256(posting.text.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    return f"{run.source}:{run.number(posting)}:{words}"


def known_already(posting: Posting, run: Run) -> bool:
    """Whether a posting is a retry of one of this run."""
    if run.recalled and (posting.seq, posting.text) == (run.seq, run.text):
        return True
    return posting_id(posting, run) in run.seen


def taken(posting: Posting, run: Run, parts: Parts, now: int) -> Run:
    """The run after a posting that left its stream as ``parts``; a late one takes nothing back."""
    seen = (*run.seen, posting_id(posting, run))[-REMEMBERED:]
    run = replace(run, parts=parts, seen=seen, heard_at=now, recalled=False)
    if run.number(posting) < run.seq:
        return run
    return replace(run, seq=run.number(posting), text=posting.text, rows=posting.text)


def step(track: str, posting: Posting, before: Run, after: Run, *, numbered: bool = True) -> Step:
    """The step from one state of a run to the next.

    ``numbered``: the same words under the same number are the same cue; not so where a number comes again
    with more behind what it brought before.
    """
    done = assembly.change(before.parts, after.parts)
    name = posting_id(posting, before)
    if not done:
        return Step(name, after)
    revised = (Revision(cue=part.cue or 0, text=part.words, speaker=part.speaker) for part in done.revised)
    command = ReceiveCues(
        track=track,
        source=before.source,
        source_seq=before.number(posting) if numbered else None,
        revised=(*revised, *(Revision(cue=cue, text="") for cue in done.erased)),
        added=tuple(
            Addition(text=part.words, speaker=part.speaker, not_before=part.not_before) for part in done.added
        ),
    )
    return Step(name, after, command)


def settled(step: Step, before: Run, recent: Sequence[Cue], last: int) -> Run:
    """The run once its step is durable: what was added has the numbers that the track gave it.

    ``last`` is the number of the last cue that the track had when the command was made. Where the track
    took nothing, it had the posting already, and the run's cues are those of ``before``.
    """
    numbers = [cue.number for cue in recent if cue.number > last and cue.source == step.run.source]
    if not numbers and step.command is not None and step.command.added:
        return replace(step.run, parts=before.parts)
    return replace(step.run, parts=assembly.numbered(step.run.parts, numbers))


def still_open(run: Run, recent: Sequence[Cue]) -> Run:
    """The run without the cues that its track has closed since; R29: those of which words were taken out
    keep what was in them.
    """
    mine = [cue for cue in recent if cue.source == run.source]
    parts = assembly.open_still(run.parts, frozenset(cue.number for cue in mine))
    redacted = frozenset(cue.number for cue in mine if cue.redacted)
    return replace(run, parts=assembly.covered(parts, redacted))


def _sender(cue: Cue) -> str:
    return (cue.source or "").rpartition(":")[0]
