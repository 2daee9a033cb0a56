"""The course on paper: a guide one can find one's way in, worksheets without answers, keys apart."""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path

import pytest
from pypdf import PageObject, PdfReader

from autograder.catalogue import Exercise, find_exercises
from autograder.publish.book_cards import worksheet_numbers
from autograder.publish.guide import PrintUnavailable, build_print
from autograder.publish.paper import Job, run_jobs
from autograder.publish.typography import french
from autograder.publish.worksheet import answer_key, worksheet
from tests.printed import flat, texts

ROOT = Path(__file__).resolve().parents[2]
EXERCISES = find_exercises(ROOT / "exercises")
TREES = [exercise for exercise in EXERCISES if exercise.builder == "cause-tree"]
SECOND_TREES = [other for exercise in TREES for other in exercise.others]
SECOND = [other for exercise in EXERCISES for other in exercise.others]
CUT_OUT = [each for each in [*EXERCISES, *SECOND] if each.builder in ("cause-tree", "sorting")]


def name(exercise: Exercise) -> str:
    return exercise.id.replace("/", "-") + ("" if exercise.subject == "a" else f"-sujet-{exercise.subject}")


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

    entries = contents_of(pages[1])

    assert len(entries) > 12
    for title, number in entries.items():
        assert flat(title) in flat(pages[number - 1].extract_text()), title


def contents_of(page: PageObject) -> dict[str, int]:
    """The lines of a page of contents: title, page number."""
    lines = page.extract_text().splitlines()
    return {found[1].strip(): int(found[2]) for line in lines if (found := re.match(r"(.+?)\.{3,} ?(\d+)$", line))}


def test_the_contents_leave_out_what_every_page_has(paper: Path) -> None:
    text = "".join(texts(paper / "guide.pdf")[1:6])

    assert "Àretenir......" not in text
    assert "Huitmanièresd’agir......" in text


def test_the_same_page_bears_the_same_number_at_both_sizes(paper: Path) -> None:
    large, small = PdfReader(paper / "guide.pdf"), PdfReader(paper / "guide-a5.pdf")

    assert [round(float(side)) for side in small.pages[0].mediabox[2:]] == [421, 595]
    assert len(large.pages) == len(small.pages)
    assert texts(paper / "guide.pdf") == texts(paper / "guide-a5.pdf")


def test_the_booklet_holds_every_page_once_on_a4_sheets(paper: Path) -> None:
    pages, booklet = texts(paper / "guide-a5.pdf"), PdfReader(paper / "guide-livret-a-plier.pdf")

    assert [round(float(side)) for side in booklet.pages[0].mediabox[2:]] == [842, 595]
    assert len(booklet.pages) == 2 * -(-len(pages) // 4)
    inside = flat(booklet.pages[1].extract_text())
    assert inside.startswith(pages[1])  # the back of the cover


def test_links_can_be_opened_with_a_telephone(paper: Path) -> None:
    pages = texts(paper / "guide.pdf")

    codes = [text.split("àouvriravecl’appareilphoto")[1] for text in pages if "àouvriravecl’appareilphoto" in text]

    assert len(codes) > 15  # a section's codes are in that section
    assert "1.www.grdr.org" in codes[0]


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


@pytest.mark.parametrize("exercise", TREES + SECOND_TREES, ids=lambda exercise: exercise.title)
def test_a_worksheet_lists_every_statement_and_an_empty_tree(paper: Path, exercise: Exercise) -> None:
    sheet = "".join(texts(paper / "fiches" / f"{name(exercise)}.pdf"))

    for row in exercise.data["bank"]["statements"]:  # type: ignore[index]
        assert flat(french(row["text"])) in sheet
    for level in ("Conséquences", "Problème", "Causesdirectes", "Causesprofondes", "Causesstructurelles"):
        assert level in sheet


@pytest.mark.parametrize("exercise", CUT_OUT, ids=lambda exercise: exercise.title)
def test_cards_to_cut_out_have_one_page_to_themselves(paper: Path, exercise: Exercise) -> None:
    pages = texts(paper / "fiches" / f"{name(exercise)}.pdf")
    cards = [flat(french(row["text"])) for row in exercise.data["bank"]["statements"]]  # type: ignore[index]

    holding = [number for number, text in enumerate(pages) if any(card in text for card in cards)]

    assert len(holding) == 1 and all(card in pages[holding[0]] for card in cards)
    assert not any(room in pages[holding[0]] for room in ("Vosénoncésàvous", "Votrearbre", "Voscases"))
    assert len(pages) == (3 if exercise.builder == "cause-tree" else 2)


def test_the_worksheets_are_light_enough_for_a_phone(paper: Path) -> None:
    assert (paper / "fiches.pdf").stat().st_size < 1_000_000


@cache
def said_by_the_book() -> str:
    """A key may quote the book."""
    return "".join(flat(french(page.read_text(encoding="utf-8"))) for page in (ROOT / "book").rglob("*.md"))


@cache
def for_learners_of(paper: Path) -> str:
    return "".join(texts(paper / "guide.pdf") + texts(paper / "fiches.pdf"))


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_every_exercise_has_its_sheet_and_its_pages_of_the_trainers_guide(paper: Path, exercise: Exercise) -> None:
    sheet = texts(paper / "fiches" / f"{name(exercise)}.pdf")
    guide = texts(paper / "formateur" / f"{name(exercise)}-corrige.pdf")

    assert f"Fiche{worksheet_numbers(EXERCISES)[exercise.id]}·" in sheet[0]
    assert flat(exercise.title) in sheet[0]
    assert "Leserreursquelecoursreconnaît" in "".join(guide)
    assert flat(f"Corrigé : {exercise.title}") in flat("".join(guide).replace("\u00a0", ""))


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_nothing_of_the_key_is_on_a_learners_paper(paper: Path, exercise: Exercise) -> None:
    for_learners = for_learners_of(paper)
    paragraphs = [flat(french(line)) for line in exercise.answer_key_text.splitlines() if len(line) > 40]
    keys = [subject.key.get("statements", {}) for subject in exercise.subjects]  # type: ignore[attr-defined]
    reasons = [flat(french(entry["why"])) for key in keys for entry in key.values()]

    assert paragraphs
    shown = [secret for secret in paragraphs + reasons if secret in for_learners]
    assert not [secret for secret in shown if secret not in said_by_the_book()]


@pytest.mark.parametrize("exercise", SECOND, ids=lambda exercise: exercise.title)
def test_a_second_subject_has_its_own_sheet_and_its_part_of_the_key(paper: Path, exercise: Exercise) -> None:
    sheet = "".join(texts(paper / "fiches" / f"{name(exercise)}.pdf"))
    key = "".join(texts(paper / "formateur" / f"{exercise.id.replace('/', '-')}-corrige.pdf"))

    assert flat(f"Fiche : {exercise.title}") in flat(sheet.replace("\u00a0", ""))
    assert flat(f"Corrigé : {exercise.title}") in flat(key.replace("\u00a0", ""))


@pytest.mark.parametrize("exercise", TREES, ids=lambda exercise: exercise.id)
def test_the_answer_key_gives_levels_links_and_reason_for_every_statement(paper: Path, exercise: Exercise) -> None:
    key = "".join(texts(paper / "formateur" / f"{name(exercise)}-corrige.pdf"))

    for subject in exercise.subjects:
        for entry in subject.key["statements"].values():  # type: ignore[attr-defined]
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
    target = tmp_path / "imprime" / "essai.pdf"
    job = Job("essai", "Essai", ("<p>Essai</p>",), ("papier.css",), tmp_path, ((target, 1),))

    with pytest.raises(PrintUnavailable, match="Pango") as refused:
        run_jobs([job], tmp_path / "papier", print)

    assert "\n" not in str(refused.value)
    assert not target.parent.exists()


def plain_exercise() -> Exercise:
    """The tree exercise, as if its builder were one that paper does not know."""
    import dataclasses

    return dataclasses.replace(TREES[0], builder="autre")


def test_only_what_has_changed_is_laid_out_again(tmp_path: Path) -> None:
    def jobs(words: str) -> list[Job]:
        return [
            Job(name, name, (f"<p>{text}</p>",), ("papier.css",), tmp_path, ((tmp_path / f"{name}.pdf", 1),))
            for name, text in (("un", "Un"), ("deux", words))
        ]

    first = run_jobs(jobs("Deux"), tmp_path / "papier", lambda line: None)
    again = run_jobs(jobs("Deux"), tmp_path / "papier", lambda line: None)
    changed = run_jobs(jobs("Deux, autrement"), tmp_path / "papier", lambda line: None)

    assert (first, again, changed) == (["un", "deux"], [], ["deux"])
