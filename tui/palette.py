"""The command palette: finds what a key does, pages, rituals, talks, settings, themes, people, and notes of the jar."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property, partial
from typing import Never

from textual import on
from textual.app import SystemCommand
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.worker import Worker, WorkerCancelled, WorkerFailed

from rituals.core.model import Appreciation
from rituals.core.phrases import from_to_words, short_day
from rituals.core.text import casefolded
from tui.erasing import ErasingApp
from tui.jar.going import open_note
from tui.jar.present import first_line
from tui.shared.dispatch.answered_once import AnsweredOnce
from tui.shared.dispatch.keys_in_turn import KeysInTurn
from tui.shared.guided.in_sight import HeedsOnSight
from tui.shared.screen import AppScreen
from tui.shared.text import is_sought

PLACEHOLDER = "Find a command, a ritual, a page"
SHORTEST_SEARCH = 3  # letters from which notes are looked for; fewer stand in nearly every note
MOST_NOTES = 12
_NOTE_WIDTH = 60
_BY_TITLE, _BY_MORE, _BY_NOTE = 0.6, 0.4, 0.2  # how far up in the list a command stands, by where it was found


class CommandsProvider(Provider):
    """Finds the app's commands by the words in their sentences, in the order in which the app gives them."""

    @cached_property
    def _commands(self) -> list[SystemCommand]:
        return list(self.app.get_system_commands(self.screen))

    async def discover(self) -> Hits:
        """The commands that are offered before anything is looked for."""
        for command in self._commands:
            if command.discover:
                yield DiscoveryHit(_in_two_lines(command.title, command.help), command.callback, command.title)

    async def search(self, query: str) -> Hits:
        """The commands in which every word that is looked for occurs, those first whose title begins with it."""
        for command in self._commands:
            score = _score(query, command)
            if score:
                prompt = _in_two_lines(command.title, command.help)
                yield Hit(score, prompt, command.callback, command.title)


class NotesProvider(Provider):
    """Finds notes of the jar by its own search, the latest first; none over a talk or a check-in."""

    async def search(self, query: str) -> Hits:
        """The notes that contain every word that is looked for; sealed ones are never among them."""
        app = self.app
        is_guided = any(isinstance(screen, AppScreen) and screen.IS_GUIDED for screen in app.screen_stack)
        if len(query.strip()) < SHORTEST_SEARCH or is_guided or not isinstance(app, ErasingApp):
            return
        service = app.session.service
        today = service.today()

        def about(note: Appreciation) -> str:
            names = from_to_words(note.by, note.to, service.state.people) if len(service.state.people) > 1 else ""
            return " · ".join(part for part in ("In the jar", names, short_day(note.day, today)) if part)

        for note in reversed(service.state.jar.search(query, today)[-MOST_NOTES:]):
            begins = Content(first_line(note.text)).truncate(_NOTE_WIDTH, ellipsis=True).plain
            prompt = _in_two_lines(f"“{begins}”", about(note))
            yield Hit(_BY_NOTE, prompt, partial(open_note, app, note.id), begins)


class Palette(HeedsOnSight, AnsweredOnce, CommandPalette):
    """The palette over a page; keys that come in one read with what chooses act where that leads, and those that come
    with what closes it are meant for nobody."""

    CSS_PATH = "palette.tcss"
    seen_since = 0.0  # what is typed as it opens is meant for it
    _search: Worker[Never] | None = None

    def __init__(self) -> None:
        super().__init__([CommandsProvider, NotesProvider], placeholder=PLACEHOLDER)

    def on_mount(self) -> None:
        """Take what is typed from now on; Textual would focus the input only once the palette is drawn."""
        self.query_one(Input).focus(scroll_visible=False)

    def come_in_sight(self) -> None:
        """Heed every key, also one from before the palette could be seen."""

    def _gather_commands(self, search_value: str) -> Worker[Never]:
        self._search = super()._gather_commands(search_value)
        return self._search

    @on(Input.Submitted)
    async def choose_of_what_is_looked_for(self, event: Input.Submitted) -> None:
        """Let enter wait for what was typed last, as the list still shows what was found before, and then choose
        before the next key has its turn."""
        event.stop()
        event.prevent_default()
        if self._search is not None:
            with suppress(WorkerFailed, WorkerCancelled):
                await self._search.wait()
        options = self.query_one(OptionList)
        option, place = options.highlighted_option, options.highlighted
        if option is not None and place is not None and not option.disabled:
            self._select_command(OptionList.OptionSelected(options, option, place))
            if isinstance(self.app, KeysInTurn):
                self.app.let_be_once("enter")

    def _select_command(self, event: OptionList.OptionSelected) -> None:
        self.leads_on = True
        super()._select_command(event)

    def _action_command_list(self, action: str) -> None:
        """Walk through the list; what was found just now has no lines yet, which Textual's list asks for all the
        same."""
        with suppress(KeyError):
            super()._action_command_list(action)


def _in_two_lines(title: str, more: str) -> Content:
    """A command's sentence, and under it what more there is to say, which no markup in a name can change."""
    return Content.assemble(title, ("\n" + more if more else "", "not bold"))


def _score(sought: str, command: SystemCommand) -> float:
    """How well a command fits what is looked for; 0 where it doesn't."""
    if is_sought(sought, [command.title]):
        title, words = casefolded(command.title), casefolded(sought).split()
        begun = sum(f" {word}" in f" {title}" for word in words) / max(len(words), 1)
        return _BY_TITLE + 0.2 * begun + 0.1 * title.startswith(casefolded(sought).strip()) - len(title) / 10_000
    return _BY_MORE if is_sought(sought, [command.title, command.help]) else 0
