"""Cards sorted into boxes. Boxes come in groups; a card belongs to one group and goes into its boxes only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from autograder.domain.errors import InvalidData

MAX_PLACED = 300


@dataclass(frozen=True)
class Box:
    id: str
    title: str


@dataclass(frozen=True)
class Group:
    """Boxes that share a question. `several`: a card may stand in more than one of them."""

    id: str
    title: str
    several: bool
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Card:
    id: str
    text: str
    group: Group


@dataclass(frozen=True)
class Rules:
    """What an exercise offers: its cards and their boxes, from `data/bank.json` and `data/boxes.json`."""

    groups: tuple[Group, ...]
    cards: Mapping[str, Card]
    boxes: Mapping[str, Box]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Rules:
        """Read an author's data; a `KeyError` names what is missing."""
        groups = tuple(
            Group(row["id"], row["title"], row["several"], tuple(Box(box["id"], box["title"]) for box in row["boxes"]))
            for row in data["boxes"]["groups"]
        )
        by_id = {group.id: group for group in groups}
        rows = data["bank"]["statements"]
        cards = {row["id"]: Card(row["id"], row["text"], by_id[row["group"]]) for row in rows}
        return cls(groups, cards, {box.id: box for group in groups for box in group.boxes})


@dataclass(frozen=True)
class Sorting:
    """The learner's sorting: `placed` holds (card id, box id), in the order in which they were put."""

    rules: Rules
    placed: tuple[tuple[str, str], ...] = ()
    _boxes: dict[str, list[Box]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found: dict[str, list[Box]] = {}
        for card_id, box_id in self.placed:
            card, box = self.rules.cards.get(card_id), self.rules.boxes.get(box_id)
            if card is None:
                raise InvalidData("Une carte de la réponse n'existe pas dans l'exercice.", card_id)
            if box is None or box not in card.group.boxes:
                raise InvalidData(f"La carte « {card.text} » est dans une case où elle ne peut pas aller.", box_id)
            boxes = found.setdefault(card_id, [])
            if box in boxes:
                raise InvalidData(f"La carte « {card.text} » est deux fois dans la même case.", box_id)
            if boxes and not card.group.several:
                raise InvalidData(f"La carte « {card.text} » est dans deux cases : gardez-en une.", box_id)
            boxes.append(box)
        object.__setattr__(self, "_boxes", found)

    def boxes_of(self, card_id: str) -> tuple[Box, ...]:
        """Where a card stands; empty when it is not placed."""
        return tuple(self._boxes.get(card_id, ()))

    def cards_in(self, box: Box) -> tuple[Card, ...]:
        return tuple(self.rules.cards[card_id] for card_id, box_id in self.placed if box_id == box.id)

    def describe(self) -> str:
        """The sorting as text: each box that holds something, then its cards."""
        lines = []
        for group in self.rules.groups:
            for box in group.boxes:
                if cards := self.cards_in(box):
                    lines += [f"{box.title} :", *(f"– {card.text}" for card in cards)]
        return "\n".join(lines)

    @classmethod
    def from_json(cls, data: object, rules: Rules) -> Sorting:
        """Read the answer of the page or of the notebook. Raises `InvalidData` with a French sentence."""
        pairs = data.get("placed") if isinstance(data, dict) else None
        if not isinstance(pairs, list):
            raise InvalidData("La réponse n'a pas la forme d'un tri : des cartes dans des cases.", data)
        if len(pairs) > MAX_PLACED:
            raise InvalidData(f"Le tri est trop grand : {MAX_PLACED} cartes placées au plus.", len(pairs))
        return cls(rules, tuple(map(_read_pair, pairs)))

    def to_json(self) -> dict[str, object]:
        return {"placed": [list(pair) for pair in self.placed]}


def _read_pair(pair: object) -> tuple[str, str]:
    match pair:
        case [str(card), str(box)]:
            return card, box
    raise InvalidData("Une carte de la réponse n'a pas de case.", pair)
