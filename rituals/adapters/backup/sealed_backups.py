r"""A backup that is sealed with a passphrase, to be kept where somebody else may come by it.

    rituals-2026-11-29-190000.zip.sealed
      a line      JSON: {"rituals":"sealed backup","format":1,"by":{"salt":…,"cost":{"passes":3,"memory":268435456}}}
      nonce       24 bytes
      box         the zip of a plain backup, sealed by XChaCha20-Poly1305, bound to that line without its end
      checksum    4 bytes: the CRC-32 of all before it, the highest byte first

The secret of the box is made of the passphrase by argon2id (RFC 9106), with the salt, in base64, and at the cost that
the line says. In Python, with PyNaCl, what is in `content` becomes the zip so:

    import base64, json, unicodedata
    from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as decrypt
    from nacl.pwhash import argon2id

    line, _, rest = content.partition(b"\n")
    salt, cost = base64.b64decode(json.loads(line)["by"]["salt"]), json.loads(line)["by"]["cost"]
    typed = unicodedata.normalize("NFC", passphrase).encode()
    secret = argon2id.kdf(32, typed, salt, opslimit=cost["passes"], memlimit=cost["memory"])
    zipped = decrypt(rest[24:-4], line, rest[:24], secret)
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection
from pathlib import Path
from typing import NamedTuple

import msgspec

from rituals.adapters.backup.archive import LARGEST, not_whole
from rituals.adapters.locking.passphrase import Derivation, checked_passphrase
from rituals.adapters.sealing import opened, sealed
from rituals.errors import ClosedBackupError, NewerFormatError, RitualsError
from rituals.files import content_of

FORMAT = 1
KIND = "sealed backup"
_BEGINS = f'{{"rituals":"{KIND}",'.encode()
_CHECKSUM = 4
_LONGEST_LINE = 1 << 12


class BackupKey(NamedTuple):
    """What opens one sealed backup."""

    secret: bytes


class _Format(msgspec.Struct, tag_field="rituals", tag=KIND):
    format: int


class _Line(msgspec.Struct, tag_field="rituals", tag=KIND):
    format: int
    by: Derivation


class _Sealed(NamedTuple):
    """Such a file, whole as far as can be told without its passphrase."""

    line: bytes
    by: Derivation
    box: bytes

    def content(self, key: BackupKey) -> bytes | None:
        return opened(key.secret, self.line, self.box)


class SealedBackupError(ClosedBackupError):
    """A backup is sealed with a passphrase."""

    def __init__(self, path: Path, file: _Sealed) -> None:
        super().__init__(f"{path} is sealed with a passphrase.")
        self._file = file

    def opener(self, typed: str) -> BackupKey | None:
        key = BackupKey(self._file.by.secret(typed))
        return key if self._file.content(key) is not None else None


def sealing_with(passphrase: str) -> Callable[[bytes], bytes]:
    """What seals the zip of a backup, whole in memory, with a passphrase that is new; it takes a second."""
    by = Derivation.new()
    secret = by.secret(checked_passphrase(passphrase))
    line = msgspec.json.encode(_Line(FORMAT, by))

    def seal(zipped: bytes) -> bytes:
        content = line + b"\n" + sealed(secret, line, zipped)
        return content + zlib.crc32(content).to_bytes(_CHECKSUM, "big")

    return seal


def unsealed_backup(path: Path, keys: Collection[object]) -> bytes | None:
    """The zip in a sealed backup, opened with one of these keys; None if the file is no sealed one. `SealedBackupError`
    if none of them fits, `RitualsError` if nothing opens it here."""
    try:
        if content_of(path, len(_BEGINS)) != _BEGINS:
            return None
        content = content_of(path, LARGEST + _LONGEST_LINE + 1)
    except OSError:
        return None  # whoever reads it as a plain one says why it can't be read
    file = _read(path, content)
    zips = (file.content(key) for key in keys if isinstance(key, BackupKey))
    zipped = next((zipped for zipped in zips if zipped is not None), None)
    if zipped is None:
        raise SealedBackupError(path, file)
    return zipped


def _read(path: Path, content: bytes) -> _Sealed:
    if len(content) > LARGEST + _LONGEST_LINE:
        raise RitualsError(f"{path} is larger than any backup is, so nothing is taken from it.")
    line, _, rest = content.partition(b"\n")
    try:
        if msgspec.json.decode(line, type=_Format).format > FORMAT:
            raise NewerFormatError(f"{path} was made by a later version of rituals. Update rituals here to restore it.")
        by = msgspec.json.decode(line, type=_Line).by
    except (ValueError, RecursionError):
        raise not_whole(path) from None
    if zlib.crc32(content[:-_CHECKSUM]) != int.from_bytes(content[-_CHECKSUM:], "big"):
        raise not_whole(path)
    by.refuse_unbearable()
    return _Sealed(line, by, rest[:-_CHECKSUM])
