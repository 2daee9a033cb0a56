"""The problem tree of the booklet's box 6: a problem, its causes on three levels below, its consequences above.

The tree accepts what a learner really draws, wrong links included: it is the questions asked of it (`orphans`,
`cycles`, `skipping_links`…) that say what is amiss. Only data that make no sense at all are refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from autograder.domain.errors import InvalidData

MAX_STATEMENTS = 60
MAX_LINKS = 300
MAX_TEXT = 200
TOO_LARGE = f"L'arbre est trop grand : {MAX_STATEMENTS} énoncés et {MAX_LINKS} liens au plus. Retirez-en."
UNKNOWN_LEVEL = "Un énoncé est placé à un niveau qui n'existe pas : reprenez-le depuis l'atelier."


class Level(StrEnum):
    """Where a statement stands, from the top of the tree to its roots. Values are those of the answers' JSON."""

    EFFECT = "consequence"
    PROBLEM = "probleme"
    DIRECT = "directe"
    DEEP = "profonde"
    STRUCTURAL = "structurelle"

    @property
    def french(self) -> str:
        return FRENCH[self]

    @property
    def depth(self) -> int:
        """0 for consequences, 4 for structural causes."""
        return DEPTHS[self]

    @property
    def is_cause(self) -> bool:
        return self in CAUSES


DEPTHS = {level: depth for depth, level in enumerate(Level)}
FRENCH = {
    Level.EFFECT: "conséquence",
    Level.PROBLEM: "problème",
    Level.DIRECT: "cause directe",
    Level.DEEP: "cause profonde",
    Level.STRUCTURAL: "cause structurelle",
}
CAUSES = (Level.DIRECT, Level.DEEP, Level.STRUCTURAL)


@dataclass(frozen=True)
class Statement:
    """One card of the tree. `own` tells a statement written by the learner from one of the bank."""

    id: str
    text: str
    level: Level
    own: bool = False


@dataclass(frozen=True)
class Link:
    """`cause` explains `effect` (both statement ids)."""

    cause: str
    effect: str


@dataclass(frozen=True)
class CauseTree:
    """Statements placed by level, and the links drawn between them."""

    statements: tuple[Statement, ...] = ()
    links: tuple[Link, ...] = ()
    _by_id: Mapping[str, Statement] = field(init=False, repr=False, compare=False)
    _explained: Mapping[str, Sequence[Statement]] = field(init=False, repr=False, compare=False)
    _causes: Mapping[str, Sequence[Statement]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_id = {statement.id: statement for statement in self.statements}
        if len(by_id) != len(self.statements):
            raise InvalidData("Un même énoncé est placé deux fois dans l'arbre : gardez-en un seul.", self.statements)
        if len(self.at(Level.PROBLEM)) > 1:
            raise InvalidData("L'arbre porte deux problèmes : gardez-en un seul, celui du tronc.", self.statements)
        if len(set(self.links)) != len(self.links):
            raise InvalidData("Un même lien est tracé deux fois dans l'arbre : gardez-en un seul.", self.links)
        for link in self.links:
            if link.cause == link.effect:
                raise InvalidData("Un énoncé ne peut pas s'expliquer lui-même : retirez ce lien.", link)
            if link.cause not in by_id or link.effect not in by_id:
                raise InvalidData("Un lien mène à un énoncé qui n'est pas dans l'arbre : retirez ce lien.", link)
        object.__setattr__(self, "_by_id", by_id)
        explained: dict[str, list[Statement]] = {}
        causes: dict[str, list[Statement]] = {}
        for link in self.links:
            explained.setdefault(link.cause, []).append(by_id[link.effect])
            causes.setdefault(link.effect, []).append(by_id[link.cause])
        object.__setattr__(self, "_explained", explained)
        object.__setattr__(self, "_causes", causes)

    # -- walking the tree

    def __getitem__(self, statement_id: str) -> Statement:
        return self._by_id[statement_id]

    def __contains__(self, statement_id: str) -> bool:
        return statement_id in self._by_id

    def at(self, *levels: Level) -> tuple[Statement, ...]:
        return tuple(statement for statement in self.statements if statement.level in levels)

    @property
    def problem(self) -> Statement | None:
        return next(iter(self.at(Level.PROBLEM)), None)

    @property
    def causes(self) -> tuple[Statement, ...]:
        return self.at(*CAUSES)

    @property
    def effects(self) -> tuple[Statement, ...]:
        return self.at(Level.EFFECT)

    @property
    def own(self) -> tuple[Statement, ...]:
        return tuple(statement for statement in self.statements if statement.own)

    def explained_by(self, cause: Statement) -> tuple[Statement, ...]:
        """What this statement explains: the far ends of the links that start from it."""
        return tuple(self._explained.get(cause.id, ()))

    def causes_of(self, effect: Statement) -> tuple[Statement, ...]:
        return tuple(self._causes.get(effect.id, ()))

    def upside_down(self, effect: Statement) -> bool:
        """True when a consequence is drawn as the explanation of the problem or of a cause."""
        return any(end.level is not Level.EFFECT for end in self.explained_by(effect))

    def keeping(self, wanted: Callable[[Statement], bool]) -> CauseTree:
        """The same tree with only the problem and the wanted statements, and the links between them."""
        kept = tuple(s for s in self.statements if s.level is Level.PROBLEM or wanted(s))
        ids = {statement.id for statement in kept}
        return CauseTree(kept, tuple(link for link in self.links if {link.cause, link.effect} <= ids))

    # -- what is amiss

    def orphans(self) -> tuple[Statement, ...]:
        """Causes from which no path leads to the problem, and consequences which no path from it reaches."""
        if self.problem is None:
            return self.causes + self.effects
        behind = self._reach(self.problem, self.causes_of)
        ahead = self._reach(self.problem, self.explained_by)
        return tuple(
            statement
            for statement in self.causes + self.effects
            if statement.id not in (behind if statement.level.is_cause else ahead)
        )

    def cycles(self) -> tuple[tuple[Statement, ...], ...]:
        """Groups of statements that explain each other in a circle (strongly connected, two members or more)."""
        groups: list[tuple[Statement, ...]] = []
        seen: set[str] = set()
        for statement in self.statements:
            if statement.id in seen:
                continue
            together = self._reach(statement, self.explained_by) & self._reach(statement, self.causes_of)
            if together:
                seen |= together
                groups.append(tuple(member for member in self.statements if member.id in together))
        return tuple(groups)

    def skipping_links(self) -> tuple[Link, ...]:
        """Links that jump over a level: a deep cause tied straight to the problem, a structural one to a direct one."""
        return tuple(link for link in self.links if self._rise(link) > 1)

    def sideways_links(self) -> tuple[Link, ...]:
        """Links that stay on a level or run downwards. Consequences may follow from one another: those are fine."""
        return tuple(link for link in self.links if self._rise(link) < 1 and not self._between_effects(link))

    def sound_links(self) -> tuple[Link, ...]:
        """Links that rise by exactly one level, or join two consequences."""
        return tuple(link for link in self.links if self._rise(link) == 1 or self._between_effects(link))

    def traced_branches(self) -> tuple[tuple[Statement, Statement, Statement], ...]:
        """Direct causes of the problem that are traced down, level by level: one (direct, deep, structural) each."""
        if self.problem is None:
            return ()
        return tuple(
            branch for direct in self.causes_of(self.problem) if (branch := self._trace_down(direct)) is not None
        )

    def _trace_down(self, direct: Statement) -> tuple[Statement, Statement, Statement] | None:
        if direct.level is not Level.DIRECT:
            return None
        for deep in self.causes_of(direct):
            for root in self.causes_of(deep):
                if deep.level is Level.DEEP and root.level is Level.STRUCTURAL:
                    return direct, deep, root
        return None

    def _rise(self, link: Link) -> int:
        return self[link.cause].level.depth - self[link.effect].level.depth

    def _between_effects(self, link: Link) -> bool:
        return self[link.cause].level is Level.EFFECT and self[link.effect].level is Level.EFFECT

    def _reach(self, start: Statement, step: Callable[[Statement], tuple[Statement, ...]]) -> set[str]:
        """Ids reached from `start` by one step or more; `start` itself only if a circle leads back to it."""
        reached: set[str] = set()
        frontier = [start]
        while frontier:
            for neighbour in step(frontier.pop()):
                if neighbour.id not in reached:
                    reached.add(neighbour.id)
                    frontier.append(neighbour)
        return reached

    # -- data

    @classmethod
    def from_json(cls, data: object, bank: Mapping[str, str]) -> CauseTree:
        """Read the answer of the page or of the notebook.

        `bank` maps the ids of the offered statements to their text; any other id is the learner's own statement
        and must carry one. Raises `InvalidData` with a French sentence.
        """
        if not isinstance(data, dict):
            raise InvalidData("La réponse n'a pas la forme d'un arbre : rechargez la page et remettez-la.", data)
        rows, pairs = data.get("statements", []), data.get("links", [])
        if not isinstance(rows, list) or not isinstance(pairs, list):
            raise InvalidData("La réponse n'a pas la forme d'un arbre : rechargez la page et remettez-la.", data)
        if len(rows) > MAX_STATEMENTS or len(pairs) > MAX_LINKS:
            raise InvalidData(TOO_LARGE, (len(rows), len(pairs)))
        return cls(tuple(_read_statement(row, bank) for row in rows), tuple(_read_link(pair) for pair in pairs))

    def to_json(self) -> dict[str, object]:
        return {
            "statements": list(self._rows()),
            "links": [[link.cause, link.effect] for link in self.links],
        }

    def _rows(self) -> Iterator[dict[str, str]]:
        for statement in self.statements:
            row = {"id": statement.id, "level": str(statement.level)}
            yield row | {"text": statement.text} if statement.own else row


def _read_statement(row: object, bank: Mapping[str, str]) -> Statement:
    if not isinstance(row, dict) or not isinstance(row.get("id"), str) or not 0 < len(row["id"]) <= 40:
        raise InvalidData("Un énoncé de l'arbre n'a pas d'identifiant : rechargez la page et reprenez-le.", row)
    try:
        level = Level(str(row.get("level")))
    except ValueError:
        raise InvalidData(UNKNOWN_LEVEL, row) from None
    if row["id"] in bank:
        return Statement(row["id"], bank[row["id"]], level)
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise InvalidData("Un énoncé de l'arbre est vide ou n'est pas dans l'exercice : écrivez-le ou retirez-le.", row)
    if len(text) > MAX_TEXT:
        raise InvalidData(f"Un de vos énoncés dépasse {MAX_TEXT} caractères : raccourcissez-le.", text)
    return Statement(row["id"], " ".join(text.split()), level, own=True)


def _read_link(pair: object) -> Link:
    match pair:
        case [str(cause), str(effect)]:
            return Link(cause, effect)
    raise InvalidData("Un lien de l'arbre n'a pas deux bouts : retirez-le.", pair)
