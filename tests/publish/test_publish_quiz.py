"""The questions as a page carries them: each answer explained, each verdict that of the Python checks."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

from autograder.checks.quiz import Quiz
from autograder.domain.french import typeset
from autograder.publish.book import BookError, build_book
from autograder.publish.book_quiz import read_quiz

ROOT = Path(__file__).resolve().parents[2]
BOOK = ROOT / "book"
ASKING = [page for page in BOOK.rglob("*.md") if "{quiz}" in page.read_text(encoding="utf-8")]
PAGES = sorted(page.relative_to(BOOK).with_suffix("").as_posix() for page in ASKING)


def quiz_of(page: str) -> Quiz:
    return read_quiz(BOOK, page)


def fields(book: Path, page: str) -> list[str]:
    return (book / f"{page}.html").read_text(encoding="utf-8").split("<fieldset ")[1:]


def test_every_file_of_questions_belongs_to_a_page() -> None:
    files = sorted(file.stem for file in (BOOK / "quiz").glob("*.json"))

    assert files == sorted(page.split("/")[-1] for page in PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_every_answer_with_its_explanation(book: Path, page: str) -> None:
    quiz, shown = quiz_of(page), fields(book, page)

    assert len(shown) == len(quiz.questions)
    for question, field in zip(quiz.questions, shown, strict=True):
        kinds = re.findall(r'class="explication (juste|faux)"><p class="verdict">(Oui|Non)\.</p>\s*<p>\S', field)
        assert [kind == "juste" for kind, _ in kinds] == [answer.right for answer in question.answers]
        assert field.count('type="checkbox"' if question.several else 'type="radio"') == len(question.answers)


@pytest.mark.parametrize("page", PAGES)
def test_the_verdicts_in_a_page_are_those_of_the_checks_for_every_choice(book: Path, page: str) -> None:
    for question, field in zip(quiz_of(page).questions, fields(book, page), strict=True):
        carried = re.search(r'data-verdicts="([^"]*)"', field)
        assert carried

        verdicts = json.loads(unescape(carried[1]))

        assert verdicts == {
            "-".join(map(str, choice)): [question.judge(choice).outcome, typeset(question.judge(choice).message)]
            for choice in question.choices()
        }


@pytest.mark.parametrize(("file", "words"), [
    ('{"questions": [{"id": "q1", "statement": "Alors ?", "answers": []}]}', "deux réponses au moins"),
    ('{"questions": [', "pas du JSON"),
])
def test_questions_that_cannot_be_asked_stop_the_build_and_name_their_file(
    small_course: Path, tmp_path: Path, file: str, words: str
) -> None:
    (small_course / "book" / "quiz").mkdir()
    (small_course / "book" / "quiz" / "page.json").write_text(file, encoding="utf-8")
    (small_course / "book" / "page.md").write_text("# Page\n\n:::{quiz}\n:::\n", encoding="utf-8")

    with pytest.raises(BookError, match=words) as refused:
        build_book(tmp_path / "sortie", lambda line: None, root=small_course)

    assert "page.json" in str(refused.value)
