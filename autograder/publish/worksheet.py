"""Worksheets on paper: what the learner fills in, and, apart, the answer key for the trainer."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from autograder.catalogue import FIRST_SUBJECT, Exercise
from autograder.checks import OpenPart
from autograder.domain.cause_tree import CauseTree, Level
from autograder.outputs.tree_svg import LABELS, draw
from autograder.publish.book_cards import worksheet_anchor
from autograder.publish.form_sheet import empty_form, key_of_form
from autograder.publish.formula_sheet import empty_formulas, key_of_formulas
from autograder.publish.sheet_glance import at_a_glance
from autograder.publish.sorting_sheet import empty_boxes, key_of_sorting
from autograder.publish.typography import french, markdown_to_html

BOXES = {Level.EFFECT: 3, Level.PROBLEM: 1, Level.DIRECT: 4, Level.DEEP: 4, Level.STRUCTURAL: 3}
LINES = 22
OWN_LINES = 9
OUTSIDE = "dehors"
TREE_ADVICE = (
    "Collez une carte ou écrivez un énoncé dans chaque case utile. Tracez ensuite les liens : une flèche monte de "
    "chaque cause vers ce qu'elle explique."
)
OWN_ADVICE = "Un fait par ligne, vu ou entendu chez vous ; dites où, et l'étage où vous le placez."
CUT_ADVICE = "Pour découper les cartes, photocopiez cette page à part, d'un seul côté de la feuille."
DRAWING_NOTE = "Un arbre possible. D'autres se défendent : voyez le tableau."
KEY_HEAD = (
    '<colgroup><col class="numeros"><col class="enonces"><col class="etages"><col class="liens"><col></colgroup>'
    "<thead><tr><th>N°</th><th>Énoncé</th><th>Étages acceptés</th><th>Peut expliquer</th><th>Pourquoi</th></tr></thead>"
)


def worksheet(exercise: Exercise) -> str:
    """The learner's sheet as an HTML section; it holds nothing that is not public."""
    facts = f"Section {exercise.section.number} · {exercise.minutes} minutes · {exercise.worth}"
    return (
        f'<section class="fiche" id="{sheet_anchor(exercise)}">'
        f"<h1>{_text(f'Fiche : {exercise.title}')}</h1>"
        f'<p class="faits">{_text(facts)}</p>'
        f'<p class="identite">{_text("Nom :")} <span></span> {_text("Date :")} <span class="date"></span></p>'
        f'<div class="consigne">{markdown_to_html(exercise.statement)}</div>{_room(exercise)}</section>'
    )


def sheet_anchor(exercise: Exercise) -> str:
    """Where its sheet begins; each subject has its own."""
    anchor = worksheet_anchor(exercise.id)
    return anchor if exercise.subject == FIRST_SUBJECT else f"{anchor}-sujet-{exercise.subject}"


def answer_key(exercise: Exercise) -> str:
    """The trainer's key as an HTML section, with what the other subjects have of their own."""
    model_of = KEYS.get(exercise.builder, _key_in_words)
    model = model_of(exercise) + "".join(
        f'<h2 class="sujet">{_text(f"Corrigé : {other.title}")}</h2>{model_of(other)}' for other in exercise.others
    )
    return (
        f'<section class="corrige"><h1>{_text(f"Corrigé : {exercise.title}")}</h1>'
        '<p class="faits">Réservé à la formatrice et au formateur. À ne pas distribuer avec les fiches.</p>'
        f"{model}<h2>Pour en parler avec le groupe</h2>{markdown_to_html(exercise.answer_key_text)}"
        f"{_rubrics(exercise)}</section>"
    )


def points_to_earn(exercise: Exercise) -> str:
    """What each criterion is worth."""
    worth = [(check.title, check.points) for check in exercise.checks]
    worth += [(f"{part.title} (à juger vous-même)", part.points) for part in exercise.open_parts if not part.bonus]
    criteria = "".join(f"<li>{_text(f'{title} : {points} pt')}</li>" for title, points in worth)
    return f'<h2>Ce qui rapporte des points</h2><ul class="points">{criteria}</ul>'


def hints_to_give(exercise: Exercise) -> str:
    """On paper the trainer gives the hints herself, in their order."""
    if not exercise.hints:
        return ""
    steps = "".join(f"<h3>{_text(hint.title)}</h3>{markdown_to_html(hint.text)}" for hint in exercise.hints)
    return f"<h2>Indices à donner, l’un après l’autre</h2>{steps}"


def _room(exercise: Exercise) -> str:
    """What the learner fills in."""
    if exercise.builder == "cause-tree":
        return _own_statements() + _bank(exercise, "Les énoncés", "dans l'arbre de la page suivante") + _empty_tree()
    if exercise.builder == "sorting":
        return empty_boxes(exercise) + _bank(exercise, "Les cartes", "dans les cases de la page précédente")
    if exercise.builder == "form":
        return empty_form(exercise)
    if exercise.builder == "formula":
        return empty_formulas(exercise)
    return _empty_lines()


def _bank(exercise: Exercise, title: str, where: str) -> str:
    advice = f"Découpez les cartes, ou recopiez leur numéro {where}."
    items = "".join(
        f'<li><span class="numero">{number}</span> <span>{_text(text)}</span></li>'
        for number, text in enumerate(_statements(exercise).values(), start=1)
    )
    return (
        f'<div class="a-decouper {exercise.builder}"><h2>{title}</h2><p>{_text(f"{advice} {CUT_ADVICE}")}</p>'
        f'<ul class="banque">{items}</ul></div>'
    )


def _empty_tree() -> str:
    rows = "".join(
        f'<div class="etage {level}"><p>{LABELS[level]}</p><div class="cases">{"<span></span>" * count}</div></div>'
        for level, count in BOXES.items()
    )
    return (
        '<div class="arbre-vide"><h2>Votre arbre</h2>'
        f"<p>{_text(TREE_ADVICE)}</p>{rows}"
        '<p class="dehors">Ce que nous laissons dehors (numéros) : <span></span></p></div>'
    )


def _own_statements() -> str:
    return f'<h2>Vos énoncés à vous</h2><p>{_text(OWN_ADVICE)}</p>{_lines(OWN_LINES)}'


def _empty_lines() -> str:
    return f'<div class="reponse"><h2>Votre réponse</h2>{_lines(LINES)}</div>'


def _lines(count: int) -> str:
    return '<p class="ligne"></p>' * count


def _key_of_tree(exercise: Exercise) -> str:
    statements = _statements(exercise)
    numbers = {statement_id: number for number, statement_id in enumerate(statements, start=1)}
    tree = CauseTree.from_json(exercise.solution, statements)
    drawing = draw(_numbered(tree, numbers), title="Un arbre possible", width=760, font_size=11)
    key: Any = exercise.key
    rows = "".join(
        f"<tr><td>{numbers[statement_id]}</td><td>{_text(statements[statement_id])}</td>"
        f"<td>{_levels(entry)}</td><td>{_targets(entry, numbers)}</td><td>{_text(entry['why'])}</td></tr>"
        for statement_id, entry in sorted(key["statements"].items(), key=lambda item: numbers[item[0]])
    )
    return (
        f"<figure>{drawing}<figcaption><p>{_text(DRAWING_NOTE)}</p></figcaption></figure>"
        f"{_numbers_by_level(key, numbers)}"
        f'<h2>Ce qui est accepté</h2><table class="cle">{KEY_HEAD}<tbody>{rows}</tbody></table>'
    )


def _numbers_by_level(key: Mapping[str, Any], numbers: Mapping[str, int]) -> str:
    accepted = [key["statements"][statement]["levels"] or [OUTSIDE] for statement in numbers]
    places = {str(level): LABELS[level] for level in BOXES} | {OUTSIDE: "Hors de l'arbre"}
    return at_a_glance("Étage", places, accepted)


def _key_in_words(exercise: Exercise) -> str:
    return f'<h2>Une réponse possible</h2><p class="modele">{_text(exercise.describe(exercise.solution))}</p>'


def _rubrics(exercise: Exercise) -> str:
    """What the trainer judges herself, with the levels of each rubric."""
    parts = []
    for part in exercise.open_parts:
        rows = "".join(
            f"<tr><td>{level.points}</td><td>{_text(level.label)}</td><td>{_text(level.comment)}</td></tr>"
            for level in part.levels
        )
        parts.append(
            f"<h3>{_text(f'À juger vous-même : {part.title}{_kind(part)}')}</h3><table><thead><tr><th>Points</th>"
            f"<th>Niveau</th><th>Retour à donner</th></tr></thead><tbody>{rows}</tbody></table>"
        )
    return "".join(parts)


def _kind(part: OpenPart) -> str:
    return " (bonus)" if part.bonus else f" ({part.points} points)"


def _statements(exercise: Exercise) -> dict[str, str]:
    bank: Any = exercise.data["bank"]
    return {row["id"]: row["text"] for row in bank["statements"]}


def _numbered(tree: CauseTree, numbers: Mapping[str, int]) -> CauseTree:
    """The same tree, each statement preceded by its number on the sheet."""
    data: Any = tree.to_json()
    texts = {item.id: f"{numbers[item.id]}. {item.text}" for item in tree.statements}
    return CauseTree.from_json(data, texts)


def _levels(entry: Mapping[str, Any]) -> str:
    names = [Level(level).french for level in entry["levels"]]
    return _text(" ou ".join(names) or "hors de l'arbre")


def _targets(entry: Mapping[str, Any], numbers: Mapping[str, int]) -> str:
    return ", ".join(str(number) for number in sorted(numbers[target] for target in entry["explains"])) or "–"


def _text(text: str) -> str:
    return escape(french(text), quote=False)


KEYS = {"cause-tree": _key_of_tree, "sorting": key_of_sorting, "form": key_of_form, "formula": key_of_formulas}
