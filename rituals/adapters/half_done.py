"""What a process began and could not end, and whoever opens the data next goes on with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from rituals.adapters.together.mirrors import is_joining, reading_folder
from rituals.core.model import PersonId
from rituals.errors import RitualsError
from rituals.files import is_folder, is_there

if TYPE_CHECKING:
    from rituals.adapters.backup.contents import Belongings


def finish_what_began(own: Belongings, rename_people: Callable[[Mapping[PersonId, PersonId]], None]) -> None:
    """Go on with a restore, with locking or with a joining, and remove what was read for one; where that is not
    possible, what is wrong is told to who asks for it."""
    if is_folder(own.data / "restoring"):
        from rituals.adapters.backup.restore import finish_restoring  # hardly ever

        with suppress(RitualsError):
            finish_restoring(own)
    if is_there(own.data / "locking"):
        from rituals.adapters.locking.locking import finish_locking  # hardly ever

        with suppress(RitualsError):
            finish_locking(own.data)
    if is_folder(reading_folder(own.data)):
        from rituals.adapters.pairing.reading import drop_reading  # hardly ever

        with suppress(OSError):
            drop_reading(own.data)
    if is_joining(own.data):
        from rituals.adapters.pairing.joining import finish_joining  # both hardly ever
        from rituals.adapters.together.report import Report, save_report

        try:
            finish_joining(own.data, settle=rename_people)
        except RitualsError as refusal:
            with suppress(RitualsError):
                save_report(own.data, Report(refusal=str(refusal)))
