"""What exercises on a form share: reading it, and the verdict on a list of rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from autograder.checks.verdict import Verdict, share
from autograder.domain.form import Form, Record
from autograder.domain.form_rules import Rules


def read_form(answer: object, data: Mapping[str, object]) -> Form:
    """The learner's form. Raises `InvalidData`."""
    return Form.from_json(answer, Rules.from_json(data))


def beside(answer: Mapping[str, object]) -> dict[str, object]:
    """What was tapped beside her code, in an answer that holds both."""
    return {"parts": answer.get("parts", {})}


def judge_rows(
    rows: Sequence[Record], fault: Callable[[Record], str], *, least: int = 1, hit: str, few: str, hint: str,
) -> Verdict:
    """A share of the points for each row without fault, out of those there are and at least `least`.

    `fault` says in one sentence what is amiss with a row, or nothing. The first fault is told; `few` when rows lack.
    """
    faults = [fault(row) for row in rows]
    wrong = [sentence for sentence in faults if sentence]
    return share(
        len(rows) - len(wrong), of=max(len(rows), least), hit=hit, miss=lambda: wrong[0] if wrong else few, hint=hint,
    )


def unreadable(row: Record, field_id: str) -> str:
    """What to say of a value that was typed and is no number or date; nothing when it can be read."""
    for asked in row.unreadable():
        if asked.id == field_id:
            return f"« {asked.label} » : « {row.text(field_id)} » ne se lit pas."
    return ""
