"""What a face works with: the service, the settings and the folders of one couple."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rituals.config import Places, Settings
from rituals.errors import StorageProblem
from rituals.ports import Clock, EventLog
from rituals.service.couple import Rituals

if TYPE_CHECKING:
    from rituals.core.catalogue.model import Catalogue, Entry
    from rituals.core.nudges.reminders import Circumstances
    from rituals.core.nudges.words import NudgeWords
    from rituals.core.rhythm.history_cache import Pasts
    from rituals.ports import Autostart, Notifier


@dataclass
class House:
    """Everything a command or the app works with; settings may be changed while it is open."""

    rituals: Rituals
    settings: Settings
    places: Places
    shared: EventLog
    local: EventLog
    clock: Clock
    notifier: Callable[[], Notifier] | None = None
    autostart: Callable[[], Autostart] | None = None
    """What shows and starts nudges on this machine; a house that is none of the machine's own goes without."""

    @cached_property
    def catalogue(self) -> Catalogue:
        """What can be picked, the couple's own included; read when it is first asked for."""
        return catalogue_of(self.places)

    def offered(self) -> Sequence[Entry]:
        """What can be taken up from the catalogue now; what needs both only once both want to see it."""
        return self.catalogue.offered(self.rituals.consent.agreed(self.catalogue.ritual))

    @cached_property
    def pasts(self) -> Pasts:
        """How each ritual went so far, built when it is first asked for and shared by every screen that looks back."""
        from rituals.core.rhythm.history_cache import Pasts  # Today's first paint does without

        return Pasts()

    def tidy(self) -> None:
        """Leave everything so that the next start is quick; to be called last, when nobody waits."""
        with suppress(StorageProblem):  # as it is, it is only slower
            self.rituals.forget()
            self.shared.tidy()


def catalogue_of(where: Places) -> Catalogue:
    """The catalogue that ships and what the couple's own file adds; `problems` says what of that can't be read."""
    from rituals.content.loader import catalogue  # parsing it costs more than most verbs
    from rituals.content.own import with_own

    return with_own(catalogue(), where.catalogue)


def circumstances(house: House) -> Circumstances:
    """All that a house's nudges depend on at this moment."""
    from rituals.core.nudges.reminders import Circumstances  # only for those who nudge

    own = house.rituals
    return Circumstances(own.state, own.machine, house.settings.nudges, own.now(), own.zone(), own.days_to_ask())


def nudge_words() -> NudgeWords:
    """The catalogue's texts for nudges."""
    from rituals.content.loader import catalogue  # only for those who nudge
    from rituals.core.nudges.words import NudgeWords

    texts = catalogue().nudge
    return NudgeWords(
        plain=tuple(words.text for words in texts if words.style == "plain"),
        discreet=tuple(words.text for words in texts if words.style == "discreet"),
    )
