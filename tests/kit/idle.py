"""Waiting for an app by its messages, where Textual's pilot waits for the processor's clock to stand still."""

from __future__ import annotations

import asyncio
import time

import pytest
from textual import app as textual_app
from textual import pilot as textual_pilot
from textual._context import active_app
from textual.app import App
from textual.pilot import Pilot

QUIET_TURNS = 3  # one turn may only wake somebody by a socket, and the next only queue what that somebody does
SOON = 0.06  # seconds; Textual paints a screen that was switched to after 50 ms, and a resized one after 8 ms
PATIENCE = 1.0  # seconds of work and of waiting after which an app that never rests is looked at as it is


async def idle(app: App[object]) -> None:
    """Return when every message is handled, no timer is about to ring, and everything that changed is painted; how long
    that takes on a machine that has other things to do does not matter."""
    loop = asyncio.get_running_loop()
    ends, quiet_turns = time.thread_time() + PATIENCE, 0
    while quiet_turns < QUIET_TURNS and time.thread_time() < ends:
        await asyncio.sleep(0)
        quiet_turns = 0 if _others_are_ready(loop) or _paint(app) else quiet_turns + 1
        if quiet_turns == QUIET_TURNS and (delay := _next_ring(loop)) is not None:
            await asyncio.sleep(delay)
            ends -= delay
            quiet_turns = 0


def _others_are_ready(loop: asyncio.AbstractEventLoop) -> bool:
    """Whether the event loop has anything to do at once besides the task that asks."""
    return bool(loop._ready)  # type: ignore[attr-defined]


def _next_ring(loop: asyncio.AbstractEventLoop) -> float | None:
    """The seconds until the next timer rings, where that is soon."""
    timers: list[asyncio.TimerHandle] = loop._scheduled  # type: ignore[attr-defined]
    delays = [timer.when() - loop.time() for timer in timers if not timer.cancelled()]
    return max(0, min(delays)) if delays and min(delays) < SOON else None


def _paint(app: App[object]) -> bool:
    """Do what the screen's paint timer is about to do, and say whether it was about to."""
    timer = app.screen._update_timer if app.screen_stack else None
    if timer is None or not timer._active.is_set():
        return False
    app.screen._on_timer_update()
    return True


async def _idle_by_messages(*_: float) -> None:
    await idle(active_app.get())


async def _wait_for_screen(pilot: Pilot[object], *_: float) -> bool:
    await idle(pilot.app)
    return pilot.app._exception is None


def wait_by_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every pilot wait for idle by message; its own way sleeps 40 ms a key and wakes every widget."""
    for module in (textual_app, textual_pilot):
        monkeypatch.setattr(module, "wait_for_idle", _idle_by_messages)
    monkeypatch.setattr(Pilot, "_wait_for_screen", _wait_for_screen)
