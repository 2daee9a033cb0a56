"""The figures of section 3.3 are those of the library on the simulated campaign, and each says by what it divides."""

from __future__ import annotations

import csv
import re
from collections import Counter
from html import unescape
from pathlib import Path

import pytest

from autograder.domain.figure import shown
from autograder.domain.kpi import Reading
from autograder.domain.kpi_report import CampaignCounts
from autograder.importers.campaign import load
from autograder.publish import book_charts, book_example
from autograder.publish.book import BookError, build_book
from autograder.publish.book_example import Example

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "datasets" / "engageons-nous"
TAG = re.compile(r"<[^>]+>")


@pytest.fixture(scope="module")
def page(book: Path) -> str:
    return (book / "3-organiser" / "3.3-suivre-et-evaluer.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def words(page: str) -> str:
    return " ".join(unescape(TAG.sub(" ", page)).replace("\u202f", " ").replace("\xa0", " ").split())


def test_the_page_says_the_rates_that_the_library_computes(words: str) -> None:
    posts = [post for post in load(DATA).counts.posts if post.reach is not None]

    for reading in Reading:
        rate = shown(CampaignCounts(posts).rate(reading=reading).value).replace("\u202f", " ")
        assert rate in words, reading.french


@pytest.mark.parametrize("indicator", [
    "nombre d'interactions", "interaction", "taux de croissance", "taux d'engagement", "usages du hashtag",
    "part des influenceurs", "abonnés", "part de chaque réseau", "visites du site venues des réseaux",
    "commentaires sont-ils pertinents", "contributions",
])
def test_every_indicator_of_the_booklet_is_taught(words: str, indicator: str) -> None:
    if indicator == "nombre d'interactions":
        indicator = "publications ont donné"

    assert indicator.replace("'", "’") in words


def test_the_page_says_that_its_figures_are_simulated(words: str) -> None:
    assert "Celles de cette page sont simulées" in words


def test_charts_have_words_for_who_does_not_see_them_and_no_inline_style(page: str) -> None:
    charts = re.findall(r'<svg[^>]*class="trace".*?</svg>', page, flags=re.S)

    assert len(charts) == 2
    for chart in charts:
        assert re.search(r'role="img" aria-label="[^"]{20,}"', chart)
        assert not re.search(r'\s(?:style|id|clip-path)="', chart)
    assert page.count("Lire les chiffres du graphique") == 2


def test_a_chart_is_drawn_the_same_twice() -> None:
    example = Example.read(DATA.parent)

    first, second = (book_charts.svg(book_example.weeks(example).sheet, "Semaines") for _ in range(2))

    assert first == second


def test_the_kinds_of_comments_of_section_32_are_those_of_the_data(book: Path) -> None:
    with (DATA / "propre" / "commentaires.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    kinds = Counter(row["categorie"] for row in rows)
    said = (book / "3-organiser" / "3.2-lancer-et-animer.html").read_text(encoding="utf-8")

    waiting = sum(row["a_repondre"] == "oui" for row in rows)

    assert waiting == 23 and "Vingt-trois" in said
    named = {"Idée ou avis": "contribution", "Question": "question", "Réponse à un jeu": "réponse au concours",
             "Témoignage": "témoignage", "Attaque": "hostile", "Hors sujet": "hors sujet"}
    for name, kind in named.items():
        assert re.search(rf">{name}<.*?\b{kinds[kind]}</p>", said, flags=re.S), name


@pytest.mark.parametrize(("written", "said"), [
    ("{chiffre}`inconnu`", "chiffre"), ("```{calcul} inconnu\n```", "calcul"),
    ("```{graphique} inconnu\nLégende\n```", "graphique"),
])
def test_an_unknown_figure_stops_the_build(own_course: Path, tmp_path: Path, written: str, said: str) -> None:
    page = own_course / "book" / "index.md"
    page.write_text(page.read_text(encoding="utf-8") + f"\n{written}\n", encoding="utf-8")

    with pytest.raises(BookError, match=rf"\{{{said}\}}: inconnu"):
        build_book(tmp_path / "sortie", lambda line: None, root=own_course)
