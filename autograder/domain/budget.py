"""The campaign's budget in F CFA: the booklet's expense posts, quantities × unit prices, fit to an envelope."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from autograder.domain.errors import InvalidData
from autograder.domain.figure import Figure
from autograder.domain.kpi import shares_of_total
from autograder.domain.rows import Row
from autograder.domain.spoken import Spoken

HIGHEST = 10**12


class Heading(Spoken):
    """The booklet's three families of costs."""

    PEOPLE = "ressources_humaines", "Ressources humaines"
    EQUIPMENT = "materiel_logiciels", "Matériel et logiciels"
    ANCILLARY = "couts_annexes", "Coûts annexes"


class Post(Spoken):
    """Every expense post that the booklet names."""

    DESIGNER = "infographe", "Infographe"
    VIDEOGRAPHER = "videaste", "Vidéaste"
    BLOGGER = "blogueur", "Blogueuse ou blogueur"
    BROKER = "courtier", "Courtier de connaissances"
    EDITOR = "editeur", "Éditrice ou éditeur"
    COMMUNITY_MANAGER = "community_manager", "Community manager"
    RELAY = "relais", "Relais et animation"
    EQUIPMENT = "materiel", "Matériel de production"
    SOFTWARE = "logiciel", "Logiciels (veille, gestion de contenus)"
    TRAVEL = "deplacements", "Déplacements"
    SPEAKERS = "intervenants", "Mobilisation d'intervenants"
    INTERNET = "internet", "Forfait internet"
    SPONSORING = "sponsoring", "Sponsoring"

    @property
    def heading(self) -> Heading:
        if self in (Post.EQUIPMENT, Post.SOFTWARE):
            return Heading.EQUIPMENT
        if self in (Post.TRAVEL, Post.SPEAKERS, Post.INTERNET, Post.SPONSORING):
            return Heading.ANCILLARY
        return Heading.PEOPLE


@dataclass(frozen=True)
class Line:
    """`quantity` × `unit_price` (F CFA). A price of 0 is a contribution in kind: it counts as planned."""

    post: Post
    label: str
    quantity: float
    unit_price: int
    unit: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.quantity <= HIGHEST or not 0 <= self.unit_price <= HIGHEST:
            raise InvalidData(f"La ligne « {self.label} » du budget porte un montant impossible.", self)

    @property
    def amount(self) -> int:
        """Rounded to the franc, half up: the F CFA has no cents."""
        exact = Decimal(str(self.quantity)) * self.unit_price
        return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))

    @classmethod
    def from_json(cls, data: object) -> Line:
        row = Row.of(data, "une ligne du budget")
        return cls(
            row.choice("post", "le poste", Post), row.text("label", "l'intitulé", needed=True),
            row.real("quantity", "la quantité") or 0, row.whole("unit_price", "le prix unitaire") or 0,
            row.text("unit", "l'unité"),
        )

    def to_json(self) -> dict[str, object]:
        return {
            "post": str(self.post), "label": self.label, "quantity": self.quantity, "unit_price": self.unit_price,
            "unit": self.unit,
        }


@dataclass(frozen=True)
class Budget:
    """All lines, and the money there is (`envelope`), when it is known."""

    lines: tuple[Line, ...] = ()
    envelope: int | None = None

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)

    def under(self, heading: Heading) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.post.heading is heading)

    def total_of(self, which: Heading | Post) -> int:
        return sum(line.amount for line in self.lines if which in (line.post, line.post.heading))

    def share_per_heading(self) -> dict[Heading, Figure]:
        return dict(zip(Heading, shares_of_total({h.french: self.total_of(h) for h in Heading}).values(), strict=True))

    def share_per_post(self) -> dict[Post, Figure]:
        """Shares of the posts that have a line, largest first."""
        posts = sorted({line.post for line in self.lines}, key=lambda post: -self.total_of(post))
        shares = shares_of_total({post.french: self.total_of(post) for post in posts})
        return dict(zip(posts, shares.values(), strict=True))

    def left(self) -> int | None:
        """What remains of the envelope: negative when the budget exceeds it, None when no envelope is known."""
        return None if self.envelope is None else self.envelope - self.total

    def fits(self) -> bool:
        """Tailored to the money there is; without a known envelope nobody can tell."""
        left = self.left()
        return left is not None and left >= 0

    def forgotten_posts(self) -> tuple[Post, ...]:
        """Posts of the booklet without any line. Not all are needed, but each deserves the question."""
        planned = {line.post for line in self.lines if line.quantity}
        return tuple(post for post in Post if post not in planned)

    def forgotten_headings(self) -> tuple[Heading, ...]:
        return tuple(h for h in Heading if not any(line.quantity for line in self.under(h)))

    def empty_lines(self) -> tuple[Line, ...]:
        """Lines of quantity zero: written but not planned."""
        return tuple(line for line in self.lines if not line.quantity)

    def in_kind(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.quantity and not line.unit_price)

    def repeated_lines(self) -> tuple[Line, ...]:
        """Lines that say again what an earlier one says (same post, same label)."""
        seen: set[tuple[Post, str]] = set()
        again = []
        for line in self.lines:
            name = (line.post, line.label.casefold())
            if name in seen:
                again.append(line)
            seen.add(name)
        return tuple(again)

    @classmethod
    def from_json(cls, data: object) -> Budget:
        row = Row.of(data, "un budget")
        return cls(row.items("lines", "les lignes", Line.from_json), row.whole("envelope", "l'enveloppe"))

    def to_json(self) -> dict[str, object]:
        return {"lines": [line.to_json() for line in self.lines], "envelope": self.envelope}
