"""Section 3.1, one page a step: exercises find their page, tables are readable on a phone, plans are computed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from autograder.publish.book import build_book

CHAPTER = "3-organiser"


def page(book: Path, name: str) -> str:
    return (book / CHAPTER / f"{name}.html").read_text(encoding="utf-8")


def test_an_exercise_shows_only_on_the_page_it_names(own_course: Path, tmp_path: Path) -> None:
    chapter = own_course / "exercises" / CHAPTER
    shutil.copytree(chapter / "arbre-a-problemes", chapter / "enquete")
    statement = chapter / "enquete" / "exercise.md"
    text = statement.read_text(encoding="utf-8")
    statement.write_text(text.replace("3.1-analyse-causale", "3.1-collecte-de-donnees"), encoding="utf-8")

    book = build_book(tmp_path / "sortie", lambda line: None, root=own_course)

    assert "exercices/3-organiser/enquete/" in page(book, "3.1-collecte-de-donnees")
    assert "exercices/3-organiser/arbre-a-problemes/" not in page(book, "3.1-collecte-de-donnees")
    assert 'class="carte' not in page(book, "3.1-politiques-publiques")


def test_a_table_names_its_column_in_each_cell_for_phones(book: Path) -> None:
    tables = re.findall(r"<table.*?</table>", page(book, "3.1-politiques-publiques"), re.DOTALL)

    assert tables
    for table in tables:
        rows = re.findall(r"<tr.*?</tr>", table, re.DOTALL)
        columns = rows[0].count("<th")
        assert all(row.count('class="colonne"') == columns - 1 for row in rows[1:])
