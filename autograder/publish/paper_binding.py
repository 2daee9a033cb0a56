"""Binds laid-out pieces into one PDF: page numbers written, links, bookmarks and fonts made one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    Fit,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from autograder.publish.paper_fonts import Fonts
from autograder.publish.paper_numbers import MARK
from autograder.publish.paper_pieces import Laid

POINT = 0.75
"""Points in a CSS pixel."""
FOLIO = 0xFD0000
"""The colour of `000` in a page's margin (papier.css), where the number of the page goes."""
SHOWN = re.compile(rb"([\d.]+) ([\d.]+) ([\d.]+) rg|/(\w+) [\d.]+ Tf|\[([^\]]*)\] TJ")
GLYPHS = re.compile(rb"<([0-9a-f]+)>")

Bound = Sequence[tuple[Laid, Sequence[str]]]


def bind(
    title: str, pieces: Bound, pages: Mapping[str, int], letters: Laid, target: Path, scale: float
) -> None:
    """Write the pieces, one after the other, to `target`; `pages` gives the page of each place they refer to."""
    writer = PdfWriter()
    readers = [PdfReader(piece.pdf(scale)) for piece, _ in pieces]
    fonts = Fonts(letters, readers, writer)
    outline = _Outline(writer)
    names: dict[str, ArrayObject] = {}
    for (piece, places), reader in zip(pieces, readers, strict=True):
        numbers = [str(pages[place]) for place in places]
        fonts.replace_in(reader)
        for told, page in zip(piece.pages, reader.pages, strict=True):
            number = len(writer.pages) + 1
            written = write_numbers(page.get_contents().get_data(), numbers, str(number), fonts)  # type: ignore[union-attr]
            stream = StreamObject()
            stream.set_data(written)
            page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
            place = _Place(scale * POINT, told["height"])
            page[NameObject("/Annots")] = ArrayObject([*_outward(page), *_links(told, pages, place)])
            bound = writer.add_page(page)
            for anchor, at in told["anchors"].items():
                names.setdefault(anchor, _destination(bound, place.point(*at[:2])))
            for level, label, at in told["bookmarks"]:
                outline.add(level, label, number - 1, place.point(*at))
    _name_places(writer, names)
    writer.root_object[NameObject("/Lang")] = TextStringObject("fr")
    writer.add_metadata({"/Title": title, "/Producer": "WeasyPrint, pypdf"})
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".part")
    writer.write(unfinished)
    unfinished.replace(target)


def write_numbers(drawing: bytes, numbers: Sequence[str], folio: str, fonts: Fonts) -> bytes:
    """A page's drawing, the noughts of each mark replaced by what they hold the place of, and black like the rest."""
    font = ""
    digits: Iterator[str] | None = None
    in_margin = False

    def written(found: re.Match[bytes]) -> bytes:
        nonlocal font, digits, in_margin
        if found[4]:
            font = found[4].decode()
        elif found[1]:
            mark = _colour(found[1], found[2], found[3])
            in_margin = mark == FOLIO
            digits = iter(numbers[mark & 0xFFFF]) if mark >> 16 == MARK and mark & 0xFFFF < len(numbers) else None
            return b"0 0 0 rg" if in_margin or digits else found[0]
        elif in_margin:
            in_margin = False
            return fonts.centred(font, folio, room=len(GLYPHS.findall(found[5])))
        elif digits:
            return b"[" + GLYPHS.sub(lambda glyphs: fonts.fill(font, glyphs[1], digits), found[5]) + b"] TJ"
        return found[0]

    return SHOWN.sub(written, drawing)


def _colour(*parts: bytes) -> int:
    red, green, blue = (round(float(part) * 255) for part in parts)
    return red << 16 | green << 8 | blue


class _Place:
    """From CSS pixels, downwards, to points, upwards."""

    def __init__(self, scale: float, height: float) -> None:
        self._scale, self._height = scale, height

    def point(self, x: float, y: float) -> tuple[float, float]:
        return round(x * self._scale, 2), round((self._height - y) * self._scale, 2)


def _outward(page: PageObject) -> Iterable[IndirectObject]:
    """The links of a page that leave the document; WeasyPrint knows no other piece than the one it lays out."""
    raw = page.get("/Annots", ArrayObject()).get_object()
    return [link for link in raw if "/A" in link.get_object()]


def _links(told: Mapping[str, Any], pages: Mapping[str, int], place: _Place) -> Iterator[DictionaryObject]:
    for target, (left, top, right, bottom) in _outermost(told["links"]):
        if target in pages:
            corners = (*place.point(left, top), *place.point(right, bottom))
            yield DictionaryObject({
                NameObject("/Subtype"): NameObject("/Link"),
                NameObject("/Rect"): ArrayObject(map(FloatObject, corners)),
                NameObject("/BS"): DictionaryObject({NameObject("/W"): NumberObject(0)}),
                NameObject("/Dest"): TextStringObject(target),
            })


def _outermost(links: Iterable[tuple[str, Sequence[float]]]) -> Iterator[tuple[str, Sequence[float]]]:
    """What is inside a link (its page number, its italics) is told as a link of its own: one area is enough."""
    last: tuple[str, Sequence[float]] = ("", (0, 0, 0, 0))
    for target, (left, top, right, bottom) in links:
        (x1, y1, x2, y2) = last[1]
        if target != last[0] or left < x1 - 1 or top < y1 - 1 or right > x2 + 1 or bottom > y2 + 1:
            last = target, (left, top, right, bottom)
            yield last


def _destination(page: PageObject, at: tuple[float, float]) -> ArrayObject:
    assert page.indirect_reference is not None
    return ArrayObject([page.indirect_reference, NameObject("/XYZ"), *map(FloatObject, at), NumberObject(0)])


def _name_places(writer: PdfWriter, names: Mapping[str, ArrayObject]) -> None:
    listed = ArrayObject()
    for name in sorted(names, key=str.encode):
        listed += [TextStringObject(name), names[name]]
    tree = DictionaryObject({NameObject("/Names"): listed})
    writer.root_object[NameObject("/Names")] = DictionaryObject({NameObject("/Dests"): writer._add_object(tree)})


class _Outline:
    """Bookmarks: each one below the last that stands higher."""

    def __init__(self, writer: PdfWriter) -> None:
        self._writer = writer
        self._open: list[tuple[int, IndirectObject]] = []

    def add(self, level: int, label: str, page: int, at: tuple[float, float]) -> None:
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        parent = self._open[-1][1] if self._open else None
        item = self._writer.add_outline_item(
            title=label, page_number=page, parent=parent, fit=Fit.xyz(left=at[0], top=at[1], zoom=0)
        )
        self._open.append((level, item))
