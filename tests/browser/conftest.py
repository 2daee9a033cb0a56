"""What every browser test shares: one Chromium, and pages that fail the test on whatever a learner must never meet.

A page opened with `open_page` fails its test when a request leaves this machine, when the console says an error, or
when a script breaks. The browser itself cannot leave either: it resolves no other host than this one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

HERE = ("127.0.0.1", "localhost")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
]
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
        context = browser.new_context(**{"viewport": PHONE, "locale": "fr-FR", "has_touch": True} | options)
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
