"""What all tests share."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Generator
from functools import partial

import hypothesis
import pytest

from tests.kit.css import parse_style_sheets_once
from tests.kit.idle import wait_by_messages

DESKTOP_IS_HERE = os.environ.get("RITUALS_TEST_DESKTOP") == "1"
WORKERS_A_CORE = 2  # many tests wait for a clock, a terminal or a desktop
LONG = ("tests/system/test_nudge_", "tests/tui/test_refused_by_the_disk", "tests/system", "tests/adapters", "tests/tui")
FIGURE = "figure"
RARE_SWEEPS = (100_000, 20, 20)  # Python's own first number is 700, and a picture of the app makes thousands of objects


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="run the long form of what proves the data and the readers")


def pytest_configure() -> None:
    """Look for unreachable objects less often, which was a fifth of what all tests took; and let no law fail by the
    clock, as the machine may have other things to do."""
    gc.set_threshold(*RARE_SWEEPS)
    unhurried = hypothesis.settings(deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
    hypothesis.settings.register_profile("unhurried", unhurried)
    hypothesis.settings.load_profile("unhurried")


def pytest_xdist_auto_num_workers() -> int:
    """How many processes share the tests where the command line does not say."""
    return WORKERS_A_CORE * (os.cpu_count() or 1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long by the clock, so that nothing trails at the end."""
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    """When a test is to run, by the folder or file that it is in."""
    return next((turn for turn, path in enumerate(LONG) if item.nodeid.startswith(path)), len(LONG))


@pytest.fixture(scope="session", autouse=True)
def quick_screens() -> Generator[None]:
    """Screens are waited for by their messages instead of by the clock, and their style sheets are parsed once."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        wait_by_messages(monkeypatch)
        parse_style_sheets_once(monkeypatch)
        yield


@pytest.fixture
def full(request: pytest.FixtureRequest) -> bool:
    """Whether the long form was asked for."""
    return bool(request.config.getoption("--full"))


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Say in a line what was measured; all such lines are printed after the last test."""
    return partial(_say, request.node)


def _say(item: pytest.Item, line: str) -> None:
    item.user_properties.append((FIGURE, line))  # travels with the report, out of whichever process runs the test


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [report for outcome in ("passed", "failed") for report in terminalreporter.getreports(outcome)]
    figures = [str(line) for report in reports for name, line in report.user_properties if name == FIGURE]
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
