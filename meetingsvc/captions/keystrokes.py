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
    typed = streamtext.fresh(posting.text, posting.seq or 0, run.seq, None if run.recalled else run.text)
    parts = run.parts
    if run.recalled and parts and typed[:1].isalnum():
        parts = (*parts[:-1], replace(parts[-1], text=f"{parts[-1].text} "))
    paused = moment.now - run.heard_at >= PAUSE_MS
    ahead, behind, due = _up_to_the_break(parts, typed, run.due or paused or moment.handed_over)
    if ahead:
        parts = _typed(parts, ahead)
    if behind:
        parts, due = assembly.begun(parts, behind), False
    after = replace(taken(posting, run, parts, moment.now), due=due)
    return step(track, posting, run, after)


def _typed(parts: Parts, typed: str) -> Parts:
    now = streamtext.edited("".join(part.text for part in parts), typed)
    return assembly.edited(parts, now.text, now.untouched)


def _up_to_the_break(parts: Parts, typed: str, due: bool) -> tuple[str, str, bool]:
    """What still belongs to the last word, what begins a cue, and whether the next word has to.

    A cue is begun between words alone, and not by somebody who goes back to mend one.
    """
    if not due or not parts or any(char in streamtext.BACKSPACES for char in typed):
        return typed, "", due and not typed.strip()
    if not parts[-1].text or parts[-1].text[-1].isspace():
        return "", typed, True
    word = next((place for place, char in enumerate(typed) if char.isspace()), None)
    return (typed, "", True) if word is None else (typed[:word], typed[word:], True)
