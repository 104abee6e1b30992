"""What stands beside Today's list: the week, the rhythm, the jar, a question; less of it on a small screen."""

from __future__ import annotations

from datetime import date
from itertools import zip_longest

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rituals.core.rituals.board import Board
from rituals.core.state.couple_state import State
from rituals.session import Session
from tui.shared.text import reword
from tui.today.tonight import Tonight, tonight
from tui.today.week_strip import WeekStrip

_GAP = "   "


class Sidebar(Vertical):
    """The column at the right of a wide screen."""

    def __init__(self, board: Board, signs: str) -> None:
        super().__init__()
        self._board = board
        self._signs = signs

    def compose(self) -> ComposeResult:
        yield Static("This week", classes="heading")
        yield WeekStrip(self._board, self._signs)
        yield Static(id="rhythm")
        yield Static("The jar", classes="heading")
        yield JarGlance(self._signs)
        yield Static("Tonight, if you like", classes="heading", id="tonight-heading")
        yield Tonight(id="tonight")

    def show(self, board: Board, rhythm: str) -> None:
        """Show the week of a board, and the text on the rhythm."""
        self.query_one(WeekStrip).show(board)
        reword(self.query_one("#rhythm", Static), rhythm)

    def look(self, session: Session, today: date) -> None:
        """Show the jar and tonight's question; both take a moment to read."""
        if not session.is_unread:
            self.query_one(JarGlance).show(session.service.state, today)
        question = tonight(session)
        self.query_one("#tonight-heading").display = question is not None
        self.query_one(Tonight).show(question)


class JarGlance(Widget):
    """The jar, drawn as full as it is, and when it is next opened."""

    def __init__(self, signs: str) -> None:
        super().__init__(classes="clickable")
        self._signs = signs
        self._notes: int | None = None
        self._opening = ""

    def show(self, state: State, today: date) -> None:
        """Show the jar as it is now."""
        from rituals.core.jar.words import next_opening, next_opening_words  # after the first paint

        contents = len(state.jar), next_opening_words(next_opening(state, today), today)
        if contents != (self._notes, self._opening):
            self._notes, self._opening = contents
            self.refresh()

    def render(self) -> Content:
        if self._notes is None:
            return Content("")
        from rituals.core.jar.words import note_count_words  # both once it is known what is in it
        from tui.jar.present import jar_picture

        picture = jar_picture(self._notes, self._signs)
        room = self.content_size.width - picture[0].cell_length - len(_GAP)
        opening = Content.styled(self._opening, "$text-muted").wrap(max(room, 1)) if self._opening else []
        beside = [Content(""), Content(note_count_words(self._notes)), *opening]
        rows = zip_longest(picture, beside[: len(picture)], fillvalue=Content(""))
        return Content("\n").join([row + _GAP + words for row, words in rows])

    async def on_click(self) -> None:
        await self.run_action("app.room('jar')")


def glance(state: State, rhythm: str) -> str:
    """Rhythm and jar on one line, for a screen that is too narrow for the sidebar."""
    from rituals.core.jar.words import note_count_words  # after the first paint

    jar = f"{note_count_words(len(state.jar))} in the jar" if len(state.jar) else ""
    return " · ".join(words for words in (rhythm, jar) if words)
