"""A program from before private pages could be locked, in a home where somebody's are."""

from __future__ import annotations

from pathlib import Path

import pytest

from rituals.core.events import AskAboutAdded
from tests.kit.locks import lock_cheaply, open_lock
from tests.kit.older_program import older_shell, program_before
from tests.kit.runs import Runs
from tests.kit.traces import words_on_disk

pytestmark = pytest.mark.durability

UPDATE = "was written by a later version of rituals. Update rituals here to go on."


@pytest.fixture(scope="module")
def older_program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return program_before("rituals/adapters/locking/__init__.py", tmp_path_factory.mktemp("older"))


def test_an_older_program_refuses_what_is_locked_and_goes_on_with_what_is_shared(
    older_program: Path, shell: Runs, tmp_path: Path, full: bool
) -> None:
    older = older_shell(older_program, shell.home, tmp_path)
    session = shell.open_session(None)
    ana, sam = session.service.couple
    if full:
        assert older("ask", "about", "-", "--on", "tue", typed="quinceword").returncode == 0
    lock_cheaply(session, ana.id)
    assert session.own_data is not None
    backup = session.own_data().back_up()

    refused = older("ask", "about", "-", "--on", "wed", typed="heronword")
    assert refused.returncode == 1
    assert UPDATE in refused.stderr
    assert not words_on_disk(shell.home, "heronword", "quinceword")
    ticked = older("tick", "walk")
    assert (ticked.returncode, ticked.stderr) == (0, "")
    if full:
        restored = older("backup", "restore", str(backup))
        assert restored.returncode == 1
        assert "was made by a later version of rituals. Update rituals here to restore it." in restored.stderr
        assert UPDATE in older("doctor").stdout
        assert older("backup").returncode == 0

    now = shell.open_session(None)
    assert "kept" in shell.done("today")
    private = now.service.private(ana.id)
    private.put_in([AskAboutAdded("e", now.service.today(), "otterword")])
    open_lock(now, ana.id)
    assert [note.text for note in private.now.to_ask] == [*(["quinceword"] if full else []), "otterword"][::-1]
    assert now.service.private(sam.id).now.to_ask == []
