"""A setting on a line: its name, its value, and under the cursor what it means."""

from __future__ import annotations

from textual import events
from textual.content import Content

from tui.settings.setting import Setting
from tui.shared.lines import Line
from tui.shared.text import pointer, under

POINTER = 2
LABEL = 22


class SettingLine(Line):
    """One setting; a click on its value changes it, or anywhere on the line under the cursor."""

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.setting = setting

    def show(self, setting: Setting) -> None:
        """Show the setting as it is now."""
        earlier, self.setting = self.setting, setting
        if (setting.label, setting.tip, setting.value) != (earlier.label, earlier.tip, earlier.value):
            self.refresh(layout=True)

    def rows(self, width: int) -> list[Content]:
        first = Content.assemble(
            pointer(is_open=self.is_open),
            Content(self.setting.label).pad_right(LABEL - len(self.setting.label)),
        )
        value = Content.styled(self.setting.words or "nobody yet", "bold" if self.is_open else "$text-muted")
        room = max(width - POINTER - LABEL, 10)
        values = value.wrap(room) if self.is_open else [value.truncate(room, ellipsis=True)]
        rows = [first + values[0], *(Content(" " * (POINTER + LABEL)) + more for more in values[1:])]
        return [*rows, *under(explained, width)] if self.is_open and (explained := self.setting.explained) else rows

    def on_click(self, event: events.Click) -> None:
        event.prevent_default()
        event.stop()
        self.post_message(self.Chosen(self, on_sign=self.is_open or event.x >= POINTER + LABEL))
