"""Two grounds for one mood, a kitchen table in the evening: ink with a drop of plum, and paper."""

from __future__ import annotations

from textual.theme import Theme

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

OURS = (DARK, LIGHT)
