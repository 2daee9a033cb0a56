"""Somebody's own nbgrader course, graded by us and by nbgrader: the same scores, flags, comments and penalties."""

import json
import os
import subprocess
import sys

import nbformat
import pytest

from autograder.cli import main
from autograder.domain.errors import CourseError
from autograder.domain.french import WIDE
from autograder.engine.feedback import write_feedback
from autograder.engine.foreign_command import grade_course
from autograder.engine.foreign_grade import _clean
from autograder.engine.jupyter import new_code_cell, new_notebook
from tests.engine.nbgrader_course import ANSWERS, HELPER, NbgraderCourse
from tests.places import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux can shut a process in")


@pytest.fixture(scope="module")
def made(tmp_path_factory, nbgrader_command):
    course = NbgraderCourse(tmp_path_factory.mktemp("cours"))
    course.make(nbgrader_command)
    return course


@pytest.fixture
def course(made, tmp_path):
    return made.copy(tmp_path / "cours")


@pytest.fixture
def grade(tmp_path):
    """Grade a course; what was said."""
    def run(course, **options):
        said = []
        run.code = grade_course(course.root, tmp_path / "essais", said.append, **options)
        return "\n".join(said).replace(WIDE, " ")

    return run


WITHOUT_PARTS = {name: code for name, code in ANSWERS.items() if name != "parts"}


def test_the_same_marks_as_nbgrader_in_every_cell(course, grade, nbgrader_command, tmp_path):
    course.hand_in("awa", ANSWERS | {"avis": "J'ai compris."})
    course.hand_in("binta", ANSWERS | {"total": "total = 3"}, when="2021-03-14 14:30:00 UTC")
    course.hand_in("coumba", WITHOUT_PARTS | {"moyenne": "1 / 0", "figure": "ax = None"})
    course.hand_in("djeneba")
    course.hand_in("fatou", ANSWERS | {"moyenne": "import sys\ndef moyenne(v):\n    print('!', file=sys.stderr)\n"
                                                  "    return sum(v) / len(v)"})
    course.hand_in("hawa", ANSWERS | {"moyenne": "def moyenne(v):\n    return len", "total": "total = '60'"})
    theirs = course.copy(tmp_path / "leur")

    grade(course)
    nbgrader_command(theirs.root, "autograde", "tp1")

    assert course.rows() == theirs.rows()
    assert course.comments() == theirs.comments()
    assert {who for who, _ in course.rows()} == {"awa", "binta", "coumba", "djeneba", "fatou", "hawa"}
    assert course.rows()["binta", "test_total"] == (0.0, None, 0, 2.5)
    assert files_of(course.root / "autograded") == files_of(theirs.root / "autograded")
    for path in (course.root / "autograded").rglob("*.ipynb"):
        nbformat.validate(json.loads(path.read_text()))


def test_feedback_is_written_from_what_was_graded(course, grade):
    course.hand_in("awa", ANSWERS | {"total": "total = 3", "avis": "J'ai <script>vole()</script> compris."})

    grade(course)
    code = write_feedback(course.root, lambda text: None)

    page = (course.root / "feedback/awa/tp1/tp1.html").read_text()
    assert code == 0
    assert "AssertionError" in page and "<script" not in page


def files_of(folder):
    """What lies there, less what Python leaves for itself when a kernel imports a module (nbgrader's may, or not)."""
    found = [path for path in folder.rglob("*") if path.is_file() and path.parent.name != "__pycache__"]
    return {str(path.relative_to(folder)): path.stat().st_mode for path in found}


def test_a_cell_that_never_ends_costs_only_its_own_points(course, grade):
    course.hand_in("awa", ANSWERS | {"parts": "while True: pass"})
    configuration = course.root / "nbgrader_config.py"
    configuration.write_text(configuration.read_text().replace("120", "4"))

    grade(course)

    assert course.scores("awa")["test_parts"] == 0
    assert course.scores("awa")["test_total"] == 3


def test_tests_that_read_the_code_are_said_not_to_be_protected(course, grade):
    course.hand_in("awa", {"d": "def doubles(v):\n    r = []\n    for x in v: r.append(2 * x)\n    return r"},
                   assignment="tp2")

    said = grade(course)

    assert "non protégé pour « test_source »" in said and "test_doubles" not in said
    assert course.scores("awa", "tp2") == {"test_source": 1, "test_doubles": 2}


def test_graded_once_and_again_only_when_it_changed(course, grade):
    course.hand_in("awa", ANSWERS)
    course.hand_in("binta", ANSWERS)

    grade(course)
    again = grade(course)
    course.hand_in("binta", ANSWERS | {"total": "total = 0"})
    changed = grade(course)

    assert "0 remise notée, 2 notées auparavant" in again
    assert "1 remise notée, 1 notée auparavant" in changed
    assert course.scores("binta")["test_total"] == 0


def test_the_next_day_s_run_knows_what_was_graded():
    script = (
        "from autograder.engine.foreign_master import Author, MasterNotebook\n"
        "hers = frozenset(f'nom{number}' for number in range(20))\n"
        "print(MasterNotebook('tp1', None, {}, Author({}, hers), together=hers).edition)")

    told = {
        subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE, check=True).stdout
        for seed in ("1", "2")
    }

    assert len(told) == 1


def test_marks_given_by_hand_stand(course, grade, nbgrader_command):
    course.hand_in("awa", ANSWERS)
    grade(course)
    course.mark_by_hand("awa", "test_total", 1.5)

    grade(course, force=True)

    assert course.rows()["awa", "test_total"][:3] == (3.0, 1.5, 1)


def test_without_the_source_tests_are_apart_all_the_same(course, grade):
    (course.root / "source/tp1/tp1.ipynb").unlink()
    course.hand_in("awa", ANSWERS)

    said = grade(course)

    assert "pas de solution pour essayer les tests" in said
    assert course.scores("awa")["test_total"] == 3
    assert course.scores("awa")["test_moyenne"] == 2


def test_what_she_lost_or_moved_is_repaired_and_said(course, grade):
    def spoil(data):
        cells = {cell["metadata"].get("nbgrader", {}).get("grade_id"): cell for cell in data["cells"]}
        data["cells"].remove(cells["test_total"])
        data["cells"].remove(cells["test_moyenne"])
        data["cells"].insert(0, cells["test_moyenne"])
        data["cells"].append(json.loads(json.dumps(cells["moyenne"])) | {"id": "copie"})
        cells["test_parts"]["source"] = "pass"
        cells["test_ranger"]["metadata"]["nbgrader"]["points"] = 1000
        cells["test_ranger"]["metadata"]["nbgrader"]["grade"] = False
        cells["ranger"]["cell_type"] = "markdown"
        del cells["imports"]["metadata"]["nbgrader"]

    course.hand_in("awa", ANSWERS, change=spoil)

    said = grade(course)

    assert course.scores("awa") | {"libre": 1} == {
        "test_moyenne": 2, "test_ranger": 1, "test_total": 3, "test_parts": 2, "test_figure": 1, "test_points": 4,
        "libre": 1, "avis": 0, "projet": None}
    assert "« test_total » manquait" in said and "en double" in said and "déplacées" in said
    assert "perdu leur étiquette" in said


def test_a_renamed_notebook_is_known_by_its_cells(course, grade):
    folder = course.hand_in("awa", ANSWERS)
    (folder / "tp1.ipynb").rename(folder / "TP1 Awa (2).ipynb")

    said = grade(course)

    assert "a été pris pour « tp1.ipynb »" in said
    assert course.scores("awa")["test_total"] == 3


def test_what_cannot_be_read_is_refused_and_the_others_graded(course, grade):
    unreadable = [b"", b"{", b"[]", b'{"cells": []}', b"\xff\xfe"]
    for number, content in enumerate(unreadable):
        (course.hand_in(f"awa-{number}", ANSWERS) / "tp1.ipynb").write_bytes(content)
    course.hand_in("binta", ANSWERS)

    said = grade(course)

    assert grade.code == 1 and said.count("tp1 : refusé. ") == len(unreadable)
    assert {who for who, _ in course.rows()} == {"binta"}


def test_hostile_outputs_are_kept_as_a_valid_notebook_or_not_at_all():
    hostile = [
        None, 3, [], {"output_type": "stream"}, {"output_type": "stream", "name": 5, "text": ["a", "b"]},
        {"output_type": "error", "ename": None, "evalue": {}, "traceback": [1, "\ud800"]},
        {"output_type": "display_data", "data": {"text/html": "<b onclick=x()>a</b><script>x()</script>"}},
        {"output_type": "display_data", "data": {"application/javascript": "x()", "image/svg+xml": "<svg/>"}},
        {"output_type": "execute_result", "data": {"text/plain": "1", "image/png": "é"}, "metadata": {"x": []}},
        {"output_type": "update_display_data", "data": {}}, {"output_type": "execute_result", "data": None},
    ]

    kept = [made for each in hostile if (made := _clean(each, 1)) is not None]

    nbformat.validate(new_notebook(cells=[new_code_cell("x", outputs=kept)]))
    assert "x()" not in json.dumps(kept)
    assert [output.get("data") for output in kept][-1] == {"text/plain": "1"}


def test_files_that_learners_may_change_are_theirs_and_never_run_beside_the_tests(course, grade):
    course.configure('c.Autograde.exclude_overwriting = {"tp1": ["aide.py"]}')
    own = ANSWERS | {"total": "from aide import somme\ntotal = somme(df)"}
    folder = course.hand_in("awa", own)
    (folder / "aide.py").write_text(HELPER + 'def somme(df):\n    return int(df["visites"].sum())\n')
    course.hand_in("binta", own)

    said = grade(course)

    assert (course.scores("awa")["test_total"], course.scores("binta")["test_total"]) == (3, 0)
    assert course.scores("awa")["test_parts"] == course.scores("binta")["test_parts"] == 2
    assert "non protégé" not in said
    assert (course.root / "autograded/awa/tp1/aide.py").read_text() == (folder / "aide.py").read_text()


def test_the_course_s_own_settings_count_and_those_that_do_not_are_named(course, grade):
    course.configure(
        'c.Execute.extra_arguments = ["--matplotlib=agg"]\nc.ClearOutput.remove_metadata_fields = set()\n'
        'c.Autograde.create_student = False\nc.Autograde.permissions = 640\nc.CourseDirectory.ignore = ["*.csv"]\n'
        "def note(name):\n    def hook(assignment, student, notebooks):\n"
        '        open("crochets.txt", "a").write(f"{name} {assignment} {student} {len(notebooks)}\\n")\n'
        '    return hook\nc.Autograde.pre_convert_hook, c.Autograde.post_convert_hook = note("avant"), note("ensuite")')
    course.enrol("awa")
    course.hand_in("awa", ANSWERS)
    course.hand_in("binta", ANSWERS)

    said = grade(course)

    assert "ne comptent pas ici : Execute.extra_arguments et ClearOutput.remove_metadata_fields." in said
    assert "binta, tp1 : refusé. Cette personne n'est pas dans le carnet de notes" in said.replace("’", "'")
    assert (course.root / "crochets.txt").read_text().splitlines()[::2] == ["avant tp1 awa 1", "ensuite tp1 awa 1"]
    graded = course.root / "autograded/awa/tp1"
    assert not (graded / "visites.csv").exists() and (graded / "tp1.ipynb").stat().st_mode & 0o777 == 0o640


def test_an_assignment_in_another_language_is_refused_with_what_to_do(course, grade):
    course.hand_in("awa", ANSWERS)
    course.set_kernel("tp1", {"name": "ir", "language": "R", "display_name": "R"})

    said = grade(course)

    assert grade.code == 1 and "n'est pas en Python" in said.replace("’", "'")


def test_links_to_other_files_are_not_followed(course, grade, tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    folder = course.hand_in("awa", ANSWERS)
    (folder / "lien.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "dossier").symlink_to(tmp_path)

    grade(course)

    names = [path.name for path in (course.root / "autograded").rglob("*")]
    assert "lien.txt" not in names and "secret.txt" not in names


def test_a_folder_that_is_no_course_is_refused_with_what_to_do(tmp_path, capsys):
    with pytest.raises(CourseError, match="generate_assignment"):
        grade_course(tmp_path, tmp_path / "essais", print)

    assert main(["grade", "--course", str(tmp_path / "absent")]) == 2
    assert "n’existe pas" in capsys.readouterr().err
