"""R33: an outage, from its announcement to its end: what failed, the recess that it asks for, the steps
taken, and how the meeting went on. And R42: a room cleared of those who disrupt, the press staying.

The queue freezes with it: nobody joins or moves, and nothing runs out (``standstill``).
"""

from collections.abc import Sequence

from msgspec.structs import replace

from . import commands as c
from . import events as e
from .bounds import LAW_OUTAGE_MS
from .errors import Refused
from .lifecycle import MeetingStatus, step
from .profile import Profile
from .rules import Context, Rules, in_session, tidy
from .standstill import going_on, stood_still, stopped
from .state import Meeting, Outage

RULES = Rules()


def _recess_ms(profile: Profile) -> int:
    """How long a body waits for what failed before it may find to go on without (R33)."""
    if "brown_act" in profile.laws:
        return max(profile.outage_recess_ms, LAW_OUTAGE_MS)
    return profile.outage_recess_ms


def outage_of(state: Meeting) -> Outage:
    """The outage that goes on; refuses as ``no_outage``."""
    if state.outage is None:
        raise Refused("no_outage")
    return state.outage


def not_frozen(state: Meeting) -> None:
    """R33: refuses what would change a queue that an outage has frozen."""
    if state.status == "outage":
        raise Refused("queue_frozen")


def _with_outage(state: Meeting, outage: Outage) -> Meeting:
    return replace(state, outages=(*state.outages[:-1], outage))


def _moved(state: Meeting, entry: e.Entry, what: str, until: int | None = None) -> Meeting:
    status: MeetingStatus = step("meeting", state.status, what)  # type: ignore[assignment]  # the table's values are statuses
    return replace(state, status=status, since=entry.at, until=until, reason="")


@RULES.decides(c.ReportOutage)
def _report(state: Meeting, command: c.ReportOutage, context: Context) -> Sequence[e.Event]:
    """Announced to all screens, and in recess from here on."""
    step("meeting", state.status, "fail")
    failed = tuple(sorted(set(command.failed), key=command.failed.index))
    until = context.now + _recess_ms(context.profile)
    began = e.OutageBegan(failed=failed, until=until, note=tidy(command.note))
    return [*stopped(state, context.now), began]


@RULES.folded(e.OutageBegan)
def _began(state: Meeting, entry: e.Entry, event: e.OutageBegan) -> Meeting:
    outage = Outage(began=entry.at, failed=event.failed, until=event.until, note=event.note)
    state = _moved(stood_still(state, entry.at), entry, "fail", until=event.until)
    return replace(state, outages=(*state.outages, outage))


@RULES.decides(c.NoteOutageStep)
def _note(state: Meeting, command: c.NoteOutageStep, context: Context) -> Sequence[e.Event]:
    """What is done about it, for the record."""
    outage_of(state)
    note = tidy(command.note)
    if not note:
        raise Refused("invalid_field", field="note")
    return [e.OutageStepNoted(note=note)]


@RULES.folded(e.OutageStepNoted)
def _noted(state: Meeting, entry: e.Entry, event: e.OutageStepNoted) -> Meeting:
    outage = outage_of(state)
    return _with_outage(state, replace(outage, steps=(*outage.steps, (entry.at, event.note))))


@RULES.decides(c.EndOutage)
def _end(state: Meeting, command: c.EndOutage, context: Context) -> Sequence[e.Event]:
    """Restored; or, once the recess has run out, a roll-call finding to go on without what failed."""
    outage = outage_of(state)
    ayes, noes = tidy(command.ayes), tidy(command.noes)
    if command.how == "finding":
        if not ayes:
            raise Refused("roll_call_needed")
        if context.now < outage.until:
            raise Refused("outage_recess_running", until=outage.until)
    elif ayes or noes:
        raise Refused("invalid_field", field="ayes")
    ended = e.OutageEnded(how=command.how, ayes=ayes, noes=noes)
    return [ended, *going_on(state, context.now)]


@RULES.folded(e.OutageEnded)
def _ended(state: Meeting, entry: e.Entry, event: e.OutageEnded) -> Meeting:
    over = replace(outage_of(state), ended=entry.at, how=event.how, ayes=event.ayes, noes=event.noes)
    state = _with_outage(stood_still(state, entry.at), over)
    return _moved(state, entry, "restore")


def ended_by_adjourning(state: Meeting, at: int) -> Meeting:
    """The state in which an outage, if one goes on, ended with the meeting."""
    if state.outage is None:
        return state
    return _with_outage(state, replace(state.outage, ended=at, how="adjourned"))


@RULES.decides(c.ClearRoom)
def _clear_room(state: Meeting, command: c.ClearRoom, context: Context) -> Sequence[e.Event]:
    """R42: after a disruption; the press stays, and the meeting goes on."""
    in_session(state)
    reason = tidy(command.reason)
    if not reason:
        raise Refused("reason_needed")
    return [] if state.room_cleared_at is not None else [e.RoomCleared(reason=reason)]


@RULES.folded(e.RoomCleared)
def _room_cleared(state: Meeting, entry: e.Entry, event: e.RoomCleared) -> Meeting:
    return replace(state, room_clearings=(*state.room_clearings, (entry.at, event.reason, None)))


@RULES.decides(c.ReadmitRoom)
def _readmit(state: Meeting, command: c.ReadmitRoom, context: Context) -> Sequence[e.Event]:
    return [] if state.room_cleared_at is None else [e.RoomReadmitted()]


@RULES.folded(e.RoomReadmitted)
def _readmitted(state: Meeting, entry: e.Entry, event: e.RoomReadmitted) -> Meeting:
    *before, (at, reason, _) = state.room_clearings
    return replace(state, room_clearings=(*before, (at, reason, entry.at)))
