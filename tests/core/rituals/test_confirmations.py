"""What is said about rows, days and deeds."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from msgspec.structs import replace

from rituals.core import events as e
from rituals.core.calendar import Period
from rituals.core.model import Once, Person, Quota, Rule
from rituals.core.occurrences.coming import Coming, coming
from rituals.core.occurrences.sign import Sign
from rituals.core.phrases import (
    date_words,
    day_words,
    minutes_words,
    names_words,
    on_day_words,
    period_words,
    who_words,
    whose_words,
)
from rituals.core.rituals.board import Row
from rituals.core.rituals.confirmations import (
    added_words,
    archived_words,
    edited_words,
    moved_words,
    rested_words,
    ticked_words,
    unticked_words,
)
from rituals.core.rituals.pause_words import paused_words, resumed_words
from rituals.core.rituals.undo_words import undone_words
from rituals.core.rituals.words import SIGNS, row_words
from rituals.service.couple import CoupleService
from tests.kit.fakes import FakeClock, make_rituals

TODAY = date(2026, 11, 22)  # a Sunday
ANA, SAM, KIM = (Person(name.lower(), name, date(2026, 1, 1)) for name in ("Ana", "Sam", "Kim"))
HUG, WALK, DINNER = Rule("FREQ=DAILY"), Rule("FREQ=WEEKLY;BYDAY=SU", at=time(16)), Rule("FREQ=WEEKLY;BYDAY=FR")


class Couple:
    """Ana and Sam, and the row of whatever they keep."""

    def __init__(self, local: str = "2026-11-22 19:00") -> None:
        self.clock = FakeClock(local)
        self.service: CoupleService = make_rituals(self.clock)
        self.sam = self.service.join("Sam").id
        self.ana = self.service.couple[0].id
        self.service.rename(self.ana, "Ana")

    def keep(self, cadence: Rule | Quota | Once, who: str = "together", on: date = TODAY) -> None:
        """Take up a ritual; the one of Sam alone while Sam sits here."""
        self.service.seat(self.sam if who == self.sam else self.ana)
        self.service.add(e.RitualAdded("ours", on, "Ours", cadence, who=who))

    @property
    def row(self) -> Row:
        (row,) = self.service.board().rows
        return row

    def said(self, local: str | None = None) -> str:
        moment = datetime.fromisoformat(local) if local else None
        return row_words(self.row, self.service.audience(), self.service.today(), local=moment)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 22), "today"),
        (date(2026, 11, 21), "yesterday"),
        (date(2026, 11, 23), "tomorrow"),
        (date(2026, 11, 20), "Friday"),
        (date(2026, 11, 28), "Saturday"),
        (date(2026, 11, 16), "Monday"),
        (date(2026, 11, 15), "Sun 15 Nov"),
        (date(2026, 11, 29), "Sun 29 Nov"),
        (date(2027, 1, 1), "Fri 1 Jan 2027"),
    ],
)
def test_a_day_is_called_as_people_call_it(day: date, words: str) -> None:
    assert day_words(day, TODAY) == words


def test_a_day_stands_in_a_sentence_and_in_a_heading() -> None:
    assert on_day_words(date(2026, 11, 23), TODAY) == "tomorrow"
    assert on_day_words(date(2026, 11, 27), TODAY) == "on Friday"
    assert date_words(TODAY, TODAY) == "Sunday 22 November"


@pytest.mark.parametrize(("minutes", "words"), [(0, ""), (1, "1 min"), (60, "1 h"), (90, "1 h 30 min"), (480, "8 h")])
def test_a_length_of_time_is_short(minutes: int, words: str) -> None:
    assert minutes_words(minutes) == words


def test_names_stand_in_a_row_and_are_safe_to_print() -> None:
    assert names_words([ANA, SAM]) == "Ana, Sam"
    assert names_words([Person("x", "a\x1b[2J\nb", TODAY)]) == "a [2J b"
    assert names_words([]) == ""


def test_everyone_is_you_both_and_one_alone_goes_by_name() -> None:
    assert whose_words({None}, [ANA, SAM]) == "you both"
    assert whose_words({"ana", "sam"}, [ANA, SAM]) == "you both"
    assert whose_words({"sam"}, [ANA, SAM]) == "Sam"
    assert whose_words({None}, [ANA]) == "Ana"
    assert whose_words({None}, [ANA, SAM], "sam") == "Sam"
    assert whose_words({None}, [ANA, SAM], "kim") == ""
    assert whose_words({None}, [ANA, SAM, KIM]) == "all of you"
    assert whose_words({"ana", "sam"}, [ANA, SAM, KIM]) == "Ana, Sam"


def test_whom_a_ritual_is_for_has_words() -> None:
    assert who_words("together", [ANA, SAM]) == "together"
    assert who_words("each", [ANA, SAM]) == "each of you"
    assert who_words("sam", [ANA, SAM]) == "Sam"
    assert "isn't here now" in who_words("kim", [ANA, SAM])


def test_of_who_left_the_name_is_said_and_that_they_left() -> None:
    kim_left = replace(KIM, left=TODAY)

    assert who_words("kim", [ANA, SAM, kim_left]) == "Kim, who left"
    assert who_words("together", [ANA, kim_left]) == ""


def test_each_sign_has_one_column_in_both_alphabets() -> None:
    for signs in SIGNS.values():
        assert set(signs) == set(Sign)
        assert all(len(sign) == 1 for sign in signs.values())
        assert len(set(signs.values())) == len(Sign)
    assert "".join(SIGNS["ascii"].values()).isascii()


def test_an_untimed_row_is_for_any_time_until_you_both_did_it() -> None:
    couple = Couple()
    couple.keep(HUG)
    assert couple.said() == "any time"

    couple.service.tick("ours")

    assert couple.said() == "you both"


def test_a_timed_row_says_its_time_then_now_then_since() -> None:
    couple = Couple("2026-11-22 15:59")
    couple.keep(WALK)
    assert couple.said() == "16:00"

    couple.clock.set("2026-11-22 16:00")
    assert couple.said("2026-11-22 16:00") == "now"
    assert couple.said("2026-11-22 16:30") == "since 16:00"
    assert couple.said() == "since 16:00"


def test_a_tiny_tick_is_named_beside_who_did_it() -> None:
    couple = Couple()
    couple.keep(HUG)

    couple.service.tick("ours", tiny=True)

    assert couple.said() == "you both · tiny"


def test_one_of_two_goes_by_name_and_leaves_the_time_open() -> None:
    couple = Couple()
    couple.keep(HUG, who="each")

    couple.service.tick("ours", by=[couple.sam])

    assert couple.said() == "Sam · any time"


def test_both_of_two_are_you_both() -> None:
    couple = Couple()
    couple.keep(HUG, who="each")

    couple.service.tick("ours", by=[couple.ana, couple.sam])

    assert couple.said() == "you both"


def test_what_one_person_does_carries_their_name() -> None:
    couple = Couple()
    couple.keep(HUG, who=couple.sam)
    assert couple.said() == "any time · Sam"

    couple.service.tick("ours")

    assert couple.said() == "Sam"


def test_what_can_be_caught_up_with_says_from_when_it_is() -> None:
    couple = Couple()
    couple.keep(DINNER, on=date(2026, 11, 16))

    assert couple.said() == "from Friday"


def test_a_rested_row_says_not_today_and_a_paused_one_paused() -> None:
    couple = Couple()
    couple.keep(HUG)
    couple.service.rest("ours")
    assert couple.said() == "not today"

    couple.service.rest("ours", rested=False)
    couple.service.pause()
    assert couple.said() == "paused"


def test_what_is_rested_ahead_of_time_says_not_tomorrow() -> None:
    couple = Couple()
    couple.keep(Rule("FREQ=WEEKLY;BYDAY=MO"))
    couple.service.rest("ours", date(2026, 11, 23))

    assert couple.said() == "not tomorrow"


def test_an_undone_rest_of_a_quota_names_its_period() -> None:
    couple = Couple()
    couple.keep(Quota(2, "week"))
    couple.service.rest("ours")

    assert (
        undone_words(couple.service.undo().records, couple.service.state, today=TODAY)
        == "Took back: Ours, rested this week."
    )


def test_tomorrows_row_says_its_time_if_it_has_one() -> None:
    couple = Couple()
    couple.keep(Rule("FREQ=WEEKLY;BYDAY=MO", at=time(8)))

    assert couple.said() == "08:00"


def test_days_in_a_row_say_until_when() -> None:
    couple = Couple()
    couple.keep(Once(TODAY, days=3))

    assert couple.said() == "until Tuesday"


def test_a_quota_says_how_far_it_has_come_and_until_when() -> None:
    couple = Couple("2026-11-18 19:00")
    couple.keep(Quota(2, "week"), on=date(2026, 11, 16))
    assert couple.said() == "0 of 2 · by Sunday"

    couple.service.tick("ours")
    assert couple.said() == "1 of 2 · you both today · by Sunday"

    couple.clock.set("2026-11-22 19:00")
    assert couple.said() == "1 of 2 · by tonight"

    couple.service.tick("ours")
    couple.service.tick("ours", date(2026, 11, 21))
    assert couple.said() == "2 of 2 · you both today"


def test_a_rested_quota_rests_for_its_period() -> None:
    couple = Couple()
    couple.keep(Quota(2, "month"))

    couple.service.rest("ours")

    assert couple.said() == "not this month"


def test_a_rest_of_days_in_a_row_names_them_all() -> None:
    couple = Couple()
    couple.keep(Once(date(2026, 11, 21), days=3), on=date(2026, 11, 20))
    rest = e.OccurrenceRested("ours", date(2026, 11, 21))

    rested = rested_words(couple.row.ritual, [rest], couple.service.state, today=TODAY)

    assert rested == "Ours: not from yesterday until tomorrow, and that is fine."


def test_each_deed_is_answered_in_a_kind_sentence() -> None:
    couple = Couple()
    couple.keep(HUG)
    ours, audience, people = couple.row.ritual, couple.service.audience(), couple.service.couple
    friday, monday, state = date(2026, 11, 20), date(2026, 11, 30), couple.service.state

    assert ticked_words(ours, TODAY, today=TODAY, audience=audience, by=[couple.ana]) == "Done: Ours, today · you both."
    assert "already" in ticked_words(ours, TODAY, today=TODAY, audience=audience, by=[couple.ana], new=False)
    assert unticked_words(ours, friday, today=TODAY, audience=audience) == "Took back the tick of Ours for Friday."
    rest, woken = e.OccurrenceRested("ours", TODAY), e.OccurrenceRested("ours", friday, rested=False)
    assert rested_words(ours, [rest], state, today=TODAY) == "Ours: not today, and that is fine."
    assert rested_words(ours, [woken], state, today=TODAY) == "Ours is planned again on Friday."
    assert moved_words(ours, monday, today=TODAY, at=time(19)) == "Ours is on Mon 30 Nov now, at 19:00."
    assert paused_words(None, since=TODAY, until=monday, today=TODAY) == (
        "Everything is paused from today until Mon 30 Nov."
    )
    assert paused_words(ours, since=TODAY, until=None, today=TODAY) == "Ours is paused from today until you resume."
    assert paused_words(ours, since=TODAY, until=TODAY, today=TODAY) == "Ours is paused today."
    assert paused_words(ours, since=friday, until=friday, today=TODAY) == "Ours was paused on Friday."
    assert paused_words(ours, since=monday, until=monday, today=TODAY) == "Ours will be paused on Mon 30 Nov."
    assert added_words(ours, Coming((TODAY,), None), today=TODAY) == "Ours is yours now: every day, first today."
    assert edited_words(ours, [woken], people=people, today=TODAY) == "Ours is changed: every day, together."
    archived = e.RitualArchived("ours", TODAY)
    assert archived_words(ours, archived, today=TODAY) == "Ours is put away; its history stays."


def test_an_undo_says_what_it_took_back_whatever_it_was() -> None:
    couple = Couple()
    service = couple.service
    couple.keep(HUG, who="each")
    service.tick("ours", by=[couple.ana, couple.sam])
    service.untick("ours", by=[couple.ana])
    service.rest("ours", by=couple.ana)
    service.rest("ours", by=couple.ana, rested=False)
    service.pause("ours")
    service.resume("ours")
    service.edit("ours", e.RitualEdited("ours", minutes=5))
    service.archive("ours")
    service.restore("ours")

    said = [undone_words(service.undo().records, service.state, today=TODAY) for _ in range(11)]

    assert said == [
        "Took back: Ours, brought back.",
        "Took back: Ours, put away.",
        "Took back: the change to how long Ours takes.",
        "Took back: the end of the pause of Ours.",
        "Took back: the pause of Ours.",
        "Took back: Ours, planned again today.",
        "Took back: Ours, rested today.",
        "Took back: Ours, unticked today.",
        "Took back: Ours, ticked today.",
        "Took back: Ours, just taken up.",
        "Took back: the name Ana.",
    ]


def test_an_undone_move_and_an_undone_pause_of_everything_are_told() -> None:
    couple = Couple()
    couple.keep(DINNER)
    couple.service.move("ours", date(2026, 11, 26))
    couple.service.pause()

    said = [undone_words(couple.service.undo().records, couple.service.state, today=TODAY) for _ in range(2)]

    assert said == ["Took back: the pause of everything.", "Took back: Ours, moved to Thursday; it is on Friday again."]


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Period(date(2026, 11, 16), date(2026, 11, 22)), "this week"),
        (Period(date(2026, 11, 23), date(2026, 11, 29)), "next week"),
        (Period(date(2026, 11, 9), date(2026, 11, 15)), "last week"),
        (Period(date(2026, 11, 2), date(2026, 11, 8)), "in the week from Mon 2 Nov"),
        (Period(date(2026, 12, 28), date(2027, 1, 3)), "in the week from Mon 28 Dec"),
        (Period(date(2026, 11, 1), date(2026, 11, 30)), "this month"),
        (Period(date(2026, 12, 1), date(2026, 12, 31)), "next month"),
        (Period(date(2026, 10, 1), date(2026, 10, 31)), "last month"),
        (Period(date(2026, 2, 1), date(2026, 2, 28)), "in February"),
        (Period(date(2027, 1, 1), date(2027, 1, 31)), "in January 2027"),
    ],
)
def test_a_week_or_month_is_called_as_people_call_it(period: Period, words: str) -> None:
    assert period_words(period, TODAY) == words


def test_what_rested_in_another_week_does_not_say_this_week() -> None:
    couple = Couple()
    couple.keep(Quota(2, "week"), on=date(2026, 11, 2))
    couple.service.rest("ours", date(2026, 11, 10))

    (row,) = couple.service.board_on(date(2026, 11, 10)).rows

    assert row_words(row, couple.service.audience(), row.day) == "not last week"


def test_an_undo_says_what_of_a_tick_is_still_there() -> None:
    couple = Couple()
    couple.keep(HUG, who="each")
    service, friday = couple.service, date(2026, 11, 20)
    for by, tiny, note, day in (
        ([couple.ana], True, "", TODAY),
        ([couple.ana], False, "", TODAY),
        ([couple.ana, couple.sam], False, "quince", TODAY),
        ([couple.sam], False, "", friday),
        ([couple.sam], False, "plum", friday),
    ):
        service.tick("ours", day, by=by, tiny=tiny, note=note)

    taken_back = [undone_words(service.undo().records, service.state, today=TODAY, seated=couple.ana) for _ in range(5)]

    assert taken_back == [
        "Took back: what was put down for Ours on Friday.",
        "Took back: what was put down for Ours on Friday.",
        "Took back: the note with Ours today; its tick stays; Ours, ticked today.",
        "Took back: that Ours was done in full today; its tiny tick stays.",
        "Took back: Ours, ticked today.",
    ]


def test_an_undo_says_that_it_rests_still() -> None:
    couple = Couple()
    couple.keep(HUG)
    service = couple.service
    service.rest("ours")
    service.rest("ours", reason="quince")
    service.rest("ours")

    taken_back = [undone_words(service.undo().records, service.state, today=TODAY) for _ in range(3)]

    assert taken_back == [
        "Took back: one rest of Ours today; it still rests.",
        "Took back: the reason why Ours rests today; it still rests.",
        "Took back: Ours, rested today.",
    ]


def test_an_undo_names_all_that_went_with_it() -> None:
    couple = Couple()
    couple.keep(HUG)
    couple.service.edit("ours", e.RitualEdited("ours", minutes=5, cue="tea"), cadence=DINNER)

    words = undone_words(couple.service.undo().records, couple.service.state, today=TODAY)

    assert words == "Took back: the change to how long Ours takes and what it follows; the change to when Ours is."


def test_what_begins_later_is_not_said_to_be_so_already() -> None:
    couple = Couple()
    couple.keep(HUG)
    couple.service.tick("ours")
    ours, people, tomorrow = couple.row.ritual, couple.service.couple, TODAY + timedelta(1)

    edits = couple.service.edit("ours", e.RitualEdited("ours"), cadence=DINNER)
    archived = couple.service.archive("ours")

    changed = edited_words(couple.service.state.rituals["ours"], edits, people=people, today=TODAY)
    assert changed == "Ours is changed from tomorrow on: every fri, together."
    away = archived_words(ours, archived, today=TODAY)
    assert away == "Ours is put away from tomorrow on; its history stays."
    paused = paused_words(ours, since=tomorrow, until=None, today=TODAY)
    assert paused == "Ours will be paused from tomorrow until you resume."


def test_what_is_taken_up_in_a_pause_says_so() -> None:
    couple = Couple()
    couple.service.pause(until=date(2026, 11, 27))
    couple.keep(HUG)

    ours, state = couple.row.ritual, couple.service.state

    words = added_words(ours, coming(state, ours, TODAY, count=1), today=TODAY)
    assert words == "Ours is yours now: every day, paused until Friday, first on Saturday."


def test_resuming_says_what_goes_on_and_what_is_still_planned() -> None:
    couple = Couple()
    couple.keep(HUG)
    service, ours = couple.service, couple.row.ritual
    service.pause("ours", until=date(2026, 12, 3))
    service.pause("ours", since=date(2026, 12, 20), until=date(2026, 12, 27))

    ended = service.resume("ours")

    words = resumed_words(ours, ended, service.state, today=TODAY)
    assert words == ("Ours goes on from today. The pause of Ours from Sun 20 Dec until Sun 27 Dec is still planned.")
    unplanned = service.resume("ours", planned=True)
    words = resumed_words(ours, unplanned, service.state, today=TODAY)
    assert words == "The pause of Ours from Sun 20 Dec until Sun 27 Dec is not planned any more."


def test_no_words_are_ever_those_of_blame() -> None:
    from pathlib import Path

    from rituals.core.rituals import confirmations
    from rituals.core.rituals import words as rituals_words

    sources = [Path(str(module.__file__)).read_text(encoding="utf-8") for module in (confirmations, rituals_words)]
    source = "".join(sources).casefold()

    assert not [word for word in ("missed", "failed", "skip", "lost", "overdue") if word in source]
