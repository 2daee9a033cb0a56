"""The digital-inclusion survey, one row a respondent. Two figures are published and met exactly; see the data sheet."""

from __future__ import annotations

from datasets.generateur.chance import Chance
from datasets.generateur.posts import Record

# (cercle, respondents of each sex, women who can use a computer, men who can): 60 of 300 = 20 %, 90 of 300 = 30 %.
PLACES = (("Kayes", 120, 28, 41), ("Nioro", 100, 18, 27), ("Yélimané", 80, 14, 22))
ONLINE = 267  # of 300, women and men alike: 89 % (wehubit.be, project page)
STUDIES = ("aucune école", "primaire", "secondaire", "supérieur")
LANGUAGES = {"Kayes": ("bambara", "soninké", "pulaar", "khassonké"), "Nioro": ("bambara", "soninké", "pulaar"),
             "Yélimané": ("soninké", "soninké", "bambara", "pulaar")}


def survey(seed: int) -> list[Record]:
    chance = Chance(seed, "enquete")
    people: list[Record] = []
    for sex in ("femme", "homme"):
        group: list[Record] = []
        for place, size, women, men in PLACES:
            able = women if sex == "femme" else men
            group += [_person(sex, place, number < able, chance) for number in range(size)]
        offline = [person for person in chance.shuffled(group) if person["sait_utiliser_ordinateur"] == "non"]
        for person in offline[: len(group) - ONLINE]:
            person |= {"acces_internet": "non", "whatsapp": "non", "facebook": "non", "telephone": chance.pick(
                ("simple", "simple", "aucun"))}
        people += group
    people = chance.shuffled(people)
    return [{"repondant": f"r{number:03d}", **person} for number, person in enumerate(people, 1)]


def _person(sex: str, place: str, able: bool, chance: Chance) -> Record:
    studies = STUDIES[min(3, chance.whole(0, 3) if able else chance.whole(0, 2))]
    smart = able or chance.happens(0.72)
    return {
        "sexe": sex, "cercle": place, "age": chance.whole(16, 35) if able else chance.whole(16, 55), "etudes": studies,
        "langue": chance.pick(LANGUAGES[place]), "telephone": "smartphone" if smart else "simple",
        "acces_internet": "oui", "whatsapp": "oui" if chance.happens(0.82) else "non",
        "facebook": "oui" if chance.happens(0.66) else "non", "sait_utiliser_ordinateur": "oui" if able else "non",
        "radio": chance.pick(("tous les jours", "tous les jours", "chaque semaine", "rarement")),
        "reunion_commune": "oui" if chance.happens(0.18 if sex == "femme" else 0.34) else "non",
    }
