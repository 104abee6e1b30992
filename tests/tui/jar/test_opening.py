"""Opening the jar together: page by page, with favourites, gentle ends, and an invitation to the next one."""

from __future__ import annotations

from datetime import date

import pytest

from rituals.config import Look
from rituals.core.events import JarOpened
from rituals.core.model import Seal
from rituals.session import Session
from tests.kit.app import assert_goldens, keep, make_app, make_session, text_of
from tests.kit.fakes import MemoryLog
from tests.kit.jars import LONG, a_couple, put_in
from tests.kit.pages import SIZES, click_text
from tui.jar.opening import JarOpeningScreen
from tui.jar.reading import JarReading

STILL = Look(animations=False)
TO_THE_END = ("space",) * 7
"""Begins, and unfolds each of three notes before the next."""


def three_notes(shared: MemoryLog | None = None, look: Look | None = STILL) -> Session:
    session = a_couple(look, shared)
    put_in(session, "The first one.", "2026-11-01")
    put_in(session, "The sealed one.", "2026-11-10", by_sam=True, seal=Seal())
    put_in(session, "The last one.", "2026-11-20")
    put_in(session, "Not before Christmas.", "2026-11-20", seal=Seal(date(2026, 12, 24)))
    return session


def openings(shared: MemoryLog) -> list[int]:
    """How many notes each recorded opening read."""
    return [len(record.event.read) for record in shared.records if isinstance(record.event, JarOpened)]


async def test_every_waiting_note_is_read_in_turn_and_the_opening_is_recorded_once() -> None:
    shared = MemoryLog()
    session = three_notes(shared)
    keep(session.service, "open-the-jar")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "o")
        await pilot.pause()
        assert "3 notes are waiting for you." in text_of(app)
        await pilot.press("space")
        await pilot.pause()
        assert "Ana to Sam" in text_of(app)
        assert "Sam reads this one aloud." in text_of(app)
        assert "The first one." not in text_of(app)
        await pilot.press("space")
        assert "The first one." in text_of(app)
        assert "Sunday 1 November 2026" in text_of(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "Ana reads this one aloud." in text_of(app)
        await pilot.press("enter")
        assert "The sealed one." in text_of(app)
        await pilot.press("backspace")
        assert "The first one." in text_of(app)
        await pilot.press("space", "space", "space")
        assert "The last one." in text_of(app)
        assert openings(shared) == []
        await pilot.press("space")
        await pilot.pause()
        assert "That was the jar. Thank you, both of you." in text_of(app)
        assert "Next opening on Sun 29 Nov." in text_of(app)
        assert openings(shared) == [3]
        await pilot.press("backspace", "space", "escape")
        await pilot.pause()

        assert app.screen.TITLE == "The jar"
        assert "The sealed one." in text_of(app)
        assert "Not before Christmas" not in text_of(app)
    assert openings(shared) == [3]
    ritual = session.service.state.rituals["open-the-jar"]
    assert date(2026, 11, 22) in session.service.state.ticks(ritual.id)


async def test_escape_keeps_what_was_read_as_read_and_the_rest_waits() -> None:
    shared = MemoryLog()
    app = make_app(three_notes(shared))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "o", "space", "space", "space", "space", "escape")
        await pilot.pause()
        assert "What you read stays read; the rest waits" in text_of(app)
        assert openings(shared) == [2]
        await pilot.press("o")
        await pilot.pause()

        assert "One note is waiting for you." in text_of(app)


async def test_leaving_before_the_first_note_opens_nothing() -> None:
    shared = MemoryLog()
    app = make_app(three_notes(shared))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "o", "escape")
        await pilot.pause()

        assert app.screen.TITLE == "The jar"
    assert openings(shared) == []


@pytest.mark.parametrize("leaving", ["1", "q"])
async def test_what_was_read_stays_read_whichever_way_one_leaves(leaving: str) -> None:
    shared = MemoryLog()
    app = make_app(three_notes(shared))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "o", "space", "space", leaving)
        await pilot.pause()

    assert openings(shared) == [1]


async def test_a_look_at_the_keys_is_no_end() -> None:
    shared = MemoryLog()
    app = make_app(three_notes(shared))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "o", "space", "space", "question_mark", "escape")
        await pilot.pause()

        assert "The first one." in text_of(app)
        assert openings(shared) == []


async def test_a_favourite_is_kept_with_a_key() -> None:
    session = three_notes()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "o", "space", "space", "f")
        await pilot.pause()

        assert "♥ favourite" in text_of(app)
        assert [note.text for note in session.service.state.jar.notes if note.favourite] == ["The first one."]


async def test_what_is_folded_still_can_be_no_favourite_yet() -> None:
    session = three_notes()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "o", "space", "f")
        await pilot.pause()

        assert "It is still folded; space unfolds it." in text_of(app)
    assert not [note for note in session.service.state.jar.notes if note.favourite]


async def test_what_is_folded_still_was_not_read() -> None:
    shared = MemoryLog()
    app = make_app(three_notes(shared))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "o", "space", "space", "space", "escape")
        await pilot.pause()

    assert openings(shared) == [1]


async def test_the_jar_beside_it_empties_note_by_note() -> None:
    app = make_app(three_notes())
    papers = []
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "o", "space")
        for _ in range(3):
            await pilot.press("space")
            await pilot.pause()
            papers.append(sum(text_of(app).count(paper) for paper in "░▒"))
            await pilot.press("space")

    assert papers == sorted(set(papers), reverse=True)
    assert papers[-1] == 0


async def test_favourites_stand_together_once_more_at_the_end() -> None:
    session = three_notes()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "o", "space", "space", "f", "space", "space", "space", "space", "f", "space")
        await pilot.pause()
        shown = text_of(app)

    assert "These you kept" in shown
    assert shown.index("The first one.") < shown.index("The last one.")
    assert "The sealed one." not in shown


async def test_favourites_that_take_more_than_a_page_are_read_on_in_before_it_ends() -> None:
    session = a_couple(STILL)
    note = put_in(session, LONG, "2026-11-01")
    session.service.jar.favour(note.id)
    app = make_app(session)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("4", "o", "space", "space")
        while "That was the jar" not in text_of(app):
            await pilot.press("space")
            await pilot.pause()
        for _ in range(40):
            if "Line 80 of" in text_of(app):
                break
            await pilot.press("space")
            await pilot.pause()

        assert app.screen.TITLE == "Opening the jar"


async def test_nothing_new_is_said_kindly_and_an_older_one_can_be_drawn() -> None:
    session = three_notes()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "o", *TO_THE_END, "escape", "o")
        await pilot.pause()
        assert "There is nothing new to open today" in text_of(app)
        await pilot.press("d")
        await pilot.pause()

        assert " one." in text_of(app)


async def test_an_opening_that_cannot_be_kept_is_told_and_tried_again() -> None:
    shared = MemoryLog()
    app = make_app(three_notes(shared))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "o", "space", "space", "space", "space")
        shared.refuses = "The disk is full."
        await pilot.press("escape")
        await pilot.pause()
        assert "The disk is full. esc tries again to keep what you read as read." in text_of(app)
        assert "The sealed one." in text_of(app)
        shared.refuses = ""
        await pilot.press("escape")
        await pilot.pause()
        assert "What you read stays read" in text_of(app)

    assert openings(shared) == [2]


async def test_nobody_is_kept_in_an_opening_that_cannot_be_kept() -> None:
    shared = MemoryLog()
    app = make_app(three_notes(shared))
    async with app.run_test(size=(80, 24)) as pilot:
        shared.refuses = "The disk is full."
        await pilot.press("4", "o", "space", "space", "escape", "escape")
        await pilot.pause()

        assert app.screen.TITLE == "The jar"
        assert "stays read" not in text_of(app)


async def test_the_end_offers_a_day_for_the_next_one_where_none_is_kept() -> None:
    session = three_notes()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "o", *TO_THE_END[:-1], "plus", "space")
        await pilot.pause()
        assert "+ keeps a day for opening it: every month on the last sun at 20:30." in text_of(app)
        assert "open-the-jar" not in session.service.state.rituals
        await pilot.press("plus")
        await pilot.pause()

        assert "Open the jar is yours now" in text_of(app)
        assert "Next opening on Sun 29 Nov." in text_of(app)
    assert "open-the-jar" in session.service.state.rituals


async def test_a_long_note_scrolls_before_the_next_one_comes() -> None:
    session = a_couple(STILL)
    put_in(session, LONG, "2026-11-01")
    put_in(session, "The next one.")
    app = make_app(session)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("4", "o", "space", "space")
        await pilot.pause()
        assert "Line 1 of" in text_of(app)
        pages = 0
        while "Line 80 of" not in text_of(app):
            await pilot.press("space")
            await pilot.pause()
            pages += 1
            assert pages < 40
        while "The next one." not in text_of(app):
            await pilot.press("space")
            await pilot.pause()
            pages += 1
            assert pages < 40

        assert pages > 3


async def test_the_words_fade_in_only_where_things_may_move() -> None:
    for look, moves in ((Look(animations=True), True), (STILL, False)):
        app = make_app(three_notes(look=look))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("4", "o")
            page = app.screen
            assert isinstance(page, JarOpeningScreen)
            page.action_onward()

            assert (page.query_one(JarReading).styles.opacity < 1) is moves


async def test_it_can_be_opened_by_mouse() -> None:
    shared = MemoryLog()
    app = make_app(three_notes(shared))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("4")
        await click_text(pilot, "o open")
        await click_text(pilot, "begin")
        for _ in range(3):
            await click_text(pilot, "unfold")
            await click_text(pilot, "next")
        assert "That was the jar" in text_of(app)
        await click_text(pilot, "back to the jar")

        assert app.screen.TITLE == "The jar"
    assert openings(shared) == [3]


async def test_a_person_alone_is_thanked_as_one() -> None:
    session = make_session(look=STILL)
    session.service.jar.put_in("The morning by the river.")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "o")
        await pilot.pause()
        shown = text_of(app)
        await pilot.press("space", "space", "space")
        await pilot.pause()
        shown += text_of(app)

        assert "Take your time with each one" in shown
        assert not [word for word in ("both", "take turns", "aloud") if word in shown]


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("begins", ()),
        ("folded", ("space",) * 3),
        ("note", ("space",) * 4),
        ("ends", TO_THE_END),
        ("favourites", ("space", "space", "f", "space", "space", "f", "space", "space", "space")),
        ("nothing", TO_THE_END),
    ],
)
async def test_the_ceremony_looks_as_it_was_last_read(name: str, keys: tuple[str, ...]) -> None:
    app = make_app(three_notes())
    async with app.run_test(size=SIZES[1]) as pilot:
        await pilot.press("4", "o", *keys, *(("escape", "o") if name == "nothing" else ()))
        await pilot.pause()

        await assert_goldens(pilot, f"jar-opening-{name}", SIZES)
