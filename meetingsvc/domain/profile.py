"""A body's own rules of public comment: every number and every "may" of the rules as a setting.

A profile is a value, named and versioned. What of it is in force in a comment period is written
into the record when the period opens. Durations are milliseconds. What a record holds can always be
read, so the bounds of a value are not in its type: they are checked where a profile is set. Knows no
file and no language.
"""

from typing import Literal

import msgspec

Order = Literal[
    "arrival",
    "in_person_first",
    "remote_first",
    "alternating",
    "registered_first",
    "not_heard_first",
    "one_minute_first",
    "priority",
    "lottery",
]
"""R7: the published orders of a queue."""

Law = Literal["brown_act", "texas_551", "washington_opma"]
"""The laws that a profile can name; rules marked (law) bind only where it does."""


class Grace(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """R23: how long somebody who is called is waited for, by where they are."""

    in_person: int = 30_000
    remote: int = 60_000
    phone: int = 90_000

    def of(self, channel: Literal["in_person", "remote", "phone"]) -> int:
        """The grace for a channel, ms."""
        return {"in_person": self.in_person, "remote": self.remote, "phone": self.phone}[channel]


class Shrink(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """R9: from so many signed up, this is what each gets."""

    above: int
    allotment_ms: int


class Profile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The rules of a body, or those in force in a period. Zero means: no such limit, or not offered."""

    name: str = "Plain rules"
    version: int = 1
    laws: tuple[Law, ...] = ()

    order: Order = "arrival"
    drawn_together_ms: int = 0  # R7: requests of the first minutes, drawn as arriving together
    lottery_above: int = 0  # R7
    priority_classes: tuple[str, ...] = ()  # R22, in their order
    later_period_for_unheard: bool = False  # R6
    consent_calendar_as_one: bool = True  # R6

    allotment_ms: int = 180_000
    shrink: tuple[Shrink, ...] = ()  # R9, by `above`, ascending
    interpreter_percent: int = 200  # R10
    simultaneous_interpretation: bool = False  # R10: then an interpreter takes no time
    group_allotment_ms: int = 0  # R19
    one_minute_ms: int = 0  # R21
    ceding: bool = False  # R18
    ceding_cap_ms: int = 0  # R18: the most that a turn can have with what others ceded
    person_cap_ms: int = 0  # R24

    total_cap_ms: int = 0  # R8, split between in person and remote
    at_least_ms: int = 0  # R13
    at_most_ms: int = 0  # R13
    sign_up_before_ms: int = 0  # R16: how long before the meeting sign-up opens
    sign_up_closes_ms: int = 0  # R16: how long before the meeting it closes
    late_to_list: bool = False  # R16: who asks after it has closed goes to the waiting list
    last_call_ms: int = 60_000  # R14
    grace: Grace = Grace()  # R23

    names_required: bool = False  # R2
    positions: bool = True  # R20
    quasi_judicial: bool = False  # R20: a hearing decides rights: no totals before its record closes
    outage_recess_ms: int = 3_600_000  # R33
    first_warning: bool = True  # R27: a removal needs a logged warning first


PLAIN = Profile()
"""What holds where a body has not set rules of its own."""
