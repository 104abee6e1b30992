"""The files a couple may write by hand: what can be read of them holds, and a sentence tells of the rest."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from rituals.config import load_settings, save
from rituals.content.loader import catalogue
from rituals.content.own import with_own
from rituals.core.text import printable
from rituals.errors import RitualsError
from tests.fuzzing.conftest import Fuzz
from tests.fuzzing.making import ODD_SIGNS, happens, mutated_bytes, mutated_text, spoken
from tests.fuzzing.making_words import EVERY_WORD, rrule

pytestmark = pytest.mark.fuzzing

VALUES = (
    *("true", "false", "0", "3", "-1", "10000", "10001", "9" * 30, "0x7fffffffffffffffffff", "1_000", "1.5", "nan"),
    *("-inf", '"18:00"', '"8:00"', '"24:00"', '"18:00+02:00"', "'18:00'", "18:00:00", "18:00:00.999999", "2026-11-22"),
    *("2026-11-22T18:00:00Z", "0001-01-01T00:00:00+23:59", '"always"', '"intimate"', '"never"', '"ascii"', '""', "[]"),
    *("[[[]]]", "{}", "{on = true}", '"""\n"""', r'"\u0000"', r'"\ud800"', '"é"', "", "0b2", "07", "{a = {a = {}}}"),
    *('"kitty \'x"', '"kitty -e rituals"', '["kitty", "-e"]', '[""]', r'"\\"', r'["\u0000"]', '["bell"]', '"#"'),
    *("[" * 300 + "]" * 300, "9" * 5_000, "0x" + "f" * 5_000, '"together"', '"each"', '"interest"', "60", "1440"),
)
SETTINGS = (
    *("nudges.on", "nudges.quiet_from", "nudges.quiet_until", "nudges.at_most", "nudges.digest_at"),
    *(
        "nudges.grace_minutes",
        "nudges.discreet",
        "nudges.open",
        "nudges.command",
        "nudges.notifiers",
        "inbox.on",
        "inbox.folder",
        "look.theme",
        "look.signs",
        "look.animations",
        "look",
        "nudges",
        "new",
    ),
)
OWN_KEYS = (
    *("name", "every", "rrule", "time", "who", "minutes", "section", "why", "tiny", "apart", "source", "streak"),
    *("private", "id", "text", "depth", "new", '""', '"a.b"', "é"),
)
ORDINARY_SETTINGS = b'[nudges]\non = true\nquiet_from = "21:30"\nat_most = 3\n\n[look]\nsigns = "ascii"\n'
ORDINARY_CATALOGUE = b"""
[[ritual]]
name = "Pancakes"
every = "every 2 weeks on sun at 10:00"
minutes = 40

[[prompt]]
text = "Which street of ours do you like best?"
"""


def settings_text(random: Random) -> bytes:
    """Settings with any value under any key, whole or harmed."""
    lines = [f"{random.choice(SETTINGS)} = {_value(random)}" for _ in range(random.randint(0, 4))]
    if happens(random, 3):
        lines.insert(random.randint(0, len(lines)), random.choice(("[nudges]", "[look]", "[[look]]", "[new]", "#")))
    text = "\n".join(lines).encode(errors="surrogatepass")
    return mutated_bytes(random, random.choice((text, ORDINARY_SETTINGS))) if happens(random, 3) else text


def own_text(random: Random) -> bytes:
    """A catalogue of rituals and questions with any value under any key, whole or harmed."""
    lines: list[str] = []
    for _ in range(random.randint(0, 3)):
        lines += [random.choice(("[[ritual]]", "[[ritual]]", "[[prompt]]", "[ritual]", "[[new]]")), 'name = "A walk"']
        lines += ['every = "every fri"'] if happens(random, 2) else []
        lines += [_own_line(random) for _ in range(random.randint(0, 4))]
    text = "\n".join(lines).encode(errors="surrogatepass")
    return mutated_bytes(random, random.choice((text, ORDINARY_CATALOGUE))) if happens(random, 3) else text


def _own_line(random: Random) -> str:
    key = random.choice(OWN_KEYS)
    if key == "every" and not happens(random, 6):
        return f"every = {_quoted(spoken(random, EVERY_WORD))}"
    if key == "rrule" and not happens(random, 6):
        return f"rrule = {_quoted(rrule(random))}"
    return f"{key} = {_value(random)}"


def _value(random: Random) -> str:
    if happens(random, 8):
        return _quoted(random.choice(ODD_SIGNS))
    value = random.choice(VALUES)
    return mutated_text(random, value) if happens(random, 12) else value


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def test_settings_hold_or_a_sentence_says_why_not(fuzz: Fuzz, tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"

    def read(content: bytes) -> None:
        path.write_bytes(content)
        found = load_settings(path)
        assert 0 <= found.nudges.at_most <= 10_000
        assert found.nudges.digest_at.tzinfo is None
        assert all(printable(problem).endswith((".", "?")) for problem in found.problems)

    fuzz("settings files", settings_text, read, ordinary=ORDINARY_SETTINGS)


def test_a_choice_is_saved_or_the_file_stays_as_it_was(fuzz: Fuzz, tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"

    def save_into(content: bytes) -> None:
        path.write_bytes(content)
        try:
            saved = save(path, "look", "animations", False)
        except RitualsError:
            assert path.read_bytes() == content
            raise
        assert not saved.look.animations

    fuzz("settings files, saved into", settings_text, save_into, ordinary=ORDINARY_SETTINGS)


def test_a_catalogue_of_their_own_is_offered_or_a_sentence_says_why_not(fuzz: Fuzz, tmp_path: Path) -> None:
    path, shipped = tmp_path / "catalogue.toml", catalogue()

    def read(content: bytes) -> None:
        path.write_bytes(content)
        found = with_own(shipped, path)
        assert found.ritual[: len(shipped.ritual)] == shipped.ritual
        assert all(entry.cadence is not None for entry in found.ritual[len(shipped.ritual) :])
        assert all(problem == printable(problem) and problem.endswith((".", "?")) for problem in found.problems)

    fuzz("own catalogues", own_text, read, ordinary=ORDINARY_CATALOGUE)
