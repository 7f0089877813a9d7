"""What stands printed on a paper card, in one language.

Owns the wording alone; R1 to R3 decide what is asked: a name if one likes, and never an address.
"""

from typing import NamedTuple

from meetingsvc.i18n import Translator


class CardWords(NamedTuple):
    """The words of a card, with the language that they are in."""

    lang: str
    dir: str
    heading: str
    number: str
    name: str
    topic: str
    interpreter: str
    voluntary: str
    hand_in: str
    keep: str
    scan: str
    code: str


def words_of(t: Translator) -> CardWords:
    """The words in the translator's language."""
    return CardWords(
        lang=t.lang,
        dir=t.dir,
        # Translators: heading of a paper card with which one asks to speak
        heading=t.gettext("Ask to speak"),
        number=t.gettext("Your ticket"),
        name=t.gettext("Name"),
        topic=t.gettext("What about"),
        # Translators: on a paper card, followed by a line on which to write a language
        interpreter=t.gettext("Interpreter for"),
        voluntary=t.gettext("All of it is voluntary. Nobody asks for your address."),
        hand_in=t.gettext(
            "Hand in this part to the staff. Your place in the queue begins when it comes back, not before."
        ),
        # Translators: on the part of a paper card that its owner keeps
        keep=t.gettext("Keep this part: you are called by this number."),
        scan=t.gettext("Scanned with a phone, it hands in the card, and the phone calls you."),
        code=t.gettext("Return code"),
    )
