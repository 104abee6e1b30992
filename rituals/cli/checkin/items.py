"""The pages of a check-in that ask: its items one at a time, each page cleared before the next."""

from __future__ import annotations

from rituals.cli.shared.context import CliContext
from rituals.cli.shared.numbers import chosen_places, numbered
from rituals.cli.shared.private_pages import PrivatePages, leaves
from rituals.cli.shared.remedies import in_shell
from rituals.cli.shared.terminal import TerminalDialogue
from rituals.core.checkin.apart import AnswersApart, answered_items, apart_from
from rituals.core.checkin.words import apart_words, may_see_line, period_heading, privacy_words
from rituals.core.model import Person
from rituals.core.phrases import may_see_words
from rituals.errors import UsageError

WHOSE = "Whose check-in is it?"
_BACK = {"b", "back", ":back"}
_PASS = ":skip"
_HOW = "Type a number. Enter passes the line, b goes back, q leaves and keeps nothing."
_HOW_AGAIN = "Enter keeps that, :skip passes the line. b goes back, q leaves and keeps nothing."
_HOW_TO_SHOW = "Type the numbers of those, or just Enter for none. q leaves and keeps nothing."


class Pages(PrivatePages):
    """Shows the pages of a check-in and reads what is typed; it neither keeps nor scores the answers."""

    def __init__(self, sheet: TerminalDialogue, context: CliContext) -> None:
        super().__init__(sheet, context)
        self.catalogue = context.session.catalogue
        self.form = self.catalogue.form
        checkin = self.form.checkin
        self._scale = [str(value) for value in range(checkin.scale_min, checkin.scale_max + 1)]

    def answers(self, person: Person, *, beside: Person | None = None) -> dict[str, int] | None:
        """A person's answers by item id, without the items that they passed; None where they left.

        `beside` is who answers apart from them and looks at some of it together with them afterwards.
        """
        answers: dict[str, int] = {}
        items, place, hint = self.form.items, 0, ""
        if not self._begins(person, beside):
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
            if typed == _PASS:
                answers.pop(item, None)
            elif typed in self._scale:
                answers[item] = int(typed)
            elif typed:
                hint = f"A number from {self._scale[0]} to {self._scale[-1]} answers."
            place += not hint
        return answers

    def shown_to(self, other: Person, person: Person, answers: dict[str, int]) -> AnswersApart | None:
        """A person's answers and which of them the other may see, none unless chosen; None where they left."""
        items, hint = answered_items(self.form, answers), ""
        lines = [may_see_line(self.form, item, answers[item.id]) for item in items]
        while items:
            typed = self.turn(
                may_see_words(other.name), "", *numbered(lines), "", *([hint, ""] if hint else []), _HOW_TO_SHOW
            )
            if typed is None or leaves(typed):
                return None
            try:
                return apart_from(self.form, person, answers, chosen_places(typed, len(items)))
            except UsageError as problem:
                hint = in_shell(problem)
        return AnswersApart(person, answers)

    def _begins(self, person: Person, beside: Person | None) -> bool:
        checkin = self.form.checkin
        opening = (
            *(checkin.intro, ""),
            *((apart_words(person, beside), "") if beside else ()),
            *(privacy_words(person, is_locked=self.service.private(person.id).has_lock_set), "", checkin.disclaimer),
        )
        return not leaves(self.turn(f"{checkin.title} · {person.name}", "", *opening, "", "Enter begins. q leaves."))

    def _ask(self, person: Person, place: int, previous: int | None, hint: str) -> str | None:
        checkin, item = self.form.checkin, self.form.items[place]
        labels = [f"  {value}  {label}" for value, label in zip(self._scale, checkin.scale_labels, strict=True)]
        return self.turn(
            f"{checkin.title} · {person.name} · {place + 1} of {len(self.form.items)}",
            "",
            *([hint, ""] if hint else []),
            f"{period_heading(checkin)}:",
            item.text,
            "",
            *labels,
            "",
            *([] if previous is None else [f"You had {previous}, {checkin.label(previous)}.", ""]),
            _HOW if previous is None else _HOW_AGAIN,
            checkin.disclaimer,
        )
