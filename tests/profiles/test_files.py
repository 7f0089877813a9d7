"""Profiles as files: those that we ship, what is written reads back, all that is wrong is said at once."""

from __future__ import annotations

import contextlib
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetingsvc import profiles
from meetingsvc.domain.bounds import BOUNDS, MOST_CLASSES, check, is_length
from meetingsvc.domain.profile import PLAIN, Grace, Profile, Shrink
from meetingsvc.i18n import Catalogs, Translator
from meetingsvc.profiles import ProfileError, parse, sentence, shipped, shipped_file, words, written
from meetingsvc.profiles.faults import SENTENCES
from meetingsvc.profiles.lengths import read_length, written_length
from meetingsvc.profiles.shape import SHAPE, Part

ENGLISH = Translator(Catalogs.load().by_code["en"])
FOLDER = Path(profiles.__file__).parent


def wrong(file: str | bytes) -> list[str]:
    """Each fault of a file as a reader sees it."""
    with pytest.raises(ProfileError) as refused:
        parse(file.encode() if isinstance(file, str) else file)
    return [f"{fault.key}: {sentence(fault, ENGLISH)}" for fault in refused.value.faults]


# ── Those that we ship ───────────────────────────────────────────────────────


def test_the_profiles_are_those_in_the_folder() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(shipped())
    assert [profile.laws for profile in shipped().values()] == [
        (),
        ("brown_act",),
        ("texas_551",),
        ("washington_opma",),
    ]


@pytest.mark.parametrize("name", words.SHIPPED)
def test_a_shipped_profile_can_be_set_and_reads_back_the_same(name: str) -> None:
    profile = shipped()[name]
    assert check(profile) == []
    assert parse(written(profile).encode()) == profile


@pytest.mark.parametrize("name", words.SHIPPED)
def test_a_shipped_profile_says_something_of_each_value(name: str) -> None:
    text = shipped_file(name).decode()
    lines = [line for line in text.splitlines() if line.partition(" ")[0] in {part.key for part in SHAPE}]
    bare = [line for line in lines if "#" not in line and not line.startswith(("name", "version", "laws"))]
    assert bare == []
    assert {part.key for part in SHAPE if part.kind != "rows"} == set(tomllib.loads(text))


def test_the_plain_profile_is_what_holds_without_one() -> None:
    assert shipped()["plain"] == PLAIN


def test_nothing_else_in_the_folder_can_be_had_by_a_name() -> None:
    with pytest.raises(KeyError):
        shipped_file("../profiles/plain")


# ── There and back ───────────────────────────────────────────────────────────


def numbers(field: str) -> st.SearchStrategy[int]:
    """What a number may be."""
    bounds, unit = BOUNDS[field], 1_000 if is_length(field) else 1
    within = st.integers(-(-bounds.least // unit), bounds.most // unit).map(lambda each: each * unit)
    return within | st.just(0) if bounds.or_none else within


LINES = st.text(min_size=1, max_size=100).filter(lambda text: text.isprintable() and text == text.strip())
WHATEVER = st.builds(
    Profile,
    name=LINES,
    laws=st.sets(st.sampled_from(("brown_act", "texas_551", "washington_opma"))).map(tuple),
    priority_classes=st.lists(LINES, unique=True, max_size=MOST_CLASSES).map(tuple),
    shrink=st.lists(
        st.builds(Shrink, above=numbers("shrink.above"), allotment_ms=numbers("shrink.allotment_ms")),
        max_size=3,
    ).map(tuple),
    grace=st.builds(Grace, **{name: numbers(f"grace.{name}") for name in Grace.__struct_fields__}),
    **{field: numbers(field) for field in BOUNDS if "." not in field},
    **{name: st.booleans() for name in ("ceding", "positions", "names_required", "first_warning")},
)


@given(WHATEVER)
def test_whatever_can_be_set_reads_back_the_same(profile: Profile) -> None:
    if not check(profile):
        assert parse(written(profile).encode()) == profile


@given(st.integers(0, 10_000_000))
def test_a_length_reads_back_the_same(seconds: int) -> None:
    assert read_length(written_length(seconds * 1_000)) == seconds * 1_000


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("3:00", 180_000),
        ("0:05", 5_000),
        ("90:00", 5_400_000),
        ("1:30:00", 5_400_000),
        ("72:00:00", 259_200_000),
        (90, 90_000),
        ("3:60", None),
        ("1:60:00", None),
        ("3", None),
        ("3:0", None),
        ("-3:00", None),
        ("٣:٠٠", None),
        ("3:00\n", None),
        (-1, None),
        (True, None),
        (1.5, None),
        (None, None),
    ],
)
def test_a_length_is_minutes_and_seconds(text: object, ms: int | None) -> None:
    assert read_length(text) == ms


def test_a_file_need_not_name_everything() -> None:
    assert parse(b'allotment = "2:00"\r\n[grace]\r\nphone = 120\r\n') == Profile(
        allotment_ms=120_000, grace=Grace(phone=120_000)
    )
    assert parse(b"\xef\xbb\xbf# nothing at all") == PLAIN


# ── What is wrong ────────────────────────────────────────────────────────────


def test_all_that_is_wrong_is_said_at_once_with_what_is_allowed() -> None:
    file = """
        allotment = "0:05"
        laws = ["brown_act", "magna_carta"]
        one_minute = "9:00"
        interpreter_percent = 1.5
        ceding = "yes"
        last_call = "a while"
        allotmnt = 3
        shrink = [{ above = 20 }, { above = 10, allotment = "1:00", below = 3 }]
        [grace]
        remote = true
        tram = "1:00"
    """
    known = ", ".join(part.key for part in SHAPE)
    assert wrong(file) == [
        f"allotmnt: There is no such key. Known here: {known}.",
        "laws: Choose one of these: brown_act, texas_551, washington_opma.",
        "allotment: Must be from 0:15 to 1:00:00.",
        "shrink.1.allotment: This is missing.",
        "shrink.2.below: There is no such key. Known here: above, allotment.",
        "interpreter_percent: Write a whole number.",
        "one_minute: Must be from 0:15 to 5:00, or 0:00 for none.",
        "one_minute: Cannot be more than the time for each speaker.",
        "ceding: Write true or false.",
        "last_call: Write minutes and seconds, such as 3:00, or with hours, such as 1:30:00.",
        "grace.tram: There is no such key. Known here: in_person, remote, phone.",
        "grace.remote: Write minutes and seconds, such as 3:00, or with hours, such as 1:30:00.",
    ]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("allotment = 3:00", ": The file is not valid TOML. Look at line 1."),
        ("# one\n\nname = 'a'\nname = 'b'\n", ": The file is not valid TOML. Look at line 4."),
        ("name = 'never", ": The file is not valid TOML. Look at line 1."),
        (b"\xff\xfe", ": The file is not text in UTF-8."),
        ("#" * 40_000, ": The file is too large for a profile."),
        ("a = " + "[" * 10_000, ": The file is not valid TOML. Look at line 1."),
        ("version = " + "9" * 5_000, ": The file is not valid TOML. Look at line 1."),
        ("version = 99999999999999999999", "version: Write a whole number."),
        ("version = true", "version: Write a whole number."),
        ("lottery_above = inf", "lottery_above: Write a whole number."),
        ("allotment = 2026-02-10", "allotment: Write minutes and seconds"),
        ("name = []", "name: Write a text."),
        ("order = ['arrival']", "order: Choose one of these: "),
        ("order = 'loudest'", "order: Choose one of these: "),
        ("laws = 'brown_act'", "laws: Choose one of these: "),
        ("priority_classes = [1]", "priority_classes: Write a list of texts."),
        ("priority_classes = 'all'", "priority_classes: Write a list of texts."),
        ("shrink = [1]", "shrink: Write one table for each step."),
        ("grace = 30", "grace: Write a table."),
        ('name = "a\\u0000b"', "name: Must be from 1 to 100 characters"),
        ('"\\u001b[31m' + "x" * 99 + '" = 1', "?[31mxxxxx"),
    ],
)
def test_a_hostile_file_is_refused_in_words(file: str | bytes, said: str) -> None:
    [only] = wrong(file)
    assert only.startswith(said)
    assert len(only) < 700


@given(st.binary(max_size=300))
def test_no_file_does_more_than_be_refused(file: bytes) -> None:
    with contextlib.suppress(ProfileError):
        assert check(parse(file)) == []


def documented() -> dict[str, str]:
    """The rows of the document's table, by the first key in each."""
    text = (FOLDER.parent.parent / "docs" / "profiles.md").read_text(encoding="utf-8")
    table = text[text.index("| key |") : text.index("`sign_up_before` is written")].splitlines()[2:]
    return {row.split("`")[1].strip("[]"): row for row in table if row}


@pytest.mark.parametrize("part", [*SHAPE, *(inner for part in SHAPE for inner in part.parts)])
def test_the_document_names_every_value_with_what_is_allowed(part: Part) -> None:
    row = documented()[part.key.partition(".")[0]]
    assert f"`{part.name}`" in row or f"[{part.name}]" in row
    if part.field in BOUNDS:
        bounds, shown = BOUNDS[part.field], written_length if part.kind == "length" else "{:,}".format
        assert f"{shown(bounds.least)} to {shown(bounds.most)}" in row
        assert bounds.or_none is (", or 0" in row)
    assert [choice for choice in part.choices if f"`{choice}`" not in row] == []


# ── Words ────────────────────────────────────────────────────────────────────


def test_every_value_has_its_words_and_stands_in_one_group() -> None:
    keys = [part.key for part in SHAPE]
    inner = [each.key for part in SHAPE for each in part.parts]
    grouped = [key for _, group in words.GROUPS for key in group]
    assert set(words.WORDS) == set(keys)
    assert set(words.LABELS) == {*keys, *inner}
    assert sorted([*grouped, "version"]) == sorted(keys)
    assert set(words.CHOICES) == {choice for part in SHAPE for choice in part.choices}
    assert set(words.RULES) <= set(keys)


def test_every_code_of_the_domain_and_the_reader_has_a_sentence() -> None:
    sources = (FOLDER / "reading.py", FOLDER.parent / "domain" / "bounds.py")
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    unsaid = {code for code in SENTENCES if f'"{code}"' not in text and not code.startswith("not_")}
    assert unsaid == {"out_of_range_or_none"}
    kinds = {f"not_{part.kind}" for part in (*SHAPE, *(each for part in SHAPE for each in part.parts))}
    assert kinds - {"not_choices"} <= set(SENTENCES)
