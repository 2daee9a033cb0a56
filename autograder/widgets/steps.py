"""The words of a learner's notebook: `ouvrir` or `commencer`, `enregistrer`, `verifier`, `noter`, and some help."""

from __future__ import annotations

import copy
import functools
import json
import os
from collections.abc import Callable
from itertools import takewhile
from pprint import pformat
from typing import Any, ParamSpec, TypeVar

from IPython import get_ipython

from autograder.catalogue import read_envelope
from autograder.checks import InvalidData, Outcome, Report
from autograder.domain.french import number
from autograder.widgets import feedback
from autograder.widgets.choice import Choice
from autograder.widgets.code_bench import CodeBench
from autograder.widgets.hints import Hints
from autograder.widgets.locate import find_exercise
from autograder.widgets.say import GREEN, Advice, say, show_html
from autograder.widgets.workbench import Workbench

OUR_FAULT = (
    "Quelque chose est en panne de notre côté. Rien n'est perdu : enregistrez le carnet, relancez les cellules "
    "depuis le haut, et si cela revient, montrez cet écran à votre formatrice ou votre formateur."
)
P = ParamSpec("P")
R = TypeVar("R")

_bench: Workbench | CodeBench | None = None
"""The exercise opened in this kernel: a notebook has one."""


def _kindly(step: Callable[P, R]) -> Callable[P, R]:
    """No bare traceback before a learner: what she can act on is said, whatever else happens is said to be ours."""

    @functools.wraps(step)
    def wrapped(*args: P.args, **options: P.kwargs) -> R:
        try:
            return step(*args, **options)
        except Advice:
            raise
        except InvalidData as refusal:
            raise Advice(refusal.sentence) from None
        except Exception as error:  # kept as the cause, for developers
            raise Advice(OUR_FAULT) from error

    return wrapped


@_kindly
def ouvrir(exercice: str, depuis: str | None = None) -> None:
    """Ouvre l'atelier de l'exercice, avec votre travail tel que vous l'avez laissé (ou celui du fichier `depuis`)."""
    global _bench
    _bench = None
    try:
        found = find_exercise(exercice)
    except Advice as advice:
        say(advice.sentence)
        return
    _bench = Workbench(found)
    if depuis is not None:
        _bench.take(_read_file(depuis, _bench))
    _bench.show()


@_kindly
def commencer(exercice: str) -> None:
    """Prépare un carnet de calcul : les tables sont là, et vos fonctions seront essayées par `verifier()`."""
    global _bench
    _bench = None
    try:
        found = find_exercise(exercice)
    except Advice as advice:
        say(advice.sentence)
        return
    _bench = CodeBench(found)
    _bench.lay_out_files()


@_kindly
def fichier(nom: str) -> str:
    """Le nom que porte, à côté du carnet, le fichier de votre sujet."""
    return _bench.subject.file_name(nom) if isinstance(_bench, CodeBench) else nom


@_kindly
def repondre(*parties: str) -> None:
    """Ouvre des questions auxquelles on répond en tapant du doigt ou de la souris, sans écrire de code."""
    if isinstance(_bench, CodeBench):
        _bench.ask(parties)


@_kindly
def indices() -> None:
    """Ouvre les indices de l'exercice, un par un."""
    if _bench is not None:
        Hints(_bench.exercise.hints, _bench.draft.hints, _tell_hints).show()


def _tell_hints(opened: int) -> None:
    if _bench is not None:
        _bench.draft.hints = opened
        _bench.draft.write(_bench.tapped if isinstance(_bench, CodeBench) else _bench.current)


@_kindly
def enregistrer(reponse: object = None, indices: int = 0) -> object:
    """Garde votre travail dans cette cellule, et rend la réponse. Lancez-la chaque fois que vous avez avancé."""
    if _bench is None:
        say("Lancez d'abord les cellules du haut, 1 puis 2.")
        return copy.deepcopy(reponse)
    written, draft = _plain(reponse, _bench), _bench.draft
    draft.hints = max(draft.hints, indices)
    if isinstance(_bench, CodeBench):
        settled = _bench.settle(written)
        answer = None if _bench.is_blank(settled.choice.answer) else settled.choice.answer
        if (answer, draft.hints) != (written, indices):
            _write_in_cell(answer, draft.hints)
        say(f"Étapes faites : {settled.done} sur {settled.asked}. Enregistrez le carnet (Ctrl+S).", GREEN)
        _tell_aside(settled.choice, _bench)
        return copy.deepcopy(_bench.kept)
    choice = _bench.settle(written)
    if written is None and choice.answer == _bench.exercise.blank():
        say("Rien à garder pour l'instant : commencez dans l'atelier, puis relancez cette cellule.")
    elif (choice.answer, draft.hints) != (written, indices):
        _write_in_cell(choice.answer, draft.hints)
        say("C'est gardé : votre travail est écrit dans cette cellule. Enregistrez le carnet (Ctrl+S).", GREEN)
    _tell_aside(choice, _bench)
    return copy.deepcopy(choice.answer)


@_kindly
def verifier() -> None:
    """Dit ce qui va dans votre travail, et une chose à changer. Autant de fois que vous voulez : cela ne compte pas."""
    if _bench is None:
        say("Lancez d'abord les cellules du haut, 1 puis 2.")
        return
    report = _bench.exercise.as_seen().score(_bench.current)
    if isinstance(_bench, CodeBench):
        show_html(feedback.as_html(report), feedback.as_text(report))
        say("À la remise, vos fonctions sont essayées aussi sur une autre campagne, que personne ne voit.")
        return
    _bench.show_report(report)
    show_html(feedback.as_html(report), feedback.as_text(report))
    if _bench.current != _bench.kept:
        say("Vous avez avancé depuis : relancez la cellule 3 pour garder ce travail dans le carnet.")


@_kindly
def noter(critere: str) -> float | int:
    """Les points d'un critère, comptés sur la réponse gardée. C'est ce nombre que lit nbgrader."""
    if _bench is None:
        raise Advice("Lancez d'abord les cellules du haut : 1, 2, puis 3.")
    report = _report(_bench)
    result = next((each for each in report.criteria if each.id == critere), None)
    if result is None:
        raise Advice("Ce critère n'existe pas dans cet exercice : cette cellule a été changée.")
    if result.earned is None:
        return result.points  # broken is our fault; nbgrader alone cannot leave a cell out of the total
    if os.environ.get("NBGRADER_EXECUTION") == "validate" and result.outcome is not Outcome.REACHED:
        points = f"{number(result.earned)} sur {number(result.points)}"
        raise Advice(f"{result.title} ({points}).\n{result.message}\n{result.hint}")
    return int(result.earned) if result.earned == int(result.earned) else result.earned


def _report(bench: Workbench | CodeBench) -> Report:
    if isinstance(bench, CodeBench):
        return bench.report()
    return bench.exercise.score(bench.kept if bench.kept is not None else bench.exercise.blank())


def _plain(reponse: object, bench: Workbench | CodeBench) -> Any:
    """The answer in the cell, held to the rules of every door. Raises `InvalidData`."""
    if reponse is None:
        return None
    try:
        answer = json.loads(json.dumps(reponse, allow_nan=False))
    except (TypeError, ValueError, RecursionError):
        raise Advice(
            "La réponse écrite dans cette cellule ne se lit plus. Effacez ce qui est entre les parenthèses de "
            "enregistrer( ) et relancez-la : le travail de l'atelier s'y écrira."
        ) from None
    bench.exercise.score(answer)
    return answer


def _read_file(path: str, bench: Workbench) -> Any:
    try:
        with open(path, "rb") as stream:
            envelope = read_envelope(stream.read(), {bench.exercise.id: bench.exercise})
    except OSError:
        raise Advice(f"Le fichier « {path} » ne s'ouvre pas : vérifiez son nom.") from None
    bench.exercise.score(envelope.answer)
    return envelope.answer


def _write_in_cell(answer: object, hints: int) -> None:
    """Replace the source of the running cell: the front end does it when the cell ends (payload `set_next_input`)."""
    shell = get_ipython()
    if shell is not None and not os.environ.get("NBGRADER_EXECUTION"):
        heading = "".join(f"{line}\n" for line in _leading_comments(shell.user_ns["In"][-1]))
        said = [] if answer is None else [pformat(answer, width=110, sort_dicts=False)]
        said += [f"indices={hints}"] if hints else []
        inside = "\n" + ",\n".join(said) + "\n" if said else ""
        shell.set_next_input(f"{heading}reponse = enregistrer({inside})", replace=True)


def _leading_comments(source: str) -> list[str]:
    """The lines that the notebook's author, or she, wrote above the answer: they stay."""
    return list(takewhile(lambda line: line.lstrip().startswith("#"), source.splitlines()))


def _tell_aside(choice: Choice, bench: Workbench | CodeBench) -> None:
    path = bench.draft.set_aside(choice.aside) if choice.aside is not None else None
    if path is None:
        return
    again = "" if isinstance(bench, CodeBench) else (
        f' ; pour le reprendre : ouvrir("{bench.exercise.id}", depuis="{path.name}")')
    say(
        "Le carnet et l'atelier contenaient deux travaux différents : voici le plus récent. L'autre est gardé dans "
        f"« {path.name} »{again}."
    )
