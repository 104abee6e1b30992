"""The journals in which a machine keeps what it took in, and what it knows of them besides."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from rituals.adapters.journal.device import devices_in
from rituals.adapters.journal.disk import listed, loading
from rituals.core.model import DeviceId
from rituals.files import is_there


def is_paired(data: Path) -> bool:
    """Whether this machine is in a couple that shares a folder; a `stat` where it never was."""
    together = data / "together"
    return is_there(together / "key") and is_there(together / "paired.json")


def joining_plan(data: Path) -> Path:
    """The file that says how what is here becomes the couple's, as long as that is not carried out."""
    return data / "together" / "joining.json"


def is_joining(data: Path) -> bool:
    """Whether a joining has begun that is not carried out; until then, nothing is published."""
    return is_there(joining_plan(data))


def reading_folder(data: Path) -> Path:
    """Where what others published is read before anybody joins; there only meanwhile."""
    return data / "together" / "reading"


def erased_mark(data: Path) -> Path:
    """The file that is touched each time something shared is erased here, which goes out at once in any case."""
    return data / "together" / "erased"


def taken_folder(data: Path) -> Path:
    """Where a file for each mirror says what of it was taken in."""
    return data / "together" / "taken"


def mirror_stems(data: Path) -> Collection[str]:
    """The names of the mirrors among the journals of the shared log, without their suffix."""
    return [path.stem for path in mirror_files(data)]


def mirror_files(data: Path) -> Sequence[Path]:
    """The files on mirrors, one for each; `StorageError` where they can't be seen."""
    with loading(taken_folder(data)):
        return [path for path in listed(taken_folder(data)) if path.suffix == ".json"]


class ErasedFrom(Collection[DeviceId]):
    """The devices from whose journals a machine erases in the shared log: others that wrote in this copy of the folder,
    and, as soon as there are any, the one that this machine writes as since it was rolled back, and all whose records
    are in mirrors."""

    def __init__(self, data: Path, others: Collection[DeviceId]) -> None:
        self._data = data
        self._others = others

    def __iter__(self) -> Iterator[DeviceId]:
        """Each of them, as it is now."""
        yield from self._others
        yield from devices_in(self._data)
        if files := mirror_files(self._data):
            from rituals.adapters.together.taken import speaks_for  # only where two machines are

            for path in files:
                yield path.stem
                yield from speaks_for(path)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, device: object) -> bool:
        return any(device == known for known in self)


def mirror_of(peer: DeviceId, others: Collection[DeviceId]) -> str:
    """The mirror of a device, without suffix; beside its journal, if it wrote in this copy of the folder before."""
    return f"{peer}-mirror" if peer in others else peer
