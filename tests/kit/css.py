"""Parsing each style sheet once a run instead of once an app: that was a fifth of what every screen's test took."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet


def parse_style_sheets_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all apps share the rules of the same style sheet under the same theme; no rule is changed once parsed."""
    parse: Callable[..., list[RuleSet]] = Stylesheet._parse_rules
    parsed: dict[object, list[RuleSet]] = {}

    def parse_once(sheet: Stylesheet, css: str, *place: Any, **kinds: Any) -> list[RuleSet]:
        key = (css, place, tuple(sorted(kinds.items())), tuple(sorted(sheet._variables.items())))
        if key not in parsed:
            parsed[key] = parse(sheet, css, *place, **kinds)
        return parsed[key]

    monkeypatch.setattr(Stylesheet, "_parse_rules", parse_once)
