"""Charts of the book: drawn by matplotlib for a phone's width, given as light SVG that the theme may recolour.

No style attribute is left in them (a strict security policy refuses those); dark ink and plain shapes read well in
black and white.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date
from html import escape

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Sheet

from autograder.domain.french import SHORT_MONTHS, number
from autograder.publish.typography import french

WIDTH = 340  # points: what a phone shows
INK, SOFT, BAR, STRONG, BAND = "#2a2320", "#6b5d52", "#c9a57a", "#2b3a67", "#f1e6d6"
STYLE = re.compile(r' style="([^"]*)"')
FONT = re.compile(r"(?:(?P<weight>bold|[1-9]00) )?(?P<size>[\d.]+)px .*")


def sheet(height: float) -> Sheet:
    return Sheet(figsize=(WIDTH / 72, height / 72))


def bare(axes: Axes) -> None:
    """No frame, no ticks: the labels on the shapes are enough."""
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(length=0, colors=INK, labelsize=10.5)
    axes.yaxis.set_visible(False)


def ranked(rows: Sequence[tuple[str, str, float, str]], highlight: str) -> Sheet:
    """Bars lying down under their labels: (name, precision, value, value written). `highlight` names the dark bar."""
    drawn = sheet(46 * len(rows) + 8)
    axes = drawn.add_axes((0.01, 0.01, 0.98, 0.98))
    bare(axes)
    axes.xaxis.set_visible(False)
    longest = max(value for _, _, value, _ in rows)
    for place, (name, precision, value, written) in enumerate(rows):
        strong = name == highlight
        axes.barh(place + 0.24, value, height=0.34, color=STRONG if strong else BAR,
                  edgecolor=STRONG if strong else SOFT, linewidth=0.8)
        axes.text(0, place - 0.26, french(name), fontsize=11, color=INK, fontweight="bold" if strong else "normal",
                  va="center")
        axes.text(value + longest * 0.02, place + 0.24, written, fontsize=11, color=INK, va="center",
                  fontweight="bold")
        axes.text(longest * 1.22, place - 0.26, french(precision), fontsize=9.5, color=SOFT, va="center", ha="right")
    axes.set_xlim(0, longest * 1.22)
    axes.set_ylim(len(rows) - 0.45, -0.6)
    return drawn


def weekly(weeks: dict[date, float], phases: Sequence[tuple[str, int, int]], notes: Sequence[tuple[int, str]]) -> Sheet:
    """A bar a week; `phases`: (name, first, last week) as bands; `notes`: (week, words) over a bar."""
    drawn = sheet(232)
    axes = drawn.add_axes((0.04, 0.11, 0.92, 0.88))
    bare(axes)
    values = list(weeks.values())
    top = max(values)
    noted = {place for place, _ in notes}
    for turn, (name, first, last) in enumerate(phases):
        if turn % 2 == 0:
            axes.axvspan(first - 0.5, last + 0.5, color=BAND, linewidth=0)
        axes.text((first + last) / 2, top * 1.33, french(name), fontsize=10.5, color=INK, ha="center", style="italic")
    for place, value in enumerate(values):
        strong = place in noted
        axes.bar(place, value, width=0.72, color=STRONG if strong else BAR, edgecolor=STRONG if strong else SOFT,
                 linewidth=0.8)
        axes.text(place, value + top * 0.015, number(value), fontsize=9.5, color=INK, ha="center", va="bottom")
    for step, (place, words) in enumerate(notes):  # one above the other: neighbours must not collide
        axes.text(place - 0.4, values[place] + top * (0.085 + 0.08 * step), french(words), fontsize=9.5, color=INK,
                  va="bottom", fontweight="bold")
    axes.set_xlim(-0.6, len(values) - 0.4)
    axes.set_ylim(0, top * 1.42)
    shown = range(0, len(values), 3)
    axes.set_xticks(list(shown), [_short(list(weeks)[place]) for place in shown])
    return drawn


def svg(drawn: Sheet, title: str) -> str:
    """An `<svg>` element as wide as its container; `title` is what a screen reader says of it."""
    raw = io.StringIO()
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "livre", "font.family": "DejaVu Sans"}):
        drawn.savefig(raw, format="svg", transparent=True, metadata={"Date": None})
    text = raw.getvalue()
    text = text[text.index("<svg"):]
    text = re.sub(r"<metadata>.*?</metadata>|<style.*?</style>|<!--.*?-->", "", text, flags=re.S)
    text = re.sub(r'<g id="[^"]*"| clip-path="[^"]*"|<defs>.*?</defs>', _without_names, text, flags=re.S)
    text = re.sub(r" transform=\"rotate\(-0 [^\"]*\)\"", "", text)
    text = STYLE.sub(_attributes, text)
    inner = re.sub(r"\s*\n\s*", "", text[text.index(">") + 1 :])
    height = drawn.get_figheight() * 72
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="trace"'
        f' viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" height="{height:g}" role="img"'
        f' aria-label="{escape(french(title))}" font-family="DejaVu Sans, sans-serif">{inner}'
    )


def _without_names(found: re.Match[str]) -> str:
    """No identifier is left: two charts of one page would share theirs."""
    return "<g" if found[0].startswith("<g") else ""


def _attributes(style: re.Match[str]) -> str:
    """`style="fill: red; …"` as `fill="red" …`, the shorthand `font` in its parts."""
    given: dict[str, str] = {}
    for rule in filter(None, map(str.strip, style[1].replace("&quot;", "'").split("; "))):
        name, _, value = rule.rstrip(";").partition(": ")
        if name == "font" and (font := FONT.fullmatch(value.replace("italic ", ""))):
            given["font-size"] = font["size"]
            given |= {"font-weight": "bold"} if font["weight"] in ("bold", "700") else {}
            given |= {"font-style": "italic"} if "italic " in value else {}
        else:
            given[name] = value
    return "".join(f' {name}="{value}"' for name, value in given.items())


def _short(when: date) -> str:
    return f"{'1er' if when.day == 1 else when.day} {SHORT_MONTHS[when.month - 1]}"
