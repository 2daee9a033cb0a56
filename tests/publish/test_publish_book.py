"""What a reader of the book gets: French pages, light, whole, that ask nothing of any other machine."""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from autograder.publish.book import BookError, build_book, run_sphinx

ROOT = Path(__file__).resolve().parents[2]
BOOKLET = ROOT.parent / "shared" / "livret" / "livret.md"
FIRST_PAGE = "3-organiser/3.1-analyse-causale.html"
BUILT_ELSEWHERE = ("exercices/", "formateur/")
# Names one cannot write otherwise: the booklet's own title, and that of a foundation it cites.
PROPER_NAMES = (
    "Citoyenneté numérique : comment organiser une campagne de mobilisation digitale",
    "Fondation des femmes de l'Euro-Méditerranée",
    # Titles of works and their publishers, from the booklet's bibliography.
    "Guide de campagnes digitales de plaidoyer, guide de l'activiste",
    "Plateforme globale pour le droit à la ville",
    "Plaidoyer pour les droits des femmes",
    "La fracture numérique de genre en Afrique francophone",
    "Center for social impact communication, Georgetown University",
    "Guide pratique pour renforcer les techniques de communication des associations sur les médias sociaux",
    "Mettre en place une communauté numérique pour accélérer le développement du territoire",
    "Slacktivists doing more than clicking in support of causes",
    "Mali. Il faut annuler la condamnation d'un chroniqueur et ouvrir des enquêtes sur les agressions et menaces "
    "contre des activistes",
    "Réseaux sociaux : des cyber citoyens de plus en plus actifs au Mali",
    "Réseaux sociaux au Mali : les élites politiques et religieuses prises au piège",
    "Mali, les internautes disent non pour le référendum du 19 juillet",
)
ENGLISH = (
    "Search", "Navigation menu", "Table of Contents", "Contents", "Next", "Previous", "Skip to", "Toggle", "Copyright",
    "Permalink", "Link to this", "Created using", "Built with", "Last updated", "Show Source", "Home", "Sidebar",
    "Quick search", "Go", "Please activate", "Close", "Open", "By ",
)


class Page(HTMLParser):
    """What a test asks of a page: its words, its addresses, its inline code."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.ids: set[str] = set()
        self.attributes: list[str] = []
        self._inside: list[str] = []
        self.inline_code = 0
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in {"script", "style", "title"}:
            self._inside.append(tag)
        self.inline_code += tag == "style" or (tag == "script" and "src" not in given)
        self.inline_code += sum(name.startswith("on") or name == "style" for name in given)
        self.ids |= {given[name] for name in ("id", "name") if name in given}
        if tag == "a":
            self.links.append(given.get("href", ""))
        elif "href" in given and given.get("rel") in {"stylesheet", "icon", "preload", "manifest"}:
            self.fetched.append(given["href"])
        self.fetched += [given[name] for name in ("src", "srcset", "data", "poster") if name in given]
        read_aloud = ("aria-label", "title", "alt", "placeholder", "value")
        self.attributes += [given[name] for name in read_aloud if name in given]

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self._inside):
            self.words.append(data)


def pages(book: Path) -> list[Path]:
    return sorted(book.rglob("*.html"))


def runs_of_eight(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[\w%#]+", text.lower().replace("’", "'"))
    return {tuple(words[start : start + 8]) for start in range(len(words) - 7)}


def test_no_label_is_left_in_english(book: Path) -> None:
    for path in pages(book):
        page = Page(path)

        seen = "\n".join([*page.words, *page.attributes])

        found = [label for label in ENGLISH if re.search(rf"(?<!\w){re.escape(label)}(?!\w)", seen)]
        assert not found, f"{path.name}: {found}"


def test_no_mark_of_the_source_is_left_to_read_and_no_heading_stands_inside_a_box(book: Path) -> None:
    """A box that is not closed swallows the rest of the page."""
    for path in pages(book):
        assert not re.search(r":::|```|\{[a-z-]+\}`", "\n".join(Page(path).words)), path.name
        assert 'class="rubric"' not in path.read_text(encoding="utf-8"), path.name


def test_every_sentence_that_the_search_may_show_is_french(book: Path) -> None:
    shown = re.findall(r"""(?:_|gettext)\(\s*["']([^"']+(?:'[a-z]+[^"']*)?)["']\s*\)""",
                       (book / "_static/searchtools.js").read_text(encoding="utf-8"))
    translated = (book / "_static/recherche.js").read_text(encoding="utf-8")

    missing = [sentence for sentence in shown if sentence not in translated and sentence != ", in "]

    assert shown
    assert not missing


def test_every_link_inside_the_book_leads_somewhere(book: Path) -> None:
    for path in pages(book):
        for link in Page(path).links:
            address, _, anchor = link.partition("#")
            if address.startswith("http") or any(part in address for part in BUILT_ELSEWHERE):
                continue

            target = (path.parent / unquote(address.partition("?")[0])).resolve() if address else path

            assert target.is_file(), f"{path.name} → {link}"
            assert not anchor or anchor in Page(target).ids, f"{path.name} → {link}"


def test_every_address_is_relative_so_that_the_site_may_stand_in_any_folder(book: Path) -> None:
    for path in pages(book):
        page = Page(path)

        assert not [address for address in page.links + page.fetched if address.startswith("/")]


def test_a_page_fetches_nothing_from_another_machine(book: Path) -> None:
    for path in pages(book):
        assert not [address for address in Page(path).fetched if "//" in address], path.name
    for sheet in ("livre.css", "pygments.css"):
        assert not re.search(r"@import|url\(", (book / "_static" / sheet).read_text(encoding="utf-8"))


def test_a_page_carries_no_inline_code_so_that_a_strict_security_policy_fits(book: Path) -> None:
    assert [path.name for path in pages(book) if Page(path).inline_code] == []


def test_words_are_found_with_or_without_their_accents(book: Path) -> None:
    index = (book / "searchindex.js").read_text(encoding="utf-8")
    typed = (book / "_static/language_data.js").read_text(encoding="utf-8")

    terms = re.search(r'"?terms"?:\s*\{(.*?)\}', index)

    assert terms and "problem" in terms[1]
    assert not re.search("[éèêàçùâîôû]", terms[1])
    assert 'normalize("NFD")' in typed


@pytest.mark.parametrize("topic", [
    "analyse causale", "documents, entretiens, enquête", "causes directes", "causes profondes", "causes structurelles",
    "accès", "lois", "politiques publiques", "institutions", "économie", "culture", "conséquence", "arbre à problèmes",
    "cadre triangulaire", "contenu", "structure", "résumez", "dessinez à plusieurs", "solution déguisée",
    "solution absente",
])
def test_section_31_covers_what_the_booklet_says_of_causal_analysis(book: Path, topic: str) -> None:
    words = " ".join(" ".join(Page(book / FIRST_PAGE).words).split())

    assert topic in words.lower()


def test_no_eight_words_in_a_row_are_the_booklets() -> None:
    if not BOOKLET.is_file():
        pytest.skip("the booklet is not beside the project on this machine")
    booklet = runs_of_eight(BOOKLET.read_text(encoding="utf-8"))

    for page in [*sorted((ROOT / "book").rglob("*.md")), *sorted((ROOT / "book" / "quiz").glob("*.json"))]:
        text = re.sub(r"https?://\S+", " adresse ", page.read_text(encoding="utf-8"))
        text = " ".join(text.split())
        for name in PROPER_NAMES:
            text = text.replace(name, " nom-propre ")

        assert not runs_of_eight(text) & booklet, page.name


def test_the_drawn_tree_can_also_be_read_in_words(book: Path) -> None:
    html = (book / FIRST_PAGE).read_text(encoding="utf-8")
    in_words = html[html.index('<details class="en-lettres">') :]

    assert 'role="img" aria-label="' in html
    assert "parce que" in in_words[: in_words.index("</details>")]


def test_french_spaces_are_set_in_text_and_titles(book: Path) -> None:
    words = "".join(Page(book / FIRST_PAGE).words)

    assert "20\u202f% des femmes" in words
    assert "«\u00a0pourquoi\u202f?\u00a0»" in words
    assert "3.1 Analyse causale\u00a0: remonter aux racines" in words
    assert not re.search(r" [;!?»]|« | :", words)


def test_facts_carry_their_place_in_the_booklet(book: Path) -> None:
    assert "livret,\u00a02.3" in "".join(Page(book / FIRST_PAGE).words)


def test_a_new_exercise_folder_shows_up_with_no_other_file_touched(own_course: Path, tmp_path: Path) -> None:
    out = tmp_path / "sortie"
    build_book(out, lambda line: None, root=own_course)
    chapter = own_course / "exercises" / "3-organiser"
    shutil.copytree(chapter / "arbre-a-problemes", chapter / "arbre-du-marche")

    book = build_book(out, lambda line: None, root=own_course)

    for page, way in ((FIRST_PAGE, "../"), ("index.html", "")):
        assert f"{way}exercices/3-organiser/arbre-du-marche/" in Page(book / page).links


def test_an_exercise_without_a_page_is_announced_without_a_dead_link(own_course: Path, tmp_path: Path) -> None:
    statement = own_course / "exercises" / "3-organiser" / "arbre-a-problemes" / "exercise.md"
    text = statement.read_text(encoding="utf-8")
    statement.write_text(re.sub(r"(?m)^doors = .*$", 'doors = ["worksheet"]', text), encoding="utf-8")

    page = Page(build_book(tmp_path / "sortie", lambda line: None, root=own_course) / FIRST_PAGE)

    assert "Arbre à problèmes" in "".join(page.words)
    assert not [link for link in page.links if "arbre-a-problemes/" in link]


def test_an_unchanged_book_is_not_written_again(own_course: Path, tmp_path: Path) -> None:
    said: list[str] = []
    build_book(tmp_path / "sortie", lambda line: None, root=own_course)

    build_book(tmp_path / "sortie", said.append, root=own_course)

    assert said == []


def test_a_change_in_one_page_reads_that_page_only(small_course: Path, tmp_path: Path) -> None:
    said: list[str] = []
    build_book(tmp_path / "sortie", lambda line: None, root=small_course)
    page = small_course / "book" / "page.md"
    page.write_text("# Page\n\nUne phrase.\n", encoding="utf-8")

    built = build_book(tmp_path / "sortie", said.append, root=small_course)

    assert [line for line in said if "lecture" in line] == ["Livre : lecture de page"]
    assert "Une phrase." in (built / "page.html").read_text(encoding="utf-8")


def test_paper_and_epub_read_again_only_the_page_that_changed(small_course: Path, tmp_path: Path) -> None:
    out = tmp_path / "sortie"
    run_sphinx(out, "guide", lambda line: None, root=small_course, theme="impression")
    run_sphinx(out, "epub", lambda line: None, root=small_course)
    (small_course / "book" / "page.md").write_text("# Page\n\nUne phrase.\n", encoding="utf-8")
    said: list[str] = []

    build_book(out, said.append, root=small_course)
    run_sphinx(out, "guide", said.append, root=small_course, theme="impression")
    run_sphinx(out, "epub", said.append, root=small_course)

    assert [line for line in said if "lecture" in line] == ["Livre : lecture de page"]


FAULTS = {
    "a link to no page": "[perdu](nulle-part.md)",
    "a link to no place in the page": "[perdu](#nulle-part)",
    "a missing image": "![Une image](absente.png)",
    "a figure that nothing computes": "Soit {chiffre}`inconnu`.",
    "a table that nothing computes": "```{calcul} inconnu\n```",
    "a chart that nothing draws": "```{graphique} inconnu\nLégende.\n```",
    "a post on no network": ":::{message} pigeon secondes\nBonjour.\n:::",
    "questions that are not there": ":::{quiz}\n:::",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_stops_the_build_and_its_page_is_named(small_course: Path, tmp_path: Path, fault: str) -> None:
    (small_course / "book" / "page.md").write_text(f"# Page\n\n{FAULTS[fault]}\n", encoding="utf-8")

    with pytest.raises(BookError, match="une page est à corriger") as refused:
        build_book(tmp_path / "sortie", lambda line: None, root=small_course)

    assert "page.md" in str(refused.value)


def test_a_page_without_fault_builds(small_course: Path, tmp_path: Path) -> None:
    assert (build_book(tmp_path / "sortie", lambda line: None, root=small_course) / "page.html").is_file()


def test_a_notebook_page_that_fails_stops_the_build(small_course: Path, tmp_path: Path) -> None:
    header = "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n---\n"
    page = small_course / "book" / "page.md"
    page.write_text(header + "# Essai\n\n```{code-cell}\n1 / 0\n```\n", encoding="utf-8")

    with pytest.raises(BookError, match="ZeroDivisionError"):
        build_book(tmp_path / "sortie", lambda line: None, root=small_course)
