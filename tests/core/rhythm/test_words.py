"""What is said about how it goes: moods, numbers of what was kept, and one line for a prompt."""

from __future__ import annotations

from datetime import date

import pytest

from rituals.content.loader import catalogue
from rituals.core import events as e
from rituals.core.model import Rule
from rituals.core.rhythm.history import ritual_history
from rituals.core.rhythm.streak import Streak
from rituals.core.rhythm.summary import rhythm
from rituals.core.rhythm.weeks import Rhythm
from rituals.core.rhythm.words import (
    NOTHING_YET,
    Mood,
    days_words,
    line_words,
    mood,
    mood_words,
    streak_words,
    strength_words,
    weeks_words,
)
from tests.kit.histories import DAILY, EVERY_FRIDAY, Couple, march, on_march


def mood_on(us: Couple, today: date) -> Mood | None:
    histories = [ritual_history(us.state, ritual, today) for ritual in us.state.rituals.values()]
    return mood(histories, rhythm(histories, today, us.state.household.week_starts_on), today)


def line_on(us: Couple, today: date) -> str:
    histories = [ritual_history(us.state, ritual, today) for ritual in us.state.rituals.values()]
    return line_words(rhythm(histories, today, us.state.household.week_starts_on), histories)


def walking_on_fridays() -> Couple:
    us = Couple()
    us.keep(EVERY_FRIDAY, since=march(2))
    us.tick(march(6))
    return us


# moods


def test_on_the_day_of_a_tick_it_is_kept_and_tiny_counts() -> None:
    us = walking_on_fridays()
    us.tick(march(13), tiny=True)

    assert (mood_on(us, march(6)), mood_on(us, march(7)), mood_on(us, march(13))) == (Mood.KEPT, None, Mood.TINY)


def test_after_a_week_with_nothing_it_is_quiet_until_somebody_is_back() -> None:
    us = walking_on_fridays()
    while_quiet = mood_on(us, march(17)), mood_on(us, march(18))

    us.tick(*on_march(18, 19))

    assert while_quiet == (Mood.QUIET, Mood.QUIET)
    assert mood_on(us, march(18)) is Mood.BACK
    assert mood_on(us, march(19)) is Mood.KEPT


def test_after_a_week_with_a_little_a_tick_is_a_tick() -> None:
    us = Couple()
    us.keep(Rule("FREQ=WEEKLY;BYDAY=TU,SU"), since=march(2))
    us.tick(march(3))
    before = mood_on(us, march(12))

    us.tick(march(12))

    assert (before, mood_on(us, march(12))) == (Mood.QUIET, Mood.KEPT)


def test_who_never_began_is_not_called_quiet() -> None:
    us = Couple()
    us.keep(EVERY_FRIDAY, since=march(2))

    assert mood_on(us, march(18)) is None


def test_once_everything_is_put_away_nothing_is_said() -> None:
    us = walking_on_fridays()
    us.archive(march(16))

    assert mood_on(us, march(24)) is None


def test_a_day_on_which_everything_rests_is_resting() -> None:
    us = Couple()
    us.keep(DAILY, since=march(2))
    us.tick(*on_march(2, 3))
    us.rest(march(4))

    assert (mood_on(us, march(4)), mood_on(us, march(5))) == (Mood.RESTING, None)


def test_a_pause_of_everything_comes_first() -> None:
    us = walking_on_fridays()
    us.pause(march(16), march(22), ritual=None)

    assert (mood_on(us, march(18)), mood_on(us, march(23))) == (Mood.PAUSED, Mood.QUIET)


def test_nobody_has_no_mood() -> None:
    assert mood_on(Couple(), march(4)) is None


@pytest.mark.parametrize("state", Mood)
def test_the_catalogue_has_words_for_every_mood(state: Mood) -> None:
    texts = [words.text for words in catalogue().rhythm_message if words.state == state]

    assert mood_words(texts, march(4)) in texts
    assert {mood_words(texts, march(day)) for day in range(1, 9)} == set(texts)


def test_without_texts_a_mood_says_nothing() -> None:
    assert mood_words([], march(4)) == ""


# numbers


def test_only_what_was_kept_is_ever_a_number() -> None:
    assert streak_words(Streak(9, 12)) == "9 in a row"
    assert streak_words(Streak(9, 9)) == "9 in a row"
    assert streak_words(Streak(0, 12)) == ""
    assert streak_words(Streak(0, 0)) == ""
    assert [streak.is_longest_yet for streak in (Streak(9, 9), Streak(9, 12), Streak(1, 1))] == [True, False, False]
    assert weeks_words(Rhythm(1, 3)) == "1 week in a row"
    assert weeks_words(Rhythm(14, 14)) == "14 weeks in a row"
    assert weeks_words(Rhythm(0, 3)) == ""
    assert [days_words(count) for count in (0, 1, 2, 1200)] == ["", "1 day", "2 days", "1,200 days"]
    assert [strength_words(strength) for strength in (0.0, 0.004, 0.816, 1.0)] == ["", "0 %", "82 %", "100 %"]


# one line


def test_the_line_has_the_weeks_and_the_three_longest_streaks() -> None:
    us = walking_on_fridays()
    us.tick(march(13))
    for name, days in (("hug", (11, 12, 13)), ("tea", (13,)), ("kiss", (10, 11, 12, 13))):
        us.keep(DAILY, since=march(days[0]), name=name)
        for day in days:
            us.say(e.RitualTicked(name, march(day)))

    assert line_on(us, march(13)) == "2 weeks · Kiss 4 · Hug 3 · Walk 2"


def test_a_long_name_or_a_strange_one_keeps_the_line_short_and_safe() -> None:
    us = walking_on_fridays()
    us.say(e.RitualEdited("walk", name="\x1b[31mA very long walk along the river"))

    assert line_on(us, march(6)) == "1 week ·  [31mA very long walk a… 1"


def test_what_is_put_away_or_not_counted_is_not_in_the_line() -> None:
    us = walking_on_fridays()
    us.archive(march(7))

    assert line_on(us, march(7)) == "1 week"


def test_an_empty_history_is_a_fresh_page() -> None:
    assert line_on(Couple(), march(6)) == NOTHING_YET
