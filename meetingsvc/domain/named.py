"""Names (R2): passed or refused by staff, and asked for before a call where a body's rules say so.

A name is never needed to take a place, nor to attend, read, listen or comment (R1).
"""

from collections.abc import Sequence

from msgspec.structs import replace

from . import commands as c
from . import events as e
from .details import reclassified
from .errors import Refused
from .line import request_of
from .requests import Request
from .rules import Context, Rules
from .state import Meeting

RULES = Rules()


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


@RULES.decides(c.PassName)
def _pass_name(state: Meeting, command: c.PassName, context: Context) -> Sequence[e.Event]:
    request = request_of(state, command.ticket)
    if request.name == "":
        raise Refused("no_name", ticket=request.ticket)
    if request.name_passed:
        return []
    return [e.NamePassed(ticket=request.ticket, reclassified=reclassified(request, "public"))]


@RULES.folded(e.NamePassed)
def _name_passed(state: Meeting, entry: e.Entry, event: e.NamePassed) -> Meeting:
    request = replace(state.requests[event.ticket], name_passed=True, name_refused="")
    return replace(state, requests=state.requests.set(event.ticket, request))


@RULES.decides(c.RefuseName)
def _refuse_name(state: Meeting, command: c.RefuseName, context: Context) -> Sequence[e.Event]:
    request = request_of(state, command.ticket)
    if request.name == "":
        raise Refused("no_name", ticket=request.ticket)
    return [
        e.NameRefused(
            ticket=request.ticket,
            reason=command.reason,
            reclassified=reclassified(request, "staff") if request.name_passed else (),
        )
    ]


@RULES.folded(e.NameRefused)
def _name_refused(state: Meeting, entry: e.Entry, event: e.NameRefused) -> Meeting:
    request = replace(state.requests[event.ticket], name_passed=False, name_refused=event.reason)
    return replace(state, requests=state.requests.set(event.ticket, request))
