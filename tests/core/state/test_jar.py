"""The jar: what is in it however its events arrive, what is sealed, what is found, and what is drawn."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rituals.core import events as e
from rituals.core.events import AnyEvent
from rituals.core.events.recorded import Recorded
from rituals.core.model import Appreciation, AppreciationId, Seal
from rituals.core.state.couple_state import State
from rituals.core.state.drawing import draw_weights
from tests.kit.histories import ANA, BEN, Couple, march, record

TODAY = march(20)
NOTES = ("n1", "n2", "n3")


def note(
    name: AppreciationId,
    text: str = "Thank you",
    *,
    by: str = ANA,
    day: date = TODAY,
    to: str = BEN,
    seal: Seal | None = None,
) -> e.AppreciationAdded:
    return e.AppreciationAdded(name, by, day, text, to, seal)


def ids(notes: Iterable[Appreciation]) -> list[AppreciationId]:
    return [one.id for one in notes]


def first(_weights: Sequence[int]) -> int:
    return 0


def likeliest(weights: Sequence[int]) -> int:
    return max(range(len(weights)), key=weights.__getitem__)


# what is in it


def test_notes_come_by_the_day_they_are_about_and_then_as_they_were_put_in() -> None:
    couple = Couple()
    for name, day in (("n1", march(5)), ("n2", march(4)), ("n3", march(5))):
        couple.say(note(name, day=day))

    assert ids(couple.state.jar.notes) == ["n2", "n1", "n3"]


def test_a_change_moves_a_note_and_leaves_rows_handed_out_before_as_they_were() -> None:
    couple = Couple()
    for name in NOTES:
        couple.say(note(name))
    before = couple.state.jar.notes

    couple.say(e.AppreciationEdited("n3", day=march(1), text="Changed"))
    couple.say(e.AppreciationErased("n1"))
    couple.say(note("n4", day=march(2)))

    assert ids(couple.state.jar.notes) == ["n3", "n4", "n2"]
    assert ids(before) == list(NOTES)
    assert couple.state.jar["n3"].text == "Changed"


def test_the_place_of_a_note_that_two_devices_put_in_does_not_depend_on_who_was_heard_first() -> None:
    early, late = record(note("n1"), lamport=2, number=1), record(note("n1"), lamport=6, number=2)
    between = record(note("n2"), lamport=4, number=3)

    orders = [ids(State(heard).jar.notes) for heard in ([early, between, late], [late, between, early])]

    assert orders == [["n2", "n1"], ["n2", "n1"]]


def test_the_last_writer_of_each_field_wins() -> None:
    couple = Couple()
    couple.say(note("n1", "first", seal=Seal()))
    late = record(e.AppreciationEdited("n1", text="later", seal=None), lamport=50, number=50, device="phone")
    early = record(e.AppreciationEdited("n1", text="earlier", to=""), lamport=40, number=40, device="phone")

    couple.hear([late, early])

    assert couple.state.jar["n1"] == Appreciation("n1", ANA, TODAY, "later", "", None)


def test_what_was_undone_is_as_if_it_had_not_been() -> None:
    couple = Couple()
    added = couple.say(note("n1", "as it was"))
    edited = couple.say(e.AppreciationEdited("n1", text="changed"))
    couple.say(e.AppreciationFavoured("n1"))

    couple.undo(edited)
    unedited = couple.state.jar["n1"]
    couple.undo(added)

    assert (unedited.text, unedited.favourite) == ("as it was", True)
    assert "n1" not in couple.state.jar
    assert len(couple.state.jar) == 0
    assert list(couple.state.jar.known) == ["n1"]


def test_a_note_that_was_erased_stays_away_whatever_is_heard_of_it_later() -> None:
    couple = Couple()
    couple.say(note("n1"))
    couple.say(e.AppreciationErased("n1"))

    couple.hear([record(e.AppreciationEdited("n1", text="again"), lamport=90, number=90, device="phone")])

    assert "n1" not in couple.state.jar
    assert couple.state.jar.notes == []
    with pytest.raises(KeyError):
        couple.state.jar["n1"]


def test_a_device_takes_off_its_disk_what_it_wrote_of_an_erased_note_and_nothing_else() -> None:
    couple = Couple()
    mine = [couple.say(note("n1")), couple.say(e.AppreciationEdited("n1", text="x")), couple.say(note("n2"))]
    couple.hear([record(e.AppreciationFavoured("n1"), lamport=60, number=60, device="phone")])

    couple.say(e.AppreciationErased("n1"))

    assert couple.state.jar.ids_to_erase(["laptop"]) == mine[:2]
    assert couple.state.jar.ids_to_erase(["phone"]) == ["phone-0060"]
    assert couple.state.jar.ids_to_erase(["tablet"]) == []


texts = st.sampled_from(["", "thanks", "Café\nby the river", "🫂"])
seals = st.sampled_from([None, Seal(), Seal(march(25))])
days = st.integers(1, 20).map(march)
names = st.sampled_from(NOTES)
happenings: st.SearchStrategy[AnyEvent] = st.one_of(
    st.builds(e.AppreciationAdded, names, st.sampled_from([ANA, BEN]), days, texts, st.just(""), seals),
    st.builds(lambda name, text: e.AppreciationEdited(name, text=text), names, texts),
    st.builds(lambda name, day, seal: e.AppreciationEdited(name, day=day, seal=seal), names, days, seals),
    st.builds(e.AppreciationFavoured, names, st.booleans()),
    st.builds(e.AppreciationAnswered, names, st.sampled_from([ANA, BEN]), texts),
    st.builds(e.JarOpened, days, st.lists(names, max_size=2).map(tuple)),
    st.builds(e.AppreciationErased, names),
)


@st.composite
def histories(draw: st.DrawFn) -> list[Recorded]:
    """What two devices put down at about the same time, some of it taken back."""
    said = draw(st.lists(st.tuples(happenings, st.sampled_from(["laptop", "phone"]), st.integers(1, 6)), max_size=14))
    records = [record(event, lamport=when, number=n, device=where) for n, (event, where, when) in enumerate(said)]
    for number, one in enumerate(draw(st.lists(st.sampled_from(records), max_size=2)) if records else []):
        records.append(record(e.Undone((one.id,)), lamport=one.lamport + 1, number=90 + number))
    return records


def seen(state: State) -> tuple[object, ...]:
    jar = state.jar
    return (
        list(jar.notes),
        ids(jar.open_notes(TODAY)),
        ids(jar.unread(TODAY)),
        ids(jar.search("cafe", TODAY)),
        jar.read,
        sorted(jar.known),
        sorted(jar.ids_to_erase(["phone"])),
    )


@settings(max_examples=200)
@given(histories(), st.randoms(use_true_random=False), st.data())
def test_the_jar_depends_on_what_was_said_and_not_on_when_it_was_heard(
    records: list[Recorded], chance: random.Random, data: st.DataObject
) -> None:
    again = data.draw(st.lists(st.sampled_from(records), max_size=4)) if records else []
    mixed = [*records, *again]
    chance.shuffle(mixed)
    piecewise = State()

    for one in mixed:
        piecewise.add([one])
        list(piecewise.jar.notes), piecewise.jar.read  # looking in between changes nothing

    assert seen(piecewise) == seen(State(records))
    assert seen(State(mixed)) == seen(State(records))


# seals, and what was read


def test_a_seal_until_a_day_hides_until_that_day() -> None:
    couple = Couple()
    couple.say(note("n1", seal=Seal(march(21))))
    jar = couple.state.jar

    assert jar.is_sealed(jar["n1"], march(20))
    assert (jar.open_notes(march(20)), jar.unread(march(20)), jar.search("thank", march(20))) == ([], [], [])
    assert not jar.is_sealed(jar["n1"], march(21))
    assert ids(jar.unread(march(21))) == ids(jar.search("thank", march(21))) == ["n1"]


def test_a_seal_until_the_opening_hides_until_the_note_is_read_at_one() -> None:
    couple = Couple()
    couple.say(note("n1", seal=Seal()))
    couple.say(note("n2", seal=Seal()))
    jar = couple.state.jar
    sealed_before, waiting = jar.open_notes(TODAY), ids(jar.unread(TODAY))

    opening = couple.say(e.JarOpened(TODAY, ("n1",)))

    assert (sealed_before, waiting) == ([], ["n1", "n2"])
    assert ids(jar.open_notes(TODAY)) == ["n1"]
    assert ids(jar.unread(TODAY)) == ["n2"]

    couple.undo(opening)

    assert jar.open_notes(TODAY) == []
    assert ids(jar.unread(TODAY)) == ["n1", "n2"]


def test_what_was_read_is_not_read_out_again() -> None:
    couple = Couple()
    couple.say(note("n1"))
    couple.say(e.JarOpened(march(20), ("n1",)))
    couple.say(note("n2"))

    assert ids(couple.state.jar.unread(TODAY)) == ["n2"]
    assert ids(couple.state.jar.open_notes(TODAY)) == ["n1", "n2"]


# search


@pytest.mark.parametrize("words", ["cafe", "CAFÉ", "café", "River CAFE", "  walk   river ", "STRASSE", "ﬁlm"])
def test_a_search_minds_neither_case_nor_accents_nor_the_order_of_words(words: str) -> None:
    couple = Couple()
    couple.say(note("n1", "The Café in our Straße,\nthe walk by the River, the film"))
    couple.say(note("n2", "Something else"))

    assert ids(couple.state.jar.search(words, TODAY)) == ["n1"]


def test_a_search_wants_every_word() -> None:
    couple = Couple()
    couple.say(note("n1", "the walk"))

    assert couple.state.jar.search("walk river", TODAY) == []


def test_a_search_finds_the_new_words_of_an_edited_note_and_not_the_old() -> None:
    couple = Couple()
    couple.say(note("n1", "the walk"))
    before = ids(couple.state.jar.search("walk", TODAY))

    couple.say(e.AppreciationEdited("n1", text="the swim"))

    assert before == ["n1"]
    assert couple.state.jar.search("walk", TODAY) == []
    assert ids(couple.state.jar.search("swim", TODAY)) == ["n1"]


# drawing


def test_nothing_is_drawn_from_a_jar_without_open_notes() -> None:
    couple = Couple()
    couple.say(note("n1", seal=Seal()))

    assert couple.state.jar.draw([], TODAY, first) is None


def test_the_choice_is_passed_in_and_decides() -> None:
    couple = Couple()
    for name in NOTES:
        couple.say(note(name))

    drawn = [couple.state.jar.draw([], TODAY, lambda _, place=place: place) for place in range(3)]  # type: ignore[misc]

    assert [one.id for one in drawn if one] == list(NOTES)


@pytest.mark.parametrize(
    ("drawn", "weights"),
    [
        ([], [1, 1, 1]),
        (["n1"], [0, 1, 1]),
        (["n1", "n2"], [1, 0, 4]),
        (["n1", "n2", "n3"], [4, 1, 0]),
        (["gone", "n2"], [1, 0, 1]),
    ],
)
def test_the_longer_ago_a_note_was_drawn_the_likelier_it_comes(drawn: list[str], weights: list[int]) -> None:
    assert draw_weights(NOTES, drawn) == weights


def test_a_single_note_comes_again() -> None:
    assert draw_weights(["n1"], ["n1"]) == [1]


def test_the_likeliest_each_time_goes_through_the_whole_jar() -> None:
    couple = Couple()
    for number in range(10):
        couple.say(note(f"n{number}"))
    drawn: list[str] = []

    for _ in range(20):
        one = couple.state.jar.draw(drawn, TODAY, likeliest)
        assert one is not None
        drawn = [*(name for name in drawn if name != one.id), one.id]
        assert len(set(drawn)) == len(drawn)

    assert len(drawn) == 10


def test_over_many_draws_the_same_note_rarely_comes_soon_again_and_none_is_left_out() -> None:
    chance = random.Random(14)
    names = [f"n{number}" for number in range(30)]
    drawn: list[str] = []
    came: list[str] = []

    for _ in range(3_000):
        one = chance.choices(names, draw_weights(names, drawn))[0]
        drawn = [*(name for name in drawn if name != one), one]
        came.append(one)

    soon = sum(one in came[max(0, place - 3) : place] for place, one in enumerate(came))
    assert all(one != before for before, one in pairwise(came))
    assert soon < len(came) * 0.02  # by plain chance it were a tenth
    assert min(came.count(name) for name in names) > 50
