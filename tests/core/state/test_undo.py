"""Whose an intent is, what rests on it, and which one an undo therefore takes back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import time, timedelta

import pytest

from rituals.core import events as e
from rituals.core.events import AnyEvent, Event
from rituals.core.events.recorded import Recorded
from rituals.core.exchange.event_schema import kind_of
from rituals.core.model import EACH, HIGHEST_LAMPORT, EventId
from rituals.core.state.couple_state import State
from rituals.core.state.undo import LatestIntent, latest_intent
from rituals.core.state.undoable import UNDOABLE
from tests.kit.histories import (
    A_MOMENT,
    ANA,
    BEGUN,
    BEN,
    DAILY,
    EVERY_FRIDAY,
    THREE_A_WEEK,
    WALK,
    Couple,
    march,
    record,
)

KIM = "kim"
BENS_NOTE, ANAS_NOTE, BENS_TEA, EACHS = "bens-note", "anas-note", "bens-tea", "eachs"


def undone(couple: Couple, person: str = ANA, since_sitting: Collection[EventId] = ()) -> LatestIntent:
    """What an undo on this couple's laptop takes back for the person who sits there."""
    own = [one for one in couple.records if one.device == "laptop"]
    return latest_intent(couple.state, own[::-1], person=person, since_sitting=since_sitting)


def events_of(latest: LatestIntent) -> list[AnyEvent]:
    return [one.event for one in latest.records]


def from_elsewhere(couple: Couple, event: AnyEvent) -> str:
    """Record what another device wrote next."""
    new = record(event, lamport=couple.state.lamport + 1, number=len(couple.records), device="phone")
    couple.hear([new])
    return new.id


def who_keep_things() -> Couple:
    """Ana and Ben, with rituals together, of each and of Ben alone, a note of each, and a tick of each."""
    couple = Couple()
    couple.keep(DAILY)
    couple.keep(DAILY, who=EACH, name=EACHS)
    couple.keep(DAILY, who=BEN, name=BENS_TEA)
    for person, note in ((ANA, ANAS_NOTE), (BEN, BENS_NOTE)):
        couple.say(e.AppreciationAdded(note, person, BEGUN, "thank you"))
        couple.hear([Recorded(f"tick-of-{person}", "laptop", 50, A_MOMENT, e.RitualTicked(EACHS, BEGUN, person))])
    couple.hear([Recorded("tick-of-both", "laptop", 50, A_MOMENT, e.RitualTicked(WALK, BEGUN))])
    couple.hear([Recorded("pause", "laptop", 51, A_MOMENT, e.PauseBegan("ours", BEGUN))])
    couple.hear([Recorded("bens-pause", "laptop", 51, A_MOMENT, e.PauseBegan("bens", BEGUN, ritual=BENS_TEA))])
    return couple


WHOSE: list[tuple[AnyEvent, set[str | None]]] = [
    (e.PersonJoined(KIM, "Kim", BEGUN), {KIM}),
    (e.PersonRenamed(BEN, "Benny"), {BEN}),
    (e.PersonLeft(BEN, BEGUN), {None}),
    (e.PersonRemoved(BEN), {None}),
    (e.HouseholdEdited(week_starts_on=6), {None}),
    (e.RitualAdded("new", BEGUN, "New", DAILY), {None}),
    (e.RitualAdded("new", BEGUN, "New", DAILY, EACH), {None}),
    (e.RitualAdded("new", BEGUN, "New", DAILY, BEN), {BEN}),
    (e.RitualEdited(WALK, name="Stroll"), {None}),
    (e.RitualEdited(BENS_TEA, name="Coffee"), {BEN}),
    (e.RitualEdited("unknown", name="Coffee"), {None}),
    (e.CadenceChanged(EACHS, BEGUN, THREE_A_WEEK), {None}),
    (e.CadenceChanged(BENS_TEA, BEGUN, THREE_A_WEEK), {BEN}),
    (e.RitualArchived(WALK, BEGUN), {None}),
    (e.RitualArchived(BENS_TEA, BEGUN), {BEN}),
    (e.RitualRestored(WALK, BEGUN), {None}),
    (e.RitualRestored(BENS_TEA, BEGUN), {BEN}),
    (e.RitualTicked(WALK, BEGUN), {None}),
    (e.RitualTicked(EACHS, BEGUN, BEN), {BEN}),
    (e.RitualTicked(EACHS, BEGUN, ANA), {ANA}),
    (e.RitualTicked(BENS_TEA, BEGUN), {BEN}),
    (e.RitualUnticked(WALK, ("tick-of-both",)), {None}),
    (e.RitualUnticked(EACHS, ("tick-of-ben",)), {BEN}),
    (e.RitualUnticked(EACHS, ("tick-of-ben", "tick-of-ana")), {ANA, BEN}),
    (e.RitualUnticked(BENS_TEA, ("unknown",)), {BEN}),
    (e.OccurrenceRested(WALK, BEGUN), {None}),
    (e.OccurrenceRested(EACHS, BEGUN, BEN), {None}),
    (e.OccurrenceRested(BENS_TEA, BEGUN), {BEN}),
    (e.OccurrenceMoved(WALK, BEGUN, march(2)), {None}),
    (e.OccurrenceMoved(BENS_TEA, BEGUN, march(2)), {BEN}),
    (e.PauseBegan("new", BEGUN), {None}),
    (e.PauseBegan("new", BEGUN, ritual=WALK), {None}),
    (e.PauseBegan("new", BEGUN, ritual=BENS_TEA), {BEN}),
    (e.PauseEnded("ours", BEGUN), {None}),
    (e.PauseEnded("bens", BEGUN), {BEN}),
    (e.AppreciationAdded("new", BEN, BEGUN, "thank you"), {BEN}),
    (e.AppreciationAdded("new", "", BEGUN, "thank you"), {None}),
    (e.AppreciationEdited(BENS_NOTE, text="thanks"), {BEN}),
    (e.AppreciationEdited(ANAS_NOTE, text="thanks"), {ANA}),
    (e.AppreciationFavoured(BENS_NOTE), {None}),
    (e.AppreciationAnswered(BENS_NOTE, ANA, "oh!"), {ANA}),
    (e.JarOpened(BEGUN, (BENS_NOTE,)), {None}),
    (e.QuestionFavoured("q1"), {None}),
    (e.SomedayAdded("lake", BEN, "the lake at night"), {BEN}),
    (e.SomedayEdited("lake", text="the sea at night"), {None}),
    (e.SomedayDropped("lake", BEGUN), {None}),
]


def _case_id(part: object) -> str:
    return "-".join(sorted(map(str, part))) if isinstance(part, set) else str(part)


@pytest.mark.parametrize(("event", "whose"), WHOSE, ids=_case_id)
def test_an_event_is_of_whom_it_names_itself_or_by_its_ritual_or_note(event: Event, whose: set[str | None]) -> None:
    couple = who_keep_things()

    assert set(UNDOABLE[type(event)].whose(event, couple.state)) == whose


def test_of_every_kind_that_can_be_undone_it_is_said_whose_it_is() -> None:
    assert {type(event) for event, _ in WHOSE} == UNDOABLE.keys()


@pytest.mark.parametrize(("event", "whose"), WHOSE, ids=_case_id)
def test_what_is_the_others_alone_is_left_and_all_else_is_taken_back(event: AnyEvent, whose: set[str | None]) -> None:
    couple = who_keep_things()
    couple.say(e.HouseholdEdited(week_starts_on=5))
    couple.say(event)

    latest = undone(couple)

    is_others = whose in ({BEN}, {KIM})
    assert events_of(latest) == [e.HouseholdEdited(week_starts_on=5) if is_others else event]
    assert latest.others == (whose if is_others else set())


@pytest.mark.parametrize(("event", "whose"), WHOSE, ids=_case_id)
def test_what_was_done_since_sitting_down_is_taken_back_whomever_it_names(
    event: AnyEvent, whose: set[str | None]
) -> None:
    del whose
    couple = who_keep_things()
    new = couple.say(event)

    assert events_of(undone(couple, since_sitting={new})) == [event]


def test_the_person_it_names_takes_it_back() -> None:
    couple = who_keep_things()
    couple.say(e.AppreciationEdited(BENS_NOTE, text="thanks"))

    assert events_of(undone(couple, BEN)) == [e.AppreciationEdited(BENS_NOTE, text="thanks")]


def test_what_names_nobody_goes_along_with_what_names_somebody() -> None:
    couple = who_keep_things()
    note, tick = e.AppreciationAdded("new", BEN, BEGUN, "thank you"), e.RitualTicked(WALK, BEGUN)
    lamport = couple.state.lamport + 1
    couple.hear([record(note, lamport=lamport, number=900), record(tick, lamport=lamport, number=901)])

    latest = undone(couple)

    assert note not in events_of(latest)
    assert latest.others == {BEN}
    assert len(undone(couple, BEN).records) == 2


def test_nothing_left_is_nobodys() -> None:
    couple = Couple(ANA)

    assert undone(couple) == LatestIntent((), [], set())


# what rests on it

ADDED = e.RitualAdded("tea", BEGUN, "Tea", DAILY)
RESTS: list[tuple[AnyEvent, AnyEvent]] = [
    (e.PersonJoined(KIM, "Kim", BEGUN), e.RitualTicked(EACHS, BEGUN, KIM)),
    (e.PersonJoined(KIM, "Kim", BEGUN), e.AppreciationAdded("new", KIM, BEGUN, "thank you")),
    (e.PersonJoined(KIM, "Kim", BEGUN), e.AppreciationAdded("new", BEN, BEGUN, "thank you", KIM)),
    (e.PersonJoined(KIM, "Kim", BEGUN), e.RitualAdded("new", BEGUN, "New", DAILY, KIM)),
    (e.PersonJoined(KIM, "Kim", BEGUN), e.CheckinShared("c", KIM, BEGUN, {})),
    (e.PersonJoined(KIM, "Kim", BEGUN), e.PersonRenamed(KIM, "Kimmy")),
    (e.PersonRenamed(ANA, "Anna"), e.PersonRenamed(ANA, "Anne")),
    (e.PersonLeft(BEN, BEGUN), e.PersonLeft(BEN, march(9))),
    (e.PersonRemoved(BEN), e.PersonRemoved(BEN)),
    (e.HouseholdEdited(week_starts_on=6), e.HouseholdEdited(week_starts_on=5)),
    (ADDED, e.RitualTicked("tea", BEGUN)),
    (ADDED, e.RitualEdited("tea", cue="when it rains")),
    (ADDED, e.CadenceChanged("tea", BEGUN, THREE_A_WEEK)),
    (ADDED, e.RitualArchived("tea", BEGUN)),
    (ADDED, e.OccurrenceRested("tea", BEGUN)),
    (ADDED, e.OccurrenceMoved("tea", BEGUN, march(2))),
    (ADDED, e.PauseBegan("new", BEGUN, ritual="tea")),
    (e.RitualEdited(WALK, name="Stroll"), e.RitualEdited(WALK, name="March")),
    (e.CadenceChanged(WALK, BEGUN, THREE_A_WEEK), e.CadenceChanged(WALK, BEGUN, EVERY_FRIDAY)),
    (e.CadenceChanged(WALK, BEGUN, EVERY_FRIDAY), e.RitualTicked(WALK, march(6))),
    (e.CadenceChanged(WALK, BEGUN, EVERY_FRIDAY), e.OccurrenceMoved(WALK, march(6), march(7))),
    (e.CadenceChanged(WALK, BEGUN, EVERY_FRIDAY), e.OccurrenceRested(WALK, march(6))),
    (e.RitualArchived(WALK, BEGUN), e.RitualRestored(WALK, march(2))),
    (e.RitualRestored(WALK, BEGUN), e.RitualTicked(WALK, march(2))),
    (e.RitualRestored(WALK, BEGUN), e.RitualArchived(WALK, march(2))),
    (e.OccurrenceRested(WALK, BEGUN), e.OccurrenceRested(WALK, BEGUN, rested=False)),
    (e.OccurrenceMoved(WALK, BEGUN, march(9)), e.OccurrenceMoved(WALK, BEGUN, march(8))),
    (e.OccurrenceMoved(WALK, BEGUN, march(9)), e.RitualTicked(WALK, march(9))),
    (e.PauseBegan("new", BEGUN), e.PauseEnded("new", march(2))),
    (e.PauseEnded("ours", march(3)), e.PauseEnded("ours", march(2))),
    (e.AppreciationAdded("new", ANA, BEGUN, "thank you"), e.AppreciationFavoured("new")),
    (e.AppreciationAdded("new", ANA, BEGUN, "thank you"), e.AppreciationEdited("new", text="thanks")),
    (e.AppreciationAdded("new", ANA, BEGUN, "thank you"), e.JarOpened(BEGUN, ("new",))),
    (e.AppreciationEdited(ANAS_NOTE, text="thanks"), e.AppreciationEdited(ANAS_NOTE, text="thank you so much")),
    (e.AppreciationFavoured(BENS_NOTE), e.AppreciationFavoured(BENS_NOTE, favourite=False)),
    (e.AppreciationAdded("new", ANA, BEGUN, "thank you"), e.AppreciationAnswered("new", BEN, "oh!")),
    (e.AppreciationAnswered(BENS_NOTE, ANA, "oh!"), e.AppreciationAnswered(BENS_NOTE, ANA, "")),
    (e.QuestionFavoured("q1"), e.QuestionFavoured("q1", favourite=False)),
    (e.PersonJoined(KIM, "Kim", BEGUN), e.SomedayAdded("lake", KIM, "the lake at night")),
    (e.SomedayAdded("lake", ANA, "the lake at night"), e.SomedayEdited("lake", on=march(9))),
    (e.SomedayAdded("lake", ANA, "the lake at night"), e.SomedayDropped("lake", BEGUN)),
    (e.SomedayEdited("lake", on=march(9)), e.SomedayEdited("lake", on=march(8))),
    (e.SomedayDropped("lake", BEGUN), e.SomedayDropped("lake", BEGUN, "done")),
]

DOES_NOT: list[tuple[AnyEvent, AnyEvent]] = [
    (e.PersonRenamed(ANA, "Anna"), e.PersonRenamed(BEN, "Benny")),
    (e.HouseholdEdited(week_starts_on=6), e.HouseholdEdited(day_starts_at=time(3))),
    (ADDED, e.RitualTicked(WALK, BEGUN)),
    (ADDED, e.RitualUnticked("tea", ("unknown",))),
    (ADDED, e.PauseBegan("new", BEGUN, ritual=WALK)),
    (e.RitualEdited(WALK, name="Stroll"), e.RitualEdited(WALK, minutes=5)),
    (e.RitualEdited(WALK, name="Stroll"), e.RitualTicked(WALK, BEGUN)),
    (e.CadenceChanged(WALK, march(5), EVERY_FRIDAY), e.RitualTicked(WALK, march(4))),
    (e.RitualArchived(WALK, march(5)), e.RitualTicked(WALK, march(4))),
    (e.RitualTicked(WALK, march(4)), e.RitualTicked(WALK, march(4), note="it rained")),
    (e.RitualTicked(WALK, march(4)), e.RitualUnticked(WALK, ("tick-of-both",))),
    (e.RitualUnticked(WALK, ("tick-of-both",)), e.RitualTicked(WALK, BEGUN)),
    (e.OccurrenceRested(WALK, BEGUN), e.OccurrenceRested(WALK, march(2))),
    (e.OccurrenceMoved(WALK, BEGUN, march(9)), e.RitualTicked(WALK, march(8))),
    (e.PauseBegan("new", BEGUN), e.PauseEnded("ours", march(2))),
    (e.AppreciationAdded("new", ANA, BEGUN, "thank you"), e.JarOpened(BEGUN, (BENS_NOTE,))),
    (e.AppreciationEdited(ANAS_NOTE, text="thanks"), e.AppreciationEdited(ANAS_NOTE, day=march(2))),
    (e.AppreciationEdited(ANAS_NOTE, text="thanks"), e.AppreciationAnswered(ANAS_NOTE, BEN, "oh!")),
    (e.AppreciationAnswered(BENS_NOTE, ANA, "oh!"), e.AppreciationAnswered(ANAS_NOTE, BEN, "ah!")),
    (e.JarOpened(BEGUN, (BENS_NOTE,)), e.AppreciationFavoured(BENS_NOTE)),
    (e.QuestionFavoured("q1"), e.QuestionFavoured("q2")),
    (e.SomedayAdded("lake", ANA, "the lake at night"), e.SomedayEdited("pie", on=march(9))),
    (e.SomedayEdited("lake", on=march(9)), e.SomedayEdited("lake", text="the sea at night")),
    (e.SomedayEdited("lake", on=march(9)), e.SomedayEdited("pie", on=march(9))),
    (e.SomedayDropped("lake", BEGUN), e.SomedayDropped("pie", BEGUN)),
]


def _pair_id(event: object) -> str | None:
    return kind_of(type(event)) if isinstance(event, Event) else None


@pytest.mark.parametrize(("event", "later"), RESTS, ids=_pair_id)
def test_an_intent_on_which_something_from_elsewhere_rests_is_passed_over(event: AnyEvent, later: AnyEvent) -> None:
    couple = who_keep_things()
    couple.say(e.QuestionFavoured("before"))
    new = couple.say(event)
    since = from_elsewhere(couple, later)

    latest = undone(couple, since_sitting={new})

    assert events_of(latest) == [e.QuestionFavoured("before")]
    ((passed, resting, _),) = latest.passed_over
    assert resting is not None
    assert (passed.event, resting.id) == (event, since)


@pytest.mark.parametrize(("event", "later"), RESTS, ids=_pair_id)
def test_once_what_rested_on_it_is_taken_back_an_intent_can_be_undone(event: AnyEvent, later: AnyEvent) -> None:
    couple = who_keep_things()
    new = couple.say(event)
    from_elsewhere(couple, e.Undone((from_elsewhere(couple, later),)))

    assert events_of(undone(couple, since_sitting={new})) == [event]


@pytest.mark.parametrize(("event", "earlier"), RESTS, ids=_pair_id)
def test_what_came_before_an_intent_does_not_rest_on_it(event: AnyEvent, earlier: AnyEvent) -> None:
    couple = who_keep_things()
    from_elsewhere(couple, earlier)
    new = couple.say(event)

    assert events_of(undone(couple, since_sitting={new})) == [event]


@pytest.mark.parametrize(("event", "later"), DOES_NOT, ids=_pair_id)
def test_what_is_about_something_else_rests_on_nothing(event: AnyEvent, later: AnyEvent) -> None:
    couple = who_keep_things()
    new = couple.say(event)
    from_elsewhere(couple, later)

    assert events_of(undone(couple, since_sitting={new})) == [event]


def test_a_tick_that_was_taken_back_elsewhere_is_passed_over() -> None:
    couple = who_keep_things()
    (tick,) = couple.tick(march(4))
    from_elsewhere(couple, e.RitualUnticked(WALK, (tick,)))

    ((passed, _, _),) = undone(couple).passed_over

    assert passed.id == tick


def test_what_stays_holds_what_it_rests_on() -> None:
    couple = who_keep_things()
    joined = couple.say(e.PersonJoined(KIM, "Kim", BEGUN))
    couple.keep(DAILY, who=KIM, name="tea")

    passed_over = undone(couple, since_sitting={joined}).passed_over

    assert passed_over[0].record.id == joined


def test_nobody_takes_back_that_they_are_here() -> None:
    couple = Couple(ANA, BEN)

    assert undone(couple, BEN).records == ()
    assert undone(couple, ANA).others == {BEN}


def test_an_earlier_edit_of_this_device_does_not_rest_on_a_later_one_whatever_the_lamports() -> None:
    couple = who_keep_things()
    for minutes, name in enumerate(("Stroll", "March")):
        edited = e.RitualEdited(WALK, name=name)
        at = A_MOMENT + timedelta(minutes=minutes)
        couple.hear([Recorded(f"laptop-{9 - minutes}", "laptop", HIGHEST_LAMPORT, at, edited)])

    assert events_of(undone(couple)) == [e.RitualEdited(WALK, name="March")]


def test_the_others_tick_on_the_same_device_rests_on_the_ritual_and_ones_own_does_not() -> None:
    couple = who_keep_things()
    couple.keep(DAILY, who=EACH, name="tea")
    couple.say(e.RitualTicked("tea", BEGUN, BEN))

    for_ana, for_ben = undone(couple, ANA), undone(couple, BEN)

    assert [(passed.record.event.__class__, passed.person) for passed in for_ana.passed_over] == [(e.RitualAdded, BEN)]
    assert events_of(for_ben) == [e.RitualTicked("tea", BEGUN, BEN)]
    assert for_ben.passed_over == []


def test_of_all_that_rests_on_it_the_one_with_a_name_is_told() -> None:
    couple = who_keep_things()
    couple.keep(DAILY, who=EACH, name="tea")
    from_elsewhere(couple, e.RitualTicked("tea", BEGUN, BEN))
    from_elsewhere(couple, e.RitualEdited("tea", cue="when it rains"))

    (passed,) = undone(couple).passed_over

    assert passed.resting is not None
    assert (type(passed.resting.event), passed.person) == (e.RitualTicked, BEN)


def test_an_unticked_tick_rests_on_nothing() -> None:
    couple = who_keep_things()
    new = couple.say(e.CadenceChanged(WALK, march(5), EVERY_FRIDAY))
    tick = from_elsewhere(couple, e.RitualTicked(WALK, march(6)))
    from_elsewhere(couple, e.RitualUnticked(WALK, (tick,)))

    assert [one.id for one in undone(couple).records] == [new]


# one intent


def test_commits_stay_apart_where_the_lamport_can_rise_no_more() -> None:
    couple = Couple(ANA)
    for minutes, question in enumerate(("q1", "q2")):
        at = A_MOMENT + timedelta(minutes=minutes)
        couple.hear([Recorded(f"laptop-{question}", "laptop", HIGHEST_LAMPORT, at, e.QuestionFavoured(question))])

    assert events_of(undone(couple)) == [e.QuestionFavoured("q2")]


def test_what_may_be_later_among_the_highest_lamports_rests_on_it() -> None:
    couple = Couple(ANA)
    couple.hear(
        [
            Recorded("z", "laptop", HIGHEST_LAMPORT, A_MOMENT, e.QuestionFavoured("q1")),
            Recorded("a", "phone", HIGHEST_LAMPORT, A_MOMENT, e.QuestionFavoured("q1", favourite=False)),
        ]
    )

    assert len(undone(couple).passed_over) == 1


def test_kinds_that_this_version_does_not_know_are_passed_in_silence() -> None:
    couple = Couple(ANA)
    couple.say(e.QuestionFavoured("q1"))
    couple.say(e.Unknown("later"))

    assert events_of(undone(couple)) == [e.QuestionFavoured("q1")]


def test_a_state_without_people_has_nothing_to_take_back_but_what_is_in_it() -> None:
    records = [record(e.QuestionFavoured("q1"), lamport=1, number=1)]

    assert latest_intent(State(records), records, person=ANA).records == records


@pytest.mark.parametrize(
    "event",
    [
        e.RitualTicked(WALK, march(4), by_phone=True),
        e.OccurrenceRested(WALK, march(4), by_phone=True),
        e.AppreciationAdded("new", ANA, BEGUN, "thank you", by_phone=True),
    ],
    ids=kind_of,
)
def test_what_came_by_phone_is_never_the_latest_intent_and_is_passed_in_silence(event: AnyEvent) -> None:
    couple = who_keep_things()
    (tick,) = couple.tick(march(3))
    new = couple.say(event)

    latest = undone(couple, since_sitting={new})

    assert [record.id for record in latest.records] == [tick]
    assert not latest.passed_over


def test_taking_back_what_came_by_phone_is_an_intent_like_any_other() -> None:
    couple = who_keep_things()
    tick = couple.say(e.RitualTicked(WALK, march(4), by_phone=True))
    couple.say(e.RitualUnticked(WALK, (tick,)))

    assert events_of(undone(couple)) == [e.RitualUnticked(WALK, (tick,))]


def test_a_ritual_that_was_ticked_by_phone_since_is_not_taken_back_with_it() -> None:
    couple = who_keep_things()
    added = couple.keep(DAILY, name="tea")
    couple.say(e.RitualTicked("tea", BEGUN, by_phone=True))

    assert [passed.record.id for passed in undone(couple).passed_over] == [added]
