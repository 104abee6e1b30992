"""What a face works with: the service, the settings and the folders of one couple."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rituals.config import Places, Settings
from rituals.errors import StorageError
from rituals.ports import Clock, EventLog
from rituals.service.couple import CoupleService

if TYPE_CHECKING:
    from rituals.core.catalogue.model import Catalogue, Entry
    from rituals.core.nudges.reminders import PlannerInput
    from rituals.core.nudges.words import NudgeWords
    from rituals.core.rhythm.history_cache import HistoryCache
    from rituals.ports import Autostart, Notifier, SenderLock


@dataclass
class Session:
    """Everything a command or the app works with; settings may be changed while it is open.

    What is None at the end is what a session that is none of the machine's own goes without.
    """

    service: CoupleService
    settings: Settings
    places: Places
    shared: EventLog
    local: EventLog
    clock: Clock
    notifier: Callable[[], Notifier] | None = None
    """Makes what shows nudges on this machine."""
    autostart: Callable[[], Autostart] | None = None
    """Makes what starts nudges at each login."""
    sender_lock: Callable[[], SenderLock] | None = None
    """Makes the lock of whoever sends this couple's nudges."""

    @cached_property
    def catalogue(self) -> Catalogue:
        """What can be picked, the couple's own included; read when it is first asked for."""
        from rituals.content.loader import catalogue  # parsing it costs more than most verbs
        from rituals.content.own import with_own

        return with_own(catalogue(), self.places.catalogue)

    def offered(self) -> Sequence[Entry]:
        """What can be taken up from the catalogue now; what needs both only once both want to see it."""
        return self.catalogue.offered(self.service.consent.agreed(self.catalogue.ritual))

    @cached_property
    def histories(self) -> HistoryCache:
        """How each ritual went so far, built when it is first asked for and shared by every screen that looks back."""
        from rituals.core.rhythm.history_cache import HistoryCache  # Today's first paint does without

        return HistoryCache()

    def planner_input(self) -> PlannerInput:
        """All that nudges depend on at this moment."""
        from rituals.core.nudges.reminders import PlannerInput  # only for those who nudge

        own = self.service
        return PlannerInput(own.state, own.device_state, self.settings.nudges, own.now(), own.zone(), own.days_to_ask())

    @staticmethod
    def nudge_words() -> NudgeWords:
        """What nudges say by the catalogue that ships."""
        from rituals.content.loader import catalogue  # only for those who nudge

        return nudge_words_of(catalogue())

    def nudge_holder(self) -> str | None:
        """Who sends the nudges now, if anybody does; `OSError` where that can't be seen."""
        return self.sender_lock().holder() if self.sender_lock is not None else None

    def tidy(self) -> None:
        """Leave everything so that the next start is quick; to be called last, when nobody waits."""
        with suppress(StorageError):  # as it is, it is only slower
            self.service.compact_local()
            self.shared.tidy()


def nudge_words_of(catalogue: Catalogue) -> NudgeWords:
    """A catalogue's texts for nudges, and the sections that may be named in them."""
    from rituals.core.nudges.words import NudgeWords  # only for those who nudge

    return NudgeWords(
        plain=tuple(words.text for words in catalogue.nudge if words.style == "plain"),
        discreet=tuple(words.text for words in catalogue.nudge if words.style == "discreet"),
        plain_sections=frozenset(section.id for section in catalogue.section if not section.discreet),
    )
