"""The booklet's eight strategies, which combine; what they lean on: evidence and values."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from autograder.domain.rows import Row
from autograder.domain.spoken import Spoken


class Approach(Spoken):
    COLLABORATION = "collaboration", "collaboration avec les institutions publiques"
    PROTEST = "protestation", "protestation"
    EDUCATION = "education", "éducation publique et médias"
    RESEARCH = "recherche", "recherche"
    PERSUASION = "persuasion", "persuasion, lobbying et négociation"
    TRAINING = "organisations", "formation d'organisations et de groupes d'intérêts"
    COALITION = "coalition", "construction de coalitions et d'alliances"
    EMPOWERMENT = "emancipation", "émancipation et prise de conscience des ayants droit"


@dataclass(frozen=True)
class Move:
    """One approach, and what will really be done under its name."""

    approach: Approach
    action: str = ""


@dataclass(frozen=True)
class Strategy:
    """Approaches chosen, the evidence (facts, with their source in the text) and the values they speak to."""

    moves: tuple[Move, ...] = ()
    evidence: tuple[str, ...] = ()
    values: tuple[str, ...] = ()

    @property
    def approaches(self) -> tuple[Approach, ...]:
        return tuple(dict.fromkeys(move.approach for move in self.moves))

    def combined(self) -> bool:
        return len(self.approaches) > 1

    def confronts_only(self) -> bool:
        """Protest and nothing else: confrontation alone never convinced a target, says the booklet."""
        return self.approaches == (Approach.PROTEST,)

    def in_name_only(self) -> tuple[Move, ...]:
        """Approaches named without any action."""
        return tuple(move for move in self.moves if not move.action)

    def repeated(self) -> tuple[Approach, ...]:
        counts = Counter(move.approach for move in self.moves)
        return tuple(approach for approach in self.approaches if counts[approach] > 1)

    def missing_grounds(self) -> tuple[str, ...]:
        """What the strategy does not lean on yet, in French: evidence, values. Both together convince better."""
        grounds = {"les arguments et les preuves": self.evidence, "les valeurs et les sentiments": self.values}
        return tuple(name for name, held in grounds.items() if not held)

    @classmethod
    def from_json(cls, data: object) -> Strategy:
        row = Row.of(data, "une stratégie")
        return cls(
            row.items("moves", "les stratégies", _read_move), row.texts("evidence", "les preuves"),
            row.texts("values", "les valeurs"),
        )

    def to_json(self) -> dict[str, object]:
        return {
            "moves": [{"approach": str(move.approach), "action": move.action} for move in self.moves],
            "evidence": list(self.evidence), "values": list(self.values),
        }


def _read_move(data: object) -> Move:
    row = Row.of(data, "une stratégie")
    return Move(row.choice("approach", "la stratégie", Approach), row.text("action", "l'action"))
