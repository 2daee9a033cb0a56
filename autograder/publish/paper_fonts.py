"""One font for all the pieces of a document: each brings the few letters it shows, the bound file has them all."""

from __future__ import annotations

import hashlib
import io
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, NumberObject, StreamObject

from autograder.publish.paper_pieces import ALPHABET, Laid

MEANING = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]+)>")
CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{blocks}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
BLOCK = 100
"""Lines that a block may have."""


class Fonts:
    """The fonts of the pieces, by the name that their drawings call them (one name is one face, everywhere).

    `letters` has the same faces whole, and keeps what was cut from them: a new sentence rarely brings a new letter.
    A face that it lacks stays as each piece has it.
    """

    def __init__(self, letters: Laid, readers: Sequence[PdfReader], writer: PdfWriter) -> None:
        whole = _fonts(PdfReader(letters.pdf(1)))
        self._digits = {name: _digits(font) for name, font in whole.items()}
        self._widths = {name: _widths(font) for name, font in whole.items()}
        shown: dict[str, list[Any]] = {}
        for reader in readers:
            for name, font in _fonts(reader).items():
                shown.setdefault(name, []).append(font)
        self._bound = {
            name: _bound(whole[name], fonts, writer, letters.folder) for name, fonts in shown.items() if name in whole
        }

    def replace_in(self, reader: PdfReader) -> None:
        """Have these pages, and the drawings they hold, use the common fonts. A piece has one set of resources."""
        for fonts in _font_tables(reader.pages[0]["/Resources"]):
            for name in set(self._bound) & {key[1:] for key in fonts}:
                fonts[NameObject(f"/{name}")] = self._bound[name]

    def fill(self, font: str, glyphs: bytes, digits: Iterator[str]) -> bytes:
        """A string of glyphs, its noughts replaced by these digits, one after the other."""
        known = self._digits[font]
        pairs = (glyphs[at : at + 4] for at in range(0, len(glyphs), 4))
        return b"<" + b"".join(known[next(digits, "0")] if pair == known["0"] else pair for pair in pairs) + b">"

    def centred(self, font: str, digits: str, *, room: int) -> bytes:
        """What shows these digits in the middle of the room for so many."""
        known = self._digits[font]
        shift = (room - len(digits)) * self._widths[font][int(known["0"], 16)] / 2
        return b"[%d<%s>] TJ" % (-shift, b"".join(known[digit] for digit in digits))


def _fonts(reader: PdfReader) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for fonts in _font_tables(reader.pages[0]["/Resources"]):
        found |= {name[1:]: font.get_object() for name, font in fonts.items()}
    return found


def _font_tables(resources: Any) -> Iterator[Any]:
    """Those of these resources and of the drawings they hold."""
    resources = resources.get_object()
    if "/Font" in resources:
        yield resources["/Font"].get_object()
    for drawing in resources.get("/XObject", {}).get_object().values():
        if "/Resources" in drawing.get_object():
            yield from _font_tables(drawing.get_object()["/Resources"])


def _meanings(font: Any) -> dict[int, bytes]:
    """What each glyph stands for, as the font's table writes it."""
    return {int(found[1], 16): found[2] for found in MEANING.finditer(font["/ToUnicode"].get_data())}


def _digits(font: Any) -> dict[str, bytes]:
    glyphs = {text: b"%04x" % glyph for glyph, text in _meanings(font).items()}
    return {digit: glyphs[b"%04x" % ord(digit)] for digit in ALPHABET}


def _only_digits(whole: Any) -> tuple[dict[int, bytes], dict[int, float]]:
    digits = {int(glyph, 16) for glyph in _digits(whole).values()}
    meanings, widths = _meanings(whole), _widths(whole)
    return {glyph: meanings[glyph] for glyph in digits}, {glyph: widths[glyph] for glyph in digits}


def _widths(font: Any) -> dict[int, float]:
    listed = iter(font["/DescendantFonts"][0].get_object()["/W"])
    return {int(first) + rank: float(width) for first in listed for rank, width in enumerate(next(listed))}


def _bound(whole: Any, fonts: Sequence[Any], writer: PdfWriter, kept: Path) -> IndirectObject:
    """One font object in `writer` with all that these show, and the digits."""
    meanings, widths = _only_digits(whole)
    for font in fonts:
        meanings |= _meanings(font)
        widths |= _widths(font)
    bound = DictionaryObject(fonts[0])
    below = fonts[0]["/DescendantFonts"][0].get_object()
    descriptor = DictionaryObject(below["/FontDescriptor"].get_object())
    file = whole["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()["/FontFile2"].get_data()
    descriptor[NameObject("/FontFile2")] = _add_stream(writer, _with_only(meanings, file, kept))
    descendant = DictionaryObject(below)
    descendant[NameObject("/W")] = _width_array(widths)
    descendant[NameObject("/FontDescriptor")] = writer._add_object(descriptor)
    bound[NameObject("/DescendantFonts")] = ArrayObject([writer._add_object(descendant)])
    bound[NameObject("/ToUnicode")] = _add_stream(writer, _cmap(meanings))
    return writer._add_object(bound)


def _with_only(glyphs: Iterable[int], file: bytes, kept: Path) -> bytes:
    """The font with these glyphs, each under its own number; cut once, then read from `kept`."""
    made_from = (Path(__file__).read_bytes(), file, repr(sorted(glyphs)).encode())
    target = kept / f"{hashlib.sha256(b''.join(made_from)).hexdigest()[:32]}.ttf"
    if not target.is_file():
        unfinished = target.with_name(f"{target.name}.{os.getpid()}")
        unfinished.write_bytes(_cut(glyphs, file))
        unfinished.replace(target)
    return target.read_bytes()


def _cut(glyphs: Iterable[int], file: bytes) -> bytes:
    options = subset.Options(retain_gids=True, hinting=False, notdef_outline=True, layout_features=[])
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "kern", "name", "OS/2", "FFTM"]
    font = TTFont(io.BytesIO(file), recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(gids=[glyph for glyph in glyphs if glyph < font["maxp"].numGlyphs])
    subsetter.subset(font)
    cut = io.BytesIO()
    font.save(cut)
    return cut.getvalue()


def _width_array(widths: Mapping[int, float]) -> ArrayObject:
    listed = ArrayObject()
    for glyph in sorted(widths):
        listed += [NumberObject(glyph), ArrayObject([NumberObject(round(widths[glyph]))])]
    return listed


def _cmap(meanings: Mapping[int, bytes]) -> bytes:
    lines = [f"<{glyph:04x}> <{text.decode()}>" for glyph, text in sorted(meanings.items())]
    blocks = (lines[at : at + BLOCK] for at in range(0, len(lines), BLOCK))
    return CMAP.format(
        blocks="\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    ).encode()


def _add_stream(writer: PdfWriter, data: bytes) -> IndirectObject:
    stream = StreamObject()
    stream.set_data(data)
    return writer._add_object(stream.flate_encode())
