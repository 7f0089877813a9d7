"""The lines of an edition on screens: what ``captions.screens`` makes of them, each screen with its line.

Owns what of a line goes on a screen, and what its times are worth. Knows no format.
"""

from collections.abc import Callable, Iterator

from meetingsvc.captions.screens import Screen, Spoken, Timed, screens
from meetingsvc.domain.texts import IMPORTED
from meetingsvc.export.edition import Caption, Edition, captions, words
from meetingsvc.i18n import Translator
from meetingsvc.readmodel.transcript import Line


def shown(
    edition: Edition, t: Translator, lead: Callable[[Line], str] = lambda line: ""
) -> Iterator[tuple[Screen, Line]]:
    """The screens of an edition, each with its line. Times are those of a file, from its zero.

    ``lead`` is asked, once and in order, for what stands in front of each line, such as a name.
    """
    waiting: dict[int, Line] = {}

    def spoken() -> Iterator[Spoken]:
        for number, caption in enumerate(captions(edition)):
            waiting[number] = caption.line
            yield _spoken(caption, lead(caption.line), edition.zero, t)

    for screen in screens(spoken()):
        for number in [each for each in waiting if each < screen.line]:
            del waiting[number]
        yield screen, waiting[screen.line]


def _spoken(caption: Caption, lead: str, zero: int, t: Translator) -> Spoken:
    line = caption.line
    return Spoken(
        began=caption.began,
        ended=caption.ended,
        text="\n".join(words(line, t)),
        lead=lead,
        words=[Timed(word.text, max(word.began - zero, 0), word.ended - zero) for word in line.words],
        # Whoever finished a file has set its rows and times with care.
        exact=(line.source or "").startswith(IMPORTED),
    )
