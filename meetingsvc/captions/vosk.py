"""vosk-server's protocol, on one connection: one reply to each piece of sound, words with their times.

Pure: messages in, what was heard out.
"""

from typing import Any, Final

import msgspec

from meetingsvc.captions.speech import (
    NOTHING,
    Heard,
    Spoken,
    hundredths,
    mean,
    milliseconds,
    record,
    wording,
)
from meetingsvc.captions.speech import Final as Line

FAREWELL: Final = '{"eof" : 1}'
"""Exactly so: the server compares the text."""

WORDS_AT_MOST: Final = 1_000


class Vosk:
    """What has been said to a vosk-server, and how to read its answers. ``rate`` is its model's, in Hz."""

    ready_at_once = True

    def __init__(self, rate: int) -> None:
        self._rate = rate

    def greeting(self) -> str:
        """Which sound comes, and that words are wanted with their times."""
        return msgspec.json.encode({"config": {"sample_rate": self._rate, "words": True}}).decode()

    def sound(self, pcm: bytes) -> bytes:
        """It takes the sound as it is."""
        return pcm

    def farewell(self) -> str:
        """Asks for the last line; it sends that after all other replies, and hangs up."""
        return FAREWELL

    def read(self, message: str | bytes) -> Heard:
        """A partial line, or a final one; it takes sound as soon as it is there."""
        reply = record(message)
        if "partial" in reply:
            return Heard(partial=wording(reply["partial"]))
        if "text" not in reply:
            return NOTHING
        line = _line(reply)
        return Heard((line,) if line.text else (), "")

    def rest(self) -> Heard:
        """Its final answer is complete: nothing is left."""
        return NOTHING


def _line(reply: dict[str, Any]) -> Line:
    words = _words(reply.get("result"))
    text = wording(reply["text"])
    if not words:
        return Line(text)
    return Line(text, words[0].began, max(word.ended for word in words), mean(words), words)


def _words(result: Any) -> tuple[Spoken, ...]:
    """The words that have a text and a time; one that begins before the last is put after it."""
    words: list[Spoken] = []
    for each in result[:WORDS_AT_MOST] if isinstance(result, list) else ():
        if not isinstance(each, dict):
            continue
        began, ended = milliseconds(each.get("start")), milliseconds(each.get("end"))
        text = wording(each.get("word"))
        if text and began is not None and ended is not None:
            began = max(began, words[-1].began) if words else began
            words.append(Spoken(text[:200], began, max(began, ended), hundredths(each.get("conf"))))
    return tuple(words)
