"""Two neighbours, two subjects: the same exercise with other statements."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.fake_session import FakeSession

PAGE = "exercices/3-organiser/cadre-triangulaire/"
FIRST = "Le règlement des concertations ne prévoit"
SECOND = "Le statut du comité de gestion ne réserve"

pytestmark = pytest.mark.usefixtures("site")


def begin(open_page: OpenPage, site: str, name: str) -> Page:
    page = open_page(site + PAGE)
    page.get_by_label("Code de la séance").fill("kayes")
    page.get_by_label("Votre nom").fill(name)
    page.get_by_role("button", name="Commencer").click()
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
