"""Whether a request has the name that a body's rules ask for before somebody is called (R2).

A name is never needed to take a place, nor to attend, read, listen or comment (R1).
"""

from .errors import Refused
from .state import Meeting, Request


def lacks_name(state: Meeting, request: Request) -> bool:
    """Whether the rules ask for a name, and there is none but perhaps one that staff have refused."""
    required = state.periods[request.period].rules.names_required
    return required and (request.name == "" or request.name_refused != "")


def named(state: Meeting, request: Request) -> None:
    """R2: refuses as ``name_needed`` to call somebody without the name that the rules ask for. Staff type it
    in, or call with a reason for the record.
    """
    if lacks_name(state, request):
        raise Refused("name_needed", ticket=request.ticket)
