"""The text area for a step's answer; words that may be heard as blame are marked, where the step asks for that."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static, TextArea

from rituals.core.talk.blame_words import Marked, blame_marks
from rituals.core.talk.route import StepAnswer
from tui.shared.guided.words_area import WordsArea
from tui.talk import present


class MarkedWordsArea(WordsArea):
    """A text area that underlines marked words."""

    def __init__(self, text: str, marked: Marked | None) -> None:
        super().__init__(text, present.WRITE)
        self._marked = marked

    def get_line(self, line_index: int) -> Text:
        line = super().get_line(line_index)
        for mark in blame_marks(line.plain, self._marked) if self._marked else ():
            line.stylize("underline", mark.start, mark.end)
        return line


class FlowWords(Vertical):
    """Asks for an answer as a text."""

    def __init__(self, draft: StepAnswer | None, marked: Marked | None) -> None:
        super().__init__()
        self._draft = draft if isinstance(draft, str) else ""
        self._marked = marked

    def compose(self) -> ComposeResult:
        yield MarkedWordsArea(self._draft, self._marked)
        yield Static(classes="suggestion")

    def on_mount(self) -> None:
        area = self.query_one(WordsArea)
        area.move_cursor(area.document.end)
        area.focus()

    @property
    def unfinished(self) -> StepAnswer:
        """The text so far."""
        return self.query_one(WordsArea).text

    def settled(self) -> StepAnswer | None:
        """The text."""
        return self.unfinished

    def press(self) -> None:
        """Do nothing, as a blank is text here."""

    def new_line(self) -> None:
        """Insert a line break."""
        self.query_one(WordsArea).insert("\n")

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        if self._marked:
            suggestions = present.mark_lines(blame_marks(event.text_area.text, self._marked))
            self.query_one(".suggestion", Static).update(Content("\n").join(suggestions))
