"""What is drawn beside a form, on a phone: a timeline's bars, a calendar's weeks, a message's count."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.usefixtures("site")  # before any page, so that it stops after the last one is closed


def begin(open_page: OpenPage, address: str, **options: object) -> Page:
    page = open_page(address, **options)
    page.get_by_label("Code de la séance").fill("kayes")
    page.get_by_label("Votre nom").fill("Awa Diallo")
    page.get_by_role("button", name="Commencer").click()
    expect(page.get_by_role("button", name="Ma fiche")).to_be_visible()
    return page


def test_an_activity_that_gets_a_day_gets_a_bar_and_the_bar_opens_it(open_page: OpenPage, site: str) -> None:
    page = begin(open_page, site + "exercices/3-organiser/chronogramme/")

    page.get_by_role("button", name="Ajouter une activité").tap()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Activité").select_option(label="Tourner trois témoignages (10 j)")
    sheet.get_by_label("Djénéba").check()
    sheet.get_by_label("Premier jour").fill("2020-11-30")
    sheet.get_by_role("button", name="C’est fait").tap()
    page.get_by_role("button", name="Le dessin").tap()
    bar = page.get_by_role("button", name="Tourner trois témoignages 30 nov. → 9 déc. · Djénéba")

    expect(page.get_by_text("Djénéba : 1 activité")).to_be_visible()
    bar.tap()
    expect(sheet.get_by_label("Premier jour")).to_have_value("2020-11-30")


def test_a_new_publication_keeps_channel_and_hour_and_falls_into_its_week(open_page: OpenPage, site: str) -> None:
    page = begin(open_page, site + "exercices/3-organiser/calendrier-editorial/")
    add = page.get_by_role("button", name="Ajouter une publication")

    add.tap()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Contenu").select_option(label="Question de la semaine (prête)")
    sheet.get_by_label("Canal").select_option(label="WhatsApp")
    sheet.get_by_label("Jour").fill("2021-03-08")
    sheet.get_by_label("Heure").fill("18:30")
    sheet.get_by_role("button", name="C’est fait").tap()
    add.tap()
    expect(sheet.get_by_label("Canal")).to_have_value("whatsapp")
    expect(sheet.get_by_label("Heure")).to_have_value("18:30")
    sheet.get_by_label("Jour").fill("2021-03-11")
    sheet.get_by_role("button", name="C’est fait").tap()
    page.get_by_role("button", name="Les semaines").tap()
    week = page.get_by_role("region", name="Semaine du 8 mars")

    expect(week).to_contain_text("2 publications")
    expect(week).to_contain_text("Journée internationale des droits des femmes")
    expect(week).to_contain_text("lun. 8 18:30 · Question de la semaine")
    expect(page.get_by_role("region", name="Semaine du 1er mars")).to_contain_text("rien")


def test_a_message_is_counted_as_its_platform_counts_it(open_page: OpenPage, site: str) -> None:
    page = begin(open_page, site + "exercices/3-organiser/messages-et-hashtag/")

    written = "Lisez https://www.example.org/etude 👍 #OseLeClic"
    page.get_by_role("textbox", name="Quelques secondes, sur X").fill(written)
    page.get_by_role("button", name="Les compteurs").tap()
    counter = page.get_by_role("region", name="Quelques secondes, sur X")

    expect(counter).to_contain_text("43 signes")
    expect(counter).to_contain_text("1 mot-dièse")
    page.get_by_role("button", name="Ma fiche").tap()
    page.get_by_role("textbox", name="Quelques secondes, sur X").fill("é" * 281)
    page.get_by_role("button", name="Les compteurs").tap()
    expect(counter).to_contain_text("281 signes sur 280 au plus")
