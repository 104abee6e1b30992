"""The lines of Today that are about another day: what this one brings back, what is to come, and notes that open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from textual.content import Content
from textual.widget import Widget

from rituals.core.evenings.ahead import Ahead, letters_words
from rituals.core.evenings.memory import Memory
from rituals.core.evenings.someday import for_today_words
from rituals.core.model import Person
from rituals.core.state.jar import NoteHead
from rituals.core.state.sharing import Idea
from rituals.service.evenings import Evening
from tui.jar.going import open_note
from tui.shared.screen import AppScreen
from tui.today import present
from tui.today.lines import OpeningLine


class MemoryLine(OpeningLine):
    """What was on this day a year ago, or longer; it opens that day."""

    def __init__(self, memory: Memory, today: date) -> None:
        super().__init__(name=f"memory:{memory.day}")
        self.memory = memory
        self._today = today

    def rows(self, width: int) -> list[Content]:
        return present.memory_lines(self.memory, self._today, width, is_open=self.is_open)

    async def open_from(self, screen: AppScreen) -> None:
        from tui.rhythm.day import DayScreen  # only for those who look back

        screen.app.push_screen(DayScreen(screen.session, self.memory.day))


class AheadLine(OpeningLine):
    """Something to look forward to; it opens the ritual, the jar at the note, the list for someday, or Rhythm, which
    counts the days."""

    def __init__(self, ahead: Ahead, today: date, name_width: int, signs: str) -> None:
        super().__init__(name=ahead_name(ahead))
        self._ahead = ahead
        self._today = today
        self._name_width = name_width
        self._signs = signs

    def rows(self, width: int) -> list[Content]:
        columns = present.ahead_line(
            self._ahead, self._today, width, self._name_width, signs=self._signs, is_open=self.is_open
        )
        return [columns]

    async def open_from(self, screen: AppScreen) -> None:
        ahead = self._ahead
        if ahead.ritual:
            await screen.run_action(f"app.ritual({ahead.ritual!r})")
        elif ahead.note:
            await open_note(screen.app, ahead.note)
        elif ahead.idea:
            await screen.run_action(f"app.page('someday', {ahead.idea!r})")
        else:
            await screen.run_action("app.room('rhythm')")


class LettersLine(OpeningLine):
    """That a note opens today; it opens the jar with the cursor on it."""

    def __init__(self, letters: Sequence[NoteHead], words: str) -> None:
        super().__init__(name=words)
        self._letters = letters
        self._words = words

    def rows(self, width: int) -> list[Content]:
        return present.to_ask_lines([self._words], width, is_open=self.is_open)

    async def open_from(self, screen: AppScreen) -> None:
        await open_note(screen.app, self._letters[0].id)


class FromListLine(OpeningLine):
    """What of the list for someday is meant for today; it opens the list with the cursor on it."""

    def __init__(self, ideas: Sequence[Idea], words: str) -> None:
        super().__init__(name=f"from-list:{words}")
        self._ideas = ideas
        self._words = words

    def rows(self, width: int) -> list[Content]:
        return present.to_ask_lines([self._words], width, is_open=self.is_open)

    async def open_from(self, screen: AppScreen) -> None:
        await screen.run_action(f"app.page('someday', {self._ideas[0].id!r})")


def memory_rows(memory: Memory | None, today: date) -> dict[str, Callable[[], Widget]]:
    """The name of the row and how it is made, if today brings something back."""
    return {f"memory:{memory.day}": partial(MemoryLine, memory, today)} if memory is not None else {}


def todays_rows(evening: Evening, people: Sequence[Person]) -> dict[str, Callable[[], Widget]]:
    """The names of the rows about what opens today, and what of the list for someday is meant for it."""
    return _letters_rows(evening.letters, people) | _from_list_rows(evening.from_list)


def _letters_rows(letters: Sequence[NoteHead], people: Sequence[Person]) -> dict[str, Callable[[], Widget]]:
    """The name of the row and how it is made, if a note opens today."""
    words = letters_words(letters, people)
    return {words: partial(LettersLine, letters, words)} if words else {}


def _from_list_rows(ideas: Sequence[Idea]) -> dict[str, Callable[[], Widget]]:
    """The name of the row and how it is made, if something of the list is for today."""
    words = for_today_words(ideas)
    return {f"from-list:{words}": partial(FromListLine, ideas, words)} if words else {}


def ahead_name(ahead: Ahead) -> str:
    """The name of the line of something to look forward to within the list."""
    return f"ahead:{ahead.ritual or ahead.note or ahead.idea}:{ahead.day}"
