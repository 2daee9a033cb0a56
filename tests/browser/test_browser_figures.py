"""The figures of section 3.3 on a phone: formulas tapped, an export cleaned, charts drawn as they are chosen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import LAPTOP, OpenPage

FOLDER = "exercices/3-organiser/"
SUM_OVER_SUM = [
    "somme de…", "réactions", "plus", "commentaires", "plus", "partages", "plus", "favoris", "fermer la parenthèse",
    "divisé par", "somme de…", "portée", "fermer la parenthèse", "multiplié par", "cent",
]

pytestmark = pytest.mark.usefixtures("site")  # before any page, so that it stops after the last one is closed


def begin(open_page: OpenPage, address: str, **options: object) -> Page:
    page = open_page(address, **options)
    page.get_by_label("Code de la séance").fill("kayes")
    page.get_by_label("Votre nom").fill("Awa Diallo")
    page.get_by_role("button", name="Commencer").click()
    expect(page.get_by_role("button", name="Vérifier")).to_be_visible()
    return page


def open_indicator(page: Page, title: str) -> Locator:
    page.get_by_role("button", name=title).click()
    return page.get_by_role("dialog")


def tap(sheet: Locator, *keys: str) -> None:
    for key in keys:
        sheet.get_by_role("button", name=key, exact=True).first.click()


def test_the_figure_shows_at_once_and_the_check_names_the_mistake(open_page: OpenPage, site: str) -> None:
    page = begin(open_page, f"{site}{FOLDER}calculer-les-kpi/")
    sheet = open_indicator(page, "Taux d’engagement de la campagne")

    tap(sheet, *SUM_OVER_SUM)
    expect(sheet.get_by_role("status", name="Résultat")).to_have_text("= 6,54 %")
    sheet.get_by_role("button", name="par format").click()
    expect(sheet.get_by_role("status", name="Résultat")).to_contain_text("MOOC : 2,85 %")
    sheet.get_by_role("button", name="toute la table").click()
    sheet.get_by_role("button", name="Effacer la touche d’avant").click()
    sheet.get_by_role("button", name="Effacer la touche d’avant").click()
    expect(sheet.get_by_role("status", name="Résultat")).to_have_text("= 0,0654 %")
    sheet.get_by_role("button", name="C’est fait").click()

    page.get_by_role("button", name="Vérifier").click()
    report = page.get_by_role("dialog")
    report.get_by_text("Tous les critères").click()
    expect(report).to_contain_text("C’est une proportion")


def test_a_key_goes_where_the_cursor_stands_and_undo_brings_back(open_page: OpenPage, site: str) -> None:
    page = begin(open_page, f"{site}{FOLDER}calculer-les-kpi/", viewport=LAPTOP)
    sheet = open_indicator(page, "Interactions de la campagne")
    tap(sheet, "somme de…", "réactions")
    expect(sheet).to_contain_text("Une parenthèse reste ouverte")

    tap(sheet, "fermer la parenthèse", "réactions : écrire après", "plus", "partages")
    expect(sheet.get_by_role("status", name="Résultat")).to_have_text("= 520")
    sheet.get_by_role("button", name="C’est fait").click()

    page.get_by_role("button", name="Annuler").click()
    card = page.get_by_role("button", name="Interactions de la campagne")
    expect(card).to_contain_text("Il manque un nombre avant « ) »")
    page.reload()
    expect(card).to_contain_text("somme( réactions + )")


def test_a_growth_from_zero_asks_what_to_write(open_page: OpenPage, site: str) -> None:
    page = begin(open_page, f"{site}{FOLDER}calculer-les-kpi/")
    sheet = open_indicator(page, "Croissance des abonnés")
    sheet.get_by_role("button", name="ligne par ligne").click()

    tap(sheet, "ouvrir la parenthèse", "abonnés à la fin", "moins", "abonnés au début", "fermer la parenthèse")
    tap(sheet, "divisé par", "abonnés au début")
    expect(sheet.get_by_role("status", name="Résultat")).to_contain_text("TikTok : départ à zéro : pas de pourcentage")
    sheet.get_by_role("button", name="pas de pourcentage").click()

    expect(sheet.get_by_role("button", name="pas de pourcentage")).to_have_attribute("aria-pressed", "true")


def test_the_export_follows_each_decision(open_page: OpenPage, site: str) -> None:
    page = begin(open_page, f"{site}{FOLDER}nettoyer-les-donnees/")
    page.get_by_text("Je les écarte, et je note combien").click()
    page.get_by_text("Le même identifiant").click()
    page.get_by_text("Mois, puis jour : le 8 mars").click()
    page.get_by_text("J’ajoute 8 heures avant le 14 mars").click()

    page.get_by_role("button", name="L’export").click()

    count = page.get_by_role("status").filter(has_text="lignes gardées")
    expect(count).to_have_text("18 lignes gardées sur 22, 4 écartées.")
    expect(page.get_by_text("→ 15/03 à 08:30")).to_be_visible()
    expect(page.get_by_text("écartée : déjà là")).to_have_count(2)


def test_a_chart_is_drawn_as_it_is_chosen(open_page: OpenPage, site: str) -> None:
    page = begin(open_page, f"{site}{FOLDER}lire-et-raconter/")
    page.get_by_label("Le titre").first.fill("Interactions par semaine")
    page.get_by_text("Les interactions, semaine par semaine", exact=True).first.click()
    page.get_by_text("Une courbe", exact=True).first.click()

    page.get_by_role("button", name="Mes graphiques").click()

    expect(page.get_by_role("img", name="Premier graphique : Interactions par semaine")).to_be_visible()
    expect(page.get_by_text("Second graphique : choisissez des données")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True])
def test_nothing_stops_a_screen_reader_and_nothing_overflows(
    open_page: OpenPage, site: str, faults: Callable[[Page], list[str]], dark: bool
) -> None:
    found = []
    scheme = "dark" if dark else "light"
    page = begin(open_page, f"{site}{FOLDER}calculer-les-kpi/", color_scheme=scheme)
    sheet = open_indicator(page, "Taux d’engagement de chaque publication")
    sheet.get_by_role("button", name="ligne par ligne").click()
    tap(sheet, "réactions", "divisé par", "portée")
    found += faults(page)
    sheet.get_by_role("button", name="C’est fait").click()
    found += faults(page)
    page.get_by_role("button", name="Tables").click()
    found += faults(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for name, tab, choice in (("nettoyer-les-donnees", "L’export", "Je les écarte, et je note combien"),
                              ("lire-et-raconter", "Mes graphiques", "Un camembert")):
        page.goto(f"{site}{FOLDER}{name}/")
        page.get_by_text(choice, exact=True).first.click()
        page.get_by_role("button", name=tab).click()
        found += faults(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360

    assert found == []
