"""What a learner is told of the words that a person must judge: in a session, and alone with the rubric."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from autograder.catalogue import Exercise
from autograder.publish.pages import build_pages
from tests.browser.conftest import Host, OpenPage

PAGE = "exercices/3-organiser/budget/"
SCORER = """const rapport = %s;
self.onmessage = ({data}) => self.postMessage(data.load ? {ready: true} : {id: data.id, rapport});"""


@pytest.fixture
def budget(exercises: list[Exercise]) -> Exercise:
    return next(exercise for exercise in exercises if exercise.slug == "budget")


@pytest.fixture
def alone(build: Path, tmp_path: Path, budget: Exercise) -> Iterator[str]:
    """A page with no session; in the place of the corrector, one that has scored the solution."""
    site = tmp_path / "cours"
    build_pages([budget], site, "statique", build / "front", {"base": "", "wheel": "", "bytes": 1, "megabytes": 1})
    shutil.copytree(build / "site" / "_static", site / "_static")
    report = json.dumps(budget.score(budget.solution).to_json())
    (site / "exercices" / "_atelier" / "worker.js").write_text(SCORER % report, encoding="utf-8")
    host = Host(tmp_path)
    yield host.address
    host.stop()


def test_in_a_session_the_points_that_wait_for_the_trainer_are_said(open_page: OpenPage, site: str) -> None:
    page = open_page(site + PAGE)
    page.get_by_label("Code de la séance").fill("kayes")
    page.get_by_label("Votre nom").fill("Awa Diallo")
    page.get_by_role("button", name="Commencer").click()
    report = page.get_by_role("dialog").locator(".rapport")
    page.get_by_role("button", name="Vérifier").click()
    expect(report.locator(".a-lire")).to_contain_text("Rien n’est encore écrit ici")
    page.get_by_role("button", name="Continuer ma fiche").click()

    page.get_by_label("De la moyenne à la petite").fill("La radio reste : sans elle, les villages n'entendent rien.")
    page.get_by_role("button", name="Vérifier").click()

    expect(report).to_contain_text("5 points encore : votre formatrice ou votre formateur lira « Ce que vous coupez")
    expect(report.locator(".grille")).to_have_count(0)


def test_alone_she_gets_the_rubric_to_judge_with_somebody_else(
    open_context: Callable[..., BrowserContext], alone: str, budget: Exercise
) -> None:
    context = open_context()
    context.add_init_script("Object.defineProperty(Navigator.prototype, 'serviceWorker', {value: undefined})")
    page = context.new_page()
    page.goto(alone + PAGE)

    page.get_by_role("button", name="Vérifier").click()

    report = page.get_by_role("dialog").locator(".rapport")
    expect(report).to_contain_text("5 points encore, à lire à deux avec la grille")
    for level in budget.open_parts[0].levels:
        expect(report.locator(".grille")).to_contain_text(level.label)
