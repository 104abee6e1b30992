"""Settings, changed with keys and with the mouse, and read as text and from the file."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest
from textual.pilot import Pilot

from rituals.bootstrap import open_session
from rituals.config import Places, load_settings, schema
from rituals.core.events import HouseholdEdited, PersonRenamed
from rituals.core.state.people import Household
from rituals.core.typed_values import read_count, read_time
from rituals.errors import UsageError
from rituals.held_settings import HeldSetting, held_settings
from rituals.session import Session
from tests.kit.app import assert_golden, make_app, make_session, text_of
from tests.kit.couples_folder import Machine
from tests.kit.fakes import MemoryLog
from tests.kit.pages import SIZES, go_to, line_with
from tests.kit.settings_file import in_file, session_with_file
from tui.app import RitualsApp
from tui.settings.options import paired_settings, sections
from tui.settings.setting import OneOf, Setting
from tui.themes import LIGHT

BY_HAND = "# ours\n[look]\nsigns = 'unicode'  # for the old screen\n\n[weather]\nsun = true\n"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A session whose settings are in a folder of their own."""
    return session_with_file(tmp_path)


async def click_on(pilot: Pilot[None], app: RitualsApp, text: str, *, to_the_right: int = 0) -> None:
    """Click where the screen shows a text."""
    row, line = next((y, line) for y, line in enumerate(text_of(app).splitlines()) if text in line)
    await pilot.click(offset=(line.index(text) + to_the_right, row))
    await pilot.pause()


async def type_in(pilot: Pilot[None], words: str) -> None:
    await pilot.press(*("space" if character == " " else character for character in words), "enter")
    await pilot.pause()


# the schema


def every_setting(session: Session) -> list[Setting]:
    """Those of the page, and those of the page of two machines."""
    return [*(setting for section in sections(session) for setting in section.settings), *paired_settings(session)]


def test_every_setting_with_a_label_is_on_the_page(session: Session) -> None:
    labelled = [setting for setting in held_settings(session) if setting.row.label]
    rows = {
        row
        for setting in labelled
        for row in ([f"{setting.key}.{word}" for word in setting.choices] if is_list(setting) else [setting.key])
    }

    assert {row.replace(".", "-") for row in rows} <= {setting.id for setting in every_setting(session)}


def is_list(setting: HeldSetting) -> bool:
    return setting.row.kind.takes_several


def test_a_row_says_whether_this_machine_is_paired(tmp_path: Path) -> None:
    session, machine = open_session(str(tmp_path)), Machine(tmp_path)

    def value() -> object:
        return next(setting.value for setting in every_setting(session) if setting.id == "machines")

    assert value() == "this one alone"
    machine.pair()
    assert value() == f"paired, through {machine.folder}"
    (machine.data / "together" / "key").write_text("?", encoding="utf-8")
    assert value() == "something is wrong"


def test_a_list_offers_every_word_that_the_file_may_hold_and_no_other(session: Session) -> None:
    lists = {
        setting.id: [option.value for option in setting.how.options]
        for setting in every_setting(session)
        if isinstance(setting.how, OneOf)
    }

    for table, rows in schema().items():
        for key, row in rows.items():
            if row.kind.takes_several:
                continue  # each of its words has a row of its own
            offered = lists.get(f"{table}-{key}", [])
            assert [row.kind.read(value) for value in offered] == offered
            assert {choice.value for choice in row.kind.choices} <= {*offered}


# each kind of setting


@pytest.mark.parametrize(
    ("label", "value", "line"), [("Nudges come", "off", "on = false"), ("Signs", "ascii", 'signs = "ascii"')]
)
async def test_two_options_take_turns_and_are_on_the_disk_at_once(
    session: Session, label: str, value: str, line: str
) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("comma")
        await go_to(pilot, app, label)

        await pilot.press("space")
        await pilot.pause()

        assert value in line_with(text_of(app), label)
        assert f"{label}: {value}" in text_of(app)
        assert "Saved." in text_of(app)
        assert line in in_file(session)


async def test_the_cursor_stays_where_it_was_and_space_changes_it_back(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("comma")
        await go_to(pilot, app, "Animations")

        await pilot.press("enter")
        await pilot.pause()
        stands = line_with(text_of(app), "Animations")
        await pilot.press("enter")
        await pilot.pause()

        assert "›" in stands
        assert "off" in stands
        assert app.animation_level == "full"
        assert "animations = true" in in_file(session)


async def test_discretion_is_chosen_from_a_list_that_says_what_each_means(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("comma")
        await go_to(pilot, app, "Discreet")

        await pilot.press("space")
        await pilot.pause()
        offered = text_of(app)
        await pilot.press("up", "enter")
        await pilot.pause()

        assert "No nudge names a ritual" in offered
        assert "whoever may be" in offered
        assert "always" in line_with(text_of(app), "› Discreet")
        assert load_settings(session.places.settings).nudges.discreet == "always"


@pytest.mark.parametrize(
    ("label", "words", "key", "value"),
    [
        ("Quiet from", "22h15", "quiet_from", time(22, 15)),
        ("Quiet until", "7:30", "quiet_until", time(7, 30)),
        ("Evening nudge", "7pm", "digest_at", time(19)),
        ("At most a day", "two", "at_most", 2),
        ("A nudge opens", "sh -c 'a b'", "open", ("sh", "-c", "a b")),
    ],
)
async def test_what_is_typed_is_read_kindly(session: Session, label: str, words: str, key: str, value: object) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("comma")
        await go_to(pilot, app, label)

        await pilot.press("enter")
        await type_in(pilot, words)

        assert getattr(load_settings(session.places.settings).nudges, key) == value
        assert "›" in line_with(text_of(app), label)
        assert f"{label}: " in text_of(app)


async def test_what_cannot_be_read_is_told_and_the_words_stay(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("comma")
        await go_to(pilot, app, "Quiet from")

        await pilot.press("enter")
        await type_in(pilot, "[/b] soon")
        told = text_of(app)
        await pilot.press("escape")

        assert "Quiet from: [/b] soon" in told
        assert "“[/b] soon” is no time of day" in told
        assert not session.places.settings.exists()
        assert "21:30" in line_with(text_of(app), "Quiet from")


async def test_escape_leaves_a_value_as_it_was_and_then_the_screen(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("comma", "enter", *"quite", "escape")
        still_here = text_of(app)
        await pilot.press("escape")

        assert "At the keyboard" in still_here
        assert app.screen.TITLE == "Today"


async def test_the_same_words_change_nothing(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("comma", "enter", "enter")
        await pilot.pause()

        assert "Saved" not in text_of(app)
        assert session.service.state.people == ()


# theme


async def test_a_theme_shows_itself_and_escape_takes_it_back(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        before = app.theme
        await pilot.press("comma")
        await go_to(pilot, app, "Theme")

        await pilot.press("space", "down")
        await pilot.pause()
        worn = app.theme
        await pilot.press("escape")
        await pilot.pause()

        assert worn != before
        assert app.theme == before
        assert not session.places.settings.exists()


async def test_a_theme_that_is_chosen_stays(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("comma")
        await go_to(pilot, app, "Theme")

        await pilot.press("space", "down", "enter")
        await pilot.pause()

        assert app.theme == LIGHT.name
        assert "Rituals light" in line_with(text_of(app), "› Theme")
        assert "Theme: Rituals light. Saved." in text_of(app)
        assert 'theme = "rituals-light"' in in_file(session)


# the shared log


async def test_names_are_changed_and_undone(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("comma", "enter")
        await type_in(pilot, "Ana Maria")
        renamed = line_with(text_of(app), "At the keyboard")
        await pilot.press("u")
        await pilot.pause()

        assert "Ana Maria" in renamed
        assert "Took back: the name Ana Maria." in text_of(app)
        assert [person.name for person in session.service.couple] == ["Ana"]
        assert "Ana Maria" not in line_with(text_of(app), "At the keyboard")


async def test_someone_joins_and_a_name_is_never_markup(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("comma", "down")
        alone = line_with(text_of(app), "With you")
        await pilot.press("enter")
        await type_in(pilot, "Sam [/b]")

        assert "nobody yet" in alone
        assert "Sam [/b]" in line_with(text_of(app), "› With you")
        assert [person.name for person in session.service.couple] == ["Ana", "Sam [/b]"]


async def test_a_name_that_is_taken_is_told_and_the_words_stay(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("comma", "down", "enter")
        await type_in(pilot, "ana")

        assert "ana is here already." in text_of(app)
        assert "With you: ana" in text_of(app)


@pytest.mark.parametrize("place", ["At the keyboard", "With you"])
async def test_a_word_that_stands_for_people_is_no_name(session: Session, place: str) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("comma", *(["down"] if place == "With you" else []), "enter", *["backspace"] * len("Ana"))
        await type_in(pilot, "Nobody")

        text = " ".join(text_of(app).split())
        assert "“Nobody” stands for people here already. Choose another name, or add a letter." in text
        assert [person.name for person in session.service.couple] == ["Ana"]


async def test_day_and_week_start_are_changed_for_both_and_undone(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("comma")
        await go_to(pilot, app, "A day starts at")
        await pilot.press("enter")
        await type_in(pilot, "5:30")
        await go_to(pilot, app, "A week starts on")
        await pilot.press("enter", "G", "enter")
        await pilot.pause()
        changed = session.service.state.household
        await pilot.press("u", "u")
        await pilot.pause()

        assert changed == Household(6, time(5, 30))
        assert session.service.state.household == Household()
        assert "04:00" in line_with(text_of(app), "A day starts at")
        assert "Monday" in line_with(text_of(app), "A week starts on")


async def test_a_day_that_starts_in_the_evening_is_refused(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("comma")
        await go_to(pilot, app, "A day starts at")
        await pilot.press("enter")
        await type_in(pilot, "13:00")

        assert "A day starts between 00:00 and 12:00" in text_of(app)
        assert session.service.state.household.day_starts_at == time(4)


def test_an_edit_that_changes_nothing_is_no_event(session: Session) -> None:
    changed = session.service.edit_household(HouseholdEdited(week_starts_on=0, day_starts_at=time(4)))

    assert not changed
    assert not session.service.refresh()


def test_a_week_has_no_eighth_day(session: Session) -> None:
    with pytest.raises(UsageError, match="one of its seven days"):
        session.service.edit_household(HouseholdEdited(week_starts_on=7))


async def test_what_another_process_changes_shows_by_itself() -> None:
    log = MemoryLog()
    session = make_session(shared=log, login="Ana")
    session.service.join("Sam")
    sam = session.service.couple[1].id
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("comma", "down")

        session.service.rename(sam, "Samuel")
        await pilot.pause()

        assert isinstance(log.records[-1].event, PersonRenamed)
        assert "Samuel" in line_with(text_of(app), "› With you")


# the file


async def test_comments_and_what_is_not_ours_survive(session: Session) -> None:
    session.places.settings.write_text(BY_HAND, encoding="utf-8")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("comma")
        await go_to(pilot, app, "Signs")

        await pilot.press("space")
        await pilot.pause()

        assert in_file(session) == BY_HAND.replace("'unicode'", '"ascii"')


async def test_a_file_that_is_not_toml_is_told_and_left_alone(session: Session) -> None:
    session.places.settings.write_text("[look", encoding="utf-8")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        before = app.theme
        await pilot.press("comma")
        await go_to(pilot, app, "Theme")

        await pilot.press("space", "down", "enter")
        await pilot.pause()

        assert "is not TOML" in text_of(app)
        assert app.theme == before != LIGHT.name
        assert in_file(session) == "[look"


async def test_a_change_made_by_hand_meanwhile_is_taken_in(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("comma")
        session.places.settings.write_text("[nudges]\nat_most = 1\n", encoding="utf-8")
        await go_to(pilot, app, "Nudges come")

        await pilot.press("space")
        await pilot.pause()

        assert "1" in line_with(text_of(app), "At most a day")
        assert in_file(session) == "[nudges]\nat_most = 1\non = false\n"


# by mouse alone


async def test_the_mouse_alone_flips_chooses_and_leaves(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("comma")

        await click_on(pilot, app, "Nudges come", to_the_right=23)
        await click_on(pilot, app, "A week starts on", to_the_right=23)
        await click_on(pilot, app, "Saturday")
        await click_on(pilot, app, "esc back")

        assert not session.settings.nudges.on
        assert session.service.state.household.week_starts_on == 5
        assert "Sunday 22 November" in text_of(app)


async def test_a_click_on_a_name_only_goes_there_and_a_second_one_changes(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("comma")

        await click_on(pilot, app, "Animations")
        pointed = session.settings.look.animations
        await click_on(pilot, app, "Animations")

        assert pointed
        assert not session.settings.look.animations


async def test_the_keys_beside_what_is_typed_can_be_clicked(session: Session) -> None:
    app = make_app(session)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("comma", "enter", *"Anne")
        await click_on(pilot, app, "enter keep")
        kept = line_with(text_of(app), "› At the keyboard")
        await pilot.press("enter", *"nobody")
        await click_on(pilot, app, "esc leave")

        assert "Anne" in kept
        assert "nobody" not in line_with(text_of(app), "› At the keyboard")
        assert "leave" not in text_of(app)


# reading


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("7:30", time(7, 30)),
        ("19h30", time(19, 30)),
        ("19h", time(19)),
        ("7.30 pm", time(19, 30)),
        ("at 7pm", time(19)),
        ("1930", time(19, 30)),
        ("730", time(7, 30)),
        ("22", time(22)),
        ("0", time(0)),
        ("noon", time(12)),
        ("Midnight", time(0)),
    ],
)
def test_times_are_read_as_people_type_them(words: str, read: time) -> None:
    assert read_time(words) == read


@pytest.mark.parametrize(
    "words", ["", "soon", "7", "24", "25:00", "19:60", "99", "-3", "12345", "19:30 20:30", "2026-01-01"]
)
def test_what_is_no_time_gets_a_sentence_with_two_that_are(words: str) -> None:
    with pytest.raises(UsageError, match=r"no time of day|two times"):
        read_time(words)


def test_numbers_come_as_digits_or_words() -> None:
    assert (read_count(" 3 "), read_count("Two"), read_count("0")) == (3, 2, 0)
    with pytest.raises(UsageError, match="no whole number"):
        read_count("-1")


# looks


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_settings_look_as_they_were_last_read(size: tuple[int, int]) -> None:
    session = make_session(login="Ana")
    session.places = Places(Path("/home/ana/.config/settings.toml"), Path("/home/ana/.local/share"), Path("/nowhere"))
    session.service.join("Sam")
    app = make_app(session)
    async with app.run_test(size=size) as pilot:
        await pilot.press("comma")
        await go_to(pilot, app, "Discreet")

        assert_golden(f"settings-{size[0]}x{size[1]}", text_of(app))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("label", ["Theme", "Discreet"])
async def test_the_lists_look_as_they_were_last_read(size: tuple[int, int], label: str) -> None:
    app = make_app(make_session(login="Ana"))
    async with app.run_test(size=size) as pilot:
        await pilot.press("comma")
        await go_to(pilot, app, label)
        await pilot.press("space")
        await pilot.pause()

        assert_golden(f"settings-{label.lower()}-{size[0]}x{size[1]}", text_of(app))
