"""The Sphinx builder `guide`: the whole book as one document, in the order of `_toc.yml`, ready for paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import Any

import segno
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx_external_toc.api import Document, FileItem, SiteMap

from autograder.publish.typography import french

PREFIX = "#document-"
CODES_TITLE = "Les liens, à ouvrir avec l'appareil photo d'un téléphone : le numéro est celui de la note."


@dataclass(frozen=True)
class Entry:
    """A line of the printed contents: `depth` 0 is a part, 1 a page of the book, 2 its sections."""

    depth: int
    anchor: str
    title: str


class GuideBuilder(SingleFileHTMLBuilder):
    """Gives every heading an anchor of its own across the book, keeps headings in `entries`, the whole in `tree`."""

    name = "guide"
    entries: list[Entry]
    tree: nodes.document

    def index_page(self, pagename: str, doctree: nodes.document, title: str) -> None:
        """Nobody searches paper with a script."""

    def assemble_doctree(self) -> nodes.document:
        root = self.config.root_doc
        tree = self.env.get_doctree(root)
        tree.children = []
        for caption, docname in walk(self.config.external_site_map):
            if caption:
                tree += nodes.container("", nodes.paragraph("", caption), classes=["partie"], ids=[_slug(caption)])
            page = addnodes.start_of_file(docname=docname)
            page += self.env.get_doctree(docname).children
            tree += page
        tree["docname"] = root
        self.env.resolve_references(tree, root, self)
        _qualify_anchors(tree)
        self.entries = list(_entries(tree))
        self.tree = tree
        return tree


def walk(site_map: SiteMap) -> Iterator[tuple[str, str]]:
    """Pages in reading order, each with the caption of the part that begins there, if one does."""
    yield "", str(site_map.root.docname)
    yield from _walk_below(site_map.root, site_map)


def _walk_below(document: Document, site_map: SiteMap) -> Iterator[tuple[str, str]]:
    for subtree in document.subtrees:
        caption = subtree.caption or ""
        for item in subtree.items:
            if isinstance(item, FileItem):
                yield caption, str(item)
                caption = ""
                yield from _walk_below(site_map[str(item)], site_map)


def _qualify_anchors(tree: nodes.document) -> None:
    """Makes the anchors of sections unique across the book, and points every reference at them."""
    first_section: dict[str, str] = {}
    for page in tree.findall(addnodes.start_of_file):
        slug = _slug(page["docname"])
        renamed: dict[str, str] = {}
        for section in page.findall(nodes.section):
            anchors = [f"{slug}--{anchor}" for anchor in section["ids"]]
            first_section.setdefault(page["docname"], anchors[0])
            renamed |= dict(zip(section["ids"], anchors, strict=True))
            section["ids"] = anchors
        for link in page.findall(nodes.reference):
            if link.get("refid") in renamed:
                link["refid"] = renamed[link["refid"]]
    for link in tree.findall(nodes.reference):
        if link.get("refuri", "").startswith(PREFIX):
            docname, _, anchor = link["refuri"].removeprefix(PREFIX).partition("#")
            link["refuri"] = "#" + (f"{_slug(docname)}--{anchor}" if anchor else first_section[docname])


def _entries(tree: nodes.document) -> Iterator[Entry]:
    for node in tree.findall(lambda node: isinstance(node, (nodes.title, nodes.container))):
        if isinstance(node, nodes.title) and isinstance(node.parent, nodes.section):
            depth = _depth(node.parent)
            if depth <= 2:
                yield Entry(depth, node.parent["ids"][0], node.astext())
        elif "partie" in node.get("classes", []):
            yield Entry(0, node["ids"][0], node.astext())


def _depth(section: nodes.section) -> int:
    depth, parent = 1, section.parent
    while parent is not None:
        depth += isinstance(parent, nodes.section)
        parent = parent.parent
    return depth


def _slug(name: str) -> str:
    return "page-" + re.sub(r"\W+", "-", name).strip("-").lower()


class PrintedAddresses(SphinxPostTransform):
    """On paper the address of an external link is a footnote, and a code at the end of its section opens it."""

    default_priority = 900
    builders = ("guide",)

    def run(self, **kwargs: Any) -> None:
        for page in list(self.document.findall(addnodes.start_of_file)):
            addresses: list[str] = []
            for link in list(page.findall(nodes.reference)):
                address = unescape(link.get("refuri", ""))
                if address.startswith(("http://", "https://")):
                    note = nodes.inline("", short(address), classes=["adresse"])
                    link.parent.insert(link.parent.index(link) + 1, note)
                    addresses.append(address)
            if addresses:
                title = nodes.paragraph("", french(CODES_TITLE))
                codes = nodes.raw("", qr_codes(addresses), format="html")
                page += nodes.container("", title, codes, classes=["codes-qr"])


def qr_codes(addresses: Sequence[str]) -> str:
    """A code for each address, to open it with a telephone, under the number of its first footnote."""
    codes = "".join(
        f"<li>{segno.make(address, micro=False).svg_inline(omitsize=True, border=2)}"
        f"<span>{addresses.index(address) + 1}.&#160;{escape(short(address).split('/', 1)[0])}</span></li>"
        for address in dict.fromkeys(addresses)
    )
    return f"<ul>{codes}</ul>"


def short(address: str) -> str:
    """An address as one types it: without scheme nor final slash."""
    return address.split("://", 1)[1].rstrip("/")


def setup(app: Sphinx) -> None:
    app.add_builder(GuideBuilder)
    app.add_post_transform(PrintedAddresses)
