"""The app's Textual themes: dark, light, high contrast and 16 colours."""

from __future__ import annotations

from textual.app import App
from textual.theme import Theme

from rituals.config import Look

DARK = Theme(
    name="rituals-dark",
    primary="#e893a7",
    secondary="#b9a3c9",
    accent="#e893a7",
    success="#a3c4a0",
    warning="#e6b866",
    error="#ec8f7c",
    foreground="#f1e8de",
    background="#1c161f",
    surface="#261e2a",
    panel="#332838",
    dark=True,
    variables={"text-muted": "#b3a6b1", "border": "#4a3c50", "input-selection-background": "#e893a7 35%"},
)

LIGHT = Theme(
    name="rituals-light",
    primary="#a13457",
    secondary="#6d4f83",
    accent="#a13457",
    success="#35633f",
    warning="#855300",
    error="#a2351f",
    foreground="#3b2a36",
    background="#fbf7f1",
    surface="#f3ebe2",
    panel="#e9dfd5",
    dark=False,
    variables={"text-muted": "#6b5a65", "border": "#cdbfb6", "input-selection-background": "#a13457 25%"},
)

HIGH_CONTRAST = Theme(
    name="rituals-contrast",
    primary="#ffb3c6",
    secondary="#dcc8ff",
    accent="#ffb3c6",
    success="#a8f0a0",
    warning="#ffd75f",
    error="#ffb0a0",
    foreground="#ffffff",
    background="#000000",
    surface="#1c1c1c",
    panel="#303030",
    dark=True,
    variables={"text-muted": "#d8d8d8", "border": "#ffffff", "input-selection-background": "#5f5f87"},
)

SIXTEEN = Theme(
    name="rituals-16",
    primary="#ff00ff",
    secondary="#00ffff",
    accent="#ff00ff",
    success="#00ff00",
    warning="#ffff00",
    error="#ff8080",
    foreground="#ffffff",
    background="#000000",
    surface="#000080",
    panel="#808080",
    dark=True,
    variables={"text-muted": "#c0c0c0", "border": "#c0c0c0", "input-selection-background": "#808080"},
)
"""For terminals with 16 colours: it uses no others, so that the terminal need not replace any."""

OURS = (DARK, LIGHT, HIGH_CONTRAST, SIXTEEN)


def apply_look(app: App[None], look: Look) -> None:
    """Set the app's theme and animations; where the terminal has only 16 colours, `SIXTEEN` stands for `DARK`."""
    fitting = _wanted(app, look)
    has_few_colors = app.is_running and not app.is_headless and app.console.color_system == "standard"
    app.set_class(has_few_colors, "-few-colors")
    app.theme = SIXTEEN.name if has_few_colors and fitting == DARK.name else fitting
    app.animation_level = "full" if look.animations else "none"


def dress_before_start(app: App[None], look: Look) -> None:
    """Set the look before the app starts; a dark theme silently, as Textual would else parse all styles again."""
    theme = app.get_theme(_wanted(app, look))
    if theme is None or not theme.dark or theme.ansi:
        apply_look(app, look)
        return
    app.set_reactive(App.theme, theme.name)
    app.stylesheet.set_variables(app.get_css_variables())


def _wanted(app: App[None], look: Look) -> str:
    """The name of the chosen theme, or of `DARK` where there is no theme of that name."""
    return look.theme if look.theme in app.available_themes else DARK.name
