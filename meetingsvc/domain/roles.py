"""Who may do what: for every command the roles that may send it. What is not named is refused."""

from typing import Final, Literal

import msgspec

from . import commands as c

Role = Literal["attendee", "clerk", "chair", "captioner", "door", "admin", "tool", "system"]

PRESIDING: Final = frozenset[Role]({"clerk", "chair", "admin"})
CLERKING: Final = frozenset[Role]({"clerk", "admin"})
CAPTIONING: Final = frozenset[Role]({"captioner", "clerk", "admin"})
AT_THE_DOOR: Final = frozenset[Role]({"door", "clerk", "admin"})
ATTENDING: Final = frozenset[Role]({"attendee"})
STAFF: Final = frozenset[Role]({"clerk", "chair", "captioner", "door", "admin"})


class Actor(msgspec.Struct, frozen=True):
    """Who sends a command: an id that may stand in the public record, and the roles held here.

    A ``tool`` is a caption tool with an issued URL; ``track`` is the one it may write.
    """

    id: str
    roles: frozenset[Role]
    track: str | None = None

    @property
    def is_staff(self) -> bool:
        """Whether this is one of the body's own people."""
        return bool(self.roles & PRESIDING)


SYSTEM: Final = Actor("system", frozenset({"system"}))

ALLOWED: Final[dict[type[c.Command], frozenset[Role]]] = {
    c.ScheduleMeeting: CLERKING | {"system"},
    c.EditMeeting: CLERKING,
    c.OpenSignUp: CLERKING | {"system"},
    c.StartMeeting: PRESIDING,
    c.Recess: PRESIDING,
    c.EnterClosedSession: PRESIDING,
    c.ResumeMeeting: PRESIDING,
    c.Adjourn: PRESIDING,
    c.ReportOutage: PRESIDING,
    c.NoteOutageStep: PRESIDING,
    c.EndOutage: PRESIDING,
    c.ClearRoom: PRESIDING,
    c.ReadmitRoom: PRESIDING,
    c.SetHours: PRESIDING,
    c.CancelMeeting: CLERKING,
    c.PostponeMeeting: CLERKING,
    c.BlankScreens: PRESIDING,
    c.UnblankScreens: PRESIDING,
    c.Announce: PRESIDING,
    c.ClearAnnouncement: PRESIDING,
    c.PublishTranscript: CLERKING,
    c.SetTranscriptOffset: CLERKING,
    c.AddItem: CLERKING,
    c.EditItem: CLERKING,
    c.MoveItem: CLERKING,
    c.SetItemConsent: CLERKING,
    c.StartItem: PRESIDING,
    c.FinishItem: PRESIDING,
    c.OpenPeriod: PRESIDING,
    c.SetAllotment: PRESIDING,
    c.MakeLastCall: PRESIDING,
    c.WithdrawLastCall: PRESIDING,
    c.CallFrom: PRESIDING,
    c.FreezeDraw: PRESIDING,
    c.GiveSeed: PRESIDING,
    c.DrawLots: PRESIDING,
    c.DropDraw: PRESIDING,
    c.AdmitRequest: PRESIDING,
    c.FillPlaces: frozenset({"system"}),
    c.ClosePeriod: PRESIDING | {"system"},
    c.AskToSpeak: ATTENDING,
    c.AddRequest: AT_THE_DOOR,
    c.CheckIn: AT_THE_DOOR,
    c.CorrectRequest: AT_THE_DOOR,
    c.MergeRequests: AT_THE_DOOR,
    c.ReserveCards: AT_THE_DOOR,
    c.TakeBackCards: AT_THE_DOOR,
    c.HandInCard: AT_THE_DOOR | ATTENDING,
    c.PutCardBack: AT_THE_DOOR,
    c.RenewReturnCode: AT_THE_DOOR,
    c.EditRequest: ATTENDING | CLERKING,
    c.PassName: CLERKING,
    c.RefuseName: CLERKING,
    c.MoveRequest: PRESIDING,
    c.DeferRequest: ATTENDING | CLERKING,
    c.OnMyWay: ATTENDING | CLERKING,
    c.ImHere: ATTENDING | CLERKING,
    c.WithdrawRequest: ATTENDING | CLERKING,
    c.RemoveRequest: PRESIDING,
    c.WarnSpeaker: PRESIDING,
    c.UndoSlip: PRESIDING,
    c.MoveToPeriod: PRESIDING,
    c.MustLeave: ATTENDING | CLERKING,
    c.RecallRequest: PRESIDING,
    c.GrantAccommodation: CLERKING,
    c.OfferTime: ATTENDING | CLERKING,
    c.AcceptTime: ATTENDING | CLERKING,
    c.DeclineTime: ATTENDING | CLERKING,
    c.ReclaimTime: ATTENDING | CLERKING,
    c.ContinueItem: PRESIDING,
    c.UndoContinuation: PRESIDING,
    c.SettleContinuation: frozenset({"system"}),
    c.NoteLaterMeeting: frozenset({"system"}),
    c.ReceiveItem: frozenset({"system"}),
    c.ReturnItem: frozenset({"system"}),
    c.CallNext: PRESIDING,
    c.CallRequest: PRESIDING,
    c.CallAgain: PRESIDING,
    c.StartTurn: PRESIDING,
    c.WalkUp: PRESIDING,
    c.PauseTurn: PRESIDING,
    c.ResumeTurn: PRESIDING,
    c.RunClock: frozenset({"system"}),
    c.GiveTime: PRESIDING,
    c.EndTurn: PRESIDING,
    c.ReopenTurn: PRESIDING,
    c.MarkNoShow: PRESIDING,
    c.UndoCall: PRESIDING,
    c.NameTurn: CLERKING,
    c.ConfirmTurn: CLERKING,
    c.SplitTurn: CLERKING,
    c.GiveTurnToDais: CLERKING,
    c.SubmitComment: ATTENDING,
    c.PublishComment: CLERKING,
    c.HoldComment: CLERKING,
    c.WithdrawComment: ATTENDING,
    c.OpenTrack: CAPTIONING | {"system"},
    c.SetTrackDelay: CAPTIONING,
    c.IssueTrackUrl: CAPTIONING,
    c.RevokeTrackUrl: CAPTIONING,
    c.NoteSilence: frozenset({"system"}),
    c.AddCue: CAPTIONING | {"tool", "system"},
    c.ReceiveCues: CAPTIONING | {"tool", "system"},
    c.ImportCues: CAPTIONING,
    c.CorrectCue: CAPTIONING,
    c.EditCues: CAPTIONING | {"system"},
    c.RedactCues: CAPTIONING | {"system"},
    c.StartRelay: CAPTIONING,
    c.StopRelay: CAPTIONING,
    c.StartTranslation: CAPTIONING,
    c.StopTranslation: CAPTIONING,
    c.NoteUntranslated: frozenset({"system"}),
}


def allowed(actor: Actor, kind: type[c.Command]) -> bool:
    """Whether the actor holds a role that may send this kind of command."""
    return bool(actor.roles & ALLOWED.get(kind, frozenset()))
