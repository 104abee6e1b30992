"""A widget to choose one of a few values, all of them visible, with left and right or by a click."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from rituals.core.text import casefolded
from tui.shared.keys import CHOICE, bindings
from tui.shared.text import CHOSEN

_LONGEST = 20


class Choice(Widget, can_focus=True):
    """Named values, one of them chosen; a letter chooses by the first of a name, so none triggers an app binding."""

    KEYS = CHOICE
    BINDINGS = bindings(CHOICE)

    place: reactive[int] = reactive(0, layout=True)

    class Changed(Message):
        """Another value was chosen."""

    def __init__(self, options: Sequence[tuple[str, str]], chosen: str) -> None:
        super().__init__()
        self._options = options
        values = [value for value, _ in options]
        self.set_reactive(Choice.place, values.index(chosen) if chosen in values else 0)

    @property
    def chosen(self) -> str:
        """The value that is chosen."""
        return self._options[self.place][0]

    def choose(self, value: str) -> None:
        """Choose one of the values."""
        self.place = [option for option, _ in self._options].index(value)

    def render(self) -> Content:
        return Content(" ").join([self._option(place, label) for place, (_, label) in enumerate(self._options)])

    def _option(self, place: int, label: str) -> Content:
        is_chosen = place == self.place
        style = CHOSEN if is_chosen else "$text-muted"
        text = Content.styled(f"› {label}" if is_chosen else f"  {label}", style).truncate(_LONGEST, ellipsis=True)
        return text.stylize(Style.from_meta({"place": place}))

    def watch_place(self) -> None:
        self.post_message(self.Changed())

    def action_choose(self, step: int) -> None:
        self.place = (self.place + step) % len(self._options)

    def on_click(self, event: events.Click) -> None:
        self.place = event.style.meta.get("place", self.place)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        del key
        return character is not None and character.isprintable() and character != " "

    def on_key(self, event: events.Key) -> None:
        if not self.check_consume_key(event.key, event.character):
            return
        event.stop()
        letter = casefolded(event.character or "")
        places = [place for place, (_, label) in enumerate(self._options) if casefolded(label).startswith(letter)]
        if places:
            self.place = next((place for place in places if place > self.place), places[0])
