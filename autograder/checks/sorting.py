"""What exercises that sort cards share: reading the answer, the expert key, and the verdict on a handful of cards."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from autograder.checks.verdict import Verdict, share
from autograder.domain.french import listing
from autograder.domain.sorting import Card, Rules, Sorting

BLANK: dict[str, object] = {"placed": []}


@dataclass(frozen=True)
class SortingKey:
    """For each card, the boxes that can be defended and why. `across`: cards that must stand in all of theirs."""

    boxes: Mapping[str, tuple[str, ...]]
    why: Mapping[str, str]
    across: frozenset[str] = frozenset()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> SortingKey:
        rows = data["statements"].items()
        return cls(
            {id_: tuple(row["boxes"]) for id_, row in rows}, {id_: row["why"] for id_, row in rows},
            frozenset(id_ for id_, row in rows if row.get("across")),
        )

    def only_in(self, box_id: str) -> tuple[str, ...]:
        """Cards with one defensible box, this one."""
        return tuple(card_id for card_id, boxes in self.boxes.items() if boxes == (box_id,))

    def with_two_answers(self, among: Collection[str]) -> tuple[str, ...]:
        """Cards that can be defended in more than one of these boxes, without having to stand in all."""
        return tuple(
            id_ for id_, boxes in self.boxes.items()
            if len(boxes) > 1 and set(boxes) <= set(among) and id_ not in self.across
        )

    def accepts(self, sorting: Sorting, card_id: str) -> bool:
        """Placed, and nowhere that cannot be defended; everywhere that it must be."""
        found, right = {box.id for box in sorting.boxes_of(card_id)}, set(self.boxes[card_id])
        return found == right if card_id in self.across else bool(found) and found <= right

    def judge(self, sorting: Sorting, card_ids: Collection[str], *, hit: str, hint: str) -> Verdict:
        """A share of the points for each card well placed; the first one misplaced is named, with its reason."""
        right = [card_id for card_id in card_ids if self.accepts(sorting, card_id)]
        wrong = [card_id for card_id in card_ids if card_id not in right and sorting.boxes_of(card_id)]

        def miss() -> str:
            if wrong:
                return self._reason(sorting, sorting.rules.cards[wrong[0]])
            left = len(card_ids) - len(right)
            return f"Il vous reste {left} carte{'s' * (left > 1)} à placer ici."

        return share(len(right), of=len(card_ids), hit=hit, miss=miss, hint=hint)

    def _reason(self, sorting: Sorting, card: Card) -> str:
        found, right = sorting.boxes_of(card.id), self.boxes[card.id]
        well = [f"« {box.title} »" for box in found if box.id in right]
        badly = [f"« {box.title} »" for box in found if box.id not in right]
        if well and badly:
            verdict = f"va bien dans {listing(well)}, mais pas dans {' ni '.join(badly)}"
        elif badly:
            verdict = f"ne va pas dans {' ni '.join(badly)}"
        else:
            verdict = f"va bien dans {listing(well)}, mais il lui faut une case de plus"
        # a quotation within a quotation, and no full stop before the sentence goes on
        words = re.sub(r"«\s*(.*?)\s*»", r"“\1”", card.text).rstrip(".")
        return f"La carte « {words} » {verdict}. {self.why[card.id]}"


# -- what the catalogue asks of an exercise's module, the same for every sorting


def read(answer: object, data: Mapping[str, Any], key: Mapping[str, Any]) -> dict[str, object]:
    return {"sorting": Sorting.from_json(answer, Rules.from_json(data)), "key": SortingKey.from_json(key)}


def excerpts(sorting: Sorting, key: SortingKey) -> dict[str, list[str]]:
    """Nothing to judge by hand: every card is the author's."""
    return {}


def describe(sorting: Sorting, key: SortingKey) -> str:
    return sorting.describe()
