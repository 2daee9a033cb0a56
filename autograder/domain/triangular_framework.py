"""The triangular framework of the booklet's box 6: gaps in the texts, in the institutions' practice, in the culture."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.domain.rows import Row, distinct
from autograder.domain.spoken import Spoken


class Dimension(Spoken):
    CONTENT = "contenu", "le contenu (lois, textes, politiques)"
    STRUCTURE = "structure", "la structure (pratique des institutions)"
    CULTURE = "culture", "la culture (perception sociale)"


@dataclass(frozen=True)
class Gap:
    """Something that is lacking in one dimension. `source` says how we know."""

    id: str
    dimension: Dimension
    text: str
    source: str = ""


@dataclass(frozen=True)
class Option:
    """A strategic option, and the gaps (ids) that it answers."""

    text: str
    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class TriangularFramework:
    """Used twice, as the booklet says: to see how the three dimensions keep a problem alive, then to map options."""

    problem: str = ""
    gaps: tuple[Gap, ...] = ()
    options: tuple[Option, ...] = ()

    def __post_init__(self) -> None:
        distinct([gap.id for gap in self.gaps], "deux manques")

    def at(self, dimension: Dimension) -> tuple[Gap, ...]:
        return tuple(gap for gap in self.gaps if gap.dimension is dimension)

    def empty_dimensions(self) -> tuple[Dimension, ...]:
        return tuple(dimension for dimension in Dimension if not self.at(dimension))

    def undocumented(self) -> tuple[Gap, ...]:
        """Gaps stated without any source."""
        return tuple(gap for gap in self.gaps if not gap.source)

    def unanswered(self) -> tuple[Gap, ...]:
        """Gaps that no option works on."""
        answered = {gap_id for option in self.options for gap_id in option.answers}
        return tuple(gap for gap in self.gaps if gap.id not in answered)

    def idle_options(self) -> tuple[Option, ...]:
        """Options that answer no gap of the framework."""
        known = {gap.id for gap in self.gaps}
        return tuple(option for option in self.options if not known & set(option.answers))

    def dimensions_of(self, option: Option) -> tuple[Dimension, ...]:
        return tuple(d for d in Dimension if any(gap.id in option.answers for gap in self.at(d)))

    @classmethod
    def from_json(cls, data: object) -> TriangularFramework:
        row = Row.of(data, "un cadre triangulaire")
        return cls(
            row.text("problem", "le problème"),
            row.items("gaps", "les manques", _read_gap),
            row.items("options", "les options", _read_option),
        )

    def to_json(self) -> dict[str, object]:
        return {
            "problem": self.problem,
            "gaps": [
                {"id": gap.id, "dimension": str(gap.dimension), "text": gap.text, "source": gap.source}
                for gap in self.gaps
            ],
            "options": [{"text": option.text, "answers": list(option.answers)} for option in self.options],
        }


def _read_gap(data: object) -> Gap:
    row = Row.of(data, "un manque")
    return Gap(
        row.text("id", "l'identifiant", needed=True, limit=40), row.choice("dimension", "la dimension", Dimension),
        row.text("text", "le texte", needed=True), row.text("source", "la source"),
    )


def _read_option(data: object) -> Option:
    row = Row.of(data, "une option")
    return Option(row.text("text", "le texte", needed=True), row.texts("answers", "les manques visés", limit=40))
