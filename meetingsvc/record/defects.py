"""What can be wrong with a record: the closed list of reasons.

Owns the codes, which are stable (docs/record.md lists them and scripts may rely on them). Knows no format.
"""

from typing import Literal

Code = Literal[
    "unreadable",
    "unterminated",
    "too_long",
    "not_canonical",
    "bad_shape",
    "wrong_hash",
    "wrong_meeting",
    "wrong_seq",
    "wrong_prev",
    "time_backwards",
    "uncommitted",
    "wrong_commitment",
    "wrong_checkpoint",
    "other_key",
    "bad_signature",
    "after_checkpoint",
    "no_checkpoint",
]


class Defect(ValueError):
    """One thing wrong with a record. `code` is stable; the text is an English sentence for people."""

    def __init__(self, code: Code, sentence: str) -> None:
        super().__init__(sentence)
        self.code: Code = code
        self.sentence = sentence
