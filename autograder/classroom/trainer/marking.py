"""One learner's work, one submission, and the trainer's mark on it."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup
from sqlalchemy import Connection, Row
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from autograder.catalogue import Exercise
from autograder.checks import InvalidData, Report, Result
from autograder.classroom import campaign_files, live, names, scoring
from autograder.classroom.feedback import out_of, waiting
from autograder.classroom.progress import measure, outline, read_tree
from autograder.classroom.refusals import Refused
from autograder.classroom.room import Room
from autograder.classroom.store import drafts, learners, marks, sessions, submissions
from autograder.classroom.trainer.door import Ask, page
from autograder.classroom.trainer.views import show
from autograder.domain.french import typeset
from autograder.engine.hints import hints_opened

COMMENT_LENGTH = 4_000
DOORS = {"page": "page", "carnet": "carnet Jupyter", "fichier": "fichier"}


def routes() -> list[Route]:
    return [
        Route("/formateur/personnes/{learner:int}", page(person), methods=["GET"]),
        Route("/formateur/personnes/{learner:int}/brouillon/{exercise:path}", page(draft), methods=["GET"]),
        Route("/formateur/personnes/{learner:int}/dossier.{kind:str}", page(campaign_file), methods=["GET"]),
        Route("/formateur/remises/{submission:int}", page(submission), methods=["GET"]),
        Route("/formateur/remises/{submission:int}", page(save_mark), methods=["POST"]),
    ]


def person(room: Room, ask: Ask) -> Response:
    with room.store.read() as connection:
        learner = _learner(connection, ask.number("learner"))
        session = sessions.by_id(connection, learner.session_id)
        lines = live.lines(connection, learner.session_id, room.exercises, room.now())
        works = [
            (line, submissions.of(connection, learner.id, exercise.id), drafts.of(connection, learner.id, exercise.id))
            for line in lines if (exercise := line.exercise) and line.learner.id == learner.id
        ]
        unread = submissions.refused_unread(connection, learner.id)
    return show(
        "personne.html", page="suivi", session=session, learner=learner, works=works, unread=unread, doors=DOORS,
        now=room.now(),
    )


def draft(room: Room, ask: Ask) -> Response:
    """A draft as it stands, or one of its former states (`?etat=<id>`): to help somebody who has not handed in yet."""
    exercise = room.exercises.get(ask.request.path_params["exercise"])
    with room.store.read() as connection:
        learner = _learner(connection, ask.number("learner"))
        session = sessions.by_id(connection, learner.session_id)
        current = drafts.of(connection, learner.id, exercise.id) if exercise else None
        former = drafts.former(connection, learner.id, exercise.id) if exercise else []
    if exercise is None or current is None:
        raise Refused(404, "Cette personne n'a pas de brouillon pour cet exercice.")
    shown = next((state for state in former if str(state.id) == ask.query("etat")), current)
    answer = json.loads(shown.answer)
    return show(
        "brouillon.html", page="suivi", session=session, learner=learner, exercise=exercise, shown=shown,
        current=current, progress=measure(exercise, answer), outline=outline(exercise, answer),
        former=[(state, measure(exercise, json.loads(state.answer))) for state in former],
        drawing=_drawing(room, exercise, answer), now=room.now(),
    )


def campaign_file(room: Room, ask: Ask) -> Response:
    """What she has built so far, as she would take it home herself."""
    with room.store.read() as connection:
        learner = _learner(connection, ask.number("learner"))
    kind = ask.request.path_params["kind"]
    try:
        content, media = campaign_files.make(room, learner.id, kind, title="", author=learner.name)
    except InvalidData:
        raise Refused(404, "Cette personne n'a encore rien construit qui entre dans un dossier de campagne.") from None
    name = f"dossier-{names.slug(learner.name)}.{kind}"
    return Response(content, media_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def submission(room: Room, ask: Ask) -> Response:
    with room.store.read() as connection:
        row = _submission(connection, ask.number("submission"))
        learner = _learner(connection, row.learner_id)
        session = sessions.by_id(connection, learner.session_id)
        exercise = room.exercises.get(row.exercise)
        if exercise is None:
            raise Refused(404, "L'exercice de cette remise n'est plus dans le cours : la remise est gardée.")
        report, answer = scoring.read_report(row.report), json.loads(row.answer)
        history = submissions.of(connection, learner.id, exercise.id)
        mark, sent = marks.last(connection, row.id), marks.last_sent(connection, row.id)
        comments = _comments(report, marks.reusable_comments(connection, exercise.id))
        lines = live.lines(connection, learner.session_id, room.exercises, room.now())
    return show(
        "remise.html", page="suivi", session=session, learner=learner, exercise=exercise, row=row, report=report,
        outline=outline(exercise, answer), drawing=_drawing(room, exercise, answer), history=history, mark=mark,
        sent=sent, chosen=json.loads(mark.open_points) if mark else {}, comments=comments,
        broken=_broken(report), by_hand=json.loads(mark.by_hand) if mark else {}, steps=steps, out_of=out_of,
        waiting=waiting, on_twenty=scoring.on_twenty,
        next=live.next_to_read(lines, row.id), done=ask.query("fait"), missing=ask.query("manque"), doors=DOORS,
        hints=hints_opened(row.body, len(exercise.hints)),
    )


def save_mark(room: Room, ask: Ask) -> Response:
    """Save the mark; « Envoyer le retour » also shows it to the learner."""
    with room.store.read() as connection:
        row = _submission(connection, ask.number("submission"))
    report, send = scoring.read_report(row.report), ask.field("action") == "envoyer"
    chosen = _chosen(report, ask)
    here = f"/formateur/remises/{row.id}"
    if send and not {part.id for part in report.open if part.excerpts} <= chosen.keys():
        return RedirectResponse(f"{here}?manque=1#notation", 303)
    comment = typeset(ask.field("commentaire").replace("\r\n", "\n").strip()[:COMMENT_LENGTH])
    by_hand = _by_hand(report, ask)
    settled = scoring.settled(report, by_hand)
    standing = scoring.standing(settled, chosen)
    given = marks.Given(chosen, by_hand, standing.total, standing.out_of, standing.waiting)
    with room.store.write() as connection:
        marks.save(connection, row.id, given, comment, room.now(), send=send)
    room.to_record.ring()
    return RedirectResponse(f"{here}?fait={'envoye' if send else 'enregistre'}", 303)


def _chosen(report: Report, ask: Ask) -> dict[str, float]:
    """Points by open part, read from the rubric's own levels: a form cannot invent any."""
    chosen: dict[str, float] = {}
    for part in report.open:
        place = ask.field(f"part-{part.id}")
        if place.isascii() and place.isdigit() and int(place) < len(part.levels):
            chosen[part.id] = float(part.levels[int(place)].points)
    return chosen


def _broken(report: Report) -> list[Result]:
    return [result for result in report.criteria if result.earned is None]


def steps(points: int) -> list[float]:
    """The points a person may give for a criterion: by quarters, as the checks count."""
    return [quarter / 4 for quarter in range(4 * points + 1)]


def _by_hand(report: Report, ask: Ask) -> dict[str, float]:
    """Points by criterion whose check broke; a form cannot mark the others, nor go beyond what one is worth."""
    fields = ((result, ask.field(f"main-{result.id}")) for result in _broken(report))
    wanted = ((result, {str(points): points for points in steps(result.points)}.get(field)) for result, field in fields)
    return {result.id: points for result, points in wanted if points is not None}


def _comments(report: Report, used: list[str]) -> list[str]:
    """What may be inserted beside the comment of each level: praise and next step, then what was written before."""
    steps = filter(None, [report.praise, report.next])
    return list(dict.fromkeys(typeset(text) for text in (*steps, *used)))


def _drawing(room: Room, exercise: Exercise, answer: object) -> Markup:
    """An SVG made by our own code, which escapes what the learner wrote."""
    draw, tree = room.drawings.get(exercise.builder), read_tree(exercise, answer)
    return Markup(draw(tree)) if draw and tree and tree.statements else Markup()


def _learner(connection: Connection, learner_id: int) -> Row[Any]:
    learner = learners.by_id(connection, learner_id)
    if learner is None:
        raise Refused(404, "Cette personne n'est inscrite à aucune séance.")
    return learner


def _submission(connection: Connection, submission_id: int) -> Row[Any]:
    row = submissions.by_id(connection, submission_id)
    if row is None or row.refusal is not None:
        raise Refused(404, "Cette remise n'existe pas, ou n'a pas pu être lue.")
    return row
