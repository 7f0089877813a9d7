"""Written comments: receipts, holding, publishing, withdrawing (R1, R17, R26)."""

from typing import Any

import pytest

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from meetingsvc.domain.errors import Refused
from tests.support.rules import rule
from tests.support.scenario import ANN, BEN, Scenario, by, scenario


def commented(*given: c.Command) -> Scenario:
    """Ann has handed in comment 1, with her name."""
    comment = c.SubmitComment(text="More trees", item=2, name="Ann", contact="ann@example.org")
    return scenario(by(ANN, comment), *given)


@rule("R1", "R17")
def test_a_comment_needs_only_its_text_and_gets_a_number() -> None:
    scene = scenario()
    scene = scene.when(c.SubmitComment(text=" More trees "), ANN).then(
        e.CommentSubmitted(comment=1, participant="pann", text=e.Sealed("More trees", "staff"))
    )
    assert scene.meeting.belongings["pann"].comments == (1,)
    scene.when(c.SubmitComment(text=" \x00 "), ANN).refused("invalid_field", field="text")
    scene.when(c.SubmitComment(text="x", item=77), ANN).refused("no_such_item", item=77)


def test_publishing_discloses_text_and_name_never_the_contact() -> None:
    scene = commented()
    seq = scene.meeting.comments[1].seq
    shown = (e.Reclassified(seq, "text", "public"), e.Reclassified(seq, "name", "public"))
    scene = scene.when(c.PublishComment(comment=1)).then(e.CommentPublished(comment=1, reclassified=shown))
    hidden = (e.Reclassified(seq, "text", "staff"), e.Reclassified(seq, "name", "staff"))
    scene.when(c.HoldComment(comment=1, reason="private_data")).then(
        e.CommentHeld(comment=1, reason="private_data", reclassified=hidden)
    )
    assert dict(scene.meeting.comment_counts) == {"submitted": 0, "published": 0, "held": 1}


def test_holding_what_was_never_public_discloses_nothing() -> None:
    commented().when(c.HoldComment(comment=1, reason="off_topic")).then(
        e.CommentHeld(comment=1, reason="off_topic")
    )


def test_only_its_author_withdraws_a_comment_and_once() -> None:
    scene = commented()
    scene.when(c.WithdrawComment(comment=1), BEN).refused("no_such_comment", comment=1)
    scene.when(c.WithdrawComment(comment=2), ANN).refused("no_such_comment", comment=2)
    scene = scene.when(c.WithdrawComment(comment=1), ANN).then(e.CommentWithdrawn(comment=1))
    scene.when(c.PublishComment(comment=1)).refused(
        "not_now", thing="comment", status="withdrawn", action="publish"
    )


def test_a_late_comment_is_taken_and_one_on_a_cancelled_meeting_is_not() -> None:
    scene = scenario(c.StartMeeting(), c.Adjourn())
    scene.when(c.SubmitComment(text="Late"), ANN).then(
        e.CommentSubmitted(comment=1, participant="pann", text=e.Sealed("Late", "staff"))
    )
    scenario(c.CancelMeeting()).when(c.SubmitComment(text="x"), ANN).refused(
        "meeting_over", status="cancelled"
    )


@rule("R26")
@pytest.mark.parametrize(
    "command",
    [
        {"type": "hold_comment", "comment": 1},
        {"type": "refuse_name", "ticket": 1},
        {"type": "warn_speaker", "ticket": 1},
        {"type": "remove_request", "ticket": 1},
    ],
    ids=lambda command: str(command["type"]),
)
@pytest.mark.parametrize("reason", ["abusive", "personal", "insolent", "other", ""])
def test_nobody_is_kept_from_the_public_for_a_reason_that_is_not_on_the_list(
    command: dict[str, Any], reason: str
) -> None:
    assert isinstance(c.parse({**command, "reason": "obscenity"}), c.Command)
    with pytest.raises(Refused) as refused:
        c.parse({**command, "reason": reason})
    assert (refused.value.code, refused.value.params) == ("invalid_field", {"field": "reason"})
