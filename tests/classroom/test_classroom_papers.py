"""What the trainer prints: offered behind her code, to nobody else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

KEY = "formateur/3-organiser-arbre-a-problemes-corrige.pdf"
SHEET = "fiches/3-organiser-arbre-a-problemes.pdf"
PRINTED = ("formateur/guide-formateur.pdf", "formateur/diapositives.html", KEY, SHEET, "fiches/autre.pdf", "guide.pdf")


@pytest.fixture
def printed(tmp_path: Path) -> Path:
    """The folder where the course was printed, beside the site."""
    for name in PRINTED:
        file = tmp_path / "print" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"%PDF " + name.encode())
    return tmp_path / "print"


def test_the_trainer_finds_her_guide_the_sheets_and_the_keys_and_takes_them_away(classroom: Any, printed: Path) -> None:
    trainer = classroom.trainer()

    page = trainer.get("/formateur/imprimer/")
    key = trainer.client.get(f"/formateur/imprimer/{KEY}")

    assert all(f'href="/formateur/imprimer/{name}"' in page for name in PRINTED if name != "fiches/autre.pdf")
    assert "guide-a5.pdf" not in page  # not printed yet
    assert key.content == b"%PDF " + KEY.encode()
    assert 'filename="3-organiser-arbre-a-problemes-corrige.pdf"' in key.headers["content-disposition"]
    assert key.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("name", PRINTED)
def test_a_learner_gets_none_of_it(classroom: Any, printed: Path, name: str) -> None:
    learner = classroom.join("Awa")

    for address in (f"/formateur/imprimer/{name}", f"/print/{name}", f"/../print/{name}", f"/%2e%2e/print/{name}"):
        answer = learner.client.get(address, headers=learner.headers, follow_redirects=False)
        assert answer.status_code in (303, 404), address
        assert b"%PDF" not in answer.content


@pytest.mark.parametrize(
    "name", ["fiches/autre.pdf", "../seance/seance.db", "%2e%2e/seance/seance.db", "/etc/hostname"]
)
def test_only_what_the_page_offers_can_be_taken(classroom: Any, printed: Path, name: str) -> None:
    answer = classroom.trainer().client.get(f"/formateur/imprimer/{name}", follow_redirects=False)

    assert answer.status_code == 404


def test_before_anything_is_printed_the_page_says_what_to_type(open_classroom: Callable[..., Any]) -> None:
    with open_classroom() as classroom:
        page = classroom.trainer().get("/formateur/imprimer/")

    assert "python -m autograder guide" in page
