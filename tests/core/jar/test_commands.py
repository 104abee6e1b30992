"""What can be done with the jar, what goes along with it, and what a note may hold."""

from __future__ import annotations

import pytest

from rituals.core import events as e
from rituals.core.events import AnyEvent
from rituals.core.jar import commands as jar_commands
from rituals.core.jar.commands import LONGEST_NOTE, OPENING, PUTTING_IN
from rituals.core.jar.words import put_in_words
from rituals.core.model import EACH, TOGETHER, Reply, Rule, Seal, Who
from rituals.core.rituals.confirmations import done_along_words
from rituals.errors import Remedy, RuleError, UsageError
from tests.kit.histories import ANA, BEGUN, BEN, Couple, march

TODAY = march(20)
KIM = "kim"


def added(
    text: str = "Thank you", *, by: str = ANA, to: str = BEN, day: int = 20, seal: Seal | None = None
) -> AnyEvent:
    return e.AppreciationAdded("n1", by, march(day), text, to, seal)


def put_in(couple: Couple, event: AnyEvent) -> list[AnyEvent]:
    assert isinstance(event, e.AppreciationAdded)
    return jar_commands.put_in(couple.state, event, today=TODAY)


def a_couple_with_a_note(*, seal: Seal | None = None) -> Couple:
    couple = Couple()
    couple.say(added(seal=seal))
    return couple


def take_up(couple: Couple, entry: str, *, who: Who) -> None:
    couple.say(e.RitualAdded(entry, BEGUN, entry, Rule("FREQ=DAILY", BEGUN), who, catalogue=entry))


def edit(couple: Couple, by: str = ANA, **wish: object) -> list[e.AppreciationEdited]:
    return jar_commands.edit_note(couple.state, e.AppreciationEdited("n1", **wish), by=by, today=TODAY)  # type: ignore[arg-type]


# putting in


def test_a_note_goes_in_as_it_was_written() -> None:
    assert put_in(Couple(), added("  You two\r\n\tby the river \n")) == [added("You two\n\tby the river")]


@pytest.mark.parametrize("by", [ANA, BEN])
def test_putting_in_ticks_the_ritual_for_its_writer(by: str) -> None:
    couple = Couple()
    take_up(couple, PUTTING_IN, who=EACH)

    events = put_in(couple, added(by=by, to=""))

    assert events[1:] == [e.RitualTicked(PUTTING_IN, TODAY, by)]


def test_a_second_note_ticks_nothing_more() -> None:
    couple = Couple()
    take_up(couple, PUTTING_IN, who=EACH)
    couple.say(e.RitualTicked(PUTTING_IN, TODAY, ANA))

    assert len(put_in(couple, added())) == 1


def test_a_ritual_of_one_of_you_is_not_ticked_by_a_note_of_the_other() -> None:
    couple = Couple()
    take_up(couple, PUTTING_IN, who=BEN)

    assert len(put_in(couple, added(by=ANA))) == 1
    assert put_in(couple, added(by=BEN, to=ANA))[1:] == [e.RitualTicked(PUTTING_IN, TODAY, None)]


def test_a_ritual_that_is_put_away_is_not_ticked() -> None:
    couple = Couple()
    take_up(couple, PUTTING_IN, who=EACH)
    couple.say(e.RitualArchived(PUTTING_IN, march(10)))

    assert len(put_in(couple, added())) == 1


def test_that_a_ritual_is_done_along_is_said_once() -> None:
    couple = Couple()
    take_up(couple, PUTTING_IN, who=EACH)

    first = put_in(couple, added())
    for event in first:
        couple.say(event)
    second = put_in(couple, added())

    assert list(put_in_words(first, couple.state, TODAY)) == [
        "It is in the jar, for Ben.",
        "appreciation-jar is done for today.",
    ]
    assert list(put_in_words(second, couple.state, TODAY)) == ["It is in the jar, for Ben."]


def test_an_opening_that_ticks_for_both_says_so_once() -> None:
    couple = a_couple_with_a_note()
    take_up(couple, OPENING, who=EACH)

    opened = jar_commands.record_opening(couple.state, ["n1"], today=TODAY)

    assert len(opened) == 3
    assert done_along_words(opened, couple.state) == "open-the-jar is done for today."


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (added(to="robin"), "nobody here"),
        (added(to=ANA), "note to yourself"),
        (added(day=21), "still ahead"),
        (added(seal=Seal(TODAY)), "hide nothing"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(event: AnyEvent, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        put_in(Couple(), event)


# what a note may hold


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "x" * LONGEST_NOTE,
        "👩‍❤️‍👨 and 👨‍👩‍👧‍👦",
        "שלום, אהובה!\u200f",
        "\u200eAna \u061cشكرا",
        "e\u0301 and Z\u0335\u0321algo",
        "[b]not bold[/b] <i>&amp;</i> `code` # no heading",
        "tab\tand\nline",
        "-n",
    ],
)
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert put_in(Couple(), added(text)) == [added(text)]


@pytest.mark.parametrize("text", ["", "  \n\t ", "\u200b", "\u200b\n\u2060", "\u200f"])
def test_a_note_that_nobody_could_see_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="nothing on the note yet"):
        put_in(Couple(), added(text))


@pytest.mark.parametrize(
    "text", ["\x1b[31mred", "bell\a", "back\rwards", "nul\0", "\u202eevil", "half \ud800", "a\u2028b"]
)
def test_what_could_play_tricks_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="plain text"):
        put_in(Couple(), added(text))


def test_a_note_is_as_long_as_the_limit_and_no_longer() -> None:
    with pytest.raises(UsageError, match="100,001 characters"):
        put_in(Couple(), added("x" * (LONGEST_NOTE + 1)))


# editing


def test_only_what_differs_is_changed() -> None:
    couple = a_couple_with_a_note()

    assert edit(couple, text="Thank you", to=BEN, day=march(19)) == [e.AppreciationEdited("n1", day=march(19))]
    assert edit(couple, text=" Thank you\n") == []


def test_only_its_writer_changes_a_note() -> None:
    with pytest.raises(RuleError, match="Those are Ana's words"):
        edit(a_couple_with_a_note(), by=BEN, text="mine")


def test_the_writer_changes_a_sealed_note_and_takes_the_seal_off() -> None:
    couple = a_couple_with_a_note(seal=Seal())

    assert edit(couple, text="changed", seal=None) == [e.AppreciationEdited("n1", text="changed", seal=None)]


def test_a_note_that_was_read_at_an_opening_is_not_sealed_until_one() -> None:
    couple = a_couple_with_a_note()
    couple.say(e.JarOpened(TODAY, ("n1",)))

    with pytest.raises(RuleError, match="read at an opening already"):
        edit(couple, seal=Seal())
    assert edit(couple, seal=Seal(march(21))) == [e.AppreciationEdited("n1", seal=Seal(march(21)))]


@pytest.mark.parametrize(
    "wish",
    [
        e.AppreciationEdited("n1", text=" "),
        e.AppreciationEdited("n1", to=ANA),
        e.AppreciationEdited("n1", to="robin"),
        e.AppreciationEdited("n1", day=march(21)),
        e.AppreciationEdited("n1", seal=Seal(TODAY)),
    ],
)
def test_a_change_is_held_to_the_same_rules(wish: e.AppreciationEdited) -> None:
    with pytest.raises(UsageError):
        jar_commands.edit_note(a_couple_with_a_note().state, wish, by=ANA, today=TODAY)


# a line under a note


def answer(couple: Couple, text: str, *, by: str = BEN) -> list[e.AppreciationAnswered]:
    return jar_commands.answer_note(couple.state, e.AppreciationAnswered("n1", by, text), today=TODAY)


def test_whom_a_note_is_for_leaves_one_line_under_it() -> None:
    couple = a_couple_with_a_note()

    assert answer(couple, " You noticed!\n  Thank\tyou. ") == [
        e.AppreciationAnswered("n1", BEN, "You noticed! Thank you.")
    ]


def test_another_line_takes_the_place_of_the_first_and_none_takes_it_away() -> None:
    couple = a_couple_with_a_note()
    couple.say(e.AppreciationAnswered("n1", BEN, "You noticed!"))
    couple.say(e.AppreciationAnswered("n1", BEN, "I am glad."))
    assert couple.state.jar["n1"].reply == Reply(BEN, "I am glad.")
    assert answer(couple, "I am glad.") == []

    (taken_away,) = answer(couple, " \u200b ")
    couple.say(taken_away)

    assert couple.state.jar["n1"].reply is None
    assert answer(couple, "") == []


@pytest.mark.parametrize(
    ("to", "by", "why_not"),
    [
        (BEN, ANA, "Those are your own words. The line under them is for whoever reads them."),
        ("", ANA, "Those are your own words. The line under them is for whoever reads them."),
        (BEN, KIM, "That note is for Ben, and so is the line under it."),
        (BEN, BEN, ""),
        ("", BEN, ""),
        ("", KIM, ""),
    ],
)
def test_a_line_is_for_whom_the_note_is_for_or_for_anybody_but_its_writer(to: str, by: str, why_not: str) -> None:
    couple = Couple()
    couple.say(e.PersonJoined(KIM, "Kim", BEGUN))
    couple.say(added(by=ANA, to=to))

    assert jar_commands.why_no_reply(couple.state, couple.state.jar["n1"], by=by, today=TODAY) == why_not


def test_nobody_answers_what_is_still_sealed() -> None:
    couple = a_couple_with_a_note(seal=Seal(march(21)))

    with pytest.raises(RuleError, match="still sealed"):
        answer(couple, "What is it?")


def test_a_line_that_is_too_long_for_one_is_refused() -> None:
    with pytest.raises(UsageError, match="at most 2,000"):
        answer(a_couple_with_a_note(), "x" * 2_001)


# favourites, erasing, opening


def test_a_favourite_is_made_and_let_go_once() -> None:
    couple = a_couple_with_a_note()

    assert jar_commands.favour_note(couple.state, "n1", favourite=False) == []
    assert jar_commands.favour_note(couple.state, "n1", favourite=True) == [e.AppreciationFavoured("n1", True)]


def test_anyone_erases_a_note_also_one_that_was_taken_back_but_only_once() -> None:
    couple = Couple()
    couple.undo(couple.say(added()))

    assert jar_commands.erase_note(couple.state, "n1", by=ANA, today=TODAY) == [e.AppreciationErased("n1")]

    couple.say(e.AppreciationErased("n1"))
    with pytest.raises(RuleError, match="isn't in the jar"):
        jar_commands.erase_note(couple.state, "n1", by=ANA, today=TODAY)


def erase(couple: Couple, by: str) -> list[e.AppreciationErased]:
    return jar_commands.erase_note(couple.state, "n1", by=by, today=TODAY)


@pytest.mark.parametrize("is_taken_back", [False, True])
def test_a_note_is_erased_by_whoever_wrote_it_or_whom_it_is_for_and_by_nobody_else(is_taken_back: bool) -> None:
    couple = Couple()
    couple.say(e.PersonJoined(KIM, "Kim", BEGUN))
    note = couple.say(added(by=ANA, to=BEN))
    if is_taken_back:
        couple.undo(note)

    with pytest.raises(RuleError) as refusal:
        erase(couple, KIM)

    assert str(refusal.value) == "That note is Ana's and Ben's to keep or to erase, and nobody else's."
    assert [erase(couple, by) for by in (ANA, BEN)] == [[e.AppreciationErased("n1")]] * 2


def test_a_note_for_nobody_by_name_is_its_writers_to_erase() -> None:
    couple = Couple()
    couple.say(added(by=ANA, to=""))

    with pytest.raises(RuleError, match="That note is Ana's to keep or to erase"):
        erase(couple, BEN)

    assert erase(couple, ANA)


def test_a_note_of_those_who_left_is_for_whoever_is_here_to_erase() -> None:
    couple = Couple()
    couple.say(e.PersonJoined(KIM, "Kim", BEGUN))
    couple.say(added(by=ANA, to=BEN))
    couple.say(e.PersonLeft(ANA, TODAY))

    with pytest.raises(RuleError, match="That note is Ben's to keep"):
        erase(couple, KIM)
    couple.say(e.PersonLeft(BEN, TODAY))

    assert erase(couple, KIM)


def test_opening_keeps_what_was_read_and_ticks_its_ritual_for_both() -> None:
    couple = a_couple_with_a_note()
    take_up(couple, OPENING, who=TOGETHER)

    events = jar_commands.record_opening(couple.state, ["n1", "gone"], today=TODAY)

    assert events == [e.JarOpened(TODAY, ("n1",)), e.RitualTicked(OPENING, TODAY, None)]


def test_an_opening_at_which_nothing_was_read_is_none() -> None:
    with pytest.raises(RuleError, match="No note was read"):
        jar_commands.record_opening(Couple().state, [], today=TODAY)


@pytest.mark.parametrize("name", ["n2", ""])
def test_a_note_that_is_not_there_is_answered_with_where_to_look(name: str) -> None:
    couple = a_couple_with_a_note()

    with pytest.raises(RuleError, match="isn't in the jar") as refusal:
        jar_commands.note_in(couple.state, name)
    assert refusal.value.remedy is Remedy.LIST_THANKS
