"""The fold: what is so depends on the set of what was recorded, and undo gives back what was before."""

from __future__ import annotations

from datetime import date, time, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from rituals.core import events as e
from rituals.core.events.erasure import without_words
from rituals.core.events.recorded import Recorded, import_of, imported_id
from rituals.core.model import Cadence, EarlierWho, Once, Quota, Rule
from rituals.core.state.couple_state import State
from rituals.core.state.people import Household
from tests.kit import worlds
from tests.kit.histories import ANA, BEN, DAILY, EVERY_FRIDAY, WALK, Couple, march, on_march, record, snapshot

TAKING_BACK = e.Undone | e.ImportTakenBack | e.WordsErased
SOME_DAYS = [worlds.FIRST + timedelta(days=n) for n in (0, 20, 45, 70, 100)]


# laws


@worlds.SHORT
@given(worlds.logs(), st.randoms())
def test_the_order_of_arrival_changes_nothing(log: list[Recorded], chance: Random) -> None:
    shuffled = list(log)
    chance.shuffle(shuffled)
    arrived = State()

    for one in shuffled:
        arrived.add([one])
        arrived.rituals, arrived.people, arrived.pauses, arrived.household  # noqa: B018 - read, so that they are remembered

    assert snapshot(arrived, SOME_DAYS) == snapshot(State(log), SOME_DAYS)


@worlds.SHORTER
@given(worlds.logs(), st.data())
def test_merging_commutes_associates_and_repeats_harmlessly(log: list[Recorded], data: st.DataObject) -> None:
    parts: list[list[Recorded]] = [[], [], []]
    for one in log:
        for part in data.draw(st.sets(st.sampled_from([0, 1, 2]), min_size=1)):
            parts[part].append(one)
    ours, theirs, backup = parts

    merged = State(ours + theirs + backup)
    again = State(backup)
    again.add(theirs + ours)
    again.add(log)
    again.add(theirs)

    assert snapshot(again, SOME_DAYS) == snapshot(merged, SOME_DAYS) == snapshot(State(log), SOME_DAYS)


@worlds.SHORTER
@given(worlds.logs(), st.data())
def test_undoing_anything_is_as_if_it_had_never_been_said(log: list[Recorded], data: st.DataObject) -> None:
    gone = data.draw(st.sets(st.sampled_from([one.id for one in log if not isinstance(one.event, TAKING_BACK)])))
    undoing = record(e.Undone(tuple(gone)), lamport=50, number=999)

    undone = State([*log, undoing])
    without = State([*(one for one in log if one.id not in gone), undoing])

    assert snapshot(undone, SOME_DAYS) == snapshot(without, SOME_DAYS)


@worlds.SHORTER
@given(worlds.logs(), st.data())
def test_an_import_that_is_taken_back_is_as_if_it_had_never_come(log: list[Recorded], data: st.DataObject) -> None:
    taking_back = record(e.ImportTakenBack(worlds.IMPORT), lamport=50, number=999)
    others = [one for one in log if import_of(one.id) is None or isinstance(one.event, TAKING_BACK)]

    taken_back = State(data.draw(st.permutations([*log, taking_back])))
    without = State([*others, taking_back])

    assert snapshot(taken_back, SOME_DAYS) == snapshot(without, SOME_DAYS)


@worlds.SHORTER
@given(worlds.logs(), st.data())
def test_erased_words_are_read_as_if_they_had_never_been_written(log: list[Recorded], data: st.DataObject) -> None:
    gone = data.draw(st.sets(st.sampled_from([one.id for one in log])))
    erasing = record(e.WordsErased(tuple(gone)), lamport=50, number=999)
    emptied = [replace(one, event=without_words(one.event)) if one.id in gone else one for one in log]

    assert snapshot(State([*log, erasing]), SOME_DAYS) == snapshot(State([*emptied, erasing]), SOME_DAYS)


def test_a_couple_that_took_its_first_ritual_back_with_an_import_began_with_the_next() -> None:
    us = Couple()
    added = record(e.RitualAdded("run", march(1), "Run", Quota(1, "week")), lamport=us.state.lamport + 1, number=7)
    us.hear([replace(added, id=imported_id(worlds.IMPORT, 0))])
    us.keep(DAILY)
    before = us.state.begun

    us.say(e.ImportTakenBack(worlds.IMPORT))

    assert us.state.begun == before + 1


# people


def test_the_partner_who_joined_later_belongs_to_the_couple_from_that_day() -> None:
    us = Couple(ANA)
    us.say(e.PersonJoined(BEN, "Ben", march(10)))

    early, late = us.state.couple(march(9)), us.state.couple(march(10))

    assert [person.name for person in early] == ["Ana"]
    assert [person.name for person in late] == ["Ana", "Ben"]


def test_days_before_anyone_joined_belong_to_those_who_joined_first() -> None:
    us = Couple(ANA, BEN, joined=march(5))
    us.say(e.PersonJoined("cy", "Cy", march(9)))

    assert [person.id for person in us.state.couple(march(1))] == [ANA, BEN]


def test_someone_who_left_and_came_back_is_there_again() -> None:
    us = Couple()
    us.say(e.PersonLeft(BEN, march(5)))
    away = us.state.couple(march(6))

    us.say(e.PersonJoined(BEN, "Ben", march(8)))

    assert [person.id for person in away] == [ANA]
    assert [person.id for person in us.state.couple(march(8))] == [ANA, BEN]


def test_a_rename_and_its_undo_reach_the_name() -> None:
    us = Couple()
    renamed = us.say(e.PersonRenamed(BEN, "Benno"))
    before_undo = us.state.people[1].name

    us.undo(renamed)

    assert (before_undo, us.state.people[1].name) == ("Benno", "Ben")


# the household


def test_whom_it_is_for_has_a_history_in_which_the_later_word_holds_from_its_day_on() -> None:
    us = Couple()
    us.keep(DAILY, who="each")
    for who, since in (("together", march(10)), (ANA, march(20)), ("each", march(15)), ("together", march(15))):
        us.say(e.RitualEdited(WALK, who=who, who_from=since))

    assert us.ritual.who == "together"
    assert [us.ritual.who_on(march(day)) for day in (9, 10, 14, 15, 20)] == ["each", *["together"] * 4]
    assert us.ritual.earlier_who == (EarlierWho(march(10), "each"),)


def test_an_edit_by_an_older_program_says_nothing_of_the_days_before_the_last_change() -> None:
    us = Couple()
    us.keep(DAILY, who="each")
    us.say(e.RitualEdited(WALK, who=ANA))
    us.say(e.RitualEdited(WALK, who="together", who_from=march(10)))
    us.say(e.RitualEdited(WALK, who="each"))

    assert [us.ritual.who_on(march(day)) for day in (9, 10)] == [ANA, "each"]


def test_week_start_and_day_start_are_each_the_last_writers() -> None:
    us = Couple()
    us.say(e.HouseholdEdited(week_starts_on=6, day_starts_at=time(3)))

    us.say(e.HouseholdEdited(day_starts_at=time(5)))

    assert us.state.household == Household(6, time(5))


# rituals


def test_edits_are_last_writer_per_field() -> None:
    us = Couple()
    us.keep(DAILY)
    us.say(e.RitualEdited(WALK, name="Evening walk", minutes=30))

    us.say(e.RitualEdited(WALK, name="Morning walk"))

    assert (us.ritual.name, us.ritual.minutes) == ("Morning walk", 30)


def test_undoing_an_edit_gives_back_only_its_own_fields() -> None:
    us = Couple()
    us.keep(DAILY)
    both = us.say(e.RitualEdited(WALK, name="Evening walk", minutes=30))
    us.say(e.RitualEdited(WALK, name="Morning walk"))

    us.undo(both)

    assert (us.ritual.name, us.ritual.minutes) == ("Morning walk", 0)


def test_reminders_can_be_edited_back_to_the_default() -> None:
    us = Couple()
    us.keep(DAILY)
    us.say(e.RitualEdited(WALK, remind=(10, 5)))

    us.say(e.RitualEdited(WALK, remind=None))

    assert us.ritual.remind is None


def test_undoing_an_add_takes_the_ritual_away_and_leaves_its_ticks_for_later() -> None:
    us = Couple()
    added = us.keep(DAILY)
    us.tick(march(1))

    us.undo(added)
    gone = dict(us.state.rituals)
    us.keep(DAILY)

    assert gone == {}
    assert set(us.state.ticks(WALK)) == {march(1)}


def test_an_edit_of_a_ritual_that_nobody_added_waits_for_it() -> None:
    us = Couple()
    us.say(e.RitualEdited("unheard-of", name="Ghost"))
    us.say(e.RitualTicked("unheard-of", march(1)))

    assert us.state.rituals == {}


def test_a_ritual_that_both_devices_added_is_one() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY, since=march(1))

    us.keep(EVERY_FRIDAY, since=march(3))

    assert us.ritual.added_on == march(1)
    assert list(us.outcomes(march(1), march(31))) == list(on_march(6, 13, 20, 27))


def test_a_ritual_that_is_archived_and_restored_keeps_its_history_and_its_cadence() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.tick(march(6))
    us.archive(march(10))
    put_away = us.ritual.archived_on

    us.restore(march(18))

    assert (put_away, us.ritual.archived_on) == (march(10), None)
    assert list(us.outcomes(march(1), march(31))) == list(on_march(6, 20, 27))
    assert set(us.state.ticks(WALK)) == {march(6)}


def test_archiving_on_the_day_it_was_added_still_remembers_the_cadence() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.archive(march(1))

    us.restore(march(15))

    assert list(us.outcomes(march(1), march(31))) == list(on_march(20, 27))


def test_a_cadence_that_was_changed_elsewhere_waits_until_the_ritual_is_restored() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.archive(march(10))
    us.change(DAILY, since=march(12))
    while_away = us.outcomes(march(10), march(31))

    us.restore(march(30))

    assert while_away == {}
    assert list(us.outcomes(march(10), march(31))) == list(on_march(30, 31))


def test_undoing_a_cadence_change_gives_back_the_whole_of_the_one_before() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    changed = us.change(DAILY, since=march(10))

    us.undo(changed)

    assert list(us.outcomes(march(1), march(31))) == list(on_march(6, 13, 20, 27))


def test_of_two_cadence_changes_the_last_writers_holds_from_its_day_even_where_that_is_earlier() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY)
    us.change(DAILY, since=march(20))

    us.change(Rule("FREQ=WEEKLY;BYDAY=MO"), since=march(10))

    assert list(us.outcomes(march(1), march(31))) == list(on_march(6, 16, 23, 30))


def test_what_a_later_version_wrote_is_passed_over_but_counts_as_seen() -> None:
    us = Couple()
    us.keep(DAILY)
    before = snapshot(us.state)

    us.say(e.Unknown("mood_ring_turned"))

    assert snapshot(us.state) == {**before, "lamport": us.state.lamport}
    assert us.state.lamport == 4


# ticks


def test_a_day_has_one_tick_and_all_the_notes_of_those_who_agree() -> None:
    us = Couple()
    us.keep(DAILY)

    us.tick(march(5), note="rain")
    us.tick(march(5), note="rainbow")

    assert [tick.note for tick in us.state.ticks(WALK)[march(5)]] == ["rain", "rainbow"]
    assert len(us.state.ticks(WALK)) == 1


def test_unticking_takes_back_every_event_it_names_but_not_one_that_arrives_later() -> None:
    us = Couple()
    us.keep(DAILY)
    seen = [*us.tick(march(5)), *us.tick(march(5), note="again")]
    us.untick(*seen)
    taken_back = dict(us.state.ticks(WALK))

    us.hear([record(e.RitualTicked(WALK, march(5), None, False, "mine"), lamport=2, number=1, device="phone")])

    assert taken_back == {}
    assert [tick.note for tick in us.state.ticks(WALK)[march(5)]] == ["mine"]


def test_an_untick_that_arrives_before_its_tick_still_takes_it_back() -> None:
    us = Couple()
    us.keep(DAILY)
    us.untick("phone-0001")

    us.hear([record(e.RitualTicked(WALK, march(5)), lamport=2, number=1, device="phone")])

    assert dict(us.state.ticks(WALK)) == {}


def test_undoing_an_untick_brings_the_ticks_back() -> None:
    us = Couple()
    us.keep(DAILY)
    unticked = us.untick(*us.tick(march(5), note="rain"))

    us.undo(unticked)

    assert [tick.note for tick in us.state.ticks(WALK)[march(5)]] == ["rain"]


def test_undoing_a_tick_of_both_takes_back_both() -> None:
    us = Couple()
    us.keep(DAILY, who="each")
    both = [*us.tick(march(5), by=ANA), *us.tick(march(5), by=BEN)]

    us.undo(*both)

    assert dict(us.state.ticks(WALK)) == {}


@pytest.mark.parametrize(("since", "until"), [(1, 3), (2, 2), (0, 400), (5, 4), (3, 12)])
def test_a_window_of_ticks_is_the_whole_cut_to_size(since: int, until: int) -> None:
    us = Couple()
    us.keep(DAILY)
    us.tick(*on_march(12, 1, 3, 7, 2))

    window = us.state.ticks(WALK, march(since), march(until))

    whole = us.state.ticks(WALK)
    assert list(window.items()) == [(day, whole[day]) for day in sorted(whole) if march(since) <= day <= march(until)]


def test_the_past_as_it_stood_has_no_later_ticks_and_leaves_the_present_alone() -> None:
    us = Couple()
    us.keep(DAILY)
    us.tick(*on_march(1, 2, 3))

    past = us.state.as_of(march(2))

    assert list(past.ticks(WALK)) == list(on_march(1, 2))
    assert list(us.state.ticks(WALK)) == list(on_march(1, 2, 3))


# rests and pauses


def test_a_rest_is_its_last_writers_word_per_occurrence_and_person() -> None:
    us = Couple()
    us.keep(DAILY, who="each")
    us.rest(march(5), by=ANA)
    us.rest(march(5), by=BEN)

    us.rest(march(5), by=ANA, rested=False)

    assert us.state.rests(WALK) == {(march(5), BEN)}


def test_a_pause_that_ended_before_it_began_is_none() -> None:
    us = Couple()
    us.pause(march(5), march(9))

    us.say(e.PauseEnded("p", march(5)))

    assert us.state.pauses == ()


def test_ending_a_pause_never_makes_it_longer() -> None:
    us = Couple()
    us.pause(march(5), march(9))

    us.say(e.PauseEnded("p", march(20)))

    assert us.state.pauses[0].until == march(9)


def test_undoing_the_end_of_a_pause_lets_it_run_on() -> None:
    us = Couple()
    us.pause(march(5))
    ended = us.say(e.PauseEnded("p", march(8)))
    until = us.state.pauses[0].until

    us.undo(ended)

    assert (until, us.state.pauses[0].until) == (march(7), None)


def test_a_pause_of_everything_holds_for_each_ritual_and_one_of_a_ritual_for_it_alone() -> None:
    us = Couple()
    us.pause(march(5), march(9), ritual=None, name="all")
    us.pause(march(5), march(9), ritual=WALK, name="walk")

    assert [pause.id for pause in us.state.pauses_of(WALK)] == ["all", "walk"]
    assert [pause.id for pause in us.state.pauses_of("dinner")] == ["all"]


def test_facts_about_a_quota_and_a_rule_stay_in_the_order_of_their_stamps() -> None:
    us = Couple()
    us.keep(Quota(3, "week"))
    late = record(e.RitualEdited(WALK, name="Late"), lamport=30, number=1, device="phone")
    early = record(e.RitualEdited(WALK, name="Early"), lamport=20, number=2, device="phone")

    us.hear([late, early])

    assert us.ritual.name == "Late"


def test_equal_lamports_are_ordered_by_id_on_every_device() -> None:
    laptop = record(e.RitualEdited(WALK, name="Laptop's"), lamport=30, number=1, device="laptop")
    phone = record(e.RitualEdited(WALK, name="Phone's"), lamport=30, number=1, device="phone")
    names = []
    for order in ([laptop, phone], [phone, laptop]):
        us = Couple()
        us.keep(DAILY)
        us.hear(order)
        names.append(us.ritual.name)

    assert names == ["Phone's", "Phone's"]


def test_a_state_of_nothing_answers_everything() -> None:
    empty = State()

    assert empty.couple(date(1970, 1, 1)) == ()
    assert dict(empty.ticks(WALK)) == {}
    assert empty.rests(WALK) == frozenset()
    assert empty.lamport == 0


@pytest.mark.parametrize(
    "cadence",
    [Rule("FREQ=LUNAR", start=march(1)), Rule("FREQ=DAILY"), Once(march(1), days=10**9), Quota(0, "week")],
    ids=["a frequency of tomorrow", "no start", "days without end", "a quota of nothing"],
)
def test_a_cadence_that_only_a_later_version_understands_is_passed_over(cadence: Cadence) -> None:
    couple = Couple()
    couple.say(e.RitualAdded(WALK, march(1), "Walk", Rule("FREQ=DAILY", start=march(1))))
    couple.say(e.RitualAdded("moon", march(1), "Moon", cadence))
    couple.say(e.CadenceChanged(WALK, march(5), cadence))

    assert list(couple.state.rituals) == [WALK]
    assert couple.state.rituals[WALK].cadence == Rule("FREQ=DAILY", start=march(1))
