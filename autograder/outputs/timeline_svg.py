"""The timeline drawn as SVG: one bar for each activity, by date; fit for black and white, screen, phone and paper."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from autograder.domain.french import MONTHS, SHORT_MONTHS, day, typeset
from autograder.domain.timeline import Activity, Milestone, Phase, Timeline

TOP = 34
BAR = 17
FONT = 13
SMALL = 11
CHARACTER = 0.56  # of the font size: a little more than the mean width in DejaVu Sans
FILLS = {Phase.DESIGN: "#ffffff", Phase.PREPARATION: "#d9d2c0", Phase.LIVE: "#9a8f74", Phase.EVALUATION: "#5c5342"}
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Layout:
    """Where things go, in user units: names beside the bars, or above them on a phone."""

    width: int
    left: int
    row: int
    bar: int
    """Top of the bar within its row."""

    @property
    def names_above(self) -> bool:
        return self.left < 100


WIDE = Layout(width=1000, left=300, row=30, bar=6)
NARROW = Layout(width=344, left=4, row=50, bar=22)


@dataclass(frozen=True)
class Scale:
    """Days to user units. A day takes its full width: a bar ends where the next day begins."""

    start: date
    end: date
    layout: Layout

    def x(self, when: date) -> float:
        room = self.layout.width - self.layout.left - 14
        return self.layout.left + room * (when - self.start).days / ((self.end - self.start).days + 1)


def draw(timeline: Timeline, *, title: str, layout: Layout = WIDE) -> str:
    """An `<svg>` as wide as its container; `title` is read by screen readers. An empty plan says so.

    A thick outline marks the critical path, a diamond a milestone, a dashed line the launch.
    """
    rows = timeline.in_order()
    stones = sorted(timeline.milestones, key=lambda stone: stone.day)
    days = [when for one in rows for when in (one.start, one.end)]
    days += [stone.day for stone in stones] + ([timeline.launch] if timeline.launch else [])
    if not days:
        return _svg(60, layout, title, '<text x="8" y="36">Aucune activité pour le moment.</text>')
    scale = Scale(min(days), max(days), layout)
    bottom = TOP + layout.row * (len(rows) + len(stones))
    critical = {one.id for one in timeline.critical_path()} if any(one.after for one in rows) else set()
    legend, height = _legend(bottom + 44, bool(critical), layout)
    parts = [
        *_months(scale, bottom),
        *(_launch(timeline.launch, bottom, scale) if timeline.launch else ()),
        *(_bar(one, TOP + layout.row * place, scale, one.id in critical) for place, one in enumerate(rows)),
        *(_stone(stone, TOP + layout.row * place, scale) for place, stone in enumerate(stones, len(rows))),
        legend,
    ]
    return _svg(height, layout, title, "".join(parts))


def _svg(height: int, layout: Layout, title: str, inside: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chronogramme" viewBox="0 0 {layout.width} {height}" role="img"'
        f' aria-label="{escape(typeset(title))}" font-family="DejaVu Sans, sans-serif" font-size="{FONT}">'
        f"{inside}</svg>"
    )


def _months(scale: Scale, bottom: int) -> Iterator[str]:
    """A vertical rule at the start of each month, and its name where there is room for it."""
    first = scale.start
    while first <= scale.end:
        following = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
        left, right = scale.x(first), scale.x(min(following, scale.end + ONE_DAY))
        yield f'<path d="M{left:.1f} {TOP - 26}V{bottom}" stroke="#bbbbbb" stroke-width="1"/>'
        month = MONTHS[first.month - 1]
        for name in (f"{month} {first.year}", month, SHORT_MONTHS[first.month - 1]):
            if len(name) * FONT * CHARACTER < right - left - 4:
                yield f'<text x="{left + 4:.1f}" y="{TOP - 14}" fill="#444444">{name}</text>'
                break
        first = following


def _bar(one: Activity, y: int, scale: Scale, critical: bool) -> str:
    layout = scale.layout
    left, right = scale.x(one.start), scale.x(one.end + ONE_DAY)
    told = f"{one.name} : du {day(one.start)} au {day(one.end)}, {one.owner or 'sans responsable'}"
    owner = one.owner or "à confier"
    after = layout.width - right > (len(owner) + 2) * SMALL * CHARACTER
    where = f'x="{right + 5:.1f}"' if after else f'x="{left - 5:.1f}" text-anchor="end"'
    where += "" if one.owner else ' font-style="italic"'
    return (
        f'<g class="activite {one.phase}"><title>{escape(typeset(told))}</title>'
        f'<path d="M0 {y}H{layout.width}" stroke="#eeeeee"/>{_name(one.name, y, layout)}'
        f'<rect x="{left:.1f}" y="{y + layout.bar}" width="{max(right - left, 2):.1f}" height="{BAR}" rx="3"'
        f' fill="{FILLS[one.phase]}" stroke="#222222" stroke-width="{3 if critical else 1}"/>'
        f"{_beside(where, y + layout.bar, owner)}</g>"
    )


def _stone(stone: Milestone, y: int, scale: Scale) -> str:
    when = stone.day
    x = (scale.x(when) + scale.x(when + ONE_DAY)) / 2
    after = scale.layout.width - x > 12 + (len(day(when)) + 1) * SMALL * CHARACTER
    where = f'x="{x + 12:.1f}"' if after else f'x="{x - 12:.1f}" text-anchor="end"'
    return (
        f'<g class="jalon">{_name(stone.name, y, scale.layout, bold=True)}'
        f'<path d="M{x:.1f} {y + scale.layout.bar - 1}l9 9l-9 9l-9 -9z" fill="#111111"/>'
        f"{_beside(where, y + scale.layout.bar, day(when))}</g>"
    )


def _launch(when: date, bottom: int, scale: Scale) -> Iterator[str]:
    x = scale.x(when)
    anchor = "start" if x < scale.layout.width * 0.45 else "end"
    yield f'<path d="M{x:.1f} {TOP - 8}V{bottom + 6}" stroke="#111111" stroke-width="2" stroke-dasharray="6 4"/>'
    yield (f'<text x="{x:.1f}" y="{bottom + 20}" text-anchor="{anchor}" font-weight="bold">'
           f"{escape(typeset(f'Lancement : {day(when)}'))}</text>")


def _legend(y: int, critical: bool, layout: Layout) -> tuple[str, int]:
    """The key of the fills, on as many lines as it takes, and the height of the whole drawing."""
    keys = [(phase.french, FILLS[phase], 1) for phase in Phase] + ([("chemin critique", "#ffffff", 3)] * critical)
    parts, x = [], 6.0
    for name, fill, stroke in keys:
        width = 26 + len(name) * FONT * 0.62
        if x + width > layout.width:
            x, y = 6.0, y + 22
        parts.append(
            f'<rect x="{x:.1f}" y="{y - 11}" width="20" height="13" rx="2" fill="{fill}" stroke="#222222"'
            f' stroke-width="{stroke}"/><text x="{x + 26:.1f}" y="{y}" fill="#222222">{name}</text>'
        )
        x += width + 22
    return "".join(parts), y + 18


def _name(text: str, y: int, layout: Layout, *, bold: bool = False) -> str:
    """Above the bar; or at its left, on two smaller lines when one does not hold it."""
    text = typeset(text)
    if layout.names_above:
        size, where = FONT, f'x="{layout.left}"'
        lines = textwrap.wrap(text, int(layout.width / (size * CHARACTER)), max_lines=1, placeholder="…")
        places = [y + 16]
    else:
        size, where = FONT, f'x="{layout.left - 8}" text-anchor="end"'
        lines, places = textwrap.wrap(text, int((layout.left - 12) / (size * CHARACTER))), [y + 20]
        if len(lines) > 1:
            size = SMALL
            lines = textwrap.wrap(text, int((layout.left - 12) / (size * CHARACTER)), max_lines=2, placeholder="…")
            places = [y + 13, y + 26] if len(lines) > 1 else [y + 19]
    where += ' font-weight="bold"' if bold else ""
    return "".join(_words(where, place, size, line) for place, line in zip(places, lines, strict=False))


def _beside(where: str, y: int, text: str) -> str:
    """Small words next to a bar."""
    return _words(where, y + 13, SMALL, typeset(text))


def _words(where: str, y: int, size: int, text: str) -> str:
    """Words on a white halo, so that no rule runs through them."""
    start, said = f'<text {where} y="{y}" font-size="{size}"', escape(text)
    return f'{start} fill="none" stroke="#ffffff" stroke-width="4">{said}</text>{start} fill="#222222">{said}</text>'
