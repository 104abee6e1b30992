"""Every place of the app where somebody types or says something to be saved, reached one key short of that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from textual.pilot import Pilot

from rituals.adapters.journal.disk import Disk
from rituals.adapters.logs import open_logs
from rituals.bootstrap import new_id
from rituals.config import Places, load_settings
from rituals.core.events import GatePassed
from rituals.service.couple import CoupleService
from rituals.session import Session
from tests.kit.app import SUNDAY_EVENING, keep, make_app, text_of, until
from tests.kit.checkins import keys_for
from tests.kit.fakes import FakeClock
from tests.kit.pages import go_to, press
from tests.kit.talking import walked_to_the_end
from tui.app import RitualsApp

Come = Callable[[Pilot[None], Session], Awaitable[None]]

NOBODY, ONE, TWO = 0, 1, 2


class Spot(NamedTuple):
    """A place: who is there, how to come to it, the keys that save, what is typed then, and what saving leaves."""

    name: str
    come: Come
    save: tuple[str, ...]
    saved: str
    """Stands once in what a newcomer finds after it was saved, and nowhere before."""
    typed: str = ""
    people: int = TWO
    stays: bool = True
    """Whether the same screen is in front after a refusal; a list to choose from has closed by then."""


class Refusal(NamedTuple):
    """A way in which nothing can be saved from `begin` to `end`, and what the person is advised to do about it."""

    begin: Callable[[], None]
    end: Callable[[], None]
    advice: str


async def try_to_save(spot: Spot, home: Path, disk: Disk, refusals: Sequence[Refusal]) -> None:
    """Come to a spot of one app, try to save under each refusal, then where there is room; nothing may get lost."""
    session = session_in(home, disk)
    settle_in(session, spot.people)
    app = make_app(session, welcome=spot.people == NOBODY)
    async with app.run_test(size=(100, 36)) as pilot:
        await pilot.pause()
        for refusal in refusals:
            if refusal is refusals[0] or not spot.stays:
                await spot.come(pilot, session)
            before = found_in(home)
            await _be_refused(pilot, spot, home, refusal)
            assert found_in(home) == before, "something turned up that was not saved"
        if not spot.stays:
            await spot.come(pilot, session)
        await pilot.press(*spot.save)
        await until(pilot, lambda: found_in(home) != before)
        await pilot.pause()

    new = Counter(found_in(home)) - Counter(before)
    assert str(sorted(new.elements())).count(spot.saved) == 1


async def _be_refused(pilot: Pilot[None], spot: Spot, home: Path, refusal: Refusal) -> None:
    """Try to save: it is told, the words stay, before and after there is room again, and nothing is shown as saved."""
    app = app_of(pilot)
    screen = app.screen
    refusal.begin()
    try:
        before = found_in(home)
        await pilot.press(*spot.save)
        await until(pilot, lambda: _is_told(app, refusal.advice))
        assert found_in(home) == before, "something was saved although it was refused"
    finally:
        refusal.end()
    app.look_around()
    await pilot.pause()
    assert spot.typed in words_on(app), "what was typed is gone"
    assert app.screen is screen or not spot.stays
    assert app.session.service.state.lamport == session_in(home).service.state.lamport


def words_on(app: RitualsApp) -> str:
    """The screen's words, whatever line they stand on."""
    return " ".join(text_of(app).split())


def _is_told(app: RitualsApp, advice: str) -> bool:
    """Whether it is advised on the screen; the settings' file has a sentence of its own."""
    letters = "".join(text_of(app).split())  # the path to the file, whatever its length, may end a line anywhere
    return any("".join(words.split()) in letters for words in (advice, "settings.toml could not be"))


def session_in(home: Path, disk: Disk | None = None) -> Session:
    """A session on real journals, its settings in a folder that a test can put something in the place of."""
    where = places_in(home)
    logs, clock = open_logs(where.data, "laptop", disk, cache=where.cache), FakeClock(SUNDAY_EVENING)
    service = CoupleService(logs, clock, new_id, "Ana")
    service.refresh()
    return Session(service, load_settings(where.settings), where, logs.shared, logs.local, clock)


def places_in(home: Path) -> Places:
    """Where such a session keeps all it has."""
    return Places(home / "settings" / "settings.toml", home / "data", home / "cache")


def settle_in(session: Session, people: int) -> None:
    """Let as many live here as a spot needs, with two rituals, a note in the jar, and the words on safety read."""
    if people == NOBODY:
        return
    service = session.service
    service.welcome_somebody()
    if people == TWO:
        service.join("Sam")
    keep(service, "walk-and-talk", "date-night")
    service.jar.put_in("Thank you for the soup")
    service.private(service.seated.id).keep(lambda _: [GatePassed()])


def found_in(home: Path) -> list[str]:
    """Everything that was saved, as somebody finds it who comes anew."""
    logs = open_logs(home / "data", "laptop")
    events = [str(record.event) for log in (logs.shared, *logs.private.values()) for record in log.fresh().records]
    file = places_in(home).settings
    return [*events, *(file.read_text(encoding="utf-8").splitlines() if file.is_file() else ())]


def keys(words: str) -> tuple[str, ...]:
    """The keys that type some words."""
    return tuple("space" if character == " " else character for character in words)


def pressing(*pressed: str) -> Come:
    """To come by pressing keys."""

    async def come(pilot: Pilot[None], _: Session) -> None:
        await pilot.press(*pressed)
        await pilot.pause()

    return come


def at_a_setting(label: str, *pressed: str) -> Come:
    """To come by walking down to a setting, and pressing keys on it."""

    async def come(pilot: Pilot[None], _: Session) -> None:
        await pilot.press("comma")
        await go_to(pilot, app_of(pilot), label)
        await pilot.press(*pressed)
        await pilot.pause()

    return come


def at_the_end_of(talk: str, *pressed: str) -> Come:
    """To come by going through a talk."""

    async def come(pilot: Pilot[None], session: Session) -> None:
        await walked_to_the_end(pilot, session, talk)
        await pilot.press(*pressed)
        await pilot.pause()

    return come


def on_a_page(action: str, *pressed: str) -> Come:
    """To come by an action of the app, with one of two chosen whose page it is."""

    async def come(pilot: Pilot[None], _: Session) -> None:
        app = app_of(pilot)
        assert await app.run_action(action)
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*pressed)
        await pilot.pause()

    return come


async def in_the_check_in(pilot: Pilot[None], _: Session) -> None:
    await pilot.press("6", "enter")
    await until(pilot, lambda: "check-ins" in str(pilot.app.screen.TITLE))
    await pilot.press("enter")
    await until(pilot, lambda: str(pilot.app.screen.TITLE) == "check-in")
    await press(pilot, *keys_for("0123"), "1")


def app_of(pilot: Pilot[None]) -> RitualsApp:
    app = pilot.app
    assert isinstance(app, RitualsApp)
    return app


_WELCOME = (*keys("Sam"), "enter")
_TO_THE_WEEK = ("ctrl+u", *keys("Ana"), "enter", *_WELCOME)

SPOTS = (
    Spot("a tick", pressing("1"), ("space",), "RitualTicked"),
    Spot("a note beside a tick", pressing("1", "n", *keys("we laughed")), ("enter",), "we laughed", "we laughed"),
    Spot("a rest", pressing("1"), ("r",), "Rested"),
    Spot("another day", pressing("2", "down", "m", *keys("sat")), ("enter",), "Moved", "sat"),
    Spot("a pause", pressing("2", "s", *keys("travel"), "enter", *keys("fri")), ("enter",), "travel", "travel"),
    Spot("what is put away", pressing("2"), ("x",), "Archived"),
    Spot("undo", pressing("1"), ("u",), "Undone"),
    Spot("a note in the week", pressing("2", "w", "n", *keys("in the rain")), ("enter",), "in the rain", "in the rain"),
    Spot(
        "a new ritual",
        pressing("2", "plus", *keys("Swim"), "enter", *keys("every sat")),
        ("ctrl+s",),
        "'Swim'",
        "Swim",
    ),
    Spot("a changed ritual", pressing("2", "e", "end", *keys(" by the sea")), ("ctrl+s",), "by the sea", "by the sea"),
    Spot("a thank-you", pressing("a", *keys("for the tea")), ("ctrl+s",), "for the tea", "for the tea"),
    Spot("a changed thank-you", pressing("4", "e", *keys(" and bread")), ("ctrl+s",), "and bread", "and bread"),
    Spot("a favourite note", pressing("4"), ("f",), "Favour"),
    Spot("a line under a note", pressing("p", "4", "n", *keys("for ever")), ("enter",), "for ever", "for ever"),
    Spot("a favourite question", pressing("o"), ("f",), "Favour"),
    Spot("a check-in", in_the_check_in, ("enter",), "CheckinTaken", "5 of 5"),
    Spot("a yes", on_a_page("page('consent')"), ("space",), "ConsentSaid"),
    Spot("an answer apart", pressing("o", "o", "enter", *keys("plum")), ("enter",), "AnswerWritten", "plum"),
    Spot(
        "what to ask about",
        on_a_page("page('ask-about')", "plus", *keys("the dentist"), "enter", *keys("tue")),
        ("enter",),
        "the dentist",
        "the dentist",
    ),
    Spot(
        "an idea for someday",
        on_a_page("page('someday')", "plus", *keys("the lake"), "enter"),
        ("enter",),
        "the lake",
        "the lake",
    ),
    Spot(
        "a line for someday",
        pressing("ctrl+p", *keys("a line on your list"), "enter", *keys("the lake")),
        ("enter",),
        "the lake",
        "the lake",
    ),
    Spot("what is kept of a talk", at_the_end_of("outside-view", "1"), ("enter",), "FlowKept", "plan", people=ONE),
    Spot(
        "what a talk leaves to ask about",
        at_the_end_of("ask-do-not-guess", "2", *keys("fri"), "enter"),
        ("enter",),
        "AskAboutAdded",
        "fri",
        people=ONE,
    ),
    Spot(
        "a name in the settings",
        at_a_setting("At the keyboard", "enter", "ctrl+u", *keys("Anna")),
        ("enter",),
        "Anna",
        "Anna",
    ),
    Spot(
        "the other one's name",
        at_a_setting("With you", "enter", "ctrl+u", *keys("Samira")),
        ("enter",),
        "Samira",
        "Samira",
        people=ONE,
    ),
    Spot(
        "when a day starts",
        at_a_setting("A day starts at", "enter", "ctrl+u", *keys("5:30")),
        ("enter",),
        "day_starts_at=datetime.time(5, 30)",
        "5:30",
    ),
    Spot(
        "when a week starts",
        at_a_setting("A week starts on", "enter", "down"),
        ("enter",),
        "week_starts_on=1",
        stays=False,
    ),
    Spot(
        "a setting in the file",
        at_a_setting("Quiet from", "enter", "ctrl+u", *keys("22:45")),
        ("enter",),
        "22:45",
        "22:45",
    ),
    Spot("who comes second", pressing("p", *keys("Samira")), ("enter",), "Samira", "Samira", people=ONE),
    Spot("names in the welcome", pressing("enter", *keys("Samira")), ("enter",), "Samira", "Samira", people=NOBODY),
    Spot(
        "the week in the welcome", pressing(*_TO_THE_WEEK, "down"), ("enter",), "week_starts_on=6", "›", people=NOBODY
    ),
    Spot(
        "rituals in the welcome",
        pressing(*_TO_THE_WEEK, "enter", "t", *keys("20:15"), "enter"),
        ("enter",),
        "datetime.time(20, 15)",
        "20:15",
        people=NOBODY,
    ),
    Spot(
        "nudges in the welcome",
        pressing(*_TO_THE_WEEK, "enter", "enter", "down"),
        ("enter",),
        "on = false",
        "No, thank you",
        people=NOBODY,
    ),
)
