"""A profile as a TOML file that reads back as the same profile, each value under what it means.

Knows the form of TOML that we write; what may be written is the domain's.
"""

import json
from typing import Any

from meetingsvc.domain.profile import Profile
from meetingsvc.profiles.lengths import written_length
from meetingsvc.profiles.shape import SHAPE, Part
from meetingsvc.profiles.words import RULES, WORDS

_HEAD = (
    "# A body's rules of public comment, for meetingsvc.\n"
    '# Times are "minutes:seconds" or "hours:minutes:seconds"; a whole number is seconds. 0 means none.\n'
)


def written(profile: Profile) -> str:
    """The file. In TOML what is no table has to stand first."""
    plain = [part for part in SHAPE if part.kind not in ("table", "rows")]
    lines = [_HEAD]
    for part in plain:
        lines += _comment(part)
        lines.append(f"{part.key} = {_value(part, getattr(profile, part.field))}\n")
    for part in SHAPE:
        value = getattr(profile, part.field)
        if part.kind == "table":
            lines += [*_comment(part), *_section(f"[{part.key}]", part, value)]
        elif part.kind == "rows" and value:
            lines += _comment(part)
            for row in value:
                lines += _section(f"[[{part.key}]]", part, row)
    return "\n".join(lines)


def _comment(part: Part) -> list[str]:
    rule = f" ({RULES[part.key]})" if part.key in RULES else ""
    return [f"# {WORDS[part.key]}{rule}"] if part.key in WORDS else []


def _section(head: str, part: Part, value: Any) -> list[str]:
    return [
        head,
        *(f"{each.name} = {_value(each, getattr(value, each.attribute))}" for each in part.parts),
        "",
    ]


def _value(part: Part, value: Any) -> str:
    if part.kind == "yes_no":
        return "true" if value else "false"
    if part.kind == "number":
        return str(value)
    if part.kind == "length":
        return f'"{written_length(value)}"' if value else "0"
    if part.kind in ("choices", "texts"):
        return f"[{', '.join(_text(each) for each in value)}]"
    return _text(value)


def _text(text: str) -> str:
    """JSON's strings are TOML's, but for one character that TOML wants escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
