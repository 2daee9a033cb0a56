"""Draws a problem tree as SVG: consequences on top, the problem as a trunk, causes below, level by level.

Colours are presentation attributes fit for black and white print; a page's stylesheet may override them by class.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from autograder.domain.cause_tree import CauseTree, Level, Link, Statement
from autograder.domain.french import typeset

MARGIN = 4
GAP = 12
LEVEL_GAP = 1 / 15  # of the width: the wider the tree, the more room its links need to cross
PADDING = 6
CHARACTER_WIDTH = 0.57  # of the font size: the mean of wide sans-serif fonts such as DejaVu
BOLD = 1.14  # how much wider bold letters are

LABELS = {
    Level.EFFECT: "Conséquences",
    Level.PROBLEM: "Problème",
    Level.DIRECT: "Causes directes",
    Level.DEEP: "Causes profondes",
    Level.STRUCTURAL: "Causes structurelles",
}


@dataclass(frozen=True)
class Box:
    """A statement's card on the drawing, in user units."""

    statement: Statement
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]

    @property
    def centre(self) -> float:
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        return self.y + self.height


def draw(tree: CauseTree, *, title: str, width: int = 340, font_size: float = 11.5) -> str:
    """An `<svg>` element as wide as its container, drawn for `width` user units; `title` is read by screen readers."""
    boxes, labels, height = _lay_out(tree, width, font_size)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="arbre" viewBox="0 0 {width} {height:.0f}"'
        f' width="{width}" height="{height:.0f}" role="img" aria-label="{escape(typeset(title))}"'
        f' font-family="DejaVu Sans, sans-serif" font-size="{font_size}">',
        *(_link(link, boxes) for link in tree.links),
        *(_label(level, y, font_size) for level, y in labels.items()),
        *(_box(box, font_size) for box in boxes.values()),
        "</svg>",
    ]
    return "".join(parts)


def _lay_out(tree: CauseTree, width: int, font_size: float) -> tuple[dict[str, Box], dict[Level, float], float]:
    boxes: dict[str, Box] = {}
    labels: dict[Level, float] = {}
    y, gap = float(MARGIN), width * LEVEL_GAP
    for level in Level:
        row = tree.at(level)
        if not row:
            continue
        labels[level] = y + font_size
        y += font_size * 1.6
        placed = list(_row(row, y, width, font_size))
        boxes |= {box.statement.id: box for box in placed}
        y = max(box.bottom for box in placed) + gap
    return boxes, labels, y - gap + MARGIN


def _row(row: tuple[Statement, ...], y: float, width: int, font_size: float) -> Iterator[Box]:
    room = width - 2 * MARGIN - GAP * (len(row) - 1)
    box_width = min(room / len(row), width * 0.62)
    letter = font_size * CHARACTER_WIDTH * (BOLD if row[0].level is Level.PROBLEM else 1)
    columns = max(6, int((box_width - 2 * PADDING) / letter))
    texts = [tuple(textwrap.wrap(typeset(item.text), columns)) for item in row]
    height = max(len(lines) for lines in texts) * font_size * 1.25 + 2 * PADDING
    start = (width - box_width * len(row) - GAP * (len(row) - 1)) / 2
    for index, (item, lines) in enumerate(zip(row, texts, strict=True)):
        yield Box(item, start + index * (box_width + GAP), y, box_width, height, lines)


def _box(box: Box, font_size: float) -> str:
    problem = box.statement.level is Level.PROBLEM
    weight = ' font-weight="bold"' if problem else ""
    first = box.y + (box.height - len(box.lines) * font_size * 1.25) / 2 + font_size
    lines = "".join(
        f'<tspan x="{box.centre:.1f}" y="{first + index * font_size * 1.25:.1f}">{escape(line)}</tspan>'
        for index, line in enumerate(box.lines)
    )
    return (
        f'<g class="carte {box.statement.level}">'
        f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}"'
        f' rx="{0 if problem else 7}" fill="#ffffff" stroke="#222222" stroke-width="{2.5 if problem else 1.2}"/>'
        f'<text text-anchor="middle" fill="#111111"{weight}>{lines}</text></g>'
    )


def _label(level: Level, y: float, font_size: float) -> str:
    """The level's name, on a patch of the page's colour so that a link running behind it does not cross it out."""
    size = font_size * 0.92
    width = len(LABELS[level]) * size * CHARACTER_WIDTH
    return (
        f'<rect class="fond" x="0" y="{y - size:.1f}" width="{width + MARGIN:.1f}" height="{size * 1.3:.1f}"'
        ' fill="#ffffff"/>'
        f'<text class="niveau" x="{MARGIN}" y="{y:.1f}" font-size="{size:.1f}" font-style="italic" fill="#333333">'
        f"{LABELS[level]}</text>"
    )


def _link(link: Link, boxes: dict[str, Box]) -> str:
    """A curve that leaves the top of the cause and ends, with an arrow head, under what it explains."""
    cause, effect = boxes[link.cause], boxes[link.effect]
    x1, y1 = cause.centre, cause.y
    if effect.y < cause.y:
        x2, y2 = effect.centre + _shift(cause, effect), effect.bottom
        bend = (y1 - y2) / 2
        path = f"M{x1:.1f} {y1:.1f}C{x1:.1f} {y1 - bend:.1f} {x2:.1f} {y2 + bend:.1f} {x2:.1f} {y2 + 5:.1f}"
        head = f"M{x2:.1f} {y2 + 0.5:.1f}l-3.5 7h7z"
    else:  # side by side: an arc over the row
        x2, y2 = effect.centre, effect.y
        top = min(y1, y2) - 14
        path = f"M{x1:.1f} {y1:.1f}C{x1:.1f} {top:.1f} {x2:.1f} {top:.1f} {x2:.1f} {y2 - 5:.1f}"
        head = f"M{x2:.1f} {y2 - 0.5:.1f}l-3.5 -7h7z"
    return (
        f'<g class="lien"><path d="{path}" fill="none" stroke="#555555" stroke-width="1.3"/>'
        f'<path d="{head}" fill="#555555"/></g>'
    )


def _shift(cause: Box, effect: Box) -> float:
    """Spreads the arrow heads that end under one card, so that they stay apart."""
    return max(-effect.width / 3, min(effect.width / 3, (cause.centre - effect.centre) / 4))
