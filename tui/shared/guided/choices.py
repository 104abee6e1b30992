"""The choices of a page: a number, the cursor or a click chooses, one of them or several; none is chosen before."""

from __future__ import annotations

from collections.abc import Sequence

from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from rituals.core.occurrences.sign import Sign
from rituals.core.rituals.words import SIGNS
from tui.shared.lines import Line, Lines
from tui.shared.text import hanging, pointer

OWN_WORDS = "In your own words:"
_OWN_ROWS = 2  # that line, and the blank one above it


def chosen_sign(signs: str, *, is_chosen: bool) -> Content:
    """The sign of what can be chosen, which says without colour whether it is."""
    return Content.styled(
        SIGNS[signs][Sign.KEPT if is_chosen else Sign.OPEN], "$success" if is_chosen else "$text-muted"
    )


def choice_lines(text: str, width: int, *, number: int, sign: Content, is_chosen: bool, is_open: bool) -> list[Content]:
    """A choice with the number to press for it, and the sign for whether it is chosen."""
    digit = str(number) if number <= 9 else " "
    heading = Content.assemble(pointer(is_open=is_open), (f"{digit}  ", "bold"), sign, "  ")
    style = "bold" if is_open or is_chosen else ""
    return hanging(heading, Content.styled(text, style).wrap(max(width - heading.cell_length, 10)))


class ChoiceLine(Line):
    """One choice, with the number to press for it."""

    def __init__(self, text: str, number: int, *, signs: str) -> None:
        super().__init__()
        self.text = text
        self.is_chosen = False
        self._number = number
        self._signs = signs

    def choose(self, *, is_chosen: bool) -> None:
        """Mark the line as chosen, or not."""
        self.is_chosen = is_chosen
        self.refresh()

    def rows(self, width: int) -> list[Content]:
        sign = chosen_sign(self._signs, is_chosen=self.is_chosen)
        return choice_lines(
            self.text, width, number=self._number, sign=sign, is_chosen=self.is_chosen, is_open=self.is_open
        )


class OwnWords(Input):
    """A line for an answer in one's own words; where nothing else can be chosen beside it, Enter goes on."""

    def __init__(self, *, is_one_of_many: bool) -> None:
        super().__init__(compact=True)
        self._is_one_of_many = is_one_of_many

    async def action_submit(self) -> None:
        if not self._is_one_of_many:
            raise SkipAction
        self.screen.query_one(Lines).focus()


class ChoiceList(Vertical):
    """Asks for one of the choices, or with `is_list` for any number; choosing `own` asks for an answer in own words.

    Only what was chosen before, as the `draft` says, is chosen at first.
    """

    DEFAULT_CSS = """
    ChoiceList {
        height: 1fr; margin: 0 2 0 2;
        Lines { height: auto; max-height: 1fr; }
        .own-words { display: none; height: 1; margin: 1 0 0 2; }
        .own-words Input { width: 1fr; }
    }
    """

    def __init__(
        self,
        choices: Sequence[str],
        draft: str | tuple[str, ...] | None,
        *,
        signs: str,
        is_list: bool = False,
        own: str = "",
    ) -> None:
        super().__init__()
        self._choices = choices
        self._draft = (draft,) if isinstance(draft, str) else draft or ()
        self._is_list = is_list
        self._own = own
        self._signs = signs

    def compose(self) -> ComposeResult:
        yield Lines(*(ChoiceLine(text, number, signs=self._signs) for number, text in enumerate(self._choices, 1)))
        with Horizontal(classes="own-words"):
            yield Static(OWN_WORDS, classes="asks-for")
            yield OwnWords(is_one_of_many=self._is_list)

    def on_mount(self) -> None:
        chosen = {self._own if text not in self._choices else text for text in self._draft}
        own_words = [text for text in self._draft if text not in self._choices]
        for line in self._lines:
            line.choose(is_chosen=line.text in chosen)
        self.query_one(Input).value = next(iter(own_words), "")
        self._show_own_words()
        lines = self.query_one(Lines)
        lines.focus()
        lines.point_at(next(iter(self._chosen_lines), None))

    @property
    def whole_height(self) -> int:
        """The rows that its choices take, if each takes one, with the line for an answer in one's own words."""
        return len(self._choices) + (_OWN_ROWS if self._own else 0)

    @property
    def _lines(self) -> list[ChoiceLine]:
        return list(self.query(ChoiceLine))

    @property
    def _chosen_lines(self) -> list[ChoiceLine]:
        return [line for line in self._lines if line.is_chosen]

    # answering

    @property
    def unfinished(self) -> str | tuple[str, ...]:
        """What is chosen so far; empty where nothing is."""
        chosen = tuple(self._in_words(line) for line in self._chosen_lines)
        return chosen if self._is_list else next(iter(chosen), "")

    def settled(self) -> str | tuple[str, ...] | None:
        """What is chosen; None where one choice is asked for and none was made."""
        return self.unfinished if self._is_list else self.unfinished or None

    def press(self) -> None:
        """Choose what the cursor is on."""
        line = self.query_one(Lines).current
        if isinstance(line, ChoiceLine):
            self._choose(line)

    def pick(self, number: int) -> None:
        """Choose by number; nothing happens where there is none."""
        if number <= len(self._lines):
            line = self._lines[number - 1]
            self.query_one(Lines).point_at(line)
            self._choose(line)

    def on_line_chosen(self, message: Line.Chosen) -> None:
        if isinstance(message.line, ChoiceLine):
            self._choose(message.line)

    def _choose(self, chosen: ChoiceLine) -> None:
        """Choose a line, in place of another where one is asked for; one of several is left out again by the same."""
        if self._is_list:
            chosen.choose(is_chosen=not chosen.is_chosen)
        else:
            for line in self._lines:
                line.choose(is_chosen=line is chosen)
        self._show_own_words()
        if chosen.is_chosen and self._is_own(chosen):
            self.query_one(Input).focus()

    def _show_own_words(self) -> None:
        """Show the line for own words exactly where the choice that stands for them is chosen."""
        self.query_one(".own-words").display = any(self._is_own(line) for line in self._chosen_lines)
        self.on_resize()

    def on_resize(self) -> None:
        """Keep the line for own words in sight, however many choices stand above it."""
        below = _OWN_ROWS if self.query_one(".own-words").display else 0
        self.query_one(Lines).styles.max_height = max(self.size.height - below, 1)

    def _is_own(self, line: ChoiceLine) -> bool:
        return bool(self._own) and line.text == self._own

    def _in_words(self, line: ChoiceLine) -> str:
        return (self.query_one(Input).value.strip() if self._is_own(line) else "") or line.text
