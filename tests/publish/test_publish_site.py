"""The whole site of a session: book, exercise pages, error page, and no answer key."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from autograder.catalogue import find_exercises
from autograder.publish import site as site_module
from autograder.publish.site import build_site

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def build(tmp_path: Path, book: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A build folder whose front end is already bundled and its book built, so that no test needs npm nor much time."""
    front = tmp_path / "build" / "front"
    front.mkdir(parents=True)
    for name in ("page.js", "page.css", "worker.js", "sw.js"):
        (front / name).write_text("", encoding="utf-8")
    shutil.copytree(book.parent, tmp_path / "build" / "book")
    monkeypatch.setattr(site_module.vendor, "install", lambda build, say: build)
    monkeypatch.setattr(site_module.vendor, "bundle", lambda build, say: front)
    return tmp_path / "build"


def test_the_site_has_the_book_the_exercises_and_an_error_page(build: Path) -> None:
    site = build_site(ROOT, build, lambda line: None)

    for exercise in find_exercises(ROOT / "exercises"):
        assert (site / "exercices" / exercise.id / "index.html").is_file()
        assert (site / f"{exercise.section.page}.html").is_file()
    assert (site / "index.html").is_file()
    assert (site / "_static" / "favicon.svg").is_file()
    assert (site / "manifest.webmanifest").is_file()
    assert "index.html" in (site / "sw.js").read_text(encoding="utf-8")
    assert "n’existe pas" in (site / "404.html").read_text(encoding="utf-8")


def test_no_answer_key_is_in_the_site(build: Path) -> None:
    site = build_site(ROOT, build, lambda line: None)
    files = [path for path in site.rglob("*") if path.suffix in {".html", ".js", ".json"}]
    published = "\n".join(path.read_text(encoding="utf-8") for path in files)

    for exercise in find_exercises(ROOT / "exercises"):
        for secret in reasons(exercise.key):
            assert secret not in published and json.dumps(secret)[1:-1] not in published
        lines = [line for line in exercise.answer_key_text.splitlines() if len(line) > 40]
        assert lines and not [line for line in lines if line in published]


def test_an_unchanged_site_is_left_as_it_is(build: Path) -> None:
    said: list[str] = []
    build_site(ROOT, build, lambda line: None)

    build_site(ROOT, build, said.append)

    assert said == []


def test_a_build_cut_short_is_done_again(build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(*anything: object, **more: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as power_cut:
        power_cut.setattr(site_module.pages, "build_pages", cut)
        with pytest.raises(KeyboardInterrupt):
            build_site(ROOT, build, lambda line: None)

    site = build_site(ROOT, build, lambda line: None)

    assert (site / "exercices" / "index.html").is_file()
    assert not (build / "site.new").exists()


def reasons(key: object) -> list[str]:
    """Every sentence of the key."""
    if isinstance(key, dict):
        return [text for value in key.values() for text in reasons(value)]
    if isinstance(key, list):
        return [text for value in key for text in reasons(value)]
    return [key] if isinstance(key, str) and len(key) > 30 else []
