"""The accounts of a rehearsal's staff, made as the command line makes them: over the data directory's socket.

Owns their passwords: derived from the installation's secret, so that they are the same the next time.
"""

import hashlib
import hmac
from pathlib import Path
from typing import Final

import aiohttp

from meetingsvc.bootstrap import CONTROL_NAME
from meetingsvc.config import load_or_make_secret
from meetingsvc.routes.socket_path import addressable

from .client import RefusedError

Login = tuple[str, str]
"""Username and password."""

# Eight bits a word; chosen to be told apart when read aloud.
_ONSETS: Final = ("b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z")
_RHYMES: Final = ("ado", "eko", "imu", "ona", "ura", "abi", "ega", "ilo", "opi", "uta", "ami", "eru", "iko",
                  "oda", "ufi", "ale")  # fmt: skip
_WORDS: Final = 6


def password(data: Path, username: str) -> str:
    """The password of an account in this data directory: 48 bits, easy to type."""
    digest = hmac.new(load_or_make_secret(data), f"rehearsal {username}".encode(), hashlib.sha256).digest()
    return "-".join(_ONSETS[byte >> 4] + _RHYMES[byte & 15] for byte in digest[:_WORDS])


async def account(data: Path, username: str, name: str, body: str, role: str) -> Login:
    """An account with one role in a body ("*": all), made if it is not there. Raises RefusedError."""
    login = username, password(data, username)
    wanted = {"username": username, "name": name, "password": login[1], "body": body, "role": role}
    with addressable(data / CONTROL_NAME) as address:
        async with (
            aiohttp.ClientSession("http://localhost", connector=aiohttp.UnixConnector(address)) as control,
            control.post("/staff", json=wanted) as answer,
        ):
            said = await answer.json()
    if answer.status >= 400 and said["code"] != "username_taken":  # it is there from the last time
        raise RefusedError(said["code"], "")
    return login
