"""What is asked of a file that is brought in: whose its days are, what is changed of a ritual, what that goes on as."""

from __future__ import annotations

from collections.abc import Mapping

from rituals.core.cadence.words import words
from rituals.core.exchange.foreign import EVERYONE
from rituals.core.exchange.import_plan import ImportLine
from rituals.core.exchange.import_words import name_in_file
from rituals.core.model import A_COUPLE, EACH, TOGETHER, Who
from rituals.core.phrases import person_name
from rituals.core.text import printable
from rituals.service.couple import CoupleService
from tui.shared.picker import Option, PickerScreen

NAME, WHEN, JOINS = "name", "when", "joins"
LABELS = {NAME: "Its name", WHEN: "When it is", JOINS: "What it goes on as"}
"""What can be changed of a ritual, by its id."""
HOW_WRITTEN = "Which way are the days in the file written?"
WHOSE_DAYS = "Whose are these days?"
NOT_SAID = "not said yet"
A_NEW_ONE = "a new ritual"
PUT_AWAY = "It is put away, and stays so."


def owner_words(service: CoupleService, whose: Who | None) -> str:
    """Whose the days of a file are, as far as it was said."""
    if whose == EVERYONE:
        return "both of yours" if len(service.couple) == A_COUPLE else "all of yours"
    return person_name(whose, service.couple) if whose else NOT_SAID


def way_picker(ways: Mapping[str, str], signs: str) -> PickerScreen:
    """Asks in which of two ways a file is read, by the id of its format."""
    return PickerScreen(HOW_WRITTEN, [Option(form, reading) for form, reading in ways.items()], "", signs=signs)


def whose_picker(service: CoupleService, current: Who | None, signs: str) -> PickerScreen:
    """Asks whose the days of a file are: everyone's, or one person's by their id."""
    whose = (EVERYONE, *(person.id for person in service.couple))
    options = [Option(who, owner_words(service, who)) for who in whose]
    return PickerScreen(WHOSE_DAYS, options, current or "", signs=signs)


def change_picker(line: ImportLine, signs: str) -> PickerScreen:
    """Asks what is to be changed of a ritual that is new here."""
    values = {NAME: printable(line.name), WHEN: words(line.cadence), JOINS: A_NEW_ONE}
    options = [Option(what, LABELS[what], value) for what, value in values.items()]
    return PickerScreen(name_in_file(line), options, "", signs=signs)


def joins_picker(service: CoupleService, line: ImportLine, whose: Who | None, signs: str) -> PickerScreen:
    """Asks what a ritual goes on as: one that is kept and is not another's alone, by its id, or empty for a new one."""
    owner = service.seated.id if whose in (None, TOGETHER) else whose
    own = [kept for kept in service.state.rituals.values() if kept.who in (TOGETHER, EACH, owner)]
    options = [
        Option("", A_NEW_ONE, "With the name and the days that it has in the file."),
        *(
            Option(kept.id, printable(kept.name), PUT_AWAY if kept.is_archived else "")
            for kept in sorted(own, key=lambda kept: kept.is_archived)
        ),
    ]
    return PickerScreen(f"{LABELS[JOINS]}:", options, line.kept.id if line.kept else "", signs=signs)
