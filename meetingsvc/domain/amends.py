"""The one command that takes a slip back; what each kind of slip asks for stands in the ``amended_`` files.

Which act can still be taken back, the state keeps (``slips``); anything else is refused as ``stale``.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from . import amended_periods, amended_requests, amended_turns
from . import commands as c
from . import events as e
from .errors import Refused
from .rules import Context, Rules
from .slips import Amend, named
from .state import Meeting

RULES = Rules()

AMENDS: Final[Mapping[c.Slippery, Amend]] = {
    **amended_requests.AMENDS,
    **amended_turns.AMENDS,
    **amended_periods.AMENDS,
}


@RULES.decides(c.UndoSlip)
def _undo(state: Meeting, command: c.UndoSlip, context: Context) -> Sequence[e.Event]:
    """Refused as ``stale`` when something later touched the same request, turn or period, or the floor."""
    slip = state.slip
    about = (command.what, command.ticket, command.turn, command.period)
    if slip is None or about != named(slip):
        raise Refused("stale", **({"ticket": command.ticket} if command.ticket else {}))
    return AMENDS[slip.what](state, slip, context)
