"""The jar in the demo: a note now and then, and every fourth week an opening."""

from __future__ import annotations

from datetime import date

from rituals.core.events import AppreciationAdded
from rituals.core.jar.commands import OPENING
from rituals.core.model import Seal
from rituals.demo.life import Life
from rituals.demo.thanks import FAVOURITES, OPENED_EVERY, OPENED_LAST, REPLIES, SURPRISE, THANKS, Thanks


def spend_on_jar(life: Life, day: date) -> None:
    """Put in the notes of a day, and open the jar if that falls on this evening."""
    ago = (life.today - day).days
    for thanks in THANKS:
        if thanks.ago == ago:
            _put_in(life, thanks)
    if ago == SURPRISE.ago:
        _put_in(life, SURPRISE, seal=Seal())
    if ago % OPENED_EVERY == OPENED_LAST and OPENING in life.service.state.rituals:
        life.service.jar.open([note.id for note in life.service.state.jar.unread(day)])


def _put_in(life: Life, thanks: Thanks, seal: Seal | None = None) -> None:
    writer = next(person for person in (life.ana, life.sam) if person.name == thanks.by)
    for event in life.service.jar.put_in(thanks.text, by=writer.id, seal=seal):
        if isinstance(event, AppreciationAdded) and thanks.ago in FAVOURITES:
            life.service.jar.favour(event.appreciation)
        if isinstance(event, AppreciationAdded) and thanks.ago in REPLIES:
            life.service.jar.answer(event.appreciation, REPLIES[thanks.ago], by=event.to)
