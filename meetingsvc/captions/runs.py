"""What a posting is, given what the same sender sent before: nothing new, or a line for the track.

Whether a line is a cue of its own or an earlier one grown the domain decides, by its source and text.
Here it is settled which run of the sender it belongs to: a sender that starts again counts from the
beginning (caption-protocols, trap 2), and then the same number with the same words is another line,
where within a run it is a retry. Pure.
"""

import hashlib
from collections.abc import Sequence
from typing import Final

import msgspec

from meetingsvc.domain.commands import AddCue
from meetingsvc.domain.texts import Cue

FIRST: Final = 1
"""The highest number with which senders begin."""


class Posting(msgspec.Struct, frozen=True):
    """A caption as a tool numbered it."""

    seq: int
    text: str

    @property
    def is_heartbeat(self) -> bool:
        """Trap 1: without words it only says that the tool is there, whatever its number."""
        return not self.text.strip()


class Run(msgspec.Struct, frozen=True):
    """One run of one sender, and the last line accepted in it."""

    label: str
    seq: int
    text: str


class Line(msgspec.Struct, frozen=True):
    """A posting for the track. The same posting always has the same ``id`` and makes the same command."""

    id: str
    command: AddCue


def known(sender: str, recent: Sequence[Cue]) -> Run | None:
    """The run that a sender is in, from the last cues of its track; None if none of them is its."""
    for cue in reversed(recent):
        name, _, label = (cue.source or "").rpartition(":")
        if name == sender and cue.source_seq is not None:
            return Run(label, cue.source_seq, cue.received if isinstance(cue.received, str) else "")
    return None


def run_of(posting: Posting, last: Run | None, fresh: str) -> Run:
    """The run that a posting belongs to. ``fresh`` labels a new one, unlike any that had a line accepted.

    Senders repeat a number only to retry it, so a first number after higher ones is a new beginning.
    """
    if last is None or (posting.seq <= FIRST and posting.seq < last.seq):
        return Run(fresh, posting.seq, "")
    return last


def only_blanks_grew(posting: Posting, run: Run) -> bool:
    """Trap 3: whether a line typed out word by word has grown by a blank alone, which no reader sees."""
    return (
        posting.seq > run.seq
        and posting.text != run.text
        and posting.text.startswith(run.text)
        and posting.text.strip() == run.text.strip()
    )


def line(sender: str, track: str, posting: Posting, run: Run) -> Line:
    """The command for a posting of a run, under an id by which a retry is known."""
    source = f"{sender}:{run.label}"
    words = hashlib.sha256(posting.text.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    command = AddCue(track=track, text=posting.text, source=source, source_seq=posting.seq)
    return Line(f"{source}:{posting.seq}:{words}", command)


def accepted(posting: Posting, run: Run) -> Run:
    """The run after a posting was accepted; a late retry of an earlier line takes nothing back."""
    if posting.seq < run.seq:
        return run
    return Run(run.label, posting.seq, posting.text)
