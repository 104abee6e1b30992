"""A machine that joins: its records become the couple's, under new ids, and nothing of either history is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, get_args, get_origin

import msgspec
import pytest
from hypothesis import given
from msgspec.structs import replace

from rituals.core import events as e
from rituals.core.cadence.expansion import activated
from rituals.core.events import AnyEvent, Event
from rituals.core.events.recorded import Recorded, imported_id
from rituals.core.exchange.event_schema import kind_of
from rituals.core.exchange.rebase import Rebase, declared_types, id_fields, made_by_joining, rebase_onto
from rituals.core.exchange.same import same_people, same_rituals
from rituals.core.model import EACH, TOGETHER, Quota, Seal, Span
from rituals.core.occurrences.matching import Outcome, results_between
from rituals.core.state.couple_state import State
from rituals.errors import RuleError
from tests.kit.histories import A_MOMENT, ANA, BEN, DAILY, EVERY_FRIDAY, THREE_A_WEEK, WALK, Couple, march, record
from tests.kit.smallest import smallest
from tests.kit.worlds import IMPORT, logs

COUPLE = "0123456789abcdef"
SAM = "sam"
TODAY = march(20)
EVENTS: tuple[type[Event], ...] = get_args(AnyEvent)

HOLDS_NO_ID = {
    *("str", "int", "bool", "date", "time", "datetime", "NoneType", "UnsetType"),
    *("Rule", "Quota", "Once", "Seal", "KeptAnswer"),  # values
    *("AppreciationId", "EntryId", "DeviceId", "RoundId", "IdeaId"),  # ids that stay, as no two homes have the same
}
PLAIN_TEXTS = {"name", "section", "cue", "catalogue", "note", "reason", "text", "pause", "question", "flow", "about"}
PLAIN_TEXTS |= {"what", "answers", "why"}
"""Texts that people wrote, ids of the catalogue, and ids of pauses, which no two homes have the same."""

REBASE = Rebase(COUPLE, TODAY, people={"x": "ana"}, rituals={"x": "walk"})
AFTERWARDS = {
    "PersonId": ("x", "ana"),
    "Who": ("x", "ana"),
    "RitualId": ("x", "walk"),
    "EventId": ("x", REBASE.event_id("x")),
    "ImportId": ("x", REBASE.event_id("x")),
    "NudgeKey": ("x@2026-03-01T19:00-10", "walk@2026-03-01T19:00-10"),
    "MilestoneId": ("x/days/10", "walk/days/10"),
}
"""For each type of id, one that a joiner has, and what becomes of it."""


def rebased(rebase: Rebase, records: Iterable[Recorded]) -> list[Recorded]:
    """What stays of the records of a log, as they are afterwards."""
    return [after for after in map(rebase.record, records) if after is not None]


def with_ids(event: type[Event], place: int) -> Any:
    """An event of a kind, with ids of before (0) or afterwards (1) in every field that can hold one."""
    ids = {field: AFTERWARDS[kind][place] for field, kind in id_fields(event).items()}
    many = {field.name for field in msgspec.structs.fields(event) if get_origin(field.type) is tuple}
    values = {field: (value,) if field in many else value for field, value in ids.items()}
    return replace(smallest(event), **values)


@pytest.mark.parametrize("event", EVENTS, ids=kind_of)
def test_ids_are_replaced_wherever_an_event_holds_one(event: type[Event]) -> None:
    before, afterwards = with_ids(event, 0), with_ids(event, 1)
    if event is e.PersonJoined:
        afterwards = replace(afterwards, on=TODAY)

    assert REBASE.event(before) == afterwards


@pytest.mark.parametrize("event", [*EVENTS, e.KeptAnswer, Seal], ids=kind_of)
def test_every_field_says_by_its_type_whether_it_holds_an_id(event: type[msgspec.Struct]) -> None:
    for field, types in declared_types(event).items():
        assert types <= HOLDS_NO_ID | AFTERWARDS.keys()
        if field not in id_fields(event) and "str" in types and event is not e.KeptAnswer:
            assert field in PLAIN_TEXTS, f"{field} of {event.__name__}: is it an id? Give it a type of its own."


def test_a_nudge_that_is_about_several_keeps_its_key() -> None:
    told = e.NudgeTold("digest@2026-03-01", march(1), part_of="ask@2026-03-01")

    assert REBASE.event(told) == told


def joined(
    inviter: Couple,
    joiner: Couple,
    people: Mapping[str, str] | None = None,
    rituals: Mapping[str, str] | None = None,
    on: date = TODAY,
) -> State:
    """What both have once the joiner joined; what is the same is as proposed, if it is not given."""
    return State([*inviter.records, *arriving(inviter, joiner, people, rituals, on)])


def arriving(
    inviter: Couple,
    joiner: Couple,
    people: Mapping[str, str] | None = None,
    rituals: Mapping[str, str] | None = None,
    on: date = TODAY,
) -> Sequence[Recorded]:
    """The joiner's records afterwards."""
    there, here = inviter.records, joiner.records
    people = same_people(inviter.state, joiner.state) if people is None else people
    rituals = same_rituals(inviter.state, joiner.state, people) if rituals is None else rituals
    rebase = rebase_onto(COUPLE, on, inviter=there, joiner=here, people=people, rituals=rituals)
    return [*rebased(rebase, here), *made_by_joining(rebase, inviter=there, joiner=here)]


def alone(name: str, *, device: str) -> Couple:
    return Couple(name, device=device)


def test_a_joiner_belongs_to_the_couple_from_the_day_of_joining_and_their_ids_are_new() -> None:
    ana, sam = alone(ANA, device="laptop"), alone(SAM, device="other")

    both = joined(ana, sam)

    assert {person.id: person.joined for person in both.people} == {ANA: march(1), SAM: TODAY}
    assert all(record.id.startswith(COUPLE) for record in arriving(ana, sam))


def test_somebody_whom_the_inviter_has_stays_as_they_are_there() -> None:
    ours, theirs = Couple(ANA, SAM, device="laptop"), Couple("s", device="other")
    theirs.say(e.PersonRenamed("s", "SAM"))
    theirs.say(e.AppreciationAdded("n", "s", march(2), "Thank you."))

    both = joined(ours, theirs)

    assert [(person.id, person.name) for person in both.people] == [(ANA, "Ana"), (SAM, "Sam")]
    assert [note.by for note in both.jar.notes] == [SAM]


def test_of_the_same_ritual_ticks_rests_moves_and_notes_stay_and_nothing_else() -> None:
    ana, sam = alone(ANA, device="laptop"), alone(SAM, device="other")
    ana.keep(EVERY_FRIDAY)
    sam.keep(DAILY, name=WALK)
    sam.say(e.RitualEdited(WALK, name="Stroll"))
    _, unticked = sam.tick(march(3), march(4), note="by the river")
    sam.untick(unticked)
    sam.rest(march(5))
    sam.move(march(6), march(7))
    sam.archive(march(8))

    both = joined(ana, sam, rituals={WALK: WALK})

    assert both.rituals[WALK].name == "Walk"
    assert not both.rituals[WALK].is_archived
    assert both.rituals[WALK].spans == ana.ritual.spans
    assert [tick.note for ticks in both.ticks(WALK).values() for tick in ticks] == ["by the river"]
    assert both.rests(WALK) == {(march(5), None)}
    assert [move.to for move in both.rituals[WALK].moves] == [march(7)]


def test_a_joiners_pause_of_everything_pauses_the_joiners_own_rituals_and_none_of_the_couples() -> None:
    ana, sam = alone(ANA, device="laptop"), alone(SAM, device="other")
    ana.keep(DAILY)
    sam.keep(DAILY)
    sam.keep(DAILY, name="read")
    sam.pause(march(3), march(5), ritual=None, name="holiday")
    sam.pause(march(8), ritual=None, name="illness")
    sam.say(e.PauseEnded("illness", march(10)))

    both = joined(ana, sam, rituals={WALK: WALK})

    paused = {(pause.ritual, pause.since, pause.until) for pause in both.pauses}
    assert paused == {("read", march(3), march(5)), ("read", march(8), march(9))}
    assert all(record.id.startswith(COUPLE) for record in arriving(ana, sam))


def test_a_pause_of_everything_that_both_have_as_one_home_was_copied_stays() -> None:
    ana = alone(ANA, device="laptop")
    ana.keep(DAILY)
    ana.pause(march(3), march(5), ritual=None, name="holiday")

    both = joined(ana, ana)

    assert [(pause.ritual, pause.since) for pause in both.pauses] == [(None, march(3))]


def test_a_ritual_of_the_same_id_that_is_another_one_keeps_what_it_has_to_itself() -> None:
    ana, sam = alone(ANA, device="laptop"), alone(SAM, device="other")
    ana.keep(EVERY_FRIDAY)
    sam.keep(DAILY)
    sam.tick(march(3))

    both = joined(ana, sam, rituals={})

    other = next(ritual for ritual in both.rituals if ritual != WALK)
    assert list(both.ticks(WALK)) == []
    assert list(both.ticks(other)) == [march(3)]


def test_what_was_done_before_joining_where_each_ticks_is_everybodys() -> None:
    ana, sam = alone(ANA, device="laptop"), alone(SAM, device="other")
    for home in (ana, sam):
        home.keep(DAILY, who=EACH)
    ana.tick(march(2), by=ANA)
    sam.tick(march(3), TODAY, by=SAM)
    sam.rest(march(4), by=SAM)

    both = joined(ana, sam)

    assert {day: ticks[0].by for day, ticks in both.ticks(WALK).items()} == {march(2): ANA, march(3): None, TODAY: SAM}
    assert both.rests(WALK) == {(march(4), None)}


def test_what_only_the_joiner_had_stays_kept_on_the_day_of_joining() -> None:
    ana, sam = alone(ANA, device="laptop"), alone(SAM, device="other")
    sam.keep(DAILY, who=EACH)
    sam.tick(TODAY, by=SAM)

    both = joined(ana, sam)

    (result,) = results_between(both, both.rituals[WALK], TODAY, TODAY, TODAY)
    assert result.outcome is Outcome.KEPT


def test_what_each_did_before_it_was_for_both_is_everybodys_too() -> None:
    ana, sam = alone(ANA, device="laptop"), alone(SAM, device="other")
    sam.keep(DAILY, who=EACH)
    sam.tick(march(3), by=SAM)
    sam.say(e.RitualEdited(WALK, who=TOGETHER, who_from=march(4)))

    both = joined(ana, sam)

    assert both.ticks(WALK)[march(3)][0].by is None


def test_whoever_the_inviter_knew_ticked_for_themselves() -> None:
    ours, sam = Couple(ANA, SAM, device="laptop"), alone(SAM, device="other")
    ours.keep(DAILY, who=EACH)
    sam.keep(DAILY, who=EACH)
    sam.tick(march(3), by=SAM)

    assert joined(ours, sam).ticks(WALK)[march(3)][0].by == SAM


def test_a_history_that_reaches_further_back_is_lived_under_its_own_cadence_up_to_the_inviters() -> None:
    ana, sam = alone(ANA, device="laptop"), alone(SAM, device="other")
    ana.keep(EVERY_FRIDAY, since=march(15))
    sam.keep(THREE_A_WEEK, since=march(-30))
    sam.archive(march(-20))
    sam.restore(march(2))
    sam.change(Quota(2, "week"), since=march(9))
    sam.tick(march(3))

    both = joined(ana, sam)

    assert both.rituals[WALK].added_on == march(-30)
    assert both.rituals[WALK].spans[:3] == (
        Span(march(-30), march(-20), THREE_A_WEEK),
        Span(march(2), march(9), THREE_A_WEEK),
        Span(march(9), march(15), Quota(2, "week")),
    )
    assert both.rituals[WALK].spans[3:] == ana.ritual.spans


def test_days_lived_before_are_kept_days() -> None:
    ana, sam = alone(ANA, device="laptop"), alone(SAM, device="other")
    ana.keep(DAILY, since=march(10))
    sam.keep(DAILY, since=march(5))
    sam.tick(*(march(day) for day in range(5, 10)))
    us = Couple(ANA)
    us.records, us.state = [], State()
    us.hear([*ana.records, *arriving(ana, sam)])

    assert set(us.outcomes(march(5), march(9)).values()) == {Outcome.KEPT}


def test_the_couples_week_and_day_stay_the_inviters() -> None:
    ana, sam = alone(ANA, device="laptop"), alone(SAM, device="other")
    sam.say(e.HouseholdEdited(week_starts_on=6))

    assert joined(ana, sam).household == ana.state.household


def test_what_both_had_already_stays_one() -> None:
    ana = Couple(ANA, SAM, device="laptop")
    ana.keep(DAILY)
    tick = ana.tick(march(2))[0]
    copied = Couple(ANA, SAM, device="other")
    copied.records, copied.state = [], State()
    copied.hear(ana.records)
    copied.untick(tick)

    both = joined(ana, copied)

    assert [person.id for person in both.people] == [ANA, SAM]
    assert list(both.rituals) == [WALK]
    assert both.ticks(WALK) == {}


def test_what_was_undone_and_erased_stays_so() -> None:
    ana, sam = alone(ANA, device="laptop"), alone(SAM, device="other")
    sam.keep(DAILY)
    kept, undone = sam.tick(march(2), march(3), note="secret")
    sam.undo(undone)
    sam.say(e.WordsErased((kept,)))

    both = joined(ana, sam)

    assert {day: ticks[0].note for day, ticks in both.ticks(WALK).items()} == {march(2): ""}


def test_two_people_can_not_become_one() -> None:
    ana, two = alone(ANA, device="laptop"), Couple(BEN, SAM, device="other")

    with pytest.raises(RuleError, match="Two people of this machine can't become one"):
        joined(ana, two, people={BEN: ANA, SAM: ANA})


def test_what_a_later_version_wrote_is_updated_first() -> None:
    ana, sam = alone(ANA, device="laptop"), alone(SAM, device="other")
    sam.hear([Recorded("later", "other", 9, A_MOMENT, e.Unknown("kiss_given"))])

    with pytest.raises(RuleError, match="later version"):
        joined(ana, sam)


def test_what_is_one_persons_alone_is_the_same_only_if_it_is_theirs() -> None:
    ours, sam = Couple(ANA, SAM, device="laptop"), alone(SAM, device="other")
    ours.keep(DAILY, who=ANA, name="tea")
    ours.keep(DAILY, who=TOGETHER, name="reading")
    for name, who in (("tea", SAM), ("reading", EACH)):
        sam.keep(DAILY, who=who, name=name)

    assert same_rituals(ours.state, sam.state, {SAM: SAM}) == {"reading": "reading"}


def test_rituals_are_the_same_by_their_entry_in_the_catalogue_before_their_names() -> None:
    ana, sam = alone(ANA, device="laptop"), alone(SAM, device="other")
    for home, ritual, name, entry in (
        (ana, "a", "Walk", "walk"),
        (ana, "b", "Tea", ""),
        (sam, "c", "Evening walk", "walk"),
        (sam, "d", "tea", ""),
        (sam, "e", "Walk", ""),
    ):
        home.say(e.RitualAdded(ritual, march(1), name, Quota(1, "week"), catalogue=entry))

    assert same_rituals(ana.state, sam.state, {}) == {"c": "a", "d": "b"}


def brought_in(home: Couple, *events: AnyEvent) -> None:
    """Record what a file brings in."""
    lamport, since = home.state.lamport + 1, len(home.records)
    records = [record(event, lamport=lamport, number=since, device=home.device) for event in events]
    home.hear([replace(one, id=imported_id(IMPORT, number)) for number, one in enumerate(records)])


@pytest.mark.parametrize("is_before", [True, False])
def test_what_a_file_brought_in_before_joining_can_be_taken_back(is_before: bool) -> None:
    ana, sam = alone(ANA, device="laptop"), alone(SAM, device="other")
    ana.keep(DAILY)
    sam.keep(DAILY)
    sam.tick(march(2))
    lived = e.LivedBefore(WALK, march(-60), activated(DAILY, on=march(-60)))
    added = e.RitualAdded("run", march(-60), "Run", activated(DAILY, on=march(-60)), TOGETHER)
    ticks = [e.RitualTicked(ritual, march(-9)) for ritual in (WALK, "run")]
    brought_in(sam, lived, added, *ticks)
    if is_before:
        sam.say(e.ImportTakenBack(IMPORT))

    there, here = ana.records, sam.records
    rebase = rebase_onto(COUPLE, TODAY, inviter=there, joiner=here, people={}, rituals={WALK: WALK})
    both = State([*there, *rebased(rebase, here), *made_by_joining(rebase, inviter=there, joiner=here)])
    if not is_before:
        assert list(both.ticks(WALK)) == [march(-9), march(2)]
        assert both.rituals[WALK].added_on == march(-60)
        both.add([record(e.ImportTakenBack(rebase.import_id(IMPORT)), lamport=99, number=99)])

    assert list(both.rituals) == [WALK]
    assert both.rituals[WALK].spans == ana.ritual.spans
    assert list(both.ticks(WALK)) == [march(2)]


def test_what_a_file_brought_in_is_folded_in_its_order_after_joining() -> None:
    ana, sam = alone(ANA, device="laptop"), alone(SAM, device="other")
    added = e.RitualAdded("run", march(1), "Run", activated(DAILY, on=march(1)), TOGETHER)
    brought_in(
        sam, added, *(e.RitualTicked("run", march(day)) for day in range(1, 20)), e.RitualArchived("run", march(20))
    )

    both = joined(ana, sam)

    assert both.rituals["run"].is_archived


def test_an_import_that_both_have_since_one_home_was_copied_stays_one() -> None:
    ana = alone(ANA, device="laptop")
    added = e.RitualAdded("run", march(1), "Run", activated(DAILY, on=march(1)), TOGETHER)
    brought_in(ana, added, e.RitualTicked("run", march(2)))
    there, here = list(ana.records), list(ana.records)
    here.append(record(e.ImportTakenBack(IMPORT), lamport=50, number=50, device="other"))

    rebase = rebase_onto(COUPLE, TODAY, inviter=there, joiner=here, people={}, rituals={})

    assert State([*there, *rebased(rebase, here)]).rituals == {}


@given(logs())
def test_to_rebase_again_changes_nothing(records: Sequence[Recorded]) -> None:
    records = [one for one in records if not isinstance(one.event, e.Unknown)]
    rebase = rebase_onto(COUPLE, TODAY, inviter=(), joiner=records, people={}, rituals={})
    once = rebased(rebase, records)

    assert rebased(rebase, once) == once
