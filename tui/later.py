"""Work made only when a worker begins it: a coroutine made before would be left lying if the worker is cancelled."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Generator

Given = ParamSpec("Given")
Result = TypeVar("Result")


class Later(Awaitable[Result], Generic[Result]):
    """What an asynchronous function does with some arguments, not before it is waited for."""

    def __init__(
        self, work: Callable[Given, Coroutine[Any, Any, Result]], *arguments: Given.args, **named: Given.kwargs
    ) -> None:
        self._begin: Callable[[], Coroutine[Any, Any, Result]] = lambda: work(*arguments, **named)

    def __await__(self) -> Generator[Any, Any, Result]:
        """Begin it."""
        return self._begin().__await__()
