"""A process of its own that prints what logs lead to there: `python -m tests.domain.elsewhere FOLDER SEED…`.

It reads each log in the folder as the store keeps it, folds it, and prints one digest of the states and
of every view of them; and it decides the nights of these seeds anew, and prints one digest of their logs.
Values are written in an order that no hash decides, so that what differs is the domain's doing.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
from immutables import Map

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from meetingsvc.domain.events import Entry
from meetingsvc.domain.evolve import fold
from meetingsvc.domain.wakeups import next_wakeup
from meetingsvc.readmodel.views import me, view
from meetingsvc.record.chain import GENESIS
from meetingsvc.store.codec import Codec, SealedRow
from tests.support.nights import Night
from tests.support.scenario import CAPTIONER, OPEN, START, Scenario, by, scenario

STEPS = 500
EVERY = set(e.EVENTS.values())

ENDS: tuple[tuple[c.Command, ...], ...] = (
    (c.EditMeeting(title="Another", starts_at=START, place="Hall 2"), c.CancelMeeting(reason="Snow")),
    (c.PostponeMeeting(reason="Snow", to=START + 1), c.OpenSignUp(), c.StartMeeting()),
    (c.StartMeeting(), c.SetTranscriptOffset(offset_ms=-500), c.Adjourn(), c.PublishTranscript()),
)
"""What no random night holds."""


def night(seed: int) -> Scenario:
    """A whole night, decided here; two of three begin with sign-up."""
    track = by(CAPTIONER, c.OpenTrack(language="en"))
    scene = scenario(c.OpenSignUp(), c.OpenPeriod(item=2), track) if seed % 3 else scenario(*OPEN, track)
    Night(seed, scene).play(STEPS, lambda *_: None)
    return scene


def kinds(scene: Scenario) -> set[type[e.Event]]:
    return {type(entry.event) for entry in scene.log}


def nights() -> dict[int, Scenario]:
    """By their seeds, so many nights that with ENDS every kind of event there is stands in some log."""
    wanting = EVERY - {kind for end in ENDS for kind in kinds(scenario(*end))}
    found: dict[int, Scenario] = {}
    for seed in range(500):
        scene = night(seed)
        if seed < 6 or wanting & kinds(scene):
            found[seed], wanting = scene, wanting - kinds(scene)
        if not wanting and seed >= 6:
            break
    return found


def keep(log: Iterable[Entry], file: Path) -> None:
    """Write a log as the store keeps it: canonical public bytes, and the sealed values beside them."""
    codec, head, lines = Codec(), GENESIS, []
    for entry in log:
        stored = codec.encode("MEETING1", entry, head)
        head = stored.hash
        sealed = [[row.field, row.readers, row.salt.hex(), row.value] for row in stored.sealed]
        lines.append(json.dumps([stored.body.decode(), stored.hash, sealed]))
    file.write_text("\n".join(lines), encoding="utf-8")


def kept(file: Path) -> list[Entry]:
    """The log in a file."""
    codec, entries = Codec(), []
    for line in file.read_text(encoding="utf-8").splitlines():
        body, digest, sealed = json.loads(line)
        rows = tuple(
            SealedRow(name, readers, bytes.fromhex(salt), value) for name, readers, salt, value in sealed
        )
        entries.append(codec.decode(body.encode(), digest, rows).entry)
    return entries


def settled(value: Any) -> Any:
    """Plain values, with the keys of every mapping in order."""
    if isinstance(value, msgspec.Struct):
        fields = {name: settled(getattr(value, name)) for name in value.__struct_fields__}
        return [type(value).__name__, fields]
    if isinstance(value, Map | dict):
        return [[settled(key), settled(value[key])] for key in sorted(value)]
    if isinstance(value, tuple | list):
        return [settled(each) for each in value]
    return value


def digest(values: Iterable[Any]) -> str:
    """One line for all that the values hold."""
    return hashlib.sha256(json.dumps([settled(value) for value in values]).encode()).hexdigest()


def reached(file: Path) -> Any:
    """The state that a log leads to, all that anyone sees of it, and what falls due next."""
    state = fold(kept(file))
    assert state is not None
    people = [me(state, participant) for participant in sorted(state.belongings)]
    return [state, view(state, "public"), view(state, "staff"), people, next_wakeup(state)]


if __name__ == "__main__":
    print(digest(reached(file) for file in sorted(Path(sys.argv[1]).iterdir())))
    print(digest(night(int(seed)).log for seed in sys.argv[2:]))
