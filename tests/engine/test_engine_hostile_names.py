"""Names of files are chosen by whoever hands them in: they neither write on the trainer's screen nor lose a mark."""

import json
import os
import sys

import pytest

from autograder.engine.grade_command import grade
from tests.places import ROOT

NAMES = [
    "\x1b]0;piraté\x07\x1b[2J",
    "x\n[9] Awa Diallo : 20 sur 20",
    "\u202etxet\u2066",
    os.fsdecode(b"caf\xe9-de-Kayes"),
    "<img src=x onerror=alert(1)>",
    "-rf ~ $(id) `id` ; %s {0}",
    "e" + "\u0301" * 60,
]


@pytest.fixture
def deposit(tmp_path, exercise):
    if sys.platform != "linux":
        pytest.skip("other systems do not take these names")
    folder = tmp_path / "seance/depot"
    folder.mkdir(parents=True)
    envelope = {"format": 1, "exercise": exercise.id, "version": exercise.version, "answer": exercise.solution}
    for number, name in enumerate(NAMES):
        (folder / f"{name}{number}.json").write_text(json.dumps(envelope | {"nombre": number}), encoding="utf-8")
    marked = folder / NAMES[0] / exercise.assignment
    marked.mkdir(parents=True)
    (marked / "a.json").write_text(json.dumps(envelope))
    (tmp_path / "ailleurs.json").write_text(json.dumps(envelope | {"nom": "Quelqu'un d'autre"}))
    (folder / "lien.json").symlink_to(tmp_path / "ailleurs.json")
    (folder / "dossier").symlink_to(tmp_path)
    os.mkfifo(folder / "tuyau.ipynb")
    return folder


def test_hostile_names_are_shown_harmless_and_their_marks_kept(deposit, tmp_path):
    said = []

    code = grade([deposit, deposit / "tuyau.ipynb"], ROOT, tmp_path / "seance", said.append)

    assert code == 1
    assert all(line.isprintable() for line in said)
    assert sum("refusé" in line for line in said) - ("refusé(s)" in said[-2]) == 2  # the link and the pipe
    assert "lien vers un autre fichier" in "".join(said) and "Quelqu" not in "".join(said)
    rows = [json.loads(line) for line in (tmp_path / "seance/nbgrader/depot.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) == len(NAMES) + 1
    assert all(row["fichier"].isprintable() and row["personne"].isprintable() for row in rows)
