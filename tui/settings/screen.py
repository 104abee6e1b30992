"""The settings; each choice is kept at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from rituals.config import Settings, SettingValue
from rituals.core.nudges.lock_screen import undecided_rituals
from rituals.errors import BusyError, RitualsError
from rituals.held_settings import nudge_doubts
from rituals.session import Session
from tui.settings.keys import SETTINGS
from tui.settings.lines import SettingLine
from tui.settings.options import THEME, sections
from tui.settings.setting import OneOf, Opens, Setting, Switch, Typed
from tui.shared.keys import bindings
from tui.shared.lines import Line, Lines
from tui.shared.remedies import in_app
from tui.shared.screen import AppScreen

if TYPE_CHECKING:
    from tui.settings.type_line import TypeLine

TAKE_TURNS = 2  # with so many options, a choice switches between them instead of opening a list
A_MOMENT = "One moment …"


class SettingsScreen(AppScreen):
    """The settings: people, days, nudges and looks."""

    KEYS = SETTINGS
    BINDINGS = bindings(SETTINGS)
    CSS_PATH = "settings.tcss"
    TITLE = "Settings"
    PURPOSE = "People, days, nudges and looks."

    class Turned(Message):
        """A switch was turned or could not be; `words` say which."""

        def __init__(self, words: str, *, is_done: bool) -> None:
            super().__init__()
            self.words = words
            self.is_done = is_done

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._is_turning = False

    def contents(self) -> Iterable[Widget]:
        yield Lines(*self._rows())

    def on_mount(self) -> None:
        self.stand_on("")
        self.call_after_refresh(self._ask_once)

    async def _ask_once(self) -> None:
        """Ask which of the names that are here already nudges may show; once on each machine."""
        device_state = self.service.device_state
        if device_state.is_lock_screen_asked or not undecided_rituals(self.service.state, device_state.devices):
            return
        try:
            self.service.mark_lock_screen_asked()
        except RitualsError as error:
            self.toast.show(in_app(error), needs_doing=True)
            return
        await self.run_action("app.page('lock-screen')")

    # showing

    @property
    def _lines(self) -> Lines:
        return self.query_one(Lines)

    @property
    def _setting_lines(self) -> list[SettingLine]:
        return list(self.query(SettingLine))

    @property
    def _current(self) -> Setting | None:
        line = self._lines.current
        return line.setting if isinstance(line, SettingLine) else None

    def _rows(self) -> list[Widget]:
        widgets: list[Widget] = []
        for title, settings in sections(self.session):
            widgets.append(Static(title, classes="heading"))
            widgets += [SettingLine(setting) for setting in settings]
        return widgets

    def show(self) -> None:
        """Show every setting as it is now."""
        settings = self._settings()
        lines = self._setting_lines
        if [line.setting.id for line in lines] != [setting.id for setting in settings]:
            self.call_later(self.recompose)
            return
        for line, setting in zip(lines, settings, strict=True):
            line.show(setting)

    async def recompose(self) -> None:
        """Build everything anew, with the cursor on the same setting."""
        current = self._current
        await super().recompose()
        self.stand_on(current.id if current else "")

    def stand_on(self, setting: str) -> None:
        """Put the cursor on a setting, by its id, or on the first one."""
        self._lines.focus()
        self._lines.point_at(next((line for line in self._setting_lines if line.setting.id == setting), None))

    def _settings(self) -> list[Setting]:
        return [setting for section in sections(self.session) for setting in section.settings]

    # changing

    async def action_change(self) -> None:
        if self._current is not None:
            await self._change(self._current)

    async def on_line_chosen(self, message: Line.Chosen) -> None:
        if message.on_sign and isinstance(message.line, SettingLine):
            await self._change(message.line.setting)

    async def _change(self, setting: Setting) -> None:
        await self._stop_typing()
        match setting.how:
            case None:
                self.toast.show(setting.tip)
            case Typed(hint=hint):
                from tui.settings.type_line import TypeLine  # on first use: an input costs time to import

                await self.mount(TypeLine(setting, hint), before=self.toast)
            case Opens(action):
                await self.run_action(action)
            case Switch(turn):
                self._begin_turning(turn, on=not setting.value)
            case OneOf(options) if len(options) == TAKE_TURNS:
                self._keep(setting, next(option.value for option in options if option.value != setting.value))
            case OneOf(options):
                from tui.shared.picker import PickerScreen  # on first use

                preview = self._wear if setting.id == THEME else None
                self.app.push_screen(
                    PickerScreen(setting.label, options, setting.value, signs=self.signs, preview=preview),
                    partial(self._take, setting, self.app.theme),
                )

    def _begin_turning(self, turn: Callable[[bool], str], *, on: bool) -> None:
        self.toast.show(A_MOMENT)
        if not self._is_turning:
            self._is_turning = True
            self._turn(turn, on)

    @work(thread=True, group="turning")
    def _turn(self, turn: Callable[[bool], str], on: bool) -> None:
        try:
            self.post_message(self.Turned(turn(on), is_done=True))
        except RitualsError as error:
            self.post_message(self.Turned(in_app(error), is_done=False))

    def on_settings_screen_turned(self, message: Turned) -> None:
        """Show the settings as they are now, with a toast on the switch."""
        self._is_turning = False
        self.show()
        self._lines.point_at(self._lines.current)  # what it says now may be longer
        words, _, line = message.words.partition("\n")
        if line:
            self._show_line(words, line)
        else:
            self.toast.show(words, needs_doing=not message.is_done)

    def _show_line(self, words: str, line: str) -> None:
        from tui.settings.at_login import AtLoginPage  # hardly ever

        self.toast.clear()
        self.app.push_screen(AtLoginPage(words, line))

    def _take(self, setting: Setting, theme: str, chosen: SettingValue | None) -> None:
        """Keep what was chosen from a list; where nothing was, or it can't be kept, the theme goes back to `theme`."""
        if chosen is None:
            self.app.theme = theme
        else:
            self._keep(setting, chosen, otherwise=partial(self._wear, theme))

    def _wear(self, theme: SettingValue) -> None:
        self.app.theme = str(theme)

    async def on_type_line_written(self, message: TypeLine.Written) -> None:
        """Keep what was typed; where it can't be read or kept, the input stays with its text."""
        setting = message.setting
        if message.words == setting.words:
            await self._stop_typing()
            return
        try:
            value = setting.how.read(message.words) if isinstance(setting.how, Typed) else message.words
        except RitualsError as error:
            self.toast.show(in_app(error), needs_doing=True)
            return
        self._keep(setting, value, part=self.query_one("TypeLine"))

    async def on_type_line_let_go(self) -> None:
        await self._stop_typing()

    async def _stop_typing(self) -> None:
        await self.query("TypeLine").remove()
        self._lines.focus()

    def _keep(
        self,
        setting: Setting,
        value: SettingValue,
        *,
        part: Widget | None = None,
        otherwise: Callable[[], None] = lambda: None,
    ) -> None:
        """Save a setting, apply it, and say so; `otherwise` is called where it can't be saved."""
        previous = self.session.settings

        def keep() -> None:
            setting.keep(value)
            self._look = self.session.settings.look  # `_apply` builds the page anew, and not once more as it is resumed

        def refuse(error: RitualsError) -> None:
            if not isinstance(error, BusyError):
                otherwise()
            self.toast.show(in_app(error), needs_doing=True)

        self.run_reporting(
            keep, refuse=refuse, then=partial(self.call_later, self._apply, setting, previous), part=part
        )

    async def _apply(self, setting: Setting, previous: Settings) -> None:
        await self._stop_typing()
        if self.session.settings is not previous:
            await self.apply(self.session.settings)
        current = next((candidate for candidate in self._settings() if candidate.id == setting.id), setting)
        doubts = [in_app(doubt) for doubt in nudge_doubts(self.session, previous.nudges)]
        words = [f"{current.label}: {current.words}. Saved.", *doubts]
        self.toast.show(" ".join(words), needs_doing=bool(doubts))
