"""What comes into a booklet, and in which words its cover and chapters are called."""

from __future__ import annotations

from datetime import date

import pytest

from rituals.core import events as e
from rituals.core.jar.booklet import Booklet, BookletMonth, BookletNote, booklet, span_words
from rituals.core.model import PersonId, Rule, Seal
from tests.kit.histories import ANA, BEN, Couple, april, march

TODAY = date(2026, 11, 22)
NEW_YEAR, NEW_YEARS_EVE = date(2026, 1, 1), date(2026, 12, 31)


def put_in(
    couple: Couple,
    text: str,
    day: date,
    *,
    by: PersonId = ANA,
    to: PersonId = BEN,
    seal: Seal | None = None,
) -> str:
    """Put a note in under its words as its id."""
    couple.say(e.AppreciationAdded(text, by, day, text, to, seal))
    return text


def of_2026(couple: Couple, today: date = TODAY) -> Booklet:
    return booklet(couple.state, NEW_YEAR, NEW_YEARS_EVE, today)


def texts(made: Booklet) -> list[str]:
    return [entry.text for month in made.months for entry in month.entries]


def test_notes_stand_in_their_months_by_the_day_they_are_about() -> None:
    couple = Couple()
    put_in(couple, "the umbrella", april(2), by=BEN, to=ANA)
    put_in(couple, "the soup", march(9))
    put_in(couple, "the hall light", march(4), to="")

    made = of_2026(couple)

    assert made == Booklet(
        title="A jar of thanks",
        names="Ana and Ben",
        span="2026",
        months=(
            BookletMonth(
                "March",
                (BookletNote(march(4), "from Ana", "the hall light"), BookletNote(march(9), "Ana to Ben", "the soup")),
            ),
            BookletMonth("April", (BookletNote(april(2), "Ben to Ana", "the umbrella"),)),
        ),
    )


def test_only_the_days_asked_for_are_in_it_both_ends_included() -> None:
    couple = Couple()
    for day in (3, 4, 9, 10):
        put_in(couple, f"on the {day}.", march(day))

    made = booklet(couple.state, march(4), march(9), TODAY)

    assert texts(made) == ["on the 4.", "on the 9."]


def test_what_is_sealed_stays_out_until_its_day() -> None:
    couple = Couple()
    put_in(couple, "a surprise", march(4), seal=Seal(date(2026, 12, 24)))

    assert texts(of_2026(couple, date(2026, 12, 23))) == []
    assert texts(of_2026(couple, date(2026, 12, 24))) == ["a surprise"]


def test_what_is_sealed_until_the_opening_comes_in_once_it_was_read() -> None:
    couple = Couple()
    note = put_in(couple, "for the two of us", march(4), seal=Seal())
    before = texts(of_2026(couple))

    couple.say(e.JarOpened(march(8), (note,)))

    assert (before, texts(of_2026(couple))) == ([], ["for the two of us"])


def test_a_favourite_says_so() -> None:
    couple = Couple()
    couple.say(e.AppreciationFavoured(put_in(couple, "the soup", march(4))))

    (month,) = of_2026(couple).months

    assert month.entries[0].favourite


def test_a_line_under_a_note_comes_along_with_who_left_it() -> None:
    couple = Couple()
    couple.say(e.AppreciationAnswered(put_in(couple, "the soup", march(4)), BEN, "and the bread"))

    (month,) = of_2026(couple).months

    assert month.entries[0].reply == "Ben: and the bread"


def test_erased_notes_and_those_taken_back_are_not_in_it() -> None:
    couple = Couple()
    couple.say(e.AppreciationErased(put_in(couple, "gone", march(4))))
    couple.undo(couple.say(e.AppreciationAdded("back", ANA, march(4), "taken back")))

    assert of_2026(couple).months == ()


def test_chapters_name_their_year_where_there_is_more_than_one() -> None:
    couple = Couple()
    put_in(couple, "before", date(2025, 12, 31))
    put_in(couple, "after", NEW_YEAR)

    made = booklet(couple.state, date(2025, 11, 23), TODAY, TODAY)

    assert [month.name for month in made.months] == ["December 2025", "January 2026"]


def test_the_same_month_of_two_years_is_two_chapters() -> None:
    couple = Couple()
    put_in(couple, "then", date(2025, 11, 30))
    put_in(couple, "now", date(2026, 11, 1))

    made = booklet(couple.state, date(2025, 11, 23), TODAY, TODAY)

    assert [month.name for month in made.months] == ["November 2025", "November 2026"]


def test_one_person_alone_has_a_booklet_too() -> None:
    couple = Couple(ANA)
    put_in(couple, "to the morning", march(4), to="")

    made = of_2026(couple)

    assert (made.names, made.months[0].entries[0].from_to) == ("Ana", "from Ana")


def test_the_cover_names_who_was_there_in_those_days() -> None:
    couple = Couple("ana", "ben", "cleo")
    couple.say(e.PersonLeft("ben", date(2026, 6, 1)))

    assert of_2026(couple).names == "Ana, Ben and Cleo"
    assert booklet(couple.state, date(2026, 6, 1), NEW_YEARS_EVE, TODAY).names == "Ana and Cleo"


def test_a_booklet_of_days_before_anyone_joined_still_has_names() -> None:
    couple = Couple(joined=date(2026, 3, 1))

    made = booklet(couple.state, date(2025, 1, 1), date(2025, 12, 31), TODAY)

    assert (made.names, made.span, made.months) == ("Ana and Ben", "2025", ())


def test_lines_and_tabs_stay_and_what_could_do_harm_goes() -> None:
    couple = Couple()
    put_in(couple, "one\n\n\ttwo\x1b[2J\u202ethree", march(4))

    assert texts(of_2026(couple)) == ["one\n\n\ttwo [2J three"]


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (NEW_YEAR, NEW_YEARS_EVE, "2026"),
        (date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        (march(4), march(4), "4 March 2026"),
        (march(4), april(9), "4 March to 9 April 2026"),
        (NEW_YEAR, TODAY, "1 January to 22 November 2026"),
        (date(2025, 11, 23), TODAY, "23 November 2025 to 22 November 2026"),
        (date(2025, 1, 1), NEW_YEARS_EVE, "1 January 2025 to 31 December 2026"),
    ],
)
def test_the_days_of_a_booklet_are_said_shortly(since: date, until: date, words: str) -> None:
    assert span_words(since, until) == words


# favourites, firsts and the picture


def test_favourites_stand_apart_and_among_their_months() -> None:
    couple = Couple()
    note = put_in(couple, "the umbrella", april(2))
    put_in(couple, "the soup", april(3))
    couple.say(e.AppreciationFavoured(note))

    made = of_2026(couple)

    assert [entry.text for entry in made.favourites] == ["the umbrella"]
    assert texts(made) == ["the umbrella", "the soup"]


def test_firsts_are_told_in_the_year_they_were_in_by_their_words() -> None:
    couple = Couple(joined=date(2025, 1, 1))
    for name, who, section in (
        ("walk", "together", ""),
        ("tea", "each", ""),
        ("swim", ANA, ""),
        ("hug", "together", "affection"),
        ("dance", "together", ""),
        ("song", "together", ""),
    ):
        couple.say(
            e.RitualAdded(name, date(2025, 1, 1), name.title(), Rule("FREQ=DAILY", date(2025, 1, 1)), who, section)
        )
        first = date(2025, 12, 31) if name == "dance" else march(4)
        couple.say(
            e.RitualTicked(name, first, ANA if who != "together" else None, note="" if name == "song" else "new")
        )
    couple.say(e.RitualTicked("walk", march(5), note="again"))

    made = of_2026(couple)

    assert [(first.day, first.what, first.text) for first in made.firsts] == [
        (march(4), "Tea", "new"),
        (march(4), "Walk", "new"),
    ]


def test_the_picture_shows_the_days_of_a_year_without_a_number() -> None:
    couple = Couple()
    for name in ("walk", "tea", "song", "swim"):
        who = ANA if name == "swim" else "together"
        couple.say(e.RitualAdded(name, NEW_YEAR, name.title(), Rule("FREQ=DAILY", NEW_YEAR), who))
    for name in ("walk", "tea", "song"):
        couple.say(e.RitualTicked(name, march(4)))
    couple.say(e.RitualTicked("walk", march(5)))
    couple.say(e.RitualTicked("swim", march(6), ANA))

    made = of_2026(couple)

    assert [len(month.days) for month in made.picture[:3]] == [31, 28, 31]
    assert made.picture[2].days[3:6] == (2, 1, 0)
    assert made.picture[10].days[TODAY.day - 1 :][:2] == (0, None)
    assert booklet(couple.state, march(1), march(31), TODAY).picture == ()


def test_a_year_in_which_nothing_was_done_has_no_picture() -> None:
    couple = Couple()
    put_in(couple, "the soup", march(9))

    assert of_2026(couple).picture == ()
