"""The course with no server: the same checks under Pyodide, and later visits without any network."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from autograder.catalogue import Exercise, find_exercises, read_envelope
from autograder.publish.offline import make_installable
from autograder.publish.static import CORRECTOR
from autograder.publish.wheel import build_wheel
from tests.browser.conftest import Host, Witness
from tests.places import ROOT

PAGE = "exercices/3-organiser/arbre-a-problemes/"
KEPT_HOMES = """caches.keys().then(([name]) => caches.open(name)).then(async (cache) => {
  const homes = (await cache.keys()).filter((one) => new URL(one.url).pathname === "/cours/index.html");
  return Promise.all(homes.map(async (one) => (await cache.match(one)).text()));
})"""

pytestmark = pytest.mark.usefixtures("host")  # before any page, so that it stops after the last one is closed


@pytest.fixture
def exercise() -> Exercise:
    return next(one for one in find_exercises(ROOT / "exercises") if one.slug == "arbre-a-problemes")


def put(page: Page, answer: object) -> None:
    """Put a whole answer on this device, as another tab would."""
    page.evaluate(
        """([exercise, answer]) => {
          const key = `cours:/cours/:travail:moi:${exercise}`;
          localStorage[key] = JSON.stringify({answer});
          dispatchEvent(new StorageEvent("storage", {key}));
        }""",
        ["3-organiser/arbre-a-problemes", answer],
    )
    expect(page.locator(".fiche")).not_to_have_count(0)


def check(page: Page) -> str:
    page.get_by_role("button", name="Vérifier").click()
    mark = page.get_by_role("dialog").locator(".note-rapport")
    mark.wait_for(timeout=60_000)
    return mark.inner_text()


def test_the_solution_earns_everything_in_the_browser_and_again_with_the_host_stopped(
    open_context: Callable[..., BrowserContext], host: Host, exercise: Exercise, witness: Witness
) -> None:
    witness.allowed.append("ERR_CONNECTION_REFUSED")
    page = open_context().new_page()
    page.goto(host.address + PAGE)
    put(page, exercise.solution)
    first = check(page)

    page.get_by_text("Le correcteur est prêt").wait_for()
    kept = "caches.keys().then(([name]) => caches.open(name)).then((cache) => cache.keys())"
    page.wait_for_function(f"async () => (await {kept}).some((one) => one.url.includes('.whl'))", timeout=60_000)
    page.wait_for_function(f"async () => (await {kept}).some((one) => one.url.includes('.wasm'))", timeout=60_000)
    host_address = host.address
    host.stop()
    page.goto(host_address + PAGE)
    second = check(page)
    page.goto(host_address)

    assert "20" in first.split()[0]
    assert first == second
    assert page.title() == "Citoyenneté numérique\u00a0: organiser une campagne"


def test_a_mistake_gets_the_same_verdict_as_on_the_server(
    open_context: Callable[..., BrowserContext], host: Host, exercise: Exercise
) -> None:
    page = open_context().new_page()
    page.goto(host.address + PAGE)
    mistake = exercise.mistakes()["saut-d-etage"]["answer"]
    put(page, mistake)

    check(page)

    shown = page.get_by_role("dialog").locator(".critere").all_text_contents()
    for result, text in zip(exercise.score(mistake).criteria, shown, strict=True):
        assert result.message in text


def test_the_page_says_that_it_holds_the_answer_key(open_context: Callable[..., BrowserContext], host: Host) -> None:
    page = open_context().new_page()

    page.goto(host.address + PAGE)

    expect(page.locator("#avis-statique")).to_contain_text("elle contient le corrigé")


def test_handing_in_makes_a_file_that_the_grader_reads(
    open_context: Callable[..., BrowserContext], host: Host, exercise: Exercise
) -> None:
    page = open_context(accept_downloads=True).new_page()
    page.goto(host.address + PAGE)
    put(page, exercise.solution)
    page.get_by_role("button", name="Remettre").click()
    page.get_by_label("Votre nom").fill("Awa Diallo")

    with page.expect_download() as download:
        page.get_by_role("button", name="Enregistrer le fichier").click()

    assert download.value.suggested_filename == "arbre-a-problemes-Awa-Diallo.json"
    envelope = read_envelope(Path(download.value.path()).read_bytes(), {exercise.id: exercise})
    assert envelope.answer == exercise.solution
    page.get_by_text("est dans vos téléchargements").wait_for(timeout=60_000)
    page.keyboard.press("Escape")
    expect(page.locator(".attestation")).to_contain_text("Awa Diallo a fait l’exercice")


def test_her_campaign_file_is_made_without_any_server(
    open_context: Callable[..., BrowserContext], host: Host, exercise: Exercise
) -> None:
    page = open_context(accept_downloads=True).new_page()
    page.goto(host.address + PAGE)
    put(page, exercise.solution)
    page.goto(host.address + "exercices/mon-dossier/")
    page.get_by_label("Le nom de votre campagne").fill("Nos voix comptent")

    with page.expect_download(timeout=60_000) as document:
        page.get_by_role("button", name="Le dossier à imprimer").click()
    with page.expect_download(timeout=60_000) as workbook:
        page.get_by_role("button", name="Les tableaux").click()
    page.get_by_role("button", name="L’agenda").click()

    assert document.value.suggested_filename == "Nos-voix-comptent.html"
    written = Path(document.value.path()).read_text(encoding="utf-8")
    assert "<h1>Nos voix comptent</h1>" in written and 'class="arbre"' in written
    assert "xl/workbook.xml" in zipfile.ZipFile(workbook.value.path()).namelist()
    expect(page.get_by_role("alert")).to_contain_text("pas encore de calendrier")


def test_a_new_build_takes_the_place_of_the_old_one_and_stays_when_the_host_stops(
    open_context: Callable[..., BrowserContext], host: Host, static_home: Path, build: Path, witness: Witness
) -> None:
    witness.allowed.append("ERR_CONNECTION_REFUSED")
    page = open_context().new_page()
    page.goto(host.address)
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    course, home = static_home / "cours", static_home / "cours" / "index.html"
    before = home.read_text(encoding="utf-8")
    home.write_text(before.replace("<h1>Citoyenneté numérique", "<h1>Nouvel accueil"), encoding="utf-8")
    make_installable(course, build / "front" / "sw.js", later=CORRECTOR)

    try:
        for _ in range(50):  # at once where the host answers in time, which a busy machine may not
            page.goto(host.address)
            if "Nouvel accueil" in page.content():
                break
            page.wait_for_timeout(200)
        expect(page.locator("h1")).to_have_text("Nouvel accueil")
        page.wait_for_function(f"async () => (await {KEPT_HOMES}).some((text) => text.includes('Nouvel accueil'))")
        host.stop()
        page.goto(host.address)
        expect(page.locator("h1")).to_have_text("Nouvel accueil")
    finally:
        home.write_text(before, encoding="utf-8")
        make_installable(course, build / "front" / "sw.js", later=CORRECTOR)


def test_every_address_of_the_static_build_is_relative(static_home: Path) -> None:
    pages = "\n".join(path.read_text(encoding="utf-8") for path in (static_home / "cours").rglob("*.html"))

    assert 'href="/' not in pages
    assert 'src="/' not in pages
    assert "formateur/" not in pages


def test_the_wheel_holds_the_light_layers_and_the_exercises_and_is_always_the_same(
    tmp_path: Path, exercise: Exercise
) -> None:
    first = build_wheel([exercise], tmp_path / "a")
    second = build_wheel([exercise], tmp_path / "b")

    names = zipfile.ZipFile(first).namelist()
    assert first.read_bytes() == second.read_bytes()
    assert "cours_exercices/3-organiser/arbre-a-problemes/key.json" in names
    layers = {name.split("/")[1] for name in names if name.startswith("autograder/")}
    assert layers == {"__init__.py", "domain", "checks", "catalogue"}
    assert not any("mistakes" in name or "__pycache__" in name for name in names)
