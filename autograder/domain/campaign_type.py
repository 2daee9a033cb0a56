"""The booklet's campaign types (2.2): policy campaign, and two public ones, individual behaviour and public will."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.domain.rows import Row
from autograder.domain.spoken import Spoken


class Kind(Spoken):
    POLICY = "plaidoyer", "campagne de plaidoyer politique"
    BEHAVIOUR = "comportement", "campagne publique pour un changement de comportement individuel"
    PUBLIC_WILL = "volonte_publique", "campagne publique de volonté publique"

    @property
    def public(self) -> bool:
        return self is not Kind.POLICY


class Change(Spoken):
    """What must change in the end."""

    DECISION = "decision", "une loi, une politique, une décision"
    HABIT = "habitude", "ce que font ou pensent les personnes, chacune chez soi"


class Aim(Spoken):
    """Whom the campaign itself speaks to first."""

    DECIDERS = "decideurs", "celles et ceux qui décident"
    CIRCLE = "entourage", "les conseillers, les médias, l'entourage de qui décide"
    PUBLIC = "public", "le grand public"


# Advisers and media are the secondary audience of a policy campaign and, as well, a way to wake public will.
DEFENSIBLE: dict[tuple[Change, Aim], tuple[Kind, ...]] = {
    (Change.DECISION, Aim.DECIDERS): (Kind.POLICY,),
    (Change.DECISION, Aim.CIRCLE): (Kind.POLICY, Kind.PUBLIC_WILL),
    (Change.DECISION, Aim.PUBLIC): (Kind.PUBLIC_WILL,),
    (Change.HABIT, Aim.PUBLIC): (Kind.BEHAVIOUR,),
    (Change.HABIT, Aim.CIRCLE): (Kind.BEHAVIOUR,),
    (Change.HABIT, Aim.DECIDERS): (),
}


@dataclass(frozen=True)
class CampaignType:
    """The type chosen for a campaign, and the two facts that decide it."""

    kind: Kind
    change: Change
    aim: Aim

    def defensible(self) -> tuple[Kind, ...]:
        """The types that fit change and aim; none when they contradict each other (deciders asked for a habit)."""
        return DEFENSIBLE[self.change, self.aim]

    def fits(self) -> bool:
        return self.kind in self.defensible()

    @classmethod
    def from_json(cls, data: object) -> CampaignType:
        row = Row.of(data, "un type de campagne")
        return cls(
            row.choice("kind", "le type", Kind), row.choice("change", "le changement", Change),
            row.choice("aim", "le public visé", Aim),
        )

    def to_json(self) -> dict[str, object]:
        return {"kind": str(self.kind), "change": str(self.change), "aim": str(self.aim)}
