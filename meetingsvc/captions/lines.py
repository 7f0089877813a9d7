"""Lines into cues, for the protocols that send whole lines: Zoom's, Teams', and YouTube's with its times.

Pure: a posting and its sender's run in, the next step out.
"""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from meetingsvc.domain.commands import Addition
from meetingsvc.domain.cues import CHARACTERS_A_SECOND
from meetingsvc.domain.texts import Cue

from . import assembly, teams
from .growth import Growth, growth
from .runs import Moment, Posting, Run, Step, known_already, posting_id, step, taken
from .youtube import Timed

SHORTEST_MS: Final = 1_000


def take_line(track: str, posting: Posting, run: Run, moment: Moment) -> Step:
    """A line, perhaps one that is sent as it grows (trap 3)."""
    since = moment.now - run.heard_at
    if posting.seq is None and run.text is not None and teams.repeated(posting.text, run.text, since):
        return Step("", run)
    if known_already(posting, run):
        return Step("", run)
    new = _new(posting, run, since)
    parts = run.parts
    if new.apart or not parts or (moment.handed_over is not None and _between_words(run, new)):
        if new.text.strip():
            parts = assembly.begun(parts, new.text, whole=True)
    else:
        parts = assembly.grown(parts, new.text, new.erased)
    grew = not new.apart or new.text != posting.text
    after = replace(taken(posting, run, parts, moment.now), growing=grew, grows=run.grows or grew)
    return step(track, posting, run, after)


def take_captions(
    track: str,
    posting: Posting,
    captions: Sequence[Timed],
    run: Run,
    moment: Moment,
    recent: Sequence[Cue] = (),
) -> Step:
    """The captions of one posting, each at its time; those of them that the track has are not taken again."""
    if known_already(posting, run):
        return Step("", run)
    mine = [each for each in captions if not _had(each, run, recent)]
    if not mine:
        return Step("", run)
    if len(mine) == 1:
        made = take_line(track, Posting(posting.seq, mine[0].text), run, moment)
        after = replace(made.run, seen=(*made.run.seen, posting_id(posting, run)))
        made = replace(made, run=after)
        count = 0 if made.command is None else len(made.command.added)
        return _dated(made, [(mine[0], count)], moment.now)
    parts, counts = run.parts, []
    for each in mine:
        more = assembly.begun(parts, each.text, whole=True)
        counts.append((each, len(more) - len(parts)))
        parts = more
    after = replace(taken(posting, run, parts, moment.now), text=mine[-1].text, growing=False)
    return _dated(step(track, posting, run, after), counts, moment.now)


def _new(posting: Posting, run: Run, since_ms: int) -> Growth:
    late = posting.seq is not None and posting.seq < run.seq
    if late or run.text is None:
        return Growth(posting.text, apart=True)
    open_cue = run.parts[-1].text if run.parts else ""
    return growth(
        posting.text,
        run.text,
        run.rows,
        growing=run.growing,
        grows=run.grows,
        since_ms=since_ms,
        open_cue=open_cue,
    )


def _between_words(run: Run, new: Growth) -> bool:
    """Whether what grew is words of its own, and no letters behind the last one."""
    return not new.erased and (new.text[:1].isspace() or run.parts[-1].text[-1:].isspace())


def _had(caption: Timed, run: Run, recent: Sequence[Cue]) -> bool:
    """Whether the same sender has sent this caption with this time before, in whichever run."""
    sender = run.source.rpartition(":")[0]
    return caption.at is not None and any(
        (cue.received, cue.began) == (caption.text, caption.at)
        and (cue.source or "").rpartition(":")[0] == sender
        for cue in recent
    )


def _dated(made: Step, captions: Sequence[tuple[Timed, int]], now: int) -> Step:
    """The step with its captions' times; ``captions`` are those with the number of cues each has become."""
    if made.command is None:
        return made
    added = list(made.command.added)
    dated: list[Addition] = []
    for place, (caption, count) in enumerate(captions):
        behind = captions[place + 1][0].at if place + 1 < len(captions) else None
        until = now if behind is None else min(now, behind)
        at = caption.at
        for each in added[:count]:
            if at is None:
                dated.append(each)
                continue
            ended = at + max(SHORTEST_MS, len(each.text) * 1_000 // CHARACTERS_A_SECOND)
            ended = max(at, min(ended, until))
            dated.append(replace(each, began=at, ended=ended))
            at = ended
        added = added[count:]
    return replace(made, command=replace(made.command, added=tuple(dated)))
