"""How an unexpected fault is told to the log: what kind it is and where it arose, never what was said.

The texts of exceptions can quote a name, a comment or a row of the database; their types and places cannot.
"""

import logging
import traceback
from pathlib import Path
from typing import Final

_PLACES: Final = 6


def told(fault: BaseException) -> str:
    """The type of a fault and the last places it passed, without its text."""
    places = traceback.extract_tb(fault.__traceback__)[-_PLACES:]
    trail = " > ".join(f"{Path(each.filename).name}:{each.lineno} {each.name}" for each in places)
    return f"{type(fault).__name__} at {trail or 'an unknown place'}"


class OnlyFaults(logging.Filter):
    """Lets the libraries say that something failed, and nothing else: the rest quotes what clients sent."""

    def filter(self, record: logging.LogRecord) -> bool:
        fault = record.exc_info[1] if record.exc_info else None
        if fault is None:
            return False
        record.msg, record.args = "%s: %s", (record.msg, told(fault))
        record.exc_info = record.exc_text = None
        return True
