"""What an undo takes back once words are off the disk: never what can't come back, and never less than it says."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from rituals.core import events as e
from rituals.core.events import AnyEvent
from rituals.core.model import AppreciationId, Rule
from rituals.core.rituals.undo_words import undone_words
from rituals.errors import RuleError
from rituals.service.couple import CoupleService
from tests.kit.fakes import FakeClock, MemoryLog, make_rituals

DAILY = Rule("FREQ=DAILY")
TEA = "tea"


def service_with_tea(cue: str = "") -> CoupleService:
    service = make_rituals(FakeClock(), MemoryLog(), MemoryLog())
    service.join("Sam")
    service.add(e.RitualAdded(TEA, service.today(), "Tea", DAILY, cue=cue))
    return service


def edit(service: CoupleService, *, erase: bool = False, **fields: object) -> None:
    service.edit(TEA, e.RitualEdited(TEA, **fields))  # type: ignore[arg-type]
    if erase:
        service.erasing.erase_taken_back()


def note(service: CoupleService, text: str) -> AppreciationId:
    (added, *_) = service.jar.put_in(text)
    assert isinstance(added, e.AppreciationAdded)
    return added.appreciation


def said(service: CoupleService) -> list[str]:
    """What an undo says: what it took back, and what it left."""
    retraction = service.undo()
    return [undone_words(retraction.records, service.state, today=service.today()), *map(str, retraction.passed_over)]


def test_text_that_erasing_wrote_anew_is_no_change_by_anybody() -> None:
    service = service_with_tea()
    edit(service, name="Chai")
    service.undo()
    service.erasing.erase_taken_back()
    jar_note = note(service, "one")
    service.jar.edit(e.AppreciationEdited(jar_note, text="two"))
    service.undo()
    service.erasing.erase_taken_back()

    taken_back = [said(service), said(service)]

    assert taken_back == [["Took back: the note for Sam about today."], ["Took back: Tea, just taken up."]]


def test_a_name_whose_former_one_is_off_the_disk_stays_and_an_undo_says_so() -> None:
    service = service_with_tea()
    service.tick(TEA)
    edit(service, name="Chai")
    service.undo()
    service.erasing.erase_taken_back()
    edit(service, name="Mate", erase=True)

    sentences = said(service)

    assert sentences == [
        "Took back: Mate, ticked today.",
        "Left as it is: the change to what Mate is called; what was there before is off the disk.",
    ]
    assert service.state.rituals[TEA].name == "Mate"


def test_a_line_under_a_note_whose_former_one_is_off_the_disk_stays() -> None:
    service = service_with_tea()
    jar_note = note(service, "one")
    service.seat(service.couple[1].id)
    service.jar.answer(jar_note, "oh")
    service.jar.answer(jar_note, "ah")
    service.erasing.erase_taken_back()

    (taken_back, *left) = said(service)

    assert taken_back == "Took back: Tea, just taken up."
    assert (
        left[0] == "Left as it is: the line under the note for Sam about today; what was there before is off the disk."
    )
    assert [kept.reply.text for kept in service.state.jar.notes if kept.reply] == ["ah"]


def test_a_text_or_a_name_of_somebody_whose_former_one_is_off_the_disk_stays() -> None:
    service = service_with_tea()
    jar_note = note(service, "one")
    service.jar.edit(e.AppreciationEdited(jar_note, text="two"))
    service.jar.edit(e.AppreciationEdited(jar_note, text="three"))
    service.erasing.erase_taken_back()
    service.rename(service.seated.id, "Anna")
    service.erasing.erase_taken_back()

    (taken_back, *left) = said(service)

    assert taken_back == "Took back: Tea, just taken up."
    assert left == [
        "Left as it is: the name Anna; what was there before is off the disk.",
        "Left as it is: the change to the note for Sam about today; what was there before is off the disk.",
        "Left as it is: the note for Sam about today; it has been changed since.",
    ]
    assert [kept.text for kept in service.state.jar.notes] == ["three"]


def test_what_is_left_of_an_edit_that_lost_its_words_is_taken_back() -> None:
    service = service_with_tea()
    edit(service, name="Chai", minutes=20)
    edit(service, name="Mate", erase=True)

    taken_back = service.undo()

    assert [type(event) for event in taken_back.events] == [e.RitualEdited]
    assert (service.state.rituals[TEA].name, service.state.rituals[TEA].minutes) == ("Mate", 0)


def test_a_cue_that_stands_on_the_disk_comes_back_where_only_former_names_were_erased() -> None:
    service = service_with_tea(cue="before")
    edit(service, cue="after")
    edit(service, cue="at four")
    edit(service, name="Mate", erase=True)

    sentences = said(service)

    assert sentences[0] == "Took back: the change to what Mate follows."
    assert (service.state.rituals[TEA].name, service.state.rituals[TEA].cue) == ("Mate", "after")


def test_erasing_again_after_erasing_takes_nothing_else_along() -> None:
    service = service_with_tea(cue="before")
    edit(service, name="Chai")
    edit(service, cue="after", erase=True)
    before = service.state.wordless

    has_erased = [service.erasing.erase_taken_back()]
    service.erasing.recall()
    has_erased.append(service.erasing.erase_taken_back())

    assert has_erased == [False, False]
    assert service.state.wordless == before


def test_a_ritual_whose_first_name_is_off_the_disk_is_told_by_the_one_it_has() -> None:
    service = service_with_tea()
    edit(service, name="Chai", erase=True)

    sentences = said(service)

    assert sentences == [
        "Took back: Sam, just welcomed.",
        "Left as it is: the change to what Chai is called; what was there before is off the disk.",
        "Left as it is: Chai, just taken up; it has been changed since.",
    ]


def edits_taken_back(service: CoupleService) -> list[AnyEvent]:
    return [event for event in service.undo().events if isinstance(event, e.RitualEdited)]


ACTS: dict[str, Callable[[CoupleService], object]] = {
    "undo": edits_taken_back,
    "chai": lambda service: edit(service, name="Chai"),
    "tea": lambda service: edit(service, name="Tea"),
    "four": lambda service: edit(service, cue="four"),
    "five": lambda service: edit(service, name="Mate", cue="five"),
    "longer": lambda service: edit(service, name="Tea", minutes=7),
    "X": lambda service: service.erasing.erase_taken_back(),
    "former": lambda service: service.erasing.erase_former_words(service.state.rituals[TEA]),
}


@given(st.lists(st.sampled_from(list(ACTS)), max_size=9), st.sampled_from(["", "before"]))
def test_an_undo_takes_back_all_that_it_says_and_erasing_changes_nothing(acts: list[str], cue: str) -> None:
    service = service_with_tea(cue)
    for act in [*acts, "undo", "undo"]:
        before = service.state.rituals[TEA]
        with suppress(RuleError):
            done = ACTS[act](service)
            if TEA not in service.state.rituals:
                return
            after = service.state.rituals[TEA]
            assert after.name
            if isinstance(done, list) and done:
                for field in ("name", "cue", "minutes"):
                    assert (getattr(done[0], field) is UNSET) == (getattr(after, field) == getattr(before, field))
            elif act in ("X", "former"):
                assert after == before


@given(st.lists(st.sampled_from(["oh", "ah", "", "undo", "X"]), max_size=9))
def test_a_line_under_a_note_is_changed_by_each_undo_that_says_so_and_by_no_erasing(acts: list[str]) -> None:
    service = service_with_tea()
    jar_note = note(service, "one")
    service.seat(service.couple[1].id)
    for act in [*acts, "undo", "undo"]:
        before = service.state.jar[jar_note].reply
        if act == "X":
            service.erasing.erase_taken_back()
            assert service.state.jar[jar_note].reply == before
        elif act != "undo":
            service.jar.answer(jar_note, act)
        else:
            with suppress(RuleError):
                events = service.undo().events
                is_about_it = any(isinstance(event, e.AppreciationAnswered) for event in events)
                assert is_about_it == (service.state.jar[jar_note].reply != before)
