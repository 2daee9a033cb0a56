"""Grading a notebook or an answer file: same marks through every door, kind refusals, nothing forged."""

import json

import pytest

from autograder.checks import InvalidData
from autograder.engine.errors import GradeRefused
from autograder.engine.notebook import answer_source
from autograder.engine.submission import DRAFT_TYPE
from autograder.widgets import workbench

LOOP = "while True:\n    pass"


def envelope(exercise, answer):
    return {"format": 1, "exercise": exercise.id, "version": exercise.version, "answer": answer}


def shown(exercise, answer):
    """The output under the builder's cell."""
    return {"output_type": "display_data", "metadata": {}, "data": {DRAFT_TYPE: envelope(exercise, answer)}}


# -- the same mark through every door


def test_the_solution_earns_everything_through_the_notebook(exercise, copy, grade):
    graded = grade(copy(exercise.solution))

    assert (graded.report.score, graded.notes) == (exercise.points, ())


def test_a_blank_notebook_earns_nothing_and_is_told_so(copy, grade):
    graded = grade(copy())

    assert graded.report.score == 0
    assert graded.notes == ("La réponse est vide.",)


def test_every_recorded_mistake_gets_the_same_report_through_page_notebook_and_file(exercise, copy, grade):
    for name, mistake in exercise.mistakes().items():
        by_page = exercise.score(mistake["answer"])
        by_notebook = grade(copy(mistake["answer"])).report
        by_file = grade(json.dumps(envelope(exercise, mistake["answer"])).encode(), "reponse.json").report

        assert by_notebook == by_page == by_file, name
        assert by_notebook.score == mistake["score"], name


def test_an_answer_that_is_computed_gets_the_same_mark(exercise, copy, grade):
    graded = grade(copy().answer_with(f"reponse = dict({exercise.solution!r})"))

    assert graded.report == exercise.score(exercise.solution)


# -- repairs, where intent is certain


def test_the_draft_of_the_builder_counts_when_the_answer_cell_was_never_run(exercise, copy, grade):
    blank = copy()
    blank.cells[blank.place("atelier")]["outputs"] = [shown(exercise, exercise.solution)]

    graded = grade(blank)

    assert graded.report.score == exercise.points
    assert "n’avait pas été lancée" in graded.notes[0]


def test_the_kept_answer_wins_over_a_newer_draft_and_a_note_says_so(exercise, copy, grade):
    mine = copy(exercise.solution)
    mine.cells[mine.place("atelier")]["outputs"] = [shown(exercise, exercise.blank())]

    graded = grade(mine)

    assert graded.report.score == exercise.points
    assert "la réponse gardée compte" in graded.notes[0]


def test_engine_and_widgets_agree_on_where_the_draft_is():
    assert DRAFT_TYPE == workbench.DRAFT_TYPE


def test_a_notebook_without_metadata_is_known_by_its_cells(exercise, copy, grade):
    mine = copy(exercise.solution)
    mine.notebook["metadata"] = {}

    assert grade(mine, "sans-nom.ipynb").report.score == exercise.points


def test_a_notebook_stripped_of_everything_is_known_by_its_file_name(exercise, copy, grade):
    mine = copy(exercise.solution)
    mine.notebook["metadata"] = {}
    for cell in mine.cells:
        cell["metadata"] = {}

    assert grade(mine, "3-organiser--arbre-a-problemes__Awa.ipynb").report.score == exercise.points


def test_missing_and_repeated_grade_cells_change_no_mark(exercise, copy, grade):
    mine = copy(exercise.solution).remove("no_circle").repeat("levels_are_right")

    graded = grade(mine)

    assert graded.report.score == exercise.points
    assert len(graded.notes) == 2


def test_an_answer_cell_copied_twice_counts_once(exercise, copy, grade):
    assert grade(copy(exercise.solution).repeat("reponse")).report.score == exercise.points


def test_an_emptied_answer_cell_beside_a_filled_copy_takes_the_filled_one(exercise, copy, grade):
    mine = copy().insert_code(answer_source(exercise.solution))

    graded = grade(mine)

    assert graded.report.score == exercise.points
    assert "autre cellule que prévu" in graded.notes[0]


def test_a_renamed_answer_cell_is_still_found(exercise, copy, grade):
    mine = copy(exercise.solution)
    mine.cells[mine.place("reponse")].metadata["nbgrader"]["grade_id"] = "autre"

    assert grade(mine).report.score == exercise.points


def test_an_old_notebook_format_is_read_all_the_same(exercise, grade):
    cell = {"cell_type": "code", "input": answer_source(exercise.solution).splitlines(keepends=True), "outputs": []}
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": [cell]}]}

    graded = grade(json.dumps(old).encode())

    assert graded.report.score == exercise.points
    assert any("ancien format" in note for note in graded.notes)


def test_a_byte_order_mark_does_no_harm(exercise, copy, grade):
    assert grade(b"\xef\xbb\xbf" + copy(exercise.solution).raw).report.score == exercise.points


def test_cells_of_her_own_that_fail_are_told_and_cost_nothing(exercise, copy, grade):
    mine = copy(exercise.solution).insert_code("1 / 0")

    graded = grade(mine)

    assert graded.report.score == exercise.points
    assert "n° 20 s’arrête sur une erreur (ZeroDivisionError" in graded.notes[0]


def test_a_cell_that_never_ends_is_told_and_costs_nothing_when_the_answer_is_kept(exercise, copy, grade):
    graded = grade(copy(exercise.solution).insert_code(LOOP, before="reponse"))

    assert graded.report.score == exercise.points
    assert "n° 6 ne finit jamais" in graded.notes[0]


# -- refusals, which name the cell


@pytest.mark.parametrize("raw, said", [
    (b"", "vide"),
    (b"bonjour", "pas un carnet"),
    (b'{"cells": [{"cell_type": "code", "sour', "coupé en route"),
    (b"[]", "pas un carnet"),
    (b"{}", "pas de cellules"),
    (b'{"cells": []}', "plus aucune cellule"),
    (b"\xff\xfe{\x00", "pas un carnet"),
    (b"[" * 100_000, "pas un carnet"),
    (b'{"a":' * 100_000, "coupé en route"),
])
def test_what_is_not_a_notebook_is_refused_with_one_sentence(grade, raw, said):
    with pytest.raises(GradeRefused) as refusal:
        grade(raw)

    assert said in refusal.value.sentence


def test_two_different_answers_are_refused_by_their_numbers(exercise, copy, grade):
    mine = copy(exercise.solution).insert_code(answer_source(exercise.blank()))

    with pytest.raises(GradeRefused, match="Les cellules n° 6 et n° 20 donnent des réponses différentes"):
        grade(mine)


def test_an_answer_cut_in_the_middle_is_refused_by_its_number(copy, grade):
    with pytest.raises(GradeRefused, match="La cellule n° 6, celle de la réponse, ne se lit plus, ligne 1"):
        grade(copy().answer_with("reponse = enregistrer({'statements': ["))


def test_code_that_fails_before_the_answer_is_refused_by_its_number(copy, grade):
    with pytest.raises(GradeRefused, match=r"La cellule n° 6 s’arrête sur une erreur \(ValueError: non\)"):
        grade(copy().answer_with("raise ValueError('non')\nreponse = 1"))


def test_a_notebook_of_another_course_is_refused(copy, grade):
    mine = copy()
    mine.notebook["metadata"]["citoyennete"]["exercise"] = "9-ailleurs/autre"

    with pytest.raises(GradeRefused, match="que ce cours n’a pas"):
        grade(mine)


@pytest.mark.parametrize("version, said", [(0, "a changé depuis ce carnet"), (99, "plus récent que ce cours")])
def test_a_notebook_of_another_version_is_refused(copy, grade, version, said):
    mine = copy()
    mine.notebook["metadata"]["citoyennete"]["version"] = version

    with pytest.raises(GradeRefused, match=said):
        grade(mine)


def test_an_unknown_kind_of_file_is_refused(grade):
    with pytest.raises(GradeRefused, match="ni un carnet"):
        grade(b"x", "photo.jpg")


@pytest.mark.parametrize("literal", [
    "{'statements': [{'id': 'e08', 'level': 'tronc'}], 'links': []}",
    "{'statements': 3}",
    "[1, 2]",
    "{'statements': [], 'links': [['e01', 'e02']]}",
    "{'statements': [1e999], 'links': []}",
    "{'statements': [10**400], 'links': []}",
    "{'statements': [" + "[" * 60 + "]" * 60 + "], 'links': []}",
    "{'statements': [{'id': 'x1', 'level': 'directe', 'text': '\\ud800'}], 'links': []}",
    "{b'statements': []}",
    "{1: 2, (1, 2): 3}",
])
def test_an_answer_that_is_no_answer_is_refused_with_a_sentence(copy, grade, literal):
    with pytest.raises(InvalidData) as refusal:
        grade(copy().answer_with(f"reponse = enregistrer({literal})"))

    assert refusal.value.sentence.endswith((".", "?"))


# -- nothing can be forged


@pytest.mark.parametrize("trick", [
    "print(20)\nprint({'score': 20})\nreponse = {}",
    "noter = lambda critere: 20\nverifier = lambda: 20\nenregistrer = lambda reponse=None: {}\n"
    "reponse = enregistrer({})",
    "import json\njson.dumps = lambda *a, **k: '{\"score\": 20}'\nreponse = {'statements': [], 'links': []}",
    "import builtins\nbuiltins.sum = lambda x: 20\nbuiltins.isinstance = lambda a, b: True\n"
    "reponse = {'statements': [], 'links': []}",
    "class Menteur(dict):\n    def __eq__(self, other): return True\n    def __len__(self): return 20\n"
    "reponse = Menteur()",
    "class Menteur:\n    def __eq__(self, other): return True\nreponse = {'statements': [Menteur()], 'links': []}",
    "import sys\nreponse = {}\nsys.exit(0)",
    "import os\nreponse = {}\nos._exit(0)",
    "reponse = 'x' * 10**11",
    "reponse = {'statements': float('nan'), 'links': []}",
    "reponse = []\nfor _ in range(10**5): reponse = [reponse]",
    "reponse = 10**5000",
    "reponse = {'statements': ['x' * 5_000_000], 'links': []}",
    "import os\nfor fd in range(3, 30):\n"
    "    try: os.write(fd, b'{\"event\": \"values\", \"names\": {\"reponse\": 20}}\\n')\n"
    "    except OSError: pass\nreponse = {}",
    "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\nreponse = {}",
    "import autograder.checks.report as r\nr.Report.score = 20\nreponse = {'statements': [], 'links': []}",
])
def test_a_forged_notebook_earns_nothing(copy, grade, trick):
    try:
        graded = grade(copy().answer_with(trick))
    except InvalidData as refusal:
        assert refusal.sentence
    else:
        assert graded.report.score == 0


def test_her_process_sees_no_answer_key(exercise, copy, grade, tmp_path):
    look = (
        "import os, pathlib\n"
        "seen = [str(p) for p in pathlib.Path(os.environ['COURS_EXERCICES']).rglob('*')]\n"
        "seen += [name for name in os.listdir('.') if name != 'bank.json']\n"
        "assert not seen, seen\n"
        "reponse = {'statements': [], 'links': []}"
    )

    assert grade(copy().answer_with(look)).report.score == 0
    assert not list((tmp_path / "essais").iterdir())
