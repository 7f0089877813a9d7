"""Council Data Project's transcript, JSON: sentences and words with their times, agenda items as sections.

https://councildataproject.org/cdp-backend/transcript_model.html. A sentence here is a line of the transcript.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

import msgspec

import meetingsvc
from meetingsvc.export.edition import Caption, Edition, captions, cautions, person, printable, speaker, words
from meetingsvc.export.pieces import array, encoded
from meetingsvc.export.table import instant
from meetingsvc.i18n import Translator

BY_PEOPLE: Final = 1.0
"""The confidence of what nobody has given one: a person wrote it, and no machine can say better."""

BY_MACHINE: Final = 0.5
"""The same of a machine's text that came without any."""


class CdpWord(msgspec.Struct, frozen=True):
    """A word in lower case without punctuation; seconds from the file's zero."""

    index: int
    start_time: float
    end_time: float
    text: str
    annotations: None = None


class CdpSentence(msgspec.Struct, frozen=True):
    """A line. ``speaker_index`` counts speakers as they first speak."""

    index: int
    confidence: float
    start_time: float
    end_time: float
    words: Sequence[CdpWord]
    text: str
    speaker_index: int | None
    speaker_name: str | None
    annotations: None = None


class CdpSection(msgspec.Struct, frozen=True):
    """A stretch of the meeting on one agenda item; ``stop_sentence_index`` is the first beyond it."""

    name: str
    start_sentence_index: int
    stop_sentence_index: int
    generator: str
    description: str | None = None


def cdp_json(edition: Edition, t: Translator) -> Iterator[str]:
    """The transcript. What must be said of it (draft, machine-made) stands with its generator, for the format
    has no other place.
    """
    sums = _Sums()
    made, _ = instant(edition.meeting.at or edition.held_at, edition.meeting.time_zone)
    held, _ = instant(edition.held_at, edition.meeting.time_zone)
    generator = " ".join([generated_by(), *cautions(edition, t)])
    head = (
        f'{{"generator":{encoded(generator)},"session_datetime":{encoded(held)},'
        f'"created_datetime":{encoded(made)},"sentences":'
    )
    yield from array(head, _sentences(edition, t, sums), "")
    yield f',"confidence":{encoded(sums.confidence)},"annotations":'
    yield from array('{"sections":', sums.sections(edition), "}}\n")


def generated_by() -> str:
    """What made a file."""
    return f"meetingsvc {meetingsvc.__version__}"


class _Sums:
    """What the end of the file says of all its sentences."""

    def __init__(self) -> None:
        self._confidences = 0.0
        self._count = 0
        self._spans: list[tuple[int | None, int]] = []

    def add(self, confidence: float, item: int | None) -> None:
        if not self._spans or self._spans[-1][0] != item:
            self._spans.append((item, self._count))
        self._confidences += confidence
        self._count += 1

    @property
    def confidence(self) -> float:
        """The mean of all."""
        return round(self._confidences / self._count, 4) if self._count else BY_PEOPLE

    def sections(self, edition: Edition) -> Iterable[CdpSection]:
        """A section for each stretch on an item."""
        for (item, start), (_, stop) in pairwise([*self._spans, (None, self._count)]):
            if item is not None:
                name = printable(edition.meeting.items[item].label)
                yield CdpSection(name, start, stop, generated_by())


def _sentences(edition: Edition, t: Translator, sums: _Sums) -> Iterator[CdpSentence]:
    without = BY_PEOPLE if edition.meeting.tracks[edition.track].human else BY_MACHINE
    speakers: dict[str | int, int] = {}
    for index, each in enumerate(captions(edition)):
        line, text = each.line, " ".join(words(each.line, t))
        given, known = line.confidence, person(line.who)
        confidence = without if given is None or line.corrected else given / 100
        sums.add(confidence, line.item)
        yield CdpSentence(
            index=index,
            confidence=confidence,
            start_time=each.began / 1_000,
            end_time=each.ended / 1_000,
            words=list(_words(each, text, edition.zero)),
            text=text,
            speaker_index=None if known is None else speakers.setdefault(known, len(speakers)),
            speaker_name=speaker(line.who, t) or None,
        )


def _words(caption: Caption, text: str, zero: int) -> Iterator[CdpWord]:
    """The words with the times that an engine gave them; else each with its share of the line's time."""
    said = text.split()
    timed = caption.line.words
    own = [word.text for word in timed] == said
    letters = sum(map(len, said))
    passed = index = 0
    for number, word in enumerate(said):
        began = caption.began + (caption.ended - caption.began) * passed // letters
        passed += len(word)
        ended = caption.began + (caption.ended - caption.began) * passed // letters
        if own:
            began, ended = max(timed[number].began - zero, 0), max(timed[number].ended - zero, 0)
        if bare := "".join(char for char in word.lower() if unicodedata.category(char)[0] in "LMN"):
            yield CdpWord(index, began / 1_000, ended / 1_000, bare)
            index += 1
