"""Closing the evening: what was, one thing you liked, tonight's question, good night; three Enters pass all of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from rituals.core.evenings.closing import thanks_of, to_note_with, what_was
from rituals.core.jar.words import put_in_words
from rituals.core.phrases import date_words
from rituals.core.rituals.board import Row
from rituals.core.text import printable, titled
from rituals.service.evenings import close_evening
from rituals.session import Session
from tui.evenings import present
from tui.evenings.keys import CLOSING
from tui.shared.choice import Choice
from tui.shared.frame.footer import Footer
from tui.shared.keys import Key, bindings
from tui.shared.screen import AppScreen
from tui.today.tonight import tonight

_WAS, _LIKED, _TONIGHT = range(3)
_IN_THE_JAR = ""
_RITUALS_OFFERED = 3
_SIDES = 8


class ClosingScreen(AppScreen):
    """One page with three parts, of which one is gone through at a time; nothing in it has to be answered."""

    KEYS = CLOSING
    BINDINGS = bindings(CLOSING)
    CSS_PATH = "closing.tcss"
    TITLE = "The evening"
    PURPOSE = "What was, one thing you liked, a question, and good night."
    TAKES_AN_ANSWER = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._part = _WAS
        self._board = self.service.board()
        self._done: Sequence[Row] = what_was(self._board)
        self._question = tonight(session)
        self._is_warned = False

    def headline(self) -> str:
        return date_words(self._board.day, self._board.day)

    def keys_here(self) -> Sequence[Key]:
        """The keys of the part that is gone through."""
        not_yet = {"question", "quit"} if self._part != _TONIGHT else set()
        is_written = self._part == _LIKED and self._place.has_class("-asked")
        keys = [key for key in self.KEYS if key.id not in not_yet and (key.id != "place" or is_written)]
        return [keys[0]._replace(label="good night"), *keys[1:]] if self._part == _TONIGHT else keys

    def contents(self) -> Iterable[Widget]:
        places = [(_IN_THE_JAR, "in the jar")]
        offered = to_note_with(self._done, self.service.seated.id)[:_RITUALS_OFFERED]
        places += [(row.ritual.id, f"with {titled(row.ritual.name)}") for row in offered]
        yield VerticalScroll(
            Static("Today", classes="heading -first"),
            Static(id="was"),
            Static(present.LIKED, classes="heading"),
            Input(placeholder=present.WRITE, id="liked", compact=True),
            Vertical(Choice(places, _IN_THE_JAR), id="place"),
            Static(present.TONIGHT, classes="heading"),
            Static(id="tonight"),
            Static(present.GOOD_NIGHT, id="night"),
            id="evening",
        )

    def on_mount(self) -> None:
        self._go_to(_WAS)

    def on_resize(self) -> None:
        self.show()

    @property
    def _page(self) -> VerticalScroll:
        return self.query_one("#evening", VerticalScroll)

    @property
    def _liked(self) -> Input:
        return self.query_one("#liked", Input)

    @property
    def _place(self) -> Vertical:
        return self.query_one("#place", Vertical)

    @property
    def _places(self) -> Choice:
        return self.query_one(Choice)

    # showing

    def show(self) -> None:
        """Show the day as it is now."""
        self._board = self.service.board()
        self._done = what_was(self._board)
        thanks, width = thanks_of(self.service.state, self._board), max(self.size.width - _SIDES, 1)
        people = self.service.state.people
        lines = present.what_was_lines(self._done, thanks, people, width, signs=self.signs)
        self.query_one("#was", Static).update(Content("\n").join(lines))
        asked = f"“{printable(self._question.text)}”" if self._question else present.NO_QUESTION
        self.query_one("#tonight", Static).update(Content(asked))
        self.show_top()

    def _go_to(self, part: int) -> None:
        self._part = part
        for place, heading in enumerate(self.query(".heading")):
            heading.set_class(place == part, "-now")
        if part == _LIKED:
            self._liked.focus()
        else:
            self._page.focus()
        if part == _TONIGHT:
            close_evening(self.service)
            if self._question is not None:
                self.service.questions.came_up(self._question)
        self.show()
        self.call_after_refresh(self._scroll_to_part)

    def _scroll_to_part(self) -> None:
        target = (self.query_one("#was"), self._places, self.query_one("#night"))[self._part]
        self._page.scroll_to_widget(target, animate=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        self._place.set_class(bool(event.value.strip()), "-asked")
        self.query(Footer).refresh()

    # going through

    def action_onward(self) -> None:
        """Go on, and keep what was written on the way."""
        if self._part == _LIKED and self._liked.value.strip():
            self.run_reporting(self._keep, then=lambda: self._go_to(_TONIGHT), about=present.LIKED)
        elif self._part == _TONIGHT:
            self.dismiss()
        else:
            self._go_to(self._part + 1)

    def action_before(self) -> None:
        if self._part > _WAS:
            self._go_to(self._part - 1)

    def action_place(self) -> None:
        if self._part == _LIKED and self._place.has_class("-asked"):
            self._places.focus()

    def action_leave(self) -> None:
        """Leave; with words that were not kept yet only the second time."""
        if self._liked.value.strip() and not self._is_warned:
            self._is_warned = True
            self._go_to(_LIKED)
            self.toast.show(present.NOT_KEPT)
        else:
            self.dismiss()

    def _keep(self) -> str:
        """Put what was liked into the jar, or with the ritual it is about."""
        text, place = self._liked.value.strip(), self._places.chosen
        row = next((row for row in self._done if row.ritual.id == place), None)
        if row is None:
            events = self.service.jar.put_in(text)
            words = " ".join(put_in_words(events, self.service.state, self.service.today()))
        else:
            self.service.tick(row.ritual.id, row.day, tiny=row.tiny, note=text)
            words = present.NOTED.format(titled(row.ritual.name))
        self._liked.value = ""
        return words
