"""A sheet on which somebody types what a test says, and time passes only where it is waited for."""

from __future__ import annotations

from rituals.cli.shared.terminal import KeyboardLeftError

LATER = None
"""Stands for nothing typed, however long it was waited."""


class Script:
    """Every page that was shown, and what is still to be typed; after that, somebody closes the window."""

    def __init__(self, *typed: str | None) -> None:
        self.typed = list(typed)
        self.pages: list[list[str]] = [[]]
        self.hidden: list[bool] = []
        """Of each line that was asked for, whether it was read without being shown."""
        self.now = 0.0
        self.said = ""
        """What was said once it was left."""

    def clear(self) -> None:
        self.pages.append([])

    def say(self, *paragraphs: str) -> None:
        self.pages[-1].extend(paragraphs)

    def over(self, line: str) -> None:
        self.pages[-1].append(line)

    def line(self, within: float | None = None, *, prompt: str = "", is_hidden: bool = False) -> str | None:  # noqa: ARG002
        self.hidden.append(is_hidden)
        if not self.typed:
            raise KeyboardLeftError
        said = self.typed.pop(0)
        if said is None:
            assert within is not None, "it would wait for ever"
            self.now += within
        return said

    def show(self, *paragraphs: str) -> None:
        self.pages.append([*paragraphs])
        if not self.typed:
            raise KeyboardLeftError
        self.typed.pop(0)

    def seconds(self) -> float:
        return self.now

    @property
    def text(self) -> str:
        """Everything that was ever shown."""
        return "\n".join(line for page in self.pages for line in page)

    @property
    def page(self) -> str:
        """What is shown now."""
        return "\n".join(self.pages[-1])
