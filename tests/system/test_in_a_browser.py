"""The app on a page in Chromium, served as the guide says: it takes keys, letters of all kinds, and the mouse."""

from __future__ import annotations

import json
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest

if sys.platform == "win32":
    pytest.skip("the browser is driven over POSIX pipes", allow_module_level=True)

from tests.kit.desktop import until
from tests.kit.traces import in_shell, machine
from tests.kit.web_page import PageServer, WebBrowser, WebPage, page_served, web_browser

pytestmark = pytest.mark.desktop

EMPTY = (300, 700)
"""A place in a window of 1200 by 760 pixels where nothing can be clicked."""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A machine of somebody who took up two rituals."""
    ours = machine(tmp_path)
    in_shell(ours, "add", "Long hug", "--every", "every day")
    in_shell(ours, "add", "Walk and talk", "--every", "every day")
    return ours


@pytest.fixture
def server(environment: dict[str, str], tmp_path: Path) -> Iterator[PageServer]:
    with page_served(tmp_path, environment) as serving:
        yield serving


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[WebBrowser]:
    with web_browser(tmp_path) as chromium:
        yield chromium


def opened(browser: WebBrowser, server: PageServer) -> WebPage:
    """Today in a tab, which has the keys."""
    page = browser.open(server.address)
    page.wait_for("Long hug")
    page.click_at(*EMPTY)
    return page


def test_an_evening_in_a_browser(browser: WebBrowser, server: PageServer, environment: dict[str, str]) -> None:
    page = opened(browser, server)
    page.press("space")
    page.wait_for("●  Long hug")
    page.click_on("Walk and talk")
    page.wait_for("› ○  Walk and talk")
    page.click_on("space done")
    page.wait_for("●  Walk and talk")
    page.press("a")
    page.wait_for("ctrl+o gives you words to begin with")
    page.type("Der Käse, die Straße – und Du ♥ ")
    page.paste("Grüße vom Fuß ♥\nñandú, žluťoučký, 日本")
    page.wait_for("žluťoučký")
    page.press("ctrl+s")
    page.wait_for("Today ›", gone=True)
    page.click_on("4 Jar")
    page.wait_for("Straße – und Du ♥ Grüße vom")

    assert [note["text"] for note in json.loads(in_shell(environment, "jar", "list", "--json"))["notes"]] == [
        "Der Käse, die Straße – und Du ♥ Grüße vom Fuß ♥\nñandú, žluťoučký, 日本"
    ]


def test_keys_that_the_browser_would_like_are_those_of_the_app(browser: WebBrowser, server: PageServer) -> None:
    page = opened(browser, server)
    for key, words in (("f1", "Signs"), ("f2", "In danger now"), ("f3", "The way back"), ("ctrl+p", "Find a command")):
        page.press(key)
        page.wait_for(words)
        page.press("escape")
        page.wait_for(words, gone=True)


def test_a_tab_that_is_closed_ends_its_app_and_keeps_the_note(browser: WebBrowser, server: PageServer) -> None:
    page, other = opened(browser, server), opened(browser, server)
    assert server.apps == 2
    page.press("a")
    page.wait_for("ctrl+o")
    page.type("für später ♥")
    page.wait_for("für später ♥")
    page.close()
    other.wait_until(lambda: server.apps == 1, "the app of the closed tab has ended")
    other.press("a")
    other.wait_for("Here is what you began. ctrl+l throws it away.")
    other.wait_for("für später ♥")
    other.press("ctrl+l", "ctrl+l")
    other.wait_for("It is thrown away")


def test_reloading_and_resizing_and_quitting(browser: WebBrowser, server: PageServer) -> None:
    page = opened(browser, server)
    page.resize(640, 500)
    page.wait_until(lambda: page.columns < 80, "the app has the size of the window")
    page.reload()
    page.wait_for("Long hug")
    page.wait_until(lambda: server.apps == 1, "the app of the page before has ended")
    page.click_on("? all keys")
    page.wait_for("On this row")
    page.press("escape")
    page.wait_for("On this row", gone=True)
    page.press("q")
    page.wait_until(lambda: page.has_ended, "the page says that it is over")
    page.wait_until(lambda: server.apps == 0, "the app has ended")


def test_the_demo_opens_in_a_browser(browser: WebBrowser, tmp_path: Path) -> None:
    with page_served(tmp_path, machine(tmp_path), "--demo") as server:
        page = browser.open(server.address)
        page.wait_for("rituals · a demo")
        page.close()
        until(lambda: server.apps == 0, "the demo has ended")


def test_who_lacks_the_address_is_not_let_in_and_the_page_asks_nobody_else(tmp_path: Path) -> None:
    with page_served(tmp_path, machine(tmp_path)) as server:
        for path in ("/", "/ws", "/static/js/textual.js", "/guess/ws"):
            with pytest.raises(urllib.error.HTTPError, match="404"):
                urllib.request.urlopen(urljoin(server.address, path))
        with urllib.request.urlopen(server.address) as answer:
            policy = answer.headers["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "http" not in policy
