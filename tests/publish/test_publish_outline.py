"""The booklet's outline is all in the book: each section, box, step and point of the launch checklist has its place."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parents[2]
BOOKLET = ROOT.parent / "shared" / "livret" / "livret.md"
TAG = re.compile(r"<[^>]+>")

# Number in the booklet → words that its page must hold, apart from its title.
SECTIONS = {
    "Introduction": ["Kayes", "Nioro", "Yélimané", "SaheLink"],
    "1.1": ["civic tech", "participation"],
    "1.2": ["plaidoyer", "mobilisation communautaire", "influenceurs", "activistes"],
    "1.3": ["#StopEDM", "fracture"],
    "2.1": ["#JeVeuxSavoir"],
    "2.2": ["plaidoyer politique", "mobilisation publique"],
    "2.3": ["#EngageonsNous", "#PaixauMali", "72 commentaires", "Mao et Kao", "Sinankuya"],
    "3.1": ["analyse causale"],
    "3.2": ["communiqué de presse", "influenceur", "jeu-concours", "premiers jours"],
    "3.3": ["taux d'engagement", "croissance", "hashtag", "abonnés", "trafic"],
    "4.1": ["formation-action", "témoignage", "communautés", "actualité", "influenceurs"],
    "4.2": ["peur", "distraire", "langues", "bailleur", "produire"],
}
STEPS = ("analyse causale", "politiques publiques", "données", "objectif", "cible", "stratégie", "budget", "outils",
         "chronogramme", "calendrier éditorial", "messages", "kit de mobilisation")
BOXES = {1: "communauté", 2: "#FreeSenegal", 3: "SWEDD", 4: "#NoPriceOnKids", 5: "#JeVeuxSavoir",
         6: "arbre à problèmes", 7: "message"}
PARTS = ("En bref", "Vous saurez", "Temps", "À retenir", "Pour aller plus loin")
CHECKLIST = ("objectif", "message", "budget", "chronogramme", "calendrier éditorial", "moitié", "kit de mobilisation")


@pytest.fixture(scope="module")
def pages(book: Path) -> dict[str, str]:
    """The words of each page that the contents list, by its address in `_toc.yml`, in the reader's order."""
    contents = yaml.safe_load((ROOT / "book" / "_toc.yml").read_text(encoding="utf-8"))
    files = [item["file"] for part in contents["parts"] for item in part["chapters"]]
    return {file: _words(book / f"{file}.html") for file in files}


def _words(path: Path) -> str:
    html = path.read_text(encoding="utf-8")
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(unescape(TAG.sub(" ", main)).replace("’", "'").split())


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.lower().replace("’", "'"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _of(number: str, pages: dict[str, str]) -> str:
    """All the words of one section of the booklet, which may take several pages."""
    start = "0-introduction" if number == "Introduction" else number
    return " ".join(words for file, words in pages.items() if file.rpartition("/")[2].startswith(start))


@pytest.mark.parametrize("number", SECTIONS)
def test_each_section_of_the_booklet_has_its_page(pages: dict[str, str], number: str) -> None:
    words = _plain(_of(number, pages))

    assert words, f"no page for {number}"
    assert [wanted for wanted in SECTIONS[number] if _plain(wanted) not in words] == []


def test_the_sections_named_here_are_those_of_the_booklet() -> None:
    if not BOOKLET.is_file():
        pytest.skip("the booklet is not beside the project on this machine")

    numbers = re.findall(r"(?m)^#{2,3} (\d\.\d) ", BOOKLET.read_text(encoding="utf-8"))

    assert numbers == [number for number in SECTIONS if number != "Introduction"]


def test_pages_follow_the_booklets_order(pages: dict[str, str]) -> None:
    numbers = [name for file in pages if re.match(r"\d", name := file.rpartition("/")[2].split("-")[0])]

    assert numbers == sorted(numbers)


@pytest.mark.parametrize("step", STEPS)
def test_each_step_of_section_31_has_a_page_that_names_it(pages: dict[str, str], step: str) -> None:
    titles = [words[:90] for file, words in pages.items() if "/3.1-" in file]

    assert any(_plain(step) in _plain(title) for title in titles), titles


@pytest.mark.parametrize("number", BOXES)
def test_each_box_of_the_booklet_is_used_and_named(pages: dict[str, str], number: int) -> None:
    found = [file for file, words in pages.items() if re.search(rf"(?i)encart\s{number}\b", words)]

    assert found, f"no page names box {number}"
    assert any(_plain(BOXES[number]) in _plain(pages[file]) for file in found)


def test_the_launch_checklist_has_its_seven_points(pages: dict[str, str]) -> None:
    asked = [file for file, words in pages.items() if _plain("prêts") in _plain(words[:90])]

    assert len(asked) == 1, asked
    words = _plain(pages[asked[0]])
    assert [point for point in CHECKLIST if _plain(point) not in words] == []


def test_the_bibliography_holds_every_reference_of_the_booklet(pages: dict[str, str]) -> None:
    if not BOOKLET.is_file():
        pytest.skip("the booklet is not beside the project on this machine")
    listed = BOOKLET.read_text(encoding="utf-8").split("## Bibliographie :")[1].strip().split("\n\n")
    ours = re.sub(r"\W+", " ", _plain(pages["bibliographie"]))

    missing = [
        reference for reference in listed
        if re.sub(r"\W+", " ", _plain(reference)).strip()[:32] not in ours
    ]

    assert listed and missing == []


def test_every_page_of_a_section_has_the_parts_that_a_reader_expects(pages: dict[str, str]) -> None:
    sections = {file: words for file, words in pages.items() if re.search(r"/\d\.\d-", file)}

    for file, words in sections.items():
        assert [part for part in PARTS if part not in words] == [], file


def test_every_quiz_has_two_to_five_questions(pages: dict[str, str], book: Path) -> None:
    for file in pages:
        asked = (book / f"{file}.html").read_text(encoding="utf-8").count('<fieldset class="question"')
        if re.search(r"/\d\.\d-", file):
            assert 2 <= asked <= 5, f"{file}: {asked}"


APART = "fieldset, table, svg, details, figcaption, .exercices, blockquote, .compte"
LONGEST = 1500


def test_no_page_is_longer_than_a_reader_has_patience_for(pages: dict[str, str], book: Path) -> None:
    """What is to be read: questions, tables, drawings, cards and examples of posts apart."""
    long = {}
    for file in pages:
        main = BeautifulSoup((book / f"{file}.html").read_text(encoding="utf-8"), "html.parser").main
        assert main
        for part in main.select(APART):
            part.decompose()
        words = len(re.findall(r"[^\W_][\w’-]*", main.get_text(" ")))
        if re.search(r"/\d\.\d-", file) and words > LONGEST:
            long[file] = words

    assert long == {}


def test_the_words_of_the_malian_languages_are_those_of_the_booklet_only(pages: dict[str, str]) -> None:
    if not BOOKLET.is_file():
        pytest.skip("the booklet is not beside the project on this machine")
    html = (ROOT / "book" / "glossaire.md").read_text(encoding="utf-8")
    first = html.split("## Les mots du métier")[0]
    terms = re.findall(r"(?m)^(?!  |:|#)(\w+)$", first)

    booklet = BOOKLET.read_text(encoding="utf-8")

    assert len(terms) == 4
    assert [term for term in terms if term not in booklet] == []


def test_the_glossary_is_in_alphabetical_order() -> None:
    trade = (ROOT / "book" / "glossaire.md").read_text(encoding="utf-8").split("## Les mots du métier")[1]

    terms = [_plain(term) for term in re.findall(r"(?m)^(\w.*)$", trade)]

    assert len(terms) > 80
    assert terms == sorted(terms)
