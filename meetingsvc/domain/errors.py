"""The one way in which a command is refused: a stable code and its parameters.

The sentence that a person reads is made at the edge (``meetingsvc.i18n``), in their language.
"""

from collections.abc import Mapping


class Refused(Exception):
    """A command that the rules do not allow now. Nothing has changed.

    ``code`` is stable and part of the interface; ``params`` are plain values for the sentence.
    """

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code, params)
        self.code = code
        self.params: Mapping[str, str | int] = params

    def __str__(self) -> str:
        return f"{self.code} {dict(self.params)}" if self.params else self.code
