"""A finished file of captions: what is in it, and what cannot be taken, each with its line and the reason.

WebVTT, SubRip and SBV, each caption read strictly by webvtt-py. Knows bytes and times from the file's own
zero; which meeting it is of, and whether it may come in, others decide.
"""

import codecs
import html
import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal

import msgspec
import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

from meetingsvc.captions.text import whole_letters
from meetingsvc.domain.rules import tidy

FileForm = Literal["vtt", "srt", "sbv"]
Encoding = Literal["utf-8", "utf-16", "windows-1252"]
Why = Literal["no_times", "bad_times", "no_text", "no_length", "out_of_order", "too_long"]

TEXT_LIMIT: Final = 2_000
"""Characters of one caption."""

BLOCK_LIMIT: Final = 4 * TEXT_LIMIT
"""Characters of a caption with its markup: more is not looked into."""

SPEAKER_LIMIT: Final = 200
EXCERPT: Final = 80
"""Characters of what was refused that are shown of it."""

_LINE_ENDS: Final = re.compile(r"\r\n|\r|\n")
_MARKS: Final[Sequence[tuple[bytes, Encoding]]] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SBV_TIMES: Final = re.compile(r"\s*\d+:\d{1,2}:\d{1,2}\.\d{1,3}\s*,\s*\d+:\d{1,2}:\d{1,2}\.\d{1,3}\s*$")
_NO_CUE: Final = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_VOICE: Final = re.compile(r"<v(?:\.[^\s>]*)?(?:[ \t]+([^>]*))?>")
_VTT_TAG: Final = re.compile(r"</?(?:[bciuv]|ruby|rt|lang)(?:[.\s][^>]*)?>|<\d[\d:.]*>", re.IGNORECASE)
_SRT_TAG: Final = re.compile(r"</?(?:[biu]|font)(?:\s[^<>]*)?>|\{\\an?\d\}", re.IGNORECASE)


class FileCue(msgspec.Struct, frozen=True):
    """A caption: the line of the file on which it begins (from 1), ms from the file's zero, who says it."""

    line: int
    began: int
    ended: int
    text: str
    speaker: str | None = None


class NotTaken(msgspec.Struct, frozen=True):
    """Something that cannot be taken, by its line, and how it begins."""

    line: int
    why: Why
    excerpt: str


class Finished(msgspec.Struct, frozen=True):
    """What is in a file. ``overlapping``: so many captions begin before the one before them has ended."""

    form: FileForm
    encoding: Encoding
    cues: tuple[FileCue, ...]
    refused: tuple[NotTaken, ...]
    overlapping: int


class NoCaptionsError(ValueError):
    """The bytes are no file of captions."""


class _Block(msgspec.Struct, frozen=True):
    """Lines without a blank one between them, and where they begin."""

    line: int
    lines: tuple[str, ...]


def read_finished(content: bytes) -> Finished:
    """The captions of a file, in its order. Raises NoCaptionsError."""
    text, encoding = _decoded(content)
    lines = _LINE_ENDS.split(text)
    form = _form(lines)
    cues: list[FileCue] = []
    refused: list[NotTaken] = []
    overlapping = 0
    for block in _blocks(lines, form):
        read = _read(block, form)
        for each in read if isinstance(read, list) else [read]:
            if isinstance(each, FileCue) and cues and each.began < cues[-1].began:
                each = _not_taken(block, "out_of_order")
            if isinstance(each, NotTaken):
                refused.append(each)
                continue
            overlapping += bool(cues) and each.began < cues[-1].ended
            cues.append(each)
    return Finished(form, encoding, tuple(cues), tuple(refused), overlapping)


def _decoded(content: bytes) -> tuple[str, Encoding]:
    """The text, by the mark at its beginning; else as UTF-8; else as Windows' Western letters."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace").removeprefix("\ufeff"), encoding
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("windows-1252", "replace"), "windows-1252"


def _form(lines: Sequence[str]) -> FileForm:
    if lines[0].startswith("WEBVTT"):
        return "vtt"
    for line in lines:
        if _SBV_TIMES.match(line):
            return "sbv"
        if "-->" in line:
            return "srt"
    raise NoCaptionsError


def _blocks(lines: Sequence[str], form: FileForm) -> Iterator[_Block]:
    """The blocks of a file, without a WebVTT file's head. In SubRip a block without times goes on with the
    caption before it, in which somebody left a blank line.
    """
    block: list[str] = []
    began = 0
    found: list[str] = []
    found_at = 0
    for number, line in enumerate([*lines, ""], 1):
        if line.strip() if form != "vtt" else line:
            began = began if block else number
            block.append(line)
            continue
        if not block:
            continue
        if found and form == "srt" and not _has_times(block):
            found += block
        else:
            if found:
                yield _Block(found_at, tuple(found))
            # Times end a WebVTT file's head, if no blank line does.
            head = form == "vtt" and began == 1
            skipped = next((at for at, row in enumerate(block) if "-->" in row), len(block)) if head else 0
            found, found_at = block[skipped:], began + skipped
        block = []
    if found:
        yield _Block(found_at, tuple(found))


def _has_times(lines: Sequence[str]) -> bool:
    return any("-->" in line for line in lines[:2])


def _read(block: _Block, form: FileForm) -> list[FileCue] | NotTaken:
    """The captions of a block, one for each voice; or why there is none."""
    if form == "vtt" and _NO_CUE.match(block.lines[0]) and not _has_times(block.lines):
        return []
    if form == "sbv":
        times = 0 if _SBV_TIMES.match(block.lines[0]) else None
    else:
        times = next((at for at, line in enumerate(block.lines) if "-->" in line), None)
    if times is None:
        return _not_taken(block, "no_times")
    if sum(map(len, block.lines)) > BLOCK_LIMIT:
        return _not_taken(block, "too_long")
    caption = _caption(block, form)
    if caption is None:
        bare = len(block.lines) == times + 1 or not any(map(str.strip, block.lines[times + 1 :]))
        return _not_taken(block, "no_text" if bare else "bad_times")
    began, ended = caption.start_time.in_milliseconds(), caption.end_time.in_milliseconds()
    if ended <= began:
        return _not_taken(block, "no_length")
    said = [(name, text) for name, text in _said(caption.raw_text, form) if text]
    if not said:
        return _not_taken(block, "no_text")
    if any(len(text) > TEXT_LIMIT or len(name) > SPEAKER_LIMIT for name, text in said):
        return _not_taken(block, "too_long")
    return list(_cues(block.line, began, ended, said))


def _caption(block: _Block, form: FileForm) -> webvtt.Caption | None:
    """What webvtt-py makes of a block that is to hold one caption."""
    lines = [line.replace("\0", "") for line in block.lines]
    try:
        if form == "vtt":
            read = webvtt.from_string("\n".join(["WEBVTT", "", *lines]), strict=True)
        else:
            # An index that is missing or wrong says nothing about the caption; the times do.
            if form == "srt":
                lines = ["1", *lines[next(at for at, line in enumerate(lines) if "-->" in line) :]]
            read = webvtt.from_buffer(lines, format=form)
    except (MalformedCaptionError, MalformedFileError):
        return None
    return read.captions[0] if len(read.captions) == 1 else None


def _said(raw: str, form: FileForm) -> Iterator[tuple[str, str]]:
    """(speaker, text) of each voice in a caption, without markup."""
    if form == "sbv":
        yield "", tidied(raw.replace("[br]", "\n"))
        return
    if form == "srt":
        yield "", tidied(_SRT_TAG.sub("", raw))
        return
    opening, *voices = _VOICE.split(raw)
    yield "", _plain(opening)
    for name, text in zip(voices[::2], voices[1::2], strict=True):
        yield _plain(name or "").replace("\n", " "), _plain(text)


def _plain(marked_up: str) -> str:
    return tidied(html.unescape(_VTT_TAG.sub("", marked_up)))


def tidied(text: str) -> str:
    """Text as the record takes it: no controls, no half letters, no blank lines, no blanks at their ends."""
    return "\n".join(line.strip() for line in tidy(whole_letters(text)).split("\n") if line.strip())


def _cues(line: int, began: int, ended: int, said: Sequence[tuple[str, str]]) -> Iterator[FileCue]:
    """A caption for each voice, with its share of the time by the length of what it says."""
    whole, passed, start = sum(len(text) for _, text in said), 0, began
    for name, text in said:
        passed += len(text)
        end = max(began + (ended - began) * passed // whole, start + 1)
        yield FileCue(line, start, end, text, name or None)
        start = end


def _not_taken(block: _Block, why: Why) -> NotTaken:
    return NotTaken(block.line, why, excerpt(" ".join(block.lines[:EXCERPT])[: EXCERPT * 4]))


def excerpt(text: str) -> str:
    """How a text begins, in one line."""
    text = " ".join(text.split())
    return text if len(text) <= EXCERPT else f"{text[: EXCERPT - 1]}…"
