"""A formula tapped together over a table: columns, sums, means, counts, four operations and « × 100 ».

The answer is data (a list of tokens), never code. A formula gives one figure, or one for each line, or one for each
group. An unfinished formula is a draft like any other: it says what is missing (`problem`) instead of raising.
`widgets/front/formula.js` repeats these rules for the live result; a test compares both on the same cases.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from autograder.domain.errors import InvalidData
from autograder.domain.figure import Figure, Unknown, Why, flaw

MAX_TOKENS = 60
WHOLE, LINES = "tout", "ligne"
AGGREGATES = {"somme(": "somme", "moyenne(": "moyenne", "nombre(": "nombre"}
SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷"}
HUNDRED = "100"
BY_ZERO = Unknown(Why.ZERO, "On ne divise pas par zéro.")
ZERO_RULES = {"rien": "pas de pourcentage", "0": "0", "100": "100"}
"""What she writes where the formula divides by zero: no percentage, 0, or 100."""
TOKEN = re.compile(r"\s*(somme\(|moyenne\(|nombre\(|100|\[\w+\]|[-+*/()])")

Node: TypeAlias = tuple[Any, ...]
"""("column", name), ("hundred",), ("somme" | "moyenne" | "nombre", node), (sign, node, node)."""
Cell: TypeAlias = float | str | None


@dataclass(frozen=True)
class Table:
    """`label` and `groups` are columns of words, `numbers` columns of counts; a cell that is None is missing."""

    id: str
    label: str
    groups: tuple[str, ...]
    numbers: Mapping[str, str]
    rows: tuple[Mapping[str, Cell], ...]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Table:
        """Read an author's table; a `KeyError` names what is missing."""
        numbers = {row["id"]: row["title"] for row in data["columns"]}
        return cls(data["id"], data["label"], tuple(row["id"] for row in data["groups"]), numbers, tuple(data["rows"]))

    def with_csv(self, text: str) -> Table:
        """The same columns over other lines, as a .csv file writes them."""
        rows = [
            {name: _number(cell) if name in self.numbers else cell for name, cell in row.items()}
            for row in csv.DictReader(io.StringIO(text))
        ]
        return Table(self.id, self.label, self.groups, self.numbers, tuple(rows))

    def labels(self) -> list[str]:
        return [str(row[self.label]) for row in self.rows]


def _number(text: str) -> float | None:
    return float(text) if text else None


@dataclass(frozen=True)
class Formula:
    """`per`: the whole table (`tout`), each line (`ligne`), or the column that makes the groups."""

    table: Table
    tokens: tuple[str, ...]
    per: str = WHOLE
    zero: str | None = None

    @classmethod
    def from_json(cls, data: object, table: Table) -> Formula:
        """Read one formula of an answer. Raises `InvalidData` for what no finger can have tapped."""
        if not isinstance(data, dict) or not isinstance(data.get("tokens"), list):
            raise InvalidData("Une formule de la réponse n'a pas la forme attendue.", data)
        tokens, per, zero = data["tokens"], data.get("par", WHOLE), data.get("zero")
        if len(tokens) > MAX_TOKENS:
            raise InvalidData(f"Une formule est trop longue : {MAX_TOKENS} touches au plus.", len(tokens))
        known = {*AGGREGATES, *SIGNS, "(", ")", HUNDRED, *(f"[{name}]" for name in table.numbers)}
        for token in tokens:
            if not isinstance(token, str) or token not in known:
                raise InvalidData("Une formule contient une touche que l'exercice n'a pas.", token)
        if not isinstance(per, str) or per not in (WHOLE, LINES, *table.groups):
            raise InvalidData("Une formule est comptée par un groupe que la table n'a pas.", per)
        if zero is not None and (not isinstance(zero, str) or zero not in ZERO_RULES):
            raise InvalidData("Une formule dit de la division par zéro ce que l'exercice n'offre pas.", zero)
        return cls(table, tuple(tokens), per, zero)

    @classmethod
    def from_text(cls, text: str, table: Table, per: str = WHOLE, zero: str | None = None) -> Formula:
        """An author's formula: `somme([reactions]+[partages])/somme([portee])*100`."""
        return cls.from_json({"tokens": tokens_of(text), "par": per, "zero": zero}, table)

    @property
    def problem(self) -> str:
        """Why there is no result yet, as one French sentence; empty when there is one."""
        try:
            _check_places(self._tree(), self.per)
        except Unfinished as reason:
            return reason.sentence
        return ""

    def results(self) -> dict[str, Figure]:
        """The figure of each line or group by its name (of the whole table under « »). Empty while unfinished."""
        try:
            tree = self._tree()
            _check_places(tree, self.per)
        except Unfinished:
            return {}
        rows = self.table.rows
        if self.per == LINES:
            found = {str(row[self.table.label]): _value(tree, rows, row) for row in rows}
        elif self.per == WHOLE:
            found = {"": _value(tree, rows, None)}
        else:
            found = {name: _value(tree, chosen, None) for name, chosen in _groups(rows, self.per)}
        return {name: self._settled(figure) for name, figure in found.items()}

    def describe(self) -> str:
        """The formula as one writes it: `somme(réactions) ÷ somme(portée) × 100, par format`."""
        words = [self._word(token) for token in self.tokens]
        per = {WHOLE: "", LINES: ", ligne par ligne"}.get(self.per, f", par {self.per}")
        zero = f" ; si l'on part de zéro : {ZERO_RULES[self.zero]}" if self.zero else ""
        return re.sub(r"\( | \)", lambda found: found[0].strip(), " ".join(words)) + per + zero

    def to_json(self) -> dict[str, object]:
        zero: dict[str, object] = {"zero": self.zero} if self.zero else {}
        return {"tokens": list(self.tokens), "par": self.per, **zero}

    def _word(self, token: str) -> str:
        return self.table.numbers[token[1:-1]] if token.startswith("[") else SIGNS.get(token, token)

    def _settled(self, figure: Figure) -> Figure:
        if isinstance(figure, Unknown) and figure.why is Why.ZERO and self.zero in ("0", "100"):
            return float(self.zero)
        return figure

    def _tree(self) -> Node:
        reader = _Reader(self.tokens)
        tree = reader.sum()
        if reader.here is not None:
            raise Unfinished("Une parenthèse se ferme sans avoir été ouverte." if reader.here == ")"
                             else "Il manque une opération (+, −, × ou ÷) entre deux nombres.")
        return tree


def tokens_of(text: str) -> list[str]:
    """The tokens of an author's formula. Raises `ValueError` for anything else."""
    tokens, place = [], 0
    while place < len(text):
        found = TOKEN.match(text, place)
        if not found:
            raise ValueError(f"no token at {text[place:]!r}")
        tokens.append(found[1])
        place = found.end()
    return tokens


class Unfinished(ValueError):
    """A formula that gives no figure yet; `sentence` says what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class _Reader:
    """Recursive descent over tokens: × and ÷ before + and −, as at school."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self.tokens, self.place = tokens, 0

    @property
    def here(self) -> str | None:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def sum(self) -> Node:
        return self._chain(("+", "-"), lambda: self._chain(("*", "/"), self._part))

    def _chain(self, signs: tuple[str, ...], read: Any) -> Node:
        left: Node = read()
        while self.here in signs:
            sign = self.tokens[self.place]
            self.place += 1
            left = (sign, left, read())
        return left

    def _part(self) -> Node:
        token = self.here
        if token is None:
            raise Unfinished("La formule est vide : touchez une première colonne." if not self.tokens
                             else f"Il manque un nombre après « {SIGNS.get(self.tokens[-1], self.tokens[-1])} ».")
        self.place += 1
        if token == HUNDRED:
            return ("hundred",)
        if token.startswith("["):
            return ("column", token[1:-1])
        if token == "(":
            return self._closed(self.sum())
        if token in AGGREGATES:
            return (AGGREGATES[token], self._closed(self.sum()))
        raise Unfinished(f"Il manque un nombre avant « {SIGNS.get(token, token)} ».")

    def _closed(self, inner: Node) -> Node:
        if self.here is None:
            raise Unfinished("Une parenthèse reste ouverte : touchez « ) ».")
        if self.here != ")":
            raise Unfinished("Il manque une opération (+, −, × ou ÷) entre deux nombres.")
        self.place += 1
        return inner


def _check_places(node: Node, per: str, inside: bool = False) -> None:
    """A bare column needs a line; a sum of sums has no sense here."""
    kind, *rest = node
    if kind == "column" and not inside and per != LINES:
        raise Unfinished(
            "Une colonne contient un nombre par ligne : prenez-en la somme ou la moyenne, ou comptez ligne par ligne.")
    if kind in AGGREGATES.values() and inside:
        raise Unfinished("Une somme ou une moyenne ne se met pas dans une autre.")
    for child in rest if kind != "column" else ():
        _check_places(child, per, inside or kind in AGGREGATES.values())


def _groups(rows: Sequence[Mapping[str, Cell]], column: str) -> Iterator[tuple[str, list[Mapping[str, Cell]]]]:
    names = dict.fromkeys(str(row[column]) for row in rows)
    return ((name, [row for row in rows if str(row[column]) == name]) for name in names)


def _value(node: Node, rows: Sequence[Mapping[str, Cell]], row: Mapping[str, Cell] | None) -> Figure:
    kind, *rest = node
    if kind == "hundred":
        return 100.0
    if kind == "column":
        assert row is not None
        cell = row[rest[0]]
        assert not isinstance(cell, str)
        wrong = flaw(cell, "une case de la table")
        return wrong if wrong is not None else float(cell or 0)
    if kind in AGGREGATES.values():
        known = [figure for line in rows if not isinstance(figure := _value(rest[0], rows, line), Unknown)]
        if kind == "nombre":
            return float(len(known))
        if not known:
            return Unknown(Why.EMPTY, "Aucune ligne ne donne ce chiffre.")
        return sum(known) if kind == "somme" else sum(known) / len(known)
    left, right = _value(rest[0], rows, row), _value(rest[1], rows, row)
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return left if isinstance(left, Unknown) else right
    if kind == "/":
        return left / right if right else BY_ZERO
    return left + right if kind == "+" else left - right if kind == "-" else left * right
