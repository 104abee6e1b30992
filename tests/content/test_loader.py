"""The compiled copy of the catalogue is good for exactly the file it was made of, and is never missed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rituals.content.loader import catalogue, compiled_catalogue

SHIPPED = Path("rituals", "content", "catalogue.toml")
TEXT = Path(__file__).parents[2].joinpath(SHIPPED).read_text(encoding="utf-8")
TITLE = 'title = "Recognise the warning signs"'


@pytest.fixture(autouse=True)
def _may_compile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "catalogue.toml"
    path.write_text(TEXT, encoding="utf-8", newline="")
    return path


@pytest.fixture
def compiled(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.msgpack"


def test_what_was_compiled_reads_as_the_file_does(source: Path, compiled: Path) -> None:
    first = compiled_catalogue(source, compiled)
    content = compiled.read_bytes()

    again = compiled_catalogue(source, compiled)

    assert first == again == catalogue()
    assert compiled.read_bytes() == content
    assert sorted(path.name for path in compiled.parent.iterdir()) == [compiled.name, source.name]


def test_a_changed_file_is_compiled_anew(source: Path, compiled: Path) -> None:
    compiled_catalogue(source, compiled)
    assert TITLE in TEXT
    source.write_text(TEXT.replace(TITLE, TITLE.replace("Recognise", "Acknowledge")), encoding="utf-8")

    changed = [compiled_catalogue(source, compiled) for _ in range(2)]

    assert [content.section[0].title for content in changed] == ["Acknowledge the warning signs"] * 2


@pytest.mark.parametrize("damage", [b"", b"\xff", b"no catalogue", bytes(100_000)])
def test_a_damaged_copy_is_made_anew(source: Path, compiled: Path, damage: bytes) -> None:
    compiled_catalogue(source, compiled)
    content = compiled.read_bytes()
    for broken in (damage, content[:-1], content[:8] + damage, content.replace(b"Recognise", b"recognise")):
        compiled.write_bytes(broken)

        assert compiled_catalogue(source, compiled) == catalogue()
        assert compiled.read_bytes() == content


@pytest.mark.parametrize("place", ["no/such/folder", "catalogue.toml/within"])
def test_where_none_can_be_kept_the_file_is_read(source: Path, place: str) -> None:
    assert compiled_catalogue(source, source.parent / place) == catalogue()


def test_where_nothing_may_be_compiled_nothing_is_kept(
    source: Path, compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    assert compiled_catalogue(source, compiled) == catalogue()
    assert not compiled.exists()


def test_what_was_compiled_is_read_without_a_parser(source: Path, compiled: Path) -> None:
    compiled_catalogue(source, compiled)
    reading = f"""
import sys
from pathlib import Path
from rituals.content.loader import compiled_catalogue
compiled_catalogue(Path({str(source)!r}), Path({str(compiled)!r}))
print({{"tomllib", "tempfile", "hashlib", "importlib.resources"}} & set(sys.modules))
"""

    told = subprocess.run([sys.executable, "-c", reading], check=True, capture_output=True, text=True)

    assert told.stdout == "set()\n"
