"""Who the campaign speaks to: direct targets, relays who influence them, decision-makers; and how each is reached."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from autograder.domain.channel import Channel, Language
from autograder.domain.errors import InvalidData
from autograder.domain.rows import Row, distinct
from autograder.domain.spoken import Spoken


class Role(Spoken):
    DIRECT = "directe", "cible directe"
    RELAY = "relais", "relais"
    DECIDER = "decideur", "décideuse ou décideur"


@dataclass(frozen=True)
class Audience:
    """One audience: what is known of its habits, the channels it really uses, whom it influences (ids, for relays)."""

    id: str
    name: str
    role: Role
    size: int | None = None
    online_share: float | None = None
    """Proportion (0 to 1) who use the internet; None when nobody has looked."""
    habits: str = ""
    interests: str = ""
    channels: tuple[Channel, ...] = ()
    languages: tuple[Language, ...] = ()
    influences: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.online_share is not None and not 0 <= self.online_share <= 1:
            raise InvalidData("La part de personnes connectées va de 0 à 1 (de 0 à 100 %).", self.online_share)

    def reachable_online(self) -> bool:
        return self.online_share != 0 and any(channel.online for channel in self.channels)

    def reachable_by_radio(self) -> bool:
        return Channel.RADIO in self.channels

    def reachable(self) -> bool:
        return self.reachable_online() or any(not channel.online for channel in self.channels)

    def unknown_parts(self) -> tuple[str, ...]:
        """What nobody has found out yet, in French: habits, interests, channels."""
        known = {"ses habitudes": self.habits, "ses centres d'intérêt": self.interests, "ses canaux": self.channels}
        return tuple(name for name, value in known.items() if not value)

    @classmethod
    def from_json(cls, data: object) -> Audience:
        row = Row.of(data, "une cible")
        return cls(
            row.text("id", "l'identifiant", needed=True, limit=40), row.text("name", "le nom", needed=True),
            row.choice("role", "le rôle", Role), row.whole("size", "l'effectif"),
            row.real("online_share", "la part de personnes connectées"), row.text("habits", "les habitudes"),
            row.text("interests", "les centres d'intérêt"), row.choices("channels", "le canal", Channel),
            row.choices("languages", "la langue", Language),
            row.texts("influences", "les cibles influencées", limit=40),
        )

    def to_json(self) -> dict[str, object]:
        return {
            "id": self.id, "name": self.name, "role": str(self.role), "size": self.size,
            "online_share": self.online_share, "habits": self.habits, "interests": self.interests,
            "channels": [str(channel) for channel in self.channels],
            "languages": [str(language) for language in self.languages], "influences": list(self.influences),
        }


@dataclass(frozen=True)
class Audiences:
    """All audiences of one campaign, and how influence runs between them."""

    audiences: tuple[Audience, ...] = ()

    def __post_init__(self) -> None:
        distinct([audience.id for audience in self.audiences], "deux cibles")

    def at(self, role: Role) -> tuple[Audience, ...]:
        return tuple(audience for audience in self.audiences if audience.role is role)

    def influencing(self, target: Audience) -> tuple[Audience, ...]:
        return tuple(a for a in self.audiences if target.id in a.influences and a.id != target.id)

    def out_of_reach(self) -> tuple[Audience, ...]:
        """Audiences reached by no channel of their own, nor through someone who influences them and is reachable.

        The booklet's case: rural women who are on no network, but listen to the radio or to people who are connected.
        """
        return tuple(
            audience for audience in self.audiences
            if not audience.reachable() and not any(relay.reachable() for relay in self.influencing(audience))
        )

    def idle_relays(self) -> tuple[Audience, ...]:
        """Relays who influence nobody the campaign aims at."""
        known = {audience.id for audience in self.audiences}
        return tuple(relay for relay in self.at(Role.RELAY) if not known & (set(relay.influences) - {relay.id}))

    def little_known(self) -> tuple[Audience, ...]:
        return tuple(audience for audience in self.audiences if audience.unknown_parts())

    def missed_by(self, channels: Collection[Channel]) -> tuple[Audience, ...]:
        """Audiences that none of the campaign's channels reaches, even through a relay."""
        touched = {audience.id for audience in self.audiences if set(audience.channels) & set(channels)}
        return tuple(
            audience for audience in self.audiences
            if audience.id not in touched and not any(r.id in touched for r in self.influencing(audience))
        )

    @classmethod
    def from_json(cls, data: object) -> Audiences:
        return cls(Row.of(data, "les cibles").items("audiences", "les cibles", Audience.from_json))

    def to_json(self) -> dict[str, object]:
        return {"audiences": [audience.to_json() for audience in self.audiences]}
