"""A dialog to say who is at the keyboard, and to add the second person's name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from rituals.core.model import Person
from rituals.core.text import printable
from rituals.errors import RitualsError
from rituals.service.couple import CoupleService
from tui.shared.dispatch.answered_once import Dialog
from tui.shared.dispatch.held import Intent, holding
from tui.shared.frame.key_line import KeyLine
from tui.shared.keys import Key, bindings
from tui.shared.remedies import in_app
from tui.shared.screen import LiveDialog
from tui.shared.text import problem_words

_KEYS = (Key("back", "escape,q", "dismiss", "back", "Go back, with nothing changed.", shown_as="esc"),)
COUPLE = 2


class PeopleScreen(Dialog[bool], LiveDialog):
    """Chooses who is at the keyboard; with one person, it has an input for the second name. It ends with True once
    that is answered."""

    BINDINGS = bindings(_KEYS)
    CSS_PATH = "people.tcss"

    def __init__(self, service: CoupleService) -> None:
        super().__init__()
        self.service = service
        self._seated = service.seated.id

    def compose(self) -> ComposeResult:
        people = self.service.couple
        with Vertical(classes="dialog"):
            yield Static("Who is at the keyboard?", classes="dialog-title")
            yield OptionList(*(Option(self._prompt(person), id=person.id) for person in people))
            if len(people) < COUPLE:
                yield Static("Is there someone with you? Their name:", classes="dialog-text")
                yield Input(id="second-name", compact=True)
            yield Static(classes="problem")
            yield KeyLine(_KEYS)

    def on_mount(self) -> None:
        self._point_at_seated()
        if self.query(Input):
            self.query_one(Input).focus()

    def show(self) -> None:
        """Put the cursor on who sits here, where that changed meanwhile."""
        seated = self.service.seated.id
        if seated != self._seated:
            self._seated = seated
            self._point_at_seated()

    def _point_at_seated(self) -> None:
        options = self.query_one(OptionList)
        places = [place for place, option in enumerate(options.options) if option.id == self._seated]
        options.highlighted = next(iter(places), 0)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        options = {option.id for option in event.option_list.options}
        for person in self.service.couple:
            if person.id in options:
                is_open = person.id == event.option_id
                event.option_list.replace_option_prompt(person.id, self._prompt(person, is_open=is_open))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        person = event.option_id
        if person is not None:
            self._attempt(partial(self.service.seat, person))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self._attempt(partial(self.service.join, event.value))
        else:
            self.dismiss()

    def _prompt(self, person: Person, *, is_open: bool = False) -> Content:
        """A name; where there are several, behind the sign of the cursor, which little else tells without colour, and
        with a word by who sits here."""
        if len(self.service.couple) < COUPLE:
            return Content(printable(person.name))
        here = "   sits here now" if person.id == self._seated else ""
        return Content.assemble("› " if is_open else "  ", printable(person.name), (here, "$text-muted"))

    def _attempt(self, do: Callable[[], object]) -> None:
        def attempt() -> None:
            do()

        holding(self).do_or_hold(Intent(attempt, self, str, self._refuse, then=partial(self.dismiss, True)))

    def _refuse(self, error: RitualsError) -> None:
        self.query_one(".problem", Static).update(problem_words(in_app(error)))
