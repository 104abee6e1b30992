"""One look into the couple's folder: takes in what came, then publishes what is new here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rituals.adapters.journal.disk import make_folder, saving
from rituals.adapters.journal.lock import FileLock
from rituals.adapters.together.carrier import Carrier
from rituals.adapters.together.mirrors import is_joining
from rituals.adapters.together.published.publishing import Publication, Publisher
from rituals.adapters.together.taking_in import Intake, Progress
from rituals.files import OWNER_ONLY, is_there


class PostOffice:
    """Looks for one process at a time, under a lock that is taken before any log's and never waited for.

    `earlier` are the publishers of the devices that this machine wrote as before it was rolled back.
    """

    def __init__(
        self, data: Path, carrier: Carrier, intake: Intake, publisher: Publisher, earlier: Sequence[Publisher] = ()
    ) -> None:
        self._data = data
        self._lock = FileLock(data / "together" / "lock")
        self._again = data / "together" / "again"
        self._carrier = carrier
        self._intake = intake
        self._publisher = publisher
        self._earlier = earlier

    def look(self, progress: Progress = lambda *_: None, *, publishes: bool = True) -> Publication | None:
        """Take in and, if it `publishes`, publish; None if another process is at it, which then looks once more, or
        while a joining is not carried out. `StorageError` where a disk refuses, `RuleError` where the couple goes by
        other words."""
        publication = None
        while self._may_look():
            try:
                self._again.unlink(missing_ok=True)
                publication = self._look(progress, publishes=publishes)
            finally:
                self._lock.release()
            if not is_there(self._again):
                break
        if publication and publication.records:
            self._carrier.carry()
        return publication

    def _may_look(self) -> bool:
        with saving(self._lock.path):
            make_folder(self._lock.path.parent)
            if self._lock.try_acquire():
                return True
            self._again.touch(OWNER_ONLY)
            return self._lock.try_acquire()  # it may have been released just before that

    def _look(self, progress: Progress, *, publishes: bool) -> Publication | None:
        if is_joining(self._data):
            return None
        marks = self._carrier.names()
        self._publisher.refuse_other_words(marks)
        self._intake.take_in(marks, progress)
        if not publishes:
            return Publication(too_long=self._publisher.too_long)
        self._intake.speak_for_lacking(marks)
        publication = self._publisher.publish(marks)
        for publisher in self._earlier:
            publisher.tend(marks)
        return publication
