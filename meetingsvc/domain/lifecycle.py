"""The lives of a meeting, an agenda item, a comment period, a request, a turn and a comment.

One transition table for each life: (status, what happens) → next status. What the table does
not name is refused and leaves the state untouched. It knows statuses and words, nothing of
who acts, when, or with what.
"""

from collections.abc import Mapping
from typing import Final, Literal

from .errors import Refused

Table = Mapping[tuple[str, str], str]

MeetingStatus = Literal[
    "scheduled",
    "sign_up",
    "live",
    "recess",
    "outage",
    "closed_session",
    "adjourned",
    "cancelled",
    "postponed",
]
OVER: Final[tuple[MeetingStatus, ...]] = ("adjourned", "cancelled")
"""The statuses of a meeting that is over."""

ItemStatus = Literal["upcoming", "current", "done"]
PeriodStatus = Literal["open", "last_call", "closed", "continued", "held"]
RequestStatus = Literal[
    "listed",
    "waiting",
    "called",
    "speaking",
    "paused",
    "done",
    "no_show",
    "withdrawn",
    "removed",
    "ceded",
    "merged",
    "continued",
    "returned",
]
TurnStatus = Literal["called", "speaking", "paused", "ended", "missed", "undone"]
CommentStatus = Literal["submitted", "held", "published", "withdrawn"]

# R42: a meeting can also be cancelled, postponed, in recess and in closed session.
MEETING: Final[Table] = {
    ("scheduled", "open_sign_up"): "sign_up",
    ("scheduled", "start"): "live",
    ("scheduled", "cancel"): "cancelled",
    ("scheduled", "postpone"): "postponed",
    ("sign_up", "start"): "live",
    ("sign_up", "cancel"): "cancelled",
    ("sign_up", "postpone"): "postponed",
    ("postponed", "open_sign_up"): "sign_up",
    ("postponed", "start"): "live",
    ("postponed", "cancel"): "cancelled",
    ("live", "recess"): "recess",
    ("live", "close_session"): "closed_session",
    ("live", "adjourn"): "adjourned",
    ("recess", "resume"): "live",
    ("recess", "close_session"): "closed_session",
    ("recess", "adjourn"): "adjourned",
    ("closed_session", "resume"): "live",
    ("live", "fail"): "outage",  # R33
    ("recess", "fail"): "outage",
    ("outage", "restore"): "live",
    ("outage", "adjourn"): "adjourned",
}

ITEM: Final[Table] = {
    ("upcoming", "start"): "current",
    ("done", "start"): "current",
    ("current", "finish"): "done",
}

# R14: an untimed period closes with a last call.
PERIOD: Final[Table] = {
    ("open", "last_call"): "last_call",
    ("last_call", "continue"): "open",
    ("open", "close"): "closed",
    ("last_call", "close"): "closed",
    ("closed", "reopen"): "open",
    ("open", "carry"): "continued",  # R42: to a later meeting, where it is held until it is opened again
    ("last_call", "carry"): "continued",
    ("closed", "carry"): "continued",
    ("held", "carry"): "continued",
    ("held", "open"): "open",
    ("held", "close"): "closed",
}

# R8, R16: a request on the waiting list can be taken into the queue, and a draw puts some there.
# R23: a no-show can be recalled; "on my way" steps back from the call and keeps the place.
REQUEST: Final[Table] = {
    ("listed", "admit"): "waiting",
    ("listed", "withdraw"): "withdrawn",
    ("listed", "remove"): "removed",
    ("waiting", "list"): "listed",
    ("waiting", "call"): "called",
    ("waiting", "withdraw"): "withdrawn",
    ("waiting", "remove"): "removed",
    ("waiting", "cede"): "ceded",  # R18
    ("waiting", "merge"): "merged",  # R6
    ("listed", "merge"): "merged",
    ("ceded", "reclaim"): "waiting",
    ("called", "start"): "speaking",
    ("called", "step_back"): "waiting",
    ("called", "miss"): "no_show",
    ("called", "withdraw"): "withdrawn",
    ("called", "remove"): "removed",
    ("speaking", "pause"): "paused",
    ("speaking", "end"): "done",
    ("speaking", "remove"): "removed",
    ("paused", "resume"): "speaking",
    ("paused", "end"): "done",
    ("paused", "remove"): "removed",
    ("done", "reopen"): "paused",
    ("speaking", "take_back"): "called",  # the start was a slip
    ("paused", "take_back"): "called",
    ("no_show", "take_back"): "called",
    ("no_show", "recall"): "waiting",
    ("no_show", "withdraw"): "withdrawn",
    ("no_show", "remove"): "removed",
    ("waiting", "carry"): "continued",  # R42: with the hearing to a later meeting
    ("listed", "carry"): "continued",
    ("no_show", "carry"): "continued",
    ("ceded", "carry"): "continued",
    ("done", "carry"): "continued",  # whose turn was cut short
    ("waiting", "return"): "returned",  # what was carried here is taken back there
    ("listed", "return"): "returned",
    ("no_show", "return"): "returned",
    ("ceded", "return"): "returned",
}

TURN: Final[Table] = {
    ("called", "start"): "speaking",
    ("called", "step_back"): "undone",
    ("called", "miss"): "missed",
    ("speaking", "pause"): "paused",
    ("speaking", "end"): "ended",
    ("paused", "resume"): "speaking",
    ("paused", "end"): "ended",
    ("ended", "reopen"): "paused",
    ("speaking", "take_back"): "called",
    ("paused", "take_back"): "called",
    ("missed", "take_back"): "called",
    ("speaking", "drop"): "undone",  # a walk-up that was a slip
    ("paused", "drop"): "undone",
}

COMMENT: Final[Table] = {
    ("submitted", "publish"): "published",
    ("submitted", "hold"): "held",
    ("submitted", "withdraw"): "withdrawn",
    ("held", "publish"): "published",
    ("held", "withdraw"): "withdrawn",
    ("published", "hold"): "held",
    ("published", "withdraw"): "withdrawn",
}

LIVES: Final[Mapping[str, Table]] = {
    "meeting": MEETING,
    "item": ITEM,
    "period": PERIOD,
    "request": REQUEST,
    "turn": TURN,
    "comment": COMMENT,
}


def step(life: str, status: str, what: str) -> str:
    """The status after ``what`` happens in a ``life``; refuses as ``not_now`` what has no row."""
    after = LIVES[life].get((status, what))
    if after is None:
        raise Refused("not_now", thing=life, status=status, action=what)
    return after
