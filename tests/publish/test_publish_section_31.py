"""Section 3.1, one page a step: exercises find their page, tables are readable on a phone, plans are computed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from autograder.domain.budget import Heading
from autograder.domain.channel import Channel
from autograder.domain.french import money, typeset
from autograder.domain.message import Message, ReaderTime
from autograder.publish import plans
from autograder.publish.book import BookError, build_book
from autograder.publish.book_messages import counted

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


def test_the_budget_on_the_page_is_the_one_of_the_data(book: Path) -> None:
    budget = plans.budget("paix-au-mali")

    html = page(book, "3.1-budget")

    assert money(budget.total) in html
    assert all(money(budget.total_of(heading)) in html for heading in Heading)


def test_the_timeline_is_drawn_for_phones_and_screens_and_can_be_read_in_words(book: Path) -> None:
    html = page(book, "3.1-chronogramme")
    words = html[html.index('<details class="en-lettres">') :]

    assert html.count('class="chronogramme"') == 2
    assert all(typeset(activity.name) in words for activity in plans.timeline("paix-au-mali").activities)


def test_the_timeline_says_what_the_exercise_would_say(book: Path) -> None:
    plan = plans.timeline("paix-au-mali")

    html = page(book, "3.1-chronogramme")

    assert html.count("Sans responsable") == len(plan.unassigned()) == 1
    assert html.count("Départ trop tôt") == len(plan.early_starts())


def test_the_calendar_counts_every_planned_line(book: Path) -> None:
    plan = plans.calendar("engageons-nous")

    html = page(book, "3.1-calendrier-editorial")

    assert f"{len(plan.slots)} publications" in html
    assert all(f">{count}</text>" in html for count in plan.per_week().values())


def test_an_example_of_no_campaign_stops_the_build(own_course: Path, tmp_path: Path) -> None:
    author = own_course / "book" / "index.md"
    author.write_text(author.read_text(encoding="utf-8") + "\n:::{budget} nulle-part\n:::\n", encoding="utf-8")

    with pytest.raises(BookError, match="no such table"):
        build_book(tmp_path / "sortie", lambda line: None, root=own_course)


def test_a_message_on_the_page_is_counted_as_its_channel_counts(book: Path) -> None:
    html = page(book, "3.1-messages-et-hashtag")

    shown = [typeset(fact) for fact in re.findall(r'<p class="compte">(.*?)</p>', html, re.DOTALL)]

    assert len(shown) == 4
    assert all("Rien à reprendre" in fact for fact in shown)
    assert typeset("Compté pour X (Twitter) : 161 signes sur 280") in shown[0]


@pytest.mark.parametrize(("text", "amiss"), [
    ("Bonjour. " * 40, "trop long pour ce canal"),
    ("Suite de notre série, voir plus haut.", "il ne se comprend pas seul"),
    ("Venez ce soir à la mairie #Un #Deux #Trois #Quatre", "trop de hashtags"),
])
def test_a_faulty_message_is_named(text: str, amiss: str) -> None:
    fact = counted(Message(text, Channel.X, ReaderTime.SECONDS))

    assert "À reprendre" in fact
    assert amiss in fact


def test_the_launch_light_is_the_one_of_the_checklist(book: Path) -> None:
    html = page(book, "3.1-pret-a-lancer")

    assert html.count("feu rouge.") == 4
    assert typeset("Confiez « Émissions de radio » à quelqu'un.") in html


@pytest.mark.parametrize("number", range(1, 8))
def test_each_point_of_the_launch_checklist_has_its_place(book: Path, number: int) -> None:
    assert f'id="point-{number}"' in page(book, "3.1-pret-a-lancer")
