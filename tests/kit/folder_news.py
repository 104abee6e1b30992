"""A folder between two machines, of which it is known what a test says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from rituals.config import Settings
from rituals.core.exchange.known_device import PairedHere
from rituals.core.nudges.settings import TogetherSettings
from rituals.core.phrases import Elsewhere
from rituals.errors import Problem, Telling
from rituals.ports import Repair
from rituals.session import Session

NEWER = "rituals is newer; some of it shows after an update here."


class FolderNews:
    """A `CouplesFolder` of which it is known what a test says."""

    def __init__(self, *wrong: Problem, is_newer: bool = False) -> None:
        self.wrong = list(wrong)
        self.is_newer = is_newer
        self.machines = 1
        self.here: PairedHere | None = None
        self.earlier: Sequence[str] = ()
        self.comes_again: Sequence[str] = ()
        self.arriving: tuple[int, int] | None = None

    def problems(self, _today: date, elsewhere: Elsewhere) -> Sequence[Problem]:
        newer = Problem(f"{elsewhere.of_whom} {NEWER}", telling=Telling.QUIETLY)
        return [*self.wrong, *[newer] * self.is_newer]

    def questions(self, _elsewhere: Elsewhere) -> Sequence[Repair]:
        return ()


def between(session: Session, news: FolderNews) -> None:
    """Let a session be on a machine that is paired, where only who sits there lives."""
    session.service.logs = replace(session.service.logs, is_paired=lambda: True)
    session.couples_folder = lambda: news
    session.settings = Settings(together=TogetherSettings(here=(session.service.seated.id,)))
