"""A couple's own catalogue: what can be read is offered, and what can't be is told with where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rituals.config import places
from rituals.content.loader import catalogue
from rituals.content.own import with_own
from rituals.core.cadence.words import words
from rituals.core.catalogue.model import Catalogue, Entry
from rituals.core.catalogue.own import with_tables
from rituals.core.model import Once, Quota, Rule
from rituals.core.text import SAVE_AS_UTF_8, is_control
from rituals.files import LARGEST_CATALOGUE
from tests.kit.handbook import page_text
from tests.kit.runs import Runs

FILE = "catalogue.toml"
PANCAKES = '[[ritual]]\nname = "Pancakes"\nevery = "every sun at 10:00"\n'


def read(folder: Path, text: str) -> Catalogue:
    file = folder / FILE
    file.write_text(text, encoding="utf-8")
    return with_own(catalogue(), file)


def own(content: Catalogue) -> list[Entry]:
    """What the couple added."""
    return [entry for entry in content.ritual if entry not in catalogue().ritual]


def ritual(**keys: object) -> Mapping[str, object]:
    """The tables of a file with one ritual in it, which has a name and its days unless they are given."""
    return {"ritual": [{"name": "Pancakes", "every": "every sun at 10:00", **keys}]}


def problem(tables: Mapping[str, object]) -> str:
    """The one sentence about what is wrong."""
    (sentence,) = with_tables(catalogue(), tables, FILE).problems
    return sentence


def test_the_guide_shows_how_short_one_can_be() -> None:
    assert f"```toml\n{PANCAKES}```" in page_text("settings")


def test_without_a_file_the_catalogue_is_the_one_that_ships(tmp_path: Path) -> None:
    assert with_own(catalogue(), tmp_path / FILE) is catalogue()


def test_a_folder_that_is_no_folder_holds_no_file_either(tmp_path: Path) -> None:
    (tmp_path / "settings").write_text("", encoding="utf-8")

    assert with_own(catalogue(), tmp_path / "settings" / FILE) is catalogue()


def test_a_name_and_words_are_enough(tmp_path: Path) -> None:
    content = read(tmp_path, PANCAKES)
    (pancakes,) = own(content)

    assert content.problems == ()
    assert (pancakes.id, pancakes.name, pancakes.who, pancakes.minutes) == ("own-pancakes", "Pancakes", "together", 0)
    assert pancakes.cadence == Rule("FREQ=WEEKLY;BYDAY=SU", at=time(10))
    assert pancakes in content.offered()
    assert content.entry("PANCAKES") is pancakes


def test_everything_may_be_said(tmp_path: Path) -> None:
    text = """[[ritual]]
    id = "stars"
    name = "Count the stars"
    rrule = "FREQ=MONTHLY;BYDAY=-1SA"
    time = 22:30:00
    who = "each"
    minutes = 20
    section = "quality-time"
    why = "Because it is quiet."
    tiny = "One star."
    apart = "The same star."
    source = "Grandmother"
    streak = false
    private = true
    """

    (stars,) = own(read(tmp_path, text))

    assert stars.cadence == Rule("FREQ=MONTHLY;BYDAY=-1SA", at=time(22, 30))
    assert (stars.id, stars.who, stars.minutes, stars.section) == ("stars", "each", 20, "quality-time")
    assert (stars.why, stars.tiny, stars.apart, stars.source) == (
        *("Because it is quiet.", "One star.", "The same star.", "Grandmother"),
    )
    assert (stars.streak, stars.private) == (False, True)


@pytest.mark.parametrize(
    "said", ["twice a month at 20:00", "on 2026-12-24 for 3 days", "every 4 days", "every weekday"]
)
def test_any_cadence_may_be_proposed_and_is_taken_up_as_it_is(said: str) -> None:
    (entry,) = own(with_tables(catalogue(), ritual(every=said), FILE))

    assert words(entry.cadence) == said
    assert isinstance(entry.cadence, Rule | Quota | Once)
    assert entry.adopted(date(2026, 11, 22)).cadence == entry.cadence


def test_own_ones_have_a_heading_of_their_own_unless_they_name_one() -> None:
    headed = with_tables(catalogue(), ritual(), FILE)
    among_the_others = with_tables(catalogue(), ritual(section="affection"), FILE)

    assert headed.section[0].title == "Your own"
    assert own(headed)[0].section == headed.section[0].id
    assert among_the_others.section == catalogue().section


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        (
            {"every": "every fryday"},
            "every: “every fryday” cannot be read as when: The word “fryday” is not understood",
        ),
        ({"every": "weekly"}, "every: “weekly” depends on the day it is read. Name the days"),
        ({"every": "tomorrow"}, "every: “tomorrow” depends on the day it is read"),
        ({"every": 3}, "every: “3” is no text. Put it in quotes."),
        ({"rrule": "FREQ=DAILY"}, "rrule: every says when already. Keep one of them."),
        ({"time": "11:00"}, "time: every says 10:00 already. Keep one of them."),
        ({"time": "25:00", "every": "every sun"}, "time: “25:00” is no time of day"),
        ({"name": ""}, "name: A ritual needs a name."),
        ({"name": "x" * 81}, "name: That name has 81 characters"),
        ({"name": "Date Night"}, "name: “Date Night” is in the catalogue already. Choose another."),
        ({"id": "date-night"}, "id: “date-night” is that of “Date night”. Choose another."),
        ({"id": "no spaces"}, "id: “no spaces” is no id."),
        ({"name": "❤"}, "id: “❤” makes none. Write one"),
    ],
)
def test_a_ritual_without_its_name_or_days_is_left_out_and_says_why(keys: dict[str, object], sentence: str) -> None:
    content = with_tables(catalogue(), ritual(**keys), FILE)

    assert own(content) == []
    assert content.problems[0].startswith(f"{FILE}: [[ritual]] 1, {sentence}")
    assert len(content.problems) == 1


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ({"minutes": "long"}, "minutes: “long” is no whole number from 0 to 1440."),
        ({"minutes": True}, "minutes: “True” is no whole number"),
        ({"minutes": 1441}, "minutes: “1441” is no whole number"),
        ({"who": "nobody"}, "who: “nobody” is none of together, each."),
        ({"section": "sports"}, "section: “sports” is none of warning-signs, root-cause"),
        ({"streak": "no"}, "streak: “no” is neither true nor false."),
        ({"why": ["a"]}, "why: “['a']” is no text."),
        ({"minuts": 3}, "minuts: there is no such key. The keys are name, every, rrule"),
        ({"source": "x" * 2_001}, "source: That note has 2,001 characters"),
    ],
)
def test_what_else_is_wrong_stays_at_its_default_and_is_told(keys: dict[str, object], sentence: str) -> None:
    content = with_tables(catalogue(), ritual(**keys), FILE)

    assert [entry.name for entry in own(content)] == ["Pancakes"]
    assert (own(content)[0].minutes, own(content)[0].who) == (0, "together")
    assert content.problems[0].startswith(f"{FILE}: [[ritual]] 1, {sentence}")


def test_the_second_table_is_told_by_its_number_and_the_rest_still_loads(tmp_path: Path) -> None:
    content = read(
        tmp_path, f'{PANCAKES}[[ritual]]\nname = "Sauna"\n[[ritual]]\nname = "Sea"\nevery = "once a month"\n'
    )

    assert [entry.name for entry in own(content)] == ["Pancakes", "Sea"]
    assert content.problems == (
        f"{FILE}: [[ritual]] 2, every: it is missing. Say when, as in every = “every fri at 19:30”.",
    )


def test_the_same_twice_is_offered_once() -> None:
    twice = {"ritual": [*ritual()["ritual"], *ritual(name="PANCAKES")["ritual"]]}  # type: ignore[misc]

    content = with_tables(catalogue(), twice, FILE)

    assert [entry.name for entry in own(content)] == ["Pancakes"]
    assert content.problems == (f"{FILE}: [[ritual]] 2, name: “PANCAKES” is in the catalogue already. Choose another.",)


@pytest.mark.parametrize(
    ("tables", "sentence"),
    [
        ({"promt": []}, "there is no table “promt” here. Put each ritual under [[ritual]]."),
        ({"ritual": {"name": "Tea"}}, "[ritual] is for one only. Write [[ritual]] above each."),
        ({"ritual": ["Tea"]}, "[[ritual]] 1, name: “Tea” is no table."),
    ],
)
def test_a_table_that_is_none_is_told(tables: dict[str, object], sentence: str) -> None:
    assert problem(tables).startswith(f"{FILE}: {sentence}")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (f'{PANCAKES}name = "Twice"\n', f"{FILE} is not TOML: Cannot overwrite a value (at line 4, column 15)"),
        (f"{PANCAKES}minutes = \n", f"{FILE} is not TOML: Invalid value (at line 4, column 11)"),
        (f"a = {'[' * 5_000}", f"{FILE} is not TOML: "),
        (f"a = {'9' * 5_000}", f"{FILE} is not TOML: "),
    ],
)
def test_a_file_that_is_no_toml_names_the_line(tmp_path: Path, text: str, sentence: str) -> None:
    content = read(tmp_path, text)

    assert content.ritual == catalogue().ritual
    assert content.problems[0].startswith(sentence)


def test_a_file_of_megabytes_is_not_read(tmp_path: Path) -> None:
    content = read(tmp_path, PANCAKES + "#" * LARGEST_CATALOGUE)

    assert content.problems == (f"{FILE} is too large to be read. Keep it below a megabyte.",)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    latin = tmp_path / "latin.toml"
    latin.write_bytes(b'[[ritual]]\nname = "Caf\xe9"\n')

    assert with_own(catalogue(), tmp_path / FILE).problems == (
        f"{FILE} could not be read (Is a directory). Check who owns it.",
    )
    assert with_own(catalogue(), latin).problems == (f"latin.toml is not UTF-8 text. {SAVE_AS_UTF_8}",)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates() | st.times() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KEYS = (
    st.sampled_from(["name", "every", "rrule", "time", "who", "minutes", "section", "why", "streak", "id"]) | st.text()
)
ROWS = st.dictionaries(KEYS, VALUES | st.sampled_from(["Tea", "every day", "FREQ=DAILY", "each", "19:30"]), max_size=8)
TABLES = st.dictionaries(
    st.just("ritual") | st.text(max_size=5), st.lists(ROWS | VALUES, max_size=4) | VALUES, max_size=3
)


@settings(max_examples=300)
@example({"ritual": [{"name": "Tea", "time": "\x1b"}]})
@given(TABLES)
def test_whatever_a_file_holds_is_read_or_told(tables: dict[str, object]) -> None:
    content = with_tables(catalogue(), tables, FILE)

    assert content.ritual[: len(catalogue().ritual)] == catalogue().ritual
    assert len({entry.id for entry in content.ritual}) == len(content.ritual)
    assert all(words(entry.cadence) and entry.name for entry in own(content))
    assert not [sentence for sentence in content.problems if any(is_control(character) for character in sentence)]


@settings(max_examples=100)
@given(st.binary(max_size=200))
def test_whatever_bytes_a_file_holds_it_is_read_or_told(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = tmp_path_factory.mktemp("own") / FILE
    file.write_bytes(b"[[ritual]]\n" + content)

    assert with_own(catalogue(), file).ritual[: len(catalogue().ritual)] == catalogue().ritual


def test_the_house_finds_it_beside_the_settings(tmp_path: Path) -> None:
    where = places(str(tmp_path))
    where.catalogue.write_text(PANCAKES, encoding="utf-8")

    assert where.catalogue.parent == where.settings.parent
    assert with_own(catalogue(), where.catalogue).entry("pancakes") is not None


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runs:
    """A couple's shell with pancakes in their own catalogue, and a sauna that can't be read."""
    runs = Runs(tmp_path / "home", capsys)
    runs.home.mkdir()
    text = f'{PANCAKES}[[ritual]]\nname = "Sauna"\nevery = "sometimes"\n'
    (runs.home / FILE).write_text(text, encoding="utf-8")
    return runs


def test_an_own_one_is_taken_up_by_its_name(shell: Runs) -> None:
    assert "Pancakes is yours now: every sun at 10:00" in shell.done("add", "pancakes")
    assert shell("list", "--json").document["rituals"][0]["catalogue"] == "own-pancakes"


def test_one_that_cannot_be_read_points_to_the_doctor_who_says_why(shell: Runs) -> None:
    refusal = shell.refused("add", "Sauna")
    examined = shell("doctor")

    assert "rituals doctor says what can't be read in your own." in refusal
    assert f"! {FILE}: [[ritual]] 2, every: “sometimes” cannot be read as when" in examined.out
    assert f"Edit {shell.home / FILE}." in examined.out
