"""A process of its own that takes in what a phone wrote: verbs, the app and what nudges start it."""

from __future__ import annotations

import os
import sys
from threading import Thread

from rituals.bootstrap import wish_taker
from rituals.config import places

LONGEST_LOOK = 45.0
"""Seconds after which a folder that keeps it waiting is given up, and that is told."""


def take_wishes() -> None:
    """Take them in as a process that goes on by itself; a folder that hangs is given up."""
    os.umask(0o077)
    os.chdir(os.sep)  # or the disk on which somebody ran a verb could not be taken out
    if sys.platform != "win32":
        os.nice(10)
    taker = wish_taker(places())
    taking = Thread(target=taker.run_or_tell_bug, daemon=True)
    taking.start()
    taking.join(LONGEST_LOOK)
    if taking.is_alive():
        taker.tell_if_it_hangs()


if __name__ == "__main__":
    take_wishes()
