"""What of a value an audience is shown: names only once they are passed, nothing that was confided, no nulls.

In the public cards a name stands only once it is passed (R2), and no name while the screens are
blanked (R43).
"""

from typing import Any, Literal

from meetingsvc.domain.requests import Request, Secret, Turn
from meetingsvc.domain.state import Meeting

Audience = Literal["public", "staff", "door"]
"""``door``: what the public sees, and who is expected, with names and nothing else that they confided."""

Key = tuple[str] | tuple[str, int] | tuple[str, str]
"""Which card of a view: its kind, and the id where there is one for each."""


def receipt_of_request(meeting: str, ticket: int) -> str:
    """R17: the number by which a request can be found again."""
    return f"{meeting}-S{ticket}"


def receipt_of_comment(meeting: str, comment: int) -> str:
    """R17: the number by which a comment can be found again."""
    return f"{meeting}-C{comment}"


def present(**fields: Any) -> dict[str, Any]:
    """The fields that have a value: a view knows no nulls."""
    return {key: value for key, value in fields.items() if value is not None}


def shown(value: Secret) -> str:
    """A value that this reader may have, "" where it is withheld."""
    return value if isinstance(value, str) else ""


def _name(state: Meeting, audience: Audience, name: Secret, passed: bool) -> str | None:
    if audience == "public" and (state.blanked or not passed):
        return None
    return shown(name) or None


def request_name(state: Meeting, audience: Audience, request: Request) -> str | None:
    """The name of a request for an audience; none where there is none to show."""
    return _name(state, audience, request.name, request.name_passed)


def turn_name(state: Meeting, audience: Audience, turn: Turn) -> str | None:
    """The name of whoever speaks for an audience: the turn's own, or that of its request."""
    if turn.name != "" or turn.ticket is None:
        return _name(state, audience, turn.name, passed=True)
    return request_name(state, audience, state.requests[turn.ticket])
