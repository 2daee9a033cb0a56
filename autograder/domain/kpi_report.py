"""All indicators of one campaign, from its clean tables: what a report, a chart or a check reads from."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from autograder.domain import kpi
from autograder.domain.figure import Figure, Number, Unknown, Why
from autograder.domain.kpi import Denominator, Rate, Reading

WATCHED = frozenset({"youtube", "tiktok"})
"""Networks whose exports give views where others give reach or impressions."""


@dataclass(frozen=True, slots=True)
class PostCounts:
    """What the network counted for one publication. None: not reported. A gesture the network lacks counts 0."""

    id: str
    network: str
    day: date
    reactions: Number | None = None
    comments: Number | None = None
    shares: Number | None = None
    saves: Number | None = 0
    clicks: Number | None = None
    reach: Number | None = None
    impressions: Number | None = None
    views: Number | None = None
    followers: Number | None = None
    format: str = ""

    @property
    def interactions(self) -> Figure:
        return kpi.interactions(self.reactions, self.comments, self.shares, self.saves)

    def base(self, denominator: Denominator) -> Number | None:
        return {
            Denominator.REACH: self.reach, Denominator.FOLLOWERS: self.followers,
            Denominator.IMPRESSIONS: self.impressions, Denominator.VIEWS: self.views,
        }[denominator]

    def rate(self, denominator: Denominator = Denominator.REACH) -> Figure:
        """This post's engagement rate; impossible when its counts contradict each other."""
        if wrong := self.contradictions():
            return wrong[0]
        known = self.interactions
        return known if isinstance(known, Unknown) else kpi.engagement_rate(known, self.base(denominator), denominator)

    def contradictions(self) -> tuple[Unknown, ...]:
        return kpi.contradictions(
            reach=self.reach, impressions=self.impressions, views=self.views, followers=self.followers,
            reactions=self.reactions, comments=self.comments, shares=self.shares, saves=self.saves, clicks=self.clicks,
        )


@dataclass(frozen=True)
class CampaignCounts:
    """A campaign's tables. Followers: for each network, its count on each day it was read, in any order."""

    posts: Sequence[PostCounts] = ()
    followers: Mapping[str, Mapping[date, Number]] = field(default_factory=dict)
    hashtag_uses: Mapping[date, Number] = field(default_factory=dict)
    mentions: Mapping[str, Number] = field(default_factory=dict)
    influencers: Collection[str] = ()
    target_audience: Number | None = None
    traffic: Mapping[str, Number] = field(default_factory=dict)
    social_sources: Collection[str] = ()

    # -- publications

    def interactions(self) -> Figure:
        """Sum over the posts whose count is known; unknown when none is."""
        known = [count for post in self.posts if not isinstance(count := post.interactions, Unknown)]
        return sum(known) if known else Unknown(Why.EMPTY, "Aucune publication n'a d'interactions connues.")

    def interactions_by_week(self) -> dict[date, float]:
        """By the week's Monday, silent weeks at 0; posts without a known count are left out."""
        return _weekly([(p.day, n) for p in self.posts if not isinstance(n := p.interactions, Unknown)])

    def interactions_growth(self) -> dict[date, Figure]:
        return _growth(self.interactions_by_week())

    def rate(self, denominator: Denominator = Denominator.REACH, reading: Reading = Reading.POOLED) -> Rate:
        """Posts whose counts contradict each other are left out, with the reason."""
        sound = [None if post.contradictions() else post.base(denominator) for post in self.posts]
        counts = [None if isinstance(n := post.interactions, Unknown) else n for post in self.posts]
        rate = kpi.campaign_rate(counts, sound, denominator, reading)
        left_out = tuple((place, _why(self.posts[place], reason)) for place, reason in rate.left_out)
        return Rate(rate.value, denominator, reading, rate.used, left_out)

    def by_denominator(self) -> dict[Denominator, CampaignCounts]:
        """Posts grouped by what their network lets one divide by: the reach where known, else views or impressions.

        Video networks count views, the others impressions. Rates of two groups are never compared nor added.
        """
        groups: dict[Denominator, list[PostCounts]] = {}
        for post in self.posts:
            if post.reach is not None:
                base = Denominator.REACH
            else:
                base = Denominator.VIEWS if post.network.casefold() in WATCHED else Denominator.IMPRESSIONS
            groups.setdefault(base, []).append(post)
        return {base: CampaignCounts(groups[base]) for base in Denominator if base in groups}

    def networks(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(post.network for post in self.posts if post.network))

    def best_posts(self, most: int = 3, denominator: Denominator = Denominator.REACH) -> tuple[PostCounts, ...]:
        """The posts with the highest known rates."""
        rated = ((rate, post) for post in self.posts if not isinstance(rate := post.rate(denominator), Unknown))
        return tuple(post for _, post in heapq.nlargest(most, rated, key=lambda pair: pair[0]))

    def rates_by_format(self, denominator: Denominator = Denominator.REACH) -> dict[str, Figure]:
        """Pooled rate of each format, highest first; formats without any rate come last."""
        formats = dict.fromkeys(post.format for post in self.posts if post.format)
        rates = {
            name: CampaignCounts([post for post in self.posts if post.format == name]).rate(denominator).value
            for name in formats
        }
        return dict(sorted(rates.items(), key=lambda item: 1 if isinstance(item[1], Unknown) else -item[1]))

    # -- hashtags and influencers

    def hashtag_total(self) -> Figure:
        if not self.hashtag_uses:
            return Unknown(Why.EMPTY, "Aucun usage du hashtag n'a été relevé.")
        return float(sum(self.hashtag_uses.values()))

    def hashtag_by_week(self) -> dict[date, float]:
        return _weekly(list(self.hashtag_uses.items()))

    def hashtag_growth(self) -> dict[date, Figure]:
        return _growth(self.hashtag_by_week())

    def influencer_share(self) -> Figure:
        """Influencers who really used the hashtag, over the target audience."""
        active = {account for account, uses in self.mentions.items() if uses} & set(self.influencers)
        return kpi.influencer_share(len(active), self.target_audience)

    def influencer_mentions_share(self) -> Figure:
        return kpi.influencer_mentions_share(self.mentions, self.influencers)

    # -- community and traffic

    def followers_at_end(self) -> dict[str, Number]:
        return {network: days[max(days)] for network, days in self.followers.items() if days}

    def followers_growth(self) -> dict[str, Figure]:
        """From the first day read to the last, network by network."""
        return {n: kpi.growth(days[min(days)], days[max(days)]) for n, days in self.followers.items() if days}

    def network_shares(self) -> dict[str, Figure]:
        """Share of each network in the whole community at the end. One person may follow on several."""
        return kpi.shares_of_total(self.followers_at_end())

    def traffic_shares(self) -> dict[str, Figure]:
        return kpi.shares_of_total(self.traffic)

    def social_traffic_share(self) -> Figure:
        return kpi.social_traffic_share(self.traffic, self.social_sources)

    # -- what is amiss

    def contradictions(self) -> tuple[tuple[PostCounts, Unknown], ...]:
        return tuple((post, wrong) for post in self.posts for wrong in post.contradictions())


def _why(post: PostCounts, reason: Unknown) -> Unknown:
    """The true reason why a post has no rate: its own contradiction or missing gesture before a missing base."""
    if wrong := post.contradictions():
        return wrong[0]
    counts = post.interactions
    return counts if isinstance(counts, Unknown) else reason


def _weekly(counts: Sequence[tuple[date, Number]]) -> dict[date, float]:
    if not counts:
        return {}
    mondays = [day - timedelta(days=day.weekday()) for day, _ in counts]
    weeks: dict[date, float] = {}
    week, last = min(mondays), max(mondays)
    while week <= last:
        weeks[week] = 0.0
        week += timedelta(days=7)
    for monday, (_, count) in zip(mondays, counts, strict=True):
        weeks[monday] += count
    return weeks


def _growth(weeks: Mapping[date, float]) -> dict[date, Figure]:
    """Growth from the week before; the first week has none."""
    return dict(zip(list(weeks)[1:], kpi.growth_by_period(list(weeks.values())), strict=True))
