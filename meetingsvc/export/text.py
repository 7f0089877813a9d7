"""The transcript as plain text, by item and speaker, to be read and quoted."""

from collections.abc import Iterator

from meetingsvc.export.edition import Edition, notes, printable, speaker, words
from meetingsvc.export.passages import passages
from meetingsvc.i18n import Translator


def text(edition: Edition, t: Translator) -> Iterator[str]:
    """The transcript of a track as text, with the times of its recording."""
    yield "".join(f"{row}\n" for row in notes(edition, t))
    between = ""
    for passage in passages(edition.lines):
        if passage.new_item:
            between = ""
            yield "\n"
            if passage.line.item is not None:
                label = printable(edition.meeting.items[passage.line.item].label)
                yield f"\n{label}\n{'-' * min(len(label), 78)}\n\n"
        if passage.new_speaker:
            at = clock(passage.line.began - edition.zero)
            name = speaker(passage.line.who, t)
            yield f"{between}[{at}] {name}:\n" if name else f"{between}[{at}]\n"
            between = "\n"
        else:
            yield " "
        if passage.line.near_hand_over:
            # Translators: before words in a transcript of which it is not certain who spoke them.
            yield t.gettext("[speaker unconfirmed]") + " "
        yield " ".join(words(passage.line, t))
        if passage.last_of_speech:
            yield "\n"


def clock(ms: int) -> str:
    """``1:02:03``, of the time from the file's zero; before it, with a minus."""
    minutes, seconds = divmod(abs(ms) // 1_000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{'-' if ms < 0 else ''}{hours}:{minutes:02d}:{seconds:02d}"
