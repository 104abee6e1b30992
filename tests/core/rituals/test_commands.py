"""What people can mean to do: the events that come of it, or the sentence why not."""

from __future__ import annotations

from datetime import date, time

import pytest
from msgspec.structs import replace

from rituals.core import events as e
from rituals.core.model import Cadence, Once, Quota, Rule
from rituals.core.occurrences.matching import Outcome
from rituals.core.rituals import commands, household_commands
from rituals.core.rituals.audience import Audience
from rituals.core.rituals.since import since_words, taken_up_on
from rituals.errors import Remedy, RuleError, UsageError
from tests.kit.histories import (
    ANA,
    BEGUN,
    BEN,
    DAILY,
    EVERY_FRIDAY,
    ONCE_FOR_THREE_DAYS,
    THREE_A_WEEK,
    WALK,
    Couple,
    march,
    on_march,
)

TODAY = march(13)
NO_WISH = e.RitualEdited(WALK)


def a_couple_with(cadence: Cadence, *, who: str = "together", since: date = BEGUN) -> Couple:
    us = Couple()
    us.keep(cadence, who=who, since=since)
    return us


def tick(us: Couple, day: date, *by: str, tiny: bool = False, note: str = "") -> list[e.RitualTicked]:
    found = commands.tick_ritual(us.state, us.ritual, day, today=march(13), by=by or (ANA,), tiny=tiny, note=note)
    for event in found:
        us.say(event)
    return found


# ticking


def test_what_is_done_together_never_asks_who() -> None:
    us = a_couple_with(DAILY)

    assert tick(us, march(5), ANA, BEN) == [e.RitualTicked(WALK, march(5))]


def test_each_ticks_for_those_who_did_it() -> None:
    us = a_couple_with(DAILY, who="each")

    assert [event.by for event in tick(us, march(5), ANA, BEN)] == [ANA, BEN]


def test_whom_it_is_for_changes_from_today_on_or_tomorrow_once_today_has_a_tick() -> None:
    us = a_couple_with(DAILY, who="each")
    wish = e.RitualEdited(WALK, who="together")
    (today,) = commands.edit_ritual(us.state, us.ritual, wish, today=TODAY)
    tick(us, TODAY, ANA)

    (tomorrow,) = commands.edit_ritual(us.state, us.ritual, wish, today=TODAY)

    assert today == e.RitualEdited(WALK, who="together", who_from=TODAY)
    assert tomorrow == e.RitualEdited(WALK, who="together", who_from=march(14))


def test_a_day_before_is_ticked_by_whom_it_was_for_then() -> None:
    us = a_couple_with(DAILY, who="each")
    us.say(e.RitualEdited(WALK, who="together", who_from=TODAY))

    assert [event.by for event in tick(us, march(12), ANA)] == [ANA]
    assert [event.by for event in tick(us, TODAY, ANA)] == [None]


def test_saying_it_again_adds_nothing() -> None:
    us = a_couple_with(DAILY, who="each")
    tick(us, march(5), ANA)

    assert tick(us, march(5), ANA) == []
    assert [event.by for event in tick(us, march(5), ANA, BEN)] == [BEN]


def test_a_further_note_is_agreement_and_is_kept() -> None:
    us = a_couple_with(DAILY)
    tick(us, march(5), note="rain")

    assert [event.note for event in tick(us, march(5), note=" rainbow ")] == ["rainbow"]


def test_the_full_version_is_said_after_the_tiny_one_but_not_the_other_way_round() -> None:
    us = a_couple_with(DAILY)
    tick(us, march(5), tiny=True)
    fuller = tick(us, march(5))

    assert [event.tiny for event in fuller] == [False]
    assert tick(us, march(5), tiny=True) == []


def test_a_day_ahead_cannot_be_ticked() -> None:
    us = a_couple_with(DAILY)

    with pytest.raises(RuleError, match="Saturday 14 March is still ahead"):
        tick(us, march(14))


def audience(us: Couple) -> Audience:
    return Audience(us.state.couple(march(13)), ANA, march(13))


def test_an_untick_names_every_tick_in_sight() -> None:
    us = a_couple_with(DAILY)
    ids = [*us.tick(march(5), note="rain"), *us.tick(march(5))]

    assert commands.untick_ritual(us.state, us.ritual, march(5), by=[ANA], audience=audience(us)) == [
        e.RitualUnticked(WALK, tuple(ids))
    ]


def test_where_each_counts_an_untick_leaves_the_other_ones_tick() -> None:
    us = a_couple_with(DAILY, who="each")
    hers, _ = us.tick(march(5), by=ANA) + us.tick(march(5), by=BEN)

    assert commands.untick_ritual(us.state, us.ritual, march(5), by=[ANA], audience=audience(us)) == [
        e.RitualUnticked(WALK, (hers,))
    ]


def test_what_was_not_ticked_cannot_be_unticked() -> None:
    us = a_couple_with(DAILY)

    with pytest.raises(RuleError, match="no tick on Thursday 5 March"):
        commands.untick_ritual(us.state, us.ritual, march(5), by=[ANA], audience=audience(us))


# resting


def test_a_rest_names_the_occurrence_by_its_original_day() -> None:
    us = a_couple_with(EVERY_FRIDAY)
    us.move(march(13), march(16))

    rested = commands.rest_occurrence(us.state, us.ritual, march(16), today=march(14), by=ANA, reason=" a cold ")

    assert rested == [e.OccurrenceRested(WALK, march(13), None, True, "a cold")]


def test_a_rest_reaches_back_to_what_can_still_be_caught_up_with() -> None:
    us = a_couple_with(EVERY_FRIDAY)

    assert commands.rest_occurrence(us.state, us.ritual, march(15), today=march(15))[0].day == march(13)


def test_with_each_a_rest_is_the_persons_own() -> None:
    us = a_couple_with(EVERY_FRIDAY, who="each")

    assert commands.rest_occurrence(us.state, us.ritual, march(13), today=march(13), by=BEN)[0].by == BEN


def test_what_is_kept_or_not_planned_cannot_be_rested() -> None:
    us = a_couple_with(EVERY_FRIDAY)
    us.tick(march(13))

    with pytest.raises(RuleError, match="kept already"):
        commands.rest_occurrence(us.state, us.ritual, march(13), today=march(13))
    with pytest.raises(RuleError, match="isn't planned on Tuesday 10 March"):
        commands.rest_occurrence(us.state, us.ritual, march(10), today=march(13))


@pytest.mark.parametrize("cadence", [EVERY_FRIDAY, THREE_A_WEEK])
def test_a_rest_can_be_taken_back(cadence: Cadence) -> None:
    us = a_couple_with(cadence, since=march(2))
    us.say(commands.rest_occurrence(us.state, us.ritual, march(13), today=march(13))[0])
    rested = us.results(march(13), march(13), march(13))[0].outcome

    us.say(commands.rest_occurrence(us.state, us.ritual, march(13), today=march(13), rested=False)[0])

    assert (rested, us.results(march(13), march(13), march(13))[0].outcome) == (Outcome.RESTED, Outcome.OPEN)


def test_the_rest_of_a_period_can_be_taken_back_whichever_of_its_days_it_was_marked_on() -> None:
    us = a_couple_with(THREE_A_WEEK, since=march(2))
    us.rest(march(11))

    for event in commands.rest_occurrence(us.state, us.ritual, march(13), today=march(13), rested=False):
        us.say(event)

    assert us.state.rests(WALK) == frozenset()


def test_a_rest_that_is_not_there_cannot_be_taken_back() -> None:
    us = a_couple_with(EVERY_FRIDAY)

    with pytest.raises(RuleError, match="isn't resting"):
        commands.rest_occurrence(us.state, us.ritual, march(13), today=march(13), rested=False)


# moving


def test_without_a_day_the_next_open_occurrence_is_moved() -> None:
    us = a_couple_with(EVERY_FRIDAY)
    us.tick(march(13))

    moved = commands.move_occurrence(us.state, us.ritual, march(22), today=march(13), at=time(18))

    assert moved == [e.OccurrenceMoved(WALK, march(20), march(22), time(18))]


def test_a_moved_occurrence_is_moved_again_by_the_day_it_is_on_now() -> None:
    us = a_couple_with(EVERY_FRIDAY)
    us.move(march(13), march(16))

    moved = commands.move_occurrence(us.state, us.ritual, march(17), today=march(14), day=march(16))

    assert moved == [e.OccurrenceMoved(WALK, march(13), march(17))]


@pytest.mark.parametrize(
    ("to", "why"),
    [
        (march(12), "has gone by"),
        (march(20), "planned on Friday 20 March already"),
    ],
)
def test_a_move_needs_a_free_day_from_today_on(to: date, why: str) -> None:
    us = a_couple_with(EVERY_FRIDAY)

    with pytest.raises(RuleError, match=why):
        commands.move_occurrence(us.state, us.ritual, to, today=march(13), day=march(13))


def test_what_is_kept_stays_where_it_is() -> None:
    us = a_couple_with(EVERY_FRIDAY)
    us.tick(march(13))

    with pytest.raises(RuleError, match="kept already"):
        commands.move_occurrence(us.state, us.ritual, march(15), today=march(13), day=march(13))


def test_a_quota_has_nothing_to_move() -> None:
    us = a_couple_with(THREE_A_WEEK)

    with pytest.raises(RuleError, match="on any days you like"):
        commands.move_occurrence(us.state, us.ritual, march(15), today=march(13))


def test_a_one_off_of_several_days_needs_all_of_them_free() -> None:
    us = a_couple_with(DAILY)
    us.change(Once(march(20), 3), since=march(16))

    us.change(DAILY, since=march(27))

    with pytest.raises(RuleError, match="planned on Thursday 26 March already"):
        commands.move_occurrence(us.state, us.ritual, march(26), today=march(16), day=march(20))


def test_when_nothing_lies_ahead_there_is_nothing_to_move() -> None:
    us = a_couple_with(ONCE_FOR_THREE_DAYS)

    with pytest.raises(RuleError, match="nothing ahead to move"):
        commands.move_occurrence(us.state, us.ritual, march(25), today=march(20))


# pausing


def test_a_pause_that_ends_before_it_begins_is_refused() -> None:
    us = Couple()

    with pytest.raises(UsageError, match="cannot end on Sunday 1 March"):
        commands.begin_pause(us.state, None, pause_id="p", since=march(2), until=march(1))


def test_what_is_paused_until_further_notice_is_not_paused_again() -> None:
    us = a_couple_with(DAILY)
    us.pause(march(1))

    with pytest.raises(RuleError, match="Walk is paused already"):
        commands.begin_pause(us.state, us.ritual, pause_id="q", since=march(5), until=None)


def test_resuming_ends_what_runs_and_what_is_planned_only_if_asked_to() -> None:
    us = a_couple_with(DAILY)
    us.pause(march(1), march(4), name="over")
    us.pause(march(5), name="running")
    us.pause(march(20), march(25), name="later")

    running, later = e.PauseEnded("running", march(13)), e.PauseEnded("later", march(13))
    assert commands.end_pauses(us.state, us.ritual, on=march(13)) == [running]
    assert commands.end_pauses(us.state, us.ritual, on=march(13), planned=True) == [running, later]
    assert commands.end_pauses(us.state, None, on=march(13), running=False, planned=True) == [later]


@pytest.mark.parametrize("whose", ["walk", None])
def test_resuming_what_is_not_paused_yet_says_what_is_planned(whose: str | None) -> None:
    us = a_couple_with(DAILY)
    us.pause(march(20), march(25), ritual=whose)

    with pytest.raises(RuleError) as refusal:
        commands.end_pauses(us.state, us.ritual if whose else None, on=march(13))

    name, of = ("Walk is not", "Walk") if whose else ("Nothing is", "everything")
    assert str(refusal.value) == (f"{name} paused now; the pause of {of} from Fri 20 Mar until Wed 25 Mar is planned.")
    assert refusal.value.remedy is Remedy.END_PLANNED


def test_resuming_what_was_never_paused_says_so() -> None:
    us = a_couple_with(DAILY)

    with pytest.raises(RuleError, match=r"^Walk is not paused\.$"):
        commands.end_pauses(us.state, us.ritual, on=march(13))
    with pytest.raises(RuleError, match=r"^Nothing is paused\.$"):
        commands.end_pauses(us.state, None, on=march(13))


def test_resuming_one_ritual_says_so_where_everything_is_paused() -> None:
    us = a_couple_with(DAILY)
    us.pause(march(1), ritual=None)

    with pytest.raises(RuleError, match=r"^Walk has no pause of its own; everything is paused\.$") as refusal:
        commands.end_pauses(us.state, us.ritual, on=march(13))
    assert refusal.value.remedy is Remedy.RESUME_ALL


# taking up


def added(name: str = "Walk", cadence: Cadence = DAILY, *, ritual: str = "new", who: str = "together") -> e.RitualAdded:
    return e.RitualAdded(ritual, march(13), name, cadence, who)


def test_a_rule_starts_on_its_first_matching_day_from_activation_on() -> None:
    us = Couple()
    us.say(e.HouseholdEdited(week_starts_on=6))

    taken_up = commands.add_ritual(us.state, added(cadence=Rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO")))[0]

    assert taken_up.cadence == Rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;WKST=SU", march(16))


def test_a_name_is_taken_up_clean_and_only_once() -> None:
    us = a_couple_with(DAILY)

    assert commands.add_ritual(us.state, added("  Date  night "))[0].name == "Date night"
    with pytest.raises(RuleError, match="You keep Walk already"):
        commands.add_ritual(us.state, added("wálk"))


def test_a_ritual_that_is_put_away_is_brought_back_rather_than_added_again() -> None:
    us = a_couple_with(DAILY)
    us.archive(march(10))

    with pytest.raises(RuleError, match="put away, not gone") as refusal:
        commands.add_ritual(us.state, added(ritual=WALK))
    assert refusal.value.remedy is Remedy.RESTORE
    assert commands.add_ritual(us.state, added("Walk", ritual="another"))


def test_what_is_kept_under_another_name_is_not_added_over() -> None:
    us = a_couple_with(DAILY)
    us.say(e.RitualEdited(WALK, name="Stroll"))

    with pytest.raises(RuleError, match="You keep it already, as Stroll"):
        commands.add_ritual(us.state, added("Walk", ritual=WALK))


@pytest.mark.parametrize(
    "wrong",
    [
        added(cadence=Once(march(10), 3)),
        added(who="cy"),
        e.RitualAdded("new", march(13), "Long", DAILY, minutes=1441),
        e.RitualAdded("new", march(13), "Early", DAILY, remind=(-1,)),
    ],
)
def test_what_makes_no_sense_is_refused(wrong: e.RitualAdded) -> None:
    us = Couple()

    with pytest.raises(UsageError):
        commands.add_ritual(us.state, wrong)


def test_a_one_off_that_has_begun_can_still_be_taken_up() -> None:
    us = Couple()

    assert commands.add_ritual(us.state, added(cadence=Once(march(12), 2)))


# editing


def edited(us: Couple, cadence: Cadence, *, today: date = TODAY) -> list[e.RitualEdited | e.CadenceChanged]:
    return commands.edit_ritual(us.state, us.ritual, NO_WISH, today=today, cadence=cadence)


def test_an_edit_says_only_what_is_different() -> None:
    us = a_couple_with(DAILY)

    wish = e.RitualEdited(WALK, name="Walk", minutes=20)

    assert commands.edit_ritual(us.state, us.ritual, wish, today=march(13)) == [e.RitualEdited(WALK, minutes=20)]
    assert edited(us, Rule("FREQ=DAILY")) == []


def test_an_edit_that_leaves_the_rule_alone_keeps_its_start() -> None:
    us = a_couple_with(Rule("FREQ=DAILY;INTERVAL=3"))

    assert edited(us, Rule("FREQ=DAILY;INTERVAL=3", at=time(19))) == [
        e.CadenceChanged(WALK, march(13), Rule("FREQ=DAILY;INTERVAL=3", march(1), time(19)))
    ]


@pytest.mark.parametrize("said", ["FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", "FREQ=WEEKLY;INTERVAL=2"])
def test_a_rule_that_says_the_same_in_other_words_is_left_alone(said: str) -> None:
    us = Couple()
    us.say(e.HouseholdEdited(week_starts_on=6))
    us.say(commands.add_ritual(us.state, e.RitualAdded(WALK, march(1), "Walk", Rule("FREQ=WEEKLY;INTERVAL=2")))[0])

    assert edited(us, Rule(said)) == []


def test_a_changed_cadence_holds_from_that_day_on() -> None:
    us = a_couple_with(DAILY)

    assert edited(us, EVERY_FRIDAY, today=march(12)) == [
        e.CadenceChanged(WALK, march(12), Rule("FREQ=WEEKLY;BYDAY=FR", march(13)))
    ]


def test_a_changed_cadence_holds_from_the_next_day_if_that_one_is_kept() -> None:
    us = a_couple_with(DAILY)
    us.tick(march(12))

    assert edited(us, EVERY_FRIDAY, today=march(12))[0] == e.CadenceChanged(
        WALK, march(13), Rule("FREQ=WEEKLY;BYDAY=FR", march(13))
    )


@pytest.mark.parametrize(
    ("cadence", "ticked", "new"),
    [
        (EVERY_FRIDAY, [12], Rule("FREQ=WEEKLY;BYDAY=MO")),
        (Once(march(12), 3), [12], DAILY),
        (THREE_A_WEEK, [9, 10, 11], Quota(5, "week")),
        (THREE_A_WEEK, [9, 10, 11], DAILY),
    ],
)
def test_a_changed_cadence_never_takes_away_what_is_kept(cadence: Cadence, ticked: list[int], new: Cadence) -> None:
    us = a_couple_with(cadence, since=march(9))
    us.tick(*on_march(*ticked))
    before = us.streak(march(12))

    us.say(edited(us, new, today=march(12))[0])

    assert us.streak(march(12)) == before == (1, 1)


def test_a_moved_occurrence_that_was_kept_stays_kept_when_the_cadence_changes() -> None:
    us = a_couple_with(EVERY_FRIDAY, since=march(9))
    us.move(march(13), march(11))
    us.tick(march(11))

    us.say(edited(us, Rule("FREQ=WEEKLY;BYDAY=MO"), today=march(11))[0])

    assert us.streak(march(12)) == (1, 1)


def test_a_cadence_cannot_be_changed_to_a_day_that_has_gone_by() -> None:
    us = a_couple_with(DAILY)

    with pytest.raises(UsageError, match="has gone by"):
        edited(us, Once(march(5)))


def two_rituals() -> Couple:
    """Walk and Tea, each of which is there every day."""
    us = a_couple_with(DAILY)
    us.keep(DAILY, name="tea")
    return us


def test_a_ritual_does_not_take_the_name_of_another() -> None:
    us = two_rituals()

    with pytest.raises(RuleError, match="You keep Tea already") as refusal:
        commands.edit_ritual(us.state, us.ritual, e.RitualEdited(WALK, name=" TÉA "), today=TODAY)
    assert refusal.value.remedy is Remedy.CHOOSE_NAME
    assert commands.edit_ritual(us.state, us.ritual, e.RitualEdited(WALK, name="WALK"), today=TODAY)


def test_a_name_that_came_twice_from_elsewhere_stays_and_can_be_changed() -> None:
    us = two_rituals()
    us.say(e.RitualEdited("tea", name="Walk"))

    with_a_cue = commands.edit_ritual(us.state, us.ritual, e.RitualEdited(WALK, name="Walk", cue="rain"), today=TODAY)
    renamed = commands.edit_ritual(us.state, us.ritual, e.RitualEdited(WALK, name="Stroll"), today=TODAY)

    assert with_a_cue == [e.RitualEdited(WALK, cue="rain")]
    assert renamed == [e.RitualEdited(WALK, name="Stroll")]


def test_what_is_put_away_leaves_its_name_to_others() -> None:
    us = two_rituals()
    us.say(e.RitualArchived("tea", march(10)))

    assert commands.edit_ritual(us.state, us.ritual, e.RitualEdited(WALK, name="Tea"), today=TODAY)


# putting away and bringing back


def test_what_is_put_away_comes_back_only_while_its_name_is_free() -> None:
    us = two_rituals()
    us.archive(march(10))
    us.say(e.RitualEdited("tea", name="wálk"))

    with pytest.raises(RuleError, match="You keep wálk already") as refusal:
        commands.restore_ritual(us.state, us.ritual, today=TODAY)
    with pytest.raises(RuleError, match="You keep wálk already"):
        commands.take_up_ritual(us.state, added(ritual=WALK), today_of=lambda _: TODAY)
    us.say(e.RitualEdited("tea", name="Tea"))

    assert refusal.value.remedy is Remedy.RENAME_KEPT
    assert commands.restore_ritual(us.state, us.ritual, today=TODAY)


def test_putting_away_keeps_todays_tick_and_bringing_back_goes_on_from_there() -> None:
    us = a_couple_with(DAILY)
    us.tick(march(13))
    put_away = commands.archive_ritual(us.state, us.ritual, today=march(13), by=ANA)[0]
    us.say(put_away)

    brought_back = commands.restore_ritual(us.state, us.ritual, today=march(13))[0]

    assert put_away.on == brought_back.on == march(14)


def test_what_is_put_away_is_not_put_away_twice_nor_brought_back_unasked() -> None:
    us = a_couple_with(DAILY)
    with pytest.raises(RuleError, match="with you already"):
        commands.restore_ritual(us.state, us.ritual, today=march(13))
    us.archive(march(10))

    with pytest.raises(RuleError, match="put away already"):
        commands.archive_ritual(us.state, us.ritual, today=march(13), by=ANA)


# people


def test_two_people_never_have_one_name() -> None:
    us = Couple()

    with pytest.raises(RuleError, match="here already"):
        household_commands.join(us.state, "cy", "BEN", on=march(1))
    with pytest.raises(RuleError, match="There is a Ana already"):
        household_commands.rename_person(us.state, BEN, "Ana")
    assert household_commands.rename_person(us.state, BEN, "ben") == [e.PersonRenamed(BEN, "ben")]


def test_nobody_joins_or_is_renamed_as_a_word_that_stands_for_people() -> None:
    us = Couple()

    with pytest.raises(UsageError, match="“Both” stands for people here already"):
        household_commands.join(us.state, "cy", "Both", on=march(1))
    with pytest.raises(UsageError, match="“nobody” stands for people here already"):
        household_commands.rename_person(us.state, BEN, " nobody ")


def test_a_name_that_came_from_elsewhere_stays_until_it_is_changed() -> None:
    us = Couple()
    us.say(e.PersonRenamed(BEN, "each"))

    assert household_commands.rename_person(us.state, BEN, "each") == []
    assert household_commands.rename_person(us.state, BEN, "Ben") == [e.PersonRenamed(BEN, "Ben")]


# from which day it counts


def test_history_from_before_a_ritual_was_added_can_count() -> None:
    wish = e.RitualAdded("tea", TODAY, "Tea", DAILY, since=march(1))

    (added,) = commands.add_ritual(Couple().state, wish)

    assert (added.on, added.since, added.cadence) == (TODAY, march(1), Rule("FREQ=DAILY", march(1)))


def test_a_one_off_of_then_can_be_added_with_the_day_it_was_on() -> None:
    trip = e.RitualAdded("trip", TODAY, "Trip", Once(march(7)))
    with pytest.raises(UsageError, match="has gone by"):
        commands.add_ritual(Couple().state, trip)

    assert commands.add_ritual(Couple().state, replace(trip, since=march(7)))


def test_nothing_counts_before_a_first_day_that_was_chosen() -> None:
    later = Rule("FREQ=DAILY;INTERVAL=14", march(29))
    wish = e.RitualAdded("tea", TODAY, "Tea", later, since=march(1))
    with pytest.raises(UsageError, match="Its first day is Sunday 29 March, and nothing counts before that"):
        commands.add_ritual(Couple().state, wish)

    us = a_couple_with(later, since=march(10))
    with pytest.raises(UsageError, match="Its first day is"):
        commands.edit_ritual(us.state, us.ritual, e.RitualEdited(WALK, since=march(1)), today=TODAY)


def test_the_day_of_adding_itself_is_nothing_to_set() -> None:
    (added,) = commands.add_ritual(Couple().state, e.RitualAdded("tea", TODAY, "Tea", DAILY, since=TODAY))

    assert added.since is None


@pytest.mark.parametrize(
    ("since", "sentence"),
    [
        (
            march(14),
            "Saturday 14 March is still ahead, and nothing counts before it has been. Give today or an earlier",
        ),
        (march(12), "Walk has counted since Tuesday 10 March already. Give an earlier day"),
    ],
)
def test_a_day_from_which_it_could_not_count_is_refused(since: date, sentence: str) -> None:
    us = a_couple_with(DAILY, since=march(10))

    with pytest.raises((UsageError, RuleError), match=sentence):
        commands.edit_ritual(us.state, us.ritual, e.RitualEdited(WALK, since=since), today=TODAY)


def test_an_earlier_day_to_count_from_can_be_changed_and_taken_back() -> None:
    us = a_couple_with(DAILY, since=march(10))

    def count_since(day: int) -> list[e.RitualEdited | e.CadenceChanged]:
        events = commands.edit_ritual(us.state, us.ritual, e.RitualEdited(WALK, since=march(day)), today=TODAY)
        for event in events:
            us.say(event)
        return events

    assert count_since(10) == []
    assert count_since(2) == [e.RitualEdited(WALK, since=march(2))]
    assert count_since(2) == []
    assert count_since(8)
    assert us.ritual.since == march(8)
    assert taken_up_on(us.ritual) == march(10)
    assert count_since(10)
    assert us.ritual.since is None


def test_what_was_put_away_and_brought_back_counts_earlier_without_losing_what_was() -> None:
    us = a_couple_with(DAILY, since=march(2))
    us.archive(march(5))
    us.restore(march(10))

    for too_early in (1, 3):
        with pytest.raises(RuleError, match="was put away on Thursday 5 March, and what was lived before stays"):
            commands.edit_ritual(us.state, us.ritual, e.RitualEdited(WALK, since=march(too_early)), today=TODAY)
    for day in (8, 5, 7):
        (event,) = commands.edit_ritual(us.state, us.ritual, e.RitualEdited(WALK, since=march(day)), today=TODAY)
        us.say(event)
        assert us.ritual.since == march(day)
        assert since_words(us.ritual, TODAY) == f"counted again since {day} March"
        assert us.ritual.spans[0].since == march(2)
