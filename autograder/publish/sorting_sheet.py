"""The builder « sorting » on paper: boxes to fill with numbers or cards, and, apart, what each card accepts."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from autograder.catalogue import Exercise
from autograder.publish.sheet_glance import at_a_glance
from autograder.publish.typography import french

ADVICE = "Écrivez dans chaque case le numéro des cartes ; elles sont à la page suivante."
HEAD = (
    '<colgroup><col class="numeros"><col class="enonces"><col class="etages"><col></colgroup>'
    "<thead><tr><th>N°</th><th>Carte</th><th>Cases acceptées</th><th>Pourquoi</th></tr></thead>"
)


def empty_boxes(exercise: Exercise) -> str:
    """One section for each group, with room for the numbers (or the glued cards) in each box."""
    groups = "".join(
        f"<h3>{_text(group['title'] + ' : ' + group['question'])}</h3>"
        f"<p>{'Une ou plusieurs cases' if group['several'] else 'Une seule case'} pour chaque carte.</p>"
        f'<div class="casier">{"".join(map(_box, group["boxes"]))}</div>'
        for group in _groups(exercise)
    )
    return f'<div class="cases-vides"><h2>Vos cases</h2><p>{_text(ADVICE)}</p>{groups}</div>'


def key_of_sorting(exercise: Exercise) -> str:
    """Every card with the boxes that can be defended and the reason, group by group."""
    data: Any = exercise.data
    key: Any = exercise.key["statements"]  # type: ignore[index]
    titles = {box["id"]: box["title"] for group in _groups(exercise) for box in group["boxes"]}
    rows = "".join(
        f"<tr><td>{number}</td><td>{_text(row['text'])}</td>"
        f"<td>{_accepted(key[row['id']], titles)}</td><td>{_text(key[row['id']]['why'])}</td></tr>"
        for number, row in enumerate(data["bank"]["statements"], start=1)
    )
    entries = [key[row["id"]] for row in data["bank"]["statements"]]
    together = frozenset(number for number, entry in enumerate(entries, start=1) if entry.get("across"))
    glance = at_a_glance("Case", titles, [entry["boxes"] for entry in entries], together)
    return f'{glance}<h2>Ce qui est accepté</h2><table class="cle">{HEAD}<tbody>{rows}</tbody></table>'


def _box(box: Mapping[str, str]) -> str:
    return f'<div class="case"><p><strong>{_text(box["title"])}</strong></p><p>{_text(box["hint"])}</p></div>'


def _accepted(entry: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    return _text((" et " if entry.get("across") else " ou ").join(titles[box] for box in entry["boxes"]))


def _groups(exercise: Exercise) -> list[dict[str, Any]]:
    data: Any = exercise.data["boxes"]
    groups: list[dict[str, Any]] = data["groups"]
    return groups


def _text(text: str) -> str:
    return escape(french(text), quote=False)
