"""The starter content: every line of it usable, and nothing promised that it has no source for."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from itertools import combinations

import pytest

from rituals.content.loader import catalogue
from rituals.core.cadence.expansion import next_due_days
from rituals.core.catalogue.model import Entry
from rituals.core.checkin.commands import SCREEN
from rituals.core.events import RitualAdded
from rituals.core.model import EACH, TOGETHER
from rituals.core.rituals import commands
from rituals.core.rituals.audience import FORGIVENESS, is_never_named
from rituals.core.text import clean_name
from tests.kit.histories import Couple, march

ENTRIES = catalogue().ritual
READ_BY_FOUR = """
import sys, threading
from rituals.content.loader import catalogue
sys.setswitchinterval(1e-6)
together = threading.Barrier(4)
def read():
    together.wait()
    catalogue()
readers = [threading.Thread(target=read) for _ in range(4)]
for reader in readers:
    reader.start()
for reader in readers:
    reader.join()
"""


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_each_ritual_can_be_taken_up_as_it_is(entry: Entry) -> None:
    us = Couple()
    added = RitualAdded(entry.id, march(1), entry.name, entry.cadence, entry.who, minutes=entry.minutes)

    us.say(commands.add_ritual(us.state, added)[0])

    assert us.state.rituals[entry.id].name == entry.name
    assert us.board("2026-03-01 20:00").day == march(1)


def test_every_check_in_and_forgiveness_and_nothing_else_is_never_named() -> None:
    flows = {flow.id for flow in catalogue().flow if flow.section == FORGIVENESS}
    unnamed = {
        entry.id for entry in ENTRIES if entry.screen == SCREEN or entry.flow in flows or entry.section == FORGIVENESS
    }
    us = Couple()
    for entry in ENTRIES:
        us.say(commands.add_ritual(us.state, entry.adopted(march(1)))[0])

    assert unnamed == {ritual.id for ritual in us.state.rituals.values() if is_never_named(ritual)}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_each_ritual_comes_within_a_year(entry: Entry) -> None:
    assert next_due_days(entry.cadence, after=march(1), count=1)[0] < march(1) + timedelta(days=366)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_each_ritual_stands_in_a_section_and_names_its_source(entry: Entry) -> None:
    assert entry.section in {section.id for section in catalogue().section}
    assert entry.source in {source.id for source in catalogue().source}
    assert entry.who in {TOGETHER, EACH}
    assert clean_name(entry.name, of="ritual") == entry.name
    assert entry.why
    assert entry.tiny


def test_ids_and_names_are_not_met_twice() -> None:
    for names in (
        [entry.id for entry in ENTRIES],
        [entry.name.casefold() for entry in ENTRIES],
        [section.id for section in catalogue().section],
        [source.id for source in catalogue().source],
    ):
        assert len(set(names)) == len(names)


def test_a_ritual_is_found_by_id_and_by_name_whatever_its_case() -> None:
    first = ENTRIES[0]

    assert catalogue().entry(first.id) is first
    assert catalogue().entry(first.name.upper()) is first
    assert catalogue().entry("no such ritual") is None


def test_what_needs_both_peoples_consent_is_not_offered_before_it_is_given() -> None:
    withheld = [entry for entry in ENTRIES if entry.consent == "both"]

    assert withheld
    assert not set(withheld) & set(catalogue().offered())
    assert len(withheld) + len(catalogue().offered()) == len(ENTRIES)


def test_what_needs_consent_has_no_streak_and_is_no_starter() -> None:
    for entry in ENTRIES:
        if entry.consent:
            assert not entry.streak
            assert not entry.starter


def test_there_are_three_starters_or_more_and_one_is_due_on_any_day() -> None:
    starters = [entry for entry in ENTRIES if entry.starter]

    assert len(starters) >= 3
    for offset in range(7):
        day = date(2026, 11, 22) + timedelta(days=offset)
        assert any(next_due_days(entry.cadence, after=day, count=1) == [day] for entry in starters)


def words_of_three(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + 3]) for at in range(len(words) - 2)}


def test_there_are_enough_questions_of_each_depth_and_no_two_are_alike() -> None:
    deck = catalogue().prompt
    threes = [words_of_three(prompt.text) for prompt in deck]

    assert len(deck) >= 200
    assert min(Counter(prompt.depth for prompt in deck).values()) >= 40
    for (one, other), (prompt, twin) in zip(combinations(threes, 2), combinations(deck, 2), strict=True):
        assert len(one & other) <= 0.6 * min(len(one), len(other)), (prompt.text, twin.text)


def test_there_are_enough_ways_to_begin_a_thank_you() -> None:
    texts = [stem.text for stem in catalogue().appreciation]

    assert len(set(texts)) == len(texts) >= 60
    assert all("..." in text for text in texts)


def test_the_nine_sections_stand_in_their_order() -> None:
    assert [section.order for section in catalogue().section] == list(range(1, 10))


def test_no_text_of_the_catalogue_counts_failures() -> None:
    texts = [words.text for words in (*catalogue().nudge, *catalogue().rhythm_message)]
    texts += [text for entry in ENTRIES for text in (entry.name, entry.why, entry.tiny, entry.apart)]

    for text in texts:
        assert not {"failed", "missed", "failure", "overdue"} & set(text.casefold().replace(",", " ").split())


def test_the_app_and_the_thread_that_nudges_may_read_it_at_the_same_moment() -> None:
    for _ in range(4):  # without the lock three in four of these end with a segmentation fault
        subprocess.run([sys.executable, "-c", READ_BY_FOUR], check=True)
