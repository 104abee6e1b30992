"""What is said of a file of another program that can't be read in whole, whatever its format."""

from __future__ import annotations

from collections.abc import Sequence

from rituals.core.exchange.foreign import MOST_DAYS, MOST_RITUALS
from rituals.core.text import capital, joined
from rituals.errors import RuleError

_NAMED = 3


def unread_words(places: Sequence[int | str], kind: str, where: str = "") -> tuple[str, ...]:
    """That something in a file can't be read, and where: `kind` is what is numbered or named ("line", "row"), `where`
    of what; nothing if there is no such place."""
    of = f" of {where}" if where else ""
    if not places:
        return ()
    if len(places) == 1:
        return (f"{capital(kind)} {places[0]}{of} can't be read and is passed over.",)
    named = joined(map(str, places[:_NAMED])) if len(places) <= _NAMED else f"{places[0]} and others"
    return (f"{len(places):,} {kind}s{of} can't be read and are passed over: {named}.",)


def spare_notes_words(count: int) -> tuple[str, ...]:
    """That notes are left out, as they belong to no tick or rest; nothing if there are none."""
    notes = "A note is" if count == 1 else f"{count:,} notes are"
    return (f"{notes} left out: here a note belongs to a day on which it was done, or rested.",) if count else ()


def refuse_too_many(*, rituals: int = 0, days: int = 0) -> None:
    """`RuleError` if a file holds more than may be brought in at once."""
    for number, most, what in ((rituals, MOST_RITUALS, "rituals"), (days, MOST_DAYS, "days")):
        if number > most:
            raise RuleError(
                f"The file holds more than {most:,} {what}, which is more than anybody lived. Bring it in in parts."
            )
