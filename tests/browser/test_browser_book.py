"""The book on a phone: its questions, the marks of reading, and pages kept for when there is no network."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from autograder.checks.quiz import Question
from autograder.domain.french import typeset
from autograder.publish.book_quiz import read_quiz
from tests.browser.conftest import Host, OpenPage, Witness
from tests.places import ROOT

BOOK = ROOT / "book"
SECTION = "1-engagement/1.1-engagement-numerique"
NEXT = "1-engagement/1.2-modes-d-engagement"
OpenContext = Callable[..., BrowserContext]

pytestmark = pytest.mark.usefixtures("host")  # before any page, so that it stops after the last one is closed


# Chooses every possible answer of every question, checks it, and tells what the page said.
CHOOSE_ALL = """(choices) => choices.map(([id, all]) => {
  const field = document.querySelector(`[data-question="${id}"]`);
  const inputs = [...field.querySelectorAll("input")];
  return all.map((chosen) => {
    inputs.forEach((input, place) => { input.checked = chosen.includes(place); });
    inputs[0].dispatchEvent(new Event("change"));
    field.querySelector(".gestes-question button").click();
    const shown = (input) => getComputedStyle(input.parentNode.querySelector(".explication")).display !== "none";
    const open = inputs.filter(shown);
    return [field.querySelector(".bilan").textContent, field.dataset.etat, open.map((input) => +input.value)];
  });
})"""


def asking_pages() -> list[str]:
    files = {path.stem for path in (BOOK / "quiz").glob("*.json")}
    pages = [page for page in BOOK.rglob("*.md") if page.stem in files]
    return sorted(page.relative_to(BOOK).with_suffix("").as_posix() for page in pages)


def expected(question: Question, chosen: tuple[int, ...]) -> list[object]:
    verdict = question.judge(chosen)
    return [typeset(verdict.message), verdict.outcome if chosen else "choix", list(chosen)]


def test_on_every_page_and_for_every_choice_the_browser_says_what_the_checks_say(
    open_page: OpenPage, host: Host
) -> None:
    page = open_page(host.address)
    for name in asking_pages():
        questions = read_quiz(BOOK, name).questions
        page.goto(f"{host.address}{name}.html")

        told = page.evaluate(CHOOSE_ALL, [[question.id, list(question.choices())] for question in questions])

        assert told == [[expected(question, choice) for choice in question.choices()] for question in questions], name


def test_one_chooses_first_and_finds_the_answer_again_after_closing_the_page(open_page: OpenPage, host: Host) -> None:
    page = open_page(f"{host.address}{SECTION}.html")
    field = page.locator("fieldset.question").first
    answers = read_quiz(BOOK, SECTION).questions[0].answers
    right = next(place for place, answer in enumerate(answers) if answer.right)

    field.locator("label").nth(right).click()
    expect(field.locator(".explication").nth(right)).to_be_hidden()
    field.get_by_role("button", name="Vérifier").click()
    page.reload()

    expect(field.locator(".bilan")).to_have_text("C’est juste.")
    expect(field.locator(".explication").nth(right)).to_be_visible()
    field.get_by_role("button", name="Lire toutes").click()
    assert field.locator(".explication:visible").count() == len(answers)


def test_without_a_script_the_answer_that_is_chosen_explains_itself(open_page: OpenPage, host: Host) -> None:
    page = open_page(f"{host.address}{SECTION}.html", java_script_enabled=False)
    field = page.locator("fieldset.question").first

    field.locator("label").nth(1).click()

    expect(field.locator(".explication").nth(1)).to_be_visible()
    expect(field.locator(".explication").nth(0)).to_be_hidden()
    expect(page.get_by_role("button", name="Vérifier")).to_have_count(0)


def read_to_the_end(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".suite").scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.plan .current .lu') !== null")


def test_the_course_remembers_what_was_read_until_one_erases_it(open_page: OpenPage, host: Host) -> None:
    page = open_page(host.address)
    expect(page.locator("main [data-reprise]")).to_be_hidden()

    read_to_the_end(page, f"{host.address}{SECTION}.html")
    page.goto(f"{host.address}{NEXT}.html")
    page.goto(f"{host.address}glossaire.html")
    page.goto(host.address)
    line = page.locator("main [data-reprise]")
    expect(line).to_contain_text("Vous en êtes à")
    expect(line.get_by_role("link")).to_have_attribute("href", f"{host.address}{NEXT}.html")
    page.locator(".tiroir summary").click()
    expect(page.locator(".plan .lu")).to_have_count(1)

    page.get_by_role("button", name="Effacer mes marques").click()

    expect(page.locator(".plan .lu")).to_have_count(0)
    expect(line).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage)") == []


def test_on_a_shared_computer_each_person_has_her_own_marks(open_page: OpenPage, host: Host) -> None:
    page = open_page(host.address)
    read_to_the_end(page, f"{host.address}{SECTION}.html")
    someone = {"current": "awa-7", "known": {"awa-7": {"id": "awa-7", "nom": "Awa"}}}

    page.evaluate("(people) => { localStorage['cours:/cours/:personnes'] = JSON.stringify(people); }", someone)
    page.goto(host.address)

    expect(page.locator("main [data-reprise]")).to_be_hidden()
    assert page.locator(".plan .lu").count() == 0


def test_a_browser_that_keeps_nothing_still_reads_and_answers(open_context: OpenContext, host: Host) -> None:
    context = open_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }});"
    )
    page = context.new_page()

    page.goto(f"{host.address}{SECTION}.html")
    page.locator("fieldset.question label").first.click()
    page.locator("fieldset.question").first.get_by_role("button", name="Vérifier").click()

    expect(page.locator(".bilan").first).not_to_be_empty()


def test_after_one_visit_the_book_and_its_search_work_with_the_host_stopped(
    open_context: OpenContext, host: Host, witness: Witness
) -> None:
    witness.allowed.append("ERR_CONNECTION_REFUSED")
    page = open_context().new_page()
    page.goto(host.address)
    page.wait_for_function("navigator.serviceWorker.controller !== null")

    host.stop()
    page.goto(f"{host.address}{SECTION}.html")
    page.locator(".suite .apres").click()
    expect(page).to_have_url(f"{host.address}{NEXT}.html")
    page.goto(f"{host.address}search.html?q=petition")

    expect(page.locator("#search-results")).to_contain_text("Pages trouvées", timeout=10_000)


def test_the_course_can_be_installed_on_a_phone(open_page: OpenPage, host: Host) -> None:
    page = open_page(f"{host.address}{SECTION}.html")

    manifest_address = page.locator("link[rel=manifest]").get_attribute("href")
    manifest = page.request.get(f"{host.address}{SECTION.split('/')[0]}/{manifest_address}").json()

    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in manifest["icons"]}
    for icon in manifest["icons"]:
        side = int(icon["sizes"].split("x")[0])
        drawn = page.evaluate(
            "async (address) => { const image = new Image(); image.src = address; await image.decode(); "
            "return [image.naturalWidth, image.naturalHeight]; }", host.address + icon["src"],
        )
        assert drawn == [side, side]
    assert any(icon.get("purpose") == "maskable" for icon in manifest["icons"])


@pytest.mark.parametrize("lost", ["nulle-part.html", "3-organiser/autre/nulle-part/"])
def test_an_address_that_leads_nowhere_leads_back_to_the_course(
    open_page: OpenPage, host: Host, witness: Witness, lost: str
) -> None:
    witness.allowed.append("404")
    page = open_page(host.address + lost)

    way = page.get_by_role("link", name="Revenir à l’accueil du cours")

    expect(way).to_have_attribute("href", "/cours/")
    expect(page.get_by_text("Revenez à l’adresse")).to_be_hidden()
