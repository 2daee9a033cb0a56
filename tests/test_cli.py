"""The commands answer in French, with exit codes a script can read."""

import subprocess
import sys

import pytest

from autograder.cli import main
from tests.places import ROOT


def test_help_is_french(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["--aide"])

    assert stop.value.code == 0
    assert "prépare le cours" in capsys.readouterr().out


@pytest.mark.parametrize("typed", [
    ["fabriquer"], [], ["serve", "--port", "x"], ["serve", "--port", "99999"], ["build", "--vite"],
])
def test_a_command_that_does_not_exist_gets_one_french_sentence(typed):
    run = subprocess.run([sys.executable, "-m", "autograder", *typed], cwd=ROOT, capture_output=True, encoding="utf-8")

    assert run.returncode == 2
    assert run.stderr.startswith("Commande incomprise") and run.stderr.count("\n") == 1
