"""What a message asks of its reader."""

import pytest

from autograder.domain.call_to_action import calls, slogans


@pytest.mark.parametrize(("text", "verbs"), [
    ("Mercredi à 15 h, venez avec une amie.", ("venez",)),
    ("Dites-nous en commentaire ce qui vous retient.", ("Dites",)),
    ("N'ayez pas peur : posez votre question.", ("ayez", "posez")),
    ("Inscrivez-vous dès ce soir, qu'attendez-vous ?", ("Inscrivez",)),
    ("Rendez-vous mercredi à 15 h.", ("Rendez",)),
    ("On part à 8 h 30. Viens !", ("Viens",)),
    ("Lisez la suite : https://www.example.org/lisez", ("Lisez",)),
])
def test_a_verb_addressed_to_the_reader_is_a_call(text, verbs):
    assert calls(text) == verbs


@pytest.mark.parametrize("text", [
    "Savez-vous lire un budget ?", "Vous venez souvent à la mairie.", "Vous ne le savez pas.",
    "Restons chez nous, c'est assez.", "#Venez #EngageonsNous", "Deux femmes sur dix.", "", "Vous y allez déjà.",
    "Venez-vous souvent ?", "Connaissez-vous Bintou, la voisine ?",
])
def test_a_statement_or_a_question_is_no_call(text):
    assert calls(text) == ()


@pytest.mark.parametrize("text", ["Mobilisons-nous !", "Agissons ensemble pour demain.", "Engageons-nous toutes"])
def test_a_slogan_is_told_from_a_call(text):
    assert slogans(text) and not calls(text)


def test_an_ordinary_sentence_is_no_slogan():
    assert slogans("Nous avons trois questions, et des poissons. #EngageonsNous") == ()
