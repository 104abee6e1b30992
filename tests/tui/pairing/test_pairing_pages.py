"""Two homes and a plain folder between them: one begins and the other joins, from the pages alone."""

from __future__ import annotations

import io
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input

from rituals.core.exchange.pairing_words import NOT_TO_BE_PAIRED
from rituals.errors import Remedy
from rituals.service.pairing import PairingService
from rituals.session import Session
from tests.kit.app import assert_goldens, come_in_sight, make_app, make_session, settled, text_of, until
from tests.kit.pages import SIZES, go_to, line_with, words
from tests.kit.runs import Runs
from tests.kit.two_laptops import look_around
from tui.app import RitualsApp
from tui.pairing.screen import PairingScreen
from tui.shared.guided.words_area import WordsArea
from tui.shared.remedies import APP_REMEDIES
from tui.today.screen import TodayScreen
from tui.welcome.screens import NamesPage


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "carried").mkdir()
    return tmp_path / "carried"


@pytest.fixture
def ana(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runs:
    """Ana's machine, with a walk that she and Sam took."""
    machine = Runs(tmp_path / "ana", capsys)
    machine.open_session(None).service.join("Sam")
    machine.done("add", "Evening walk", "--every", "every day")
    machine.done("tick", "walk")
    return machine


@pytest.fixture
def sam(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runs:
    """Sam's machine, with nothing on it."""
    return Runs(tmp_path / "sam", capsys)


def session_at(machine: Runs) -> Session:
    return machine.open_session(None)


@asynccontextmanager
async def on_page(session: Session, *, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[None]]:
    """The page of two machines."""
    app = make_app(session)
    async with app.run_test(size=size) as pilot:
        app.action_page("pairing")
        await settled(pilot)
        yield pilot


async def take(pilot: Pilot[None], *keys: str) -> str:
    """Press some keys, letting what each sets off end."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)
    return words(await settled(pilot))


async def write(pilot: Pilot[None], text: str) -> str:
    """Paste something, and go on."""
    pilot.app.post_message(Paste(text))
    await pilot.pause()
    return await take(pilot, "enter")


def twelve_in(text: str) -> str:
    """The twelve words as a page shows them."""
    lines = text.splitlines()
    first = next(place for place, line in enumerate(lines) if line.split()[:1] == ["1"])
    return " ".join(word for line in lines[first : first + 4] for word in line.split() if not word.isdigit())


def begun(machine: Runs, folder: Path) -> str:
    """Begin on a machine; the twelve words."""
    session = session_at(machine)
    assert session.pairing is not None
    return session.pairing().begin(folder)


async def test_one_begins_and_is_shown_twelve_words_that_can_be_seen_again(ana: Runs, folder: Path) -> None:
    async with on_page(session_at(ana)) as pilot:
        assert "Which folder?" in await take(pilot, "enter")
        preview = await write(pilot, str(folder))
        assert "What travels: what ana and Sam go by, 1 ritual and 1 day that you ticked, since Sunday 22" in preview
        assert not list(folder.iterdir())

        await take(pilot, "enter")
        app = pilot.app
        assert isinstance(app, RitualsApp)
        twelve = twelve_in(text_of(app))

        assert len(twelve.split()) == 12
        page = await take(pilot, "escape")
        assert "This machine is paired." in page
        assert not {*twelve.split()} <= {*page.split()}
        await go_to(pilot, app, "The twelve words")
        await take(pilot, "enter")
        assert twelve_in(text_of(app)) == twelve
        assert isinstance(await back(pilot), PairingScreen)

    assert f"paired through {folder}" in ana.done("pair", "status")


async def back(pilot: Pilot[None]) -> object:
    await take(pilot, "escape")
    return pilot.app.screen


async def test_an_empty_home_joins_from_the_welcome_and_ends_on_today(ana: Runs, sam: Runs, folder: Path) -> None:
    twelve = begun(ana, folder)
    session = session_at(sam)
    app = make_app(session, welcome=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await come_in_sight(pilot)
        assert isinstance(app.screen, NamesPage)
        await take(pilot, "down", "enter")
        await write(pilot, str(folder))
        assert "Which of these are you?" in await write(pilot, twelve)
        assert "Who else uses this machine?" in await take(pilot, "down", "enter")
        assert "Nothing is here yet. What ana and Sam have comes here." in await take(pilot, "enter")

        said = await take(pilot, "enter")

        assert isinstance(app.screen, TodayScreen)
        assert "Joined: ana and Sam." in said
        assert "●" in line_with(text_of(app), "Evening walk")
        assert session.service.seated.name == "Sam"
        assert [person.name for person in session.residents()] == ["Sam"]


@pytest.mark.parametrize(("name", "chosen"), [(" sam", "● Sam"), ("Sma", "")])
async def test_whoever_gave_a_name_in_the_welcome_is_chosen_among_those_there(
    name: str, chosen: str, ana: Runs, sam: Runs, folder: Path
) -> None:
    twelve = begun(ana, folder)
    app = make_app(session_at(sam), welcome=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await come_in_sight(pilot)
        app.screen.query(Input).first().value = name
        await take(pilot, "down", "enter")
        await write(pilot, str(folder))
        who = await write(pilot, twelve)

    assert chosen in who if chosen else "●" not in who and name in who


@pytest.mark.parametrize("name", ["", "Sma"])
async def test_where_nobody_there_goes_by_the_name_that_is_known_enter_asks_for_a_choice(
    name: str, ana: Runs, sam: Runs, folder: Path
) -> None:
    twelve = begun(ana, folder)
    if name:
        sam.done("people", "rename", "ana", name)
    async with on_page(session_at(sam)) as pilot:
        who = await join_at(pilot, folder, twelve)
        assert "●" not in who
        assert "○ ana ○ Sam ○ somebody new there" in who
        assert await take(pilot, "3", "p") == who

        assert "Choose who" in await take(pilot, "enter")
        assert "› ● ana" in await take(pilot, "down")
        assert "Choose who" not in await take(pilot, "enter")


async def test_a_home_with_a_life_of_its_own_says_who_and_what_is_the_same(ana: Runs, sam: Runs, folder: Path) -> None:
    twelve = begun(ana, folder)
    sam.done("people", "rename", "ana", "Sammy")
    for name in ("Evening walk", "Read aloud"):
        sam.done("add", name, "--every", "every sat")
    sam.done("tick", "walk", "--on", "2026-11-14")
    session = session_at(sam)
    async with on_page(session) as pilot:
        await looks(pilot, "pairing")
        await take(pilot, "down", "enter")
        await write(pilot, str(folder))
        who = await write(pilot, twelve)
        assert "Here you go by Sammy." in who
        await looks(pilot, "pairing-who")
        await take(pilot, "g", "down", "enter")
        await looks(pilot, "pairing-residents")
        await take(pilot, "enter")
        await looks(pilot, "pairing-same")
        same = text_of_app(pilot)
        assert "the same" in line_with(same, "Evening walk")
        assert "new there" in line_with(same, "Read aloud")

        assert "new there" in line_with_now(await take(pilot, "space"), "Evening walk")
        await take(pilot, "enter")
        assert "New there: Evening walk and Read aloud." in words(text_of_app(pilot))
        assert "the same" in await take(pilot, "backspace", "space")
        preview = await take(pilot, "enter")
        assert "Sammy is Sam there. The same in both: Evening walk." in preview
        assert "New there: Read aloud." in preview
        assert "This is settled once: what is two now stays two." in preview
        await looks(pilot, "pairing-join")

        said = await take(pilot, "enter")

        assert "Joined: ana and Sam." in said
        assert isinstance(pilot.app.screen, TodayScreen)

    assert [line.split()[0] for line in sam.done("people").splitlines()] == ["ana", "Sam"]
    assert sam.done("list").count("walk") == 1
    assert "Read aloud" in sam.done("list")


async def test_no_name_is_cut_however_long_it_is(ana: Runs, sam: Runs, folder: Path) -> None:
    person, walk = "Maximiliane Theodora von und zu Hohenloh", "Evening walk along the old canal and home by the mill"
    ana.done("people", "rename", "sam", person)
    ana.done("edit", "walk", "--name", walk)
    twelve = begun(ana, folder)
    sam.done("add", f"{walk}s", "--every", "every sat")
    async with on_page(session_at(sam), size=(60, 20)) as pilot:
        assert person in await join_at(pilot, folder, twelve)
        assert f"{person} has another machine" in await take(pilot, "enter")
        assert f"{walk}s new there" in await take(pilot, "enter")
        assert f"{walk}s is {walk}" in await take(pilot, "right")


async def join_at(pilot: Pilot[None], folder: Path, *steps: str) -> str:
    """Ask to join in a folder, and take some steps: keys, or text to be pasted."""
    app = pilot.app
    assert isinstance(app, RitualsApp)
    app.action_page("join")
    text = words(await settled(pilot))
    for step in (str(folder), *steps):
        text = await (take(pilot, step) if step in KEYS else write(pilot, step))
    return text


KEYS = {"enter", "down", "space", "right", "backspace", "escape"}


async def test_esc_leaves_at_any_step_with_nothing_changed(ana: Runs, sam: Runs, folder: Path) -> None:
    twelve = begun(ana, folder)
    sam.done("add", "Read aloud", "--every", "every sat")
    session = session_at(sam)
    assert session.pairing is not None
    there, here = contents(folder), sam.done("list")
    asks = ["The twelve words?", "Which of these are you?", "Who else uses", "Are these rituals", "Join ana and Sam?"]
    async with on_page(session) as pilot:
        for count, question in enumerate(asks):
            assert question in await join_at(pilot, folder, *[twelve, "enter", "enter", "enter"][:count])
            assert isinstance(await back(pilot), PairingScreen)

        assert session.pairing().place is None
        assert contents(folder) == there
    assert sam.done("list") == here


async def test_a_folder_that_does_not_answer_keeps_nobody_on_the_page(
    sam: Runs, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = threading.Event()
    monkeypatch.setattr(PairingService, "refuse_to_join", lambda *_: answers.wait(20))
    async with on_page(session_at(sam)) as pilot:
        app = pilot.app
        assert isinstance(app, RitualsApp)
        app.action_page("join")
        await come_in_sight(pilot)
        pilot.app.post_message(Paste(str(folder)))
        await pilot.press("enter", "enter")
        await until(pilot, lambda: "Looking into" in text_of(app))

        await pilot.press("escape")
        await come_in_sight(pilot)
        answers.set()
        await settled(pilot)

        assert isinstance(app.screen, PairingScreen)


async def test_a_bug_in_what_takes_a_while_ends_the_app_as_any_does(
    sam: Runs, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = session_at(sam)
    monkeypatch.setattr(PairingService, "refuse_to_join", lambda *_: {"": 1}["bug"])

    async def meet_it() -> None:
        async with on_page(session) as pilot:
            assert isinstance(pilot.app, RitualsApp)
            pilot.app.action_page("join")
            await come_in_sight(pilot)
            pilot.app.post_message(Paste(str(folder)))
            await pilot.press("enter")
            await until(pilot, lambda: not pilot.app.is_running)

    with pytest.raises(KeyError, match="bug"):
        await meet_it()


async def test_while_it_joins_it_says_how_far_it_is_and_goes_on_where_one_leaves(
    ana: Runs, sam: Runs, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    twelve = begun(ana, folder)
    session, goes_on = session_at(sam), threading.Event()
    assert session.pairing is not None
    pairing = session.pairing()
    join = pairing.join
    monkeypatch.setattr(pairing, "join", lambda *agreed: goes_on.wait(20) and join(*agreed))
    monkeypatch.setattr(pairing, "arriving", lambda: (12, 40))
    monkeypatch.setattr(session, "pairing", lambda: pairing)
    async with on_page(session) as pilot:
        app = pilot.app
        assert isinstance(app, RitualsApp)
        await join_at(pilot, folder, twelve, "down", "down", "enter", "enter")
        await pilot.press("enter")
        await until(pilot, lambda: "12 of 40 files" in text_of(app))
        await pilot.press("escape")
        await come_in_sight(pilot)
        assert isinstance(app.screen, PairingScreen)

        goes_on.set()

        await until(pilot, lambda: "Joined: ana and Sam." in text_of(app))
        assert "This machine is paired." in words(await settled(pilot))
        assert session.service.seated.name == "Sam"


async def test_a_machine_is_forgotten_and_new_words_are_typed_where_another_one_changed_them(
    ana: Runs, sam: Runs, folder: Path
) -> None:
    twelve = begun(ana, folder)
    session = session_at(sam)
    async with on_page(session) as pilot:
        await join_at(pilot, folder, twelve, "down", "down", "enter", "enter", "enter")
    sam.done("add", "Long hug", "--every", "every day")
    look_around(sam)
    device = sam.done("pair", "status").partition("publishes there as ")[2][:4]
    async with on_page(session_at(ana)) as pilot:
        app = pilot.app
        assert isinstance(app, RitualsApp)
        await go_to(pilot, app, "A lost machine")
        assert device in await take(pilot, "enter")
        assert "Has anybody else written on it since?" in await take(pilot, "enter")
        assert "It is no date" in await write(pilot, "nonsense")
        pilot.app.screen.query_one(Input).value = "today"
        preview = await take(pilot, "enter")
        assert f"Forget {device}" in preview
        assert "is taken back for good: 1 thing." in preview
        assert "New words. It asks for these." in await take(pilot, "enter")
        new = twelve_in(text_of(app))
    assert new == twelve_in(ana.done("pair", "words")) != twelve
    async with on_page(session) as pilot:
        app = pilot.app
        assert isinstance(app, RitualsApp)
        row, _, _ = APP_REMEDIES[Remedy.TYPE_WORDS].partition("”")
        await go_to(pilot, app, row.removeprefix("“"))
        await take(pilot, "enter")
        assert pilot.app.screen.query_one(Input).value == str(folder)
        await take(pilot, "enter")
        assert "nothing here changes" in await write(pilot, new)
        await take(pilot, "enter")

    assert twelve_in(sam.done("pair", "words")) == new


async def test_of_several_machines_none_is_taken_for_the_lost_one_and_each_says_which_it_is(
    ana: Runs,
    sam: Runs,
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    twelve = begun(ana, folder)
    for machine in (sam, Runs(tmp_path / "third", capsys)):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(twelve.encode())))
        machine.done("pair", "join", str(folder), "--for", "sam")
    device = sam.done("pair", "status").partition("publishes there as ")[2][:4]
    async with on_page(session_at(sam)) as pilot:
        assert f"This machine publishes there as {device}." in words(await settled(pilot))
    async with on_page(session_at(ana)) as pilot:
        app = pilot.app
        assert isinstance(app, RitualsApp)
        await go_to(pilot, app, "A lost machine")
        assert device in await take(pilot, "enter")

        assert "Which machine is lost?" in await take(pilot, "enter")
        assert "Has anybody else" in await take(pilot, "down", "enter")


async def test_there_is_none_to_forget_where_no_other_machine_is_and_the_folder_may_be_away(
    ana: Runs, folder: Path
) -> None:
    begun(ana, folder)
    async with on_page(session_at(ana)) as pilot:
        app = pilot.app
        assert isinstance(app, RitualsApp)
        await go_to(pilot, app, "A lost machine")
        assert "there is none to forget" in await take(pilot, "enter")
        folder.rename(folder.with_name("away"))
        assert "or leave and join where it is now" in await take(pilot, "enter")
        assert isinstance(app.screen, PairingScreen)


async def test_who_leaves_for_good_has_left_for_the_others_and_is_here_as_ever(
    ana: Runs, sam: Runs, folder: Path
) -> None:
    twelve = begun(ana, folder)
    session = session_at(sam)
    async with on_page(session) as pilot:
        await join_at(pilot, folder, twelve, "down", "down", "enter", "enter", "enter")
    async with on_page(session) as pilot:
        app = pilot.app
        assert isinstance(app, RitualsApp)
        await go_to(pilot, app, "Leave for good")
        assert "see that Sam left today" in await take(pilot, "enter")
        assert "not paired any more" in await take(pilot, "y")
    look_around(ana)

    assert "Sam (left" in ana.done("people")
    assert "Sam (at the keyboard)" in sam.done("people")


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def test_what_is_wrong_is_said_in_place_and_what_was_typed_stays(ana: Runs, sam: Runs, folder: Path) -> None:
    twelve = begun(ana, folder)
    async with on_page(session_at(sam)) as pilot:
        within = sam.home / "data" / "within"
        within.mkdir(parents=True)
        said = await join_at(pilot, within)
        assert "The couple's folder can't lie within the folder of your data" in said
        assert pilot.app.screen.query_one(Input).value == str(within)
        assert "There is no such place." in await join_anew(pilot, "~nobody-of-this-name/x")
        assert "Type where the folder is" in await join_anew(pilot, "")
        await join_anew(pilot, str(folder))

        assert "There are 12 words, and these are 2." in await write(pilot, "one two")
        assert pilot.app.screen.query_one(WordsArea).text == "one two"
        pilot.app.screen.query_one(WordsArea).text = ""
        assert "These are not the words of the couple" in await write(pilot, f"{'abandon ' * 11}about")
        pilot.app.screen.query_one(WordsArea).text = ""
        numbered = " ".join(f"{number} {word}" for number, word in enumerate(twelve.split(), 1))
        assert "Which of these are you?" in await write(pilot, numbered)


async def join_anew(pilot: Pilot[None], place: str) -> str:
    """Type another folder, in place of what is there."""
    pilot.app.screen.query_one(Input).value = place
    return await take(pilot, "enter")


async def test_a_newcomer_gives_a_name_and_somebody_with_two_machines_is_one(
    ana: Runs, sam: Runs, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    twelve = begun(ana, folder)
    session, laptop = session_at(sam), session_at(Runs(tmp_path / "laptop", capsys))
    async with on_page(session) as pilot:
        await join_at(pilot, folder, twelve, "down", "down", "down")
        assert "Type the name that you go by" in await take(pilot, "enter")
        assert "Who else uses" in await write(pilot, "Kim")
        await take(pilot, "enter", "enter")
    async with on_page(laptop) as pilot:
        assert "choose yourself" in await join_at(pilot, folder, twelve)
        await take(pilot, "down", "enter", "space", "enter", "enter")

    assert (session.service.seated.name, [one.name for one in session.residents()]) == ("Kim", ["Kim"])
    assert laptop.service.seated.name == "ana"
    assert {one.name for one in laptop.service.couple} == {"ana", "Sam", "Kim"}
    assert len(laptop.residents()) == 2


async def test_whoever_leaves_is_asked_and_may_take_out_what_was_put_there(ana: Runs, folder: Path) -> None:
    begun(ana, folder)
    session = session_at(ana)
    async with on_page(session) as pilot:
        app = pilot.app
        assert isinstance(app, RitualsApp)
        await go_to(pilot, app, "Goes out")
        assert "Goes out: once a day. Saved." in await take(pilot, "enter", "down", "down", "enter")
        await go_to(pilot, app, "Leave, and take out")
        assert "Share no more on this machine?" in await take(pilot, "enter")
        assert "This machine is paired." in await take(pilot, "escape")
        said = await take(pilot, "enter", "y")

    assert "This machine is not paired any more; what is here stays." in said
    assert session.settings.together.publish == "daily"
    assert not list((folder / "rituals" / "log").glob("*/*.rlog"))
    assert "not paired" in ana.done("pair", "status")


def text_of_app(pilot: Pilot[None]) -> str:
    app = pilot.app
    assert isinstance(app, RitualsApp)
    return text_of(app)


async def looks(pilot: Pilot[None], name: str) -> None:
    """Compare a page with its kept pictures."""
    await assert_goldens(pilot, name, SIZES)
    await pilot.resize_terminal(80, 24)
    await settled(pilot)


def line_with_now(text: str, name: str) -> str:
    """What follows a name on a screen whose words are on one line."""
    return text.partition(name)[2][:20]


async def test_a_demo_is_not_paired_and_says_so() -> None:
    async with on_page(make_session()) as pilot:
        assert NOT_TO_BE_PAIRED in words(text_of_app(pilot))
        assert isinstance(pilot.app, RitualsApp)
        pilot.app.action_page("join")
        await settled(pilot)
        assert NOT_TO_BE_PAIRED in await write(pilot, "/tmp")
