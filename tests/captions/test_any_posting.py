"""Whatever a tool sends, in whichever protocol: nothing is refused, and cues stay in order."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.captions.tool import Tool

WORDS = st.sampled_from(
    [
        "Aye.",
        "Good evening",
        "Good evening, all",
        "\n",
        " ",
        ">> MAYOR\x01: ",
        ">>",
        "\x08\x08",
        "\t",
        "\x00",
        "é😀",
    ]
)
TEXT = st.lists(WORDS | st.text(st.characters(codec="utf-8"), max_size=8), max_size=5).map("".join)


@given(
    protocol=st.sampled_from(["zoom", "youtube", "teams", "streamtext"]),
    postings=st.lists(st.tuples(st.integers(0, 6), TEXT, st.integers(0, 12_000), st.booleans()), max_size=12),
)
def test_any_postings_make_cues_in_order(protocol: str, postings: list[tuple[int, str, int, bool]]) -> None:
    tool = Tool(protocol)
    for seq, text, pause, restarted in postings:
        tool.meeting.now += pause
        if restarted:
            tool.forgets()
        tool.posts(None if protocol == "teams" else seq, text, handed_over=tool.meeting.now - 4_000 or None)
    cues = tool.track.recent
    assert all(before.began <= after.began for before, after in pairwise(cues))
    assert all(cue.began <= cue.ended for cue in cues)
    assert all(cue.text == cue.text.strip() for cue in cues if cue.text is not None)
