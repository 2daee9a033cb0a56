"""The trainer with three learners, in a real browser, on a phone and on a laptop."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from autograder.catalogue import Exercise
from autograder.classroom.app import create_app
from autograder.classroom.store import sessions
from autograder.engine.grade import grade_bytes
from autograder.outputs.tree_svg import draw
from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.fake_session import serving

SIZES = pytest.mark.parametrize("viewport", [PHONE, LAPTOP], ids=["phone", "laptop"])


class Session:
    """A real server, and learners who speak to it as their pages do."""

    def __init__(self, address: str, code: str, access: str, exercise: Exercise) -> None:
        self.address, self.code, self.access, self.exercise = address, code, access, exercise
        self.tokens: dict[str, str] = {}
        self.resume: dict[str, str] = {}

    def join(self, name: str) -> None:
        identity = self.call("POST", "entrer", {"code": self.code, "nom": name})
        self.tokens[name], self.resume[name] = identity["jeton"], identity["reprise"]

    def save(self, name: str, answer: object) -> None:
        self.call("PUT", f"brouillon/{self.exercise.id}", {"answer": answer, "revision": 0}, name)

    def hand_in(self, name: str, mistake: str) -> None:
        answer = self.exercise.mistakes()[mistake]["answer"]
        envelope = {"format": 1, "exercise": self.exercise.id, "version": self.exercise.version, "answer": answer}
        self.call("POST", "remises", {"cle": f"cle-{name}-{mistake}", "remise": envelope}, name)

    def check(self, name: str, mistake: str) -> None:
        answer = self.exercise.mistakes()[mistake]["answer"]
        envelope = {"format": 1, "exercise": self.exercise.id, "version": self.exercise.version, "answer": answer}
        self.call("POST", f"verifier/{self.exercise.id}", envelope, name)

    def feedback(self, name: str) -> dict | None:
        return self.call("GET", f"travail/{self.exercise.id}", None, name)["remises"][0]["retour"]

    def call(self, method: str, path: str, body: object, name: str = "") -> dict:
        headers = {"Authorization": f"Bearer {self.tokens.get(name, '')}"}
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(f"{self.address}api/{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)


@pytest.fixture
def session(tmp_path: Path, exercises: list[Exercise], build: Path) -> Iterator[Session]:
    """Awa handed in with words of her own, Mamadou is stuck, Binta has not begun."""
    exercise = next(one for one in exercises if one.slug == "arbre-a-problemes")
    drawings = {"cause-tree": partial(draw, title="Arbre à problèmes", width=720)}
    app = create_app(
        tmp_path / "seance", build / "site", [exercise], load_grader=lambda: grade_bytes, drawings=drawings
    )
    with app.state.room.store.read() as connection:
        current, access = sessions.current(connection), sessions.access_code(connection)
    assert current and access
    with serving(app) as address:
        opened = Session(address, current.code, access, exercise)
        for name in ("Awa Diallo", "Mamadou Koné", "Binta Sy"):
            opened.join(name)
        opened.hand_in("Awa Diallo", "mots-a-soi")
        for _ in range(4):
            opened.check("Mamadou Koné", "cinq-cartes-au-hasard")
        yield opened


@pytest.fixture
def trainer(session: Session, open_page: Callable[..., Page]) -> Callable[..., Page]:
    def open_(**options: object) -> Page:
        page = open_page(session.address + "formateur/", **options)
        page.get_by_label("Code d’accès").fill(session.access.lower())
        page.get_by_role("button", name="Entrer").click()
        expect(page.get_by_role("link", name="Suivi")).to_be_visible()
        return page

    return open_


def lines(page: Page) -> list[str]:
    return page.locator(".ligne .qui bdi").all_inner_texts()


@SIZES
def test_no_page_is_wider_than_the_screen_or_bars_the_way(session, trainer, faults, viewport):
    page = trainer(viewport=viewport)

    for path in ("", "projeter", "depot", "notes", "reprises"):
        page.goto(f"{session.address}formateur/seances/1/{path}")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
        assert faults(page) == [], path
    for path in ("seances/", "remises/1", "personnes/1"):
        page.goto(f"{session.address}formateur/{path}")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
        assert faults(page) == [], path


def test_the_list_follows_the_room_by_itself_and_keeps_the_focus(session, trainer):
    page = trainer(viewport=LAPTOP)
    assert lines(page) == ["Mamadou Koné", "Awa Diallo", "Binta Sy"]
    page.get_by_role("link", name="Awa Diallo", exact=True).focus()

    session.join("Oumou Sangaré")
    session.hand_in("Binta Sy", "mots-a-soi")

    expect(page.locator(".ligne", has_text="Binta Sy").get_by_role("link", name="Lire")).to_be_visible()
    assert lines(page) == ["Mamadou Koné", "Awa Diallo", "Binta Sy", "Oumou Sangaré"]
    assert page.evaluate("document.activeElement.textContent") == "Awa Diallo"


@SIZES
def test_a_submission_is_read_marked_and_sent_then_the_next_one_opens(session, trainer, viewport):
    session.hand_in("Binta Sy", "mots-a-soi")
    page = trainer(viewport=viewport)
    page.locator(".ligne", has_text="Awa Diallo").get_by_role("link", name="Lire").click()
    drawing, words = page.get_by_role("img", name="Arbre à problèmes"), page.get_by_text("énoncé personnel")
    expect(words if viewport is PHONE else drawing).to_be_visible()

    page.get_by_label("Juste et appuyé").check()
    page.get_by_role("button", name="Votre énoncé apporte un fait").click()
    page.get_by_role("button", name="Envoyer le retour").click()

    expect(page.get_by_text("Retour envoyé : Awa Diallo")).to_be_visible()
    feedback = session.feedback("Awa Diallo")
    assert feedback is not None
    assert feedback["commentaire"].startswith("Votre énoncé apporte un fait de chez vous")
    page.get_by_role("link", name="Lire la suivante").click()
    expect(page.get_by_role("heading", name="Binta Sy")).to_be_visible()


def test_the_mark_follows_the_level_chosen_within_the_points(session, trainer):
    page = trainer()
    page.goto(f"{session.address}formateur/remises/1")

    page.get_by_label("Juste et appuyé").check()

    expect(page.locator("[data-total]")).to_have_text("20")


def test_the_mark_is_whole_once_the_words_are_read(tmp_path, exercises, build, open_page):
    budget = next(one for one in exercises if one.slug == "budget")
    app = create_app(tmp_path / "seance", build / "site", [budget])
    with app.state.room.store.read() as connection:
        current, access = sessions.current(connection), sessions.access_code(connection)
    with serving(app) as address:
        opened = Session(address, current.code, access, budget)
        opened.join("Awa Diallo")
        opened.hand_in("Awa Diallo", "deux-mois-oublies")
        page = open_page(address + "formateur/?suite=/formateur/remises/1")
        page.get_by_label("Code d’accès").fill(access)
        page.get_by_role("button", name="Entrer").click()
        total = page.locator(".total")
        expect(total).to_contain_text("reste 5 à lire")

        page.get_by_label("Une raison").check()

        expect(total).to_contain_text(re.compile(r"/ 25\s+soit [\d,]+ sur 20"))
        page.close()


def test_a_comment_being_written_survives_a_closed_tab(session, trainer):
    page = trainer()
    page.goto(f"{session.address}formateur/remises/1")
    page.get_by_label("Votre commentaire").fill("Je commence à écr")
    context: BrowserContext = page.context
    page.close()

    again = context.new_page()
    again.goto(f"{session.address}formateur/remises/1")

    expect(again.get_by_label("Votre commentaire")).to_have_value("Je commence à écr")


def test_files_are_dropped_and_graded_while_the_trainer_looks_on(session, trainer, tmp_path):
    answer = session.exercise.mistakes()["cercle"]["answer"]
    envelope = {"format": 1, "exercise": session.exercise.id, "version": session.exercise.version, "answer": answer}
    good, bad = tmp_path / "arbre-a-problemes-Binta-Sy.json", tmp_path / "abime.ipynb"
    good.write_text(json.dumps(envelope), encoding="utf-8")
    bad.write_text("{pas un carnet", encoding="utf-8")
    page = trainer(viewport=LAPTOP)

    page.get_by_role("link", name="Déposer").click()
    page.get_by_label("Fichiers").set_input_files([good, bad])
    page.get_by_role("button", name="Déposer et corriger").click()

    expect(page.locator(".ligne", has_text="Binta-Sy")).to_contain_text("18,5")
    expect(page.locator(".ligne", has_text="abime")).to_contain_text("refusé")


def test_the_list_says_when_the_server_no_longer_answers(session, trainer, witness):
    witness.allowed.append("net::ERR_INTERNET_DISCONNECTED")
    page = trainer()

    page.context.set_offline(True)

    expect(page.get_by_text("La liste ne se met plus à jour")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("La liste ne se met plus à jour")).to_be_hidden()


def test_work_begun_on_one_device_is_handed_in_on_another_and_the_feedback_comes_back(session, trainer, open_page):
    session.save("Binta Sy", session.exercise.mistakes()["mots-a-soi"]["answer"])
    phone = open_page(f"{session.address}exercices/{session.exercise.id}/")

    phone.get_by_role("button", name="J’ai déjà un code de reprise").click()
    phone.get_by_label("Votre code de reprise").fill(session.resume["Binta Sy"].lower())
    phone.get_by_role("button", name="Reprendre").click()
    expect(phone.get_by_text("les réunions tombent le jour du marché").first).to_be_visible()
    phone.get_by_role("button", name="Remettre").click()
    receipt = phone.locator("#recu").inner_text()

    page = trainer(viewport=LAPTOP)
    page.locator(".ligne", has_text="Binta Sy").get_by_role("link", name="Lire").click()
    expect(page.get_by_text(receipt)).to_be_visible()
    page.get_by_label("Juste et appuyé").check()
    page.get_by_label("Votre commentaire").fill("Bravo, Binta.")
    page.get_by_role("button", name="Envoyer le retour").click()
    expect(page.get_by_text("Retour envoyé : Binta Sy")).to_be_visible()

    phone.reload()
    expect(phone.get_by_text("Bravo, Binta.")).to_be_visible()


def test_a_second_person_of_the_same_name_is_told_and_gets_work_of_her_own(session, open_page):
    page = open_page(f"{session.address}exercices/{session.exercise.id}/?code={session.code}")

    page.get_by_label("Votre nom").fill("Awa Diallo")
    page.get_by_role("button", name="Commencer").click()

    expect(page.get_by_text("Une personne s’appelle déjà « Awa Diallo »")).to_be_visible()
    expect(page.get_by_role("button", name="Choisir le problème")).to_be_visible()


def test_the_square_on_the_wall_leads_to_the_exercise_with_the_code_filled_in(session, trainer):
    page = trainer(viewport=LAPTOP)

    page.get_by_role("link", name="Projeter le code").click()

    expect(page.get_by_text(session.code, exact=True)).to_be_visible()
    expect(page.get_by_role("img", name="Carré à photographier")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_exports_are_given_asked_about_and_read(session, trainer, faults, tmp_path, scripts):
    export = tmp_path / "ma page.csv"
    export.write_text("Post ID,Publish time,Permalink,Reach,Reactions,Comments,Shares\n"
                      "1,03/04/2021 10:05,l,90,9,1,0\n2,05/06/2021 10:05,l,100,9,1,0\n", encoding="utf-8")
    page = trainer(viewport=PHONE, java_script_enabled=scripts)
    page.goto(f"{session.address}formateur/indicateurs/")
    page.get_by_label("Fichiers").set_input_files([export])
    page.get_by_label("Nom de la campagne").fill("Vivre ensemble")
    page.get_by_role("button", name="Envoyer et lire").click()

    page.get_by_text("4 mars 2021").click(timeout=60_000)
    page.get_by_role("button", name="Relire").click()

    expect(page.get_by_role("heading", name="Vos indicateurs")).to_be_visible(timeout=60_000)
    expect(page.locator(".indicateurs")).to_contain_text("10,53")
    with page.expect_download() as download:
        page.get_by_role("link", name="La page A4").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    if scripts:
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert faults(page) == []
