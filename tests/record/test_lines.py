"""record.jsonl: written as it is read, and never written unsound."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from meetingsvc.record.canonical import canonical, parse_canonical
from meetingsvc.record.chain import GENESIS, Tip, event_hash, read_body
from meetingsvc.record.checkpoint import Checkpoint
from meetingsvc.record.commitments import Disclosure
from meetingsvc.record.defects import Code, Defect
from meetingsvc.record.lines import LINE_LIMIT, EventLine, RecordWriter, read_line, record_lines
from tests.record.example import (
    BEGAN,
    CONTACT,
    MEETING,
    TEXT,
    Recorded,
    body,
    chained,
    commented,
    events,
    example,
    scheduled,
    seal,
)


def test_lines_are_canonical_and_end_with_one_newline() -> None:
    for line in example():
        assert line == canonical(parse_canonical(line.removesuffix(b"\n"))) + b"\n"


def test_an_event_line_says_body_hash_and_what_is_disclosed() -> None:
    [(first, _), (second, _)] = chained((scheduled(), {}), (commented(), {"text": TEXT}))
    body_2 = read_body(parse_canonical(second))
    assert body_2.prev == event_hash(first)
    assert read_line(example()[1]) == EventLine(body_2, event_hash(second), {"text": TEXT})


def test_the_last_line_is_the_checkpoint_that_seal_gave() -> None:
    asked: list[Tip] = []

    def sealing(tip: Tip) -> Checkpoint:
        asked.append(tip)
        return seal(tip)

    lines = list(record_lines(events(5), sealing))
    assert [tip.seq for tip in asked] == [5]
    assert read_line(lines[-1]) == seal(asked[0])


def test_the_writer_tells_where_it_stands() -> None:
    writer = RecordWriter()
    seen = [writer.tip]
    for raw, disclosed in events(2):
        writer.event(raw, disclosed)
        seen.append(writer.tip)
    hashes = [event_hash(raw) for raw, _ in events(2)]
    assert seen == [None, Tip(MEETING, 1, BEGAN, hashes[0]), Tip(MEETING, 2, BEGAN + 1000, hashes[1])]


TWO = list(chained((scheduled(), {}), (commented(), {})))
SHORTER = Disclosure(TEXT.salt, "Más árboles")


@pytest.mark.parametrize(
    ("recorded", "code"),
    [
        ([], "no_checkpoint"),
        (TWO[1:], "wrong_seq"),
        ([TWO[0], TWO[0]], "wrong_seq"),
        ([TWO[0], (TWO[1][0].replace(b'"item":4', b'"item": 4'), {})], "not_canonical"),
        ([(TWO[0][0].replace(b"Council", b"Couscous"), {}), TWO[1]], "wrong_prev"),
        ([TWO[0], (TWO[1][0], {"text": SHORTER})], "wrong_commitment"),
        ([TWO[0], (TWO[1][0], {"text": CONTACT})], "wrong_commitment"),
        ([TWO[0], (TWO[1][0], {"name": TEXT})], "uncommitted"),
        ([(b"{}", {})], "bad_shape"),
    ],
)
def test_a_record_that_would_not_verify_is_not_written_and_not_signed(
    recorded: list[Recorded], code: Code
) -> None:
    def sealing(tip: Tip) -> Checkpoint:
        raise AssertionError(f"asked to sign {tip}")

    with pytest.raises(Defect) as refused:
        list(record_lines(recorded, sealing))
    assert refused.value.code == code


def test_a_checkpoint_of_another_chain_is_not_written() -> None:
    with pytest.raises(Defect) as refused:
        list(record_lines(events(3), lambda tip: seal(replace(tip, seq=2))))
    assert refused.value.code == "wrong_checkpoint"


def test_a_line_beyond_the_limit_is_neither_written_nor_read() -> None:
    [(raw, disclosed)] = chained((body(1, data={"text": "x" * LINE_LIMIT}), {}))
    writer = RecordWriter()
    with pytest.raises(Defect) as refused:
        writer.event(raw, disclosed)
    assert (refused.value.code, writer.tip) == ("too_long", None)
    with pytest.raises(Defect) as refused:
        read_line(b"x" * LINE_LIMIT + b"\n")
    assert refused.value.code == "too_long"


def event_line(disclosed: bytes, **more: str) -> bytes:
    raw, _ = TWO[0]
    rest = b"".join(b',"%b":"%b"' % (key.encode(), value.encode()) for key, value in more.items())
    return b'{"disclosed":%b,"event":%b,"hash":"%b"%b}\n' % (disclosed, raw, event_hash(raw).encode(), rest)


def test_a_line_that_is_plain_reads() -> None:
    assert read_line(event_line(b"{}")) == read_line(example()[0])


@pytest.mark.parametrize(
    "line",
    [
        b"{}\n",
        b"[]\n",
        b"null\n",
        b'"checkpoint"\n',
        b'{"checkpoint":{}}\n',
        b'{"checkpoint":null}\n',
        example()[2].replace(b'{"checkpoint"', b'{"a":1,"checkpoint"'),
        example()[2].replace(b'"at":1', b'"also":1,"at":1'),
        event_line(b"{}", more="1"),
        event_line(b"[]"),
        event_line(b"null"),
        event_line(b'{"text":null}'),
        event_line(b'{"text":{"salt":"%b"}}' % (b"0" * 32)),
        event_line(b'{"text":{"more":1,"salt":"%b","value":1}}' % (b"0" * 32)),
        event_line(b'{"text":{"salt":"%b","value":1}}' % (b"0" * 30)),
        event_line(b'{"text":{"salt":"%b","value":1}}' % (b"A" * 32)),
        event_line(b'{"":{"salt":"%b","value":1}}' % (b"0" * 32)),
        b'{"event":{},"hash":""}\n',
    ],
)
def test_a_line_out_of_shape_is_refused(line: bytes) -> None:
    with pytest.raises(Defect) as refused:
        read_line(line)
    assert refused.value.code == "bad_shape"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"", "unterminated"),
        (example()[0][:-1], "unterminated"),
        (b"\n", "not_canonical"),
        (example()[0][:-1] + b"\r\n", "not_canonical"),
        (b"\xef\xbb\xbf" + example()[0], "not_canonical"),
        (example()[0][:-1] + b"\x00\n", "not_canonical"),
        (example()[0] + b"\n", "not_canonical"),
        (example()[0].replace(b"Council", b"Counsel"), "wrong_hash"),
        (example()[0].replace(GENESIS.encode(), b"1" * 64), "wrong_hash"),
    ],
)
def test_a_line_with_other_bytes_is_refused(line: bytes, code: Code) -> None:
    with pytest.raises(Defect) as refused:
        read_line(line)
    assert refused.value.code == code


@pytest.mark.parametrize("disclosed", [{}, {"text": TEXT}, {"text": TEXT, "contact": CONTACT}])
def test_any_part_of_the_sealed_fields_can_be_shown(disclosed: Mapping[str, Disclosure]) -> None:
    line = list(record_lines(chained((scheduled(), {}), (commented(), disclosed)), seal))[1]
    said = read_line(line)
    assert isinstance(said, EventLine)
    assert said.disclosed == disclosed
