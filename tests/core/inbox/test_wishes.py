"""What a line from a phone asks for: as people type and dictate it, and as phones change it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from rituals.core.inbox.file_lines import MOST_LINES, lines_of_wishes
from rituals.core.inbox.wishes import MeantHere, WishedRest, WishedThanks, WishedTick, wish_in
from rituals.core.model import Person, Ritual, Rule, Span
from rituals.errors import RitualsError, UsageError

SUNDAY = date(2026, 11, 22)
ANA, SAM = Person("ana-id", "Ana", SUNDAY), Person("sam-id", "Sam", SUNDAY)


def ritual(name: str, who: str = "together", **details: Any) -> Ritual:
    spans = (Span(SUNDAY, None, Rule("FREQ=DAILY")),)
    return Ritual(f"{len(name)}-{name[0].lower()}", name, SUNDAY, spans, who, **details)


RITUALS = [
    ritual("Evening walk"),
    ritual("Long hug", "each"),
    ritual("Ana's tea ☕"),
    ritual("Sunday: us"),
    ritual("Rest day"),
    ritual("Küche"),
    ritual("Morning run", archived_on=SUNDAY),
    ritual("Secret diary", private=True),
    ritual("Massage", needs_both=True),
]
COUPLE = MeantHere(RITUALS, [ANA, SAM], [ANA, SAM], SUNDAY, lambda _: SUNDAY)
ANAS = COUPLE._replace(residents=[ANA])


def tick(line: str, meant: MeantHere = ANAS) -> WishedTick:
    wish = wish_in(line, meant)
    assert isinstance(wish, WishedTick), wish
    return wish


def refusal(line: str, meant: MeantHere = ANAS) -> str:
    with pytest.raises(RitualsError) as refused:
        wish_in(line, meant)
    return str(refused.value)


@pytest.mark.parametrize(
    "line",
    [
        "tick Evening walk",
        "Tick walk",
        "TICK: evening walk.",
        "walk",
        "evening  walk  ",
        "Ana: walk",
        "me: tick walk",
        "tick\u00a0walk",
        "walk 🚶‍♀️",
    ],
)
def test_a_ritual_is_ticked_by_its_name_or_a_part_of_it(line: str) -> None:
    wish = tick(line)

    assert (wish.ritual.name, wish.day, wish.tiny, wish.note) == ("Evening walk", SUNDAY, False, "")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("tick walk yesterday", date(2026, 11, 21)),
        ("tick walk fri", date(2026, 11, 20)),
        ("tick walk on Friday", date(2026, 11, 20)),
        ("tick walk 2026-11-19", date(2026, 11, 19)),
        ("tick walk 19 nov", date(2026, 11, 19)),
        ("tick walk -3", date(2026, 11, 19)),
        ("walk Yesterday.", date(2026, 11, 21)),
        ("tick walk tiny yesterday", date(2026, 11, 21)),
        ("tick walk yesterday tiny", date(2026, 11, 21)),
    ],
)
def test_a_day_behind_the_name_is_read_as_the_commands_do(line: str, day: date) -> None:
    assert (tick(line).ritual.name, tick(line).day) == ("Evening walk", day)


@pytest.mark.parametrize(
    ("line", "name", "tiny", "note"),
    [
        ("walk: by the sea", "Evening walk", False, "by the sea"),
        ("ana: walk: by the sea: twice", "Evening walk", False, "by the sea: twice"),
        ("tick walk tiny: ten minutes", "Evening walk", True, "ten minutes"),
        ("Tick walk tiny", "Evening walk", True, ""),
        ("Sunday: us", "Sunday: us", False, ""),
        ("tick sunday: us: in bed", "Sunday: us", False, "in bed"),
        ("Rest day", "Rest day", False, ""),
        ("tick rest day: at home", "Rest day", False, "at home"),
        ("Ana’s tea", "Ana's tea ☕", False, ""),
        ("Ana’s Tea ☕️", "Ana's tea ☕", False, ""),
        ("kuche", "Küche", False, ""),
        ("walk：am See", "Evening walk", False, "am See"),
    ],
)
def test_a_note_follows_a_colon_and_names_are_as_phones_write_them(line: str, name: str, tiny: bool, note: str) -> None:
    wish = tick(line)

    assert (wish.ritual.name, wish.tiny, wish.note) == (name, tiny, note)


def test_whose_it_is_stands_first_or_is_who_alone_lives_here() -> None:
    assert tick("hug").by == "ana-id"
    assert tick("Sam: tick hug").by == tick("s: hug", COUPLE).by == "sam-id"
    assert tick("walk", COUPLE).by is None
    assert refusal("hug", COUPLE) == (
        "It doesn't say whose it is, and two of you live here. Begin the line with a name and a colon, such as “Ana:”."
    )
    assert refusal("thank for the soup", COUPLE).startswith("It doesn't say whose it is")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("kim: tick walk", "“kim” is nobody here; there is Ana or Sam."),
        ("kim: walk", "“kim” is nobody here; there is Ana or Sam."),
        ("both: tick hug", "A line is one person's. Write it once for each of you, each time with one name."),
        ("tick", "It names no ritual. Write its name after the verb."),
        ("tick wlak", "No ritual is called “wlak”. Did you mean “Evening walk”?"),
        ("tick wlak yesterday", "No ritual is called “wlak”. Did you mean “Evening walk”?"),
        ("morning run", "Morning run has been put away."),
        ("tick evening walk with dog", "“with dog” is not understood as a day"),
        ("rest walk tiny", "No ritual is called “walk tiny”."),
    ],
)
def test_what_is_not_understood_is_refused_in_a_sentence(line: str, why: str) -> None:
    assert refusal(line).startswith(why)


def test_a_name_that_means_several_lists_them() -> None:
    several = "“day” could be Sunday: us (10-s) or Rest day (8-r). Say more of the name, or the id."

    assert refusal("tick day") == refusal("day yesterday") == several


@pytest.mark.parametrize("name", ["Secret diary", "diary", "Massage", "massage", "12-s"])
def test_what_is_private_or_needs_both_is_as_unknown_as_what_is_not_there(name: str) -> None:
    without = ANAS._replace(rituals=[ritual for ritual in RITUALS if not (ritual.private or ritual.needs_both)])

    assert refusal(f"tick {name}").startswith(f"No ritual is called “{name}”.")
    assert refusal(f"tick {name}") == refusal(f"tick {name}", without)


def test_a_rest_and_a_thank_you() -> None:
    monday = date(2026, 11, 23)
    assert wish_in("Rest walk tomorrow: tired", ANAS) == WishedRest(RITUALS[0], monday, None, "tired")
    assert wish_in("rest hug mon", ANAS) == WishedRest(RITUALS[1], monday, "ana-id", "")


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("thank for the soup: it was good ♥", "for the soup: it was good ♥"),
        ("Thank you for the soup", "Thank you for the soup"),
        ("Thanks for “all”", "Thanks for “all”"),
        ("thanks: for all", "for all"),
        ("thank", ""),
    ],
)
def test_a_thank_you_is_the_words_behind_the_verb_or_the_whole_line_where_it_says_thanks(line: str, text: str) -> None:
    assert wish_in(line, ANAS) == WishedThanks("ana-id", text)
    assert wish_in(f"sam: {line}", COUPLE) == WishedThanks("sam-id", text)


def test_a_long_line_is_no_name_and_costs_little() -> None:
    assert refusal("tick " + "walk " * 10_000).startswith("No ritual is called “walk walk")


def test_lines_are_as_any_phone_ends_them_and_blank_ones_are_none() -> None:
    content = "\ufefftick walk\r\n\r\n \u00a0\nhug\rthank you\u2028rest walk".encode()

    assert lines_of_wishes(content) == {1: "tick walk", 4: "hug", 5: "thank you", 6: "rest walk"}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"tick K\xfcche", "It is no text in UTF-8."),
        ("tick walk".encode("utf-16"), "It is no text in UTF-8."),
        (b"hug\n" * (MOST_LINES + 1), "It has 201 lines; at most 200 are read. Make it two files."),
    ],
)
def test_a_file_that_is_no_such_text_says_so(content: bytes, why: str) -> None:
    with pytest.raises(UsageError, match=why.replace(".", r"\.")):
        lines_of_wishes(content)


def test_what_is_for_one_alone_is_told_whose_it_is() -> None:
    alone = replace(RITUALS[0], who="sam-id")

    assert tick("walk", COUPLE._replace(rituals=[alone])).by is None
