"""A place of its own for a program that people type private words into, and what it leaves of them there."""

from __future__ import annotations

import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from zipfile import ZipFile, is_zipfile

RITUALS = (sys.executable, "-m", "rituals")
ON, OFF = b"\x1b[?1049h", b"\x1b[?1049l"
SECRET = "quincewhisper"
"""A word that stands nowhere else."""


def machine(folder: Path) -> dict[str, str]:
    """An environment with a home and a place for throw-away files of its own, and nothing of the real ones."""
    for name in ("home", "scratch", "user"):
        (folder / name).mkdir()
    kept = {name: os.environ[name] for name in ("PATH", "VIRTUAL_ENV") if name in os.environ}
    return {
        **kept,
        "HOME": str(folder / "user"),
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
        "RITUALS_HOME": str(folder / "home"),
        "RITUALS_TZ": "Europe/Berlin",
        "TMPDIR": str(folder / "scratch"),
    }


def in_shell(environment: Mapping[str, str], *words: str) -> str:
    """What a verb prints."""
    return subprocess.run([*RITUALS, *words], env=environment, capture_output=True, text=True, check=True).stdout


def words_on_disk(folder: Path, *words: str) -> list[Path]:
    """Every file that holds one of some words, in UTF-8, UTF-16 or base64; also those that are packed into a zip."""
    forms = [form for word in words for form in _forms(word)]
    files = [path for path in folder.rglob("*") if path.is_file()]
    contents = chain.from_iterable(_contents(path) for path in files)
    return [path for path, content in contents if any(form in content for form in forms)]


def _forms(word: str) -> Iterator[bytes]:
    """The bytes that a word may stand in a file as."""
    yield from (word.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
    content = word.encode()
    for before in range(3):  # base64 depends on how many bytes came before, in threes
        coded = b64encode(bytes(before) + content).rstrip(b"=")
        is_whole = (before + len(content)) % 3 == 0
        yield coded[(0, 2, 3)[before] : None if is_whole else -1]


def _contents(path: Path) -> Iterator[tuple[Path, bytes]]:
    """What is in a file, and for a zip what is packed into it."""
    yield path, path.read_bytes()
    if is_zipfile(path):
        with ZipFile(path) as packed:
            yield from ((path / name, packed.read(name)) for name in packed.namelist())


def after_leaving(output: bytes) -> bytes:
    """What a program wrote once it had left the alternate screen."""
    _, left, after = output.rpartition(OFF)
    assert left, "the alternate screen was never left"
    return after


def what_stays(output: bytes) -> bytes:
    """What a program wrote that was not on the alternate screen."""
    return output.partition(ON)[0] + after_leaving(output)
