"""Sound on its way to an engine: which instant a sample was heard at, and what may have to be sent again.

Pure: positions are samples since the microphone was opened, instants UTC ms. Nothing of it is ever written
to a disk.
"""

from collections import deque
from typing import Final

GAP_MS: Final = 1_500
"""Sound that comes so much later than the sound before it would have led on to was preceded by silence."""

SAMPLE_BYTES: Final = 2


class SoundClock:
    """When each sample was heard, by when the sound came. ``rate`` in Hz.

    Sound cannot come before it is heard: what came with the least delay dates all of a stretch. After a gap
    a new stretch begins.
    """

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self.position = 0
        self._stretches: deque[tuple[int, float]] = deque(maxlen=64)

    def came(self, samples: int, now: int) -> None:
        """So many samples have come just now."""
        end = self.position + samples
        if not self._stretches:
            self._stretches.append((self.position, now - self._lasts(samples)))
        start, began = self._stretches[-1]
        early = began + self._lasts(end - start) - now
        if early > 0:
            self._stretches[-1] = (start, began - early)
        elif -early > GAP_MS:
            self._stretches.append((self.position, now - self._lasts(samples)))
        self.position = end

    def at(self, position: int) -> int:
        """The instant of a sample, UTC ms."""
        for start, began in reversed(self._stretches):
            if start <= position:
                return round(began + self._lasts(position - start))
        return round(self._stretches[0][1]) if self._stretches else 0

    def _lasts(self, samples: int) -> float:
        return samples * 1_000 / self.rate


class Tape:
    """The sound since the last line that stands, for an engine that has to be told again.

    It holds ``seconds`` at most; ``start`` is the position of what it holds first, ``end`` of what is next.
    """

    def __init__(self, rate: int, seconds: int) -> None:
        self._most = rate * seconds
        self._pieces: deque[bytes] = deque()
        self.start = 0
        self.end = 0

    def add(self, pcm: bytes) -> int:
        """Keeps a piece; how many samples had to be let go of for it."""
        self._pieces.append(pcm)
        self.end += len(pcm) // SAMPLE_BYTES
        before = self.start
        while self.end - self.start > self._most:
            self._drop()
        return self.start - before

    def release(self, position: int) -> None:
        """What was heard before this position need not be sent again."""
        while self._pieces and self.start + len(self._pieces[0]) // SAMPLE_BYTES <= position:
            self._drop()
        if self._pieces and position > self.start:
            self._pieces[0] = self._pieces[0][(position - self.start) * SAMPLE_BYTES :]
            self.start = position

    def after(self, position: int) -> bytes:
        """The next piece from a position on, empty at the end."""
        at = self.start
        for piece in self._pieces:
            end = at + len(piece) // SAMPLE_BYTES
            if position < end:
                return piece[max(0, position - at) * SAMPLE_BYTES :]
            at = end
        return b""

    def _drop(self) -> None:
        self.start += len(self._pieces.popleft()) // SAMPLE_BYTES
