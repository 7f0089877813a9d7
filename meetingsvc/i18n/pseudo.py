"""Makes English strange and a third longer, so that a string that was never marked stands out on a screen.

Knows text and placeholders only.
"""

import re
from typing import Final

_PLACEHOLDER: Final = re.compile(r"(%\(\w+\)[sd])")
_ACCENTED: Final = str.maketrans("AEIOUYCNSZaeiouycnsz", "ÅÊÎÕÜÝÇÑŠŽåêîõüýçñšž")


def pseudo_text(text: str) -> str:
    """``Join (%(n)s)`` → ``⟦Jõîñ (%(n)s) ~~~⟧``: its placeholders stay as they are."""
    parts = _PLACEHOLDER.split(text)
    accented = "".join(part if index % 2 else part.translate(_ACCENTED) for index, part in enumerate(parts))
    return f"⟦{accented} {'~' * max(1, len(text) // 3)}⟧"
