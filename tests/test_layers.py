"""The house holds: each layer imports only those below it, and the domain is pure.

Read from the sources without importing them, so that a wrong import is named even where it would fail.
"""

from __future__ import annotations

import ast
import builtins
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = "meetingsvc"
ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / PACKAGE

# From the top; each may import what stands below its row, and those in one row never each other.
LAYERS: tuple[frozenset[str], ...] = (
    frozenset({"cli"}),
    frozenset({"cli_profiles"}),
    frozenset({"rehearsal"}),
    frozenset({"bootstrap"}),
    frozenset({"live", "routes", "outward"}),
    frozenset({"service"}),
    frozenset({"export"}),
    frozenset({"readmodel", "captions", "store"}),
    frozenset({"record", "profiles"}),
    frozenset({"domain"}),
)
# Imported by any layer but the domain; they import nothing of ours.
LEAVES = frozenset({"config", "auth", "i18n"})

DOMAIN_MAY_IMPORT = frozenset(
    {
        "__future__",
        "bisect",
        "collections.abc",
        "dataclasses",
        "enum",
        "functools",
        "hashlib",
        "immutables",
        "msgspec",
        "msgspec.structs",
        "re",
        "types",
        "typing",
    }
)
# What reaches outside, or differs from one process to the next, without an import.
DOMAIN_MAY_NOT_CALL = frozenset({"open", "print", "input", "id", "hash", "eval", "exec", "__import__"})

RANK = {name: rank for rank, row in enumerate(reversed(LAYERS)) for name in row}


def layer_of(path: Path) -> str:
    """Give the layer of a file: the folder or module directly below the package."""
    return path.relative_to(SOURCES).parts[0].removesuffix(".py")


def files() -> list[Path]:
    """Give every module that belongs to a layer or is a leaf."""
    return sorted(path for path in SOURCES.rglob("*.py") if path != SOURCES / "__init__.py")


def where(path: Path, node: ast.AST) -> str:
    """Name a place the way an editor opens it."""
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


def imports(path: Path) -> Iterator[tuple[ast.AST, str]]:
    """Give each import as the full name of the module or of what is taken from it, wherever it stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join([*package_above(path, node.level), *filter(None, [node.module])])
            if base == PACKAGE:
                yield from ((node, f"{base}.{alias.name}") for alias in node.names)
            else:
                yield node, base


def package_above(path: Path, level: int) -> tuple[str, ...]:
    """Give the package that so many leading dots mean in a file; no dot, no package."""
    return path.relative_to(ROOT).parts[:-level] if level else ()


def ours(name: str) -> str | None:
    """Give the layer or leaf that an imported name belongs to, if it is ours."""
    first, _, rest = name.partition(".")
    return rest.partition(".")[0] if first == PACKAGE and rest else None


def may_import(layer: str, other: str) -> bool:
    """Tell whether the house lets one layer or leaf import another."""
    if layer == other or other == "__version__":
        return True
    if other in LEAVES:
        return layer not in LEAVES and layer != "domain"
    return layer in RANK and other in RANK and RANK[other] < RANK[layer]


def test_every_module_has_its_place_in_the_house() -> None:
    strays = [str(path.relative_to(ROOT)) for path in files() if layer_of(path) not in RANK.keys() | LEAVES]
    assert "\n".join(strays) == ""


def test_no_layer_imports_one_beside_or_above_it() -> None:
    wrong = [
        f"{where(path, node)}: {layer_of(path)} may not import {name}"
        for path in files()
        for node, name in imports(path)
        if (other := ours(name)) is not None and not may_import(layer_of(path), other)
    ]
    assert "\n".join(wrong) == ""


@pytest.mark.parametrize(
    ("layer", "other", "allowed"),
    [
        ("cli", "bootstrap", True),
        ("live", "service", True),
        ("live", "routes", False),
        ("routes", "live", False),
        ("routes", "outward", False),
        ("outward", "live", False),
        ("outward", "captions", True),
        ("service", "live", False),
        ("readmodel", "store", False),
        ("store", "record", True),
        ("record", "store", False),
        ("domain", "i18n", False),
        ("profiles", "domain", True),
        ("profiles", "i18n", True),
        ("profiles", "record", False),
        ("service", "profiles", True),
        ("routes", "i18n", True),
        ("auth", "config", False),
        ("auth", "domain", False),
    ],
)
def test_the_order_of_the_layers_is_that_of_the_design(layer: str, other: str, *, allowed: bool) -> None:
    assert may_import(layer, other) is allowed


def test_the_domain_imports_only_what_is_pure() -> None:
    wrong = [
        f"{where(path, node)}: the domain may not import {name}"
        for path in files()
        if layer_of(path) == "domain"
        for node, name in imports(path)
        if ours(name) != "domain" and name not in DOMAIN_MAY_IMPORT
    ]
    assert "\n".join(wrong) == ""


def test_the_domain_neither_waits_nor_reaches_outside() -> None:
    wrong = [
        f"{where(path, node)}: the domain may not {impurity}"
        for path in files()
        if layer_of(path) == "domain"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (impurity := impurity_of(node))
    ]
    assert "\n".join(wrong) == ""


def impurity_of(node: ast.AST) -> str | None:
    """Say what a piece of code does that a pure function cannot."""
    match node:
        case ast.AsyncFunctionDef() | ast.Await() | ast.AsyncFor() | ast.AsyncWith():
            return "wait"
        case ast.Global() | ast.Nonlocal():
            return "keep state outside its arguments"
        case ast.Call(func=ast.Name(id=name)) if name in DOMAIN_MAY_NOT_CALL:
            return f"call {name}()"
    return None


def test_what_the_domain_may_use_exists() -> None:
    pure = {name for name in DOMAIN_MAY_IMPORT if name.partition(".")[0] not in {"immutables", "msgspec"}}
    assert {name.partition(".")[0] for name in pure} <= sys.stdlib_module_names
    assert {name for name in DOMAIN_MAY_NOT_CALL if not hasattr(builtins, name)} == set()
