"""Keystrokes into cues, for StreamText's relay: what is typed, deleted and typed again, as cues that stand.

Pure: a posting and its sender's run in, the next step out.
"""

from msgspec.structs import replace

from . import assembly, streamtext
from .assembly import PAUSE_MS, Parts
from .runs import Moment, Posting, Run, Step, known_already, step, taken


def take_typed(track: str, posting: Posting, run: Run, moment: Moment) -> Step:
    """The characters of a posting, behind those that came before."""
    if known_already(posting, run):
        return Step("", run)
    parts = run.parts
    if run.recalled and posting.seq == run.seq:
        typed = streamtext.fresh_behind("".join(part.text for part in parts), posting.text)
    else:
        typed = streamtext.fresh(posting.text, posting.seq or 0, run.seq, run.text or "")
    if run.recalled and parts and typed[:1].isalnum():
        parts = (*parts[:-1], replace(parts[-1], text=f"{parts[-1].text} "))
    due = run.due
    if parts and moment.now - run.heard_at >= PAUSE_MS:
        due = due or 0
    if moment.handed_over is not None:
        due = moment.handed_over
    mending = max((typed.rfind(char) for char in streamtext.BACKSPACES), default=-1) + 1
    parts, typed = _typed(parts, typed[:mending]), typed[mending:]
    if mending and parts and parts[-1].covered > len(parts[-1].text):
        due = None  # R29: what was deleted of a redacted cue and comes with its deletion is that cue's
    ahead, behind, due = _up_to_the_break(parts, typed, due)
    parts = _typed(parts, ahead)
    if behind:
        parts, due = assembly.begun(parts, behind, not_before=due or None), None
    after = replace(taken(posting, run, parts, moment.now), due=due)
    return step(track, posting, run, after, numbered=posting.seq != run.seq)


def _typed(parts: Parts, typed: str) -> Parts:
    if not typed:
        return parts
    now = streamtext.edited("".join(part.text for part in parts), typed)
    return assembly.edited(parts, now.text, now.untouched)


def _up_to_the_break(parts: Parts, typed: str, due: int | None) -> tuple[str, str, int | None]:
    """What still belongs to the last word, what begins a cue, and whether the next word has to.

    A cue is begun between words alone; behind what was mended, if anything was.
    """
    if due is None or not parts or not typed:
        return typed, "", due if parts else None
    if not parts[-1].text or parts[-1].text[-1].isspace():
        return "", typed, due
    word = next((place for place, char in enumerate(typed) if char.isspace()), None)
    return (typed, "", due) if word is None else (typed[:word], typed[word:], due)
