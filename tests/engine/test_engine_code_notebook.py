"""Code notebooks: her functions are called in the sandbox on shown and hidden files; the verdict comes from outside."""

import json

import pytest

from autograder.catalogue import find_exercises
from autograder.engine import code_answer
from autograder.engine.code_steps import read_steps, without_solution
from autograder.engine.grade import grade_bytes
from autograder.engine.gradebook import Gradebook
from autograder.engine.graded_notebook import autograded_notebook, submitted_notebook
from autograder.engine.notebook import make_notebook
from autograder.engine.protocol import Limits
from tests.places import ROOT

CODED = [exercise for exercise in find_exercises(ROOT / "exercises") if exercise.code is not None]
SUBJECTS = [subject for exercise in CODED for subject in exercise.subjects]
each = pytest.mark.parametrize("exercise", SUBJECTS, ids=lambda subject: f"{subject.slug}-{subject.subject}")
KPI = next(exercise for exercise in CODED if exercise.slug == "calculer-les-kpi")


@pytest.fixture
def grade_it(tmp_path):
    def grade_it(exercise, notebook):
        whole = next(each for each in CODED if each.id == exercise.id)  # one notebook for all its subjects
        return grade_bytes("carnet.ipynb", json.dumps(notebook).encode(), {whole.id: whole}, tmp_path)

    return grade_it


def cell_of(notebook, name):
    return next(cell for cell in notebook.cells if cell.metadata["nbgrader"]["grade_id"] == name)


def rewritten(**cells):
    """The model notebook of the indicators, some cells of which hold other code."""
    notebook = make_notebook(KPI, solution=True)
    for name, source in cells.items():
        cell_of(notebook, name).source = source
    return notebook


def results(graded):
    return {result.id: result for result in graded.report.criteria}


def said(result):
    """Its message with ordinary spaces."""
    return result.message.replace("\u00a0", " ").replace("\u202f", " ")


@each
def test_the_model_code_earns_everything_and_the_given_notebook_nothing(exercise, grade_it):
    whole = grade_it(exercise, make_notebook(exercise, solution=True)).report
    empty = grade_it(exercise, make_notebook(exercise, solution=False)).report

    assert (whole.score, whole.awaiting) == (exercise.computed_points, exercise.open_points)
    assert empty.score == empty.awaiting == 0


@each
def test_the_given_notebook_holds_no_solution_and_its_cells_have_names_of_their_own(exercise):
    notebook = make_notebook(exercise, solution=False)
    names = [cell.metadata["nbgrader"]["grade_id"] for cell in notebook.cells]

    assert len(set(names)) == len(names)
    assert not any("SOLUTION" in cell.source for cell in notebook.cells)
    hers = [cell for cell in notebook.cells if cell.metadata.get("editable", True)]
    assert len(hers) > 1 and any("..." in cell.source for cell in hers)


def test_figures_copied_from_the_shown_campaign_fail_on_the_hidden_one(grade_it):
    graded = grade_it(KPI, rewritten(total_interactions="def total_interactions(table):\n    return 539"))

    assert "faux sur une autre campagne" in said(results(graded)["interactions"])
    assert graded.report.score == KPI.points - 2


def test_figures_copied_from_the_second_subject_fail_on_its_own_hidden_campaign(grade_it):
    second = KPI.subjects[1]
    notebook = make_notebook(second, solution=True)
    right = grade_it(KPI, notebook).answer["code"]["montre"]["total_interactions"]["ok"]
    cell_of(notebook, "total_interactions").source = f"def total_interactions(table):\n    return {right}"

    graded = grade_it(KPI, notebook)

    assert "faux sur une autre campagne" in said(results(graded)["interactions"])
    assert graded.report.score == KPI.points - 2


def tapped(exercise, answer):
    """The given notebook, with what she tapped, and how many hints she opened, in its answer cell."""
    notebook = make_notebook(exercise, solution=False)
    cell_of(notebook, "reponse").source = f"reponse = enregistrer(\n{answer!r},\nindices=2\n)"
    return notebook


def test_what_she_tapped_is_judged_beside_her_code(grade_it):
    exercise = next(each for each in CODED if each.slug == "lire-et-raconter")
    first, second = exercise.subjects
    answer = {"code": {}, "sujet": "b", "parts": {"phrases": second.solution["parts"]["phrases"]}}

    report = results(grade_it(first, tapped(first, answer)))

    assert report["supported"].earned == report["supported"].points
    assert report["evolution"].earned == 0


def test_what_she_foresaw_earns_nothing_and_is_taken_up_in_the_feedback(grade_it):
    answer = {"code": {}, "parts": {"previsions": {"taux": "abonnes", "croissance": "depart"}}}

    graded = grade_it(KPI, tapped(KPI, answer))

    assert graded.report.score == 0
    assert said(results(graded)["rate_of_campaign"]).startswith("Vous aviez prévu de diviser par les abonnés")
    assert said(results(graded)["hashtag_growth"]).startswith("Vous aviez bien prévu")


def test_in_the_notebook_the_count_is_half_of_nothing_lost(grade_it):
    exercise = next(each for each in CODED if each.slug == "nettoyer-les-donnees")
    notebook = make_notebook(exercise, solution=True)
    cell_of(notebook, "reponse").source = "reponse = enregistrer()"

    lost = results(grade_it(exercise, notebook))["nothing_lost"]

    assert (lost.earned, said(lost)) == (1, "Le compte des lignes n’est pas complet.")


def test_taps_that_the_answer_cell_lacks_are_found_under_the_questions(grade_it):
    notebook = make_notebook(KPI, solution=False)
    kept = {"format": 1, "exercise": KPI.id, "version": KPI.version, "answer": {
        "code": {}, "parts": {"previsions": {"taux": "portee"}}}}
    cell_of(notebook, "prevoir").outputs = [
        {"output_type": "display_data", "metadata": {}, "data": {"application/vnd.citoyennete.reponse+json": kept}}]

    assert said(results(grade_it(KPI, notebook))["rate_of_campaign"]).startswith("Vous aviez bien prévu")


def test_the_hints_she_opened_are_told_and_change_nothing(grade_it):
    graded = grade_it(KPI, tapped(KPI, {"code": {}}))

    assert [note.replace("\u00a0", " ") for note in graded.notes] == ["Indices ouverts : 2 sur 3."]
    assert "indices" not in graded.answer


def test_an_error_in_one_function_costs_that_one_only_and_is_told_in_french(grade_it):
    graded = grade_it(KPI, rewritten(part_visites="def part_visites(table):\n    return table['visite'].sum()"))

    assert "la colonne « visite » n’existe pas" in said(results(graded)["social_traffic"])
    assert graded.report.score == KPI.points - 2


def test_a_function_that_never_ends_refuses_nothing_else(grade_it, monkeypatch):
    monkeypatch.setattr(code_answer, "LIMITS", Limits(cell_seconds=3, total_seconds=20))
    graded = grade_it(KPI, rewritten(taux_campagne="def taux_campagne(table):\n    while True: pass"))

    assert results(graded)["interactions"].earned == 2
    assert graded.report.score <= KPI.points - 3


def test_a_division_by_zero_in_pandas_is_recognised(grade_it):
    graded = grade_it(KPI, rewritten(croissance_abonnes=(
        "def croissance_abonnes(t):\n    return (t['abonnes_fin'] - t['abonnes_debut']) / t['abonnes_debut'] * 100")))

    assert "« inf »" in said(results(graded)["follower_growth"])


@pytest.mark.parametrize("code", [
    "def total_interactions(table):\n    return float('nan')",
    "def total_interactions(table):\n    return 10**400",
    "def total_interactions(table):\n    return table",
    "def total_interactions(table):\n    return lambda: 3",
    "def total_interactions(table):\n    return {'t': 'frame'}",
    "class total_interactions:\n    def __init__(self, t): pass\n    def __eq__(self, other): return True",
    "total_interactions = 539",
    "def total_interactions(table):\n    raise SystemExit",
    "import pandas as pd\npd.read_csv = lambda name: 1 / 0\ndef total_interactions(table):\n    return 539",
])
def test_odd_values_earn_nothing_and_break_no_check(code, grade_it):
    graded = grade_it(KPI, rewritten(total_interactions=code))

    assert results(graded)["interactions"].earned == 0
    assert all(result.earned is not None for result in graded.report.criteria)


def test_results_written_by_hand_do_not_pass_for_those_on_the_hidden_campaign(grade_it):
    mine = grade_it(KPI, make_notebook(KPI, solution=True)).answer
    forged = {"code": {"montre": mine["code"]["montre"]}}
    notebook = make_notebook(KPI, solution=False)
    cell_of(notebook, "reponse").source = f"reponse = enregistrer({forged!r})"

    assert grade_it(KPI, notebook).report.score == 0


def test_a_page_answer_stands_in_the_gradebooks_notebook_and_keeps_its_points(grade_it):
    graded = grade_it(KPI, submitted_notebook(KPI, KPI.solution))

    assert graded.report.score == KPI.points
    assert "somme(réactions" in json.dumps(autograded_notebook(KPI, KPI.solution, graded.report), ensure_ascii=False)


def test_hidden_files_are_not_among_what_a_learner_receives():
    public = json.dumps(KPI.public(), ensure_ascii=False)
    rows = KPI.hidden["publications.csv"].decode().splitlines()

    assert KPI.hidden and not KPI.as_seen().hidden
    assert not any(row in public for row in rows[1:])
    assert set(KPI.files) == {"publications.csv", "reseaux.csv", "site.csv"}
    assert KPI.as_seen().score(KPI.solution).score == KPI.points


def test_steps_are_read_from_the_percent_format():
    first, second = read_steps("# %% [markdown] texte\n# # Titre\n#\n# Mot.\n\n# %% calcul\nx = 1\n\n\ny = 2\n")

    assert (first.source, first.is_text) == ("# Titre\n\nMot.", True)
    assert (second.id, second.source, second.is_hers) == ("calcul", "x = 1\n\n\ny = 2", False)
    with pytest.raises(ValueError, match="same name"):
        read_steps("# %% a\n1\n# %% a\n2")


def test_the_solution_leaves_three_points_behind():
    source = "def f(x):\n    ### BEGIN SOLUTION\n    return x\n    ### END SOLUTION"

    assert without_solution(source).splitlines()[1].startswith("    ...")


def test_nbgrader_validates_the_models_and_fails_the_given_notebook_kindly(tmp_path, nbgrader_command):
    models = [exercise for exercise in CODED if exercise.slug in ("calculer-les-kpi", "lire-et-raconter")]
    Gradebook(tmp_path, models).close()
    places = [f"{exercise.assignment}/{exercise.slug}.ipynb" for exercise in models]

    good = nbgrader_command(tmp_path, "validate", *(f"source/{place}" for place in places))
    given = nbgrader_command(tmp_path, "validate", f"release/{KPI.assignment}/{KPI.slug}.ipynb")

    assert good.count("Success") == len(models) == 2
    assert "pas encore calculé" in given and "Traceback" not in given
