"""What web/vendor gives the browser is what its README says, in the versions that the lock fixes."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "web" / "vendor"
README = (VENDOR / "README.md").read_text(encoding="utf-8")


def rows(columns: int) -> list[list[str]]:
    """Give the rows of the README's table that has so many columns, without its heading."""
    lines = [line for line in README.splitlines() if line.startswith("|")]
    table = [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in table if len(row) == columns][2:]


def test_each_bundle_has_the_hash_that_the_readme_gives() -> None:
    stated = dict(rows(columns=2))
    actual = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in VENDOR.glob("*.js")}
    assert actual == stated


def test_each_package_has_the_version_and_licence_of_the_lock() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    stated = {name: (version, licence) for name, version, licence, _ in rows(columns=4)}
    locked = {name: lock[f"node_modules/{name}"] for name in stated}
    assert stated == {name: (entry["version"], entry["license"]) for name, entry in locked.items()}


def test_each_package_that_was_bundled_has_its_licence_text() -> None:
    headings = [f"{name} {version}" for name, version, _, _ in rows(columns=4)]
    texts = re.split(r"\n-{100}\n\n", (VENDOR / "LICENSES.txt").read_text(encoding="utf-8"))
    assert [text.splitlines()[0] for text in texts] == headings
    assert [text.splitlines()[0] for text in texts if len(text) < 500] == []


def test_the_lock_names_no_place_to_download_from() -> None:
    lock = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved": "http' not in lock
