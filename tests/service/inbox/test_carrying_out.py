"""What becomes of a phone's lines: the same as of the commands, once, in one commit, and marked as by phone."""

from __future__ import annotations

from datetime import UTC, date, datetime

from rituals.core.events import AppreciationAdded, OccurrenceRested, RitualAdded, RitualTicked
from rituals.core.events.recorded import Recorded, commit_of
from rituals.core.inbox.file_lines import ArrivedFile
from rituals.core.jar.commands import PUTTING_IN
from rituals.core.model import Rule
from rituals.service.couple import CoupleService
from rituals.service.inbox.carrying_out import carry_out
from tests.kit.fakes import MemoryLog, make_rituals

SUNDAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 11, tzinfo=UTC)
DAILY = Rule("FREQ=DAILY")


class Home:
    """Ana, at the keyboard, and Sam, with a walk together, a hug for each and a book that is Sam's alone."""

    def __init__(self) -> None:
        self.log = MemoryLog()
        self.service: CoupleService = make_rituals(shared=self.log)
        self.service.add(RitualAdded("walk", SUNDAY, "Evening walk", DAILY))
        self.service.join("Sam")
        self.ana, self.sam = (person.id for person in self.service.couple)
        self.service.add(RitualAdded("hug", SUNDAY, "Long hug", DAILY, "each"))
        self.service.seat(self.sam)
        self.service.add(RitualAdded("book", SUNDAY, "Sam's book", DAILY, self.sam))
        self.service.add(RitualAdded(PUTTING_IN, SUNDAY, "A note", DAILY, "each", catalogue=PUTTING_IN))
        self.service.seat(self.ana)
        self._begun = len(self.log.records)

    def phone(self, *lines: str, here: str = "Ana", written: datetime = NOON, again: bool = False) -> dict[int, str]:
        """What was not understood, and why."""
        file = ArrivedFile("9b1f", written, "\n".join(lines).encode())
        unread = carry_out(self.service, file, [here] if here else [], may_be_done=again)
        return {number: why for number, (_, why) in unread.items()}

    @property
    def records(self) -> list[Recorded]:
        """What was recorded since."""
        return self.log.records[self._begun :]


def test_a_file_is_one_commit_of_events_that_came_by_phone() -> None:
    home = Home()

    assert home.phone("walk: by the sea", "rest hug", "thank for the soup") == {}

    walk, rest, thanks, note = [record.event for record in home.records]
    assert walk == RitualTicked("walk", SUNDAY, None, False, "by the sea", by_phone=True)
    assert rest == OccurrenceRested("hug", SUNDAY, home.ana, True, "", by_phone=True)
    assert isinstance(thanks, AppreciationAdded)
    assert (thanks.by, thanks.to, thanks.text, thanks.by_phone) == (home.ana, home.sam, "for the soup", True)
    assert note == RitualTicked(PUTTING_IN, SUNDAY, home.ana, by_phone=True)
    assert len({commit_of(record) for record in home.records}) == 1


def test_what_is_there_already_is_not_doubled() -> None:
    home = Home()
    home.service.tick("walk")
    home.service.rest("hug")
    home.service.tick("hug", by=[home.sam])
    count = len(home.records)

    assert home.phone("walk", "rest hug", "sam: hug", "Tick evening walk", "walk tiny") == {}

    assert len(home.records) == count


def test_the_same_line_twice_is_one_tick_but_two_thank_yous() -> None:
    home = Home()

    home.phone("walk: hi", "tick walk: hi", "thank you", "thank you")

    kinds = [type(record.event) for record in home.records]
    assert kinds.count(AppreciationAdded) == 2
    assert kinds.count(RitualTicked) == 2  # the walk, and the ritual of a note


def test_a_file_that_is_recorded_is_not_carried_out_again_and_one_that_is_not_is() -> None:
    home = Home()
    home.phone("walk: hi", "wlak", "walk: hi", "thank you")
    recorded = list(home.log.records)

    assert list(home.phone("walk: hi", "wlak", "walk: hi", "thank you", again=True)) == [2]
    assert home.log.records == recorded

    other = Home()
    other.phone("walk: hi", "thank you", again=True)
    assert len(other.records) == 3


def test_what_is_for_one_alone_counts_for_that_one_and_for_nobody_else() -> None:
    home = Home()

    assert home.phone("book", "ana: book") == {2: "Sam's book is for Sam alone, and counts for nobody else."}

    (tick,) = [record.event for record in home.records]
    assert tick == RitualTicked("book", SUNDAY, None, by_phone=True)


def test_where_two_live_here_a_line_that_is_somebodys_says_whose() -> None:
    home = Home()

    unread = home.phone("hug", "sam: hug", "walk", "thank you", here="")

    assert list(unread) == [1, 4]
    assert [record.event for record in home.records] == [
        RitualTicked("hug", SUNDAY, home.sam, by_phone=True),
        RitualTicked("walk", SUNDAY, by_phone=True),
    ]


def test_a_day_ahead_can_rest_but_not_be_ticked() -> None:
    home = Home()

    assert home.phone("walk tomorrow", "rest walk tomorrow") == {1: "Monday 23 November is still ahead."}

    (rest,) = [record.event for record in home.records]
    assert rest == OccurrenceRested("walk", date(2026, 11, 23), by_phone=True)


def test_a_note_that_is_too_long_is_told_and_the_rest_goes_on() -> None:
    home = Home()

    unread = home.phone("walk: " + "a" * 2_001, "walk", "thank you " + "a" * 60_000)

    assert list(unread) == [1]
    assert "a note has at most 2,000" in unread[1]
    assert len(home.records) == 3


def test_before_anybody_is_welcomed_somebody_is() -> None:
    service = make_rituals()

    carry_out(service, ArrivedFile("9b1f", NOON, b"thank you"), [], may_be_done=False)

    assert [person.name for person in service.couple] == ["ana"]
    assert len(service.state.jar) == 1
