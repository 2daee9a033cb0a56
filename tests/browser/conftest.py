"""What every browser test shares: one Chromium, and pages that fail the test on whatever a learner must never meet.

A page opened with `open_page` fails its test when a request leaves this machine, when the console says an error, or
when a script breaks. The browser itself cannot leave either: it resolves no other host than this one.
"""

from __future__ import annotations

import functools
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from autograder.catalogue import Exercise, find_exercises
from autograder.publish.pages import build_pages
from autograder.publish.site import build_site
from autograder.publish.static import build_static
from autograder.publish.vendor import bundle
from tests.browser.fake_session import FakeSession, serving
from tests.places import EXERCISES, ROOT

HERE = ("127.0.0.1", "localhost")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
]
THEME = ROOT / "autograder" / "publish" / "theme" / "static"
HOME = (
    '<!DOCTYPE html><html lang="fr"><head><title>Accueil</title><link rel="icon" href="_static/favicon.svg"></head>'
    '<body><main><h1>Accueil</h1><a href="exercices/">Exercices</a></main></body></html>'
)
PHONE = {"width": 360, "height": 740}
LAPTOP = {"width": 1366, "height": 768}


@dataclass
class Witness:
    """What a page did that it must not do. `allowed`: parts of console messages that a test provokes on purpose."""

    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def look_at(self, context: BrowserContext) -> None:
        context.on("request", lambda request: self._request(request.url))
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("console", lambda message: self._console(message.type, message.text))

    def _request(self, url: str) -> None:
        address = urlsplit(url)
        if address.scheme in ("http", "https", "ws", "wss") and address.hostname not in HERE:
            self.outside.append(url)

    def _console(self, kind: str, text: str) -> None:
        if kind == "error":
            self.errors.append(text)

    def verdict(self) -> list[str]:
        told = [text for text in self.errors if not any(part in text for part in self.allowed)]
        return [f"a request left this machine: {url}" for url in self.outside] + told


OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    if reason := os.environ.get("COURS_SANS_NAVIGATEUR"):
        pytest.skip(f"no browser on this machine: {reason}")
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """COURS_CHROMIUM, else the system's Chromium, else Playwright's own."""
    system = os.environ.get("COURS_CHROMIUM") or shutil.which("chromium")
    own = playwright.chromium.executable_path
    if not system and not Path(own).exists():
        pytest.skip("no browser on this machine: neither Chromium nor Playwright's own was found")
    running = playwright.chromium.launch(executable_path=system or own, args=ARGUMENTS)
    yield running
    running.close()


@pytest.fixture
def witness() -> Witness:
    return Witness()


@pytest.fixture
def open_context(browser: Browser, witness: Witness) -> Iterator[Callable[..., BrowserContext]]:
    """`open_context(viewport=PHONE, …)`: a device of its own, with an empty memory."""
    contexts = []

    def make(**options: Any) -> BrowserContext:
        settings: dict[str, Any] = {"viewport": PHONE, "locale": "fr-FR", "has_touch": True} | options
        context = browser.new_context(**settings)
        context.set_default_timeout(15_000)
        witness.look_at(context)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    assert witness.verdict() == []


@pytest.fixture
def open_page(open_context: Callable[..., BrowserContext]) -> OpenPage:
    """`open_page(url, viewport=…)`: a page on a device of its own."""

    def open_(url: str, **options: Any) -> Page:
        page = open_context(**options).new_page()
        page.goto(url)
        return page

    return open_


# -- the pages under test


@pytest.fixture(scope="session")
def exercises() -> list[Exercise]:
    return find_exercises(EXERCISES)


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory, exercises: list[Exercise]) -> Path:
    """A build of its own: bundles, a session's exercise pages, and a stand-in for the book around them."""
    vendor = ROOT / "build" / "vendor"
    if not (vendor / "node_modules").is_dir():
        pytest.skip("the front-end libraries are not installed: python -m autograder.publish.vendor")
    folder = tmp_path_factory.mktemp("build")
    _lend_libraries(folder)
    front = bundle(folder, lambda line: None)
    static = folder / "site" / "_static"
    static.mkdir(parents=True)
    for name in ("livre.css", "favicon.svg"):
        shutil.copyfile(THEME / name, static / name)
    (folder / "site" / "index.html").write_text(HOME, encoding="utf-8")
    build_pages(exercises, folder / "site", "seance", front)
    return folder


def _lend_libraries(folder: Path) -> None:
    vendor = ROOT / "build" / "vendor"
    try:
        (folder / "vendor").symlink_to(vendor, target_is_directory=True)
    except OSError:  # Windows may refuse links
        shutil.copytree(vendor, folder / "vendor")


@pytest.fixture
def session(build: Path, exercises: list[Exercise]) -> FakeSession:
    return FakeSession(build / "site", exercises)


@pytest.fixture
def site(session: FakeSession) -> Iterator[str]:
    """The address of a session's exercise pages. Ask for it before any page, so that it stops after the last one."""
    with serving(session.app) as address:
        yield address


@pytest.fixture(scope="session")
def whole_build(build: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build whose `site` is the one that a session serves, book included."""
    folder = tmp_path_factory.mktemp("course")
    _lend_libraries(folder)
    build_site(ROOT, folder, lambda line: None)
    return folder


class Host:
    """A plain file server, as any static host; `stop()` is the end of the network."""

    def __init__(self, folder: Path) -> None:
        handler = functools.partial(_HostHandler, directory=str(folder))
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}/cours/"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _HostHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The course's own page for what does not exist, as hosts do."""
        page = Path(self.directory) / "cours" / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@pytest.fixture(scope="session")
def static_home(whole_build: Path) -> Path:
    """The folder of a static host: the static build lies in `cours/`, as where each project has a sub-folder."""
    built = build_static(ROOT, whole_build, lambda line: None)
    home = whole_build / "host"
    home.mkdir()
    built.rename(home / "cours")
    return home


@pytest.fixture
def host(static_home: Path) -> Iterator[Host]:
    """Ask for it before any page, so that it stops after the last one is closed."""
    running = Host(static_home)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def axe(build: Path) -> str:
    """axe-core, to be run in a page: it finds what a screen reader or a keyboard would stumble on."""
    return (build / "vendor" / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def faults(axe: str) -> Callable[[Page], list[str]]:
    """`faults(page)`: what axe-core finds against WCAG 2.2 AA, in one line each."""

    def look(page: Page) -> list[str]:
        page.evaluate(axe)
        page.wait_for_timeout(400)  # sheets rise: half transparent text has no contrast yet
        found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']})")
        return [f"{one['id']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"]]

    return look
