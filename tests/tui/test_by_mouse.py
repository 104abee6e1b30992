"""An evening without a single key: everything that has one can be clicked."""

from __future__ import annotations

from tests.kit.app import make_app, make_session, text_of
from tests.kit.pages import click_text, line_with


async def test_an_evening_from_the_welcome_on_by_mouse_alone() -> None:
    session = make_session()
    app = make_app(session, welcome=True)
    async with app.run_test(size=(120, 50)) as pilot:
        for _ in range(3):
            await click_text(pilot, "Next ›")
        await click_text(pilot, "To Today ›")
        assert app.screen.TITLE == "Today"

        await click_text(pilot, "○")
        assert "●" in line_with(text_of(app), "Walk and talk")
        await click_text(pilot, "undo")
        assert "○" in line_with(text_of(app), "Walk and talk")
        await click_text(pilot, "Long hug")
        await click_text(pilot, "rest")
        assert "◌" in line_with(text_of(app), "Long hug")
        await click_text(pilot, "tiny version")
        assert "tiny" in line_with(text_of(app), "Long hug")

        await click_text(pilot, "pick a ritual")
        await click_text(pilot, "Date night")
        await click_text(pilot, "keep it")
        assert "yours" in line_with(text_of(app), "Date night")
        await click_text(pilot, "esc back")

        await click_text(pilot, "all keys")
        await click_text(pilot, "Every ritual you keep")
        assert app.screen.TITLE == "Rituals"
        assert "Date night" in text_of(app)
        await click_text(pilot, "Date night")
        await click_text(pilot, "put away", occurrence=0)
        await click_text(pilot, "esc back")

        await click_text(pilot, "all keys")
        await click_text(pilot, "People, days, nudges")
        assert app.screen.TITLE == "Settings"
        await click_text(pilot, "esc back")

        await click_text(pilot, "all keys")
        app.screen.query_one(".dialog").scroll_end(animate=False)  # as the wheel does
        await click_text(pilot, "Close; everything")
        assert not app.is_running or app._exit

    ritual = session.service.state.rituals["date-night"]
    assert ritual.is_archived
