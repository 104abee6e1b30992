"""What all tests share."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator

import pytest

DESKTOP_IS_HERE = os.environ.get("RITUALS_TEST_DESKTOP") == "1"
_FIGURES = pytest.StashKey[list[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="run the long form of what proves the data and the readers")


@pytest.fixture
def full(request: pytest.FixtureRequest) -> bool:
    """Whether the long form was asked for."""
    return bool(request.config.getoption("--full"))


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Say in a line what was seen; all such lines are printed after the last test."""
    return request.config.stash.setdefault(_FIGURES, []).append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    figures = terminalreporter.config.stash.get(_FIGURES, [])
    if figures:
        terminalreporter.section("figures")
    for line in figures:
        terminalreporter.write_line(line)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything was set up, a skipped desktop test is a failed one."""
    report = yield
    if DESKTOP_IS_HERE and report.skipped and item.get_closest_marker("desktop"):
        report.outcome = "failed"
        report.longrepr = f"skipped although its parts are installed: {report.longrepr}"
    return report
