"""The KPI report's charts, with matplotlib: each draws itself on given axes, or says that there is nothing to draw."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Sheet
from matplotlib.ticker import FuncFormatter, MaxNLocator

from autograder.domain.figure import Figure, Unknown
from autograder.domain.french import SHORT_MONTHS, number, percent, typeset
from autograder.domain.kpi_report import CampaignCounts

INK = "#2b2721"
BARS = "#8a6d3b"
LINES = (("#8a6d3b", "-", "o"), ("#1f5f5b", "--", "s"), ("#7a2e2e", "-.", "^"), ("#3b4a8a", ":", "D"))
MOST_BARS = 8
LABELLED = 12
MOST_TICKS = 4
LONG_LABEL = 24
NOTE_WIDTH = 115


def interactions_by_week(axes: Axes, counts: CampaignCounts) -> bool:
    return _weeks(axes, "Interactions par semaine", counts.interactions_by_week())


def hashtag_by_week(axes: Axes, counts: CampaignCounts) -> bool:
    return _weeks(axes, "Usages du hashtag par semaine", counts.hashtag_by_week())


def rates_by_format(axes: Axes, counts: CampaignCounts) -> bool:
    return _shares(axes, "Taux d'engagement par format\n(interactions / portée, taux cumulé)", counts.rates_by_format())


def followers(axes: Axes, counts: CampaignCounts) -> bool:
    """One line for each network, from its first day to its last; drawn from two days on."""
    series = {network: days for network, days in counts.followers.items() if len(days) > 1}
    if not series:
        return False
    _title(axes, "Abonnés par réseau")
    for place, (network, days) in enumerate(series.items()):
        colour, dash, mark = LINES[place % len(LINES)]
        when = sorted(days)
        axes.plot([day.toordinal() for day in when], [days[day] for day in when], color=colour, linestyle=dash,
                  marker=mark, markevery=max(1, len(when) // 6), markersize=4, linewidth=1.6, label=network)
    highest = max(count for days in series.values() for count in days.values())
    axes.set_ylim(0, (highest or 1) * 1.45)  # room above the lines for the legend
    axes.xaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda place, _: _short_day(date.fromordinal(max(1, int(place))))))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
    axes.legend(frameon=False, fontsize=8, loc="upper left", ncols=2)
    return True


def network_shares(axes: Axes, counts: CampaignCounts) -> bool:
    return _shares(axes, "Part de chaque réseau\ndans la communauté", counts.network_shares())


def traffic_shares(axes: Axes, counts: CampaignCounts) -> bool:
    shares = counts.traffic_shares()
    ranked = sorted(shares.items(), key=lambda item: 0 if isinstance(item[1], Unknown) else -item[1])
    return _shares(axes, "Visites du site par source", dict(ranked))


CHARTS: dict[str, Callable[[Axes, CampaignCounts], bool]] = {
    "interactions-par-semaine": interactions_by_week,
    "taux-par-format": rates_by_format,
    "abonnes": followers,
    "part-des-reseaux": network_shares,
    "hashtag-par-semaine": hashtag_by_week,
    "visites-par-source": traffic_shares,
}


def draw_charts(counts: CampaignCounts, folder: Path, *, note: str = "") -> list[Path]:
    """One .png for each chart that has something to show; `note` (where the figures come from) stands on each."""
    drawn = []
    for name, chart in CHARTS.items():
        sheet = Sheet(figsize=(6, 3.6), dpi=110)
        if chart(sheet.add_axes((0.24, 0.2, 0.7, 0.66)), counts):
            lines = textwrap.wrap(typeset(note), NOTE_WIDTH)[:2]
            sheet.text(0.02, 0.015, "\n".join(lines), fontsize=6.5, color=INK, va="bottom")
            path = folder / f"{name}.png"
            sheet.savefig(path)
            drawn.append(path)
    return drawn


def _weeks(axes: Axes, title: str, weeks: Mapping[date, float]) -> bool:
    if not weeks:
        return False
    _title(axes, title)
    places = range(len(weeks))
    bars = axes.bar(places, list(weeks.values()), color=BARS)
    if len(weeks) <= LABELLED:
        axes.bar_label(bars, [number(value) for value in weeks.values()], fontsize=7, padding=1)
    step = -(-len(weeks) // MOST_TICKS)
    axes.set_xticks(places[::step], [_short_day(week) for week in list(weeks)[::step]])
    axes.set_xlabel("semaine du", fontsize=8)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
    axes.margins(y=0.12)
    return True


def _shares(axes: Axes, title: str, shares: Mapping[str, Figure]) -> bool:
    """Bars lying down, the first on top; what has no figure is left out."""
    known = {name: share for name, share in shares.items() if not isinstance(share, Unknown)}
    if not known:
        return False
    kept = dict(list(known.items())[:MOST_BARS])
    _title(axes, title)
    bars = axes.barh([_cut(name) for name in kept], list(kept.values()), color=BARS)
    axes.bar_label(bars, [percent(share) for share in kept.values()], fontsize=8, padding=3)
    axes.invert_yaxis()
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)
    axes.margins(x=0.18)
    return True


def _title(axes: Axes, text: str) -> None:
    axes.set_title(typeset(text), fontsize=9.5, color=INK, loc="left", fontweight="bold", y=1)  # y: not measured
    axes.tick_params(labelsize=8, colors=INK)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def _short_day(when: date) -> str:
    return f"{'1er' if when.day == 1 else when.day} {SHORT_MONTHS[when.month - 1]}"


def _cut(text: str) -> str:
    return text if len(text) <= LONG_LABEL else f"{text[:LONG_LABEL - 1].rstrip()}…"
