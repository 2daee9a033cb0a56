"""The builder as a notebook holds it: anywidget's `render({model, el})`, with a model that behaves as in ipywidgets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from autograder.catalogue import Exercise
from tests.browser.conftest import LAPTOP, OpenPage
from tests.browser.fake_session import serving

SCRIPT = """
import widget from "./front/widget.js";
window.models = ["un", "deux"].map((id) => {
  const traits = {exercice: EXERCISE, answer: {statements: [], links: []}, rapport: null};
  const watchers = {};
  const model = {
    saved: 0, get: (name) => traits[name],
    set(name, value) { traits[name] = value; (watchers[`change:${name}`] || []).forEach((act) => act()); },
    save_changes() { this.saved += 1; },
    on(event, act) { (watchers[event] = watchers[event] || []).push(act); },
    off(event, act) { watchers[event] = watchers[event].filter((one) => one !== act); },
  };
  const el = document.getElementById(id);
  model.stop = widget.render({model, el});
  return model;
});
window.heard = [];
document.addEventListener("keydown", (event) => window.heard.push(event.key));
"""


@pytest.fixture
def exercise(exercises: list[Exercise]) -> Exercise:
    return next(one for one in exercises if one.slug == "arbre-a-problemes")


@pytest.fixture(autouse=True)  # before any page, so that it stops after the last one is closed
def notebook(build: Path, exercise: Exercise) -> Iterator[str]:
    """A page that holds two builders, as a notebook with two exercises would."""
    script = SCRIPT.replace("EXERCISE", json.dumps(exercise.public()))
    html = (
        '<!DOCTYPE html><html lang="fr"><head><title>Carnet</title><link rel="icon" href="data:,">'
        '<link rel="stylesheet" href="front/widget.css"></head><body><main><h1>Carnet</h1>'
        f'<div id="un"></div><div id="deux"></div></main><script type="module">{script}</script>'
        "</body></html>"
    )

    async def page(request: object) -> Response:
        return HTMLResponse(html)

    routes = [Route("/", page), Mount("/front", StaticFiles(directory=build / "front"))]
    with serving(Starlette(routes=routes)) as address:
        yield address


def first(page: Page, of: str) -> object:
    return page.evaluate(f"models[0].{of}")


def test_what_she_taps_reaches_the_model_and_the_other_way_round(open_page: OpenPage, notebook: str) -> None:
    page = open_page(notebook, viewport=LAPTOP)
    box = page.locator("#un")

    box.get_by_role("button", name="Choisir le problème").click()
    page.get_by_role("dialog").get_by_role("button", name="Les femmes et les jeunes pèsent peu").click()

    assert first(page, "get('answer')") == {"statements": [{"id": "e08", "level": "probleme"}], "links": []}
    assert first(page, "saved") == 1
    page.evaluate("models[0].set('answer', {statements: [{id: 'e01', level: 'directe'}], links: []})")
    expect(box.locator(".fiche")).to_contain_text("le réseau passe mal")
    expect(page.locator("#deux .fiche")).to_have_count(0)


def test_a_report_set_by_python_is_shown_and_taken_away(open_page: OpenPage, notebook: str, exercise: Exercise) -> None:
    page = open_page(notebook)
    report = exercise.score(exercise.solution).to_json()

    page.evaluate("(report) => models[0].set('rapport', report)", report)
    expect(page.locator("#un .note-rapport")).to_contain_text("20 sur 20")
    page.evaluate("models[0].set('rapport', null)")

    expect(page.locator("#un .rapport")).to_have_count(0)


def test_what_she_types_is_no_order_to_the_notebook(open_page: OpenPage, notebook: str) -> None:
    page = open_page(notebook)
    page.locator("#un").get_by_role("button", name="Énoncés").first.click()
    page.locator("#un").get_by_role("button", name="Écrire un énoncé à moi").click()

    page.get_by_label("Ce que vous voyez chez vous").press_sequentially("dd")

    assert page.evaluate("heard") == []


def test_a_closed_cell_leaves_nothing_behind(open_page: OpenPage, notebook: str) -> None:
    page = open_page(notebook)

    page.evaluate("models[0].stop()")
    page.evaluate("models[0].set('answer', {statements: [{id: 'e01', level: 'directe'}], links: []})")

    expect(page.locator("#un .atelier")).to_have_count(0)
    assert page.evaluate("new Set([...document.querySelectorAll('[id]')].map((one) => one.id)).size") == page.evaluate(
        "document.querySelectorAll('[id]').length"
    )
