"""What needs both: unseen until each said yes alone, gone with either's no, and never told whose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count, product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rituals.content.loader import catalogue
from rituals.core import events as e
from rituals.core.catalogue import consent
from rituals.core.events import ConsentSaid
from rituals.core.events.recorded import Recorded
from rituals.core.model import PersonId
from rituals.core.rituals import commands
from rituals.core.state.couple_state import State
from rituals.core.state.private_state import PrivateState
from tests.kit.histories import ANA, BEN, DAILY, Couple, march, record

ENTRIES = catalogue().ritual
INTIMATE = "time-for-us"


def said(*given: bool) -> PrivateState:
    """One person's log with their answers, the latest last."""
    return PrivateState(record(ConsentSaid(INTIMATE, yes), lamport=n, number=n) for n, yes in enumerate(given, 1))


def couple_with_it(*people: str) -> Couple:
    """A couple that has taken it up, and walks as well."""
    us = Couple(*people)
    us.keep(DAILY)
    entry = catalogue().entry(INTIMATE)
    assert entry is not None
    us.say(commands.add_ritual(us.state, entry.adopted(march(1)))[0])
    return us


@pytest.mark.parametrize(("ana", "ben"), [*product([(), (True,), (True, False), (False, True)], repeat=2)])
def test_it_shows_only_where_both_want_it_now(ana: tuple[bool, ...], ben: tuple[bool, ...]) -> None:
    us, privates = couple_with_it(), {ANA: said(*ana), BEN: said(*ben)}
    both = ana[-1:] == ben[-1:] == (True,)

    agreed = consent.agreed(us.state, [INTIMATE], us.state.people, lambda: privates)
    hidden = consent.hidden_rituals(us.state, us.state.people, lambda: privates)

    assert (INTIMATE in agreed) == both
    assert (INTIMATE in [entry.id for entry in catalogue().offered(agreed)]) == both
    assert hidden == (set() if both else {INTIMATE})


def test_one_person_alone_cannot_have_the_consent_of_both() -> None:
    us = couple_with_it(ANA)

    assert consent.hidden_rituals(us.state, us.state.people, lambda: {ANA: said(True)}) == {INTIMATE}


def test_the_same_answer_twice_is_written_once() -> None:
    state = Couple().state

    assert consent.set_consent(state, said(), INTIMATE, given=False) == []
    assert consent.set_consent(state, said(True), INTIMATE, given=True) == []
    assert consent.set_consent(state, said(True), INTIMATE, given=False) == [ConsentSaid(INTIMATE, False)]


def test_what_is_hidden_is_nowhere_in_the_state_and_comes_back_as_it_was() -> None:
    us = couple_with_it()
    us.say(e.RitualTicked(INTIMATE, march(2)))
    before = us.state.rituals
    assert INTIMATE in before
    nobody = {ANA: said(), BEN: said()}

    for _ in range(2):  # hiding looks at what is hidden already
        us.state.hide(consent.hidden_rituals(us.state, us.state.people, lambda: nobody))

        assert INTIMATE not in us.state.rituals
        assert all(row.ritual.id != INTIMATE for row in us.board("2026-03-02 20:00").rows)
        assert INTIMATE not in us.state.as_of(march(1)).rituals
    us.say(e.RitualRestored(INTIMATE, march(3)))
    assert INTIMATE not in us.state.rituals
    us.state.hide(())
    assert list(us.state.rituals) == list(before)
    assert us.state.ticks(INTIMATE)


def test_what_needs_both_is_private_uncounted_and_known_even_when_both_see_it() -> None:
    needing = consent.in_need_of_both(ENTRIES)

    assert needing
    assert all(entry.private and not entry.streak for entry in needing)
    assert [ritual.id for ritual in consent.in_need_of_both_kept(couple_with_it().state)] == [INTIMATE]


# once it is said for both to see


def unread() -> Mapping[PersonId, PrivateState]:
    raise AssertionError("what is said for both to see decides without the private logs")


def shows(state: State) -> bool:
    return INTIMATE in consent.agreed(state, [INTIMATE], state.people, unread)


class Machine:
    """One of several machines: what it knows, and what its people said there."""

    ids = count(1000)

    def __init__(self, name: str) -> None:
        self.name = name
        self.records = {one.id: one for one in Couple().records}
        self.privates = {ANA: PrivateState(), BEN: PrivateState()}

    @property
    def state(self) -> State:
        return State(self.records.values())

    def _append(self, events: Sequence[e.AnyEvent]) -> None:
        for event in events:
            written = record(event, lamport=self.state.lamport + 1, number=next(self.ids), device=self.name)
            self.records[written.id] = written

    def answer(self, person: PersonId, *, given: bool) -> None:
        """Somebody's answer on their page of this machine."""
        state, private = self.state, self.privates[person]
        if not given:
            self._append(consent.take_yes_back(state, INTIMATE))
        for event in consent.set_consent(self.state, private, INTIMATE, given=given):
            private.add([record(event, lamport=private.lamport + 1, number=next(self.ids))])
        self._append(consent.join_yeses(self.state, INTIMATE, state.people, lambda: self.privates))

    def hear(self, other: Machine) -> None:
        self.records |= other.records


def both_say_yes(machine: Machine) -> None:
    machine.answer(ANA, given=True)
    machine.answer(BEN, given=True)


def test_both_yeses_on_one_machine_are_said_once_for_both_to_see() -> None:
    machine = Machine("laptop")

    machine.answer(ANA, given=True)
    alone = list(machine.records.values())
    machine.answer(BEN, given=True)
    machine.answer(BEN, given=True)

    assert [one.event for one in alone] == [one.event for one in Couple().records]
    assert [one.event for one in machine.records.values()][len(alone) :] == [e.BothSaidYes(INTIMATE, (ANA, BEN))]
    assert shows(machine.state)


def test_yeses_on_two_machines_stay_where_they_were_said() -> None:
    here, there = Machine("laptop"), Machine("tablet")

    here.answer(ANA, given=True)
    there.answer(BEN, given=True)
    here.hear(there)

    assert not here.state.consents.knows(INTIMATE)


def test_it_is_taken_back_on_any_machine_and_then_each_says_yes_anew() -> None:
    here, there = Machine("laptop"), Machine("tablet")
    both_say_yes(here)
    there.hear(here)
    assert shows(there.state)
    assert consent.said_yes(there.state, there.privates[ANA], INTIMATE, by=ANA)

    there.answer(ANA, given=False)
    here.hear(there)

    assert not shows(here.state)
    assert not any(consent.said_yes(here.state, here.privates[person], INTIMATE, by=person) for person in (ANA, BEN))
    here.answer(BEN, given=True)
    assert not shows(here.state)
    here.answer(ANA, given=True)
    assert shows(here.state)
    there.hear(here)
    assert shows(there.state)


def test_a_no_that_nobody_here_knew_of_wins_over_a_yes_said_meanwhile() -> None:
    here, there = Machine("laptop"), Machine("tablet")
    both_say_yes(here)
    there.hear(here)

    there.answer(BEN, given=False)
    here.answer(ANA, given=False)
    both_say_yes(here)
    assert shows(here.state)
    here.hear(there)
    there.hear(here)

    assert not shows(here.state)
    assert not shows(there.state)
    both_say_yes(there)
    here.hear(there)
    assert shows(here.state)


def test_no_undo_brings_a_yes_back_that_was_taken_back() -> None:
    machine = Machine("laptop")
    both_say_yes(machine)
    machine.answer(ANA, given=False)
    state = machine.state

    taken_back = state.consents.taken_back(INTIMATE)
    state.add([record(e.Undone(taken_back), lamport=99, number=99_999)])

    assert not shows(state)


def test_a_yes_of_two_is_none_of_three() -> None:
    us = Couple(ANA, BEN, "kim")

    us.say(e.BothSaidYes(INTIMATE, (ANA, BEN)))

    assert not shows(us.state)


EVENTS = st.lists(
    st.one_of(
        st.just(e.YesTakenBack(INTIMATE)),
        st.just(e.YesTakenBack("another")),
        st.builds(
            lambda after: e.BothSaidYes(INTIMATE, (ANA, BEN), tuple(f"laptop-{number:04}" for number in sorted(after))),
            st.sets(st.integers(100, 108)),
        ),
    ),
    max_size=8,
)


@given(EVENTS, st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_answer(events: list[e.AnyEvent], chance: Random) -> None:
    records = [record(event, lamport=number, number=100 + number) for number, event in enumerate(events)]
    known = {one.id for one in records if one.event == e.YesTakenBack(INTIMATE)}
    shuffled: list[Recorded] = [*records, *records]
    chance.shuffle(shuffled)

    state = State([*Couple().records, *shuffled])

    assert shows_or_untold(state) == any(
        isinstance(one.event, e.BothSaidYes) and known <= set(one.event.after) for one in records
    )


def shows_or_untold(state: State) -> bool:
    """Whether it shows, to people of whom nobody said yes by themselves."""
    nobody = {ANA: PrivateState(), BEN: PrivateState()}
    return INTIMATE in consent.agreed(state, [INTIMATE], state.people, lambda: nobody)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(("Ana", "Ben", "hear")), st.booleans()), max_size=14))
def test_whatever_happens_machines_that_heard_all_agree_and_show_nothing_after_a_no(
    steps: list[tuple[str, str, bool]],
) -> None:
    machines = {"a": Machine("laptop"), "b": Machine("tablet")}
    for name, deed, given_yes in steps:
        machine, other = machines[name], machines["a" if name == "b" else "b"]
        if deed == "hear":
            machine.hear(other)
        else:
            machine.answer(ANA if deed == "Ana" else BEN, given=given_yes)
            assert given_yes or not shows_or_untold(machine.state)
    machines["a"].hear(machines["b"])
    machines["b"].hear(machines["a"])

    states = [machine.state for machine in machines.values()]
    assert shows_or_untold(states[0]) == shows_or_untold(states[1])
    if shows_or_untold(states[0]):
        assert any(
            isinstance(one.event, e.BothSaidYes)
            and set(one.event.after) == set(states[0].consents.taken_back(INTIMATE))
            for one in machines["a"].records.values()
        )
