"""A real browser for tests: Debian's chromium, without a window, a profile of its own or a way to the network."""

from __future__ import annotations

import html
import json
import os
import re
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

from tests.kit.desktop import need_programs
from tests.kit.short_folders import short_folder

_PATIENCE = 90.0
ALONE = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
_A_PAGE_OF_A_PDF = re.compile(rb"/Type\s*/Page\b")
_LOOKING_GLASS = """<!doctype html>
<iframe src="{page}" style="width: {width}px; height: 640px; border: 0"></iframe>
<output></output>
<script>
addEventListener("load", () => {{
  const {{document}} = frames[0];
  window.document.querySelector("output").textContent = JSON.stringify({question});
}});
</script>
"""


class Browser:
    """Opens pages from the disk; nothing it leaves behind lies outside its folder."""

    def __init__(self, folder: Path) -> None:
        need_programs("chromium")
        self._folder = folder

    def dom(self, page: Path) -> str:
        """A page as HTML, after the browser has read it."""
        return self._run("--dump-dom", page.as_uri())

    def count_printed_pages(self, page: Path) -> int:
        """How many sheets a page takes, one side each."""
        printed = self._folder / "printed.pdf"
        self._run("--no-pdf-header-footer", f"--print-to-pdf={printed}", page.as_uri())
        return len(_A_PAGE_OF_A_PDF.findall(printed.read_bytes()))

    def ask(self, page: Path, question: str, *, width: int) -> object:
        """What a piece of JavaScript says of a page's `document` that is shown in so many pixels."""
        glass = self._folder / "glass.html"
        glass.write_text(_LOOKING_GLASS.format(page=page.as_uri(), width=width, question=question), encoding="utf-8")
        seen = self._run("--allow-file-access-from-files", "--dump-dom", glass.as_uri())
        answer = re.search(r"<output>(.+)</output>", seen, re.DOTALL)
        assert answer, f"the browser gave no answer to {question}"
        return json.loads(html.unescape(answer[1]))

    def _run(self, *arguments: str) -> str:
        """Start it, wait for its end or the deadline, and leave nothing of it running."""
        said, errors = self._folder / "said.txt", self._folder / "errors.txt"
        command = ["chromium", *ALONE, f"--user-data-dir={self._folder / 'profile'}", *arguments]
        with (
            short_folder() as short,  # it puts a socket there, whose path has few characters
            said.open("wb") as output,
            errors.open("wb") as grumbling,
            subprocess.Popen(
                command,
                env={"PATH": os.environ["PATH"], "HOME": str(self._folder), "TMPDIR": str(short)},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=grumbling,
                start_new_session=True,
            ) as program,
        ):
            try:
                ended = program.wait(_PATIENCE)
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(program.pid, signal.SIGKILL)
        assert ended == 0, errors.read_text(encoding="utf-8", errors="replace")
        return said.read_text(encoding="utf-8")
