"""The jar's screen: the list, the note in full, looking back, drawing, favourites and erasing."""

from __future__ import annotations

from datetime import date

import pytest
from textual.pilot import Pilot

from rituals.config import Look, Settings
from rituals.core.model import Seal
from tests.kit.app import assert_goldens, make_app, make_session, screen_of, text_of, until
from tests.kit.fakes import FakeClock, MemoryLog
from tests.kit.jars import LONG, a_couple, a_jar, put_in
from tests.kit.pages import SIZES, click_on, click_text, line_with
from tui.app import RitualsApp
from tui.jar.draw import JarDrawScreen


async def open_jar(pilot: Pilot[None], *keys: str) -> RitualsApp:
    app = pilot.app
    assert isinstance(app, RitualsApp)
    await pilot.press("4", *keys)
    await pilot.pause()
    return app


# the list


async def test_every_note_has_a_line_under_its_month_the_latest_first() -> None:
    app = make_app(a_jar())
    async with app.run_test(size=(100, 40)) as pilot:
        text = text_of(await open_jar(pilot))

    months = [line.strip() for line in text.splitlines() if line.strip().split(" ")[0].endswith("ber")]
    assert [month[:14].strip() for month in months] == ["November 2026", "October 2026", "September 2026"]
    assert "Ana to Sam" in line_with(text, "You brought soup")
    assert "Fri 20" in line_with(text, "You called my mother back.")


async def test_a_sealed_note_hides_its_words_everywhere() -> None:
    app = make_app(a_jar())
    async with app.run_test(size=(100, 40)) as pilot:
        await open_jar(pilot, "j", "j", "j")
        shown = text_of(app)
        assert "sealed until the jar is opened" in shown
        assert "sealed until Thu 24 Dec" in shown
        assert "It is a curtain, not a lock" in " ".join(shown.split())

        await pilot.press("slash", *"secret")
        await until(pilot, lambda: "Nothing in the jar" in text_of(app))
        found = text_of(app)

    assert "A secret" not in shown + found


async def test_the_note_under_the_cursor_stands_there_in_full() -> None:
    app = make_app(a_jar())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_jar(pilot, "G", "g", "j", "j")

        assert "Sam to Ana · Friday 20 November 2026" in " ".join(text_of(app).split())
        assert "It made my whole week lighter." in text_of(app)


async def test_a_long_note_is_read_on_and_begins_anew_after_its_end() -> None:
    session = a_couple()
    put_in(session, LONG)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_jar(pilot)
        assert "Line 3 of" in text_of(app)
        await pilot.press("space")
        await pilot.pause()
        assert "Line 3 of" not in text_of(app)
        for _ in range(40):
            await pilot.press("space")
            if "Line 80 of" in text_of(app):
                break
        assert "Line 80 of" in text_of(app)
        for _ in range(3):
            await pilot.press("space")
            if "Line 3 of" in text_of(app):
                break

        assert "Line 3 of" in text_of(app)


async def test_an_empty_jar_says_what_will_live_there_and_how_it_begins() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_jar(pilot, "d", "f", "e", "x", "pagedown", "pageup", "v", "F", "F", "space", "j", "G")
        text = text_of(app)

        assert "This is where your thanks to each other will gather" in text
        assert "Press a to put in the first one." in text


async def test_a_person_alone_has_a_jar_without_names_in_every_line() -> None:
    session = make_session()
    session.service.jar.put_in("The morning by the river.")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        text = text_of(await open_jar(pilot))

    assert "from" not in line_with(text, "Sun 22")
    assert "1 thank-you" in text


@pytest.mark.parametrize(
    "words",
    [
        "x",
        "[b]x[/b] [/] [@click=app.quit]y[/]",
        "👩‍❤️‍👨 danke 🥣",
        "تشكرات على الشاي",
        "e\u0301te\u0301 a\u0308 o\u0302",
        "$primary \\[x] {{y}}",
        "tabs\there",
    ],
)
async def test_words_are_shown_as_they_were_typed(words: str) -> None:
    session = a_couple()
    put_in(session, words)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        text = text_of(await open_jar(pilot))

    begins = words.split("\t", maxsplit=1)[0].split(" ")[0]
    assert text.count(begins) >= 2  # on its line, and in full


async def test_a_note_of_a_hundred_thousand_characters_is_shown_and_scrolls() -> None:
    session = a_couple()
    put_in(session, "begin " + "word " * 19_990 + "the end")
    app = make_app(session)
    async with app.run_test(size=(60, 20)) as pilot:
        await open_jar(pilot, "tab", "end")

        await until(pilot, lambda: "the end" in text_of(app))


async def test_the_cursor_stays_on_its_note_when_another_comes_in() -> None:
    session = a_jar()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_jar(pilot, "j", "j")
        put_in(session, "One more, from another window.")
        await pilot.pause()

        assert line_with(text_of(app), "You called my mother").strip().startswith("›")
        assert "8 thanks" in text_of(app)


# looking back


async def test_a_key_goes_month_by_month() -> None:
    app = make_app(a_jar())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_jar(pilot, "j", "pagedown")
        assert "›" in line_with(text_of(app), "sealed until Thu 24 Dec")
        await pilot.press("pagedown")
        assert "›" in line_with(text_of(app), "You brought soup")
        await pilot.press("pagedown", "pageup", "j", "pageup")
        assert "›" in line_with(text_of(app), "sealed until Thu 24 Dec")
        await pilot.press("pageup")

        assert "›" in line_with(text_of(app), "You made tea")


async def test_a_key_shows_one_persons_notes_without_any_number() -> None:
    app = make_app(a_jar())
    async with app.run_test(size=(100, 40)) as pilot:
        await open_jar(pilot, "v")
        assert "from Ana" in text_of(app)
        assert "You called my mother" not in text_of(app)
        await pilot.press("v")
        assert "from Sam" in text_of(app)
        assert "You called my mother" in text_of(app)
        assert "You made tea" not in text_of(app)
        assert "7 thanks" in text_of(app)  # the jar's, as ever
        await pilot.press("v")

        assert "You made tea" in text_of(app)


async def test_favourites_alone_are_shown_by_a_key() -> None:
    app = make_app(a_jar())
    async with app.run_test(size=(100, 40)) as pilot:
        await open_jar(pilot, "F")
        assert "The way you laughed" in text_of(app)
        assert "You made tea" not in text_of(app)
        await pilot.press("escape")
        await pilot.pause()

        assert "You made tea" in text_of(app)
        assert app.screen.TITLE == "The jar"


async def test_finding_folds_case_and_accents_and_escape_shows_everything_again() -> None:
    app = make_app(a_jar())
    async with app.run_test(size=(100, 40)) as pilot:
        await open_jar(pilot, "slash", *"UBERRASCHUNG schone")
        await until(pilot, lambda: "You made tea" not in text_of(app))
        assert "Danke für die schöne Überraschung!" in text_of(app)
        await pilot.press("enter", "j", "escape")
        await pilot.pause()

        assert "You made tea" in text_of(app)


async def test_the_last_of_several_searches_is_what_shows() -> None:
    app = make_app(a_jar())
    async with app.run_test(size=(100, 40)) as pilot:
        await open_jar(pilot, "slash", *"soupx", "backspace")
        await until(pilot, lambda: "You made tea" not in text_of(app))

        assert "You brought soup" in text_of(app)


# doing


async def test_a_favourite_is_kept_and_let_go_of_by_the_same_key() -> None:
    session = a_jar()
    app = make_app(session)
    async with app.run_test(size=(100, 40)) as pilot:
        await open_jar(pilot, "f")
        assert "♥" in line_with(text_of(app), "Sun 22")
        assert "♥ favourite" in text_of(app)
        await pilot.press("f")
        await pilot.pause()
        assert "♥" not in line_with(text_of(app), "Sun 22")
        await pilot.press("u")
        await pilot.pause()

        assert "♥" in line_with(text_of(app), "Sun 22")


async def test_drawing_shows_one_large_and_another_at_each_press() -> None:
    session = a_couple()
    put_in(session, "The first one.")
    put_in(session, "The second one.")
    app = make_app(session)
    weights_seen: list[tuple[int, ...]] = []

    def choose(weights: object) -> int:
        given = tuple(weights) if isinstance(weights, list | tuple) else ()
        weights_seen.append(given)
        return max(range(len(given)), key=given.__getitem__)

    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(JarDrawScreen(session, choose))
        await pilot.pause()
        assert "The first one." in text_of(app)
        await pilot.press("d")
        await pilot.pause()
        assert "The second one." in text_of(app)
        await pilot.press("f", "escape")
        await pilot.pause()

    assert [note.text for note in session.service.state.jar.notes if note.favourite] == ["The second one."]
    assert weights_seen == [(1, 1), (0, 1)]


async def test_d_draws_and_a_sealed_note_is_never_drawn() -> None:
    session = a_couple()
    put_in(session, "Hidden words.", seal=Seal())
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_jar(pilot, "d")
        assert "no open note to draw" in text_of(app)
        put_in(session, "The only open one.", "2026-11-20")
        await pilot.press("d")
        await pilot.pause()

        assert isinstance(app.screen, JarDrawScreen)
        assert "The only open one." in text_of(app)
        assert "Hidden words" not in text_of(app)


async def test_erasing_asks_first_and_leaves_nothing() -> None:
    shared = MemoryLog()
    session = a_couple(shared=shared)
    put_in(session, "Words that should not be there.")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_jar(pilot, "x")
        assert "Erase this note for good?" in text_of(app)
        assert "Copies made elsewhere" in text_of(app)
        await pilot.press("escape")
        await pilot.pause()
        assert len(session.service.state.jar) == 1
        await pilot.press("x", "y")
        await pilot.pause()

        assert "gone for good" in text_of(app)
        assert "empty so far" in text_of(app)
    assert "should not be there" not in repr(shared.records)


async def test_the_others_words_are_theirs_to_change() -> None:
    app = make_app(a_jar())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_jar(pilot, "j", "j", "enter")

        assert "Those are Sam's words" in text_of(app)
        assert app.screen.TITLE == "The jar"


async def test_whose_words_they_are_follows_who_is_at_the_keyboard() -> None:
    app = make_app(a_jar())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_jar(pilot, "j", "j")
        assert "favourite   reply      erase" in text_of(app)
        await pilot.press("p")
        await pilot.pause()
        await open_jar(pilot)

        assert "favourite   change      erase" in text_of(app)


async def test_everything_on_the_screen_can_be_clicked() -> None:
    session = a_jar()
    app = make_app(session)
    async with app.run_test(size=(120, 40)) as pilot:
        await open_jar(pilot)
        await click_text(pilot, "Wed 30")
        assert "Wed 30" in line_with(text_of(app), "›")
        await click_text(pilot, "favourite", occurrence=0)
        assert "♥ Wed 30" in text_of(app)
        await click_text(pilot, "from everyone")
        assert "from Ana" in text_of(app)
        await click_text(pilot, "all notes")
        assert "You made tea" not in text_of(app)
        await click_text(pilot, "favourites")
        await click_text(pilot, "month before")
        await click_text(pilot, "find")
        await pilot.press(*"soup")
        await until(pilot, lambda: "You made tea" not in text_of(app))
        await click_text(pilot, "all again")
        await click_text(pilot, "erase")
        assert "Erase this note for good?" in text_of(app)
        await click_text(pilot, "let it be")
        await click_text(pilot, "change")
        assert app.screen.TITLE == "A thank-you"
        await click_text(pilot, "let it be")
        await click_text(pilot, "draw one")
        assert isinstance(app.screen, JarDrawScreen)
        await click_text(pilot, "esc back")
        await click_text(pilot, "open it")

        assert app.screen.TITLE == "Opening the jar"


async def test_a_third_person_is_asked_nothing_and_told_whose_a_note_is_to_erase() -> None:
    session = a_couple()
    put_in(session, "You made tea")
    session.service.seat(session.service.join("Kim").id)
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_jar(pilot, "x")
        shown = text_of(app)

    assert "That note is Ana's and Sam's to keep or to erase, and nobody else's." in " ".join(shown.split())
    assert "for good?" not in shown


async def test_escape_leads_back_to_today() -> None:
    app = make_app(a_jar())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_jar(pilot, "escape")

        assert app.screen.TITLE == "Today"


async def test_new_looks_leave_the_cursor_where_it_was() -> None:
    session = a_jar()
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_jar(pilot, "j", "j", "1")
        await screen_of(app).apply(Settings(look=Look(signs="ascii")))
        await open_jar(pilot)
        await pilot.pause()

        assert "›" in line_with(text_of(app), "You called my mother")
        assert ".------." in text_of(app)


async def test_midnight_opens_what_was_sealed_until_then() -> None:
    clock = FakeClock("2026-11-22 19:00")
    session = make_session(clock)
    session.service.jar.put_in("Only from tomorrow on.", seal=Seal(date(2026, 11, 23)))
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_jar(pilot)
        assert "Only from tomorrow on." not in text_of(app)
        clock.set("2026-11-23 08:00")
        app.look_around()
        await pilot.pause()

        assert "Only from tomorrow on." in text_of(app)


# pictures


async def test_the_jar_looks_as_it_was_last_read() -> None:
    app = make_app(a_jar())
    async with app.run_test(size=SIZES[0]) as pilot:
        await open_jar(pilot, "j", "j")

        await assert_goldens(pilot, "jar", SIZES)


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("find", ("slash", *"soup")),
        ("sealed", ("j", "j", "j")),
        ("erase", ("x",)),
        ("draw", ("slash", *"soup", "enter", "escape", "d")),
    ],
)
async def test_what_the_jar_asks_and_shows_looks_as_it_was_last_read(name: str, keys: tuple[str, ...]) -> None:
    session = a_jar()
    if name == "draw":
        session = a_couple()
        put_in(session, "You brought soup when I could not cook.\n\nI ate it standing at the stove.", "2026-09-30")
    app = make_app(session)
    async with app.run_test(size=SIZES[1]) as pilot:
        await open_jar(pilot, *keys)
        await pilot.pause(0.1)

        await assert_goldens(pilot, f"jar-{name}", SIZES)


async def test_an_empty_jar_looks_as_it_was_last_read() -> None:
    app = make_app(make_session(look=Look(signs="ascii")))
    async with app.run_test(size=SIZES[1]) as pilot:
        await open_jar(pilot)

        await assert_goldens(pilot, "jar-empty-ascii", SIZES)


async def test_the_booklet_is_asked_for_from_inside_the_jar() -> None:
    app = make_app(a_couple())
    async with app.run_test(size=(120, 40)) as pilot:
        await open_jar(pilot)
        await click_on(pilot, app, "a booklet")
        await pilot.pause()

        assert "› Booklet of the jar" in text_of(app)
