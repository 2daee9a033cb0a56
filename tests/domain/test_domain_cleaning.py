"""Which lines of a raw export stay, decision by decision; the page's live count is the same."""

import itertools
import json
from pathlib import Path

from autograder.domain.cleaning import damaged, is_error, kept
from tests.places import ROOT

CASES = Path(__file__).parents[1] / "front" / "cleaning_cases.json"
EXPORT = ROOT / "exercises" / "3-organiser" / "nettoyer-les-donnees" / "data" / "export.json"
LINES = json.loads(EXPORT.read_text(encoding="utf-8"))["rows"]
CHOICES = {
    "erreurs": ["", "garder", "ecarter"], "doublons": ["", "texte", "identifiant"], "abime": ["vide", "ecarter"],
    "manque": ["zero", "ecarter"], "milliers": ["mille", "ecarter"],
}


def every_case():
    decisions = [dict(zip(CHOICES, values, strict=True)) for values in itertools.product(*CHOICES.values())]
    return [{"decided": decided, "kept": kept(LINES, decided)} for decided in decisions]


def test_the_cases_that_the_page_is_compared_with_are_those_of_python():
    """To write them anew: `python -m tests.domain.test_domain_cleaning`."""
    assert json.loads(CASES.read_text(encoding="utf-8")) == every_case()


def test_what_is_not_decided_drops_nothing():
    assert len(kept(LINES, {})) == len(LINES) == 22


def test_error_lines_and_second_copies_go_and_reposts_stay():
    stay = kept(LINES, {"erreurs": "ecarter", "doublons": "identifiant"})

    assert len(stay) == 18
    assert "14" in stay and "21" not in stay  # « À revoir : Kadidia » is a post of its own
    assert sum(map(is_error, LINES)) == 2 and sum(map(damaged, LINES)) == 1


if __name__ == "__main__":
    CASES.write_text(json.dumps(every_case(), ensure_ascii=False) + "\n", encoding="utf-8")
