"""A helper program: save in the app on a disk of its own that is really full, and where files may not grow.

Run as `python -m tests.kit.small_disk FOLDER NAME...` with the small disk mounted at the folder; it says the name of
each spot that went well, and ends with an error at the first that did not.
"""

from __future__ import annotations

import asyncio
import os
import resource
import shutil
import sys
from functools import partial
from pathlib import Path

from rituals.adapters.journal.disk import Disk
from tests.kit.saving import SPOTS, Refusal, try_to_save

FREE_SOME_ROOM = "Free some room"


def fill(disk: Path, home: Path) -> None:
    """Leave no room: none in a block that a journal has begun, and none beside."""
    block = os.statvfs(disk).f_bsize
    for journal in home.rglob("*.jsonl"):
        with journal.open("ab") as file:
            file.write(b"\n" * (-journal.stat().st_size % block))  # blank lines mean nothing
    with (disk / "ballast").open("wb", buffering=0) as ballast:
        try:
            while True:
                ballast.write(bytes(block))
        except OSError:
            return


def limit(size: int) -> None:
    """Let no file of this process grow beyond a size."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


async def main(disk: Path, names: list[str]) -> None:
    home = disk / "home"
    full = Refusal(partial(fill, disk, home), (disk / "ballast").unlink, FREE_SOME_ROOM)
    limited = Refusal(partial(limit, 0), partial(limit, resource.RLIM_INFINITY), FREE_SOME_ROOM)
    for spot in SPOTS:
        if spot.name in names:
            home.mkdir()
            await try_to_save(spot, home, Disk(), [full, limited])
            shutil.rmtree(home)
            print(spot.name, flush=True)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2:]))
