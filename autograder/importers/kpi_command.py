"""`python -m autograder kpi DOSSIER`: the campaign's indicators, in French, each with what it divides by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from autograder.domain.errors import InvalidData
from autograder.domain.figure import Unknown, shown
from autograder.domain.french import day, listing, number
from autograder.domain.kpi import Denominator, Reading
from autograder.domain.kpi_report import CampaignCounts
from autograder.importers.campaign import Campaign, load
from autograder.importers.dates import DateOrder


class Draw(Protocol):
    """What draws a campaign's counts into a folder, with where the figures come from on each drawing."""

    def __call__(self, counts: CampaignCounts, folder: Path, *, title: str, note: str) -> Sequence[Path]: ...

"""Draws the charts into a folder and tells their paths: given by whoever has the drawing library (see `cli.py`)."""


def kpi(
    path: Path, out: Path, say: Callable[[str], None], *, draw: Draw | None = None, date_order: DateOrder | None = None,
) -> int:
    """Print the indicators of a dataset, of imported tables or of exports; draw them into `out`. 0 done, 2 refused.

    1 when some files of a folder were refused: the indicators are those of the others, and each refusal is said.
    """
    try:
        campaign = load(path, date_order)
    except InvalidData as error:
        say(error.sentence)
        return 2
    for line in indicators(campaign):
        say(line)
    if not campaign.note:
        say("Lecture des fichiers :")
        for line in campaign.report.lines():
            say(line)
    else:
        for refusal in campaign.report.refused:
            say(refusal.line)
    if draw is not None:
        try:
            out.mkdir(parents=True, exist_ok=True)
            drawn = draw(campaign.counts, out, title=campaign.name, note=campaign.note)
        except OSError as error:
            say(f"Impossible d'écrire les graphiques dans {out} ({error.strerror}).")
            return 2
        for chart in drawn:
            say(f"Graphique : {chart}")
    return 1 if campaign.report.refused else 0


def indicators(campaign: Campaign) -> Iterator[str]:
    counts = campaign.counts
    yield campaign.name
    if campaign.note:
        yield campaign.note
    if counts.posts:
        yield from _posts(counts)
    else:
        yield "Aucune publication datée : pas de taux d'engagement à calculer."
    yield from _community(counts)
    yield from _spread(counts)


def _posts(counts: CampaignCounts) -> Iterator[str]:
    days = [post.day for post in counts.posts]
    networks = Counter(post.network for post in counts.posts)
    shares = listing([f"{network or 'réseau inconnu'} {number(count)}" for network, count in networks.most_common()])
    yield f"Publications : {number(len(days))} ({shares}), du {day(min(days))} au {day(max(days))}"
    yield (f"Interactions : {shown(counts.interactions(), number)} "
           f"(réactions, commentaires, partages, enregistrements ; les clics n'en sont pas)")
    yield from _rates(counts)
    formats = counts.rates_by_format()
    if len(formats) > 1:
        yield "Taux cumulé par format, sur la portée :"
        yield from (f"  {name} : {shown(rate)}" for name, rate in formats.items() if not isinstance(rate, Unknown))
    best = counts.best_posts()
    if best:
        yield "Publications au meilleur taux, sur la portée :"
        yield from (f"  {post.network}, {day(post.day)}, {post.format or 'format inconnu'} ({post.id}) : "
                    f"{shown(post.rate())}" for post in best)
    for post, wrong in counts.contradictions():
        yield f"À vérifier, publication {post.id} : {wrong.sentence}"


def _rates(counts: CampaignCounts) -> Iterator[str]:
    """On the reach where it is known, else on what the networks give."""
    for denominator, group in counts.by_denominator().items():
        yield from _rate(group, denominator)


def _rate(counts: CampaignCounts, denominator: Denominator) -> Iterator[str]:
    rates = {reading: counts.rate(denominator, reading) for reading in Reading}
    rate = rates[Reading.POOLED]
    where = listing(list(dict.fromkeys(post.network or "réseau inconnu" for post in counts.posts)))
    values = " ; ".join(f"{reading.french} {shown(found.value)}" for reading, found in rates.items())
    yield f"Taux d'engagement sur {where}, interactions divisées par {denominator.french} :"
    yield f"  {values}"
    yield f"  calculé sur {number(rate.used)} publication{'s' if rate.used > 1 else ''}"
    for reason, count in Counter(str(unknown) for _, unknown in rate.left_out).most_common(3):
        yield f"  laissée{'s' if count > 1 else ''} de côté : {number(count)} ({str(reason).rstrip('.')})"


def _community(counts: CampaignCounts) -> Iterator[str]:
    if not counts.followers:
        return
    yield "Communauté :"
    ends, growth, shares = counts.followers_at_end(), counts.followers_growth(), counts.network_shares()
    for network, days in counts.followers.items():
        yield (f"  {network} : de {number(days[min(days)])} à {number(ends[network])} abonnés, "
               f"croissance {shown(growth[network])}, {shown(shares[network])} de la communauté")


def _spread(counts: CampaignCounts) -> Iterator[str]:
    if counts.hashtag_uses:
        weeks = counts.hashtag_by_week()
        best = max(weeks, key=lambda week: weeks[week])
        yield (f"Hashtag : {shown(counts.hashtag_total(), number)} usages ; la plus forte semaine commence le "
               f"{day(best)} ({number(weeks[best])} usages)")
    if counts.influencers:
        yield f"Influenceuses et influenceurs actifs sur l'audience cible : {shown(counts.influencer_share())}"
        yield f"Part des usages du hashtag qui leur revient : {shown(counts.influencer_mentions_share())}"
    if counts.traffic:
        yield (f"Trafic du site venu des réseaux sociaux : {shown(counts.social_traffic_share())} des "
               f"{number(sum(counts.traffic.values()))} visites")

