"""A page in a real browser that a test types into, clicks on and reads: the app, as textual-serve shows it."""

from __future__ import annotations

import base64
import json
import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from tests.kit.browser import ALONE
from tests.kit.desktop import need_programs, started, until
from tests.kit.handbook import page_text
from tests.kit.short_folders import short_folder

_PATIENCE = 60.0
_TERMINAL_CAUGHT = """
Object.defineProperty(Object.prototype, "canvasAddon", {
  configurable: true,
  set(addon) {
    window.caughtTerminal = this.terminal;
    Object.defineProperty(this, "canvasAddon", {value: addon, writable: true});
  },
});
"""
"""textual-serve's page lets nobody at its terminal, and draws it; this keeps hold of it as it is made."""
_ROWS = """
(() => {
  const terminal = window.caughtTerminal;
  if (!terminal) return null;
  const lines = terminal.buffer.active;
  return Array.from({length: terminal.rows}, (_, row) => lines.getLine(row).translateToString(true, 0, terminal.cols));
})()
"""
_CELL = """
(() => {
  const {left, top, width, height} = document.querySelector(".xterm-screen").getBoundingClientRect();
  const {cols, rows} = window.caughtTerminal;
  return [left, top, width / cols, height / rows];
})()
"""
_NAMED = {
    "enter": ("Enter", "Enter", 13, "\r"),
    "escape": ("Escape", "Escape", 27, ""),
    "space": (" ", "Space", 32, " "),
    "tab": ("Tab", "Tab", 9, ""),
    "backspace": ("Backspace", "Backspace", 8, ""),
    "up": ("ArrowUp", "ArrowUp", 38, ""),
    "down": ("ArrowDown", "ArrowDown", 40, ""),
    "left": ("ArrowLeft", "ArrowLeft", 37, ""),
    "right": ("ArrowRight", "ArrowRight", 39, ""),
    "pagedown": ("PageDown", "PageDown", 34, ""),
    "pageup": ("PageUp", "PageUp", 33, ""),
    **{f"f{n}": (f"F{n}", f"F{n}", 111 + n, "") for n in range(1, 13)},
}
_HELD = {"alt": 1, "ctrl": 2, "shift": 8}


class WebBrowser:
    """Chromium without a window, driven over two pipes; every tab has its page."""

    def __init__(self, asks: int, answers: int) -> None:
        self._asks = asks
        self._answers = answers
        self._number = 0
        self._unread = b""

    def open(self, address: str, *, width: int = 1200, height: int = 760) -> WebPage:
        """A page in a tab of its own."""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = WebPage(self, target, session)
        page.ask("Page.enable")
        page.ask("Page.addScriptToEvaluateOnNewDocument", source=_TERMINAL_CAUGHT)
        page.resize(width, height)
        page.ask("Emulation.setFocusEmulationEnabled", enabled=True)
        page.ask("Page.navigate", url=address)
        return page

    def ask(self, method: str, session: str = "", **words: object) -> Any:
        """What the browser answers to a command of the DevTools protocol."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": words, **({"sessionId": session} if session else {})}
        os.write(self._asks, json.dumps(message).encode() + b"\0")
        deadline = time.monotonic() + _PATIENCE
        while (answer := self._next_message(deadline)).get("id") != self._number:
            pass
        assert "error" not in answer, f"{method}: {answer}"
        return answer["result"]

    def _next_message(self, deadline: float) -> dict[str, Any]:
        while b"\0" not in self._unread:
            ready, _, _ = select.select([self._answers], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, "the browser does not answer"
            piece = os.read(self._answers, 1 << 20)
            assert piece, "the browser ended"
            self._unread += piece
        message, _, self._unread = self._unread.partition(b"\0")
        document: dict[str, Any] = json.loads(message)
        return document


class WebPage:
    """One tab, with the terminal that textual-serve's page has in it."""

    def __init__(self, browser: WebBrowser, target: str, session: str) -> None:
        self._browser = browser
        self._target = target
        self._session = session

    def ask(self, method: str, **words: object) -> Any:
        return self._browser.ask(method, self._session, **words)

    def value_of(self, script: str) -> Any:
        """What a piece of JavaScript gives in the page."""
        answer = self.ask("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    @property
    def text(self) -> str:
        """What the terminal shows."""
        return "\n".join(self.value_of(_ROWS) or [])

    @property
    def columns(self) -> int:
        """How many columns the terminal has."""
        return int(self.value_of("window.caughtTerminal.cols"))

    @property
    def has_ended(self) -> bool:
        """Whether the page says that the app has ended."""
        return bool(self.value_of('document.body.classList.contains("-closed")'))

    def wait_for(self, words: str, *, gone: bool = False) -> None:
        """Wait until the terminal shows some words, or no longer does."""
        with self._telling_what_it_shows():
            until(lambda: (words in self.text) is not gone, f"{words!r} {'is gone' if gone else 'shows'}", _PATIENCE)

    def wait_until(self, is_so: Callable[[], bool], what: str) -> None:
        with self._telling_what_it_shows():
            until(is_so, what, _PATIENCE)

    @contextmanager
    def _telling_what_it_shows(self) -> Iterator[None]:
        try:
            yield
        except AssertionError as error:
            raise AssertionError(f"{error}; the page shows:\n{self.text}") from None

    def press(self, *names: str) -> None:
        """Press keys, by the names that Textual has for them."""
        for name in names:
            *held, last = name.split("+") if len(name) > 1 else [name]
            mask = sum(_HELD[one] for one in held)
            if last in _NAMED:
                key, code, number, text = _NAMED[last]
            else:
                key, code, number = last, f"Key{last.upper()}" if last.isalpha() else "", ord(last.upper())
                text = "" if mask & ~_HELD["shift"] else last
            base = {"key": key, "code": code, "windowsVirtualKeyCode": number, "modifiers": mask}
            self.ask("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **base)
            self.ask("Input.dispatchKeyEvent", type="keyUp", **base)

    def type(self, text: str) -> None:
        """Type letters one by one, whatever keyboard has them."""
        for letter in text:
            self.ask("Input.insertText", text=letter)

    def paste(self, text: str) -> None:
        """Paste as from the clipboard."""
        self.value_of(
            f"""(() => {{
                const held = new DataTransfer();
                held.setData("text/plain", {json.dumps(text)});
                const paste = new ClipboardEvent("paste", {{clipboardData: held, bubbles: true, cancelable: true}});
                document.querySelector(".xterm-helper-textarea").dispatchEvent(paste);
            }})()"""
        )

    def click_on(self, words: str) -> None:
        """Click in the middle of words, where they stand first."""
        rows = self.text.splitlines()
        row = next(number for number, line in enumerate(rows) if words in line)
        left, top, width, height = self.value_of(_CELL)
        self.click_at(left + (rows[row].index(words) + len(words) / 2) * width, top + (row + 0.5) * height)

    def click_at(self, x: float, y: float) -> None:
        """Click on a place, in pixels."""
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            button = {} if kind == "mouseMoved" else {"button": "left", "clickCount": 1}
            self.ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, **button)

    def resize(self, width: int, height: int) -> None:
        """Make the window of this many pixels."""
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def reload(self) -> None:
        self.ask("Page.reload")

    def close(self) -> None:
        self._browser.ask("Target.closeTarget", targetId=self._target)

    def picture(self) -> bytes:
        """What it looks like, as PNG."""
        return base64.b64decode(self.ask("Page.captureScreenshot", format="png")["data"])


@contextmanager
def web_browser(folder: Path) -> Iterator[WebBrowser]:
    """Chromium, with its profile in this folder, that reaches this machine alone and ends with the block."""
    need_programs("chromium")
    asks_read, asks_write = os.pipe()
    answers_read, answers_write = os.pipe()
    with short_folder() as short, (folder / "browser.log").open("wb") as log:
        process = subprocess.Popen(
            [
                *("bash", "-c", f'exec "$@" 3<&{asks_read} 4>&{answers_write}', "bash", "chromium"),
                *(*ALONE, "--remote-debugging-pipe", f"--user-data-dir={folder / 'profile'}"),
            ],
            env={"PATH": os.environ["PATH"], "HOME": str(folder), "TMPDIR": str(short)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=(asks_read, answers_write),
            start_new_session=True,
        )
        os.close(asks_read)
        os.close(answers_write)
        try:
            yield WebBrowser(asks_write, answers_read)
        finally:
            os.close(asks_write)
            os.close(answers_read)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(_PATIENCE)


class PageServer(NamedTuple):
    """Serves the app at an address."""

    address: str
    process: subprocess.Popen[bytes]

    @property
    def apps(self) -> int:
        """How many apps it runs, one a tab."""
        pid = self.process.pid
        return len(Path(f"/proc/{pid}/task/{pid}/children").read_text().split())


@contextmanager
def page_served(folder: Path, environment: Mapping[str, str], *words: str) -> Iterator[PageServer]:
    """The guide's script, with these words behind its name."""
    script, log = folder / "serve.py", folder / "served.log"
    code = re.search(r"```python\n(.*?)```", page_text("browser"), re.DOTALL)
    assert code
    script.write_text(code[1].replace("8000", str(_free_port())), encoding="utf-8")
    command = [sys.executable, "-u", str(script), *words]
    beside = {**environment, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"}
    with log.open("wb") as output, started(command, beside, stdout=output, stderr=output) as server:
        until(lambda: "Serving" in log.read_text(errors="replace") or server.poll() is not None, "the page is served")
        address = re.search(r"^Open (\S+)", log.read_text(errors="replace"), re.MULTILINE)
        assert address, log.read_text(errors="replace")
        until(lambda: _is_heard_by(address[1]), "somebody listens there")
        yield PageServer(address[1], server)


def _is_heard_by(address: str) -> bool:
    place = urlsplit(address)
    with socket.socket() as caller:
        return caller.connect_ex((place.hostname, place.port)) == 0


def _free_port() -> int:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port: int = unused.getsockname()[1]
        return port
