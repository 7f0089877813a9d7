"""What is wrong with a profile that somebody wrote, as a sentence that names what is allowed.

Owns the sentence of every code of the domain's ``check`` and of the reader; a test holds them together.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from meetingsvc.domain import bounds
from meetingsvc.i18n import N_, Translator
from meetingsvc.profiles.lengths import written_length
from meetingsvc.profiles.shape import key_of


class Fault(msgspec.Struct, frozen=True):
    """Something wrong at a key (none: of the whole file), with what the sentence needs."""

    key: str
    code: str
    params: Mapping[str, str | int] = {}


class ProfileError(Exception):
    """A profile that cannot be used, with all that is wrong with it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{fault.key or 'file'}: {fault.code}" for fault in faults))
        self.faults = tuple(faults)


SENTENCES: Final[Mapping[str, str]] = {
    # ── The file ─────────────────────────────────────────────────────────────
    "too_large": N_("The file is too large for a profile."),
    "not_utf8": N_("The file is not text in UTF-8."),
    "not_toml": N_("The file is not valid TOML. Look at line %(line)s."),
    # Translators: %(known)s is a list of words as programs know them, in English.
    "unknown_key": N_("There is no such key. Known here: %(known)s."),
    "missing": N_("This is missing."),
    # ── A value ──────────────────────────────────────────────────────────────
    "not_text": N_("Write a text."),
    "not_number": N_("Write a whole number."),
    # Translators: true and false stay in English.
    "not_yes_no": N_("Write true or false."),
    "not_length": N_("Write minutes and seconds, such as 3:00, or with hours, such as 1:30:00."),
    # Translators: %(allowed)s is a list of words as programs know them, in English.
    "not_choice": N_("Choose one of these: %(allowed)s."),
    "not_texts": N_("Write a list of texts."),
    "not_rows": N_("Write one table for each step."),
    "not_table": N_("Write a table."),
    "out_of_range": N_("Must be from %(least)s to %(most)s."),
    "out_of_range_or_none": N_("Must be from %(least)s to %(most)s, or %(none)s for none."),
    "not_whole_seconds": N_("Must be whole seconds."),
    "bad_text": N_("Must be from 1 to %(most)s characters, in one line and without blanks at its ends."),
    "too_many": N_("There can be %(most)s at most."),
    "twice": N_("Nothing can stand here twice."),
    # ── What must agree ──────────────────────────────────────────────────────
    "not_more": N_("Must be more than in the step before."),
    "not_less": N_("Must be less than in the step before, and than the time for each speaker."),
    "needed_for_order": N_("The order that you have chosen needs this."),
    "needed_for_ceding": N_("Where time can be ceded, the total needs a cap."),
    "above_allotment": N_("Cannot be more than the time for each speaker."),
    "below_allotment": N_("Cannot be less than the time for each speaker."),
    "below_at_least": N_("Cannot be less than the time for which comment stays open at least."),
    "not_after_opening": N_("Sign-up must close after it opens: nearer to the meeting."),
    "needed_for_late": N_("Say when sign-up closes, so that somebody can be late."),
    # ── What a named law does not leave open ─────────────────────────────────
    "law_interpreter": N_("The law that you have named asks for 200 percent at least."),
    "law_live_sign_up": N_("The Brown Act asks that people can sign up during the meeting too and be heard."),
    "law_outage": N_("The Brown Act asks for 1:00:00 at least."),
    "law_warning": N_("The Brown Act asks for a warning before somebody is removed."),
}


def sentence(fault: Fault, translator: Translator) -> str:
    """What is wrong, in the translator's language."""
    return translator.gettext(SENTENCES[fault.code], **fault.params)


def of_check(field: str, code: str) -> Fault:
    """What the domain found, at its key in the file."""
    params: dict[str, str | int] = {}
    allowed = bounds.bounds_of(field)
    if code == "out_of_range" and allowed is not None:
        shown = written_length if bounds.is_length(field) else str
        params = {"least": shown(allowed.least), "most": shown(allowed.most)}
        if allowed.or_none:
            code, params["none"] = "out_of_range_or_none", shown(0)
    elif code == "bad_text":
        params = {"most": bounds.LONGEST_TEXT}
    elif code == "too_many":
        params = {"most": bounds.MOST_STEPS if field == "shrink" else bounds.MOST_CLASSES}
    return Fault(key_of(field), code, params)
