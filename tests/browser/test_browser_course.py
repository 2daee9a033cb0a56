"""The whole course as `start.py` opens it: real pages, real server, a trainee, her second device, and the trainer."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from autograder.catalogue import Exercise
from autograder.classroom.app import create_app
from autograder.classroom.store import sessions
from autograder.engine.gradebook import Gradebook
from autograder.outputs.tree_svg import draw
from tests.browser.conftest import LAPTOP, PHONE, OpenPage, Witness
from tests.browser.fake_session import serving

TREE = "3-organiser/arbre-a-problemes"
PROBLEM = "Les femmes et les jeunes pèsent peu"
WANTED = 10_000


@dataclass
class Course:
    address: str
    code: str
    access: str
    data: Path


@pytest.fixture(scope="session")
def pages(whole_build: Path) -> Path:
    """The site that a session serves, book included."""
    return whole_build / "site"


@pytest.fixture
def course(pages: Path, tmp_path: Path, exercises: list[Exercise]) -> Iterator[Course]:
    app = create_app(
        tmp_path, pages, exercises, drawings={"cause-tree": partial(draw, title="Arbre", width=720)},
        open_gradebook=lambda: Gradebook(tmp_path / "nbgrader", exercises),
    )
    with app.state.room.store.read() as connection:
        current, access = sessions.current(connection), sessions.access_code(connection)
    assert current and access
    with serving(app) as address:
        yield Course(address, current.code, access, tmp_path)


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src") and value]


def sign_in(page: Page, course: Course, name: str) -> None:
    page.get_by_label("Code de la séance").fill(course.code)
    page.get_by_label("Votre nom").fill(name)
    page.get_by_role("button", name="Commencer").click()
    expect(page.get_by_role("button", name="Choisir le problème")).to_be_visible()


def choose_problem(page: Page) -> None:
    page.get_by_role("button", name="Choisir le problème").click()
    page.get_by_role("dialog").get_by_role("button", name=PROBLEM).click()


def why(page: Page, effect: str, cause: str) -> None:
    page.get_by_role("button", name=re.compile(rf"Pourquoi.*{effect}")).first.click()
    page.get_by_role("dialog").get_by_role("button", name=cause).first.click()


CONTRAST = "axe.run({runOnly: {type: 'rule', values: ['color-contrast']}, resultTypes: ['violations']})"
DARK = {"color_scheme": "dark"}
STRONG = {"color_scheme": "light", "contrast": "more"}
EVERY_KIND = (
    "index.html", "search.html", "glossaire.html", "3-organiser/3.1-analyse-causale.html",
    "3-organiser/3.3-suivre-et-evaluer.html", f"exercices/{TREE}/index.html",
)


def test_every_page_asks_nothing_of_another_host_and_stops_nobody(
    course: Course, pages: Path, open_page: OpenPage, axe: str, faults: Callable[[Page], list[str]]
) -> None:
    """`open_page` fails this test on any request that leaves the machine."""
    page = open_page(course.address, viewport=PHONE)
    found = []

    for path in sorted(pages.rglob("*.html")):
        name = path.relative_to(pages).as_posix()
        page.emulate_media(color_scheme="light", contrast="no-preference")
        answer = page.goto(course.address + name)
        assert answer and answer.ok, path
        found += [f"{name}: {fault}" for fault in faults(page)]
        for look in (DARK, STRONG) if name in EVERY_KIND else (DARK,):
            page.emulate_media(**look)  # type: ignore[arg-type]
            pale = page.evaluate(CONTRAST)["violations"]
            found += [f"{name} {look}: {node['html'][:160]}" for one in pale for node in one["nodes"]]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found += [f"{name}: {wide} px too wide for a phone"] if wide > 0 else []

    assert found == []


def test_search_finds_words_typed_without_accents_and_speaks_french(course: Course, open_page: OpenPage) -> None:
    page = open_page(course.address + "search.html?q=probleme", viewport=PHONE)

    expect(page.locator("#search-results")).to_contain_text("Pages trouvées", timeout=WANTED)
    expect(page.locator("#search-results")).to_contain_text("Analyse causale")


def test_every_link_of_every_page_leads_somewhere(pages: Path) -> None:
    missing = []
    for path in sorted(pages.rglob("*.html")):
        links = Links()
        links.feed(path.read_text(encoding="utf-8"))
        here = "/" + path.relative_to(pages).as_posix()
        for link in links.found:
            target = unquote(urlsplit(urljoin(here, link)).path)
            if link.startswith(("http:", "https:", "mailto:", "data:")) or target.startswith("/formateur"):
                continue
            file = pages / target.lstrip("/")
            if not (file / "index.html" if target.endswith("/") else file).is_file():
                missing.append((here, link))

    assert not missing


CONTROLLED = """() => new Promise((done) => {
  const worker = navigator.serviceWorker;
  return worker.controller ? done() : worker.addEventListener("controllerchange", () => done());
})"""


def test_where_browsers_allow_it_the_book_of_a_session_stays_readable_without_the_server(
    course: Course, open_page: OpenPage, witness: Witness
) -> None:
    witness.allowed.append("ERR_INTERNET_DISCONNECTED")
    page = open_page(course.address)
    page.evaluate(CONTROLLED)

    page.context.set_offline(True)
    page.get_by_role("link", name="l’introduction").first.click()

    expect(page.locator("h1")).to_have_text("Introduction")
    assert page.evaluate("fetch('/api/seance').then(() => 'kept', () => 'asked')") == "asked"


IMPORTS = re.compile(r"""(?:from|import)\s*["'](\./[^"']+)["']""")
LOADED = re.compile(r"""<(?:script|img|link)[^>]*\s(?:src|href)="([^"#]+)"[^>]*>""")
NOT_FETCHED = re.compile(r'rel="(?:next|prev|apple-touch-icon|manifest)"')


def loaded_by(page: Path) -> set[Path]:
    """The page, and the files that a browser fetches to show it."""
    found = {page}
    for tag in LOADED.finditer(page.read_text(encoding="utf-8")):
        if not NOT_FETCHED.search(tag[0]) and not tag[1].startswith("data:"):
            found.add((page.parent / unquote(urlsplit(tag[1]).path)).resolve())
    for script in [file for file in found if file.suffix == ".js" and file.parent.name == "_static"]:
        found |= _imported(script)
    return found


def _imported(script: Path) -> set[Path]:
    near = {(script.parent / name).resolve() for name in IMPORTS.findall(script.read_text(encoding="utf-8"))}
    return near.union(*map(_imported, near))


def packed(files: set[Path]) -> int:
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)


def test_a_first_page_moves_less_than_200_kilobytes_and_the_next_ones_less_than_60(pages: Path) -> None:
    shown = [page for page in sorted(pages.rglob("*.html")) if page.name != "404.html"]
    course, exercises = loaded_by(pages / "index.html"), loaded_by(next(pages.glob("exercices/*/*/index.html")))

    first = {page: packed(loaded_by(page)) for page in shown}
    following = {page: packed(loaded_by(page) - (course | exercises - {page})) for page in shown}

    assert {page.name: size for page, size in first.items() if size > 200_000} == {}
    assert {page.name: size for page, size in following.items() if size > 60_000} == {}
    assert max(map(len, map(loaded_by, shown))) > 6, "what pages load was not found"


def test_from_the_home_page_to_a_mark_in_nbgraders_gradebook(
    course: Course, open_page: OpenPage, open_context: Callable[..., BrowserContext], witness: Witness
) -> None:
    witness.allowed.append("ERR_INTERNET_DISCONNECTED")
    phone = open_page(course.address)
    phone.get_by_role("link", name="Arbre à problèmes").first.click()
    sign_in(phone, course, "Awa Diallo")
    choose_problem(phone)
    why(phone, PROBLEM, "Peu de femmes et de jeunes viennent")

    phone.context.set_offline(True)  # she walks out of reach in the middle of it
    why(phone, "Peu de femmes et de jeunes viennent", "Presque rien n’oblige")
    why(phone, "Presque rien n’oblige", "La parole publique")
    phone.context.set_offline(False)
    expect(phone.locator("body")).to_contain_text("Connecté", timeout=WANTED)

    resume = phone.locator(".reprise strong").inner_text()
    phone.wait_for_timeout(2500)
    laptop = open_context(viewport=LAPTOP).new_page()
    laptop.goto(f"{course.address}exercices/{TREE}/")
    laptop.get_by_role("button", name="J’ai déjà un code de reprise").click()
    laptop.get_by_label("Votre code de reprise").fill(resume)
    laptop.get_by_role("button", name="Reprendre").click()
    expect(laptop.locator(".fiche", has_text="La parole publique")).to_be_visible()
    laptop.get_by_role("button", name="Remettre").first.click()
    expect(laptop.get_by_role("dialog")).to_contain_text("Votre reçu")
    laptop.get_by_role("dialog").get_by_role("button", name="Fermer").last.click()

    trainer = open_page(course.address + "formateur/", viewport=PHONE)
    trainer.get_by_label("Code d’accès").fill(course.access)
    trainer.get_by_role("button", name="Entrer").click()
    expect(trainer.locator("body")).to_contain_text("Awa Diallo")

    assert exported_score(course) == laptop_score(laptop)


def laptop_score(page: Page) -> float:
    told = re.search(r"Note calculée\s*:\s*([\d,]+) sur 20", page.locator("body").inner_text())
    assert told
    return float(told[1].replace(",", "."))


def exported_score(course: Course) -> float:
    """What `nbgrader export` writes for her, once the recorder has done its work."""
    folder = course.data / "nbgrader"
    for _ in range(10):
        run = subprocess.run(
            [sys.executable, "-m", "nbgrader", "export", "--to", "notes.csv"],
            cwd=folder, capture_output=True, encoding="utf-8",
        ) if (folder / "gradebook.db").exists() else None
        if run and run.returncode == 0:
            header, *rows = (line.split(",") for line in (folder / "notes.csv").read_text("utf-8").splitlines())
            scores = [dict(zip(header, row, strict=True)) for row in rows]
            for row in scores:
                if row["first_name"] == "Awa" and row["raw_score"] not in ("", "0.0"):
                    return float(row["raw_score"])
        time.sleep(1)
    raise AssertionError(f"Awa's mark never reached the gradebook: {run and run.stderr}")
