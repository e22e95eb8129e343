"""A queue of keys: the next one is dispatched only when all that the one before set off has happened.

Textual hands each key to the widget that has the focus when the key arrives, but what it is bound to runs later, when
it has gone up to the application. Keys that come in a burst (typed fast, or while the machine is busy) would all go to
the widget that had the focus before them, and the words of a query would be taken for commands.

A key is also one frame: what it sets off is drawn when all of it has happened. Drawn one by one, a letter of a query,
the page that jumps to what it finds and the table in step with the page would be three frames, each waiting for the
last.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App
from textual.message import Message

if TYPE_CHECKING:
    from textual.timer import Timer

PATIENCE = 1.0
"""Seconds that keys wait at most. The message that follows a key is lost where its widget was removed meanwhile."""
FRAME = 0.03
"""Seconds that a frame waits at most for a key to have its effect."""


class Followed(Message):
    """Posted behind a key to the same widget; it bubbles up as the key does, so when it arrives the key was handled."""

    def __init__(self, turn: int) -> None:
        super().__init__()
        self.turn = turn


class QueuedKeysApp(App[None]):
    """An application that waits with a key, or what is pasted, until the one before has had its effect."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        self._turn = self._seen = 0
        self._taken = False
        self._held: deque[events.Key | events.Paste] = deque()
        self._alarm: Timer | None = None
        self._frame: asyncio.TimerHandle | None = None
        super().__init__(*arguments, **named)

    @property
    def resting(self) -> bool:
        """Whether no key was dispatched since this was asked last."""
        before, self._seen = self._seen, self._turn
        return before == self._turn

    async def on_event(self, event: events.Event) -> None:
        """Dispatch a key, or queue it."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self._taken:
            self._held.append(event)
            if self._alarm is None:
                self._alarm = self.set_timer(PATIENCE, self._next)
        else:
            await self._give(event)

    async def _give(self, event: events.Key | events.Paste) -> None:
        target = self.focused or self.screen
        self._turn += 1
        self._taken = True
        self._hold_frame()
        await super().on_event(event)
        if not target.post_message(Followed(self._turn)):
            self.call_later(self._next)

    def on_followed(self, event: Followed) -> None:
        """The key has had its effect; a focus that it asked for, or a dialog, may still be on the way."""
        if event.turn != self._turn or not self.screen_stack:
            return
        screen = self.screen
        if screen.is_mounted:
            self.call_later(self._next)
        else:
            screen.call_later(self.call_later, self._next)

    async def _next(self) -> None:
        if self._alarm is not None:
            self._alarm.stop()
            self._alarm = None
        self._taken = False
        self._let_frame()
        if self._held and self.screen_stack:
            await self._give(self._held.popleft())
        if self._held:
            self._alarm = self.set_timer(PATIENCE, self._next)

    def _hold_frame(self) -> None:
        """Begin a batch of updates, which draws nothing until the key has had its effect, or for ``FRAME``."""
        if self._frame is None:
            self._begin_batch()
            self._frame = asyncio.get_running_loop().call_later(FRAME, self._let_frame)

    def _let_frame(self) -> None:
        """End the batch, and draw."""
        if self._frame is not None:
            self._frame.cancel()
            self._frame = None
            self._end_batch()
            if self.screen_stack:
                self.screen.check_idle()
