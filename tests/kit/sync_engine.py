"""An engine that carries files between the folders of machines, late, out of order, twice, and with conflict copies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random

from tests.kit.couples_folder import Machine


class SyncEngine:
    """Knows every version of every file since a machine wrote it."""

    def __init__(self, machines: Sequence[Machine]) -> None:
        self._machines = machines
        self._versions: dict[str, list[bytes]] = {}
        self._writer: dict[str, Machine] = {}

    def notice(self, machine: Machine) -> None:
        """See what a machine wrote since."""
        for path in _files(machine):
            name = path.relative_to(_root(machine)).as_posix()
            content = path.read_bytes()
            if _device_in(name) in machine.devices and self._writer.setdefault(name, machine) is machine:
                versions = self._versions.setdefault(name, [])
                if versions[-1:] != [content]:
                    versions.append(content)

    def restored(self, machine: Machine) -> None:
        """Take what lies at a machine, as it was restored, for the newest there is of what it writes."""
        for name, writer in list(self._writer.items()):
            if writer is machine and not (_root(machine) / name).exists():
                del self._writer[name], self._versions[name]
                for other in self._machines:
                    (_root(other) / name).unlink(missing_ok=True)
        self.notice(machine)

    def carry(self, machine: Machine, chance: Random) -> None:
        """Bring a machine some of what others wrote, as it happens to come."""
        names = [name for name in self._versions if self._writer[name] is not machine]
        for name in chance.sample(names, chance.randint(0, len(names))):
            content = self._some_version(name, chance)
            if chance.random() < 0.1:
                content = content[: chance.randint(0, len(content))]
            path = _root(machine) / name
            if path.exists() and chance.random() < 0.2:
                path.rename(path.with_name(f"{path.name[:8]}.sync-conflict-{chance.randint(0, 99)}.rlog"))
            _put(path, content)

    def put_back(self, machine: Machine, chance: Random) -> None:
        """Bring a machine's own files back as they once were, or as nothing, or beside copies of what they were."""
        for name in self._versions:
            if _device_in(name) != machine.device or chance.random() < 0.5:
                continue
            path = _root(machine) / name
            match chance.choice(("old", "gone", "beside")):
                case "old":
                    _put(path, self._some_version(name, chance))
                case "gone":
                    path.unlink(missing_ok=True)
                case "beside" if name.startswith("log"):
                    _put(path.with_name(f"{path.name[:8]} (copy).rlog"), self._some_version(name, chance))

    def carry_all(self, machine: Machine, *, own: bool = False) -> None:
        """Bring a machine the latest of all that others wrote, or of what it wrote itself."""
        for name, versions in self._versions.items():
            if (self._writer[name] is machine) is own:
                _put(_root(machine) / name, versions[-1])

    def _some_version(self, name: str, chance: Random) -> bytes:
        versions = self._versions[name]
        return chance.choice(versions) if chance.random() < 0.3 else versions[-1]


def _root(machine: Machine) -> Path:
    return machine.folder / "rituals"


def _files(machine: Machine) -> list[Path]:
    return [path for top in ("log", "state") for path in sorted((_root(machine) / top).rglob("*")) if path.is_file()]


def _device_in(name: str) -> str:
    return name.split("/")[1]


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
