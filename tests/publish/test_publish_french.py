"""The French of the course: spelt as hunspell's dictionary and the project's list have it, typeset as French is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from autograder.catalogue import find_exercises
from autograder.publish.pages import build_pages
from autograder.publish.trainer import trainer_jobs
from tests.publish import french_text
from tests.publish.french_text import Reader, of_page

ROOT = Path(__file__).resolve().parents[2]
DICTIONARY = ROOT / "build" / "vendor" / "node_modules" / "dictionary-fr"
WORD_LIST = Path(__file__).parent / "mots-du-projet.txt"
ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+|[#@]\w+|\b[\w.-]+\.(?:org|com|net|fr|ml|pdf|json|html|csv|xlsx|py|md|bat|ics)\b\S*"
)
WORD = re.compile(r"(?<![\w#@./_-])(?:aujourd'hui|[^\W\d_]{2,}(?:-[^\W\d_]+)*)(?![\w_/@])")
MIDDLE = re.compile(r"[a-zà-ÿœ,;] $|[’'(«\u00a0-]$")
SOURCES: dict[str, tuple[Callable[[Path], str], tuple[str, ...]]] = {
    "exercises": (french_text.of_markdown, ("exercises/*/*/exercise.md",)),
    "exercise data": (french_text.of_json, (
        "exercises/*/*/data/*.json", "exercises/*/*/key.json",
        "exercises/*/*/carnet/form.json", "exercises/*/*/sujets/*/data/*.json", "exercises/*/*/sujets/*/key.json",
    )),
    "checks": (french_text.of_python, ("exercises/*/*/checks.py",)),
    "documents": (french_text.of_markdown, ("docs/**/*.md",)),
    "pages": (french_text.of_template, ("autograder/**/templates/*.html", "autograder/publish/theme/*.html")),
    "scripts": (french_text.of_script, ("autograder/widgets/front/*.js", "autograder/publish/theme/static/*.js")),
    "messages": (french_text.of_python, ("autograder/**/*.py", "launcher/*.py")),
}
# a platform's own words, cut where it cut them; lists of letters and of a platform's columns
NOT_PROSE = {"export.json", "message_length.py", "ga4.py", "x.py"}


@cache
def project_words() -> frozenset[str]:
    lines = WORD_LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@pytest.fixture(scope="session")
def is_a_word() -> Callable[[str], bool]:
    if not DICTIONARY.is_dir():
        pytest.skip("the French dictionary is not installed: python -m autograder.publish.vendor")
    from spylls.hunspell import Dictionary

    spelling = Dictionary.from_files(str(DICTIONARY / "index"))

    @cache
    def known(word: str) -> bool:
        return word in project_words() or word.lower() in project_words() or bool(spelling.lookup(word))

    return lambda word: known(word) or ("-" in word and all(map(known, word.split("-"))))


def files(patterns: Iterable[str]) -> list[Path]:
    found = [path for pattern in patterns for path in sorted(ROOT.glob(pattern))]
    return [path for path in found if path.name not in NOT_PROSE]


def words_of(text: str) -> Iterator[tuple[str, bool]]:
    """Each word, and whether it stands in the middle of a sentence."""
    text = ADDRESS.sub(" ", text.replace("’", "'").replace("\u00ad", ""))
    for found in WORD.finditer(text):
        yield found[0], bool(MIDDLE.search(text[max(0, found.start() - 2) : found.start()]))


def unknown_words(texts: dict[str, str], is_a_word: Callable[[str], bool]) -> dict[str, set[str]]:
    """Words that nothing knows, and where they stand. A capital in the middle of a sentence makes a name."""
    unknown: dict[str, set[str]] = {}
    for place, text in texts.items():
        for word, middle in words_of(text):
            if not is_a_word(word) and not (middle and word[0].isupper()):
                unknown.setdefault(word, set()).add(place)
    return unknown


def test_every_word_of_the_book_is_in_the_dictionary_or_the_projects_list(
    book: Path, is_a_word: Callable[[str], bool]
) -> None:
    pages = {path.relative_to(book).as_posix(): of_page(path) for path in sorted(book.rglob("*.html"))}

    assert unknown_words(pages, is_a_word) == {}


@pytest.mark.parametrize("kind", SOURCES)
def test_so_is_every_word_of_the_rest(kind: str, is_a_word: Callable[[str], bool]) -> None:
    read, patterns = SOURCES[kind]
    texts = {path.relative_to(ROOT).as_posix(): read(path) for path in files(patterns)}

    unknown = unknown_words(texts, is_a_word)

    assert texts and unknown == {}


def test_the_trainers_guide_and_its_slides_are_spelt_and_typeset_too(
    tmp_path: Path, is_a_word: Callable[[str], bool]
) -> None:
    jobs = trainer_jobs(tmp_path, find_exercises(ROOT / "exercises"), lambda line: None)
    laid_out = {job.name: Reader("\n".join(job.bodies)).text for job in jobs}

    assert unknown_words(laid_out, is_a_word) == {}
    assert {name: found for name, text in laid_out.items() if (found := faults_of(text))} == {}


def test_a_misspelt_word_is_caught_and_a_name_is_not(is_a_word: Callable[[str], bool]) -> None:
    text = "À Kayes, la campagne de Zoumbara a bien marché aujourd'hui ; lobbiying compris."

    assert unknown_words({"essai": text}, is_a_word).keys() == {"lobbiying"}


# Each pattern is a fault in what a reader sees.
FAULTS = {
    "an ordinary space before a sign that wants a no-break one": re.compile(r"\w [;!?%»](?!\w)|« |\w :(?=\s)"),
    "no space before a high sign": re.compile(r"[a-zà-ÿ»)][;!?](?=\s|$)|\d%"),
    "a wide space where French wants a narrow one": re.compile("\u00a0[;!?%]"),
    "guillemets without their no-break spaces": re.compile("«(?!\u00a0)|(?<!\u00a0)»"),
    "a typewriter's apostrophe": re.compile(r"\w'\w"),
    "English quotes": re.compile("[\u201c\u201d]|(?<![\\w=])\"\\w"),
    "three full stops": re.compile(r"\w\.\.\.(?=\s|$)"),
    "a capital A without its accent": re.compile(r"(?:^|[.!?]\s+)A (?=[a-zà-ÿ]|Kayes|Nioro|Yélimané|Bamako)", re.M),
    "a capital without its accent": re.compile(
        r"\b(?:E(?:tat|tape|cole|crire|crivez|lu|lus|couter|coutez|quipe|change|valuer|viter|vitez|galement|tudier|tes)s?"
        r"|Ca|Etre|Ile)\b"
    ),
    "two spaces": re.compile(r"[^\s.]  +\S"),
}


def faults_of(text: str) -> list[str]:
    text = ADDRESS.sub("…", text)
    return [
        f"{fault}: …{text[max(0, hit.start() - 20) : hit.end() + 15]!r}"
        for fault, pattern in FAULTS.items() for hit in pattern.finditer(text)
    ]


def test_built_pages_are_typeset_as_french_is(book: Path) -> None:
    found = {
        path.relative_to(book).as_posix(): faults
        for path in sorted(book.rglob("*.html")) if (faults := faults_of(of_page(path)))
    }

    assert found == {}


def test_so_are_the_exercise_pages(tmp_path: Path) -> None:
    for name in ("page.js", "page.css"):
        (tmp_path / name).write_text("", encoding="utf-8")
    pages = build_pages(find_exercises(ROOT / "exercises"), tmp_path / "site", "seance", tmp_path)

    found = {
        path.relative_to(pages).as_posix(): faults
        for path in sorted(pages.rglob("*.html")) if (faults := faults_of(of_page(path)))
    }

    assert found == {}


@pytest.mark.parametrize("fault", [
    "Pourquoi ?", "Pourquoi?", "«Oui»", "« Oui »", "l'eau", "Attendez...", "A Kayes, on attend.", "Etat civil", "20 %",
    "Le prix : 20", "Vrai\u00a0;",
])
def test_each_fault_of_typography_is_caught(fault: str) -> None:
    assert faults_of(fault)
