"""Real Syncthing between the folders of machines: a node each, on loopback, that knows of nobody but the others.

Nodes are asked by REST over a socket in a folder of their own, and listen on a port that the system picks.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from http.client import HTTPConnection
from itertools import permutations
from pathlib import Path
from random import Random
from socket import AF_UNIX, socket
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

from tests.kit.couples_folder import Machine
from tests.kit.desktop import need_programs, started, until
from tests.kit.short_folders import short_folder
from tests.kit.sync_engine import SyncEngine

_PATIENCE = 60.0
_OPTIONS = {
    "listenAddress": "tcp://127.0.0.1:0",
    "globalAnnounceEnabled": "false",
    "localAnnounceEnabled": "false",
    "relaysEnabled": "false",
    "natEnabled": "false",
    "crashReportingEnabled": "false",
    "urAccepted": "-1",
    "autoUpgradeIntervalH": "0",
    "startBrowser": "false",
    "reconnectionIntervalS": "1",
}
_SURROUNDINGS = {
    "STMONITORED": "1",  # one process, instead of one that watches over another
    "STNOUPGRADE": "1",
    "STHASHING": "standard",  # without a benchmark at each start
}


class _Connection(HTTPConnection):
    """To a socket that is a file."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=_PATIENCE)
        self._path = path

    def connect(self) -> None:
        self.sock = socket(AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self._path))


class Node:
    """A node with its home in a folder, which must be short enough for a socket."""

    def __init__(self, home: Path) -> None:
        self._home = home
        command = ["syncthing", "generate", f"--home={home}", "--no-default-folder", "--skip-port-probing"]
        surroundings = {"PATH": os.environ["PATH"], "HOME": str(home)}
        told = subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=_PATIENCE, check=True)
        (self.id,) = re.findall(r"Device ID: (\S+)", told.stdout + told.stderr)
        self._key = self._configure()
        self.folder = ""

    @contextmanager
    def running(self) -> Iterator[None]:
        """Let it run; it ends with the block, and with this process however that ends."""
        syncthing = [
            "syncthing",
            "serve",
            f"--home={self._home}",
            "--no-browser",
            "--no-restart",
            "--no-default-folder",
        ]
        command = ["setpriv", "--pdeathsig", "KILL", *syncthing]
        with started(command, {**_SURROUNDINGS, "HOME": str(self._home)}) as program:
            try:
                yield
            finally:
                program.kill()  # its home goes with it, so it has nothing to put in order

    @property
    def address(self) -> str:
        """Where it listens, once it does."""
        until(lambda: bool(self._addresses()), "Syncthing listens", _PATIENCE)
        return self._addresses()[0]

    def ask(self, method: str, path: str, content: object = None, **query: object) -> Any:
        """What it answers, as REST has it."""
        connection = _Connection(self._home / "socket")
        try:
            body = None if content is None else json.dumps(content)
            connection.request(method, f"/rest/{path}?{urlencode(query)}", body, {"X-API-Key": self._key})
            answer = connection.getresponse()
            text = answer.read()
        finally:
            connection.close()
        assert answer.status == 200, f"{method} {path}: {answer.status} {text!r}"
        return json.loads(text) if text.strip() else None

    def share(self, name: str, folder: Path, addresses: Mapping[str, str]) -> None:
        """Share one folder, under a name, with the nodes of these ids, which are at addresses if given."""
        devices = [{"deviceID": node, "addresses": [address] if address else []} for node, address in addresses.items()]
        self.ask("PUT", "config/devices", devices)
        soon = {"fsWatcherDelayS": 1, "pullerPauseS": 1}  # the second until it tries again what changed under it
        shared = {"id": name, "path": str(folder), "devices": devices, **soon}
        self.ask("PUT", "config/folders", [shared])
        self.folder = name

    def is_connected(self, other: Node) -> bool:
        """Whether it has the other at the line."""
        return bool(self.ask("GET", "system/connections")["connections"].get(other.id, {}).get("connected"))

    def lacks_nothing(self, other: Node) -> bool:
        """Whether the other said that it has all that this node knows of; of who said nothing yet it is taken to have
        all."""
        lack = self.ask("GET", "db/completion", folder=self.folder, device=other.id)
        has_spoken = lack["sequence"] or not lack["globalItems"]
        return bool(has_spoken) and not any(lack[what] for what in ("needItems", "needDeletes", "needBytes"))

    def scan(self) -> int:
        """Look through its folder now; what it returns grows with every change that it knows of."""
        self.ask("POST", "db/scan", folder=self.folder)
        return int(self.ask("GET", "db/status", folder=self.folder)["sequence"])

    def _addresses(self) -> Sequence[str]:
        try:
            listeners = self.ask("GET", "system/status")["connectionServiceStatus"]
        except (FileNotFoundError, ConnectionRefusedError):
            return []
        addresses = [address for listener in listeners.values() for address in listener["lanAddresses"] or ()]
        return [address for address in addresses if not address.endswith(":0")]

    def _configure(self) -> str:
        """Set it up before it first runs, so that it never speaks past loopback; returns its key."""
        path = self._home / "config.xml"
        config = ElementTree.parse(path).getroot()
        for name, value in _OPTIONS.items():
            _part(config, f"options/{name}").text = value
        _part(config, "gui/address").text = str(self._home / "socket")
        path.write_bytes(ElementTree.tostring(config))
        return _part(config, "gui/apikey").text or ""


class Syncthing:
    """What carries a couple's folder, which is new to it, between machines on which these nodes run."""

    def __init__(self, nodes: Sequence[Node], machines: Sequence[Machine]) -> None:
        self._nodes = dict(zip(machines, nodes, strict=True))
        self._paused: set[Machine] = set()
        name, addresses = os.urandom(4).hex(), dict.fromkeys((node.id for node in nodes), "")
        for machine, node in self._nodes.items():
            addresses[node.id] = node.address  # only who comes later calls: two that call each other may wait for long
            node.share(name, machine.folder, addresses)

    def node(self, machine: Machine) -> Node:
        """The node on a machine."""
        return self._nodes[machine]

    def pause(self, machine: Machine) -> None:
        """Pause the folder on a machine."""
        self._paused.add(machine)
        node = self.node(machine)
        node.ask("PATCH", f"config/folders/{node.folder}", {"paused": True})

    def resume(self, machine: Machine) -> None:
        """Let the folder on a machine go on."""
        self._paused.discard(machine)
        node = self.node(machine)
        node.ask("PATCH", f"config/folders/{node.folder}", {"paused": False})

    def is_paused(self, machine: Machine) -> bool:
        """Whether the folder on a machine is paused."""
        return machine in self._paused

    def settle(self) -> None:
        """Resume all, and wait until every node has what any has, copies of conflicts included."""
        for machine in list(self._paused):
            self.resume(machine)
        settle(list(self._nodes.values()))


class SyncthingEngine(SyncEngine):
    """Syncthing in a random history: it carries by itself, while people pause it and touch what lies in its folders."""

    def __init__(self, syncthing: Syncthing, machines: Sequence[Machine]) -> None:
        super().__init__(machines)
        self._syncthing = syncthing
        self._rolled_back: set[Machine] = set()

    def notice(self, machine: Machine) -> None:
        """See what a machine wrote since, unless Syncthing is just at it."""
        self._rolled_back.discard(machine)
        with suppress(FileNotFoundError):
            super().notice(machine)

    def restored(self, machine: Machine) -> None:
        """Nothing but seeing it: Syncthing takes what changed for the newest, and what is gone for removed."""
        self.notice(machine)

    def carry(self, machine: Machine, chance: Random) -> None:
        """Pause or resume a machine, let Syncthing bring everything, or do something to the peers' files there.

        Files stay as they are while there is no machine to publish them again: one that was rolled back and did not
        look yet, or one that went back to before it was the device whose files they are.
        """
        match chance.choice(("pause", "settle", "touch", "empty") if self._can_be_made_anew() else ("pause", "settle")):
            case "pause" if self._syncthing.is_paused(machine):
                self._syncthing.resume(machine)
            case "pause":
                self._syncthing.pause(machine)
            case "settle":
                self._syncthing.settle()
            case "touch":
                with suppress(FileNotFoundError):
                    super().carry(machine, chance)
            case "empty":
                shutil.rmtree(machine.folder / "rituals", ignore_errors=True)

    def carry_all(self, machine: Machine, *, own: bool = False) -> None:
        """Let Syncthing bring everything, also of what a machine itself wrote last."""
        if own:
            self._rolled_back.add(machine)
            super().carry_all(machine, own=True)
        self._syncthing.settle()

    def _can_be_made_anew(self) -> bool:
        known = {device for machine in self._machines for device in machine.devices}
        return not self._rolled_back and {name.split("/")[1] for name in self._versions} <= known


@contextmanager
def running_nodes(count: int) -> Iterator[Sequence[Node]]:
    """So many nodes that run until the block ends."""
    need_programs("syncthing", "setpriv")
    with ExitStack() as stack:
        nodes = [Node(stack.enter_context(short_folder())) for _ in range(count)]
        for node in nodes:
            stack.enter_context(node.running())
        yield nodes


def settle(nodes: Sequence[Node]) -> None:
    """Wait until every node has what any has in their folder, copies of conflicts included."""
    pairs = list(permutations(nodes, 2))
    for node, other in pairs:
        until(partial(node.is_connected, other), "Syncthing's nodes meet", _PATIENCE)
    before: list[int] = []
    while before != (before := [node.scan() for node in nodes]):
        for node, other in pairs:
            until(partial(node.lacks_nothing, other), "Syncthing has brought all", _PATIENCE)


def _part(config: ElementTree.Element, path: str) -> ElementTree.Element:
    part = config.find(path)
    assert part is not None, f"Syncthing's configuration has no {path}"
    return part
