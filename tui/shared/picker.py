"""A dialog with a short list, to choose one option from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from rituals.config import SettingValue
from rituals.core.occurrences.sign import Sign
from rituals.core.rituals.words import SIGNS
from tui.shared.dispatch.answered_once import Dialog
from tui.shared.frame.key_line import KeyLine
from tui.shared.keys import CHOOSING, bindings
from tui.shared.lines import Line, Lines
from tui.shared.text import pointer, under


class Option(NamedTuple):
    """One of several, and a sentence on what it means where its label does not say it."""

    value: SettingValue
    label: str
    means: str = ""


class OptionLine(Line):
    """One of several to choose from, with what it means."""

    def __init__(self, option: Option, sign: str, *, is_chosen: bool) -> None:
        super().__init__()
        self.option = option
        self._sign = Content.styled(f"{sign}  ", "$success" if is_chosen else "$text-muted")

    def rows(self, width: int) -> list[Content]:
        first = Content.assemble(
            pointer(is_open=self.is_open),
            self._sign,
            (self.option.label, "bold" if self.is_open else ""),
        )
        return [first.truncate(width, ellipsis=True), *(under(self.option.means, width) if self.option.means else ())]


Preview = Callable[[SettingValue], None]


class PickerScreen(Dialog[SettingValue | None]):
    """Dismissed with the chosen value, or None; `preview` is called with each value that the cursor comes to.

    The cursor begins on the option with the value `begins_on`, or else on the current one.
    """

    BINDINGS = bindings(CHOOSING)
    CSS_PATH = "picker.tcss"

    def __init__(
        self,
        title: str,
        options: Sequence[Option],
        current: SettingValue,
        *,
        signs: str,
        begins_on: SettingValue | None = None,
        preview: Preview | None = None,
    ) -> None:
        super().__init__(classes="-previewing" if preview else "")
        self._title = title
        self._options = options
        self._current = current
        self._begins_on = current if begins_on is None else begins_on
        self._signs = SIGNS[signs]
        self._preview = preview

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            yield Lines(*(self._line(option) for option in self._options))
            yield KeyLine(CHOOSING)

    def _line(self, option: Option) -> OptionLine:
        is_chosen = option.value == self._current
        return OptionLine(option, self._signs[Sign.KEPT if is_chosen else Sign.COMING], is_chosen=is_chosen)

    def on_mount(self) -> None:
        self.query_one(Lines).focus()
        self.point_at(self._begins_on)

    def point_at(self, value: SettingValue) -> None:
        """Put the cursor on the option with a value, or on the first one where there is none."""
        pointed_at = next((line for line in self.query(OptionLine) if line.option.value == value), None)
        self.query_one(Lines).point_at(pointed_at)

    def on_lines_moved(self) -> None:
        line = self.query_one(Lines).current
        if self._preview is not None and isinstance(line, OptionLine):
            self._preview(line.option.value)

    def on_line_chosen(self, message: Line.Chosen) -> None:
        if isinstance(message.line, OptionLine):
            self.dismiss(message.line.option.value)

    def action_choose(self) -> None:
        line = self.query_one(Lines).current
        if isinstance(line, OptionLine):
            self.dismiss(line.option.value)

    def action_leave(self) -> None:
        self.dismiss(None)
