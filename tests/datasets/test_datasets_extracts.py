"""The tables of the exercises of section 3.3: generated, the same each time; what is hidden is published nowhere."""

import csv
import importlib.util
import io
import zipfile

from autograder.catalogue import find_exercises
from autograder.importers import read
from autograder.importers.tables import PUBLICATIONS
from autograder.publish.notebooks import build_notebooks
from autograder.publish.pages import public_data
from autograder.publish.wheel import build_wheel
from datasets.generateur.extracts import EXERCISES, files
from tests.places import ROOT

WITH_HIDDEN = [exercise for exercise in find_exercises(ROOT / "exercises") if exercise.hidden]
SUBJECTS = [subject for exercise in WITH_HIDDEN for subject in exercise.subjects]


def test_the_files_of_the_exercises_are_those_that_the_generator_writes():
    """To write them anew: `python -m datasets.generateur.extracts`."""
    for path, content in files(EXERCISES).items():
        assert path.read_bytes() == content, path


def test_hidden_and_shown_tables_have_the_same_columns_and_other_lines():
    for exercise in SUBJECTS:
        assert exercise.hidden.keys() == exercise.files.keys()
        for name, content in exercise.hidden.items():
            shown, hidden = (text.decode().splitlines() for text in (exercise.files[name], content))
            assert shown[0] == hidden[0]
            assert shown[1:] != hidden[1:]


def test_each_subject_has_a_campaign_of_its_own_shown_and_hidden():
    for exercise in WITH_HIDDEN:
        first, second = exercise.subjects
        for name in first.files:
            assert len({first.files[name], second.files[name], first.hidden[name], second.hidden[name]}) == 4


def test_no_hidden_file_reaches_a_page_a_notebook_or_the_browsers_wheel(tmp_path):
    course = build_notebooks(ROOT, tmp_path, lambda text: None)
    wheel = zipfile.ZipFile(build_wheel(WITH_HIDDEN, tmp_path / "wheel"))
    published = b"".join(path.read_bytes() for path in course.rglob("*") if path.is_file())
    published += b"".join(wheel.read(name) for name in wheel.namelist())
    published += "".join(str(public_data(exercise, "../")) for exercise in WITH_HIDDEN).encode()

    assert len(WITH_HIDDEN) >= 3
    assert not [name for name in wheel.namelist() if "hidden" in name]
    for exercise in SUBJECTS:
        telling = (line for content in exercise.hidden.values() for line in content.splitlines()[1:] if len(line) > 20)
        lines = [line for line in telling if not line.startswith(b",")]  # the platform's error lines are everywhere
        assert lines and not any(line in published for line in lines)


def test_tables_lie_beside_the_notebook_that_reads_them(tmp_path):
    course = build_notebooks(ROOT, tmp_path, lambda text: None)

    for exercise in WITH_HIDDEN:
        beside = {path.name for path in (course / "release" / exercise.assignment).iterdir()}
        assert beside == {f"{exercise.slug}.ipynb", *exercise.handed_out}
        assert len(exercise.handed_out) == 2 * len(exercise.files)


def test_the_cleaning_that_the_exercise_expects_is_that_of_the_importer(tmp_path):
    folder = EXERCISES / "nettoyer-les-donnees"
    spec = importlib.util.spec_from_file_location("cleaning_checks", folder / "checks.py")
    checks = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(checks)

    for place in ("carnet", "hidden", "sujets/b/carnet", "sujets/b/hidden"):
        path = folder / place / "export_facebook.csv"
        imported = list(read([path]).tables[PUBLICATIONS].records())
        expected = checks.clean(path.read_bytes())

        assert [row["id"] for row in imported] == [row["id"] for row in expected]
        for mine, theirs in zip(expected, imported, strict=True):
            assert (theirs["date"], theirs["heure"]) == (f"{mine['publie_le']:%Y-%m-%d}", f"{mine['publie_le']:%H:%M}")
            for name in checks.COUNTS:
                assert theirs[name] == mine[name], (mine["id"], name)


def test_the_shown_export_has_every_trouble_that_the_exercise_speaks_of():
    exercise = next(one for one in WITH_HIDDEN if one.slug == "nettoyer-les-donnees")

    for export in (each for subject in exercise.subjects for each in (subject.files, subject.hidden)):
        rows = list(csv.DictReader(io.StringIO(export["export_facebook.csv"].decode())))
        ids = [row["Post ID"] for row in rows if row["Post ID"]]
        assert len(ids) == len(rows) - 2 == len(set(ids)) + 2
        assert any("," in row["Reach"] for row in rows) and any("." in row["Shares"] for row in rows)
        assert any(row["Post ID"] and not row["Reach"] for row in rows)
