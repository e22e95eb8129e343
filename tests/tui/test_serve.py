"""The reader in a browser: who may open it, that it asks nothing of the network, a session in headless Chromium."""

import asyncio
import contextlib
import json
import os
import re
import shlex
import sys
from pathlib import Path
from shutil import which
from types import SimpleNamespace
from urllib.parse import urlsplit

import pyte
import pytest

from tui.cli import main
from tui.commandline import serve
from tui.i18n import load

aiohttp = pytest.importorskip("aiohttp", reason="the extra 'serve' is not installed")
pytest.importorskip("textual_serve", reason="the extra 'serve' is not installed")

CHROMIUM = next(filter(None, map(which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
REPORT = (
    "松坪县部署冬季防控工作\n2031年1月5日 来源：松坪新闻\n1月4日，松坪县疾控中心排查返乡人员120人，发放口罩3400只。\n"
    "副县长李青禾要求，各镇要做好重点场所消毒。\n"
)
PATIENCE = 120
"""Seconds that a step may take on a machine that has other things to do; one that has not is done in a moment."""
OTHER = "云溪镇发放宣传单\n2031年2月1日 来源：云溪之声\n云溪镇发放宣传单3400份，设置监测点12个。\n"


@contextlib.asynccontextmanager
async def serving(command="true"):
    """A server in this process; gives its address."""
    from tui.serving import ReaderServer  # noqa: PLC0415 -- after the skips above

    told = asyncio.get_running_loop().create_future()
    server = ReaderServer(command, host="127.0.0.1", port=0, words=load("en"), tell=told.set_result)
    task = asyncio.create_task(server._serve())
    try:
        yield await asyncio.wait_for(told, 10)
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def test_only_who_has_the_key_gets_in():
    async with serving() as address, aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
        place = f"http://{urlsplit(address).netloc}"
        for path in ("/", "/?key=guessed", "/ws", "/static/js/textual.js", "/download/x"):
            async with client.get(place + path) as answer:
                assert answer.status == 403, path
        async with client.get(address) as answer:
            assert answer.status == 200
            assert "key=" not in str(answer.url)
            cookie = answer.history[0].headers["Set-Cookie"]
            assert "HttpOnly" in cookie
            assert "SameSite=Strict" in cookie
            page = await answer.text()
        async with client.get(place + "/static/js/textual.js") as answer:
            assert answer.status == 200
    addresses = [one or other for one, other in re.findall(r"""(?:src|href)="([^"]+)"|url\("([^"]+)"\)""", page)]
    assert len(addresses) > 4
    assert all(each.startswith(("/", "data:")) for each in addresses)
    assert f'"ws://{urlsplit(address).netloc}/ws"' in page


async def test_no_page_of_another_port_gets_in():
    async with serving() as address, aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
        place = f"http://{urlsplit(address).netloc}"
        async with client.get(address) as answer:
            assert str(urlsplit(address).port) in answer.history[0].headers["Set-Cookie"].partition("=")[0]
        for origin, status in (("http://127.0.0.1:3000", 403), ("null", 403), (place, 200)):
            async with client.get(place, headers={"Origin": origin}) as answer:
                assert answer.status == status


async def test_a_cookie_of_another_key_is_worth_nothing():
    async with serving() as address, aiohttp.ClientSession() as client:
        place = urlsplit(address)
        async with client.get(f"http://{place.netloc}/ws", headers={"Cookie": f"yibao-key-{place.port}=x"}) as answer:
            assert answer.status == 403


def test_paths_reach_the_reader_as_they_are(tmp_path):
    odd = tmp_path / "a b;c'd.txt"
    line = serve.command(SimpleNamespace(paths=[str(odd)], store=None))
    assert shlex.split(line) == [sys.executable, "-m", "tui.served", "--", str(odd)]


def test_mistakes_are_one_line(tmp_path, capfd, monkeypatch):
    assert main(["serve", str(tmp_path / "none")]) == 1
    assert main(["serve", "--port", "99999"]) == 2
    monkeypatch.setitem(sys.modules, "tui.serving", None)
    assert main(["serve", str(tmp_path)]) == 1
    said = capfd.readouterr().err.splitlines()
    assert len(said) == 3
    assert "yibao[serve]" in said[2]


async def test_a_port_that_is_taken_is_said(capfd, tmp_path):
    async with serving() as address:
        port = str(urlsplit(address).port)
        assert await asyncio.to_thread(main, ["serve", "--port", port, str(tmp_path)]) == 1
    assert "address already in use" in capfd.readouterr().err


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
async def test_a_session_in_the_browser(tmp_path):
    """List, read, filter, annotate, export."""
    browsers = pytest.importorskip("playwright.async_api", reason="playwright is not installed")
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "a.txt").write_text(REPORT, "utf-8")
    (reports / "b.txt").write_text(OTHER, "utf-8")
    folders = {name: str(tmp_path / name) for name in ("YIBAO_CONFIG_DIR", "YIBAO_DATA_DIR", "YIBAO_CACHE_DIR")}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tui.cli", "serve", "--port", "0", str(reports), cwd=tmp_path,
        env={**os.environ, **folders, "LC_ALL": "en_GB.UTF-8"}, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        address = (await asyncio.wait_for(process.stdout.readline(), PATIENCE)).decode().strip()
        async with browsers.async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox"], timeout=PATIENCE * 1000
            )
            page = await browser.new_page(viewport={"width": 1400, "height": 700})
            page.set_default_timeout(PATIENCE * 1000)
            await session(page, address, tmp_path / "out.json")
            await browser.close()
    finally:
        process.terminate()
        await process.wait()
    written = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert [Path(report["path"]).name for report in written["reports"]] == ["a.txt"]
    assert [mark["exact"] for mark in written["reports"][0]["annotations"]] == ["李青禾"]


async def session(page, address, out):
    """Every key waits for what the one before it leads to, and for that alone: what is on its way may look like it."""
    screen = Screen(page)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    await page.goto(address)
    await screen.until("云溪镇发放宣传单", "副县长李青禾要求", IN_LIST)
    await page.wait_for_function("document.activeElement?.classList.contains('xterm-helper-textarea')")
    await page.keyboard.type("f")
    await screen.until("words, or person:", IN_LINE, without=[IN_LIST])
    await page.keyboard.type("李青禾")
    await screen.until("Reports 1/2", without=["云溪镇发放宣传单"])
    await page.keyboard.press("Enter")
    await screen.until(IN_LIST, without=[IN_LINE])
    await page.keyboard.press("Tab")
    await screen.until(IN_PAGE, without=[IN_LIST])
    await page.keyboard.type("/")
    await screen.until("Find in the text", IN_LINE, without=[IN_PAGE])
    await page.keyboard.type("李青禾")
    await screen.until("1 found")
    await page.keyboard.press("Enter")
    await screen.until(IN_PAGE, without=["Find in the text", IN_LINE])
    await page.keyboard.type("1")
    await screen.until("✎")
    await page.keyboard.type("E")
    folder = str(out)[:12]
    await screen.until("Enter writes", folder)
    await page.keyboard.press("Control+u")
    await screen.until("Enter writes", without=[folder])
    await page.keyboard.type(str(out))
    await screen.until(out.name)
    await page.keyboard.press("Enter")
    await screen.until(IN_PAGE, without=["Enter writes"])
    assert out.exists()
    assert {urlsplit(url).netloc for url in asked if not url.startswith("data:")} == {urlsplit(address).netloc}


IN_LIST, IN_PAGE, IN_LINE = "Space Tick", "F2 Label", "Esc Cancel"
"""Hints of keys by which the foot of the screen tells where the focus is."""


class Screen:
    """What the browser's terminal shows, from what comes to it."""

    def __init__(self, page):
        self.screen = pyte.Screen(400, 100)
        self._stream = pyte.ByteStream(self.screen)
        self._changed = asyncio.Event()
        page.on("websocket", lambda socket: socket.on("framereceived", self._take))

    def _take(self, data):
        if isinstance(data, bytes):
            self._stream.feed(data.replace(b"$p", b""))
            self._changed.set()

    async def until(self, *words, without=()):
        """Wait until all of some words are on the screen and none of others; each change of it is looked at once."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not self._shows(words, without):
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            raise AssertionError(f"not {words} without {without}\n" + "\n".join(self.lines)) from None

    def _shows(self, words, without):
        text = "\n".join(self.lines)
        return all(each in text for each in words) and not any(each in text for each in without)

    @property
    def lines(self):
        """The lines, without the second cells of wide characters."""
        return ["".join(self.screen.buffer[y][x].data for x in range(self.screen.columns)).rstrip() for y in range(100)]
