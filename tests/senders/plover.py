"""Drives plover2cat's own caption worker, unmodified and without its window: `python plover.py`.

Reads one JSON object: remote, endpoint, roll, length, lines, texts. Qt and the stenography engine are not
needed by what sends captions; whatever the worker's modules import of them is absent here, and does nothing.
Run as a program of its own: what it leaves in sys.modules is no good to anybody else.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import sys
from collections.abc import Callable, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

ABSENT = ("PySide6", "obsws_python", "odf", "plover", "dulwich", "pyparsing", "spylls", "pystardict")


class QObject:
    """Qt's base class, as far as the worker uses it."""


class Signal:
    """Qt's signal with nobody connected."""

    def __init__(self, *types: type) -> None:
        self.sent: list[tuple[Any, ...]] = []

    def emit(self, *values: Any) -> None:
        self.sent.append(values)


class Nothing:
    """Anything of a library that is not there."""


class AbsentModule(ModuleType):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__path__ = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return {"QObject": QObject, "Signal": Signal}.get(name, type(name, (Nothing, Exception), {}))


class Absent(MetaPathFinder, Loader):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] not in ABSENT:
            return None
        return ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return AbsentModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing is in it."""


def worker() -> Callable[..., Any]:
    """The class that sends captions, from the package as it was installed, its window left out."""
    sys.meta_path.insert(0, Absent())
    found = importlib.util.find_spec("plover_cat")
    assert found is not None
    assert found.origin is not None
    package = ModuleType("plover_cat")
    package.__path__ = [str(Path(found.origin).parent)]
    sys.modules["plover_cat"] = package
    made: Callable[..., Any] = importlib.import_module("plover_cat.captionWorker").captionWorker
    return made


def main() -> None:
    asked = json.load(sys.stdin)
    tool = worker()(
        roll_caps=asked["roll"],
        max_length=asked["length"],
        max_lines=asked["lines"],
        remote=asked["remote"],
        endpoint=asked["endpoint"],
    )
    for text in asked["texts"]:
        tool.intake(text)
    print(json.dumps([list(told) for told in tool.postMessage.sent]))


if __name__ == "__main__":
    main()
