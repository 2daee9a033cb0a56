"""The indicators of the booklet's 3.3: interactions, growth, engagement, hashtags, influencers, community, traffic.

Pure functions on plain numbers and sequences. A percentage is a proportion, 0 to 1. A count that the platform did not
give is `None`; a figure that cannot be computed is an `Unknown` with its reason in French. Clicks are never
interactions here: platforms that add them speak of "engagements" (see `engagement.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import fmean, median

from autograder.domain.figure import HIGHEST, Figure, Number, Unknown, Why, flaw, json_of, ratio


class Denominator(StrEnum):
    """What an engagement rate divides by. The course's reference is the reach."""

    REACH = "portee"
    FOLLOWERS = "abonnes"
    IMPRESSIONS = "impressions"
    VIEWS = "vues"

    @property
    def french(self) -> str:
        return DENOMINATORS[self]


DENOMINATORS = {
    Denominator.REACH: "la portée",
    Denominator.FOLLOWERS: "les abonnés",
    Denominator.IMPRESSIONS: "les impressions",
    Denominator.VIEWS: "les vues",
}


class Reading(StrEnum):
    """How the rates of several posts become one: sum over sum, mean of the rates, median of the rates."""

    POOLED = "cumul"
    MEAN = "moyenne"
    MEDIAN = "mediane"

    @property
    def french(self) -> str:
        return READINGS[self]


READINGS = {
    Reading.POOLED: "taux cumulé (somme sur somme)",
    Reading.MEAN: "moyenne des taux",
    Reading.MEDIAN: "médiane des taux",
}


@dataclass(frozen=True)
class Rate:
    """A campaign's engagement rate: never without its denominator and its reading, nor the posts left out of it."""

    value: Figure
    denominator: Denominator
    reading: Reading
    used: int
    left_out: tuple[tuple[int, Unknown], ...] = ()
    """(position of the post, reason) for each post that gives no rate."""

    @property
    def french(self) -> str:
        return f"{self.reading.french}, interactions divisées par {self.denominator.french}"

    def to_json(self) -> dict[str, object]:
        return {
            "value": json_of(self.value), "denominator": str(self.denominator), "reading": str(self.reading),
            "used": self.used, "left_out": [[position, reason.to_json()] for position, reason in self.left_out],
        }


# -- one post


def interactions(
    reactions: Number | None, comments: Number | None, shares: Number | None, saves: Number | None = 0
) -> Figure:
    """Reactions (or likes) + comments + shares (or retweets) + saves (or favourites). Clicks are not interactions.

    A gesture that the network does not offer counts 0; one that it did not report is `None`, and the sum is unknown.
    """
    parts = {"les réactions": reactions, "les commentaires": comments, "les partages": shares, "les favoris": saves}
    for name, value in parts.items():
        if (found := flaw(value, name)) is not None:
            return found
    return float(sum(value for value in parts.values() if value is not None))


def engagement_rate(interactions: Number | None, base: Number | None, denominator: Denominator) -> Figure:
    """Interactions over the named base. It may exceed 1: one person can like, comment and share."""
    return ratio(interactions, base, "les interactions", denominator.french)


def contradictions(
    *, reach: Number | None = None, impressions: Number | None = None, **counts: Number | None
) -> tuple[Unknown, ...]:
    """What cannot be true in a post's counts: a negative count, more people reached than times shown.

    Other counts are named by their keyword (`views=…`, `followers=…`). Missing counts contradict nothing.
    """
    known = {"reach": reach, "impressions": impressions, **counts}
    above = reach is not None and impressions is not None and reach > impressions
    if not above and all(value is None or 0 <= value <= HIGHEST for value in known.values()):
        return ()  # nearly every post: a million of them are read in seconds
    found = [
        problem for key, value in known.items()
        if (problem := flaw(value, COUNTS.get(key, key))) is not None and problem.why is Why.IMPOSSIBLE
    ]
    if above:
        found.append(Unknown(
            Why.IMPOSSIBLE,
            "La portée dépasse les impressions : une personne touchée a vu la publication au moins une fois.",
        ))
    return tuple(found)


COUNTS = {
    "reach": "la portée", "impressions": "les impressions", "views": "les vues", "followers": "les abonnés",
    "reactions": "les réactions", "comments": "les commentaires", "shares": "les partages", "saves": "les favoris",
    "clicks": "les clics",
}


# -- several posts


def campaign_rate(
    interactions: Sequence[Number | None], bases: Sequence[Number | None], denominator: Denominator, reading: Reading
) -> Rate:
    """The rate of several posts. Posts without a rate of their own are left out and named, never counted as zero."""
    if len(interactions) != len(bases):
        raise ValueError("one base for each post")
    rates: list[float] = []
    top = bottom = 0.0
    left_out: list[tuple[int, Unknown]] = []
    for position, (part, base) in enumerate(zip(interactions, bases, strict=True)):
        rate = engagement_rate(part, base, denominator)
        if isinstance(rate, Unknown):
            left_out.append((position, rate))
            continue
        rates.append(rate)
        top, bottom = top + (part or 0), bottom + (base or 0)
    value: Figure
    if not rates:
        value = Unknown(Why.EMPTY, "Aucune publication ne permet de calculer ce taux.")
    elif reading is Reading.POOLED:
        value = top / bottom
    else:
        value = fmean(rates) if reading is Reading.MEAN else median(rates)
    return Rate(value, denominator, reading, len(rates), tuple(left_out))


def mean_rate(rates: Iterable[Figure]) -> Figure:
    """Mean of the posts' known rates (brackets first, then divide)."""
    known = [rate for rate in rates if not isinstance(rate, Unknown)]
    return fmean(known) if known else Unknown(Why.EMPTY, "Aucun taux connu : pas de moyenne.")


# -- growth


def growth(start: Number | None, end: Number | None) -> Figure:
    """(end − start) / start. From zero it is undefined: ten followers more than none is no percentage."""
    found = flaw(start, "la valeur de départ") or flaw(end, "la valeur d'arrivée")
    if found is not None:
        return found
    assert start is not None and end is not None
    if start == 0:
        return Unknown(Why.ZERO, "On part de zéro : la croissance n'a pas de pourcentage. Dites plutôt le gain.")
    return (end - start) / start


def growth_per_day(start: Number | None, end: Number | None, days: Number | None) -> Figure:
    """Growth over the whole period divided by its days (a simple mean, not compounded)."""
    total = growth(start, end)
    if isinstance(total, Unknown):
        return total
    if (found := flaw(days, "le nombre de jours")) is not None:
        return found
    assert days is not None
    return total / days if days else Unknown(Why.ZERO, "La période dure zéro jour : pas de rythme quotidien.")


def growth_by_period(values: Sequence[Number | None]) -> tuple[Figure, ...]:
    """Growth from each period to the next: one figure fewer than values."""
    return tuple(growth(before, after) for before, after in pairwise(values))


# -- shares


def shares_of_total(counts: Mapping[str, Number | None]) -> dict[str, Figure]:
    """The share of each in the whole: of each network in the community, of each source in the traffic.

    One missing count makes every share unknown, for the whole is then unknown too.
    """
    for name, value in counts.items():
        if (found := flaw(value, f"« {name} »")) is not None:
            return dict.fromkeys(counts, found)
    whole = sum(value for value in counts.values() if value is not None)
    return {name: ratio(value, whole, f"« {name} »", "le total") for name, value in counts.items()}


def social_traffic_share(sessions: Mapping[str, Number | None], social: Collection[str]) -> Figure:
    """Share of the site's visits that come from the social networks named in `social`."""
    return _sum_of_shares(shares_of_total(sessions), social, "Aucune visite relevée sur le site.")


def influencer_share(influencers: Number | None, audience: Number | None) -> Figure:
    """Influencers and ambassadors reached, over the target audience (the booklet's own indicator)."""
    return _part(influencers, audience, "les influenceurs", "l'audience cible")


def influencer_mentions_share(mentions: Mapping[str, Number | None], influencers: Collection[str]) -> Figure:
    """Share of the hashtag's uses that come from the accounts of the influencers' directory."""
    return _sum_of_shares(shares_of_total(mentions), influencers, "Aucune mention relevée.")


def mention_share(mentions: Number | None, all_mentions: Number | None) -> Figure:
    """Some mentions among all of them: those by influencers, or those of one campaign (its "share of voice")."""
    return _part(mentions, all_mentions, "les mentions comptées", "toutes les mentions")


def reach_rate(reach: Number | None, followers: Number | None) -> Figure:
    """People reached over followers. May exceed 1: shares reach people who do not follow the page."""
    return ratio(reach, followers, "la portée", "les abonnés")


def amplification_by_followers(shares: Number | None, followers: Number | None) -> Figure:
    """Shares over followers. Beware: the same name is also used for shares per post."""
    return ratio(shares, followers, "les partages", "les abonnés")


def amplification_by_post(shares: Number | None, posts: Number | None) -> Figure:
    """Shares per post: a count, not a percentage."""
    return ratio(shares, posts, "les partages", "les publications")


def _part(part: Number | None, whole: Number | None, part_name: str, whole_name: str) -> Figure:
    share = ratio(part, whole, part_name, whole_name)
    if not isinstance(share, Unknown) and share > 1:
        return Unknown(Why.IMPOSSIBLE, f"Une part ne dépasse pas le tout : {part_name} au-dessus de {whole_name}.")
    return share


def _sum_of_shares(shares: Mapping[str, Figure], wanted: Collection[str], if_empty: str) -> Figure:
    if not shares:
        return Unknown(Why.EMPTY, if_empty)
    total = 0.0
    for name, share in shares.items():
        if isinstance(share, Unknown):
            return share
        total += share if name in wanted else 0.0
    return total
