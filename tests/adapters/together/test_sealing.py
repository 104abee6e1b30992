from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from msgspec import Raw

from rituals.adapters.together.names import COUPLE_FILE
from rituals.adapters.together.sealed import sealing
from rituals.adapters.together.sealed.couple_key import CoupleKey, kept_key
from rituals.adapters.together.sealed.sealing import open_line, seal_line, sealed_size
from rituals.adapters.together.sealed.state_file import Announcement, read_announcement
from rituals.errors import StorageError, UsageError
from tests.kit.couples_folder import tick
from tests.kit.pairs import PairedMachine

KEY = CoupleKey("9b1f0c6d2e4a8b70", 1, bytes(range(16)))
DOCUMENTS = [Raw(b'{"id":"a","note":"tea"}'), Raw('{"id":"b","note":"Süßes"}'.encode())]


def test_twelve_words_bring_a_key_back_however_they_are_typed() -> None:
    key = CoupleKey.new()

    again = CoupleKey.from_words(f"  {key.words.upper()}\n", key.couple, key.epoch)

    assert len(key.words.split()) == 12
    assert again == key


def test_a_key_is_the_same_on_every_machine_and_for_ever() -> None:
    assert KEY.words == "abandon amount liar amount expire adjust cage candy arch gather drum buyer"
    assert KEY.secret.hex() == "502bf65809d0672888aed071dede236349dfad2b27dfd6ff7271aace8a15ee48"


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("abandon amount", "There are 12 words, and these are 2."),
        (f"rituals{' abandon' * 11}", "“rituals” is none of the words that there are."),
        ("abandon " * 12, "These words do not belong together."),
    ],
)
def test_words_that_are_none_say_which(words: str, wrong: str) -> None:
    with pytest.raises(UsageError, match=wrong):
        CoupleKey.from_words(words, KEY.couple, 1)


def test_a_couple_file_fits_its_words_alone() -> None:
    content = KEY.couple_file_content()
    others = [CoupleKey.new(), CoupleKey.new(couple=KEY.couple), CoupleKey(KEY.couple, 2, KEY.entropy)]

    assert COUPLE_FILE.fullmatch(KEY.couple_file)
    assert KEY.fits(content)
    assert not any(other.fits(content) for other in others)
    assert not any(KEY.fits(bad) for bad in (b"", content[:30], b"rituals-couple 2" + content[16:]))


def test_the_key_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    KEY.keep(tmp_path / "together")

    assert kept_key(tmp_path / "together") == KEY
    assert (tmp_path / "together" / "key").stat().st_mode & 0o777 == 0o600
    assert kept_key(tmp_path / "nowhere") is None


@pytest.mark.parametrize("content", [b"", b"{", b'{"couple":"../x","epoch":1,"entropy":""}'])
def test_a_key_that_is_damaged_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "key").write_bytes(content)

    with pytest.raises(StorageError, match="Your twelve words make it anew"):
        kept_key(tmp_path)


def test_a_line_opens_with_its_key_at_its_place_alone() -> None:
    line = seal_line(KEY.secret, "place", DOCUMENTS)

    assert open_line(KEY.secret, "place", line) == DOCUMENTS
    assert open_line(KEY.secret, "elsewhere", line) is None
    assert open_line(CoupleKey.new().secret, "place", line) is None
    assert open_line(KEY.secret, "place", line[:-4]) is None
    assert b"tea" not in line


def test_lines_tell_little_of_how_long_the_words_are() -> None:
    sizes = {len(seal_line(KEY.secret, "", [Raw(b'"' + b"a" * length + b'"')])) for length in range(60)}

    assert len(sizes) == 1
    assert sizes == {sealed_size(40)}


def test_a_device_speaks_for_devices_alone() -> None:
    content = Announcement(speaks_for=("2b2b2b2b2b2b2b2b", "one more\nadopted", "")).content(KEY, "1a1a1a1a1a1a1a1a")

    assert read_announcement(KEY, "1a1a1a1a1a1a1a1a", content).speaks_for == ("2b2b2b2b2b2b2b2b",)


def test_the_layout_says_how_to_read_a_folder_without_rituals(tmp_path: Path) -> None:
    ana, sam = (PairedMachine(tmp_path / name, tmp_path / "folder") for name in ("ana", "sam"))
    ana.write(tick("tea"))
    sam.write(tick("Süßes"))
    key = ana.begin()
    sam.join(key.words)
    ana.write(tick("more of it"))
    ana.pairing.look()
    script = textwrap.dedent((sealing.__doc__ or "").partition("this reads a folder:\n")[2])

    ran = subprocess.run(
        [sys.executable, "-c", script, ana.folder], input=key.words, capture_output=True, text=True, check=True
    )

    assert len([line for line in script.splitlines() if line]) <= 15
    documents = [json.loads(line) for line in ran.stdout.splitlines()]
    assert {document["id"] for document in documents} == ana.records().keys()
    assert {document["event"]["note"] for document in documents} == {"tea", "Süßes", "more of it"}
