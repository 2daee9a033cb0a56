"""The exercise page in a session, as a trainee lives it on a 360 px phone: signing in, building, losing the network."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from autograder.catalogue import Exercise
from tests.browser.conftest import LAPTOP, OpenPage, Witness
from tests.browser.fake_session import FakeSession

PAGE = "exercices/3-organiser/arbre-a-problemes/"
OpenContext = Callable[..., BrowserContext]
PROBLEM = "Les femmes et les jeunes pèsent peu"
DIRECT = "Peu de femmes et de jeunes viennent"
DEEP = "Presque rien n’oblige"
EFFECT = "La confiance dans les élus"

pytestmark = pytest.mark.usefixtures("site")  # before any page, so that it stops after the last one is closed


@pytest.fixture
def exercise(exercises: list[Exercise]) -> Exercise:
    return next(one for one in exercises if one.slug == "arbre-a-problemes")


def sign_in(page: Page, name: str = "Awa Diallo", code: str = "kayes") -> None:
    page.get_by_label("Code de la séance").fill(code)
    page.get_by_label("Votre nom").fill(name)
    page.get_by_role("button", name="Commencer").click()


def begin(open_page: OpenPage, site: str, **options: object) -> Page:
    page = open_page(site + PAGE, **options)
    sign_in(page)
    expect(page.get_by_role("button", name="Choisir le problème")).to_be_visible()
    return page


def choose_problem(page: Page) -> None:
    page.get_by_role("button", name="Choisir le problème").click()
    page.get_by_role("dialog").get_by_role("button", name=PROBLEM).click()


def why(page: Page, effect: str, cause: str) -> None:
    page.get_by_role("button", name=re.compile(rf"Pourquoi.*{effect}")).first.click()
    page.get_by_role("dialog").get_by_role("button", name=cause).click()


def stored(page: Page) -> dict:
    """The draft that this device keeps."""
    text = page.evaluate("Object.entries(localStorage).find(([key]) => key.includes(':travail:'))[1]")
    return json.loads(text)["answer"]


def saved(page: Page, session: FakeSession, statements: int) -> None:
    """Wait until the server has so many statements in a draft."""
    for _ in range(100):
        if any(len(draft["answer"]["statements"]) == statements for draft in session.drafts.values()):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"no draft with {statements} statements on the server: {session.drafts}")


def too_wide(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def cut(page: Page) -> None:
    page.context.set_offline(True)


def back(page: Page) -> None:
    page.context.set_offline(False)


# -- signing in


def test_a_wrong_code_is_answered_with_the_servers_sentence(open_page: OpenPage, site: str, witness: Witness) -> None:
    witness.allowed.append("403")
    page = open_page(site + PAGE)

    sign_in(page, code="FAUX")

    expect(page.get_by_role("alert")).to_contain_text("Ce code de séance n’est pas le bon")


def test_a_resume_code_opens_the_work_on_a_second_device(open_page: OpenPage, site: str, session: FakeSession) -> None:
    phone = begin(open_page, site)
    choose_problem(phone)
    saved(phone, session, 1)
    code = phone.locator(".reprise strong").inner_text()

    other = open_page(site + PAGE, viewport=LAPTOP)
    other.get_by_role("button", name="J’ai déjà un code de reprise").click()
    other.get_by_label("Votre code de reprise").fill(code)
    other.get_by_role("button", name="Reprendre").click()

    expect(other.locator(".fiche", has_text=PROBLEM)).to_be_visible()


def test_the_next_person_on_a_shared_computer_starts_afresh(open_page: OpenPage, site: str) -> None:
    page = begin(open_page, site)
    choose_problem(page)

    page.locator(".identite summary").click()
    page.get_by_role("button", name="Changer de personne").click()
    sign_in(page, name="Binta")

    expect(page.get_by_role("button", name="Choisir le problème")).to_be_visible()
    expect(page.locator(".identite summary")).to_contain_text("Binta")


# -- building


def test_a_whole_tree_is_built_by_tapping_at_360_px(open_page: OpenPage, site: str, session: FakeSession) -> None:
    page = begin(open_page, site)

    choose_problem(page)
    why(page, PROBLEM, DIRECT)
    why(page, DIRECT, DEEP)
    page.get_by_role("button", name="Et alors").click()
    page.get_by_role("dialog").get_by_role("button", name=EFFECT).click()

    assert stored(page) == {
        "statements": [
            {"id": "e08", "level": "probleme"}, {"id": "e19", "level": "directe"}, {"id": "e06", "level": "profonde"},
            {"id": "e11", "level": "consequence"},
        ],
        "links": [["e19", "e08"], ["e06", "e19"], ["e08", "e11"]],
    }
    assert too_wide(page) <= 0
    saved(page, session, 4)


def test_mistakes_can_be_made_moved_and_undone(open_page: OpenPage, site: str) -> None:
    page = begin(open_page, site)
    choose_problem(page)
    page.get_by_role("button", name=re.compile("^Énoncés")).click()

    page.get_by_role("button", name=DEEP).click()
    page.get_by_role("dialog").get_by_role("button", name="Cause structurelle").click()
    page.get_by_role("dialog").get_by_role("button", name=PROBLEM).click()

    assert stored(page)["links"] == [["e06", "e08"]]
    page.get_by_role("button", name="Mon arbre").click()
    page.locator(".fiche", has_text=DEEP).click()
    page.get_by_role("button", name="Changer d’étage").click()
    page.get_by_role("dialog").get_by_role("button", name="Cause profonde").click()
    assert stored(page)["statements"][1]["level"] == "profonde"
    page.get_by_role("button", name="Retirer de l’arbre").click()
    assert stored(page)["links"] == []
    page.get_by_role("button", name="Annuler").click()
    assert stored(page)["links"] == [["e06", "e08"]]
    page.get_by_role("button", name="Rétablir").click()
    assert len(stored(page)["statements"]) == 1


def test_her_own_words_join_the_tree_and_the_drawing(open_page: OpenPage, site: str) -> None:
    page = begin(open_page, site)
    choose_problem(page)
    page.get_by_role("button", name=re.compile("Pourquoi")).click()
    page.get_by_role("button", name="Écrire un énoncé à moi").click()

    page.get_by_label("Ce que vous voyez chez vous").fill("Le marché ferme à l'heure des réunions <ici>.")
    page.get_by_role("button", name="Placer en cause directe").click()
    page.get_by_role("button", name="Dessin", exact=True).click()

    own = {"id": "x1", "level": "directe", "text": "Le marché ferme à l'heure des réunions <ici>."}
    assert stored(page)["statements"][1] == own
    expect(page.locator(".carte-dessin.a-moi")).to_contain_text("<ici>")
    expect(page.get_by_role("img", name="Dessin de l'arbre à problèmes")).to_be_visible()


def test_words_typed_in_a_sheet_that_closes_by_a_stray_tap_are_still_there(open_page: OpenPage, site: str) -> None:
    page = begin(open_page, site)
    choose_problem(page)
    write_own(page)
    page.get_by_role("dialog").get_by_role("textbox").fill("Les réunions tombent le jour du marché")
    page.keyboard.press("Escape")

    write_own(page)

    expect(page.get_by_role("dialog").get_by_role("textbox")).to_have_value("Les réunions tombent le jour du marché")


def test_the_hints_she_opens_go_with_what_she_hands_in(open_page: OpenPage, site: str, session: FakeSession) -> None:
    page = begin(open_page, site)
    page.get_by_text("Besoin d’un indice").click()
    page.get_by_text("1. Un coup de pouce").click()
    page.get_by_text("2. La méthode").click()
    expect(page.get_by_text("Commencez par le tronc")).to_be_visible()
    choose_problem(page)

    page.get_by_role("button", name="Remettre").click()
    page.locator("#recu").wait_for()

    assert [one["remise"]["hints"] for one in session.submissions.values()] == [2]


def test_a_killed_tab_loses_no_sentence_that_was_being_typed(open_context: OpenContext, site: str) -> None:
    context = open_context()
    page = context.new_page()
    page.goto(site + PAGE)
    sign_in(page)
    choose_problem(page)
    write_own(page)
    page.get_by_role("dialog").get_by_role("textbox").fill("Les réunions tombent le jour du marché")

    page.close(run_before_unload=False)
    again = context.new_page()
    again.goto(site + PAGE)

    expect(again.get_by_role("dialog").get_by_role("textbox")).to_have_value("Les réunions tombent le jour du marché")
    again.get_by_role("dialog").get_by_role("button", name="Cause directe").click()
    assert stored(again)["statements"][1]["text"] == "Les réunions tombent le jour du marché"
    again.reload()
    expect(again.get_by_role("button", name=re.compile("Pourquoi")).first).to_be_visible()
    expect(again.get_by_role("dialog")).to_have_count(0)


def test_the_back_button_of_the_phone_closes_the_sheet_and_then_leaves_the_page(open_page: OpenPage, site: str) -> None:
    page = open_page(site)
    page.goto(site + PAGE)
    sign_in(page)
    choose_problem(page)
    for _ in range(2):  # one step of the history each time, no more
        write_own(page)
        page.go_back()
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page).to_have_url(site + PAGE)
    page.get_by_role("button", name="Vérifier").click()
    page.get_by_role("button", name="Continuer mon arbre").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.wait_for_function("!(history.state && history.state.feuille)")

    page.go_back()

    expect(page.get_by_role("heading", name="Accueil")).to_be_visible()


def test_who_leaves_a_shared_computer_leaves_nothing_that_the_server_has(open_page: OpenPage, site: str) -> None:
    page = begin(open_page, site)
    choose_problem(page)
    page.get_by_role("button", name="Remettre").click()
    page.locator("#recu").wait_for()
    page.get_by_role("button", name="Fermer").last.click()
    code = page.locator(".reprise strong").inner_text()

    page.locator(".identite summary").click()
    page.get_by_role("button", name="Changer de personne").click()

    page.wait_for_function("code => !JSON.stringify({...localStorage}).includes(code)", arg=code)
    page.get_by_role("button", name="J’ai déjà un code de reprise").click()
    page.get_by_label("Votre code de reprise").fill(code)
    page.get_by_role("button", name="Reprendre", exact=True).click()
    expect(page.get_by_role("button", name=re.compile("Pourquoi"))).to_be_visible()


def test_who_leaves_without_network_finds_her_work_again(open_page: OpenPage, site: str, witness: Witness) -> None:
    witness.allowed.append("ERR_INTERNET_DISCONNECTED")
    page = begin(open_page, site)
    code = page.locator(".reprise strong").inner_text()
    page.context.set_offline(True)
    choose_problem(page)
    page.locator(".identite summary").click()
    page.get_by_role("button", name="Changer de personne").click()
    page.get_by_role("button", name="J’ai déjà un code de reprise").wait_for()
    page.context.set_offline(False)

    page.get_by_role("button", name="J’ai déjà un code de reprise").click()
    page.get_by_label("Votre code de reprise").fill(code)
    page.get_by_role("button", name="Reprendre", exact=True).click()

    expect(page.get_by_role("button", name=re.compile("Pourquoi"))).to_be_visible()


def write_own(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Pourquoi")).click()
    page.get_by_role("button", name="Écrire un énoncé à moi").click()


def test_a_tree_is_built_with_the_keyboard_alone(open_page: OpenPage, site: str) -> None:
    page = begin(open_page, site, viewport=LAPTOP)
    page.get_by_role("button", name="Choisir le problème").focus()

    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Quel est le problème\u202f?")).to_be_focused()
    page.get_by_role("dialog").get_by_role("button", name=PROBLEM).focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name=re.compile("Pourquoi")).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    returned = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    for _ in range(30):
        page.keyboard.press("Tab")
        if DIRECT in page.evaluate("document.activeElement.textContent"):
            break
    page.keyboard.press("Enter")

    assert "Pourquoi" in returned
    assert stored(page)["links"] == [["e19", "e08"]]
    expect(page.locator(".dit")).to_contain_text("placé en cause directe et relié")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_is_found_on_any_screen(
    open_page: OpenPage, site: str, faults: Callable[[Page], list[str]], exercise: Exercise, scheme: str
) -> None:
    page = open_page(site + PAGE, color_scheme=scheme)
    found = [("sign-in", faults(page))]
    sign_in(page)
    found.append(("empty", faults(page)))
    choose_problem(page)
    page.get_by_role("button", name=re.compile("Pourquoi")).click()
    found.append(("pick", faults(page)))
    page.keyboard.press("Escape")
    fill(page, exercise.solution)
    found.append(("tree", faults(page)))
    page.locator(".fiche", has_text=DIRECT).first.click()
    found.append(("card", faults(page)))
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Dessin", exact=True).click()
    found.append(("drawing", faults(page)))
    page.get_by_role("button", name="Vérifier").click()
    page.get_by_text("Tous les critères").click()
    found.append(("report", faults(page)))
    page.get_by_role("button", name="Continuer mon arbre").click()
    page.get_by_role("button", name="Remettre").click()
    expect(page.locator("#recu")).to_be_visible()
    found.append(("receipt", faults(page)))
    page.keyboard.press("Escape")
    found.append(("submissions", faults(page)))

    assert [screen for screen in found if screen[1]] == []
    assert too_wide(page) <= 0


def fill(page: Page, answer: object) -> None:
    """Put a whole answer on this device, as another tab would."""
    page.evaluate(
        """(answer) => {
          const key = Object.keys(localStorage).find((name) => name.includes(':travail:'));
          localStorage[key] = JSON.stringify({...JSON.parse(localStorage[key]), answer, dirty: true});
          dispatchEvent(new StorageEvent("storage", {key}));
        }""",
        answer,
    )
    expect(page.locator(".fiche")).not_to_have_count(0)


def test_large_text_and_a_narrow_screen_hide_nothing(open_page: OpenPage, site: str) -> None:
    page = begin(open_page, site)
    choose_problem(page)

    page.add_style_tag(content="html { font-size: 200% }")

    drawing = page.get_by_role("button", name="Dessin", exact=True)
    drawing.scroll_into_view_if_needed()
    assert too_wide(page) <= 0
    expect(drawing).to_be_in_viewport(ratio=0.9)


def test_targets_are_thumb_sized(open_page: OpenPage, site: str) -> None:
    page = begin(open_page, site)
    choose_problem(page)
    page.get_by_role("button", name=re.compile("^Énoncés")).click()

    small = page.evaluate(
        """[...document.querySelectorAll("#poste button, #poste summary, #poste input")]
        .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 44).map((one) => one.textContent)"""
    )

    assert small == []


# -- nothing is lost


def test_a_reload_and_a_killed_tab_keep_every_change(open_context: Callable[..., BrowserContext], site: str) -> None:
    context = open_context()
    page = context.new_page()
    page.goto(site + PAGE)
    sign_in(page)
    choose_problem(page)
    page.reload()
    expect(page.locator(".fiche", has_text=PROBLEM)).to_be_visible()

    why(page, PROBLEM, DIRECT)
    page.close(run_before_unload=False)
    again = context.new_page()
    again.goto(site + PAGE)

    expect(again.locator(".fiche", has_text=DIRECT)).to_be_visible()


def test_two_tabs_of_one_person_stay_alike(open_context: Callable[..., BrowserContext], site: str) -> None:
    context = open_context()
    first, second = context.new_page(), context.new_page()
    first.goto(site + PAGE)
    sign_in(first)
    expect(first.get_by_role("button", name="Choisir le problème")).to_be_visible()
    second.goto(site + PAGE)
    expect(second.get_by_role("button", name="Choisir le problème")).to_be_visible()

    choose_problem(first)

    expect(second.locator(".fiche", has_text=PROBLEM)).to_be_visible()


def test_work_goes_on_without_the_network_and_checking_says_why_it_waits(
    open_page: OpenPage, site: str, session: FakeSession, witness: Witness
) -> None:
    witness.allowed.append("ERR_INTERNET_DISCONNECTED")
    page = begin(open_page, site)
    cut(page)

    choose_problem(page)
    page.get_by_role("button", name="Vérifier").click()

    expect(page.get_by_role("dialog")).to_contain_text("il ne répond pas. Votre travail est gardé ici")
    page.get_by_role("button", name="Continuer mon arbre").click()
    expect(page.locator(".etat")).to_contain_text("Hors connexion")
    back(page)
    saved(page, session, 1)


def test_a_submission_made_offline_leaves_by_itself_and_once(
    open_page: OpenPage, site: str, session: FakeSession, witness: Witness
) -> None:
    witness.allowed.append("ERR_INTERNET_DISCONNECTED")
    page = begin(open_page, site)
    choose_problem(page)
    cut(page)

    page.get_by_role("button", name="Remettre").click()
    expect(page.get_by_role("dialog")).to_contain_text("Il partira tout seul")
    back(page)

    expect(page.locator("#recu")).to_have_text("KAY-7F30")
    page.wait_for_timeout(3000)
    assert len(session.submissions) == 1
    assert len(session.received) == 1


def test_a_submission_left_offline_in_a_killed_tab_leaves_from_another_page(
    open_context: Callable[..., BrowserContext], site: str, session: FakeSession, witness: Witness
) -> None:
    witness.allowed.append("ERR_INTERNET_DISCONNECTED")
    context = open_context()
    page = context.new_page()
    page.goto(site + PAGE)
    sign_in(page)
    choose_problem(page)
    context.set_offline(True)
    page.get_by_role("button", name="Remettre").click()
    expect(page.get_by_role("dialog")).to_contain_text("Il partira tout seul")
    page.close(run_before_unload=False)
    context.set_offline(False)

    other = context.new_page()
    other.goto(site + "exercices/")
    for _ in range(100):
        if session.submissions:
            break
        other.wait_for_timeout(100)
    other.goto(site + PAGE)

    expect(other.locator(".remise .recu")).to_have_text("KAY-7F30")
    assert len(session.submissions) == 1


def test_a_receipt_lost_on_the_way_makes_one_submission(
    open_page: OpenPage, site: str, session: FakeSession, witness: Witness
) -> None:
    witness.allowed.append("ERR_FAILED")
    page = begin(open_page, site)
    choose_problem(page)
    lost: list[str] = []

    def lose_the_first(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.request.url)
        route.fetch()  # the server receives it and answers…
        route.abort()  # …and the answer never arrives

    page.route("**/api/remises", lose_the_first)
    page.get_by_role("button", name="Remettre").click()

    expect(page.locator("#recu")).to_have_text("KAY-7F30")
    assert len(session.received) == 2
    assert len(set(session.received)) == 1
    assert len(session.submissions) == 1


def test_a_refused_submission_says_why_and_can_be_taken_up_again(
    open_page: OpenPage, site: str, session: FakeSession, witness: Witness
) -> None:
    witness.allowed.append("409")
    session.refusal = (409, "L’exercice a changé depuis votre réponse : elle est gardée.")
    page = begin(open_page, site)
    choose_problem(page)

    page.get_by_role("button", name="Remettre").click()

    expect(page.get_by_role("dialog")).to_contain_text("L’exercice a changé depuis votre réponse")
    page.keyboard.press("Escape")
    expect(page.locator(".remise.refused")).to_contain_text("Votre travail est gardé")
    page.get_by_role("button", name="Reprendre cette version").click()
    assert len(stored(page)["statements"]) == 1


def test_the_same_work_is_not_handed_in_twice(open_page: OpenPage, site: str, session: FakeSession) -> None:
    page = begin(open_page, site)
    choose_problem(page)
    page.get_by_role("button", name="Remettre").click()
    expect(page.locator("#recu")).to_be_visible()
    page.keyboard.press("Escape")

    page.get_by_role("button", name="Remettre").click()

    expect(page.get_by_role("dialog")).to_contain_text("Déjà reçu")
    assert len(session.submissions) == 1


def test_going_back_to_an_earlier_tree_and_handing_it_in_counts(
    open_page: OpenPage, site: str, session: FakeSession
) -> None:
    page = begin(open_page, site)
    choose_problem(page)
    hand_in(page)
    why(page, PROBLEM, DIRECT)
    hand_in(page)

    page.get_by_role("button", name="Annuler").click()
    hand_in(page)

    answers = [len(row["remise"]["answer"]["statements"]) for row in session.submissions.values()]
    assert answers == [1, 2, 1], "the last one counts, so it must be a new one"


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="Remettre").click()
    expect(page.locator("#recu")).to_be_visible()
    page.keyboard.press("Escape")


def test_a_forgotten_token_comes_back_through_the_resume_code(
    open_page: OpenPage, site: str, session: FakeSession, witness: Witness
) -> None:
    witness.allowed += ["401", "403"]
    page = begin(open_page, site)
    choose_problem(page)
    saved(page, session, 1)
    session.forget_tokens()

    page.get_by_role("button", name="Remettre").click()
    expect(page.get_by_role("alert")).to_contain_text("Le serveur ne vous reconnaît plus")
    sign_in(page)

    expect(page.locator(".fiche", has_text=PROBLEM)).to_be_visible()
    expect(page.locator(".remise .recu")).to_have_text("KAY-7F30")


def test_when_another_device_went_on_she_chooses_and_nothing_is_lost(
    open_page: OpenPage, site: str, session: FakeSession, witness: Witness
) -> None:
    witness.allowed += ["409", "ERR_INTERNET_DISCONNECTED"]
    page = begin(open_page, site)
    choose_problem(page)
    saved(page, session, 1)
    cut(page)
    why(page, PROBLEM, DIRECT)
    (who,) = session.drafts
    theirs = {"statements": [{"id": "e08", "level": "probleme"}, {"id": "e01", "level": "directe"}], "links": []}
    session.drafts[who] = {"answer": theirs, "revision": 7, "saved_at": "2026-11-22T10:00:00+00:00"}
    back(page)

    expect(page.get_by_role("dialog")).to_contain_text("Votre travail a avancé sur un autre appareil")
    page.get_by_role("button", name=re.compile("Prendre l’autre")).click()

    expect(page.locator(".fiche", has_text="le réseau passe mal")).to_be_visible()
    page.get_by_role("button", name="La reprendre").click()
    expect(page.locator(".fiche", has_text=DIRECT)).to_be_visible()


def test_a_full_memory_is_said_in_one_line(open_page: OpenPage, site: str) -> None:
    page = begin(open_page, site)
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }; }")

    choose_problem(page)

    expect(page.get_by_role("alert")).to_contain_text("La mémoire de ce téléphone ou de cet ordinateur est pleine")
    expect(page.locator(".fiche", has_text=PROBLEM)).to_be_visible()


# -- being answered


def test_checking_answers_criterion_by_criterion(open_page: OpenPage, site: str, exercise: Exercise) -> None:
    page = begin(open_page, site)
    mistake = exercise.mistakes()["solution-absente-dans-le-tronc"]
    choose_problem(page)
    fill(page, mistake["answer"])

    page.get_by_role("button", name="Vérifier").click()

    report = exercise.score(mistake["answer"])
    dialog = page.get_by_role("dialog")
    missed = next(result for result in report.criteria if result.outcome != "reached")
    expect(dialog.locator(".suite-rapport")).to_contain_text(missed.message)
    page.get_by_text("Tous les critères").click()
    expect(dialog.locator(".critere")).to_have_count(len(report.criteria))
    expect(dialog.locator(".critere.missed .issue").first).to_contain_text("À reprendre")


def test_the_trainers_feedback_reaches_her(open_page: OpenPage, site: str, session: FakeSession) -> None:
    page = begin(open_page, site)
    choose_problem(page)
    page.get_by_role("button", name="Remettre").click()
    expect(page.locator("#recu")).to_be_visible()
    session.feedback["KAY-7F30"] = {
        "points_ouverts": 1, "note": 4.5, "sur": 20, "commentaire": "Beau début <b>!</b>",
        "envoye_le": "2026-11-22T11:00:00+00:00",
    }

    page.reload()

    expect(page.locator(".retour")).to_contain_text("4,5 sur 20")
    expect(page.locator(".commentaire")).to_contain_text("Beau début <b>")


# -- the page itself


def test_a_session_page_carries_no_answer_key(build: Path, exercise: Exercise) -> None:
    key = json.loads((exercise.folder / "key.json").read_text(encoding="utf-8"))
    secrets = [row["why"] for row in key["statements"].values()] + list(key["not_a_problem"].values())
    secrets += [result.hint for result in exercise.score(exercise.blank()).criteria]
    secrets += [line for line in exercise.answer_key_text.splitlines() if len(line) > 30]

    published = "\n".join(path.read_text(encoding="utf-8") for path in (build / "site").rglob("*") if path.is_file())

    assert [text for text in secrets if text and plain(text) in plain(published)] == []


def plain(text: str) -> str:
    """Without French typography, so that a sentence is found however it was set."""
    return text.replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")


def test_a_session_page_is_light(build: Path) -> None:
    assets = build / "site" / "exercices" / "_atelier"

    weight = sum(len(gzip.compress((assets / name).read_bytes())) for name in ("page.js", "page.css"))

    assert weight <= 60_000


def test_the_list_and_the_page_lead_to_each_other_and_to_the_section(
    open_page: OpenPage, site: str, exercise: Exercise
) -> None:
    page = open_page(site + "exercices/")

    page.get_by_role("link", name=exercise.title).click()

    section = page.get_by_role("link", name=re.compile("Section 3.1"))
    assert page.url == site + PAGE
    assert section.evaluate("(link) => link.href") == f"{site}{exercise.section.page}.html"
    assert page.get_by_role("link", name="Exercices").evaluate("(link) => link.href") == site + "exercices/"
