"""The pages of a check-in that ask: whose it is, then its items one at a time, each page cleared before the next."""

from __future__ import annotations

from rituals.cli.shared.context import CliContext
from rituals.cli.shared.lookup import matching
from rituals.cli.shared.output import UNLIMITED
from rituals.cli.shared.terminal import KeyboardLeftError, TerminalDialogue, readable
from rituals.core.checkin.words import privacy_words, whose_page_words
from rituals.core.model import Person

_LEAVE = {"q", "quit", ":stop"}
_BACK = {"b", "back", ":back"}
_PASS = {"", ":skip"}
_HOW = "Enter passes the line. b goes back, q leaves and keeps nothing."


class Pages:
    """Shows the pages of a check-in and reads what is typed; it neither keeps nor scores the answers."""

    def __init__(self, sheet: TerminalDialogue, context: CliContext) -> None:
        self.context = context
        self.service = context.service
        self.catalogue = context.session.catalogue
        self.form = self.catalogue.form
        self._sheet = sheet
        checkin = self.form.checkin
        self._scale = [str(value) for value in range(checkin.scale_min, checkin.scale_max + 1)]

    @property
    def width(self) -> int:
        """Columns a line of text may take in this terminal and still be easy to read."""
        return readable(self.context.room or UNLIMITED)

    def turn(self, *paragraphs: str) -> str | None:
        """Show these on an empty page; the line typed then, case-folded, or None at the end of the input."""
        self._sheet.clear()
        self._sheet.say(*paragraphs, "")
        try:
            typed = self._sheet.line(prompt="> ") or ""
        except KeyboardLeftError:
            return None
        return typed.strip().casefold()

    def whose(self, named: Person | None) -> Person | None:
        """Ask whose check-in it is, by default of who sits here, or hand over to the person `named`; None where they
        left."""
        couple = self.service.couple
        if named is not None:
            return named if self.hand_over(named) else None
        if len(couple) == 1:
            return couple[0]
        names = [f"  {place}  {person.name}" for place, person in enumerate(couple, 1)]
        seated = self.service.seated
        on_enter = f"Enter is for {seated.name}, q leaves."
        hint = f"Type the number or the name. {on_enter}"
        while not _leaves(typed := self.turn("Whose check-in is it?", "", *names, "", hint)):
            if not typed:
                return seated
            numbered = [person for place, person in enumerate(couple, 1) if typed == str(place)]
            matches = numbered if typed.isdecimal() else matching(typed, couple)
            if len(matches) == 1:
                return matches[0]
            hint = f"That is nobody here. Type 1 to {len(couple)}, or a name. {on_enter}"
        return None

    def hand_over(self, person: Person) -> bool:
        """Ask everyone but this person to look away; False where they left instead."""
        return not _leaves(self.turn(whose_page_words(person), "", "Enter when nobody else is looking. q leaves."))

    def answers(self, person: Person) -> dict[str, int] | None:
        """A person's answers by item id, without the items that they passed; None where they left."""
        answers: dict[str, int] = {}
        items, place, hint = self.form.items, 0, ""
        if not self._begins(person):
            return None
        while place < len(items):
            item = items[place].id
            typed = self._ask(person, place, answers.get(item), hint)
            hint = ""
            if typed is None or _leaves(typed):
                return None
            if typed in _BACK:
                place = max(0, place - 1)
                continue
            if typed in _PASS:
                answers.pop(item, None)
            elif typed in self._scale:
                answers[item] = int(typed)
            else:
                hint = f"A number from {self._scale[0]} to {self._scale[-1]} answers, Enter passes."
            place += not hint
        return answers

    def _begins(self, person: Person) -> bool:
        checkin = self.form.checkin
        opening = (checkin.intro, "", privacy_words(person), "", checkin.disclaimer)
        return not _leaves(self.turn(f"{checkin.title} · {person.name}", "", *opening, "", "Enter begins. q leaves."))

    def _ask(self, person: Person, place: int, previous: int | None, hint: str) -> str | None:
        checkin, item = self.form.checkin, self.form.items[place]
        labels = [f"  {value}  {label}" for value, label in zip(self._scale, checkin.scale_labels, strict=True)]
        return self.turn(
            f"{checkin.title} · {person.name} · {place + 1} of {len(self.form.items)}",
            "",
            *([hint, ""] if hint else []),
            item.text,
            "",
            *labels,
            "",
            *([] if previous is None else [f"You had {previous}, {checkin.label(previous)}.", ""]),
            _HOW,
            checkin.disclaimer,
        )


def _leaves(typed: str | None) -> bool:
    return typed is None or typed in _LEAVE
