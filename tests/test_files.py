"""TOML files written by hand are read within a bound, or a sentence says why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from rituals.config import load_settings, save
from rituals.content.loader import catalogue
from rituals.content.own import with_own
from rituals.errors import StorageError
from rituals.files import LARGEST_CATALOGUE, LARGEST_SETTINGS, MOST_DOTS, toml_tables

TOO_DEEP = {
    "a key in a hundred thousand parts": ".".join(["a"] * 100_000) + " = 1\n",
    "quoted parts": ".".join(['"a.b"'] * 50_000) + " = 1\n",
    "a table's name": "[" + ".".join(["a"] * 100_000) + "]\n",
    "after a quote in a comment": "# don't say \"\n" + ".".join(["a"] * 50_000) + " = 1\n",
    "after a text of three quotes": 'a = """ " """\n' + ".".join(["b"] * 50_000) + " = 1\n",
    "quotes without an end": 'a = "' + '\\"' * 400_000,
    "in a table in a line": "x = {" + " . ".join(["a"] * 50_000) + " = 1}\n",
    "arrays": "a = " + "[" * 50_000 + "]" * 50_000,
    "a number": "a = " + "9" * 60_000,
}


@pytest.mark.parametrize("kind", TOO_DEEP)
def test_what_would_take_for_ever_is_not_read_and_a_sentence_says_why(tmp_path: Path, kind: str) -> None:
    path, text = tmp_path / "a.toml", TOO_DEEP[kind]
    path.write_text(text[:LARGEST_CATALOGUE])

    (own,) = with_own(catalogue(), path).problems
    path.write_text(text[: LARGEST_SETTINGS - 1])
    (told,) = load_settings(path).problems

    assert own.startswith("a.toml is not TOML")
    assert told.startswith("a.toml is not TOML")
    with pytest.raises(StorageError, match="is not TOML"):
        save(path, "look", "animations", False)


def test_settings_larger_than_any_are_not_read_and_not_saved_into(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("#" * (LARGEST_SETTINGS + 1))

    assert "it is larger than 64 kB" in load_settings(path).problems[0]
    with pytest.raises(StorageError, match="is larger than 64 kB"):
        save(path, "look", "animations", False)


def test_dots_in_texts_are_no_depth() -> None:
    dots = "." * (MOST_DOTS + 1)

    assert toml_tables(f'# {dots} don\'t\na = "{dots}"\nb = \'{dots}\'\nc = """{dots}"""') == dict.fromkeys("abc", dots)
