"""Bringing in what another program holds: nothing doubles, one undo takes it back, what was lived counts at once."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, timedelta

import pytest

from rituals.core import events as e
from rituals.core.exchange.foreign import EVERYONE, MOST_RITUALS, Foreign, ForeignFile, ForeignTick
from rituals.core.exchange.import_plan import Answers, ImportPlan, RitualChoice
from rituals.core.model import EACH, TOGETHER, Move, Once, Quota, Rule
from rituals.core.occurrences.matching import Outcome, results_between
from rituals.core.rhythm.history import ritual_history
from rituals.core.text import NOTE_LIMIT
from rituals.errors import RuleError
from rituals.service.couple import CoupleService
from rituals.service.exchange.bringing_in import bring_in, preview
from tests.kit.fakes import FakeClock, MemoryLog, make_rituals

TODAY = date(2026, 11, 22)
DAILY = Rule("FREQ=DAILY")
YEAR = [TODAY - timedelta(days=n) for n in range(365, 0, -1)]


def foreign(
    name: str = "Tea",
    days: Collection[date] = YEAR,
    *,
    by: str = "",
    note: Callable[[date], str] = lambda _: "",
    rests: tuple[date, ...] = (),
    cadence: Rule | Quota | Once | None = DAILY,
    put_away: bool = False,
) -> Foreign:
    ticks = tuple(ForeignTick(day, by, note=note(day)) for day in days)
    return Foreign(name, cadence, ticks, rests, is_put_away=put_away)


def file(*rituals: Foreign) -> ForeignFile:
    return ForeignFile(rituals)


def alone() -> CoupleService:
    return make_rituals(FakeClock("2026-11-22 19:00"))


def a_couple() -> tuple[CoupleService, str, str]:
    service = alone()
    sam = service.join("Sam")
    return service, service.couple[0].id, sam.id


def brought(
    service: CoupleService, *rituals: Foreign, whose: str | None = TOGETHER, **choices: RitualChoice
) -> ImportPlan:
    numbered = {int(place.removeprefix("of_")): choice for place, choice in choices.items()}
    return bring_in(service, file(*rituals), Answers(whose, numbered))


def ritual_called(service: CoupleService, name: str) -> str:
    (ritual,) = [ritual.id for ritual in service.state.rituals.values() if ritual.name == name]
    return ritual


def ticked(service: CoupleService, name: str = "Tea") -> list[tuple[date, str | None, str]]:
    days = service.state.ticks(ritual_called(service, name)).values()
    return [(tick.day, tick.by, tick.note) for day in days for tick in day]


def streak_of(service: CoupleService, name: str = "Tea") -> int:
    ritual = service.state.rituals[ritual_called(service, name)]
    return ritual_history(service.state, ritual, service.today()).streak.current


# what comes in


def test_a_preview_writes_nothing() -> None:
    service = alone()

    plan = preview(service, file(foreign()), Answers())

    assert plan.brought_in[0].new_days == 365
    assert not service.state.rituals


def test_a_year_elsewhere_counts_here_at_once() -> None:
    service = alone()

    brought(service, foreign())

    assert len(ticked(service)) == 365
    assert streak_of(service) == 365


def test_an_import_is_one_commit() -> None:
    log = MemoryLog()
    service = make_rituals(FakeClock("2026-11-22 19:00"), log)
    service.welcome_somebody()
    before = len(log.records)

    brought(service, foreign(), foreign("Walk"))

    assert len({(record.lamport, record.at) for record in log.records[before:]}) == 1
    assert len({record.id.rpartition("-")[0] for record in log.records[before:]}) == 1


def test_what_was_put_away_there_is_put_away_here_after_its_last_day() -> None:
    service = alone()

    brought(service, foreign(days=YEAR[:40], put_away=True))

    assert service.state.rituals[ritual_called(service, "Tea")].archived_on == YEAR[40]


def test_one_with_few_days_is_put_away_too() -> None:
    service = alone()

    brought(service, *(foreign(f"Tea {n}", YEAR[:n], put_away=True) for n in range(3, 20)))

    assert all(ritual.is_archived for ritual in service.state.rituals.values())


def test_days_that_are_still_ahead_are_left_out_and_told() -> None:
    service = alone()

    plan = brought(service, foreign(days=[*YEAR[-3:], TODAY, TODAY + timedelta(days=1)]))

    assert "1 day still ahead is left out." in plan.lines[0].told
    assert max(day for day, *_ in ticked(service)) == TODAY


def test_a_rest_of_a_planned_day_comes_in_and_breaks_no_streak() -> None:
    service = alone()
    rest = YEAR[-4]

    brought(service, foreign(days=[day for day in YEAR[-10:] if day != rest], rests=(rest,)))

    ritual = service.state.rituals[ritual_called(service, "Tea")]
    results = results_between(service.state, ritual, rest, rest, TODAY)
    assert [result.outcome for result in results] == [Outcome.RESTED]
    assert streak_of(service) == 9


def test_a_rest_of_a_quota_is_left_out_and_told() -> None:
    service = alone()

    plan = brought(service, foreign(days=YEAR[-10:], rests=(YEAR[-12],), cadence=Quota(3, "week")))

    assert plan.lines[0].new_rests == 0
    assert any("1 rest is left out" in sentence for sentence in plan.lines[0].told)


def test_a_note_that_is_longer_than_one_may_be_comes_in_parts() -> None:
    service = alone()
    long = "long " * NOTE_LIMIT

    brought(service, foreign(days=YEAR[-1:], note=lambda _: long))
    brought(service, foreign(days=YEAR[-1:], note=lambda _: long))

    notes = [note for _, _, note in ticked(service)]
    assert "".join(notes) == long.strip()


def test_a_plan_is_taken_only_if_it_is_picked() -> None:
    service = alone()
    saturday = TODAY + timedelta(days=6)
    plan = Foreign(
        "Date", Rule("FREQ=WEEKLY;BYDAY=SA"), moves=(Move(saturday, saturday + timedelta(days=1)),), is_plan=True
    )

    assert not brought(service, plan).brought_in
    brought(service, plan, of_0=RitualChoice(is_taken=True))

    ritual = service.state.rituals[ritual_called(service, "Date")]
    assert [move.to for move in ritual.moves] == [saturday + timedelta(days=1)]


def test_what_has_more_rituals_than_anybody_keeps_is_refused() -> None:
    service = alone()

    with pytest.raises(RuleError, match="more than 500 rituals"):
        brought(service, *(foreign(f"Tea {n}", ()) for n in range(MOST_RITUALS + 1)))

    assert not service.state.rituals


# again


def test_the_same_file_again_adds_nothing() -> None:
    service = alone()
    tea = foreign(note=lambda day: "mint" if day.day == 1 else "", rests=(TODAY - timedelta(days=400),))

    brought(service, tea)
    again = brought(service, tea)

    assert not again.events
    assert len(ticked(service)) == 365


def test_a_newer_file_adds_the_days_and_the_notes_that_are_new() -> None:
    service = alone()
    brought(service, foreign(days=YEAR[:-5]))

    plan = brought(service, foreign(note=lambda day: "late" if day == YEAR[3] else ""))

    assert (plan.lines[0].new_days, plan.lines[0].new_notes) == (5, 1)
    assert {note for day, _, note in ticked(service) if day == YEAR[3]} == {"", "late"}


def test_a_day_ticked_here_already_gets_no_second_tick() -> None:
    service = alone()
    service.add(e.RitualAdded("tea", TODAY, "Tea", DAILY))
    service.tick("tea")

    plan = brought(service, foreign(days=[*YEAR[-9:], TODAY]))

    assert plan.lines[0].new_days == 9
    assert len(service.state.ticks("tea")[TODAY]) == 1


def test_a_habit_that_was_renamed_there_goes_on_as_what_it_was() -> None:
    service = alone()
    brought(service, foreign("Tea", YEAR[:-5]), foreign("Walk", YEAR[::2]))

    plan = brought(service, foreign("Tea on the balcony"), foreign("Walk", YEAR[::2]))

    assert [line.kept and line.kept.name for line in plan.lines] == ["Tea", "Walk"]
    assert len(ticked(service)) == 365
    assert "goes on as that" in " ".join(plan.lines[0].told)


def test_a_ritual_that_was_renamed_here_goes_on_too() -> None:
    service = alone()
    brought(service, foreign("Tea", YEAR[:-5]))
    tea = ritual_called(service, "Tea")
    service.edit(tea, e.RitualEdited(tea, name="Mint tea"))

    brought(service, foreign("Tea"))

    assert len(ticked(service, "Mint tea")) == 365


def test_a_renamed_habit_can_be_kept_apart() -> None:
    service = alone()
    brought(service, foreign("Tea", YEAR[:-5]))

    brought(service, foreign("Coffee"), of_0=RitualChoice(joins=None))

    assert {ritual.name for ritual in service.state.rituals.values()} == {"Tea", "Coffee"}


def test_after_an_undo_the_same_file_comes_in_with_other_answers() -> None:
    service, _, _ = a_couple()
    brought(service, foreign(by=""))

    service.undo()
    assert not service.state.rituals
    brought(service, foreign(by=""), of_0=RitualChoice(name="Mint tea", cadence=Quota(5, "week")))

    assert len(ticked(service, "Mint tea")) == 365
    assert service.state.rituals[ritual_called(service, "Mint tea")].cadence == Quota(5, "week")


def test_an_undo_leaves_what_was_here_before() -> None:
    service = alone()
    service.add(e.RitualAdded("tea", TODAY, "Tea", DAILY))
    service.tick("tea")

    brought(service, foreign())
    service.undo()

    assert ticked(service) == [(TODAY, None, "")]
    assert service.state.rituals["tea"].added_on == TODAY


# into one that is kept


def test_history_that_reaches_further_back_than_a_kept_ritual_counts_too() -> None:
    service = alone()
    service.add(e.RitualAdded("tea", TODAY - timedelta(days=30), "Tea", DAILY))
    for day in YEAR[-30:]:
        service.tick("tea", day)

    brought(service, foreign(days=YEAR[:-30]))

    assert streak_of(service) == 365
    assert service.state.rituals["tea"].added_on == YEAR[0]


def test_history_before_a_first_day_that_was_set_back_keeps_both_cadences() -> None:
    service = alone()
    since = TODAY - timedelta(days=60)
    service.add(e.RitualAdded("tea", TODAY - timedelta(days=30), "Tea", DAILY, since=since))

    brought(service, foreign(cadence=Quota(2, "week")))

    spans = service.state.rituals["tea"].spans
    assert [(span.since, type(span.cadence)) for span in spans][:2] == [(YEAR[0], Quota), (since, Rule)]


def test_one_can_be_joined_to_a_ritual_of_another_name() -> None:
    service = alone()
    service.add(e.RitualAdded("tea", TODAY, "Mint tea", DAILY))

    brought(service, foreign("Tea"), of_0=RitualChoice(joins="tea"))

    assert len(ticked(service, "Mint tea")) == 365


def test_two_of_a_file_cannot_become_one() -> None:
    service = alone()
    service.add(e.RitualAdded("tea", TODAY, "Mint tea", DAILY))

    plan = brought(
        service, foreign("Tea"), foreign("Té"), of_0=RitualChoice(joins="tea"), of_1=RitualChoice(joins="tea")
    )

    assert [bool(line.wrong) for line in plan.lines] == [False, True]


def test_two_of_one_name_need_another_name_for_one_of_them() -> None:
    service = alone()

    plan = brought(service, foreign("Tea"), foreign("tea", YEAR[:9]))

    assert [bool(line.wrong) for line in plan.lines] == [False, True]
    assert "Give this one another name." in plan.lines[1].wrong


# whose they are


def test_it_is_asked_whose_days_are_of_which_the_file_does_not_say_it() -> None:
    service, _, _ = a_couple()

    assert preview(service, file(foreign()), Answers()).asks_whose
    assert not preview(service, file(foreign()), Answers(TOGETHER)).asks_whose
    assert not preview(service, file(foreign(by=EVERYONE)), Answers()).asks_whose
    assert not preview(alone(), file(foreign()), Answers()).asks_whose


def test_days_of_who_sits_here_are_a_ritual_of_their_own() -> None:
    service, ana, _ = a_couple()

    brought(service, foreign(), whose=ana)

    assert service.state.rituals[ritual_called(service, "Tea")].who == ana
    assert streak_of(service) == 365


def test_days_of_the_other_one_alone_are_theirs_to_bring_in() -> None:
    service, _, sam = a_couple()

    plan = brought(service, foreign(), whose=sam)

    assert service.state.rituals[ritual_called(service, "Tea")].who == EACH
    assert {by for _, by, _ in ticked(service)} == {sam}
    assert not plan.lines[0].wrong


def test_both_bring_in_their_own_days_of_one_ritual() -> None:
    service, ana, sam = a_couple()
    service.add(e.RitualAdded("tea", TODAY, "Tea", DAILY, EACH))

    brought(service, foreign(), whose=ana)
    brought(service, foreign(), whose=sam)

    assert len(ticked(service)) == 2 * 365
    assert streak_of(service) == 365


def test_both_bring_in_one_file_and_nothing_doubles() -> None:
    service, ana, sam = a_couple()
    days = foreign(by="Sam", note=lambda day: "mint" if day.day == 1 else "")

    brought(service, days, whose=None)
    service.seat(sam)
    again = brought(service, days, whose=None)

    assert not again.events
    assert len(ticked(service)) == 365
    assert ana


def test_names_that_a_file_has_are_kept_and_strangers_are_told() -> None:
    service, _, sam = a_couple()
    ticks = (ForeignTick(YEAR[-1], "sam"), ForeignTick(YEAR[-1], EVERYONE), ForeignTick(YEAR[-2], "Kim"))

    plan = brought(service, Foreign("Tea", DAILY, ticks), whose=None)

    assert {(day, by) for day, by, _ in ticked(service)} == {(YEAR[-1], sam), (YEAR[-1], None), (YEAR[-2], None)}
    assert plan.told == ("“Kim” is nobody here: 1 day of theirs counts as those of which the file says nothing.",)


def test_what_is_another_ones_alone_takes_in_nothing() -> None:
    service, ana, sam = a_couple()
    service.seat(sam)
    service.add(e.RitualAdded("tea", TODAY, "Tea", DAILY, sam))
    service.seat(ana)

    plan = brought(service, foreign())

    assert "Give this one another name." in plan.lines[0].wrong
    assert not service.state.ticks("tea")
