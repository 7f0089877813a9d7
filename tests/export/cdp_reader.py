"""The Council Data Project's transcript as its programs read it: by its schema, every field and no other."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import Any

from meetingsvc.export.cdp import cdp_json
from meetingsvc.export.edition import Edition
from meetingsvc.i18n import Translator
from tests.export.editions import whole


@dataclass
class CdpWord:
    """As the project's schema names it."""

    index: int
    start_time: float
    end_time: float
    text: str
    annotations: Any


@dataclass
class CdpSentence:
    index: int
    confidence: float
    start_time: float
    end_time: float
    words: list[CdpWord]
    text: str
    speaker_index: int | None
    speaker_name: str | None
    annotations: Any


@dataclass
class CdpSection:
    name: str
    start_sentence_index: int
    stop_sentence_index: int
    generator: str
    description: str | None


@dataclass
class CdpTranscript:
    generator: str
    confidence: float
    session_datetime: str
    created_datetime: str
    sentences: list[CdpSentence]
    annotations: dict[str, list[CdpSection]]


def exactly(kind: Any, read: dict[str, Any]) -> Any:
    """Make one of a schema's things, which must have all of its fields and no others."""
    assert read.keys() == {field.name for field in fields(kind)}
    return kind(**read)


def read_cdp(made: Edition, t: Translator) -> CdpTranscript:
    """Read a transcript as the project's programs do."""
    read: dict[str, Any] = json.loads(whole(cdp_json, made, t))
    sentences = [
        exactly(CdpSentence, {**each, "words": [exactly(CdpWord, word) for word in each["words"]]})
        for each in read["sentences"]
    ]
    sections = [exactly(CdpSection, each) for each in read["annotations"].pop("sections")]
    assert read["annotations"] == {}
    transcript: CdpTranscript = exactly(
        CdpTranscript, {**read, "sentences": sentences, "annotations": {"sections": sections}}
    )
    return transcript
