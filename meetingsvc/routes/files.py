"""The browser's files and catalogs, read once at the start, each under an address that names its content.

Knows files and types, not who asks.
"""

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from meetingsvc.i18n import Catalogs, browser_catalog

_PACKAGE: Final = Path(__file__).resolve().parent.parent
_HASH_LENGTH: Final = 16

TYPES: Final[Mapping[str, str]] = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
    ".mp3": "audio/mpeg",
}
"""What is served, by suffix; a file of another kind (notes, types for the checker) is not."""


@dataclass(frozen=True)
class File:
    """A file as it is sent; ``packed`` is its gzip form where that is smaller."""

    content: bytes
    content_type: str
    packed: bytes | None

    @property
    def is_text(self) -> bool:
        """Whether a charset belongs to it."""
        return self.content_type.startswith("text/") or self.content_type.endswith(("json", "+xml"))


@dataclass(frozen=True)
class Files:
    """``static`` by path below the web root, under one ``version``; ``catalogs`` by language."""

    static: Mapping[str, File]
    version: str
    catalogs: Mapping[str, tuple[str, File]]

    @classmethod
    def load(cls, catalogs: Catalogs, root: Path | None = None) -> "Files":
        """Reads the browser's files below ``root`` (default: those that ship with the package)."""
        folder = root or web_root()
        static = {
            path.relative_to(folder).as_posix(): _file(path.read_bytes(), TYPES[path.suffix])
            for path in sorted(folder.rglob("*"))
            if path.suffix in TYPES and path.is_file()
        }
        whole = hashlib.sha256()
        for name, file in static.items():
            whole.update(f"{name}\0{hashlib.sha256(file.content).hexdigest()}\n".encode())
        languages = {code: _catalog(browser_catalog(each)) for code, each in catalogs.by_code.items()}
        return cls(static, whole.hexdigest()[:_HASH_LENGTH], languages)

    def url(self, path: str) -> str:
        """The address of a file. Raises KeyError for one that is not there."""
        self.static[path]
        return f"/static/{self.version}/{path}"

    def catalog_url(self, code: str) -> str:
        """The address of a language's catalog for the browser."""
        return f"/i18n/{self.catalogs[code][0]}/{code}.json"


def web_root() -> Path:
    """Where the browser's files lie: within an installed package, or beside it in a checkout."""
    installed = _PACKAGE / "_web"
    return installed if installed.is_dir() else _PACKAGE.parent / "web"


def _catalog(messages: dict[str, object]) -> tuple[str, File]:
    content = json.dumps(messages, ensure_ascii=False, separators=(",", ":")).encode()
    return hashlib.sha256(content).hexdigest()[:_HASH_LENGTH], _file(content, "application/json")


def _file(content: bytes, content_type: str) -> File:
    packed = gzip.compress(content, mtime=0)
    return File(content, content_type, packed if len(packed) < len(content) else None)
