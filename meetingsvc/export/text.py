"""The transcript as plain text, by item and speaker, to be read and quoted."""

from collections.abc import Iterator

from meetingsvc.export.edition import Edition, notes, printable, speaker, words
from meetingsvc.i18n import Translator
from meetingsvc.readmodel.transcript import Speech, sections


def text(edition: Edition, t: Translator) -> bytes:
    """The transcript of a track as text, in UTF-8, with the times of its recording."""
    return ("\n".join(_rows(edition, t)) + "\n").encode("utf-8")


def _rows(edition: Edition, t: Translator) -> Iterator[str]:
    yield from notes(edition, t)
    for section in sections(edition.lines):
        yield ""
        if section.item is not None:
            label = printable(edition.meeting.items[section.item].label)
            yield from ("", label, "-" * min(len(label), 78), "")
        for number, speech in enumerate(section.speeches):
            if number:
                yield ""
            yield from _speech(edition, speech, t)


def _speech(edition: Edition, speech: Speech, t: Translator) -> Iterator[str]:
    at = clock(speech.lines[0].began - edition.zero)
    name = speaker(speech.who, t)
    yield f"[{at}] {name}:" if name else f"[{at}]"
    sentence: list[str] = []
    for line in speech.lines:
        if line.near_hand_over:
            # Translators: before words in a transcript of which it is not certain who spoke them.
            sentence.append(t.gettext("[speaker unconfirmed]"))
        sentence.extend(words(line, t))
    yield " ".join(sentence)


def clock(ms: int) -> str:
    """``1:02:03``, of the time from the file's zero; before it, with a minus."""
    minutes, seconds = divmod(abs(ms) // 1_000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{'-' if ms < 0 else ''}{hours}:{minutes:02d}:{seconds:02d}"
