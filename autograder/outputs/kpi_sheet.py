"""The KPI report on one A4 page, as PDF: figures and their denominators, charts, and how to read them."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import matplotlib
from matplotlib.figure import Figure as Sheet
from matplotlib.lines import Line2D

from autograder.domain.figure import Figure, Unknown, shown
from autograder.domain.french import day, listing, number, percent, typeset
from autograder.domain.kpi import Denominator, Reading
from autograder.domain.kpi_report import CampaignCounts
from autograder.outputs.kpi_charts import CHARTS, INK, draw_charts

A4 = (8.27, 11.69)
NOTE_WIDTH = 128
WRAP = 62
SHORT_READINGS = {Reading.POOLED: "cumulé", Reading.MEAN: "moyenne", Reading.MEDIAN: "médiane"}
SIX_DAYS = timedelta(days=6)


def write_pdf(counts: CampaignCounts, path: Path, *, title: str, note: str = "") -> Path:
    """One page, whatever the campaign holds. `note`: where the figures come from (« données simulées »…)."""
    sheet = Sheet(figsize=A4)
    sheet.text(0.07, 0.965, typeset(title), fontsize=15, fontweight="bold", color=INK, va="top")
    sheet.text(0.07, 0.937, _period(counts), fontsize=9, color=INK, va="top")
    y = _figures(sheet, counts, 0.905)
    _charts(sheet, counts, top=y - 0.02)
    _notes(sheet, counts, note)
    with matplotlib.rc_context({"pdf.fonttype": 3}):  # its text can be searched; 42 subsets slowly
        sheet.savefig(path, format="pdf", metadata={"Title": title, "CreationDate": None})
    return path


def figures(counts: CampaignCounts) -> list[tuple[str, str]]:
    """(indicator, value) pairs in French, in the booklet's order: what the campaign moved, then its community."""
    rows: list[tuple[str, str]] = [
        ("Publications", number(len(counts.posts))),
        ("Interactions (sans les clics)", shown(counts.interactions(), number)),
        ("Croissance des interactions, dernière semaine entière", _last(counts.interactions_growth(), _end(counts))),
        *_rates(counts),
        ("Usages du hashtag", shown(counts.hashtag_total(), number)),
        ("Croissance du hashtag, dernière semaine entière",
         _last(counts.hashtag_growth(), max(counts.hashtag_uses, default=None))),
        ("Influenceurs actifs sur l'audience cible", shown(counts.influencer_share())),
        ("Part des influenceurs dans les usages du hashtag", shown(counts.influencer_mentions_share())),
    ]
    ends = counts.followers_at_end()
    rows += [
        (f"Abonnés {network} (croissance)", f"{number(ends[network])} ({shown(growth, _signed)})")
        for network, growth in counts.followers_growth().items()
    ][:5]
    rows.append(("Visites du site venues des réseaux sociaux", shown(counts.social_traffic_share())))
    return [(typeset(label), value) for label, value in rows]


def _rates(counts: CampaignCounts) -> Iterator[tuple[str, str]]:
    """One row for each denominator: its networks, then the three readings, never mixed with another denominator."""
    groups = counts.by_denominator()
    for base, group in (groups or {Denominator.REACH: counts}).items():
        where = f" ({listing(list(group.networks()))})" if len(groups) > 1 else ""
        rates = [(SHORT_READINGS[reading], group.rate(base, reading).value) for reading in Reading]
        if isinstance(rates[0][1], Unknown):
            yield f"Taux d'engagement sur {base.french}{where}", shown(rates[0][1])
        else:
            yield (f"Taux d'engagement sur {base.french}{where}",
                   " · ".join(f"{name} {shown(rate)}" for name, rate in rates))


def _figures(sheet: Sheet, counts: CampaignCounts, y: float) -> float:
    for label, value in figures(counts):
        lines = textwrap.wrap(value, WRAP) or [""]
        sheet.text(0.07, y, label, fontsize=8.5, color=INK, va="top")
        for line in lines:
            sheet.text(0.93, y, line, fontsize=8.5, color=INK, va="top", ha="right",
                       fontweight="bold" if len(value) < 55 else "normal")
            y -= 0.0155
        sheet.add_artist(_rule(y + 0.0015))
        y -= 0.003
    return y


def _rule(y: float) -> Line2D:
    return Line2D([0.07, 0.93], [y, y], color="#dddddd", linewidth=0.6)


def _charts(sheet: Sheet, counts: CampaignCounts, top: float) -> None:
    """Charts that have something to show, two a row, in the room left above the notes."""
    room, bottom = top - 0.115, 0.115
    row_height = room / 3
    place = 0
    for chart in CHARTS.values():
        row, column = divmod(place, 2)
        axes = sheet.add_axes((0.12 + column * 0.51, bottom + room - (row + 1) * row_height + 0.03,
                               0.34 - column * 0.04, row_height - 0.07))
        if chart(axes, counts):
            place += 1
        else:
            axes.remove()


def _notes(sheet: Sheet, counts: CampaignCounts, note: str) -> None:
    left_out = [reason for base, group in counts.by_denominator().items() for _, reason in group.rate(base).left_out]
    said = [
        "Interactions : réactions, commentaires, partages, favoris ; un clic n'en est pas une.",
        "Taux cumulé : somme des interactions sur somme des portées ; moyenne et médiane donnent un autre chiffre.",
        "Une même personne peut suivre plusieurs réseaux : les parts ne comptent pas des personnes.",
    ]
    for reason, count in Counter(map(str, left_out)).most_common(2):
        plural = "s" if count > 1 else ""
        said.append(f"{count} publication{plural} laissée{plural} hors du taux : {reason}")
    lines = [line for text in [*said, *([note] if note else [])] for line in textwrap.wrap(typeset(text), NOTE_WIDTH)]
    sheet.text(0.07, 0.03, "\n".join(lines[:7]), fontsize=7, color="#444444", va="bottom", linespacing=1.4)


def _period(counts: CampaignCounts) -> str:
    days = [post.day for post in counts.posts]
    networks = listing(list(counts.networks()))
    if not days:
        return "Aucune publication datée."
    return typeset(f"Du {day(min(days))} au {day(max(days))}, sur {networks or 'un réseau'}.")


def _end(counts: CampaignCounts) -> date | None:
    return max((post.day for post in counts.posts), default=None)


def _last(growth: dict[date, Figure], end: date | None) -> str:
    """Growth of the last week that the figures cover whole: a week cut short always seems to fall."""
    whole = [figure for week, figure in growth.items() if end is not None and week + SIX_DAYS <= end]
    return shown(whole[-1], _signed) if whole else "il faut deux semaines entières"


def _signed(share: float) -> str:
    return percent(share) if share < 0 else f"+{percent(share)}"


def draw(
    counts: CampaignCounts, folder: Path, *, title: str = "Indicateurs de la campagne", note: str = ""
) -> list[Path]:
    """The charts and the page, into a folder that exists."""
    page = write_pdf(counts, folder / "indicateurs.pdf", title=title, note=note)
    return [*draw_charts(counts, folder, note=note), page]
