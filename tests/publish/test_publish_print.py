"""The course on paper: a guide one can find one's way in, worksheets without answers, keys apart."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from autograder.catalogue import Exercise, find_exercises
from autograder.publish import paper as paper_module
from autograder.publish.guide import PrintUnavailable, build_print
from autograder.publish.typography import french
from autograder.publish.worksheet import answer_key, worksheet

ROOT = Path(__file__).resolve().parents[2]
EXERCISES = find_exercises(ROOT / "exercises")
TREES = [exercise for exercise in EXERCISES if exercise.builder == "cause-tree"]


def texts(pdf: Path) -> list[str]:
    """The text of each page, on one line, without the hyphens of line ends."""
    return [flat(page.extract_text()) for page in PdfReader(pdf).pages]


def flat(text: str) -> str:
    """Letters and signs only: line ends and hyphenation are the layout's own business."""
    return re.sub(r"[\s\u00a0\u202f\u2010\u00ad-]+", "", text)


def name(exercise: Exercise) -> str:
    return exercise.id.replace("/", "-")


def test_the_guide_is_a4_and_has_bookmarks_for_its_parts_and_sections(paper: Path) -> None:
    guide = PdfReader(paper / "guide.pdf")

    def titles(outline: list) -> list[str]:
        return [title for item in outline for title in (titles(item) if isinstance(item, list) else [item.title])]

    found = [flat(title) for title in titles(guide.outline)]
    assert [round(float(side)) for side in guide.pages[0].mediabox[2:]] == [595, 842]
    for wanted in ("3. Organiser et conduire une campagne", "3.1 Analyse causale : remonter aux racines", "À retenir"):
        assert flat(wanted) in found


def test_page_numbers_in_the_contents_are_those_of_the_headings(paper: Path) -> None:
    pages = PdfReader(paper / "guide.pdf").pages
    lines = [line for page in pages[1:2] for line in page.extract_text().splitlines()]
    entries = {match[1].strip(): int(match[2]) for line in lines if (match := re.match(r"(.+?)\.{3,} ?(\d+)$", line))}

    assert len(entries) > 12
    for title, number in entries.items():
        if title != "Fiches d’exercice":  # a part of the contents, not a heading
            assert flat(title) in flat(pages[number - 1].extract_text()), title


def number_of(pages: list[str], title: str) -> int:
    """The page where a section of the course begins."""
    return next(number for number, text in enumerate(pages, start=1) if title in text and "Enbref" in text)


def test_cross_references_say_their_page(paper: Path) -> None:
    pages = texts(paper / "guide.pdf")

    first = number_of(pages, "3.1Analysecausale")

    assert f"l’analysecausale(p.{first})" in "".join(pages)


def test_the_address_of_a_link_is_a_footnote_of_its_own_page(paper: Path) -> None:
    pages = texts(paper / "guide.pdf")

    called = [text for text in pages if "publiéparleGrdr" in text]

    assert len(called) == 1
    assert "www.grdr.org" in called[0]


def test_quiz_answers_are_printed_once_at_the_end_of_the_guide(paper: Path) -> None:
    pages = texts(paper / "guide.pdf")

    answered = [number for number, text in enumerate(pages) if "a)Non.C’estuneaction" in text]

    assert len(answered) == 1
    assert not any("Enbref" in text for text in pages[answered[0] :])
    assert "Question3." in "".join(pages[number_of(pages, "3.1Analysecausale") - 1 : answered[0]])


@pytest.mark.parametrize("exercise", TREES, ids=lambda exercise: exercise.id)
def test_a_worksheet_lists_every_statement_and_an_empty_tree(paper: Path, exercise: Exercise) -> None:
    sheet = "".join(texts(paper / "fiches" / f"{name(exercise)}.pdf"))

    for row in exercise.data["bank"]["statements"]:  # type: ignore[index]
        assert flat(french(row["text"])) in sheet
    for level in ("Conséquences", "Problème", "Causesdirectes", "Causesprofondes", "Causesstructurelles"):
        assert level in sheet


@pytest.mark.parametrize("exercise", TREES, ids=lambda exercise: exercise.id)
def test_a_worksheet_fits_on_two_a4_pages_that_make_one_a3(paper: Path, exercise: Exercise) -> None:
    assert len(PdfReader(paper / "fiches" / f"{name(exercise)}.pdf").pages) == 2


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_nothing_of_the_key_is_on_a_learners_paper(paper: Path, exercise: Exercise) -> None:
    for_learners = "".join(texts(paper / "guide.pdf") + texts(paper / "fiches" / f"{name(exercise)}.pdf"))
    paragraphs = [flat(french(line)) for line in exercise.answer_key_text.splitlines() if len(line) > 40]
    reasons = [flat(french(entry["why"])) for entry in exercise.key.get("statements", {}).values()]  # type: ignore[attr-defined]

    assert paragraphs
    assert not [secret for secret in paragraphs + reasons if secret in for_learners]


@pytest.mark.parametrize("exercise", TREES, ids=lambda exercise: exercise.id)
def test_the_answer_key_gives_levels_links_and_reason_for_every_statement(paper: Path, exercise: Exercise) -> None:
    key = "".join(texts(paper / "formateur" / f"{name(exercise)}-corrige.pdf"))

    for entry in exercise.key["statements"].values():  # type: ignore[index]
        assert flat(french(entry["why"])) in key
    assert flat("Réservé à la formatrice et au formateur") in key
    assert "Unarbrepossible" in key


def test_a_worksheet_of_an_unknown_builder_has_the_statement_and_room_to_write() -> None:
    exercise = plain_exercise()

    sheet, key = worksheet(exercise), answer_key(exercise)

    assert "Votre réponse" in sheet and sheet.count('class="ligne"') > 15
    assert "banque" not in sheet
    assert "Une réponse possible" in key


def test_unchanged_paper_is_not_printed_again(paper: Path) -> None:
    said: list[str] = []

    build_print(paper.parent, said.append)

    assert said == []


def test_a_machine_without_pango_gets_one_french_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    with pytest.raises(PrintUnavailable, match="Pango") as refused:
        paper_module.write_pdf("<p>Essai</p>", tmp_path / "essai.pdf")

    assert "\n" not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def plain_exercise() -> Exercise:
    """The tree exercise, as if its builder were one that paper does not know."""
    import dataclasses

    return dataclasses.replace(TREES[0], builder="autre")
