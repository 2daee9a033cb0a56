"""The EPUB: a whole archive, in order, that a reading application opens; `epubcheck` says the same, by hand."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pytest

OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def pocket(paper: Path) -> Iterator[ZipFile]:
    with ZipFile(paper / "guide.epub") as archive:
        yield archive


@pytest.fixture(scope="module")
def pages(pocket: ZipFile) -> dict[str, ElementTree.Element]:
    """Every page, read as XML."""
    return {name: ElementTree.fromstring(pocket.read(name)) for name in pocket.namelist() if name.endswith(".xhtml")}


def test_the_archive_says_first_what_it_is(pocket: ZipFile) -> None:
    first = pocket.infolist()[0]

    assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
    assert pocket.read(first) == b"application/epub+zip"


def test_the_package_lists_every_file_and_each_is_there(pocket: ZipFile) -> None:
    package = ElementTree.fromstring(pocket.read("content.opf"))
    listed = {item.attrib["href"] for item in package.iter(f"{OPF}item")}

    files = set(pocket.namelist()) - {"mimetype", "META-INF/container.xml", "content.opf"}

    assert listed == files


def test_pages_with_a_drawing_are_declared(pocket: ZipFile) -> None:
    package = ElementTree.fromstring(pocket.read("content.opf"))

    for item in package.iter(f"{OPF}item"):
        if item.attrib["href"].endswith(".xhtml"):
            drawn = b"<svg" in pocket.read(item.attrib["href"])
            assert ("svg" in item.get("properties", "")) == drawn, item.attrib["href"]


def test_links_and_images_lead_somewhere(pages: dict[str, ElementTree.Element], pocket: ZipFile) -> None:
    for name, page in pages.items():
        targets = [item.get("href") or item.get("src") or "" for item in page.iter() if item.tag != f"{XHTML}html"]
        inside = [target.partition("#")[0] for target in targets if target and not re.match(r"https?:|#", target)]

        missing = [to for to in inside if posixpath.normpath(posixpath.join(posixpath.dirname(name), to)) not in
                   pocket.namelist()]

        assert not missing, name


def test_nothing_is_asked_of_a_network_or_a_script(pages: dict[str, ElementTree.Element]) -> None:
    for name, page in pages.items():
        tags = {element.tag.removeprefix(XHTML) for element in page.iter()}
        images = [image.attrib["src"] for image in page.iter(f"{XHTML}img")]

        assert not tags & {"script", "iframe", "input", "form", "fieldset"}, name
        assert not [image for image in images if image.startswith("http")], name


def test_the_contents_are_french_and_follow_the_book(pocket: ZipFile) -> None:
    contents = pocket.read("nav.xhtml").decode()

    assert "Sommaire" in contents and "Table of Contents" not in contents
    wanted = ["Introduction", "1.1 S’engager", "2.3 Deux campagnes", "3.3 Suivre", "4.2 Limites"]
    places = [contents.index(title) for title in wanted]
    assert places == sorted(places)


def test_questions_end_with_their_answers(pages: dict[str, ElementTree.Element]) -> None:
    text = "".join(pages["1-engagement/1.1-engagement-numerique.xhtml"].itertext())

    assert text.index("Question 1.") < text.index("Réponses aux questions") < text.index("a) Non.")


def test_cards_name_the_worksheet(pages: dict[str, ElementTree.Element]) -> None:
    text = "".join(pages["3-organiser/3.1-analyse-causale.xhtml"].itertext())

    assert re.search(r"Arbre à problèmes \(fiche \d+\)", text)
