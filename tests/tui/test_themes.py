"""Colours that can be read, and screens that need none."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from rituals.config import Look
from rituals.held_settings import held_settings
from tests.kit.app import keep, make_app, make_session, text_of, until
from tui.themes import HIGH_CONTRAST, OURS

AA, AAA, NOT_TEXT = 4.5, 7.0, 3.0  # WCAG 2.2, success criteria 1.4.3, 1.4.6 and 1.4.11


def luminance(color: Color) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    parts = (part / 255 for part in color.rgb)
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((luminance(Color.parse(one)), luminance(Color.parse(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def text_colors(theme: Theme) -> dict[str, str]:
    """Every colour that text is shown in."""
    names = ("foreground", "primary", "secondary", "success", "warning", "error")
    named = {name: getattr(theme, name) for name in names}
    return {**named, "muted": theme.variables["text-muted"]}


@pytest.mark.parametrize("theme", OURS, ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", ["background", "surface"])
def test_text_meets_its_ground(theme: Theme, ground: str) -> None:
    wanted = AAA if theme is HIGH_CONTRAST else AA

    ratios = {name: contrast(color, getattr(theme, ground)) for name, color in text_colors(theme).items()}

    assert {name: ratio for name, ratio in ratios.items() if ratio < wanted} == {}


@pytest.mark.parametrize("theme", [theme.name for theme in OURS])
async def test_a_scrollbar_can_be_seen_on_every_ground(theme: str) -> None:
    app = make_app(make_session(look=Look(theme=theme)))
    async with app.run_test(size=(80, 24)):
        styles = app.screen.query("Lines").first().styles
        grounds = [Color.parse(app.theme_variables[name]) for name in ("background", "surface")]
        colors = [(ground + styles.scrollbar_background, ground + styles.scrollbar_color) for ground in grounds]

        assert all(contrast(ground.hex, thumb.hex) >= NOT_TEXT for ground, thumb in colors)


def test_the_yardstick_of_contrast_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


async def test_every_theme_of_textual_can_be_worn() -> None:
    session = make_session()
    keep(session.service, "long-hug", "walk-and-talk")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Tiny:" in text_of(app))
        before = text_of(app)
        for name in app.available_themes:
            app.theme = name
            await pilot.pause()

            assert text_of(app) == before


async def test_without_colour_the_signs_and_words_say_it_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    session = make_session()
    keep(session.service, "long-hug", "walk-and-talk", "appreciation-jar")
    session.service.tick("long-hug")
    session.service.rest("appreciation-jar")
    app = make_app(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        strips = app.screen._compositor.render_strips()

        colors = {s.style.color.triplet for strip in strips for s in strip if s.style and s.style.color}
        assert all(triplet and len(set(triplet)) == 1 for triplet in colors), "only greys are left"
        for sign in ("● ", "○ ", "◌ "):
            assert sign in text_of(app)


@pytest.mark.parametrize("size", [(39, 24), (80, 11), (20, 5)], ids=str)
async def test_a_screen_too_small_says_so_kindly_and_recovers(size: tuple[int, int]) -> None:
    session = make_session()
    keep(session.service, "long-hug")
    app = make_app(session)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "Long hug" not in text_of(app)
        assert "more room" in " ".join(text_of(app).split())

        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert "Long hug" in text_of(app)


async def test_without_animations_nothing_moves() -> None:

    app = make_app(make_session(look=Look(animations=False)))
    async with app.run_test():
        assert app.animation_level == "none"


@pytest.mark.parametrize("theme", OURS, ids=lambda theme: theme.name)
async def test_what_a_field_hints_at_can_be_read_too(theme: Theme) -> None:
    app = make_app(make_session(look=Look(theme=theme.name)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "plus", "tab")
        await pilot.pause()
        hint = app.screen.query("Input").first()
        color = hint.get_component_styles("input--placeholder").color.hex
        ground = hint.background_colors[1].hex

        assert contrast(color, ground) >= AA


@pytest.mark.parametrize("theme", [*(theme.name for theme in OURS), "ansi-dark"])
async def test_a_theme_looks_from_the_start_as_when_it_is_put_on_later(theme: str) -> None:
    app = make_app(make_session(look=Look(theme=theme)))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "This is where" in text_of(app))
        await pilot.pause()  # until what stands below has its place too
        from_the_start = app.screen._compositor.render_strips()

        app.theme = "nord"
        await pilot.pause()
        app.theme = theme
        await pilot.pause()

        assert app.screen._compositor.render_strips() == from_the_start


def test_the_themes_that_a_shell_can_choose_are_those_of_the_app() -> None:
    theme = next(setting for setting in held_settings(make_session()) if setting.key == "look.theme")

    assert set(theme.choices) <= {*BUILTIN_THEMES, *(own.name for own in OURS)}
