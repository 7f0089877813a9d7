"""The published written comments, as a table and as JSON. What is not published never comes in."""

from collections.abc import Iterable
from typing import Protocol

import msgspec

from meetingsvc.domain.state import Meeting
from meetingsvc.export.table import instant, table

HEADER = ("comment", "item", "position", "name", "text", "made_at", "made_at_utc")


class CommentLike(Protocol):
    """A comment, its text and name None where they are not public."""

    @property
    def number(self) -> int: ...
    @property
    def text(self) -> str | None: ...
    @property
    def name(self) -> str | None: ...
    @property
    def position(self) -> str | None: ...
    @property
    def item(self) -> int | None: ...
    @property
    def made_at(self) -> int: ...
    @property
    def status(self) -> str: ...


def comments_csv(meeting: Meeting, comments: Iterable[CommentLike]) -> bytes:
    """A row for each published comment, by its number."""
    return table(
        HEADER,
        (
            (
                comment.number,
                _label(meeting, comment),
                comment.position,
                comment.name,
                comment.text,
                *instant(comment.made_at, meeting.time_zone),
            )
            for comment in _published(comments)
        ),
    )


def comments_json(meeting: Meeting, comments: Iterable[CommentLike]) -> bytes:
    """``{"meeting": …, "comments": […]}``; ``made_at`` in UTC ms, what was not given left out."""
    shown = []
    for comment in _published(comments):
        fields = {
            "comment": comment.number,
            "item": comment.item,
            "item_label": _label(meeting, comment),
            "position": comment.position,
            "name": comment.name,
            "text": comment.text,
            "made_at": comment.made_at,
        }
        shown.append({name: value for name, value in fields.items() if value not in (None, "")})
    head = {"id": meeting.id, "title": meeting.title, "body": meeting.body_name}
    return msgspec.json.encode({"meeting": head, "comments": shown}) + b"\n"


def _published(comments: Iterable[CommentLike]) -> list[CommentLike]:
    found = (comment for comment in comments if comment.status == "published" and comment.text is not None)
    return sorted(found, key=lambda comment: comment.number)


def _label(meeting: Meeting, comment: CommentLike) -> str:
    return "" if comment.item is None else meeting.items[comment.item].label
