"""The envelope around every answer, whatever door it came through: read here, refused here with a French sentence."""

from __future__ import annotations

import json
from dataclasses import dataclass

from autograder.catalogue.exercise import Exercise
from autograder.checks import InvalidData

FORMAT = 1
MAX_BYTES = 200_000
MAX_DEPTH = 40


class AnswerRefused(InvalidData):
    """A received answer that cannot be scored as it is. `kind` is one of not_json, too_large, unknown, older, newer, malformed."""

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
        sentence = f"Cette réponse est trop lourde ({size // 1000} ko pour {MAX_BYTES // 1000} ko au plus) : allégez vos textes."
        raise AnswerRefused("too_large", sentence, size)
    data = _parse(raw)
    if not isinstance(data, dict) or data.get("format") != FORMAT or "answer" not in data:
        raise AnswerRefused("malformed", "Ce fichier n'est pas une réponse de ce cours : reprenez-le depuis la page de l'exercice.", data)
    exercise = exercises.get(data["exercise"]) if isinstance(data.get("exercise"), str) else None
    if exercise is None:
        raise AnswerRefused("unknown", "Cette réponse vise un exercice que ce cours n'a pas : vérifiez que c'est bien le bon cours.", data.get("exercise"))
    _compare_versions(data.get("version"), exercise)
    return Envelope(exercise, data["answer"])


def _parse(raw: bytes | str) -> object:
    try:
        text = raw.decode("utf-8-sig") if isinstance(raw, bytes) else raw
        data = json.loads(text, parse_constant=_no_constant)
        if _depth(data) > MAX_DEPTH:
            raise ValueError("nested too deep")
        json.dumps(data, ensure_ascii=False).encode("utf-8")  # lone surrogates are text that no database keeps
    except (ValueError, RecursionError) as error:
        sentence = "Cette réponse est illisible, peut-être coupée en route : reprenez-la depuis la page de l'exercice."
        raise AnswerRefused("not_json", sentence, str(error)) from None
    return data


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not JSON")


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
        raise AnswerRefused("malformed", "Cette réponse ne dit pas pour quelle version de l'exercice elle est faite : rechargez la page.", version)
    if version < exercise.version:
        sentence = (
            f"L'exercice « {exercise.title} » a changé depuis votre réponse : elle est gardée ; "
            "rechargez la page, relisez votre travail et remettez-le."
        )
        raise AnswerRefused("older", sentence, version)
    if version > exercise.version:
        sentence = "Votre page est plus récente que ce serveur : demandez à la formatrice ou au formateur de le redémarrer."
        raise AnswerRefused("newer", sentence, version)
