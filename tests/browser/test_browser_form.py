"""A sheet to fill in, on a phone: fields, rows in sheets of their own, the money left, undo; keyboard and touch."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import LAPTOP, OpenPage

PAGE = "exercices/3-organiser/budget/"
ADD = "Ajouter une dépense"


pytestmark = pytest.mark.usefixtures("site")  # before any page, so that it stops after the last one is closed


def begin(open_page: OpenPage, site: str, **options: object) -> Page:
    page = open_page(site + PAGE, **options)
    page.get_by_label("Code de la séance").fill("kayes")
    page.get_by_label("Votre nom").fill("Awa Diallo")
    page.get_by_role("button", name="Commencer").click()
    expect(page.get_by_role("button", name=ADD)).to_be_visible()
    return page


def add_radio(page: Page) -> None:
    """Two programmes at 50 000 F, typed as people type, kept in the small envelope."""
    page.get_by_role("button", name=ADD).first.tap()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Dépense").select_option(label="Émission de radio")
    sheet.get_by_label("Pour quoi faire ?").fill("le lancement")
    sheet.get_by_label("Quantité").fill("2")
    sheet.get_by_label("Prix d’une unité").fill("50 000")
    sheet.get_by_label("Petite").check()
    sheet.get_by_role("button", name="C’est fait").tap()


def envelope(page: Page) -> Locator:
    page.get_by_role("button", name="Le compte").tap()
    return page.get_by_role("region", name="Petite enveloppe")


def test_a_line_is_typed_by_touch_and_the_account_follows(open_page: OpenPage, site: str) -> None:
    page = begin(open_page, site)

    add_radio(page)

    expect(page.get_by_role("button", name="Émission de radio, le lancement")).to_be_visible()
    expect(envelope(page)).to_contain_text("100 000 F CFA prévus, il reste 200 000 F CFA.")


def test_the_tariff_is_read_without_leaving_the_line(open_page: OpenPage, site: str) -> None:
    page = begin(open_page, site)
    page.get_by_role("button", name=ADD).first.tap()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Quantité").fill("2")

    sheet.get_by_text("Le tarif", exact=True).tap()

    expect(sheet.get_by_text("250 000 F CFA")).to_be_visible()
    expect(sheet.get_by_label("Quantité")).to_have_value("2")


def test_on_a_phone_each_tab_keeps_its_place(open_page: OpenPage, site: str) -> None:
    page = begin(open_page, site)
    text = page.get_by_label("De la moyenne à la petite")
    text.scroll_into_view_if_needed()
    here = page.evaluate("scrollY")

    page.get_by_role("button", name="Le tarif").tap()
    expect(page.get_by_text("250 000 F CFA")).to_be_in_viewport()
    page.get_by_role("button", name="Ma fiche").tap()

    expect(text).to_be_in_viewport()
    assert abs(page.evaluate("scrollY") - here) < 40


def test_a_line_is_copied_changed_deleted_and_brought_back(open_page: OpenPage, site: str) -> None:
    page = begin(open_page, site)
    add_radio(page)
    line = page.get_by_role("button", name="Émission de radio")

    line.tap()
    page.get_by_role("dialog").get_by_role("button", name="Copier").tap()
    page.get_by_role("dialog").get_by_label("Quantité").fill("6")
    page.get_by_role("dialog").get_by_role("button", name="C’est fait").tap()
    expect(envelope(page)).to_contain_text("vous dépassez de 100 000 F CFA")
    page.get_by_role("button", name="Ma fiche").tap()
    line.last.tap()
    page.get_by_role("dialog").get_by_role("button", name="Supprimer").tap()
    expect(line).to_have_count(1)
    page.get_by_role("button", name="Annuler").tap()

    expect(line).to_have_count(2)


def test_the_keyboard_alone_fills_in_a_line(open_page: OpenPage, site: str) -> None:
    page = begin(open_page, site, viewport=LAPTOP)

    page.get_by_role("button", name=ADD).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("heading")).to_be_focused()
    for keys in ("Tab", "Tab", "Tab", "Tab", "F", "Tab"):  # cross, two tables, then « Forfait internet »
        page.keyboard.press(keys)
    page.keyboard.type("cinq téléphones")
    page.keyboard.press("Tab")
    page.keyboard.type("10")
    page.keyboard.press("Tab")
    page.keyboard.type("10000")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Escape")

    expect(page.get_by_role("button", name="Forfait internet, cinq téléphones")).to_be_visible()
    expect(page.get_by_role("button", name=ADD)).to_be_focused()
    expect(page.get_by_role("region", name="Grande enveloppe")).to_contain_text("100 000 F CFA prévus")


def test_the_two_buttons_never_hide_what_has_the_focus(open_page: OpenPage, site: str) -> None:
    page = begin(open_page, site, reduced_motion="reduce")
    page.get_by_role("button", name=ADD).focus()

    for _ in range(3):  # the two long answers, then « Vérifier »
        page.keyboard.press("Tab")
        shown = page.evaluate("""() => {
            const one = document.activeElement, box = one.getBoundingClientRect();
            return one.contains(document.elementFromPoint(box.left + 20, box.bottom - 4));
        }""")
        assert shown


def test_what_is_no_number_stays_and_is_said(open_page: OpenPage, site: str) -> None:
    page = begin(open_page, site)
    page.get_by_role("button", name=ADD).tap()
    sheet = page.get_by_role("dialog")

    sheet.get_by_label("Quantité").fill("beaucoup")
    sheet.get_by_label("Pour quoi faire ?").focus()

    expect(sheet.get_by_text("Écrivez un nombre en chiffres")).to_be_visible()
    expect(sheet.get_by_label("Quantité")).to_have_value("beaucoup")


def test_typing_is_one_step_back_and_a_sheet_left_empty_is_no_line(open_page: OpenPage, site: str) -> None:
    page = begin(open_page, site)
    words = page.get_by_label("De la grande à la moyenne")

    words.press_sequentially("Les affiches")
    page.get_by_role("button", name=ADD).tap()
    page.get_by_role("dialog").get_by_role("button", name="C’est fait").tap()
    expect(words).to_have_value("Les affiches")
    page.get_by_role("button", name="Annuler").tap()

    expect(words).to_have_value("")
    expect(page.get_by_role("button", name="sans nom")).to_have_count(0)


def test_she_verifies_hands_in_and_finds_her_work_again(open_page: OpenPage, site: str) -> None:
    page = begin(open_page, site)
    page.get_by_role("button", name="Remettre").tap()
    expect(page.get_by_role("dialog")).to_contain_text("Votre fiche est vide")
    page.get_by_role("button", name="Fermer").last.tap()
    add_radio(page)

    page.get_by_role("button", name="Vérifier").tap()
    expect(page.get_by_role("dialog")).to_contain_text("au moins huit")
    page.get_by_role("button", name="Continuer ma fiche").tap()
    page.get_by_role("button", name="Remettre").tap()
    expect(page.get_by_role("dialog")).to_contain_text("Travail remis")
    page.reload()

    expect(page.get_by_role("button", name="Émission de radio, le lancement")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True])
def test_nothing_stops_a_screen_reader_and_nothing_overflows(
    open_page: OpenPage, site: str, faults: Callable[[Page], list[str]], dark: bool
) -> None:
    page = begin(open_page, site, color_scheme="dark" if dark else "light")
    add_radio(page)

    sheet_closed = faults(page)
    page.get_by_role("button", name="Émission de radio").tap()
    sheet = faults(page)
    page.get_by_role("dialog").get_by_role("button", name="C’est fait").tap()
    page.get_by_role("button", name="Le compte").tap()
    account = faults(page)
    page.get_by_role("button", name="Le tarif").tap()

    assert sheet_closed + sheet + account + faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
