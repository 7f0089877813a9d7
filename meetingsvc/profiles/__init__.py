"""Rule profiles as files: TOML in and out, with all that is wrong said at once, and those that come with us.

Knows how a profile is written, not whose it is or where it is kept. Imports the domain and the leaves alone.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from meetingsvc.domain.profile import Profile
from meetingsvc.profiles.faults import Fault, ProfileError, sentence
from meetingsvc.profiles.reading import LARGEST, parse, profile_of
from meetingsvc.profiles.words import SHIPPED
from meetingsvc.profiles.writing import written

_FOLDER = Path(__file__).resolve().parent


@cache
def shipped() -> Mapping[str, Profile]:
    """The profiles that come with this package, by their short names."""
    return {name: parse(shipped_file(name)) for name in SHIPPED}


def shipped_file(name: str) -> bytes:
    """The file of one of them, with the sources of its values. Raises KeyError for another name."""
    if name not in SHIPPED:
        raise KeyError(name)
    return (_FOLDER / f"{name}.toml").read_bytes()


__all__ = [
    "LARGEST",
    "SHIPPED",
    "Fault",
    "Profile",
    "ProfileError",
    "parse",
    "profile_of",
    "sentence",
    "shipped",
    "shipped_file",
    "written",
]
