"""The course, built once for all the tests of this folder; and a small course of one's own to break."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from autograder.publish.book import build_book
from autograder.publish.guide import PrintUnavailable, build_print

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built book."""
    return build_book(tmp_path_factory.mktemp("livre"), lambda line: None)


@pytest.fixture(scope="session")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the printed course."""
    try:
        return build_print(tmp_path_factory.mktemp("papier"), lambda line: None)
    except PrintUnavailable as reason:
        pytest.skip(str(reason))


@pytest.fixture
def own_course(tmp_path: Path) -> Path:
    """A copy of what an author writes: the configuration, the book, the exercises."""
    root = tmp_path / "cours"
    root.mkdir()
    shutil.copyfile(ROOT / "_config.yml", root / "_config.yml")
    for name in ("book", "exercises"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    return root


@pytest.fixture
def small_course(tmp_path: Path) -> Path:
    """A course of two pages, to break in many ways at little cost."""
    root = tmp_path / "petit-cours"
    (root / "book").mkdir(parents=True)
    (root / "exercises").mkdir()
    shutil.copyfile(ROOT / "_config.yml", root / "_config.yml")
    toc = "format: jb-book\nroot: index\nchapters:\n  - file: page\n"
    (root / "book" / "_toc.yml").write_text(toc, encoding="utf-8")
    (root / "book" / "index.md").write_text("# Accueil\n\nBonjour.\n", encoding="utf-8")
    (root / "book" / "page.md").write_text("# Page\n\nRien encore.\n", encoding="utf-8")
    return root
