"""What all tests share."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

DESKTOP_IS_HERE = os.environ.get("RITUALS_TEST_DESKTOP") == "1"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="run the long form of durability tests")


@pytest.fixture
def full(request: pytest.FixtureRequest) -> bool:
    """Whether the long form was asked for."""
    return bool(request.config.getoption("--full"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything was set up, a skipped desktop test is a failed one."""
    report = yield
    if DESKTOP_IS_HERE and report.skipped and item.get_closest_marker("desktop"):
        report.outcome = "failed"
        report.longrepr = f"skipped although its parts are installed: {report.longrepr}"
    return report
