"""A process of its own that brings the calendar file up to date: verbs, the app and what nudges start it."""

from __future__ import annotations

import os
import sys
from threading import Thread

from rituals.bootstrap import calendar_upkeep, open_session
from rituals.config import places
from rituals.ports import PlannedCalendar

LONGEST_WRITE = 30.0
"""Seconds after which a folder that keeps the file waiting is given up, and that is told."""


def plan() -> tuple[str, PlannedCalendar] | None:
    """The file to keep, and what is to be in it; None where none is kept."""
    session = open_session()
    calendar = session.settings.calendar
    return (calendar.feed, session.planned_feed(calendar)) if calendar.feed else None


def keep_calendar() -> None:
    """Bring it up to date as a process that goes on by itself; a folder that hangs is given up."""
    os.chdir(os.sep)  # or the disk on which somebody ran a verb could not be taken out
    if sys.platform != "win32":
        os.nice(10)
    upkeep = calendar_upkeep(places())
    keeping = Thread(target=upkeep.keep_while_due, args=[plan], daemon=True)
    keeping.start()
    keeping.join(LONGEST_WRITE)
    upkeep.tell_if_it_hangs()


if __name__ == "__main__":
    keep_calendar()
