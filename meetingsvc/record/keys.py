"""The installation's signing key: two files in the data directory.

Owns `record-key` (private, PKCS 8 PEM, mode 0600) and `record-key.pub` (PEM). The only part of the
record that writes files. Knows nothing of what is signed.
"""

import os
import tempfile
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

PRIVATE_NAME = "record-key"
PUBLIC_NAME = "record-key.pub"


class KeyFileError(ValueError):
    """A key file that holds no usable Ed25519 key; the text says which file and why."""


def load_or_make_key(data: Path) -> Ed25519PrivateKey:
    """The installation's private key, made with its public half on the first call.

    Raises KeyFileError if a file holds something else or the two do not belong together: a new key in the
    place of a damaged one would silently cut the record from what was signed before.
    """
    path = data / PRIVATE_NAME
    if not path.exists():
        made = Ed25519PrivateKey.generate()
        pem = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        _write_once(path, pem, mode=0o600)
    key = _load_private(path)
    public = data / PUBLIC_NAME
    if not public.exists():
        _write_once(public, public_pem(key.public_key()), mode=0o644)
    if load_public_key(public) != key.public_key():
        raise KeyFileError(f"{public} is not the public half of {path}")
    return key


def load_public_key(path: Path) -> Ed25519PublicKey:
    """The public key in a PEM file. Raises KeyFileError for other content, OSError if it cannot be read."""
    try:
        key = load_pem_public_key(path.read_bytes())
    except ValueError as error:
        raise KeyFileError(f"{path} is not a public key in PEM form") from error
    if not isinstance(key, Ed25519PublicKey):
        raise KeyFileError(f"{path} is not an Ed25519 key")
    return key


def public_pem(key: Ed25519PublicKey) -> bytes:
    """A public key as it is published."""
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _load_private(path: Path) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError) as error:  # TypeError: the file is encrypted and we have no password
        raise KeyFileError(f"{path} is not a private key in PEM form") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError(f"{path} is not an Ed25519 key")
    return key


def _write_once(path: Path, content: bytes, *, mode: int) -> None:
    """Puts a whole file in place unless one is there already, which then stays as it is.

    A process killed half-way must leave no half key, hence a file made apart (O_EXCL, 0600) and linked.
    """
    handle, apart = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            os.fchmod(file.fileno(), mode)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(apart, path)
        except FileExistsError:
            return
    finally:
        Path(apart).unlink()
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
