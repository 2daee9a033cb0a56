"""The worked example of section 3.3: the simulated campaign #EngageonsNous, its figures, tables and charts."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from matplotlib.figure import Figure as Sheet

from autograder.domain.engagement import PUBLISHED, Convention, Gesture
from autograder.domain.figure import Figure, Unknown, shown
from autograder.domain.french import day, number, percent
from autograder.domain.kpi import Denominator, Reading, growth
from autograder.domain.kpi_report import CampaignCounts, PostCounts
from autograder.importers.campaign import load
from autograder.publish import book_charts

TESTIMONY = "vidéo-témoignage"
Rows = list[list[str]]


@dataclass(frozen=True)
class Drawing:
    """A chart, what a screen reader says of it, and its numbers (the first row is the heading)."""

    sheet: Sheet
    title: str
    rows: Rows


@dataclass(frozen=True)
class Example:
    counts: CampaignCounts
    contents: tuple[dict[str, str], ...]
    """What the team made, as in `contenus.csv`."""
    peace: CampaignCounts
    """The other campaign, #PaixauMali, to compare with."""
    survey: tuple[dict[str, str], ...]
    """Who was asked about the digital world, one person a row, as in `enquete_inclusion.csv`."""

    @classmethod
    def read(cls, datasets: Path) -> Example:
        folder = datasets / "engageons-nous"
        contents, survey = (_rows(folder / "propre" / f"{name}.csv") for name in ("contenus", "enquete_inclusion"))
        return cls(load(folder).counts, contents, load(datasets / "paix-au-mali").counts, survey)

    @property
    def post(self) -> PostCounts:
        """The publication followed all along the page: the testimony of Oumou on Facebook, first time shown."""
        return max(self.on("Facebook").posts, key=lambda post: (post.format == TESTIMONY, post.reach or 0))

    def on(self, *networks: str) -> CampaignCounts:
        return CampaignCounts([post for post in self.counts.posts if post.network in networks])

    def gestures(self) -> dict[str, float]:
        """The post's counts by English name, its page's followers that day with them."""
        post = self.post
        followers = self.counts.followers["Facebook"][post.day]
        given = {
            "reactions": post.reactions, "comments": post.comments, "shares": post.shares, "clicks": post.clicks,
            "reach": post.reach, "impressions": post.impressions, "views": post.views, "followers": followers,
        }
        return {name: value for name, value in given.items() if value is not None}

    def figures(self) -> dict[str, str]:
        """What the prose quotes, by name."""
        post, counts, weeks = self.post, self.counts, list(self.counts.interactions_by_week().values())
        uses = list(counts.hashtag_by_week().values())
        written = {name: number(value) for name, value in self.gestures().items()}
        reached = self.on("Facebook", "Instagram")
        told = CampaignCounts([post for post in reached.posts if post.format == TESTIMONY])
        others = CampaignCounts([post for post in reached.posts if post.format != TESTIMONY])
        return written | {
            "temoignages": shown(told.rate().value), "sans-temoignages": shown(others.rate().value),
            "nombre-temoignages": number(len(told.posts)),
            "contenus-temoignages": number(sum(content["genre"] == TESTIMONY for content in self.contents)),
            "contenus": number(len(self.contents)),
            "contenus-langues": number(sum(content["langue"] != "français" for content in self.contents)),
            "date": day(post.day), "gestes": shown(post.interactions, number), "taux": shown(post.rate()),
            "taux-vues": shown(post.rate(Denominator.VIEWS)),
            "publications": number(len(counts.posts)), "interactions": shown(counts.interactions(), number),
            "cumul": shown(reached.rate().value), "moyenne": shown(reached.rate(reading=Reading.MEAN).value),
            "mediane": shown(reached.rate(reading=Reading.MEDIAN).value), "mesurees": number(reached.rate().used),
            "semaine-1": number(weeks[0]), "semaine-2": number(weeks[1]), "croissance-2": signed(growth(*weeks[:2])),
            "hashtag": shown(counts.hashtag_total(), number), "hashtag-1": number(uses[0]),
            "hashtag-2": number(uses[1]), "hashtag-croissance": signed(growth(*uses[:2])),
            "actifs": number(len(set(counts.mentions) & set(counts.influencers))),
            "repertoire": number(len(counts.influencers)), "cible": number(counts.target_audience or 0),
            "part-influenceurs": shown(counts.influencer_share()),
            "part-usages": shown(counts.influencer_mentions_share()),
            "visites": number(sum(counts.traffic.values())), "part-visites": shown(counts.social_traffic_share()),
            "portees": number(sum(item.reach or 0 for item in counts.posts)),
        }


def _rows(path: Path) -> tuple[dict[str, str], ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def signed(figure: Figure) -> str:
    """A growth with its sign, as printed: +12 %, −47 %. Whole points: a second decimal would mean nothing here."""
    if isinstance(figure, Unknown):
        return figure.sentence
    whole = round(figure * 100)
    return f"{'+' if whole > 0 else '−' if whole < 0 else ''}{percent(abs(whole) / 100)}"


# -- tables


def one_post(example: Example) -> Rows:
    post, given = example.post, example.gestures()
    lines = [
        ["Réactions", number(given["reactions"])], ["Commentaires", number(given["comments"])],
        ["Partages", number(given["shares"])], ["Interactions, la somme", shown(post.interactions, number)],
        ["Clics, comptés à part", number(given["clicks"])], ["Portée", number(given["reach"])],
        ["Impressions", number(given["impressions"])], ["Vues de la vidéo", number(given["views"])],
        ["Abonnés de la page ce jour-là", number(given["followers"])],
    ]
    return [["Ce que l'on lit", "Nombre"], *lines]


def gestures_by_network(example: Example) -> Rows:
    rows = [["Réseau", "Réactions", "Commentaires", "Partages", "Favoris", "Total"]]
    for network in example.counts.followers:
        posts = example.on(network).posts
        sums = [
            sum(post.reactions or 0 for post in posts), sum(post.comments or 0 for post in posts),
            sum(post.shares or 0 for post in posts), sum(post.saves or 0 for post in posts),
        ]
        rows.append([network, *map(number, sums), shown(example.on(network).interactions(), number)])
    return rows


def readings(example: Example) -> Rows:
    reached = example.on("Facebook", "Instagram")
    said = {
        Reading.POOLED: "Toutes les interactions, divisées par toutes les portées",
        Reading.MEAN: "La moyenne des taux : chaque publication pèse autant",
        Reading.MEDIAN: "Le taux du milieu : la moitié fait mieux, la moitié moins bien",
    }
    names = {Reading.POOLED: "Cumul", Reading.MEAN: "Moyenne", Reading.MEDIAN: "Médiane"}
    rows = [[names[reading], text, shown(reached.rate(reading=reading).value)] for reading, text in said.items()]
    return [["Lecture", "Ce qu'elle fait", "Résultat"], *rows]


def formats(example: Example) -> Rows:
    reached = example.on("Facebook", "Instagram")
    made = Counter(post.format for post in reached.posts)
    rows = [[name, number(made[name]), shown(rate)] for name, rate in reached.rates_by_format().items()]
    return [["Format", "Nombre", "Taux"], *rows]


def community(example: Example) -> Rows:
    counts = example.counts
    ends, grown, shares = counts.followers_at_end(), counts.followers_growth(), counts.network_shares()
    rows = [["Réseau", "Départ", "Arrivée", "Gain", "Croissance", "Part"]]
    for network, days in counts.followers.items():
        start = days[min(days)]
        rows.append([network, number(start), number(ends[network]), number(ends[network] - start),
                     signed(grown[network]), shown(shares[network])])
    return rows


def traffic(example: Example) -> Rows:
    counts, social = example.counts, example.counts.social_sources
    shares = counts.traffic_shares()
    rows = [
        [source, "oui" if source in social else "non", number(visits), shown(shares[source])]
        for source, visits in sorted(counts.traffic.items(), key=lambda item: -item[1])
    ]
    return [["Source", "Social ?", "Visites", "Part"], *rows]


def two_campaigns(example: Example) -> Rows:
    rows = [["Mesure", "#EngageonsNous", "#PaixauMali"]]
    both = example.counts, example.peace
    dates = [[post.day for post in counts.posts] for counts in both]
    spans = [(max(days) - min(days)).days + 1 for days in dates]
    totals = [counts.interactions() for counts in both]
    sizes = [len(counts.posts) for counts in both]
    rows += [
        ["Durée, en jours", *map(number, spans)], ["Publications", *map(number, sizes)],
        ["Interactions", *(shown(total, number) for total in totals)],
        ["Interactions par publication", *(_per(total, size) for total, size in zip(totals, sizes, strict=True))],
        ["Interactions par jour", *(_per(total, span) for total, span in zip(totals, spans, strict=True))],
        ["Taux sur la portée (médiane)", *(shown(counts.rate(reading=Reading.MEDIAN).value) for counts in both)],
    ]
    return rows


def _per(total: Figure, count: int) -> str:
    return shown(total if isinstance(total, Unknown) else round(total / count, 1), number)


# -- charts


def conventions(example: Example) -> Drawing:
    """One publication, as many rates as published ways to count."""
    given = example.gestures()
    ways: dict[tuple[bool, bool, Denominator], list[Convention]] = {}
    for convention in PUBLISHED:
        key = Gesture.SHARES in convention.gestures, Gesture.CLICKS in convention.gestures, convention.denominator
        ways.setdefault(key, []).append(convention)
    found: list[tuple[str, str, float, str]] = []
    rows = [["Qui", "Gestes comptés", "Divisés par", "Taux"]]
    for (shares, clicks, denominator), users in ways.items():
        rate = users[0].rate(given)
        if isinstance(rate, Unknown):
            continue
        who = "ce cours" if users[0].who == "ce cours" else users[0].who.split(",")[0].split(" (")[0]
        gestures = "avec les clics" if clicks else "sans les clics" if shares else "ni clics ni partages"
        found.append((who[0].upper() + who[1:], f"{gestures}, sur {denominator.french}", rate, percent(rate)))
        rows.append([", ".join(dict.fromkeys(user.who for user in users)), gestures, denominator.french, percent(rate)])
    found.sort(key=lambda line: -line[2])
    low, high = found[-1], found[0]
    title = (f"Les façons publiées de calculer le taux d'une même publication : "
             f"de {low[3]} ({low[0]}) à {high[3]} ({high[0]})")
    return Drawing(book_charts.ranked(found, "Ce cours"), title, rows)


def weeks(example: Example) -> Drawing:
    by_week = example.counts.interactions_by_week()
    mondays = list(by_week)
    phases = _phases(mondays)
    notes = [(0, "lancement"), (2, "Oumou")]
    title = "Interactions de chaque semaine, de " + " à ".join(
        f"{number(by_week[monday])} (semaine du {day(monday)})" for monday in (mondays[0], mondays[-1]))
    rows = [["Semaine du", "Interactions", "Croissance"]]
    changes: dict[date, Figure] = example.counts.interactions_growth()
    rows += [[day(monday), number(value), signed(changes[monday]) if monday in changes else "–"]
             for monday, value in by_week.items()]
    return Drawing(book_charts.weekly(by_week, phases, notes), title, rows)


def _phases(mondays: list[date]) -> list[tuple[str, int, int]]:
    """The three phases, month by month; a week belongs to the month of its Thursday."""
    months = [date.fromordinal(monday.toordinal() + 3).month for monday in mondays]
    names = {2: "informer", 3: "leviers", 4: "interpeller"}
    last = len(months) - 1
    return [(name, months.index(month), last - months[::-1].index(month)) for month, name in names.items()]


TABLES: dict[str, Callable[[Example], Rows]] = {
    "publication": one_post, "gestes": gestures_by_network, "lectures": readings, "formats": formats,
    "communaute": community, "visites": traffic, "campagnes": two_campaigns,
}
CHARTS: dict[str, Callable[[Example], Drawing]] = {"conventions": conventions, "semaines": weeks}
