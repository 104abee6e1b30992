"""What an undo says of what it leaves."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from msgspec.structs import replace

from rituals.core import events as e
from rituals.core.events.recorded import Recorded
from rituals.core.model import EACH, Person, Rule
from rituals.core.rituals.undo_words import EDITED, nothing_to_undo, passed_over_words, undone_words
from rituals.core.state.couple_state import State
from rituals.core.state.ritual_fold import EDITABLE_FIELDS
from rituals.core.state.undo import latest_intent
from rituals.errors import Remedy
from tests.kit.fakes import FakeClock, make_rituals
from tests.kit.histories import record

TODAY = date(2026, 11, 22)
ANA, SAM, KIM = (Person(name.lower(), name, date(2026, 1, 1)) for name in ("Ana", "Sam", "Kim"))
HUG_FROM_TODAY = Rule("FREQ=DAILY", TODAY)

SINCE_WORDS: list[tuple[e.AnyEvent, e.AnyEvent, str, Remedy | None]] = [
    (
        e.RitualAdded("tea", TODAY, "Tea", HUG_FROM_TODAY),
        e.RitualTicked("tea", TODAY, "sam"),
        "Tea, just taken up; Sam has ticked it since",
        Remedy.PUT_AWAY,
    ),
    (
        e.RitualAdded("tea", TODAY, "Tea", HUG_FROM_TODAY),
        e.RitualArchived("tea", TODAY),
        "Tea, just taken up; it has been put away since",
        None,
    ),
    (
        e.RitualEdited("walk", name="Stroll"),
        e.RitualEdited("walk", name="March"),
        "the change to what March is called; it has been changed since",
        Remedy.EDIT_RITUAL,
    ),
    (
        e.AppreciationAdded("note", "ana", TODAY, "plum cake"),
        e.JarOpened(TODAY, ("note",)),
        "the note about today; it has been read aloud since",
        Remedy.ERASE_THANKS,
    ),
    (
        e.PersonJoined("kim", "Kim", TODAY),
        e.CheckinShared("c", "kim", TODAY, {}),
        "Kim, just welcomed; more has come of it since",
        None,
    ),
    (
        e.QuestionFavoured("q1"),
        e.QuestionFavoured("q1", favourite=False),
        "the question “Which street?”, a favourite; it has been changed since",
        None,
    ),
]


def test_every_field_of_an_edit_has_words() -> None:
    assert set(EDITED) == set(EDITABLE_FIELDS)


@pytest.mark.parametrize(("event", "later", "words", "remedy"), SINCE_WORDS)
def test_what_an_undo_leaves_is_named_with_what_has_come_since_and_what_helps(
    event: e.AnyEvent, later: e.AnyEvent, words: str, remedy: Remedy | None
) -> None:
    at = datetime(2026, 11, 22, 18, tzinfo=UTC)
    past: list[e.AnyEvent] = [e.PersonJoined(person.id, person.name, person.joined) for person in (ANA, SAM)]
    past += [e.RitualAdded("walk", TODAY, "Walk", HUG_FROM_TODAY), event, later]
    records = [
        Recorded(str(number), "phone" if noted is later else "laptop", number, at, noted)
        for number, noted in enumerate(past)
    ]
    state = State(records)
    own = [record for record in records if record.device == "laptop"]

    passed_over = latest_intent(state, own[::-1], person="ana", since_sitting={own[-1].id}).passed_over[0]

    sentence = passed_over_words(passed_over, state, today=TODAY, asking={"q1": "Which street?"}.__getitem__)
    assert (str(sentence), sentence.remedy) == (f"Left as it is: {words}.", remedy)


def test_of_a_hidden_ritual_an_undo_says_no_name_and_offers_no_page() -> None:
    service = make_rituals()
    sam = service.join("Sam").id
    ana = service.seated.id
    service.add(e.RitualAdded("ours", TODAY, "Ours", HUG_FROM_TODAY, EACH))
    service.tick("ours", by=[sam])
    service.state.hide({"ours"})
    state, newest_first = service.state, service.logs.shared.newest_first()

    passed_over = latest_intent(state, newest_first, person=ana).passed_over[0]

    sentence = passed_over_words(passed_over._replace(record=_edit_of(passed_over.record)), state, today=TODAY)
    assert "Ours" not in str(sentence)
    assert sentence.remedy is None


def _edit_of(record: Recorded) -> Recorded:
    return replace(record, event=e.RitualEdited("ours", name="Ours anew"))


@pytest.mark.parametrize(
    ("others", "words"),
    [(set(), "There is nothing"), ({"sam"}, "is Sam's."), ({"sam", "kim"}, "is not yours."), ({"x"}, "is not yours.")],
)
def test_where_nothing_can_be_undone_it_says_whose_the_rest_is_and_nothing_about_it(
    others: set[str], words: str
) -> None:
    at = datetime(2026, 11, 22, 18, tzinfo=UTC)
    joined = [e.PersonJoined(person.id, person.name, person.joined) for person in (ANA, SAM, KIM)]
    state = State(Recorded(str(number), "laptop", number, at, event) for number, event in enumerate(joined))

    assert words in str(nothing_to_undo(others, state))


@pytest.mark.parametrize(("text", "called"), [("Which street?", "the question “Which street?”"), ("", "a question")])
def test_an_undo_names_a_question_by_its_words_where_they_are_known(text: str, called: str) -> None:
    events = [e.QuestionFavoured("q1"), e.QuestionFavoured("q1", favourite=False)]
    favoured = [record(event, lamport=1, number=1) for event in events]

    words = [undone_words([again], State(), today=TODAY, asking=lambda _: text) for again in favoured]

    assert words == [f"Took back: {called}, a favourite.", f"Took back: {called}, a favourite no more."]


def test_an_undo_names_what_it_took_back_by_more_than_its_kind() -> None:
    service = make_rituals(FakeClock("2026-11-22 19:00"))
    service.join("Sam")
    service.add(e.RitualAdded("walk", service.today(), "Walk", Rule("FREQ=DAILY")))
    (note, *_) = service.jar.put_in("plum cake")
    assert isinstance(note, e.AppreciationAdded)
    service.jar.edit(e.AppreciationEdited(note.appreciation, text="plum jam"))
    service.jar.favour(note.appreciation)
    service.jar.favour(note.appreciation, favourite=False)
    service.jar.open([note.appreciation])
    service.pause("walk")
    service.resume("walk")
    service.pause()
    service.resume()
    service.edit_household(e.HouseholdEdited(week_starts_on=6))
    service.edit_household(e.HouseholdEdited(day_starts_at=time(3)))
    service.tick("walk")
    service.untick("walk")

    words = [undone_words(service.undo().records, service.state, today=service.today()) for _ in range(14)]

    assert words == [
        "Took back: Walk, unticked today.",
        "Took back: Walk, ticked today.",
        "Took back: that your day begins at 03:00.",
        "Took back: that your week begins on Sunday.",
        "Took back: the end of the pause of everything.",
        "Took back: the pause of everything.",
        "Took back: the end of the pause of Walk.",
        "Took back: the pause of Walk.",
        "Took back: the opening of the jar today.",
        "Took back: the note for Sam about today, a favourite no more.",
        "Took back: the note for Sam about today, a favourite.",
        "Took back: the change to the note for Sam about today.",
        "Took back: the note for Sam about today.",
        "Took back: Walk, just taken up.",
    ]
