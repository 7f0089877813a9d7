"""What each value of a profile is called, and what it means, for people who set it; and which rule it is of.

Owns these words, by the keys of the file: messages in English that whoever shows them translates.
"""

from collections.abc import Mapping
from typing import Final

from meetingsvc.i18n import N_

GROUPS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (N_("These rules"), ("name", "laws")),
    (
        N_("Order of the queue"),
        (
            "order",
            "drawn_together",
            "lottery_above",
            "priority_classes",
            "later_period_for_unheard",
            "consent_calendar_as_one",
        ),
    ),
    (
        N_("Speaking time"),
        (
            "allotment",
            "shrink",
            "interpreter_percent",
            "simultaneous_interpretation",
            "group_allotment",
            "one_minute",
            "ceding",
            "ceding_cap",
            "person_cap",
        ),
    ),
    (
        N_("Comment periods"),
        ("total_cap", "at_least", "at_most", "sign_up_before", "sign_up_closes", "late_to_list", "last_call"),
    ),
    (N_("Waiting for somebody who is called"), ("grace",)),
    (N_("Speakers and conduct"), ("names_required", "positions", "quasi_judicial", "first_warning")),
    (N_("When something fails"), ("outage_recess",)),
)
"""The settings page: headings, and what stands below each. What is in no group comes last."""

OTHERS: Final = N_("Other rules")

LABELS: Final[Mapping[str, str]] = {
    "name": N_("Name of these rules"),
    "version": N_("Version"),
    "laws": N_("Laws that bind this body"),
    "order": N_("Order in which people are called"),
    "drawn_together": N_("First minutes that count as arriving together"),
    "lottery_above": N_("Draw lots above this many requests"),
    "priority_classes": N_("Priority classes, one to a line, the first one first"),
    "later_period_for_unheard": N_("A later period is only for those who did not speak in the earlier one"),
    "consent_calendar_as_one": N_("The consent calendar counts as one item"),
    "allotment": N_("Time for each speaker"),
    "shrink": N_("Less time when many sign up"),
    # Translators: "Above 20 speakers: 2:00"; the number stands in the field behind these words.
    "shrink.above": N_("Above this many speakers"),
    "shrink.allotment": N_("Time for each"),
    "interpreter_percent": N_("Time with an interpreter, in percent"),
    "simultaneous_interpretation": N_("Interpretation is simultaneous"),
    "group_allotment": N_("Time for a group"),
    "one_minute": N_("Time in the one-minute lane"),
    "ceding": N_("People may cede their time to another speaker"),
    "ceding_cap": N_("The most that a turn can have with ceded time"),
    "person_cap": N_("The most for one person in a meeting"),
    "total_cap": N_("Time for all speakers in a period together"),
    "at_least": N_("A period stays open for at least"),
    "at_most": N_("A period ends at the latest after"),
    "sign_up_before": N_("Sign-up opens before the meeting by"),
    "sign_up_closes": N_("Sign-up closes before the meeting by"),
    "late_to_list": N_("Who asks after sign-up has closed is on the waiting list"),
    "last_call": N_("Time to join after the last call"),
    "grace": N_("How long a called speaker is waited for"),
    "grace.in_person": N_("Somebody in the room"),
    "grace.remote": N_("Somebody by video"),
    "grace.phone": N_("Somebody on the phone"),
    "names_required": N_("Speakers have to give a name"),
    "positions": N_("Speakers and comments can say for or against"),
    "quasi_judicial": N_("Hearings decide rights (quasi-judicial)"),
    "first_warning": N_("A warning comes before somebody is removed"),
    "outage_recess": N_("Recess while a failed service is being restored"),
}

WORDS: Final[Mapping[str, str]] = {
    "name": N_("What people see as the source of the rules, such as “Rules of procedure, 2026”."),
    "version": N_("Counts by itself each time these rules are saved."),
    "laws": N_("What these laws ask for is then kept, whatever else is set."),
    "order": N_("Published before a period opens. Remote speakers and people in the room count alike."),
    "drawn_together": N_(
        "Requests of these first minutes are ordered by lot before anyone is called, so that fast fingers "
        "have no edge."
    ),
    "lottery_above": N_(
        "When more wait than this nobody is called before lots are drawn. 0: only where lots are the order, "
        "and then always."
    ),
    "priority_classes": N_("Only where the order is by classes. A class never depends on somebody’s view."),
    "later_period_for_unheard": N_("Where an item has two comment periods in one meeting."),
    "consent_calendar_as_one": N_("One turn for each person on all of it together."),
    "allotment": N_("The chair can set another time when a period opens."),
    "shrink": N_("Each step: above so many people signed up, each speaker gets so long."),
    "interpreter_percent": N_(
        "200 is twice the time, for those whose words are interpreted after they are spoken."
    ),
    "simultaneous_interpretation": N_("Words are interpreted while they are spoken: nobody needs more time."),
    "group_allotment": N_("For one who speaks for several people. 0: groups have no time of their own."),
    "one_minute": N_("For those who need no more than this and then go first. 0: there is no such lane."),
    "ceding": N_("Whoever cedes must be present and loses their own turn."),
    "ceding_cap": N_("Needed where time can be ceded."),
    "person_cap": N_("Over all items of one meeting. 0: no limit."),
    "total_cap": N_(
        "Shared equally by the room and remote; what one side does not use the other may. 0: no limit."
    ),
    "at_least": N_("Even when nobody waits. 0: the last call decides."),
    "at_most": N_("It may close earlier when nobody waits. 0: no limit."),
    "sign_up_before": N_(
        "It opens by itself, for every item on which comment is open by then. 0: the clerk opens it."
    ),
    "sign_up_closes": N_(
        "Who asks later has not signed up before the meeting. 0: it stays open until it begins."
    ),
    "late_to_list": N_("If not, they stand behind those who are there. Nobody is sent away."),
    "last_call": N_("The delay of the stream is added, so that those who watch have the same time."),
    "grace": N_("After the second call. Then the next comes, and the missed one can be called again."),
    "names_required": N_(
        "A place is taken without one; a call waits for it, or has a reason in the record. Nobody needs a "
        "name to attend, to read, to listen or to comment."
    ),
    "positions": N_("Always voluntary. Switched off, no form asks, and none is taken."),
    "quasi_judicial": N_(
        "How many are for or against is then not shown before the record of the hearing closes. "
        "It can be set for a single period too."
    ),
    "first_warning": N_("The warning stands in the record. Not needed for force or a true threat."),
    "outage_recess": N_("How long the meeting waits before it may go on or adjourn."),
}
"""Also the comments in a file that is exported."""

RULES: Final[Mapping[str, str]] = {
    "order": "R7",
    "drawn_together": "R7",
    "lottery_above": "R7",
    "priority_classes": "R22",
    "later_period_for_unheard": "R6",
    "consent_calendar_as_one": "R6",
    "shrink": "R9",
    "interpreter_percent": "R10",
    "simultaneous_interpretation": "R10",
    "group_allotment": "R19",
    "one_minute": "R21",
    "ceding": "R18",
    "ceding_cap": "R18",
    "person_cap": "R24",
    "total_cap": "R8",
    "at_least": "R13",
    "at_most": "R13",
    "sign_up_before": "R16",
    "sign_up_closes": "R16",
    "late_to_list": "R16",
    "last_call": "R14",
    "grace": "R23",
    "names_required": "R2",
    "positions": "R20",
    "quasi_judicial": "R20",
    "first_warning": "R27",
    "outage_recess": "R33",
}
"""The number of the rule that a value is of; docs/profiles.md says what each asks for."""

CHOICES: Final[Mapping[str, str]] = {
    "brown_act": N_("California: Brown Act, with SB 707"),
    "texas_551": N_("Texas: Government Code chapter 551"),
    "washington_opma": N_("Washington: Open Public Meetings Act"),
    "arrival": N_("By arrival, everyone in one queue"),
    "in_person_first": N_("People in the room first"),
    "remote_first": N_("Remote speakers first"),
    "alternating": N_("In the room and remote by turns"),
    "registered_first": N_("Those who signed up before the meeting first"),
    "not_heard_first": N_("Those who have not spoken in this meeting yet first"),
    "one_minute_first": N_("Those who need only a minute first"),
    "priority": N_("By published classes, then by arrival"),
    "lottery": N_("Drawn by lot, in public"),
}

SHIPPED: Final[Mapping[str, str]] = {
    "plain": N_("Plain rules"),
    "california": N_("California"),
    "texas": N_("Texas"),
    "washington": N_("Washington"),
}
"""The names of the profiles that come with this package."""
