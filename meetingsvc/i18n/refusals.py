"""What each refusal says to the person who is refused: one short sentence that says what to do next.

Owns the sentence of every code that anything of ours raises as ``Refused``; a test holds the two together.
Knows codes and the names of their parameters, not when they are raised.
"""

from collections.abc import Mapping
from typing import Final

from meetingsvc.i18n.marks import N_
from meetingsvc.i18n.translator import Translator

REFUSALS: Final[Mapping[str, str]] = {}

SOMETHING_ELSE: Final = N_("That did not work. Try again; if it happens again, ask the staff.")


def sentence(code: str, params: Mapping[str, str | int], translator: Translator) -> str:
    """The sentence for a refusal, in the translator's language; a code unknown here gets a general one."""
    message = REFUSALS.get(code, SOMETHING_ELSE)
    return translator.gettext(message, **params)
