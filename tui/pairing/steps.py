"""The two ways to be paired, and the pages that each leads over."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rituals.service.pairing import PairingService
from rituals.session import Session
from tui.pairing.agreeing import BeginPage, JoinPage
from tui.pairing.folder import FolderPage
from tui.pairing.people import ResidentsPage, WhoPage, others_of
from tui.pairing.same import SamePage
from tui.pairing.step import PairingStep, WayToPair
from tui.pairing.words import ShownWordsPage, TypedWordsPage


class BeginFolderPage(FolderPage):
    """Asks where to begin."""

    PURPOSE = "Where the couple's folder is, for the machine that begins."
    QUESTION = "Which folder?"

    def __init__(self, session: Session, way: WayToPair | None = None, place: int = 0) -> None:
        super().__init__(session, way or WayToPair(beginning), place)

    def said(self) -> str:
        return (
            "One that Syncthing, Dropbox, Nextcloud, iCloud or the like carries to your other machine. What is put "
            "there is sealed."
        )

    def look_into(self, pairing: PairingService, place: Path) -> Sequence[str]:
        """What beginning there does."""
        return pairing.preview_beginning(place)


class JoinFolderPage(FolderPage):
    """Asks where somebody began."""

    PURPOSE = "Where the couple's folder is, for the machine that joins."
    QUESTION = "In which folder did the other machine begin?"

    def __init__(self, session: Session, way: WayToPair | str = "", place: int = 0) -> None:
        """`way` may be no more than the name that somebody gave before."""
        super().__init__(session, WayToPair(joining, known_as=way) if isinstance(way, str) else way, place)

    def said(self) -> str:
        return "The same one, as your sync service carries it to this machine. Nothing is changed before the last page."

    def look_into(self, pairing: PairingService, place: Path) -> Sequence[str]:
        """Nothing yet: it takes the twelve words to know more."""
        pairing.refuse_to_join(place)
        return ()


def beginning(way: WayToPair) -> Sequence[type[PairingStep]]:
    """The pages of beginning."""
    del way
    return [BeginFolderPage, BeginPage, ShownWordsPage]


def joining(way: WayToPair) -> Sequence[type[PairingStep]]:
    """The pages of joining, as far as is known what they ask about."""
    asking: list[type[PairingStep]] = []
    invitation = way.invitation
    if invitation is not None and not invitation.couple.is_joined_before:
        asking += [WhoPage] * max(len(invitation.people_here), 1)
        asking += [ResidentsPage] if others_of(way) else []
        asking += [SamePage] if invitation.ours.rituals else []
    return [JoinFolderPage, TypedWordsPage, *asking, JoinPage]
