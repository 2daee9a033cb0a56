"""Chapters 1 and 2: figures that the pages repeat are those of the data, and drawings can be read without eyes."""

from __future__ import annotations

import csv
import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from html import unescape
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BOOK = ROOT / "book"
WRITTEN = " ".join(page.read_text(encoding="utf-8") for page in sorted(BOOK.glob("[12]-*/*.md")))
DRAWINGS = [drawing for drawing in sorted((BOOK / "images").glob("*.svg")) if drawing.name in WRITTEN]
SVG = "{http://www.w3.org/2000/svg}"
# How section 2.3 names each type of `contenus.csv`.
TYPES = {
    "Court-métrage": "court-métrage", "Billets": "billet de blog", "Articles": "article", "Affiches": "affiche",
    "MOOC": "MOOC", "Interviews": "interview vidéo",
}


def test_the_contents_that_section_23_counts_are_those_of_the_data(book: Path) -> None:
    with (ROOT / "datasets/engageons-nous/propre/contenus.csv").open(encoding="utf-8", newline="") as file:
        made = Counter(row["type"] for row in csv.DictReader(file))
    html = (book / "2-campagne/2.3-campagne-d-inclusion.html").read_text(encoding="utf-8")

    table = html[html.index("<table") : html.index("</table>")]
    rows = [re.findall(r"<p>(.*?)</p>", row) for row in table.split("<tr")[2:]]
    told = {re.split(r"[ \u00a0]", re.sub(r"<[^>]+>", "", name))[0]: re.sub(r"\D", "", count) for name, count in rows}

    assert {name: made[kind] for name, kind in TYPES.items()} == {name: int(told[name]) for name in TYPES}
    assert int(told["Total"]) == made.total()


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda path: path.stem)
def test_a_drawing_is_shown_and_told_in_full(drawing: Path, book: Path) -> None:
    root = ElementTree.fromstring(drawing.read_text(encoding="utf-8"))
    written = {word for text in root.iter(f"{SVG}text") for word in _words("".join(text.itertext())) if len(word) > 5}

    pages = [page.read_text(encoding="utf-8") for page in book.rglob("*.html")]
    images = [tag for html in pages for tag in re.findall(r"<img[^>]*>", html)]
    heard = [_words(unescape(tag)) for tag in images if drawing.name in tag]

    assert heard, "no page shows it"
    assert len(written - set(heard[0])) <= len(written) / 3, sorted(written - set(heard[0]))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda path: path.stem)
def test_a_drawing_follows_the_dark_page(drawing: Path) -> None:
    text = drawing.read_text(encoding="utf-8")

    assert "prefers-color-scheme:dark" in text
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
