"""Whatever is another login's, closed, or not what it should be: a sentence, an exit code, and nothing lost."""

from __future__ import annotations

import importlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import cycle
from pathlib import Path
from pkgutil import walk_packages
from typing import NamedTuple

import pytest

import rituals
from rituals.bootstrap import open_session
from rituals.cli.main import main
from rituals.cli.shared.context import CliContext
from rituals.errors import StorageError
from tests.kit.another_login import (
    IS_ROOT,
    NOBODY,
    REFUSALS,
    WHY_NOT,
    a_refused_login,
    folder_of_that_login,
    no_longer_than,
)
from tests.kit.app import make_app, text_of
from tests.kit.every_verb import every_verb
from tests.kit.fakes import FakeNotifier
from tests.kit.runs import FakeAutostart
from tests.kit.saving import keys as typed
from tui.shared.toast import Toast

pytestmark = [pytest.mark.durability, pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)]

VERBS: tuple[tuple[str, ...], ...] = (*every_verb("walk"), ("doctor", "--repair"))
TAKE_AWAY = {("erase",), ("jar", "erase"), ("ask", "erase"), ("doctor", "--repair")}
NEEDS_A_TERMINAL = ("lock", "set")  # and says so with 3
ALSO_THERE = (
    *("data/drafts", "data/drafts/editor", "data/restoring", "data/restoring.new", "data/nudge.lock"),
    *("data/nudge.holder", "data/restoring.lock", "data/backups/erasing", "cache", "cache/shared.snapshot"),
)
FOLDERS_TOO = {"data/drafts", "data/drafts/editor", "data/restoring", "data/restoring.new", "cache"}


class Kept(NamedTuple):
    """A home that can be put back as it was."""

    home: Path
    copy: Path

    def put_back(self) -> None:
        for path in (self.home, *self.home.parent.glob(f"{self.home.name}-*")):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        shutil.copytree(self.copy, self.home)
        for path in (self.home, *self.home.rglob("*")):
            if os.geteuid() == 0:
                os.chown(path, NOBODY, NOBODY)

    def lost(self, broken: Path) -> set[bytes]:
        """The lines of the journals that are gone, those aside that were below what is broken."""
        if not broken.is_symlink() and broken.exists():
            broken.chmod(0o700)
        lines: set[bytes] = set()
        for path in self.copy.rglob("*.jsonl"):
            now = self.home / path.relative_to(self.copy)
            if broken not in {now, *now.parents} or (now.is_file() and not broken.is_symlink()):
                lines |= set(path.read_bytes().splitlines()) - set(now.read_bytes().splitlines())
        return lines


def run(home: Path, *call: str) -> int:
    context = CliContext(notifier=lambda _: FakeNotifier(), autostart=lambda _: FakeAutostart())
    return main([word.format(home=home) for word in call], context=context)


@pytest.fixture(scope="module")
def kept() -> Iterator[Kept]:
    """A couple's home with everything in it that a home may have."""
    with folder_of_that_login() as folder, pytest.MonkeyPatch.context() as environment:
        home = folder / "home"
        environment.setenv("RITUALS_HOME", str(home))
        first_calls: tuple[tuple[str, ...], ...] = (
            ("people", "add", "Sam"),
            ("add", "Evening walk", "--every", "every day"),
            ("add", "Cook together", "--every", "twice a week"),
            ("tick", "cook"),
            ("jar", "add", "for the tea"),
            ("ask", "about", "the dentist"),
            ("backup",),
        )
        for call in first_calls:
            assert run(home, *call) == 0
        (home / "settings.toml").touch()
        (home / "catalogue.toml").touch()
        for name in ALSO_THERE:
            (home / name).parent.mkdir(exist_ok=True)
            if name in FOLDERS_TOO:
                (home / name).mkdir(exist_ok=True)
        shutil.copytree(home, folder / "copy")
        for module in ("concurrent.futures.thread", *(one.name for one in walk_packages(rituals.__path__, "rituals."))):
            importlib.import_module(module)
        for call in VERBS:
            run(home, *call)  # as the other login may not reach what Python imports late
        yield Kept(home, folder / "copy")


def places(kept: Kept) -> list[str]:
    """Every file and folder of the home, and what else may lie in one, from the root of it."""
    there = {str(path.relative_to(kept.copy)) for path in (kept.copy, *kept.copy.rglob("*"))}
    return sorted({*there, *ALSO_THERE})


def refuse(kept: Kept, place: str, refusal: str) -> None:
    path = kept.home / place
    if not path.exists():
        path.touch()
        shutil.copystat(kept.home / "settings.toml", path)
    REFUSALS[refusal](path)
    if IS_ROOT and refusal != "another login's":
        os.chown(path, NOBODY, NOBODY, follow_symlinks=False)


def test_every_verb_ends_in_a_sentence_and_nothing_is_lost(
    kept: Kept, capsys: pytest.CaptureFixture[str], full: bool, figure: Callable[[str], None]
) -> None:
    turn, runs = cycle(VERBS), 0
    wrong: list[str] = []
    for place in places(kept):
        for refusal in REFUSALS:
            for call in VERBS if full else [next(turn)]:
                kept.put_back()
                refuse(kept, place, refusal)
                capsys.readouterr()
                with a_refused_login(), no_longer_than(20):
                    code = run(kept.home, *call)
                out, err = capsys.readouterr()
                runs += 1
                runs += 1
                is_sentence = "something broke" not in err and (code == 0 or out or err.count("\n") == 1)
                takes_away = call[:1] in TAKE_AWAY or call[:2] in TAKE_AWAY
                codes = {0, 1, 2, 3} if call == NEEDS_A_TERMINAL else {0, 1, 2}
                if code not in codes or not is_sentence or (not takes_away and kept.lost(kept.home / place)):
                    wrong.append(f"{' '.join(call)} with {place} {refusal}: {code} {err}")
    assert not wrong, "\n".join(wrong)
    figure(f"another login's, closed or no file: {runs} runs of {len(VERBS)} verbs, each ended in a sentence")


NO_FOLDER = [*REFUSALS][[*REFUSALS].index("a file for a folder, or a folder for a file") :]
SAID_OF = {
    ".": ("today", "add tea", "jar list", "doctor", "export --to -", "undo"),
    "data": ("today", "tick walk", "list", "backup", "backup list", "nudge status", "doctor"),
    "data/shared": ("week", "jar add thanks", "doctor"),
    "data/private": ("export --to -", "doctor"),
    "data/backups": ("backup list", "doctor"),
}


@pytest.mark.parametrize("place", SAID_OF)
def test_what_is_no_folder_where_one_should_be_is_said_to_be_none(
    kept: Kept, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    for refusal, call in ((refusal, call) for refusal in NO_FOLDER for call in SAID_OF[place]):
        kept.put_back()
        refuse(kept, place, refusal)
        capsys.readouterr()

        with a_refused_login(), no_longer_than(20):
            code = run(kept.home, *call.split())

        out, err = capsys.readouterr()
        assert f"{kept.home / place} is no folder" in out + err, f"{call} with {refusal}: {out} {err}"
        assert code == 1, f"{call} with {refusal}"
        assert not kept.lost(kept.home / place)


PAGES: Mapping[str, Sequence[str]] = {
    "today": ("space", "u", "n", *typed("wet"), "enter", "z"),
    "rituals": ("2", "t", "plus", *typed("Tea"), "ctrl+s"),
    "a ritual": ("2", "enter", "e", *typed("er"), "ctrl+s"),
    "the week": ("w", "space"),
    "rhythm": ("3", "enter"),
    "the jar": ("4", "a", *typed("hello"), "ctrl+s", "escape", "o"),
    "a talk": ("5", "enter", "enter", *["ctrl+n"] * 4, *typed("so"), "enter"),
    "a check-in": ("6", "enter", "enter", "3", "enter", *["ctrl+n"] * 4),
    "a question": ("o", "f", "space"),
    "a section": ("f3", "enter", "enter"),
    "a yes from each": ("ctrl+p", *typed("takes a yes"), "enter", "enter", "space"),
    "settings": ("comma", "enter", "space", "down", "enter", "right", "enter"),
    "people": ("ctrl+p", *typed("see the people"), "enter", "enter", *typed("x"), "enter"),
    "the data": ("ctrl+p", *typed("back up"), "enter", "enter", "down", "enter"),
    "the lock screen": ("ctrl+p", *typed("which names"), "enter", "space"),
}
"""Each page from Today on, with something done on it."""
LEAVES = (*["escape"] * 3, "y", *["escape"] * 2, "1")
SEEN_IN_THE_APP = {
    ("data", "not to be entered"): ("today", "the jar"),
    ("data/shared", "a link to nothing"): ("rituals", "a question"),
    ("data/device", "a pipe"): ("the week",),
}


class Walked(NamedTuple):
    """What the app made of what it was refused, after something was done on some pages."""

    saved: set[str]
    """The ids of the records that it takes for saved."""
    is_read: bool
    """Whether it could read what was there."""
    today: str
    """What Today said, without blanks and line breaks."""


async def walk_through_the_app(pages: Sequence[str]) -> Walked:
    """Do something on each of these pages."""
    app = make_app(open_session(tolerate_errors=True))
    async with app.run_test(size=(80, 24)) as pilot:
        for page in pages:
            await pilot.press(*PAGES[page])
            await pilot.press(*LEAVES)
        await pilot.pause()
        assert app.is_running
        logs, saved = app.session.service.logs, set[str]()
        for log in (logs.shared, logs.local, *(logs.private[person.id] for person in app.session.service.couple)):
            with suppress(StorageError):
                saved |= {record.id for record in log.newest_first()}
        return Walked(saved, app.session.service.has_begun, "".join(text_of(app).split()))


async def test_the_app_goes_on_whatever_it_is_refused_and_takes_nothing_for_saved_that_is_not(
    kept: Kept, full: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn, told = cycle(zip(PAGES, [*PAGES][1:], strict=False)), list[str]()
    every = {(place, refusal): next(turn) for place in places(kept) for refusal in REFUSALS}
    show = Toast.show

    def listen(toast: Toast, words: str, *, needs_doing: bool = False) -> None:
        told.append(words)
        show(toast, words, needs_doing=needs_doing)

    monkeypatch.setattr(Toast, "show", listen)
    kept.put_back()
    late = PAGES if full else {page: None for pages in SEEN_IN_THE_APP.values() for page in pages}
    await walk_through_the_app([*late])  # once as it should be, for what Python imports late
    for (place, refusal), pages in (every if full else SEEN_IN_THE_APP).items():
        kept.put_back()
        refuse(kept, place, refusal)
        told.clear()
        try:
            with a_refused_login(), no_longer_than(120):
                walked = await walk_through_the_app(pages)
        except Exception as bug:
            raise AssertionError(f"{place} {refusal}") from bug
        assert not kept.lost(kept.home / place), f"{place} {refusal}"
        on_disk = b"".join(path.read_bytes() for path in kept.home.rglob("*.jsonl") if path.is_file())
        assert not [name for name in walked.saved if name.encode() not in on_disk], f"{place} {refusal}"
        names = {str(kept.home), os.path.realpath(kept.home / place)}  # what a link leads to may be named
        is_told = any(name in words for name in names for words in (*told, walked.today))
        assert walked.is_read or is_told, f"{place} {refusal}: {told} {walked.today}"
