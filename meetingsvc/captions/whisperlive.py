"""WhisperLive's protocol, on one connection: with each message the last ten or so segments come again.

Pure: messages in, what was heard out.
"""

from array import array
from sys import byteorder
from typing import Any, Final

import msgspec

from meetingsvc.captions.speech import NOTHING, Heard, milliseconds, record, wording
from meetingsvc.captions.speech import Final as Line

FAREWELL: Final = b"END_OF_AUDIO"
SEGMENTS_AT_MOST: Final = 200


class WhisperLive:
    """What a WhisperLive server has said so far. ``uid`` tells our connection from its other ones."""

    ready_at_once = False

    def __init__(self, uid: str, language: str, model: str) -> None:
        self._uid = uid
        self._language = language.partition("-")[0].lower()
        self._model = model
        self._done = 0
        self._growing: Line | None = None

    def greeting(self) -> str:
        """Which language comes, and which model is to hear it."""
        wanted = {
            "uid": self._uid,
            "language": self._language,
            "task": "transcribe",
            "model": self._model,
            "use_vad": True,
        }
        return msgspec.json.encode(wanted).decode()

    def sound(self, pcm: bytes) -> bytes:
        """It wants 32 bit floats from -1 to 1."""
        samples = array("h", pcm[: len(pcm) // 2 * 2])
        if byteorder == "big":
            samples.byteswap()
        floats = array("f", (sample / 32_768 for sample in samples))
        if byteorder == "big":
            floats.byteswap()
        return floats.tobytes()

    def farewell(self) -> bytes:
        """It answers nothing to this, and hangs up."""
        return FAREWELL

    def read(self, message: str | bytes) -> Heard:
        """The segments completed since the last message, and the one that still grows."""
        reply = record(message)
        if reply.get("uid", self._uid) != self._uid:
            return NOTHING
        told = reply.get("message")
        if told == "SERVER_READY":
            return Heard(ready=True)
        if told == "DISCONNECT":
            return Heard(over=True)
        if reply.get("status") == "WAIT":
            return Heard(ready=False)
        if not isinstance(reply.get("segments"), list):
            return NOTHING
        return self._read(reply["segments"][-SEGMENTS_AT_MOST:])

    def rest(self) -> Heard:
        """The segment that it had not completed when it went away: nobody will complete it."""
        growing, self._growing = self._growing, None
        return NOTHING if growing is None else Heard((growing,), "")

    def _read(self, segments: list[Any]) -> Heard:
        finals: list[Line] = []
        self._growing = None
        for at, segment in enumerate(segments):
            line = _line(segment)
            if line is None or line.began is None or line.ended is None or line.ended <= self._done:
                continue  # it has come before, in an earlier message or under a time that was corrected since
            # Servers before 0.5 say nothing: all but the last stand.
            if segment.get("completed", at < len(segments) - 1) is True:
                finals.append(line)
                self._done = line.ended
            else:
                self._growing = line
        return Heard(tuple(finals), "" if self._growing is None else self._growing.text)


def _line(segment: Any) -> Line | None:
    if not isinstance(segment, dict):
        return None
    began, ended = milliseconds(segment.get("start")), milliseconds(segment.get("end"))
    text = wording(segment.get("text"))
    if not text or began is None or ended is None or ended < began:
        return None
    return Line(text, began, ended)
