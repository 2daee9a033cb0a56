"""Who divides what by what: published conventions of the engagement rate, and which of them someone has used.

The course's reference is interactions over reach. Others count clicks as well, leave shares out, divide by followers…
A figure without its convention means nothing; a learner's figure often tells which one she followed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from autograder.domain.figure import Figure, Number, Unknown, flaw, ratio
from autograder.domain.french import listing
from autograder.domain.kpi import COUNTS, Denominator
from autograder.domain.spoken import Spoken


class Gesture(Spoken):
    """What people do with a publication. The first four are interactions; a click is not, for this course."""

    REACTIONS = "reactions", "réactions"
    COMMENTS = "comments", "commentaires"
    SHARES = "shares", "partages"
    SAVES = "saves", "favoris"
    CLICKS = "clicks", "clics"


INTERACTIONS = (Gesture.REACTIONS, Gesture.COMMENTS, Gesture.SHARES, Gesture.SAVES)
ENGAGEMENTS = (*INTERACTIONS, Gesture.CLICKS)

Counts = Mapping[str, Number | None]
"""A post's counts by English name, as in `kpi.COUNTS`: reactions, comments, shares, saves, clicks, reach, followers…"""

BASE = {
    Denominator.REACH: "reach", Denominator.FOLLOWERS: "followers",
    Denominator.IMPRESSIONS: "impressions", Denominator.VIEWS: "views",
}


@dataclass(frozen=True)
class Convention:
    """A way to compute an engagement rate, and who uses it."""

    who: str
    gestures: tuple[Gesture, ...]
    denominator: Denominator

    @property
    def french(self) -> str:
        return f"{listing([gesture.french for gesture in self.gestures])} sur {self.denominator.french}"

    def rate(self, counts: Counts) -> Figure:
        """The rate of one post. A gesture absent from the counts is one the network does not have; None is missing."""
        total: float = 0
        for gesture in self.gestures:
            value = counts.get(gesture, 0)
            if (found := flaw(value, COUNTS[gesture])) is not None:
                return found
            total += value or 0
        return ratio(total, counts.get(BASE[self.denominator]), "les gestes comptés", self.denominator.french)


COURSE = Convention("ce cours", INTERACTIONS, Denominator.REACH)

_NO_CLICKS = (Gesture.REACTIONS, Gesture.COMMENTS, Gesture.SHARES)

PUBLISHED = (
    COURSE,
    Convention("Facebook (2014)", (Gesture.REACTIONS, Gesture.COMMENTS, Gesture.SHARES, Gesture.CLICKS),
               Denominator.REACH),
    Convention("Iconosquare, taux d'engagement", ENGAGEMENTS, Denominator.FOLLOWERS),
    Convention("Iconosquare, taux d'engagement sur portée", ENGAGEMENTS, Denominator.REACH),
    Convention("Hootsuite, ERR", ENGAGEMENTS, Denominator.REACH),
    Convention("Hootsuite, ER post", ENGAGEMENTS, Denominator.FOLLOWERS),
    Convention("Hootsuite, ER impressions", ENGAGEMENTS, Denominator.IMPRESSIONS),
    Convention("Rival IQ", _NO_CLICKS, Denominator.FOLLOWERS),
    Convention("NapoleonCat", INTERACTIONS, Denominator.FOLLOWERS),
    Convention("DashThis", ENGAGEMENTS, Denominator.IMPRESSIONS),
    Convention("Grin", (Gesture.REACTIONS, Gesture.COMMENTS), Denominator.FOLLOWERS),
    Convention("X (export analytics)", ENGAGEMENTS, Denominator.IMPRESSIONS),
    Convention("pass Culture", _NO_CLICKS, Denominator.REACH),
    Convention("communication-pratique.fr (dit « sur les impressions »)", INTERACTIONS, Denominator.REACH),
)


def every_convention() -> tuple[Convention, ...]:
    """The ways a learner may have computed: with clicks, without favourites or shares, over each denominator."""
    sets = (INTERACTIONS, ENGAGEMENTS, _NO_CLICKS, (Gesture.REACTIONS, Gesture.COMMENTS), (Gesture.REACTIONS,))
    return tuple(Convention("", gestures, denominator) for denominator in Denominator for gestures in sets)


def recognise(
    typed: float, counts: Counts, among: Iterable[Convention] | None = None, *, tolerance: float = 0.00005
) -> tuple[Convention, ...]:
    """The conventions that give the typed proportion for this post, within `tolerance` (half of a printed 0,01 %).

    Several may: two that agree on this post cannot be told apart by it. The course's own comes first when it fits.
    """
    found = []
    for convention in among if among is not None else every_convention():
        rate = convention.rate(counts)
        if not isinstance(rate, Unknown) and abs(rate - typed) <= tolerance:
            found.append(convention)
    return tuple(sorted(found, key=lambda c: (c.gestures, c.denominator) != (COURSE.gestures, COURSE.denominator)))

