"""What needs both: unseen until each said yes alone, gone with either's no, and never told whose."""

from __future__ import annotations

from itertools import product

import pytest

from rituals.content.loader import catalogue
from rituals.core import events as e
from rituals.core.catalogue import consent
from rituals.core.events import ConsentSaid
from rituals.core.rituals import commands
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

    agreed = consent.agreed([INTIMATE], us.state.people, privates)
    hidden = consent.hidden_rituals(us.state, us.state.people, privates)

    assert (INTIMATE in agreed) == both
    assert (INTIMATE in [entry.id for entry in catalogue().offered(agreed)]) == both
    assert hidden == (set() if both else {INTIMATE})


def test_one_person_alone_cannot_have_the_consent_of_both() -> None:
    us = couple_with_it(ANA)

    assert consent.hidden_rituals(us.state, us.state.people, {ANA: said(True)}) == {INTIMATE}


def test_the_same_answer_twice_is_written_once() -> None:
    assert consent.set_consent(said(), INTIMATE, given=False) == []
    assert consent.set_consent(said(True), INTIMATE, given=True) == []
    assert consent.set_consent(said(True), INTIMATE, given=False) == [ConsentSaid(INTIMATE, False)]


def test_what_is_hidden_is_nowhere_in_the_state_and_comes_back_as_it_was() -> None:
    us = couple_with_it()
    us.say(e.RitualTicked(INTIMATE, march(2)))
    before = us.state.rituals
    assert INTIMATE in before
    nobody = {ANA: said(), BEN: said()}

    for _ in range(2):  # hiding looks at what is hidden already
        us.state.hide(consent.hidden_rituals(us.state, us.state.people, nobody))

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
