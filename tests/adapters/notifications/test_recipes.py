"""The recipes of the guide for nudges elsewhere, each as it stands there, against a stand-in on this machine."""

from __future__ import annotations

import json
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import pytest

from rituals.bootstrap import notifier
from rituals.config import load_settings, places
from rituals.core.nudges.delivery import Delivery
from tests.kit.desktop import need_programs
from tests.kit.handbook import page_text

PAGE = page_text("nudges")
RECIPES = re.findall(r"```(?:sh|python)\n# ~/(\S+)\n(.*?)```\n\n```toml\n(.*?)```", PAGE, re.DOTALL)
TITLE, BODY = 'Für "euch" ♥', "Kochen & mehr, um sieben: $HOME `pwd` \\ '\nBring den Hund."
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs sh")


class Request(NamedTuple):
    """What a server was asked."""

    method: str
    path: str
    title: str
    authorization: str
    content: bytes


class Server(NamedTuple):
    """A server on this machine."""

    address: str
    requests: list[Request]


@contextmanager
def server(status: int = 200) -> Iterator[Server]:
    """One that keeps what it is asked, and answers all of it with a status."""
    requests: list[Request] = []

    class Keeper(BaseHTTPRequestHandler):
        def keep(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            title = self.headers.get("Title", "").encode("latin-1").decode()  # as it came
            requests.append(Request(self.command, self.path, title, self.headers.get("Authorization", ""), content))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_POST = do_PUT = keep  # noqa: N815 - the library's names

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the library's name
            """Print nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Keeper) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield Server(f"http://127.0.0.1:{listening.server_port}", requests)
        listening.shutdown()


class Follower:
    """Somebody who does what a recipe says, with a home folder of their own and other programs and addresses."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.home = home
        monkeypatch.setenv("HOME", str(home))
        monkeypatch.setenv("no_proxy", "*")
        self.programs = home / "bin"
        self.programs.mkdir()
        monkeypatch.setenv("PATH", f"{self.programs}:/usr/bin:/bin")

    def program(self, name: str) -> Path:
        """A stand-in for a program, which keeps its arguments and what it reads."""
        path = self.programs / name
        path.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >"{self.home}/arguments"\ncat >"{self.home}/read"\n')
        path.chmod(0o700)
        return path

    def follow(self, name: str, *instead: tuple[str, str]) -> Delivery:
        """Put down what the recipe says, with something else instead here and there, and send a nudge."""
        ((path, text, settings),) = [recipe for recipe in RECIPES if recipe[0].endswith(name)]
        for wanted, other in instead:
            assert wanted in text
            text = text.replace(wanted, other)
        file = self.home / path
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
        where = places(str(self.home / "rituals"))
        where.settings.parent.mkdir()
        where.settings.write_text(settings.replace('"desktop", ', ""), encoding="utf-8")
        assert load_settings(where.settings).problems == ()
        assert notifier(where).check().delivered
        return notifier(where).notify(TITLE, BODY)


@pytest.fixture
def follower(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Follower:
    return Follower(tmp_path, monkeypatch)


def test_each_recipe_of_the_page_is_tried() -> None:
    assert [path.rpartition("/")[2] for path, _, _ in RECIPES] == ["ntfy.sh", "matrix.py", "mail.sh", "termux.sh"]
    assert PAGE.count("```toml") == len(RECIPES)


def test_ntfy_gets_the_title_in_a_header_and_the_text_as_it_is(follower: Follower) -> None:
    need_programs("curl")

    with server() as phone:
        delivery = follower.follow("ntfy.sh", ("https://ntfy.sh", phone.address))

    ((method, path, title, _, content),) = phone.requests
    assert delivery == Delivery(True, "Handed to sh.")
    assert (method, path, title) == ("POST", "/a-long-name-of-your-own", TITLE)
    assert content.decode().rstrip("\n") == BODY


def test_a_server_that_refuses_is_told_and_its_text_is_not(follower: Follower) -> None:
    need_programs("curl")

    with server(507) as phone:
        delivery = follower.follow("ntfy.sh", ("https://ntfy.sh", phone.address))

    assert not delivery.delivered
    assert "sh, ended with code 22" in delivery.words


def test_a_room_on_matrix_gets_one_message(follower: Follower) -> None:
    follower.programs.joinpath("python3").symlink_to(sys.executable)

    with server() as room:
        delivery = follower.follow("matrix.py", ("https://matrix.example.org", room.address))

    ((method, path, _, authorization, content),) = room.requests
    assert delivery == Delivery(True, "Handed to python3.")
    assert method == "PUT"
    assert re.fullmatch(r"/_matrix/client/v3/rooms/!room:example\.org/send/m\.room\.message/\d+", unquote(path))
    assert authorization == "Bearer the account's access token"
    assert json.loads(content) == {"msgtype": "m.text", "body": f"{TITLE}\n{BODY}"}


def test_a_mail_has_the_words_in_its_body_alone(follower: Follower) -> None:
    delivery = follower.follow("mail.sh", ("/usr/sbin/sendmail", str(follower.program("sendmail"))))

    head, _, body = (follower.home / "read").read_text().partition("\n\n")
    assert delivery.delivered
    assert (follower.home / "arguments").read_text() == "-t\n"
    assert head.splitlines() == [
        "To: ana@example.org",
        "Subject: A nudge",
        "Content-Type: text/plain; charset=utf-8",
    ]
    assert body == f"{TITLE}\n{BODY}\n"


def test_a_phone_with_termux_shows_it_without_the_words_among_the_arguments(follower: Follower) -> None:
    follower.program("termux-notification")

    delivery = follower.follow("termux.sh")

    assert delivery.delivered
    assert (follower.home / "arguments").read_text() == "--title\nrituals\n"
    assert (follower.home / "read").read_text() == f"{TITLE}\n{BODY}\n"
