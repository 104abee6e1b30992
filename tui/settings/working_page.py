"""A page that does one thing at a time on a thread, asks for what it needs on lines, and says what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from textual.content import Content
from textual.widgets import Input, Static

from rituals.errors import RitualsError, UsageError
from rituals.session import Session
from tui.settings.setting import Setting, Typed
from tui.settings.type_line import TypeLine
from tui.settings.type_lines import TypeLines
from tui.shared.at_work import AtWork
from tui.shared.list_screen import ListScreen
from tui.shared.locked.passphrase_field import PassphraseField
from tui.shared.remedies import in_app
from tui.shared.toast import Toast

Found = TypeVar("Found")

ONE_AT_A_TIME = "One thing at a time; the one before is still at work."
NOTHING_TYPED = "Type the passphrase, or esc leaves it."


class WorkingPage(ListScreen):
    """Has a place `#outcome` for what it does, how long it has been, and what came of it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.at_work = AtWork(self, self.tell)
        self._written: Callable[[Sequence[str]], None] = lambda _: None
        """What is done with what is typed on several lines."""

    # asking

    def ask_where(self, row: str, label: str, path: str) -> None:
        """Ask for a place on the disk for a row, with one to begin with."""
        self.mount(TypeLine(Setting(row, label, "", path, Typed(str, path)), path), before=self.toast)

    def ask_for(self, fields: Mapping[str, Input], then: Callable[[Sequence[str]], None]) -> None:
        """Ask for several things at once, then do this with them."""
        self._written = then
        self.mount(TypeLines(fields), before=self.toast)

    def ask_what_opens(
        self, asks: str, not_it: str, opened: Callable[[str], Found | None], then: Callable[[Found], None]
    ) -> None:
        """Ask for a passphrase, as often as something else is typed; then go on with what it opens."""

        def opener(typed: str) -> Callable[[], None]:
            found = opened(typed)
            if found is None:
                raise UsageError(not_it)
            return partial(then, found)

        def try_it(words: Sequence[str]) -> None:
            if words[0]:
                self.work("Opening", partial(opener, words[0]))
            else:
                self.ask_again(NOTHING_TYPED)

        self.tell(asks)
        self.ask_for({"Passphrase": PassphraseField(self.signs)}, try_it)

    def on_type_lines_written(self, message: TypeLines.Written) -> None:
        """Go on with what was typed, unless something is at work."""
        if self.at_work:
            self.toast.show(ONE_AT_A_TIME, needs_doing=True)
            return
        try:
            self._written(message.words)
        except RitualsError as problem:
            self.ask_again(in_app(problem))

    async def on_type_line_let_go(self) -> None:
        await self.stop_typing()
        if not self.at_work:
            self.tell("")

    async def stop_typing(self) -> None:
        """Take away what is typed in."""
        await self.query("TypeLine, TypeLines").remove()
        self.lines.focus()

    # working

    def work(self, doing: str, do: Callable[[], Callable[[], None] | str]) -> None:
        """Run `do` on a thread; it returns a sentence, or what is to be done next where the screens are."""
        self.at_work.begin(doing, do, self.finish)

    async def finish(self, outcome: Callable[[], None] | str | RitualsError) -> None:
        """Say what came of it, or why nothing did, or do what is next."""
        if isinstance(outcome, RitualsError):
            self.ask_again(in_app(outcome))
            return
        if self.is_attached:
            await self.stop_typing()
        if isinstance(outcome, str):
            self.tell(outcome)
            if self.is_attached:
                self.show()
            return
        self.tell("")
        if self.is_current:
            outcome()

    def ask_again(self, problem: str) -> None:
        """Say what is in the way; a name that was typed stays to be changed."""
        for line in self.query(TypeLine):
            line.ask_again()
        self.tell(problem, needs_doing=True)

    def tell(self, words: str, *, needs_doing: bool = False) -> None:
        """Say something that stays; where the page was left meanwhile, on the toast of the page that is shown."""
        if self.is_attached and self in self.app.screen_stack:
            place = self.query_one("#outcome", Static)
            place.set_class(needs_doing, "-needs-doing")
            place.update(Content(words))
        elif words and not self.at_work:
            for toast in self.app.screen.query(Toast):
                toast.show(words, needs_doing=needs_doing)
