"""Two neighbours, two subjects: the same exercise with other statements."""

from __future__ import annotations

import copy

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, Witness
from tests.browser.fake_session import FakeSession

PAGE = "exercices/3-organiser/cadre-triangulaire/"
FIRST = "Le règlement des concertations ne prévoit"
SECOND = "Le statut du comité de gestion ne réserve"

pytestmark = pytest.mark.usefixtures("site")


def enter(page: Page, name: str) -> Page:
    page.get_by_label("Code de la séance").fill("kayes")
    page.get_by_label("Votre nom").fill(name)
    page.get_by_role("button", name="Commencer").click()
    return page


def begin(open_page: OpenPage, site: str, name: str) -> Page:
    page = enter(open_page(site + PAGE), name)
    expect(page.get_by_text("Touchez une carte, puis sa case.")).to_be_visible()
    return page


def test_the_neighbour_has_other_cards_and_is_scored_on_hers(
    open_page: OpenPage, site: str, session: FakeSession
) -> None:
    awa, binta = begin(open_page, site, "Awa"), begin(open_page, site, "Binta")

    expect(awa.get_by_role("button", name=FIRST)).to_be_visible()
    expect(awa.get_by_role("button", name=SECOND)).to_have_count(0)
    binta.get_by_role("button", name=SECOND).click()
    binta.get_by_role("dialog").get_by_role("button", name="Le contenu").click()
    binta.get_by_role("dialog").get_by_role("button", name="C’est fait").click()
    binta.get_by_role("button", name="Remettre").click()
    expect(binta.get_by_role("dialog")).to_contain_text("Travail remis")
    binta.reload()

    expect(binta.get_by_role("button", name="Les formations au numérique")).to_be_visible()
    (one,) = session.submissions.values()
    assert one["remise"]["answer"]["sujet"] == "b"
    assert one["rapport"]["score"] > 0


KIT, BUDGET = "exercices/3-organiser/kit-et-feu-vert/", "3-organiser/budget"


def test_the_kit_goes_on_from_her_own_earlier_answers(
    open_page: OpenPage, site: str, session: FakeSession, witness: Witness
) -> None:
    witness.allowed.append("422")
    awa = enter(open_page(site + KIT), "Awa")
    awa.get_by_role("button", name="Reprendre mes réponses").click()
    expect(awa.get_by_role("alert")).to_contain_text("encore rien à reprendre")
    dear = copy.deepcopy(session.exercises[BUDGET].solution)
    dear["parts"]["lignes"][0]["quantite"] = 5000
    awa.evaluate(
        """([id, answer]) => {
            const mine = Object.keys(localStorage).find((key) => /:(travail|recus):/.test(key));
            const there = mine.replace(/:(travail|recus):([^:]*):.*/, `:travail:$2:${id}`);
            localStorage.setItem(there, JSON.stringify({ answer }));
        }""", [BUDGET, dear],
    )
    awa.get_by_role("button", name="Reprendre mes réponses").click()
    expect(awa.get_by_role("button", name="Reprendre à nouveau")).to_be_visible()
    budget = awa.get_by_role("region", name="3. Le budget")
    budget.get_by_text("Rouge").click()
    budget.get_by_text("Le total dépasse l’enveloppe").click()

    awa.get_by_role("button", name="Mes réponses", exact=True).click()
    light = awa.locator(".feu").filter(has_text="Le budget est élaboré")
    expect(light).to_contain_text("Feu rouge.")
    expect(light).to_contain_text("Le budget dépasse l’enveloppe")
    expect(light.get_by_role("link", name="Revoir « Budget »")).to_have_attribute("href", f"../../{BUDGET}/")
    expect(awa.locator(".feu").filter(has_text="Le chronogramme")).to_contain_text("Pas encore de réponse.")
    awa.reload()
    awa.get_by_role("button", name="Revenir au cas de l’énoncé").click()
    expect(awa.get_by_role("button", name="Le dossier")).to_be_visible()
    expect(awa.get_by_role("button", name="Annuler")).to_be_disabled()  # what it undid were other questions
