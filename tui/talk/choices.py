"""The choices of a step: by number, cursor or click; one of them or several, one of which may ask for an own answer."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from rituals.core.talk.route import StepAnswer
from tui.shared.lines import Line, Lines
from tui.talk import present


class ChoiceLine(Line):
    """One choice, with the number to press for it."""

    def __init__(self, text: str, number: int, *, signs: str, is_one_of_many: bool) -> None:
        super().__init__()
        self.text = text
        self.is_chosen = False
        self._number = number
        self._signs = signs
        self._is_one_of_many = is_one_of_many

    def choose(self, *, is_chosen: bool) -> None:
        """Mark the line as chosen, or not."""
        self.is_chosen = is_chosen
        self.refresh()

    def rows(self, width: int) -> list[Content]:
        sign = present.chosen_sign(self._signs, is_chosen=self.is_chosen) if self._is_one_of_many else ""
        return present.choice_lines(
            self.text, width, number=self._number, sign=sign, is_chosen=self.is_chosen, is_open=self.is_open
        )


class FlowChoices(Vertical):
    """Asks for one of the choices, or with `is_list` for any number; choosing `own` asks for an answer in own words."""

    class Taken(Message):
        """A choice was made, where only one is asked for."""

    def __init__(
        self, choices: Sequence[str], draft: StepAnswer | None, *, signs: str, is_list: bool = False, own: str = ""
    ) -> None:
        super().__init__()
        self._choices = choices
        self._before = (draft,) if isinstance(draft, str) else draft or ()
        self._is_list = is_list
        self._own = own
        self._signs = signs

    def compose(self) -> ComposeResult:
        several = self._is_list
        yield Lines(
            *(
                ChoiceLine(text, number, signs=self._signs, is_one_of_many=several)
                for number, text in enumerate(self._choices, 1)
            )
        )
        with Horizontal(classes="own-words"):
            yield Static(present.OWN_WORDS, classes="own-words-label")
            yield Input(compact=True)

    def on_mount(self) -> None:
        chosen = {self._own if text not in self._choices else text for text in self._before}
        own_words = [text for text in self._before if text not in self._choices]
        for line in self._lines:
            line.choose(is_chosen=self._is_list and line.text in chosen)
        if own_words:
            self.query_one(Input).value = own_words[0]
            self._ask_for_words(show=True)
        lines = self.query_one(Lines)
        lines.focus()
        lines.point_at(next((line for line in self._lines if line.text in chosen), None))

    @property
    def _lines(self) -> list[ChoiceLine]:
        return list(self.query(ChoiceLine))

    # answering

    @property
    def unfinished(self) -> StepAnswer:
        """What is chosen so far; "" where one choice is asked for, as making it goes on at once."""
        if not self._is_list:
            return ""
        return tuple(self._in_words(line) for line in self._lines if line.is_chosen)

    def settled(self) -> StepAnswer | None:
        """What is chosen; None where the own answer is to be typed first."""
        if self._is_list:
            return self.unfinished
        line = self.query_one(Lines).current
        if not isinstance(line, ChoiceLine):
            return None
        if line.text == self._own and not self.query_one(".own-words").display:
            self._ask_for_words(show=True)
            self.query_one(Input).focus()
            return None
        return self._in_words(line)

    def press(self) -> None:
        """Choose what the cursor is on."""
        line = self.query_one(Lines).current
        if isinstance(line, ChoiceLine):
            self._take(line)

    def pick(self, number: int) -> None:
        """Choose by number; nothing happens where there is none."""
        if number <= len(self._lines):
            line = self._lines[number - 1]
            self.query_one(Lines).point_at(line)
            self._take(line)

    def on_line_chosen(self, message: Line.Chosen) -> None:
        if isinstance(message.line, ChoiceLine):
            self._take(message.line)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.query_one(Lines).focus()
        if not self._is_list:
            self.post_message(self.Taken())

    def _take(self, line: ChoiceLine) -> None:
        if not self._is_list:
            self.post_message(self.Taken())
            return
        line.choose(is_chosen=not line.is_chosen)
        if line.text == self._own:
            self._ask_for_words(show=line.is_chosen)
            if line.is_chosen:
                self.query_one(Input).focus()

    def _ask_for_words(self, *, show: bool) -> None:
        self.query_one(".own-words").display = show

    def _in_words(self, line: ChoiceLine) -> str:
        is_own = bool(self._own) and line.text == self._own
        return (self.query_one(Input).value.strip() if is_own else "") or line.text
