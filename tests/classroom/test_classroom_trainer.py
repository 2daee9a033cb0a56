"""The trainer with three learners: following, marking, sending feedback."""

import re
import shutil

import pytest

from autograder.catalogue import load_exercise
from autograder.domain.french import number


def mark(trainer, submission, action, level="2", comment="Bravo pour l'exemple !"):
    form = {"part-enonces_personnels": level, "commentaire": comment, "action": action}
    return trainer.post(f"/formateur/remises/{submission}", form)


@pytest.fixture
def three(classroom, exercise, mistakes):
    """Awa handed in with words of her own, Mamadou is stuck, Binta has not begun."""
    awa, mamadou, binta = (classroom.join(name) for name in ("Awa Diallo", "Mamadou Koné", "Binta Sy"))
    awa.hand_in(mistakes["mots-a-soi"])
    mamadou.save(mistakes["cinq-cartes-au-hasard"])
    for _ in range(4):
        mamadou.check(mistakes["cinq-cartes-au-hasard"])
    return awa, mamadou, binta


def test_the_stuck_come_first_then_what_is_to_read_then_the_others(classroom, three):
    trainer = classroom.trainer()

    assert trainer.names_in_list() == ["Mamadou Koné", "Awa Diallo", "Binta Sy"]
    assert "4 vérifications sans progrès" in trainer.get("/formateur/seances/1/")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?tri=nom", ["Awa Diallo", "Binta Sy", "Mamadou Koné"]),
        ("?tri=note", ["Awa Diallo", "Mamadou Koné", "Binta Sy"]),
        ("?etat=a_lire", ["Awa Diallo"]),
        ("?etat=rien&tri=nom", ["Binta Sy"]),
        ("?etat=retour", []),
        ("?etat=nimporte&tri=quoi", []),
    ],
)
def test_the_list_can_be_sorted_and_filtered(classroom, three, query, names):
    assert classroom.trainer().names_in_list(query) == names


def test_the_list_shows_how_far_each_one_is(classroom, three, exercise):
    score = number(exercise.mistakes()["cinq-cartes-au-hasard"]["score"])

    page = classroom.trainer().get("/formateur/seances/1/liste?etat=bloque")

    assert "5 énoncés, 3 liens" in page
    assert "4 vérifications" in page
    assert re.search(rf"<b>{score}</b><span class=\"sur\"> / 20", page)


def test_a_learner_who_changes_nothing_for_ten_minutes_needs_somebody(classroom, mistakes):
    learner = classroom.join("Awa")
    learner.save(mistakes["cercle"])
    classroom.clock.advance(minutes=12)
    learner.work()

    assert "rien de changé depuis 12 min" in classroom.trainer().get("/formateur/seances/1/liste")


def test_handing_in_ends_being_stuck(classroom, three, mistakes):
    classroom.clock.advance(minutes=1)
    three[1].hand_in(mistakes["cinq-cartes-au-hasard"])

    assert classroom.trainer().names_in_list("?etat=bloque") == []
    assert classroom.trainer().names_in_list("?etat=remis") == ["Mamadou Koné"]


def test_a_submission_shows_the_tree_the_report_and_the_words_to_judge(classroom, three):
    page = classroom.trainer().get("/formateur/remises/1")

    assert "Vos énoncés à vous" in page
    assert "énoncé personnel" in page
    assert "cause structurelle" in page
    assert "Chaque énoncé est à son étage" in page
    assert "Gardez-le pour vos messages de campagne." in page


@pytest.mark.parametrize(("said", "shown"), [
    (2, "2 indices ouverts sur 3"), (1, "1 indice ouvert sur 3"), (99, "3 indices ouverts sur 3"), (0, ""), ("<b>", ""),
])
def test_the_hints_she_opened_are_told_and_cost_nothing(classroom, exercise, said, shown):
    report = classroom.join("Awa Diallo").hand_in(exercise.solution, hints=said).json()["rapport"]

    page = classroom.trainer().get("/formateur/remises/1")

    assert report["score"] == exercise.points
    assert shown in page and bool(shown) == ("indice" in page)


def test_a_saved_mark_is_not_seen_by_the_learner_until_it_is_sent(classroom, three):
    trainer, awa = classroom.trainer(), three[0]

    mark(trainer, 1, "enregistrer")
    assert awa.work()["remises"][0]["retour"] is None
    assert trainer.names_in_list("?etat=a_envoyer") == ["Awa Diallo"]

    mark(trainer, 1, "envoyer")
    feedback = awa.work()["remises"][0]["retour"]
    assert feedback["commentaire"] == "Bravo pour l’exemple\u202f!"
    assert (feedback["points_ouverts"], feedback["note"], feedback["sur"]) == (2, 20, 20)
    assert trainer.names_in_list("?etat=retour") == ["Awa Diallo"]


def test_the_bonus_raises_the_mark_within_the_points_of_the_exercise(classroom, exercise, mistakes, copy_of):
    answer = copy_of(mistakes["cercle"])
    answer["statements"].append({"id": "x1", "level": "directe", "text": "La réunion tombe le jour du marché."})
    answer["links"].append(["x1", "e08"])
    learner = classroom.join("Awa")
    automatic = learner.hand_in(answer).json()["rapport"]["score"]
    trainer = classroom.trainer()

    mark(trainer, 1, "envoyer", level="1")
    assert learner.work()["remises"][0]["retour"]["note"] == automatic + 1
    mark(trainer, 1, "envoyer", level="2")
    assert learner.work()["remises"][0]["retour"]["note"] == min(automatic + 2, 20)


def test_feedback_on_an_open_part_waits_for_a_level(classroom, three):
    trainer = classroom.trainer()

    answer = mark(trainer, 1, "envoyer", level="")

    assert "manque" in answer.headers["location"]
    assert three[0].work()["remises"][0]["retour"] is None
    assert "Choisissez d’abord un niveau" in trainer.get("/formateur/remises/1?manque=1")


@pytest.mark.parametrize("level", ["3", "-1", "99", "２", "1e9", "x"])
def test_a_form_cannot_invent_points(classroom, three, level):
    mark(classroom.trainer(), 1, "enregistrer", level=level)

    assert [row.total for row in classroom.rows("SELECT total FROM marks")] == [20]
    assert [row.open_points for row in classroom.rows("SELECT open_points FROM marks")] == ["{}"]


def test_earlier_marks_stay(classroom, three):
    trainer = classroom.trainer()
    for level in ("0", "1", "2"):
        mark(trainer, 1, "envoyer", level=level)

    assert len(classroom.rows("SELECT * FROM marks")) == 3


def test_a_comment_can_be_used_again_for_somebody_else(classroom, three, mistakes):
    three[2].hand_in(mistakes["mots-a-soi"])
    trainer = classroom.trainer()

    sent = mark(trainer, 1, "envoyer", comment="Dites où vous l'avez vu.")

    assert "Binta Sy" in trainer.get(sent.headers["location"])
    assert 'data-inserer="commentaire">Dites où vous l’avez vu.</button>' in trainer.get("/formateur/remises/2")


def test_a_draft_can_be_looked_at_to_help(classroom, three, exercise):
    page = classroom.trainer().get(f"/formateur/personnes/2/brouillon/{exercise.id}")

    assert "Brouillon de <bdi>Mamadou Koné</bdi>" in page
    assert "cause directe" in page


def test_refused_submissions_are_shown_with_their_reason(classroom, exercise):
    learner = classroom.join("Awa")
    learner.hand_in(exercise.solution, version=0)
    learner.save(exercise.solution)
    learner.send(b"pas du JSON")

    page = classroom.trainer().get("/formateur/personnes/1")

    assert "a changé depuis votre réponse" in page
    assert "illisible" in page


def test_what_learners_write_is_never_markup(classroom, mistakes, copy_of):
    evil = "<script>alert(1)</script>"
    answer = copy_of(mistakes["mots-a-soi"])
    next(row for row in answer["statements"] if row["id"] == "x1")["text"] = evil
    learner = classroom.join(f"Awa {evil}")
    learner.save(answer)
    learner.hand_in(answer)
    trainer = classroom.trainer()
    mark(trainer, 1, "envoyer", comment=evil)

    for path in ("seances/1/", "remises/1", "personnes/1", f"personnes/1/brouillon/{learner.exercise.id}",
                 "seances/1/notes", "seances/1/reprises", "seances/1/depot"):
        page = trainer.get(f"/formateur/{path}")
        assert evil not in page
        assert "alert(1)" in page


def test_a_circle_drawn_by_a_learner_does_not_trap_the_page(classroom, mistakes):
    classroom.join("Awa").hand_in(mistakes["cercle"])

    assert "déjà plus haut" in classroom.trainer().get("/formateur/remises/1")


def test_with_a_second_exercise_each_has_its_lines_and_its_filter(open_classroom, exercise, mistakes, tmp_path):
    shutil.copytree(exercise.folder, tmp_path / "3-organiser" / "autre-arbre")
    other = load_exercise(tmp_path / "3-organiser" / "autre-arbre")
    with open_classroom(exercises=[exercise, other]) as classroom:
        learner = classroom.join("Awa")
        learner.hand_in(mistakes["cercle"])
        learner.hand_in(mistakes["mots-a-soi"], exercise=other.id)
        trainer = classroom.trainer()

        assert trainer.names_in_list() == ["Awa", "Awa"]
        assert trainer.names_in_list(f"?exercice={other.id}") == ["Awa"]
        assert "autre-arbre" in trainer.get("/formateur/seances/1/liste")


def test_resume_codes_are_listed_for_who_forgot_hers(classroom, three):
    page = classroom.trainer().get("/formateur/seances/1/reprises")

    assert all(learner.resume in page for learner in three)


def test_a_new_session_has_a_new_code_and_an_empty_list(classroom, three):
    trainer = classroom.trainer()

    trainer.post("/formateur/seances/ouvrir", {"titre": "Nioro, groupe B"})

    assert classroom.enter("Oumou").status_code == 403
    assert "Nioro, groupe B" in trainer.get("/formateur/seances/2/")
    assert classroom.client.get("/api/seance").json()["titre"] == "Nioro, groupe B"
    assert trainer.names_in_list() == ["Mamadou Koné", "Awa Diallo", "Binta Sy"]

    trainer.post("/formateur/seances/1/rouvrir", {})
    assert classroom.enter("Oumou").status_code == 200


def test_a_person_of_the_same_name_in_a_later_session_is_somebody_else_in_the_gradebook(classroom, three):
    classroom.trainer().post("/formateur/seances/ouvrir", {})
    code = classroom.rows("SELECT code FROM sessions WHERE id = 2")[0].code
    classroom.enter("Awa Diallo", code=code)

    assert [row.person for row in classroom.rows("SELECT person FROM learners WHERE name = 'Awa Diallo'")] == [
        "awa-diallo", "awa-diallo-p2"
    ]


def test_the_wall_shows_the_address_the_code_and_a_square_to_photograph(classroom):
    page = classroom.trainer().get("/formateur/seances/1/projeter")

    assert classroom.code in page
    assert "<svg" in page and "<path" in page
    assert "seance" in page


def test_pages_are_typeset_in_french(classroom, three):
    page = classroom.trainer().get("/formateur/remises/1")
    text = re.sub(r"<[^>]*>", "", page.replace("&lt;", "<"))

    assert not re.search(r"\w [;!?%»]|« \w|\w'\w", text)
