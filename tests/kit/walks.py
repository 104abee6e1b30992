"""Walks through every page of the app, by mouse alone and by keyboard alone, and the one who walks."""

from __future__ import annotations

from collections.abc import Sequence

from textual.events import Paste
from textual.pilot import Pilot

from tests.kit.app import come_in_sight, text_of, until
from tests.kit.locks import PASSPHRASE
from tests.kit.pages import click_text, every_page
from tests.kit.saving import keys as typed
from tui.app import RitualsApp
from tui.shared.guided.step import StepPage
from tui.shared.screen import AppScreen
from tui.today.screen import TodayScreen

WORDS = "written: "
"""Begins what is written, for which a mouse has no button."""
PATIENCE = 4  # pages that may lie over Today
OFTEN = ("often", "go on", *["ctrl+n pass"] * 4)
HELP = "all keys"
SETTINGS = (HELP, "People, days")
MACHINES = ("Two machines", "Two machines")
OURS, THEIRS = "~/ours", "~/theirs"
"""Where nobody began, and where another machine did."""
TWELVE = "abandon " * 11 + "about"
"""The words that it got."""
TYPED = f"{WORDS}{PASSPHRASE}"
LOCKING_BY_MOUSE = (
    *(
        "Lock them",
        "Next ›",
        TYPED,
        "Next ›",
        TYPED,
        "Next ›",
        "They are written",
        f"{WORDS}abandon",
        "Lock them ›",
        "Back ›",
    ),
    *("Lock them now", "Open them", TYPED, "Open ›"),
    *("Another pass", "Another pass", TYPED, "Next ›", TYPED, "Change it ›", TYPED, "Change it ›", "Back ›"),
    *("Take the lock", "Take the lock", TYPED, "Take it off ›", "Back ›"),
)
LOCKING_BY_KEYBOARD = (
    *("enter", "enter", TYPED, "enter", TYPED, "enter", "enter", f"{WORDS}abandon", "enter", "enter"),
    *("enter", "enter", TYPED, "enter"),
    *("down", "enter", TYPED, "enter", TYPED, "enter", TYPED, "enter", "enter"),
    *("down", "enter", TYPED, "enter", "enter"),
)
BY_MOUSE: Sequence[Sequence[str]] = (
    ("2 Rituals", "your own", "esc", "catalogue", "esc", "week", "esc", "someday", "esc", "open"),
    ("3 Rhythm", "open the day"),
    ("4 Jar", "open it", "another evening", "a thank"),
    ("5 Talk", "outside view", "begin", "go on", "skip", "skip", "skip", f"{WORDS}so", "go on", "esc", "back"),
    ("5 Talk", "Getting help", "begin", "Just me", "go on", "I am not sure", "go on"),
    ("5 Talk", "What you kept", "Ana"),
    ("6 Check-in", "Ana", "Begin a check-in", *OFTEN),
    ("6 Check-in", "Both of you", "go on", *OFTEN, "go on", "go on", *OFTEN, "go on", "go on"),
    ("“", "those you like"),
    ("“", "answer apart", "·  Ana"),
    ("“", "answers"),
    (HELP, "The nine parts", "Interest in each", "Interest in each", "to ask about", "to ask about", "·  Ana"),
    (HELP, "Where help can"),
    (*SETTINGS, "Who lives here", "Who lives here"),
    (*SETTINGS, "Nudges to come", "Nudges to come"),
    (*SETTINGS, "Lock screen", "Lock screen"),
    (*SETTINGS, "A yes from", "A yes from", "·  Ana"),
    (*SETTINGS, "Backup and", "Backup and"),
    (*SETTINGS, "Backup and", "Backup and", "Bring in a", "Bring in a"),
    (*SETTINGS, "From a phone", "From a phone"),
    (*SETTINGS, "Private pages", "Private pages", "·  Ana", *LOCKING_BY_MOUSE),
    (*SETTINGS, *MACHINES, "who has begun", f"{WORDS}{THEIRS}", "Next ›", f"{WORDS}{TWELVE}", *["Next ›"] * 5),
    (*SETTINGS, *MACHINES, "here, for the others", f"{WORDS}{OURS}", "Next ›", "Begin ›"),
    (*SETTINGS, *MACHINES, "A lost machine", "A lost machine", "Next ›", "Next ›"),
    (*SETTINGS, "The welcome", "The welcome", "Next ›", "Next ›", "Next ›"),
    ("done", "Our week"),
    ("Long hug", "done", "Close the evening"),
)
"""What is clicked from Today on; a click on esc in the last line leads back to it in the end."""

ANSWERS = ("3", "enter", *["ctrl+n"] * 4)
BY_KEYBOARD: Sequence[Sequence[str]] = (
    ("2", "plus", "escape", "c", "escape", "w", "escape", "enter"),
    ("3", "enter"),
    ("4", "o", "escape", "a"),
    ("5", "G", "up", "up", "enter", "enter", *["ctrl+n"] * 3, f"{WORDS}so", "enter", "escape", "enter"),
    ("5", "G", "up", *["enter"] * 3, "2", "enter"),
    ("5", "G", "enter", "enter"),
    ("6", "enter", "enter", *ANSWERS),
    ("6", "down", "down", "enter", "enter", *ANSWERS, "enter", "enter", *ANSWERS, "enter", "enter"),
    ("o", "F"),
    ("o", "o", "enter"),
    ("o", "v"),
    ("f3", *["down"] * 6, "enter", *["down"] * 7, "enter", "enter"),
    ("f2",),
    *(
        ("ctrl+p", f"{WORDS}{page}", "enter")
        for page in (
            "see the people",
            "see the nudges",
            "which names",
            "back up",
            "bring in a",
            "see what you would",
            "from a phone",
        )
    ),
    *(("ctrl+p", f"{WORDS}{page}", "enter") for page in ("look at your week", "close the evening", "from a phone")),
    ("ctrl+p", f"{WORDS}takes a yes", "enter", "enter"),
    ("ctrl+p", f"{WORDS}lock yours", "enter", "enter", *LOCKING_BY_KEYBOARD),
    ("ctrl+p", f"{WORDS}have the welcome", *["enter"] * 5),
    ("ctrl+p", f"{WORDS}join who", "enter", f"{WORDS}{THEIRS}", "enter", f"{WORDS}{TWELVE}", *["enter"] * 5),
    ("ctrl+p", f"{WORDS}whether this one", *["enter"] * 2, f"{WORDS}{OURS}", *["enter"] * 2),
    ("ctrl+p", f"{WORDS}whether this one", "enter", *["down"] * 4, *["enter"] * 3),
    ("comma",),
)


class Walker:
    """Goes from page to page, and remembers which ones it saw."""

    def __init__(self, pilot: Pilot[None], app: RitualsApp) -> None:
        self.pilot = pilot
        self.app = app
        self.seen: set[type[AppScreen]] = set()

    async def look(self) -> None:
        await come_in_sight(self.pilot)
        await until(self.pilot, lambda: not any(page.at_work for page in self._steps))
        await come_in_sight(self.pilot)
        self.seen |= {type(screen) for screen in self.app.screen_stack if isinstance(screen, AppScreen)}

    @property
    def _steps(self) -> list[StepPage]:
        return [screen for screen in self.app.screen_stack if isinstance(screen, StepPage)]

    async def press(self, *steps: str) -> None:
        for step in steps:
            if step == f"{WORDS}{TWELVE}":
                self.app.post_message(Paste(TWELVE))
            else:
                await self.pilot.press(*(typed(step.removeprefix(WORDS)) if step.startswith(WORDS) else (step,)))
            await self.look()

    async def click(self, *steps: str) -> None:
        for step in steps:
            if step.startswith(WORDS):
                await self.press(step)
            elif step == "esc":
                await self.click_on_the_way_back()
            else:
                await click_text(self.pilot, step)
            await self.look()

    async def click_on_the_way_back(self) -> None:
        """Click on esc in the last line."""
        rows = text_of(self.app).splitlines()
        row = max(row for row, line in enumerate(rows) if "esc" in line)
        await self.pilot.click(offset=(rows[row].rindex("esc") + 1, row))

    async def return_to_today(self) -> None:
        """Leave whatever lies over Today by keys."""
        for _ in range(PATIENCE):
            await self.press(*([] if self.is_back else ["escape"]))

    @property
    def is_back(self) -> bool:
        return isinstance(self.app.screen, TodayScreen)

    def unseen(self) -> list[str]:
        return [page.__name__ for page in every_page() if page not in self.seen]
