"""A guide laid out piece by piece is the guide laid out at once, whatever has changed in between."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pypdf import PdfReader

from autograder.publish.guide_builder import Entry
from autograder.publish.guide_text import contents, texts_of
from autograder.publish.paper import Job, PrintUnavailable, run_jobs
from autograder.publish.paper_numbers import guessed, with_noughts
from tests.printed import texts

STYLES = ("papier.css", "guide.css", "cours.css")
LINE = "<p>Une campagne commence par une question, posée à voix haute, dans une cour de Kayes.</p>"
CALLS = re.compile(r"\(p\.(\d+)\)")


def section(name: str, lines: int, *others: str) -> str:
    calls = "".join(f'<p>Voir <a class="internal" href="#{other}">la section {other}</a>.</p>' for other in others)
    end = f'<h2 id="{name}-fin">Fin {name}</h2>'
    return f'<section><h1 id="{name}">Titre {name}</h1>{calls}{LINE * lines}{end}</section>'


def book(first_lines: int = 30) -> tuple[str, ...]:
    """Contents, then three sections of one part; the first one is before all that its length moves."""
    entries = [Entry(1, name, f"Titre {name}") for name in ("un", "deux", "trois")]
    part = '<div class="partie"><p>1. La première partie</p></div><span></span>'
    sections = (section("un", first_lines, "deux", "trois"), section("deux", 60, "un-fin"), section("trois", 9, "deux"))
    return (contents(entries), part + sections[0], *sections[1:])


def laid_out(bodies: tuple[str, ...], folder: Path, said: list[str] | None = None, base: Path = Path()) -> Path:
    job = Job("essai", "Essai", bodies, STYLES, base, ((folder / "essai.pdf", 1),))
    try:
        run_jobs([job], folder / "papier", (said if said is not None else []).append)
    except PrintUnavailable as reason:
        pytest.skip(str(reason))
    return folder / "essai.pdf"


def told(file: Path) -> dict[str, Any]:
    """What a reader finds in the file: words of each page, bookmarks, where each link goes."""
    reader = PdfReader(file)
    ranks = {getattr(page.indirect_reference, "idnum", 0): rank for rank, page in enumerate(reader.pages, 1)}
    places = {name: ranks[at.page.idnum] for name, at in reader.named_destinations.items()}  # type: ignore[union-attr]

    def titles(outline: list[Any], depth: int = 0) -> list[tuple[int, str, int]]:
        return [
            line for item in outline for line in (
                titles(item, depth + 1) if isinstance(item, list)
                else [(depth, str(item.title), reader.get_destination_page_number(item) or 0)]
            )
        ]

    annotations = [[link.get_object() for link in page.get("/Annots", [])] for page in reader.pages]
    links = [sorted({str(link.get("/Dest") or link["/A"]["/URI"]) for link in page}) for page in annotations]
    return {"words": texts(file), "places": places, "bookmarks": titles(reader.outline), "links": links}


def without_first_anchors(found: dict[str, Any]) -> dict[str, Any]:
    """An empty anchor before a heading stands with it in a piece, at the foot of the page before in the whole."""
    return found | {"places": {name: page for name, page in found["places"].items() if "document-" not in name}}


def test_pieces_make_the_same_pages_bookmarks_and_links_as_the_whole(tmp_path: Path) -> None:
    whole = told(laid_out(("".join(book()),), tmp_path / "whole"))

    pieces = told(laid_out(book(), tmp_path / "pieces"))

    assert len(pieces["words"]) > 5
    assert pieces == whole


def test_sections_of_the_course_are_the_same_in_pieces_and_at_once(paper: Path, tmp_path: Path) -> None:
    course = paper.parent / "book" / "guide"
    bodies = tuple(texts_of(SimpleNamespace(outdir=course))[2:4])  # type: ignore[arg-type]

    pieces = told(laid_out(bodies, tmp_path / "pieces", base=course))
    whole = told(laid_out(("".join(bodies),), tmp_path / "whole", base=course))

    assert len(pieces["words"]) > 12
    assert without_first_anchors(pieces) == without_first_anchors(whole)


def test_a_longer_section_is_laid_out_alone_and_all_that_follows_is_numbered_anew(tmp_path: Path) -> None:
    said: list[str] = []
    laid_out(book(), tmp_path / "kept")

    again = told(laid_out(book(first_lines=40), tmp_path / "kept", said))

    assert said == ["Sur papier : mise en page, un morceau…"]
    assert again == told(laid_out(book(first_lines=40), tmp_path / "fresh"))
    assert again["places"]["trois"] > told(laid_out(book(), tmp_path / "short"))["places"]["trois"]


def test_every_number_on_paper_is_that_of_the_page_it_speaks_of(tmp_path: Path) -> None:
    found = told(laid_out(book(), tmp_path))
    pages, places = found["words"], found["places"]

    called = [int(number) for page in pages for number in CALLS.findall(page)]

    assert called == [places[name] for name in ("deux", "trois", "un-fin", "deux")]
    listed = [(name, str(places[name])) for name in ("un", "deux", "trois")]
    assert re.findall(r"Titre(\w+?)\.+(\d+)", pages[0]) == listed
    assert all(page.endswith(str(number)) for number, page in enumerate(pages, 1))


def test_a_number_that_gets_a_digit_more_makes_room_for_it(tmp_path: Path) -> None:
    laid_out(book(), tmp_path / "kept")

    again = told(laid_out(book(first_lines=400), tmp_path / "kept"))

    assert again["places"]["trois"] > 9
    assert again == told(laid_out(book(first_lines=400), tmp_path / "fresh"))


def test_a_reference_to_nowhere_gets_no_number() -> None:
    body = '<a class="internal" href="#ici">ici</a> <a class="internal" href="#nulle-part">là</a>'

    text, places = with_noughts(body, {"ici": 12})

    assert places == ["ici"]
    assert text.count("00</span>") == 1


def test_the_first_guess_is_of_the_right_size() -> None:
    guess = guessed(book(first_lines=400))

    assert guess["un"] == 2
    assert len(str(guess["trois"])) == 2
