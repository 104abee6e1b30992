"""The days that somebody takes out: theirs and those for everyone, and nobody else's."""

from __future__ import annotations

from datetime import date

from rituals.core import events as e
from rituals.core.exchange.foreign import EVERYONE
from rituals.core.exchange.kept_days import KeptDay, kept_days, kept_year
from rituals.core.model import EACH, TOGETHER, Person
from tests.kit.histories import ANA, BEGUN, BEN, DAILY, THREE_A_WEEK, WALK, Couple, march

OF_ANA, OF_BEN = Person(ANA, "Ana", BEGUN), Person(BEN, "Ben", BEGUN)


def test_a_tick_for_everyone_is_both_peoples_and_comes_with_its_note_in_order_of_days() -> None:
    couple = Couple()
    couple.keep(DAILY)
    couple.keep(DAILY, name="tea")
    couple.tick(march(3), note="rain")
    couple.tick(march(2), tiny=True)
    couple.say(e.RitualTicked("tea", march(2)))

    expected = [
        KeptDay(march(2), "Tea", EVERYONE),
        KeptDay(march(2), "Walk", EVERYONE, tiny=True),
        KeptDay(march(3), "Walk", EVERYONE, note="rain"),
    ]
    assert kept_days(couple.state, OF_ANA) == expected
    assert kept_days(couple.state, OF_BEN) == expected


def test_where_each_counts_for_themselves_only_ones_own_is_there() -> None:
    couple = Couple()
    couple.keep(DAILY, who=EACH)
    couple.tick(march(2), by=ANA)
    couple.tick(march(2), march(3), by=BEN, note="alone")

    assert kept_days(couple.state, OF_ANA) == [KeptDay(march(2), "Walk", "Ana")]
    assert kept_days(couple.state, OF_BEN) == [
        KeptDay(march(2), "Walk", "Ben", note="alone"),
        KeptDay(march(3), "Walk", "Ben", note="alone"),
    ]


def test_what_is_one_persons_alone_is_theirs_and_under_their_name() -> None:
    couple = Couple()
    couple.keep(DAILY, who=BEN)
    couple.tick(march(2))

    assert kept_days(couple.state, OF_ANA) == []
    assert kept_days(couple.state, OF_BEN) == [KeptDay(march(2), "Walk", "Ben")]


def test_what_was_shared_before_it_was_given_to_one_alone_stays_the_others_too() -> None:
    couple = Couple()
    couple.keep(DAILY)
    couple.tick(march(2), march(5))
    couple.say(e.RitualEdited(WALK, who=BEN, who_from=march(4)))

    assert kept_days(couple.state, OF_ANA) == [KeptDay(march(2), "Walk", EVERYONE)]
    assert [kept.by for kept in kept_days(couple.state, OF_BEN)] == [EVERYONE, "Ben"]


def test_what_was_taken_back_erased_or_hidden_is_not_there() -> None:
    couple = Couple()
    couple.keep(DAILY)
    couple.keep(DAILY, name="close")
    couple.untick(*couple.tick(march(2)))
    couple.undo(*couple.tick(march(3)))
    (erased,) = couple.tick(march(4), note="plumword")
    couple.say(e.WordsErased((erased,)))
    couple.rest(march(5))
    couple.rest(march(5), rested=False)
    couple.say(e.RitualTicked("close", march(6)))
    couple.state.hide({"close"})

    assert kept_days(couple.state, OF_ANA) == [KeptDay(march(4), "Walk", EVERYONE)]


def test_what_is_put_away_is_there_still() -> None:
    couple = Couple()
    couple.keep(DAILY)
    couple.tick(march(2))
    couple.archive(march(4))

    assert kept_days(couple.state, OF_ANA) == [KeptDay(march(2), "Walk", EVERYONE)]


def test_no_sign_that_a_damaged_journal_holds_comes_out() -> None:
    couple = Couple()
    couple.say(e.RitualAdded(WALK, BEGUN, "Walk\x1b[2J", THREE_A_WEEK))
    couple.tick(march(2), note="one\x1b\n\ttwo\ud800")

    (kept,) = kept_days(couple.state, OF_ANA)

    assert (kept.ritual, kept.note) == ("Walk [2J", "one \n\ttwo ")


def test_a_year_is_told_by_the_months_in_which_something_was_kept() -> None:
    couple = Couple()
    couple.keep(DAILY, since=date(2025, 12, 1))
    couple.keep(DAILY, name="tea")
    couple.tick(date(2025, 12, 31), march(1), march(2), march(3), march(9), march(9), note="")
    couple.tick(date(2026, 5, 4), note="rain")
    couple.say(e.RitualTicked("tea", march(8)))
    couple.rest(march(20))

    year = kept_year(couple.state, OF_ANA, 2026)

    assert (year.year, year.whose) == (2026, "What Ana kept, and what you share")
    assert [(month.name, month.rituals) for month in year.months] == [
        ("March", (("Walk", "1–3 and 9"), ("Tea", "8"))),
        ("May", (("Walk", "4"),)),
    ]
    assert [month.notes for month in year.months] == [
        (),
        (KeptDay(date(2026, 5, 4), "Walk", EVERYONE, note="rain"),),
    ]


def test_a_year_of_somebody_alone_names_nobody_else() -> None:
    couple = Couple(ANA)
    couple.keep(DAILY, who=TOGETHER)

    assert kept_year(couple.state, OF_ANA, 2026).whose == "What Ana kept"
