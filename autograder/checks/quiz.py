"""The questions that end a page of the book: what one file of `book/quiz/` holds, and the verdict on a choice.

    {"questions": [{"id": "q1", "statement": "…", "answers": [{"text": "…", "right": true, "why": "…"}]}]}
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Any

from autograder.checks.verdict import Verdict, missed, share
from autograder.domain.errors import InvalidData

LEAST_ANSWERS = 2


@dataclass(frozen=True)
class Answer:
    """One answer that may be chosen, and why it is right or wrong."""

    text: str
    right: bool
    why: str


@dataclass(frozen=True)
class Question:
    """A question and its answers, which are named by their place from 0."""

    id: str
    statement: str
    answers: tuple[Answer, ...]

    @property
    def right(self) -> frozenset[int]:
        return frozenset(place for place, answer in enumerate(self.answers) if answer.right)

    @property
    def several(self) -> bool:
        """Whether more than one answer is to be chosen."""
        return len(self.right) > 1

    def choices(self) -> Iterator[tuple[int, ...]]:
        """Everything that can be chosen: nothing, one answer, and more where several are right."""
        most = len(self.answers) if self.several else 1
        return chain.from_iterable(combinations(range(len(self.answers)), size) for size in range(most + 1))

    def judge(self, chosen: Collection[int]) -> Verdict:
        """A wrong answer takes back a right one, so that ticking everything earns nothing much."""
        if not chosen:
            return missed("Choisissez d'abord une réponse.", "")
        good, wrong = len(self.right & set(chosen)), len(set(chosen) - self.right)
        hit = f"C'est juste : les {len(self.right)} bonnes réponses y sont." if self.several else "C'est juste."
        hint = "Lisez l'explication, puis essayez encore."
        return share(good - wrong, of=len(self.right), hit=hit, miss=lambda: self._miss(good, wrong), hint=hint)

    def _miss(self, good: int, wrong: int) -> str:
        if not self.several:
            return "Ce n'est pas la bonne réponse."
        lacking = len(self.right) - good
        said = [
            f"il manque {_count(lacking, 'bonne réponse', 'bonnes réponses')}" if lacking else "",
            _count(wrong, "réponse ne convient pas", "réponses ne conviennent pas") if wrong else "",
        ]
        return f"Pas encore : {' et '.join(filter(None, said))}."


@dataclass(frozen=True)
class Quiz:
    """The questions of one page, in their order."""

    questions: tuple[Question, ...]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Quiz:
        """Raises `InvalidData` when a question cannot be asked or does not explain each of its answers."""
        try:
            questions = tuple(_question(row) for row in data["questions"])
        except (KeyError, TypeError) as error:
            raise InvalidData(f"Une question est mal écrite : {error!r}.", data) from error
        ids = [question.id for question in questions]
        if len(set(ids)) < len(ids):
            raise InvalidData("Deux questions portent le même « id ».", ids)
        return cls(questions)


def _count(number: int, one: str, more: str) -> str:
    return f"une {one}" if number == 1 else f"{number} {more}"


def _question(row: Mapping[str, Any]) -> Question:
    answers = tuple(Answer(one["text"].strip(), one["right"] is True, one["why"].strip()) for one in row["answers"])
    question = Question(row["id"], row["statement"].strip(), answers)
    if not question.statement or len(answers) < LEAST_ANSWERS:
        raise InvalidData(f"La question « {question.id} » doit avoir un énoncé et deux réponses au moins.", row)
    if not question.right:
        raise InvalidData(f"La question « {question.id} » n'a pas de bonne réponse.", row)
    if not all(answer.text and answer.why for answer in answers):
        raise InvalidData(f"La question « {question.id} » doit expliquer chacune de ses réponses.", row)
    return question
