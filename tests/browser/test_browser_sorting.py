"""Cards into boxes, on a phone: tap a card, tap a box; undo; several boxes where the exercise says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LAPTOP, OpenPage

PAGE = "exercices/1-engagement/modes-et-acteurs/"
CARD = "Une mini-série en français"
PERSON = "Un chroniqueur de radio"

pytestmark = pytest.mark.usefixtures("site")  # before any page, so that it stops after the last one is closed


def begin(open_page: OpenPage, site: str, **options: object) -> Page:
    page = open_page(site + PAGE, **options)
    page.get_by_label("Code de la séance").fill("kayes")
    page.get_by_label("Votre nom").fill("Awa Diallo")
    page.get_by_role("button", name="Commencer").click()
    expect(page.get_by_text("Touchez une carte, puis sa case.")).to_be_visible()
    return page


def tap(page: Page, card: str, box: str) -> None:
    page.get_by_role("button", name=card).click()
    page.get_by_role("dialog").get_by_role("button", name=box).click()


def test_a_card_goes_into_the_box_that_was_tapped_and_undo_brings_it_back(open_page: OpenPage, site: str) -> None:
    page = begin(open_page, site)

    tap(page, CARD, "Informer, éduquer")

    expect(page.get_by_role("status").filter(has_text="dans « Informer, éduquer, communiquer »")).to_be_visible()
    expect(page.get_by_role("button", name=CARD)).to_have_count(0)
    page.get_by_role("button", name="Mes cases").click()
    box = page.get_by_role("region", name="Informer, éduquer, communiquer")
    expect(box.get_by_role("button", name=CARD)).to_be_visible()
    page.get_by_role("button", name="Annuler").click()
    page.get_by_role("button", name="Cartes").first.click()
    expect(page.get_by_role("button", name=CARD)).to_be_visible()


def test_the_keyboard_alone_places_a_card(open_page: OpenPage, site: str) -> None:
    page = begin(open_page, site, viewport=LAPTOP)

    page.get_by_role("button", name=CARD).focus()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Relations publiques").focus()
    page.keyboard.press("Enter")

    box = page.get_by_role("region", name="Relations publiques")
    expect(box.get_by_role("button", name=CARD)).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_person_may_stand_in_two_boxes(open_page: OpenPage, site: str) -> None:
    page = begin(open_page, site)

    tap(page, PERSON, "Créateurs de contenus")
    page.get_by_role("dialog").get_by_role("button", name="Influenceurs").click()
    page.get_by_role("dialog").get_by_role("button", name="C’est fait").click()
    page.get_by_role("button", name="Mes cases").click()

    expect(page.get_by_role("button", name=PERSON)).to_have_count(2)


def test_a_box_asks_for_a_card_too(open_page: OpenPage, site: str) -> None:
    page = begin(open_page, site)
    page.get_by_role("button", name="Mes cases").click()

    page.get_by_role("button", name="Ajouter une carte dans « Plaidoyer »").click()
    page.get_by_role("dialog").get_by_role("button", name="Une coalition convainc").click()

    expect(page.get_by_role("region", name="Plaidoyer").get_by_role("button", name="Une coalition")).to_be_visible()


def test_she_verifies_hands_in_and_finds_her_work_again(open_page: OpenPage, site: str) -> None:
    page = begin(open_page, site)
    page.get_by_role("button", name="Remettre").click()
    expect(page.get_by_role("dialog")).to_contain_text("Votre tri est vide")
    page.get_by_role("button", name="Fermer").last.click()
    tap(page, CARD, "Plaidoyer")

    page.get_by_role("button", name="Vérifier").click()
    expect(page.get_by_role("dialog")).to_contain_text("La série explique des gestes")
    page.get_by_role("button", name="Continuer mon tri").click()
    page.get_by_role("button", name="Remettre").click()
    expect(page.get_by_role("dialog")).to_contain_text("Travail remis")
    page.reload()

    page.get_by_role("button", name="Mes cases").click()
    expect(page.get_by_role("region", name="Plaidoyer").get_by_role("button", name=CARD)).to_be_visible()


@pytest.mark.parametrize("dark", [False, True])
def test_nothing_stops_a_screen_reader_and_nothing_overflows(
    open_page: OpenPage, site: str, faults: Callable[[Page], list[str]], dark: bool
) -> None:
    page = begin(open_page, site, color_scheme="dark" if dark else "light")

    hand = faults(page)
    page.get_by_role("button", name=PERSON).click()
    sheet = faults(page)
    page.get_by_role("dialog").get_by_role("button", name="Créateurs").click()
    page.get_by_role("dialog").get_by_role("button", name="C’est fait").click()
    page.get_by_role("button", name="Mes cases").click()

    assert hand + sheet + faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
