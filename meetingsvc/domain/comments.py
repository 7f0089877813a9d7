"""Written comments: handed in, held for a reason of R26, published, withdrawn. Their texts stay in
the log, sealed until published.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from . import commands as c
from . import events as e
from .agenda import item_of
from .errors import Refused
from .lifecycle import CommentStatus, step
from .positions import asked_for, with_comment
from .profile import Profile
from .requests import Belongings
from .rules import Context, Rules, tidy
from .state import Meeting
from .texts import Comment

RULES = Rules()

SHOWN_ONCE_PUBLISHED = ("text", "name")


def comment_of(state: Meeting, number: int) -> Comment:
    """The comment with this receipt number; refuses as ``no_such_comment``."""
    comment = state.comments.get(number)
    if comment is None:
        raise Refused("no_such_comment", comment=number)
    return comment


def _reclassified(comment: Comment, readers: e.Class) -> tuple[e.Reclassified, ...]:
    shown = SHOWN_ONCE_PUBLISHED if comment.named else ("text",)
    return tuple(e.Reclassified(comment.seq, field, readers) for field in shown)


def _rules(state: Meeting, number: int | None, context: Context) -> Profile:
    """Those in force on an item: of its comment period, else the body's own."""
    period = None if number is None else item_of(state, number).period
    return context.profile if period is None else state.periods[period].rules


@RULES.decides(c.SubmitComment)
def _submit(state: Meeting, command: c.SubmitComment, context: Context) -> Sequence[e.Event]:
    """R1: only the text is asked for. R17: the number is its receipt. R31: late is not refused."""
    if state.status == "cancelled":
        raise Refused("meeting_over", status=state.status)
    asked_for(_rules(state, command.item, context), command.position)
    text = tidy(command.text)
    if not text:
        raise Refused("invalid_field", field="text")
    name, contact = tidy(command.name), tidy(command.contact)
    return [
        e.CommentSubmitted(
            comment=len(state.comments) + 1,
            participant=context.actor.id,
            text=e.Sealed(text, "staff"),
            item=command.item,
            position=command.position,
            name=e.Sealed(name, "staff") if name else None,
            contact=e.Sealed(contact, "staff") if contact else None,
        )
    ]


@RULES.folded(e.CommentSubmitted)
def _submitted(state: Meeting, entry: e.Entry, event: e.CommentSubmitted) -> Meeting:
    comment = Comment(
        number=event.comment,
        participant=event.participant,
        item=event.item,
        seq=entry.seq,
        made_at=entry.at,
        named=event.name is not None,
        position=event.position,
    )
    author = state.belongings.get(event.participant, Belongings())
    author = replace(author, comments=(*author.comments, event.comment))
    counts = state.comment_counts
    return replace(
        state,
        comments=state.comments.set(comment.number, comment),
        comment_counts=counts.set("submitted", counts.get("submitted", 0) + 1),
        comments_changed=entry.seq,
        belongings=state.belongings.set(event.participant, author),
    )


def _now(state: Meeting, entry: e.Entry, number: int, what: str, reason: str = "") -> Meeting:
    comment = state.comments[number]
    status: CommentStatus = step("comment", comment.status, what)  # type: ignore[assignment]  # the table's values
    counts = state.comment_counts
    counts = counts.set(comment.status, counts[comment.status] - 1)
    counts = counts.set(status, counts.get(status, 0) + 1)
    now = replace(comment, status=status, reason=reason)
    state = with_comment(with_comment(state, comment, -1), now, 1)
    return replace(
        state,
        comments=state.comments.set(number, now),
        comment_counts=counts,
        comments_changed=entry.seq,
    )


@RULES.decides(c.PublishComment)
def _publish(state: Meeting, command: c.PublishComment, context: Context) -> Sequence[e.Event]:
    comment = comment_of(state, command.comment)
    step("comment", comment.status, "publish")
    return [e.CommentPublished(comment=comment.number, reclassified=_reclassified(comment, "public"))]


@RULES.folded(e.CommentPublished)
def _published(state: Meeting, entry: e.Entry, event: e.CommentPublished) -> Meeting:
    return _now(state, entry, event.comment, "publish")


@RULES.decides(c.HoldComment)
def _hold(state: Meeting, command: c.HoldComment, context: Context) -> Sequence[e.Event]:
    comment = comment_of(state, command.comment)
    step("comment", comment.status, "hold")
    hidden = _reclassified(comment, "staff") if comment.status == "published" else ()
    return [e.CommentHeld(comment=comment.number, reason=command.reason, reclassified=hidden)]


@RULES.folded(e.CommentHeld)
def _held(state: Meeting, entry: e.Entry, event: e.CommentHeld) -> Meeting:
    return _now(state, entry, event.comment, "hold", event.reason)


@RULES.decides(c.WithdrawComment)
def _withdraw(state: Meeting, command: c.WithdrawComment, context: Context) -> Sequence[e.Event]:
    comment = comment_of(state, command.comment)
    if comment.participant != context.actor.id:
        raise Refused("no_such_comment", comment=command.comment)
    step("comment", comment.status, "withdraw")
    hidden = _reclassified(comment, "staff") if comment.status == "published" else ()
    return [e.CommentWithdrawn(comment=comment.number, reclassified=hidden)]


@RULES.folded(e.CommentWithdrawn)
def _withdrawn(state: Meeting, entry: e.Entry, event: e.CommentWithdrawn) -> Meeting:
    return _now(state, entry, event.comment, "withdraw")
