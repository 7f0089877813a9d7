"""The life of the meeting itself: scheduled, live, recess, closed session, adjourned; its
particulars, announcements, blanked screens, and the release of its transcript (R42, R43, R44).
"""

from collections.abc import Sequence

import msgspec

from . import commands as c
from . import events as e
from .errors import Refused
from .hearings import ENDED
from .lifecycle import MeetingStatus, step
from .outage import ended_by_adjourning
from .periods import PUNCTUAL_MS
from .received import still_to_hear
from .roles import SYSTEM
from .rules import Context, Rules, tidy
from .sign_up import not_too_early
from .standstill import going_on, stood_still, stopped
from .state import Meeting

RULES = Rules()


def schedule(command: c.ScheduleMeeting, context: Context) -> Sequence[e.Event]:
    """The first events of a new log; ``context.fresh`` is the meeting's id."""
    scheduled = e.MeetingScheduled(
        meeting=context.fresh,
        title=_given(command.title, "title"),
        body=command.body,
        body_name=_given(command.body_name, "body_name"),
        place=tidy(command.place),
        time_zone=command.time_zone,
        language=command.language,
        starts_at=command.starts_at,
        remote_access=tidy(command.remote_access),
        assistance=tidy(command.assistance),
        stream_delay_ms=command.stream_delay_ms,
        sign_up_before_ms=context.profile.sign_up_before_ms,
    )
    items = [
        e.ItemAdded(item=number, label=_given(label, "agenda"), after=number - 1 or None)
        for number, label in enumerate(command.agenda, 1)
    ]
    return [scheduled, *items]


def _given(text: str, field: str) -> str:
    kept = tidy(text)
    if not kept:
        raise Refused("invalid_field", field=field)
    return kept


def scheduled(entry: e.Entry, event: e.MeetingScheduled) -> Meeting:
    """The state after the first event."""
    return Meeting(
        id=event.meeting,
        title=event.title,
        body=event.body,
        body_name=event.body_name,
        place=event.place,
        time_zone=event.time_zone,
        language=event.language,
        starts_at=event.starts_at,
        remote_access=event.remote_access,
        assistance=event.assistance,
        stream_delay_ms=event.stream_delay_ms,
        sign_up_before_ms=event.sign_up_before_ms,
        since=entry.at,
    )


def _moved(state: Meeting, entry: e.Entry, what: str, **changes: object) -> Meeting:
    status: MeetingStatus = step("meeting", state.status, what)  # type: ignore[assignment]  # the table's values are statuses
    return msgspec.structs.replace(
        state, status=status, since=entry.at, **{"until": None, "reason": "", **changes}
    )


@RULES.decides(c.ScheduleMeeting)
def _schedule_again(state: Meeting, command: c.ScheduleMeeting, context: Context) -> Sequence[e.Event]:
    raise Refused("already_scheduled")


@RULES.decides(c.EditMeeting)
def _edit(state: Meeting, command: c.EditMeeting, context: Context) -> Sequence[e.Event]:
    return [
        e.MeetingEdited(
            title=_given(command.title, "title"),
            place=tidy(command.place),
            starts_at=command.starts_at,
            remote_access=tidy(command.remote_access),
            assistance=tidy(command.assistance),
            stream_delay_ms=command.stream_delay_ms,
        )
    ]


@RULES.folded(e.MeetingEdited)
def _edited(state: Meeting, entry: e.Entry, event: e.MeetingEdited) -> Meeting:
    return msgspec.structs.replace(
        state,
        title=event.title,
        place=event.place,
        starts_at=event.starts_at,
        remote_access=event.remote_access,
        assistance=event.assistance,
        stream_delay_ms=event.stream_delay_ms,
    )


@RULES.decides(c.OpenSignUp)
def _open_sign_up(state: Meeting, command: c.OpenSignUp, context: Context) -> Sequence[e.Event]:
    """R16: by the clerk at any time before the meeting; by the clock when the rules say so."""
    step("meeting", state.status, "open_sign_up")
    if SYSTEM.id == context.actor.id:
        not_too_early(state, context.now)
    late = command.due is not None and context.now - command.due > PUNCTUAL_MS
    return [e.SignUpOpened(due=command.due if late else None)]


@RULES.folded(e.SignUpOpened)
def _sign_up_opened(state: Meeting, entry: e.Entry, event: e.SignUpOpened) -> Meeting:
    return _moved(state, entry, "open_sign_up", sign_up_opened_at=entry.at)


@RULES.decides(c.StartMeeting)
def _start(state: Meeting, command: c.StartMeeting, context: Context) -> Sequence[e.Event]:
    step("meeting", state.status, "start")
    return [e.MeetingStarted()]


@RULES.folded(e.MeetingStarted)
def _started(state: Meeting, entry: e.Entry, event: e.MeetingStarted) -> Meeting:
    return _moved(state, entry, "start", started_at=entry.at)


@RULES.decides(c.Recess)
def _recess(state: Meeting, command: c.Recess, context: Context) -> Sequence[e.Event]:
    step("meeting", state.status, "recess")
    return [*stopped(state, context.now), e.RecessBegun(until=command.until)]


@RULES.folded(e.RecessBegun)
def _recess_begun(state: Meeting, entry: e.Entry, event: e.RecessBegun) -> Meeting:
    return _moved(state, entry, "recess", until=event.until)


@RULES.decides(c.EnterClosedSession)
def _close_session(state: Meeting, command: c.EnterClosedSession, context: Context) -> Sequence[e.Event]:
    step("meeting", state.status, "close_session")
    return [*stopped(state, context.now), e.ClosedSessionBegun(until=command.until)]


@RULES.folded(e.ClosedSessionBegun)
def _session_closed(state: Meeting, entry: e.Entry, event: e.ClosedSessionBegun) -> Meeting:
    return _moved(stood_still(state, entry.at), entry, "close_session", until=event.until)


@RULES.decides(c.ResumeMeeting)
def _resume(state: Meeting, command: c.ResumeMeeting, context: Context) -> Sequence[e.Event]:
    step("meeting", state.status, "resume")
    return [e.MeetingResumed(), *going_on(state, context.now)]


@RULES.folded(e.MeetingResumed)
def _resumed(state: Meeting, entry: e.Entry, event: e.MeetingResumed) -> Meeting:
    return _moved(stood_still(state, entry.at), entry, "resume")


def _periods_closed(state: Meeting) -> list[e.Event]:
    unfinished = sorted(number for number, period in state.periods.items() if period.status not in ENDED)
    return [e.PeriodClosed(period=number) for number in unfinished]


@RULES.decides(c.Adjourn)
def _adjourn(state: Meeting, command: c.Adjourn, context: Context) -> Sequence[e.Event]:
    step("meeting", state.status, "adjourn")
    if state.floor is not None:
        raise Refused("floor_taken")
    item = [] if state.item is None else [e.ItemFinished(item=state.item)]
    return [*_periods_closed(state), *item, e.MeetingAdjourned()]


@RULES.folded(e.MeetingAdjourned)
def _adjourned(state: Meeting, entry: e.Entry, event: e.MeetingAdjourned) -> Meeting:
    state = ended_by_adjourning(state, entry.at)
    return _moved(state, entry, "adjourn", adjourned_at=entry.at)


@RULES.decides(c.CancelMeeting)
def _cancel(state: Meeting, command: c.CancelMeeting, context: Context) -> Sequence[e.Event]:
    step("meeting", state.status, "cancel")
    for item, waiting in still_to_hear(state).items():
        if not command.with_hearings:
            raise Refused("hearing_waits", item=item, waiting=waiting)
    return [*_periods_closed(state), e.MeetingCancelled(reason=tidy(command.reason))]


@RULES.folded(e.MeetingCancelled)
def _cancelled(state: Meeting, entry: e.Entry, event: e.MeetingCancelled) -> Meeting:
    return _moved(state, entry, "cancel", reason=event.reason)


@RULES.decides(c.PostponeMeeting)
def _postpone(state: Meeting, command: c.PostponeMeeting, context: Context) -> Sequence[e.Event]:
    step("meeting", state.status, "postpone")
    return [e.MeetingPostponed(reason=tidy(command.reason), to=command.to)]


@RULES.folded(e.MeetingPostponed)
def _postponed(state: Meeting, entry: e.Entry, event: e.MeetingPostponed) -> Meeting:
    starts_at = state.starts_at if event.to is None else event.to
    return _moved(state, entry, "postpone", reason=event.reason, until=event.to, starts_at=starts_at)


@RULES.decides(c.SetHours)
def _set_hours(state: Meeting, command: c.SetHours, context: Context) -> Sequence[e.Event]:
    return [e.HoursSet(hard_stop=command.hard_stop, interpreters_until=command.interpreters_until)]


@RULES.folded(e.HoursSet)
def _hours_set(state: Meeting, entry: e.Entry, event: e.HoursSet) -> Meeting:
    return msgspec.structs.replace(
        state, hard_stop=event.hard_stop, interpreters_until=event.interpreters_until
    )


@RULES.decides(c.BlankScreens)
def _blank(state: Meeting, command: c.BlankScreens, context: Context) -> Sequence[e.Event]:
    return [] if state.blanked else [e.ScreensBlanked()]


@RULES.folded(e.ScreensBlanked)
def _blanked(state: Meeting, entry: e.Entry, event: e.ScreensBlanked) -> Meeting:
    return msgspec.structs.replace(state, blanked=True)


@RULES.decides(c.UnblankScreens)
def _unblank(state: Meeting, command: c.UnblankScreens, context: Context) -> Sequence[e.Event]:
    return [e.ScreensUnblanked()] if state.blanked else []


@RULES.folded(e.ScreensUnblanked)
def _unblanked(state: Meeting, entry: e.Entry, event: e.ScreensUnblanked) -> Meeting:
    return msgspec.structs.replace(state, blanked=False)


@RULES.decides(c.Announce)
def _announce(state: Meeting, command: c.Announce, context: Context) -> Sequence[e.Event]:
    return [e.AnnouncementMade(text=_given(command.text, "text"))]


@RULES.folded(e.AnnouncementMade)
def _announced(state: Meeting, entry: e.Entry, event: e.AnnouncementMade) -> Meeting:
    return msgspec.structs.replace(state, announcement=event.text)


@RULES.decides(c.ClearAnnouncement)
def _clear(state: Meeting, command: c.ClearAnnouncement, context: Context) -> Sequence[e.Event]:
    return [e.AnnouncementCleared()] if state.announcement else []


@RULES.folded(e.AnnouncementCleared)
def _cleared(state: Meeting, entry: e.Entry, event: e.AnnouncementCleared) -> Meeting:
    return msgspec.structs.replace(state, announcement="")


@RULES.decides(c.PublishTranscript)
def _publish(state: Meeting, command: c.PublishTranscript, context: Context) -> Sequence[e.Event]:
    """R44: with unconfirmed turns it is published as a draft, and says so."""
    if state.status != "adjourned":
        raise Refused("not_adjourned")
    return [] if state.transcript_published else [e.TranscriptPublished()]


@RULES.folded(e.TranscriptPublished)
def _published(state: Meeting, entry: e.Entry, event: e.TranscriptPublished) -> Meeting:
    return msgspec.structs.replace(state, transcript_published=True)


@RULES.decides(c.SetTranscriptOffset)
def _set_offset(state: Meeting, command: c.SetTranscriptOffset, context: Context) -> Sequence[e.Event]:
    return [e.TranscriptOffsetSet(offset_ms=command.offset_ms)]


@RULES.folded(e.TranscriptOffsetSet)
def _offset_set(state: Meeting, entry: e.Entry, event: e.TranscriptOffsetSet) -> Meeting:
    return msgspec.structs.replace(state, transcript_offset_ms=event.offset_ms)
