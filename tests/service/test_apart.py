"""Answers apart through the service: on one machine, and on two whose shared journals are carried across by hand."""

from __future__ import annotations

import shutil
from itertools import count
from pathlib import Path

import pytest

from rituals.adapters.logs import open_logs
from rituals.content.loader import catalogue
from rituals.core.events import AnswerShown, QuestionFavoured
from rituals.core.nudges.settings import NudgeSettings
from rituals.core.nudges.words import NudgeWords
from rituals.core.state.apart import Round
from rituals.errors import RuleError
from rituals.service.couple import CoupleService
from rituals.service.nudges.scheduler import Scheduler
from tests.kit.fakes import FakeClock, FakeNotifier, ProgramStarts

NUMBERS = count(1)
DECK = catalogue().prompt


class Home:
    """One machine's data folder, with a clock of its own."""

    def __init__(self, folder: Path, device: str) -> None:
        self.folder, self.device = folder, device
        self.clock = FakeClock()
        self.service = self.opened()

    def opened(self) -> CoupleService:
        logs = open_logs(self.folder, self.device)
        service = CoupleService(logs, self.clock, lambda: f"{next(NUMBERS):016x}", "ana")
        service.refresh()
        return service

    def carry_to(self, other: Home) -> None:
        """Carry this machine's shared journal across, and let the other look."""
        name = f"{self.device}.jsonl"
        if (self.folder / "shared" / name).exists():
            (other.folder / "shared").mkdir(parents=True, exist_ok=True)
            shutil.copy(self.folder / "shared" / name, other.folder / "shared" / name)
        other.service.refresh()

    def bytes(self, *under: str) -> bytes:
        root = self.folder.joinpath(*under)
        return b"".join(path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file())


@pytest.fixture
def laptop(tmp_path: Path) -> Home:
    """Ana's machine, on which both were welcomed."""
    home = Home(tmp_path / "laptop", "laptop")
    home.service.join("Sam")
    return home


@pytest.fixture
def tablet(tmp_path: Path, laptop: Home) -> Home:
    """Sam's machine."""
    home = Home(tmp_path / "tablet", "tablet")
    laptop.carry_to(home)
    return home


def tonight(home: Home) -> Round:
    """The round about tonight's question, begun there."""
    return home.service.apart.begin(home.service.questions.tonight(DECK).id)


def texts(home: Home, asked: Round) -> list[str]:
    """What is shown of a round, by whoever's it is."""
    return [text for _, text in home.service.apart.answers(home.service.state.apart.value[asked.id])]


def test_on_one_laptop_both_are_shown_once_the_second_is_sealed(laptop: Home) -> None:
    ana, sam = laptop.service.couple
    asked = tonight(laptop)

    laptop.service.apart.seal(asked.id, "the PLUM tree", by=ana.id)
    assert texts(laptop, asked) == []
    assert b"PLUM" not in laptop.bytes("shared") + laptop.bytes("private", sam.id)
    laptop.service.apart.seal(asked.id, "the QUINCE", by=sam.id)

    assert texts(laptop, asked) == ["the PLUM tree", "the QUINCE"]


def test_on_two_machines_both_are_shown_on_both_and_never_one_alone(laptop: Home, tablet: Home) -> None:
    ana, sam = laptop.service.couple
    tablet.service.questions.favour(DECK, "p05")
    tablet.carry_to(laptop)
    asked = tonight(laptop)
    assert tonight(tablet).id == asked.id  # without having heard of it

    laptop.service.apart.seal(asked.id, "the PLUM tree", by=ana.id)
    laptop.carry_to(tablet)
    assert b"PLUM" not in tablet.bytes()
    assert tablet.service.apart.begun(sam)[0][1] == "open"
    tablet.service.apart.seal(asked.id, "the QUINCE", by=sam.id)
    assert texts(tablet, asked) == []
    tablet.carry_to(laptop)  # whose machine writes Ana's as it looks
    assert texts(laptop, asked) == ["the PLUM tree", "the QUINCE"]
    laptop.carry_to(tablet)

    assert texts(tablet, asked) == ["the PLUM tree", "the QUINCE"]
    assert b"PLUM" not in tablet.bytes("private")


def test_the_background_process_shows_ones_words_without_the_app(laptop: Home, tablet: Home, tmp_path: Path) -> None:
    from rituals.adapters.notifications.sender_lock import FileSenderLock

    ana, sam = laptop.service.couple
    asked = tonight(laptop)
    laptop.service.apart.seal(asked.id, "plum", by=ana.id)
    laptop.carry_to(tablet)
    tablet.service.apart.seal(asked.id, "quince", by=sam.id)
    shutil.copy(tablet.folder / "shared" / "tablet.jsonl", laptop.folder / "shared" / "tablet.jsonl")
    lock = FileSenderLock(tmp_path, "test")
    words = NudgeWords(("{ritual}",), ("something",))

    scheduler = Scheduler(laptop.opened(), NudgeSettings, FakeNotifier(), lock, words, start=ProgramStarts())
    scheduler.step()
    lock.release()

    assert laptop.bytes("shared").count(b"answer_shown") == 2


def test_undo_never_takes_an_answer_back(laptop: Home) -> None:
    ana, sam = laptop.service.couple
    laptop.service.questions.favour(DECK, "p05")
    asked = tonight(laptop)
    for person in (ana, sam):
        laptop.service.apart.seal(asked.id, "words", by=person.id)

    undone = laptop.service.undo()

    assert [type(event) for event in undone.events] == [QuestionFavoured]
    with pytest.raises(RuleError):
        laptop.service.undo()
    assert texts(laptop, asked)


@pytest.mark.parametrize("shown", [False, True])
def test_what_is_let_go_is_off_both_disks_once_both_have_looked(laptop: Home, tablet: Home, shown: bool) -> None:
    ana, sam = laptop.service.couple
    asked = tonight(laptop)
    laptop.service.apart.seal(asked.id, "the PLUM tree", by=ana.id)
    laptop.carry_to(tablet)
    if shown:
        tablet.service.apart.seal(asked.id, "the QUINCE", by=sam.id)
        tablet.carry_to(laptop)
        laptop.carry_to(tablet)
        assert texts(tablet, asked)

    laptop.service.apart.let_go(asked.id, by=ana.id)
    laptop.carry_to(tablet)
    laptop.carry_to(tablet)
    tablet.carry_to(laptop)

    assert b"PLUM" not in laptop.bytes()
    assert texts(laptop, asked) == texts(tablet, asked) == []
    with pytest.raises(RuleError):
        laptop.service.apart.seal(asked.id, "again", by=ana.id)
    if not shown:
        assert tablet.service.apart.begun(sam)[0][1] == "open"  # not a word on it


def test_words_of_an_answer_that_was_let_go_on_another_machine_leave_this_one(laptop: Home, tablet: Home) -> None:
    ana, _ = laptop.service.couple
    asked = tonight(laptop)
    laptop.service.apart.seal(asked.id, "the PLUM tree", by=ana.id)
    laptop.carry_to(tablet)

    tablet.service.apart.let_go(asked.id, by=ana.id)
    tablet.carry_to(laptop)

    assert b"PLUM" not in laptop.bytes()


def test_after_ninety_days_the_words_are_gone(laptop: Home) -> None:
    ana, sam = laptop.service.couple
    asked = tonight(laptop)
    for person, text in ((ana, "the PLUM tree"), (sam, "the QUINCE")):
        laptop.service.apart.seal(asked.id, text, by=person.id)
    alone = laptop.service.apart.begin("p06")
    laptop.service.apart.seal(alone.id, "the MEDLAR", by=ana.id)

    laptop.clock.pass_time(days=90)
    assert texts(Home(laptop.folder, "laptop"), asked)
    laptop.clock.pass_time(days=2)
    laptop.opened()

    left = laptop.bytes()
    assert not [word for word in (b"PLUM", b"QUINCE", b"MEDLAR") if word in left]


def test_an_export_holds_answers_only_once_they_are_shown(laptop: Home) -> None:
    from rituals.core.exchange.export import originals, visible_records

    ana, sam = laptop.service.couple
    asked = tonight(laptop)

    def exported() -> list[str]:
        written = originals(laptop.service.logs.shared.documents())
        return [type(original.record.event).__name__ for original in visible_records(laptop.service.state, written)]

    laptop.service.apart.seal(asked.id, "plum", by=ana.id)
    assert "RoundBegan" in exported()
    assert not {"AnswerSealed", "AnswerShown"} & set(exported())
    laptop.service.apart.seal(asked.id, "quince", by=sam.id)
    assert exported().count(AnswerShown.__name__) == 2


def test_a_check_in_is_shown_once_each_has_sealed_one_whoever_began(laptop: Home, tablet: Home) -> None:
    form = catalogue().form
    ana, sam = laptop.service.couple
    anas = laptop.service.checkin.take(form, {"c1": 4}, by=ana.id)
    sams = tablet.service.checkin.take(form, {"c1": 1, "c4": 0}, by=sam.id)

    asked = laptop.service.apart.seal_checkin(form, anas, by=ana)
    laptop.carry_to(tablet)
    assert not tablet.service.apart.answers(asked)
    tablet.clock.pass_time(days=3)
    tablet.service.apart.seal_checkin(form, sams, by=sam)
    tablet.carry_to(laptop)
    laptop.carry_to(tablet)

    shown = texts(tablet, asked)
    assert shown == texts(laptop, asked)
    assert [text.count(":") for text in shown] == [1, 2]
    with pytest.raises(RuleError, match="already"):
        laptop.service.apart.seal_checkin(form, anas, by=ana)


def test_a_sealed_check_in_that_is_erased_is_shown_to_nobody(laptop: Home) -> None:
    form = catalogue().form
    ana, sam = laptop.service.couple
    anas = laptop.service.checkin.take(form, {"c1": 4}, by=ana.id)
    asked = laptop.service.apart.seal_checkin(form, anas, by=ana)

    laptop.service.checkin.let_go(anas, by=ana.id)
    sams = laptop.service.checkin.take(form, {"c1": 1}, by=sam.id)
    laptop.service.apart.seal_checkin(form, sams, by=sam)

    assert texts(laptop, asked) == []
    assert b"answer_shown" not in laptop.bytes()
    assert catalogue().form.checkin.label(4).encode() not in laptop.bytes()
