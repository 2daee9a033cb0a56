"""The envelope around every answer, whatever door it came through: read here, refused here with a French sentence."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass

from autograder.catalogue.exercise import Exercise
from autograder.checks import InvalidData

FORMAT = 1
MAX_BYTES = 200_000
MAX_DEPTH = 40


TOO_LARGE = "Cette réponse est trop lourde ({size} ko pour {limit} ko au plus) : allégez vos textes."
UNREADABLE = "Cette réponse est illisible, peut-être coupée en route : reprenez-la depuis la page de l'exercice."
NOT_OURS = "Ce fichier n'est pas une réponse de ce cours : reprenez-le depuis la page de l'exercice."
UNKNOWN = "Cette réponse vise un exercice que ce cours n'a pas : vérifiez que c'est bien le bon cours."
NO_VERSION = "Cette réponse ne dit pas pour quelle version de l'exercice elle est faite : rechargez la page."
OLDER = (
    "L'exercice « {title} » a changé depuis votre réponse : elle est gardée ; "
    "rechargez la page, relisez votre travail et remettez-le."
)
NEWER = "Votre page est plus récente que ce serveur : demandez à la formatrice ou au formateur de le redémarrer."


class AnswerRefused(InvalidData):
    """A received answer that cannot be scored as it is.

    `kind` is one of not_json, too_large, unknown, older, newer, malformed.
    """

    def __init__(self, kind: str, sentence: str, value: object = None) -> None:
        super().__init__(sentence, value)
        self.kind = kind


@dataclass(frozen=True)
class Envelope:
    """A readable submission: the exercise it is for, and the inner answer."""

    exercise: Exercise
    answer: object

    def to_json(self) -> dict[str, object]:
        return {
            "format": FORMAT, "exercise": self.exercise.id, "version": self.exercise.version, "answer": self.answer,
        }


def read_envelope(raw: bytes | str, exercises: dict[str, Exercise]) -> Envelope:
    """Read a received submission. Raises `AnswerRefused`; nothing here runs anything of the sender's."""
    size = len(raw) if isinstance(raw, bytes) else len(raw.encode("utf-8", "replace"))
    if size > MAX_BYTES:
        raise AnswerRefused("too_large", TOO_LARGE.format(size=size // 1000, limit=MAX_BYTES // 1000), size)
    data = _parse(raw)
    if not isinstance(data, dict) or data.get("format") != FORMAT or "answer" not in data:
        raise AnswerRefused("malformed", NOT_OURS, data)
    exercise = exercises.get(data["exercise"]) if isinstance(data.get("exercise"), str) else None
    if exercise is None:
        raise AnswerRefused("unknown", UNKNOWN, data.get("exercise"))
    _compare_versions(data.get("version"), exercise)
    return Envelope(exercise, data["answer"])


def _parse(raw: bytes | str) -> object:
    try:
        text = raw.decode("utf-8-sig") if isinstance(raw, bytes) else raw
        data = json.loads(text, parse_constant=_no_constant, parse_float=_finite)
        if _depth(data) > MAX_DEPTH:
            raise ValueError("nested too deep")
        json.dumps(data, ensure_ascii=False).encode("utf-8")  # lone surrogates are text that no database keeps
    except (ValueError, RecursionError) as error:
        raise AnswerRefused("not_json", UNREADABLE, str(error)) from None
    return data


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is too large")
    return number


def _depth(data: object) -> int:
    """How deep lists and objects are nested, counted without recursion."""
    deepest, todo = 0, [(data, 1)]
    while todo:
        node, depth = todo.pop()
        deepest = max(deepest, depth)
        children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        todo.extend((child, depth + 1) for child in children)
    return deepest


def _compare_versions(version: object, exercise: Exercise) -> None:
    if not isinstance(version, int) or isinstance(version, bool):
        raise AnswerRefused("malformed", NO_VERSION, version)
    if version < exercise.version:
        raise AnswerRefused("older", OLDER.format(title=exercise.title), version)
    if version > exercise.version:
        raise AnswerRefused("newer", NEWER, version)
