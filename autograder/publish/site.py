"""The site of a session: the book at `/`, the exercise pages, an error page; installable. It holds no answer key."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from autograder.catalogue import find_exercises
from autograder.publish import pages, vendor
from autograder.publish.book import build_book
from autograder.publish.offline import make_installable
from autograder.publish.stamps import Stamp

Say = Callable[[str], None]
PUBLISH = Path(__file__).parent
# Sphinx's own papers, and files of stock themes that no page of ours asks for
LEFT_OUT = (".buildinfo", "objects.inv", "*.png", "basic.css", "mystnb.*.css", "translations.js", "*-stemmer.js")
NOT_FOUND = PUBLISH / "templates" / "404.html"


def build_site(root: Path, build: Path, say: Say) -> Path:
    """Build `build/site`, whole or not at all: a build cut short is done again, an unchanged one takes no time."""
    site = build / "site"
    build.mkdir(parents=True, exist_ok=True)
    stamp = Stamp(build / "site.txt", *_sources(root))
    if stamp.holds(site):
        return site
    vendor.install(build, say)
    front = vendor.bundle(build, say)
    book = build_book(build / "book", say, root=root)
    fresh = build / "site.new"
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(book, fresh, ignore=shutil.ignore_patterns(*LEFT_OUT))
    pages.build_pages(find_exercises(root / "exercises"), fresh, mode="seance", front=front)
    shutil.copyfile(NOT_FOUND, fresh / "404.html")
    make_installable(fresh, front / "sw.js")
    shutil.rmtree(site, ignore_errors=True)
    fresh.rename(site)
    stamp.set()
    say("Le site du cours est prêt.")
    return site


def _sources(root: Path) -> list[Path]:
    """Everything that can change a page."""
    course = [root / name for name in ("book", "exercises", "_config.yml", "package-lock.json")]
    code = [PUBLISH.parent / name for name in ("catalogue", "checks", "domain", "publish", "widgets")]
    return [*course, *code]
