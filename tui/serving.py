"""The reader in a browser: textual-serve, made safe to leave running and to use without a network.

Whoever reaches the page drives a program of the user's, which reads and writes files. So a page is only given for the
key in the address that was printed, which becomes a cookie that no other site can send, and to no page of another port,
which a cookie alone does not tell apart: a web page elsewhere that connects to this one, or a name that is turned to
this address, gets nothing.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import aiohttp_jinja2
from aiohttp import web
from textual_serve.server import Server, to_int

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tui.i18n import Words

COOKIE = "yibao-key-{port}"
"""Cookies know no ports, and two readers may be served on one machine."""
FONT = 16
"""Pixels of the text, where the address does not ask for others with ``fontsize``."""


class ReaderServer(Server):
    """Serves the reader: each page that is opened is a reader of its own.

    Args:
        command: a shell's command line, run for each page.
        host: address to listen at.
        port: port to listen at.
        words: what the interface says.
        tell: told the address once it can be opened.
    """

    def __init__(self, command: str, *, host: str, port: int, words: Words, tell: Callable[[str], None]) -> None:
        super().__init__(command, host, port, title="yibao", templates_path=Path(__file__).with_name("web"))
        self.words = words
        self.key = secrets.token_urlsafe(18)
        self._tell = tell

    def initialize_logging(self) -> None:
        """Nothing is logged: the terminal is for the address."""

    async def on_startup(self, app: web.Application) -> None:
        """Nothing yet: the port may be taken."""

    def serve(self, debug: bool = False) -> None:  # noqa: ARG002 -- as above
        """Serve until interrupted.

        Raises:
            OSError: the address cannot be listened at.
        """
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        runner = web.AppRunner(await self._make_app())
        await runner.setup()
        try:
            site = web.TCPSite(runner, self.host, self.port)
            await site.start()
            self.port = runner.addresses[0][1]
            shown = f"[{self.host}]" if ":" in self.host else self.host
            self._tell(f"http://{shown}:{self.port}/?key={self.key}")
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self._guard)
        return app

    @property
    def _guard(self) -> Callable[..., Awaitable[web.StreamResponse]]:
        @web.middleware
        async def guard(
            request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
        ) -> web.StreamResponse:
            origin = request.headers.get("Origin")
            if origin is not None and urlsplit(origin).netloc != request.host:
                raise web.HTTPForbidden(text=self.words("serve.forbidden"))
            given = request.query.get("key") if request.path == "/" else None
            if not self._known(given or request.cookies.get(self.cookie)):
                raise web.HTTPForbidden(text=self.words("serve.forbidden"))
            if given:
                without = web.HTTPSeeOther("/")
                without.set_cookie(self.cookie, self.key, httponly=True, samesite="Strict")
                raise without
            return await handler(request)

        return guard

    @property
    def cookie(self) -> str:
        """The name of the cookie that holds the key."""
        return COOKIE.format(port=self.port)

    def _known(self, key: str | None) -> bool:
        return hmac.compare_digest((key or "").encode(), self.key.encode())

    @aiohttp_jinja2.template("app_index.html")
    async def handle_index(self, request: web.Request) -> dict[str, Any]:
        """What the page says, all addresses those by which it was asked for."""
        return {
            "lang": self.words.language,
            "application": {"name": self.title},
            "config": {"static": {"url": "/static/"}},
            "app_websocket_url": f"ws://{request.host}/ws",
            "font_size": max(6, min(to_int(request.query.get("fontsize", ""), FONT), 60)),
            "again": "/",
            **{name: self.words(f"serve.{name}") for name in ("waiting", "ended", "restart")},
        }
