"""A booklet to fold: A5 pages laid two by two on A4 sheets, in the order in which the folded pile is read."""

from __future__ import annotations

from pathlib import Path

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, IndirectObject, NameObject, StreamObject

SHEET = 4
"""Pages on one sheet: two on each side."""


def folding_order(pages: int) -> list[tuple[int, int]]:
    """Left and right page of each side of each sheet, numbered from 1, outermost sheet first, front then back.

    The number of pages is rounded up to whole sheets; a number above `pages` stands for a blank page.
    """
    last = -(-pages // SHEET) * SHEET
    order: list[tuple[int, int]] = []
    for sheet in range(last // SHEET):
        first = 2 * sheet + 1
        order += [(last + 1 - first, first), (first + 1, last - first)]
    return order


def impose(booklet: Path, target: Path) -> Path:
    """Write `target`, to be printed on both sides (short edge), folded in the middle and stapled."""
    reader = PdfReader(booklet)
    width, height = (float(side) for side in reader.pages[0].mediabox[2:])
    writer = PdfWriter()
    drawings = [_drawing(page, writer) for page in reader.pages]
    for left, right in folding_order(len(drawings)):
        side = writer.add_blank_page(2 * width, height)
        shown = {f"/P{number}": drawings[number - 1] for number in (left, right) if number <= len(drawings)}
        offsets = {f"/P{left}": 0.0, f"/P{right}": width}
        paint = StreamObject()
        paint.set_data("\n".join(f"q 1 0 0 1 {offsets[name]:.3f} 0 cm {name} Do Q" for name in shown).encode("ascii"))
        objects = DictionaryObject({NameObject(name): drawing for name, drawing in shown.items()})
        side[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): objects})
        side[NameObject("/Contents")] = writer._add_object(paint)
    unfinished = target.with_suffix(".part")
    writer.write(unfinished)
    unfinished.replace(target)
    return target


def _drawing(page: PageObject, writer: PdfWriter) -> IndirectObject:
    """A page as something that can be drawn on another. What can be clicked is left behind: nobody clicks on paper."""
    form = StreamObject()
    contents = page.get_contents()
    form.set_data(contents.get_data() if contents is not None else b"")
    form.update({
        NameObject("/Type"): NameObject("/XObject"),
        NameObject("/Subtype"): NameObject("/Form"),
        NameObject("/BBox"): ArrayObject(map(FloatObject, page.mediabox)),
        NameObject("/Resources"): page["/Resources"].clone(writer),
    })
    return writer._add_object(form.flate_encode())
