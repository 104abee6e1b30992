"""A walk through every table of the starter content: each row is loaded, and whatever it names is there."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files

import msgspec
import pytest

from rituals.content.loader import catalogue
from rituals.core.catalogue.model import Catalogue, Sourced
from rituals.core.checkin.commands import SCREEN
from rituals.core.rhythm.words import Mood
from rituals.core.talk.steps import CARE

ALL = catalogue()
RAW: Mapping[str, object] = tomllib.loads(
    files("rituals.content").joinpath("catalogue.toml").read_text(encoding="utf-8")
)
ABOUT_THE_FILE = {"schema_version", "language", "defaults"}  # read by people; the settings have the numbers
WORDS = "discreet_words"  # a list of words, not a table
FIELDS = {field.encode_name: field.name for field in msgspec.structs.fields(Catalogue)}
TABLES = sorted(RAW.keys() - ABOUT_THE_FILE - {WORDS})
FLOWS = {flow.id for flow in ALL.flow}
SECTIONS = {section.id for section in ALL.section}
SOURCED: tuple[Sourced, ...] = (*ALL.ritual, *ALL.flow, *ALL.prompt, *ALL.checkin_item)


def rows(table: str) -> list[tuple[Mapping[str, object], object]]:
    """Each row of a table as it stands in the file, beside what was made of it."""
    raw, made = RAW[table], getattr(ALL, FIELDS[table])
    if not isinstance(raw, list):
        return [(raw, made)] if isinstance(raw, dict) else []
    assert len(raw) == len(made)
    return list(zip(raw, made, strict=True))


def named(key: str, within: object = RAW) -> Iterator[str]:
    """Everything that stands under a key anywhere in the file."""
    if isinstance(within, Mapping):
        for name, value in within.items():
            words = [value] if isinstance(value, str) else value if isinstance(value, list) else []
            if name == key:
                yield from (word for word in words if isinstance(word, str))
            yield from named(key, value)
    elif isinstance(within, list):
        for value in within:
            yield from named(key, value)


def unread(raw: Mapping[str, object], made: object) -> set[str]:
    """The keys of a row that nothing reads, those of the rows in it too."""
    assert isinstance(made, msgspec.Struct)
    fields = {field.encode_name: field.name for field in msgspec.structs.fields(made)}
    lost = set(raw.keys() - fields.keys())
    for key, value in raw.items():
        if key in fields and isinstance(value, list) and value and isinstance(value[0], dict):
            for inner, one in zip(value, getattr(made, fields[key]), strict=True):
                lost |= unread(inner, one)
    return lost


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_loaded_whole(table: str) -> None:
    assert table in FIELDS, f"[{table}] is read by nothing"
    for raw, made in rows(table):
        assert unread(raw, made) == set(), raw


def test_the_discreet_words_are_loaded_as_they_stand_each_once() -> None:
    raw = RAW[WORDS]

    assert isinstance(raw, list)
    assert list(ALL.discreet_words) == raw
    assert len(set(raw)) == len(raw)
    assert all(word.strip("* ") and word == word.casefold() for word in raw)


def test_a_table_that_nothing_reads_would_be_found() -> None:
    assert unread({"id": "x", "text": "y", "colour": "red"}, ALL.cue[0]) == {"colour"}


@pytest.mark.parametrize("table", TABLES)
def test_ids_are_met_once_and_no_text_is_empty(table: str) -> None:
    raws = [raw for raw, _ in rows(table)]

    ids = [raw["id"] for raw in raws if "id" in raw]

    assert len(set(ids)) == len(ids)
    assert not [raw for raw in raws for value in raw.values() if value == "" or value == []]


def test_every_id_means_one_thing_save_for_a_ritual_and_its_flow_which_share_their_source() -> None:
    for one in SOURCED:
        alike = [other for other in SOURCED if other.id == one.id]
        assert len({ALL.source_of(other) for other in alike}) == 1, one.id


def test_every_source_that_is_named_is_there_and_every_one_that_is_there_is_named() -> None:
    known = {source.id for source in ALL.source}

    assert {*named("source"), *named("sources_also")} == known


@pytest.mark.parametrize("known_by", [one.id for one in SOURCED])
def test_there_is_evidence_for_whatever_is_offered(known_by: str) -> None:
    source = ALL.evidence(known_by)

    assert source is not None
    assert source.cite
    assert source.kind


def test_there_is_no_evidence_for_what_is_not_there() -> None:
    assert ALL.evidence("nothing") is None


def test_a_section_is_there_wherever_one_is_named() -> None:
    assert set(named("section", {table: RAW[table] for table in TABLES if table != "section"})) <= SECTIONS
    assert {entry.section for entry in ALL.ritual} == SECTIONS


def test_flows_and_rituals_that_are_named_are_there() -> None:
    assert {*named("flow"), *named("suggest_flow"), *named("help_flow")} <= FLOWS
    others = {also for item in ALL.checkin_item for also in item.suggest_also}
    assert {*named("suggest_ritual"), *others} <= {entry.id for entry in ALL.offered()}
    assert set(named("screen")) == {SCREEN}
    assert {target for flow in ALL.flow for step in flow.step for target in step.leads.values()} <= {CARE, *FLOWS}


def test_the_bands_cover_every_sum_once() -> None:
    checkin, bands = ALL.checkin, ALL.checkin_band

    sums = [value for band in bands for value in range(band.least, band.most + 1)]

    assert sorted(sums) == list(range(checkin.scale_min, checkin.scale_max * len(ALL.checkin_item) + 1))
    assert len(checkin.scale_labels) == checkin.scale_max - checkin.scale_min + 1
    assert checkin.disclaimer


def test_there_are_questions_of_every_depth_there_is_and_of_no_other() -> None:
    levels = [depth.level for depth in ALL.depth]

    assert levels == [1, 2, 3, 4]
    assert {prompt.depth for prompt in ALL.prompt} == set(levels)
    assert {prompt.section for prompt in ALL.prompt} == SECTIONS


def test_words_are_there_for_every_style_and_every_mood() -> None:
    assert {words.style for words in ALL.nudge} == {"plain", "discreet"}
    assert {words.state for words in ALL.rhythm_message} == set(Mood)


def test_each_helpline_says_whom_it_serves() -> None:
    assert all(line.name and line.contact for line in ALL.help)
    assert {line.serves for line in ALL.help} == {"everyone", "women", "men", "LGBTQ+ people", "whoever is in a crisis"}
