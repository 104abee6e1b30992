"""The pages of a check-in that ask: its items one at a time, each page cleared before the next."""

from __future__ import annotations

from rituals.cli.shared.context import CliContext
from rituals.cli.shared.private_pages import PrivatePages, leaves
from rituals.cli.shared.terminal import TerminalDialogue
from rituals.core.checkin.words import privacy_words
from rituals.core.model import Person

WHOSE = "Whose check-in is it?"
_BACK = {"b", "back", ":back"}
_PASS = {"", ":skip"}
_HOW = "Enter passes the line. b goes back, q leaves and keeps nothing."


class Pages(PrivatePages):
    """Shows the pages of a check-in and reads what is typed; it neither keeps nor scores the answers."""

    def __init__(self, sheet: TerminalDialogue, context: CliContext) -> None:
        super().__init__(sheet, context)
        self.catalogue = context.session.catalogue
        self.form = self.catalogue.form
        checkin = self.form.checkin
        self._scale = [str(value) for value in range(checkin.scale_min, checkin.scale_max + 1)]

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
            if typed is None or leaves(typed):
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
        return not leaves(self.turn(f"{checkin.title} · {person.name}", "", *opening, "", "Enter begins. q leaves."))

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
