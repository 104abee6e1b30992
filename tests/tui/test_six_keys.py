"""The README's six keys do what it says of them."""

from __future__ import annotations

import re

from tests.kit.app import keep, make_app, make_session
from tests.kit.handbook import README, page_text
from tests.kit.pages import line_with, press


async def test_the_six_keys_do_what_the_readme_says_of_them() -> None:
    keys = page_text(README).partition("| key | |\n|---|---|\n")[2].partition("\n\n")[0]
    session = make_session()
    keep(session.service, "long-hug")
    async with make_app(session).run_test(size=(80, 24)) as pilot:
        await press(pilot, "c", "space", "escape")
        rituals = [ritual.name for ritual in session.service.state.rituals.values()]
        signs = [
            line_with(await press(pilot, *typed), "Long hug").split()[1]
            for typed in (("space",), ("space",), ("t",), ("u",), ("r",), ("u",), ("n", *"ours", "enter"))
        ]

    assert re.findall(r"^\| `(\w+)` \|", keys, re.MULTILINE) == ["c", "space", "t", "r", "n", "u"]
    assert sorted(rituals) == ["Date night", "Long hug"]
    assert signs == ["●", "○", "●", "○", "◌", "○", "●"]
