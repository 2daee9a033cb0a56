"""Timeline, calendar, messages, kit, first days: many good answers earn everything, and the data are the dataset's."""

import copy
import csv
import json
import random
from datetime import date, timedelta

import pytest

from autograder.catalogue import load_exercise
from autograder.domain.launch_checklist import Campaign, checklist
from tests.places import EXERCISES, ROOT


def load(slug):
    return load_exercise(EXERCISES / "3-organiser" / slug)


def rows(name, campaign="engageons-nous"):
    with (ROOT / "datasets" / campaign / "propre" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


# -- timeline


def a_timeline(exercise, chance):
    """Dates that follow what each activity waits for, with some slack, and people who carry few things at once."""
    plan, requires = exercise.data["plan"], exercise.key["requires"]
    people = [option["id"] for option in exercise.data["form"]["parts"][0]["fields"][1]["options"]]
    first, launch, ends, lines = date.fromisoformat(plan["first_day"]), date.fromisoformat(plan["launch"]), {}, []
    for number, (id_, about) in enumerate(plan["activities"].items()):
        day = max([first - timedelta(days=1), *(ends[before] for before in requires.get(id_, ()))]) + timedelta(days=1)
        day += timedelta(days=chance.randint(0, 2))
        if id_ == "a09":
            day = launch
        elif id_ == "a11":
            day = launch + timedelta(days=chance.randint(0, 8))
        elif id_ == "a10":
            day = launch + timedelta(days=chance.randint(-20, 20))
        ends[id_] = day + timedelta(days=about["days"] - 1)
        who = {"a09": 0, "a10": 1, "a11": 2, "a12": 3}.get(id_, number % 5)
        waits = [f"r-{before}" for before in requires.get(id_, ())]
        line = {"id": f"r-{id_}", "quoi": id_, "qui": people[who], "debut": day.isoformat()}
        lines.append(line | ({"apres": waits} if waits else {}))
    chance.shuffle(lines)
    half, eve = max(ends["a05"], ends["a06"], ends["a07"]), launch - timedelta(days=1)
    review = ends["a12"] + timedelta(days=7)
    milestones = {"moitie": min(half + timedelta(days=3), eve), "kit": ends["a08"], "bilan": review}
    return {"parts": {
        "activites": lines, "jalons": {name: day.isoformat() for name, day in milestones.items()},
        "partage": {"avec": people},
    }}


both = pytest.mark.parametrize("number", [0, 1], ids=["a", "b"])


@both
@pytest.mark.parametrize("seed", range(25))
def test_any_timeline_in_order_and_well_shared_earns_full_marks(seed, number):
    exercise = load("chronogramme").subjects[number]

    report = exercise.score(exercise.signed(a_timeline(exercise, random.Random(seed))))

    assert report.score == report.points, [result for result in report.criteria if result.hint]


@both
def test_the_activities_last_as_long_as_their_names_and_the_table_say(number):
    exercise = load("chronogramme").subjects[number]
    days = [about["days"] for about in exercise.data["plan"]["activities"].values()]

    assert [row["text"].rsplit(" (", 1)[1] for row in exercise.data["bank"]["statements"]] == [f"{n} j)" for n in days]
    assert [row["duree"] for row in exercise.data["activites"]["rows"]] == [f"{n} jours" for n in days]


@both
def test_the_days_offered_are_those_of_the_plan(number):
    data = load("chronogramme").subjects[number].data
    dates = [field for part in data["form"]["parts"] for field in part["fields"] if field["kind"] == "date"]
    span = (data["plan"]["first_day"], data["plan"]["last_day"])

    assert len(dates) == 4 and {(field["from"], field["to"]) for field in dates} == {span}
    assert len(data["bank"]["statements"]) == 12
    assert all(date.fromisoformat(data["plan"][name]).strftime("%w") == "1" for name in ("first_day", "launch"))


def test_an_indirect_wait_counts_as_a_wait():
    exercise = load("chronogramme")
    answer = copy.deepcopy(exercise.solution)
    review = next(row for row in answer["parts"]["activites"] if row["quoi"] == "a11")
    review["apres"] = ["r9"]  # the figures wait for the animation: wrong dates, but the review then waits for both
    last = next(row for row in answer["parts"]["activites"] if row["quoi"] == "a12")
    last["apres"] = ["r11"]

    criteria = {result.id: result for result in exercise.score(answer).criteria}

    assert criteria["dependencies_are_drawn"].earned == 4


# -- editorial calendar


def a_calendar(exercise, chance):
    """Two or three publications a week, in the evening, each ready and on a channel that suits it."""
    opens = exercise.data["season"]["first_day"]
    people = [option["id"] for option in exercise.data["form"]["parts"][0]["fields"][-1]["options"]]
    contents, fits = exercise.data["contents"]["contents"], exercise.data["contents"]["fits"]
    local = [id_ for id_, about in contents.items() if about["language"] != "francais"]
    french = [id_ for id_ in contents if id_ not in local]
    lines = []
    for week in range(8):
        for weekday in (0, 6) if week % 2 else (1, 3, 5):  # the 8th of March is a Monday, the 16th of May a Sunday
            day = date.fromisoformat(opens) + timedelta(days=7 * week + weekday)
            bank = local if len(lines) % 2 else french
            ready = [id_ for id_ in bank if date.fromisoformat(contents[id_]["ready"]) <= day]
            early = [id_ for id_ in ready if contents[id_]["ready"] < opens]
            content = chance.choice(early if len(lines) % 3 else ready)
            channels = [name for name in fits[contents[content]["format"]] if name in ("radio", "terrain")]
            channel = channels[0] if channels and len(lines) % 2 else chance.choice(fits[contents[content]["format"]])
            lines.append({
                "id": f"r{len(lines)}", "contenu": content, "canal": channel, "date": day.isoformat(),
                "heure": f"{chance.randint(20, 21)}:{chance.choice(('00', '15', '30'))}",
                "qui": chance.choice(people),
            })
    return {"parts": {"creneaux": lines}}


@both
def test_hundreds_of_different_calendars_earn_full_marks(number):
    exercise = load("calendrier-editorial").subjects[number]
    answers = [exercise.signed(a_calendar(exercise, random.Random(seed))) for seed in range(60)]

    full = [answer for answer in answers if exercise.score(answer).score == exercise.computed_points]

    assert len({json.dumps(answer) for answer in full}) >= 15


@pytest.mark.parametrize(
    ("number", "campaign", "drawn"), [(0, "engageons-nous", 16), (1, "paix-au-mali", 12)], ids=["a", "b"],
)
def test_the_contents_of_the_calendar_are_those_of_the_dataset(number, campaign, drawn):
    exercise, published = load("calendrier-editorial").subjects[number], rows("contenus", campaign)
    contents = exercise.data["contents"]["contents"]
    language = {"français": "francais", "bambara": "bambara", "soninké": "soninke", "pulaar": "pulaar"}

    assert len(contents) == 21 and sum(id_.startswith("c") for id_ in contents) == drawn
    assert {row["id"] for row in exercise.data["bank"]["statements"]} == set(contents)
    for id_, about in contents.items():
        if id_.startswith("c"):
            assert about["ready"] == published[id_]["pret_le"]
            assert about["language"] == language[published[id_]["langue"]]


@both
def test_the_eight_weeks_and_their_days_agree(number):
    data = load("calendrier-editorial").subjects[number].data
    first, last = (date.fromisoformat(data["season"][name]) for name in ("first_day", "last_day"))
    field = next(field for field in data["form"]["parts"][0]["fields"] if field["kind"] == "date")

    assert first.weekday() == 0 and last - first == timedelta(days=55)
    assert (field["from"], field["to"]) == (first.isoformat(), last.isoformat())
    assert sorted(when["effect"] for when in data["season"]["known"]) == ["adapter", "eviter", "saisir"]
    assert len(data["dates"]["rows"]) == 3
    for row in data["bank"]["statements"]:
        assert ("prêt" in row["text"]) == (data["contents"]["contents"][row["id"]]["ready"] < first.isoformat())


# -- messages


OTHERS = [
    {
        "idee": {"cible": "elus", "fait": "conseil", "geste": "question"},
        "textes": {
            "secondes": "Dernier conseil de Yélimané : 4 femmes sur 60 dans la salle. Samedi à 9 h, à la mairie, "
                        "invitez votre voisine. #SalleOuverte",
            "minute": "Au dernier conseil, le cahier de présence compte quatre femmes sur soixante noms. Sira était "
                      "l'une d'elles. Elle a demandé où en était le puits ; le maire a répondu, le puits a été curé. "
                      "Samedi à 9 h, la salle est ouverte. Venez, amenez une femme de votre quartier, et posez une "
                      "question. #SalleOuverte",
            "minutes": "Sira n'avait jamais passé la porte de la mairie. **Elle croyait la salle réservée aux "
                       "conseillers.** Un samedi, sa fille l'a poussée.\n\nElle s'est assise au fond, puis elle a levé "
                       "la main. **« Où en est le puits ? »** Un silence, une réponse, une date. Le mois suivant, "
                       "l'eau coulait.\n\nSamedi, **demandez à une femme de vous accompagner** : une question "
                       "suffit, et la salle est assez grande pour deux.",
            "plus": "Pourquoi si peu de femmes au conseil ? Trois raisons et trois idées pour les élus : lisez-les, "
                    "https://www.example.org/etude #SalleOuverte",
        },
        "diese": {"hashtag": "#SalleOuverte"},
    },
    {
        "idee": {"cible": "peres", "fait": "budget", "geste": "vocal"},
        "textes": {
            "secondes": "19 jeunes sur 25 n'ont jamais vu le budget de leur commune. Votre fils l'a-t-il vu ? Dites-le "
                        "à la radio, un vocal avant mardi 18 h. #BudgetSurLeMur",
            "minute": "Au marché, le club a interrogé vingt-cinq jeunes : 19 sur 25 n'ont jamais vu le budget de leur "
                      "commune. Moussa, lui, l'a photographié sur la porte de la mairie, et il l'a lu avec son père. "
                      "Ils ont compris pourquoi l'école attend son toit. Mardi, avant 18 h, envoyez un vocal à "
                      "l'émission : qu'aimeriez-vous savoir ? #BudgetSurLeMur",
            "minutes": "Mon père disait : **le budget, c'est pour les grands.** Nous l'avons lu ensemble, ligne par "
                       "ligne, un soir de coupure, à la lampe du téléphone.\n\nIl y avait le marché, la route, et "
                       "tout en bas **l'école, avec un petit chiffre.** Mon père s'est tu, puis il a dit : « On va "
                       "demander. »\n\n**Demandez à le voir**, vous aussi. C'est votre droit, et c'est plus "
                       "facile à deux.",
            "plus": "Comment lire le budget de sa commune en cinq minutes ? Suivez le guide, avec un exemple : "
                    "https://www.example.org/etude #BudgetSurLeMur",
        },
        "diese": {"hashtag": "#BudgetSurLeMur"},
    },
]


OTHERS_OF_B = [
    {
        "idee": {"cible": "commercants", "fait": "caniveau", "geste": "curage"},
        "textes": {
            "secondes": "Pendant les pluies, le caniveau du marché de Nioro a débordé 6 fois. Dimanche à 7 h, venez à "
                        "l'entrée du marché avec une pelle. #UnePelleChacun",
            "minute": "Maïmouna a soulevé ses sacs de riz six fois pendant les pluies : six fois, le caniveau a "
                      "débordé devant sa boutique, et le cahier du comité le dit aussi. En mars, à vingt, on peut le "
                      "vider en une matinée. Dimanche à 7 h, apportez une pelle à l'entrée du marché ; qui n'en a pas "
                      "apporte du thé. #UnePelleChacun",
            "minutes": "Je dors mal quand il tonne. **Ma boutique est la plus basse du marché**, et l'eau le sait. "
                       "L'an dernier, j'ai perdu quatre sacs et ma patience.\n\nUn soir, mon voisin a regardé le "
                       "caniveau et il a ri : **« Ce n'est pas la pluie, c'est nos sachets. »** Nous avons compté "
                       "ensemble, à la lampe.\n\nDimanche, **apportez une pelle et un seau** : le tronçon devant "
                       "chaque boutique demande une demi-heure.",
            "plus": "D'où vient l'eau qui entre dans les boutiques ? Le comité l'a dessiné, caniveau par caniveau : "
                    "regardez le plan, https://www.example.org/etude #UnePelleChacun",
        },
        "diese": {"hashtag": "#UnePelleChacun"},
    },
    {
        "idee": {"cible": "chefs", "fait": "puits", "geste": "assemblee"},
        "textes": {
            "secondes": "Au comité du puits, 2 femmes parmi 11 membres. Qui puise chaque matin ? Vendredi à 17 h, cour "
                        "de l'école, venez avec elle. #CellesQuiPuisent",
            "minute": "Chaque matin, Penda attend une heure au puits. Elle sait quel jour la corde a cassé, et qui "
                      "l'a réparée. La liste affichée à la mairie donne le comité : deux femmes et neuf hommes, aucun "
                      "ne puise. Vendredi à 17 h, l'assemblée se tient dans la cour de l'école. Venez avec celle qui "
                      "puise chez vous, et laissez-la parler la première. #CellesQuiPuisent",
            "minutes": "Mon grand-père a creusé ce puits. **Il demandait toujours l'avis de ma grand-mère**, parce "
                       "qu'elle y était avant lui, chaque matin, avec le premier seau.\n\nAujourd'hui, je siège au "
                       "comité. La corde a cassé en avril, et je l'ai appris en juin. **Ma fille le savait le jour "
                       "même.**\n\nVendredi, **venez avec celle qui puise** : elle dira en deux minutes ce que nous "
                       "cherchons depuis deux mois.",
            "plus": "Comment d'autres quartiers ont-ils choisi leur comité du puits ? Lisez trois exemples, avec leurs "
                    "règles : https://www.example.org/etude #CellesQuiPuisent",
        },
        "diese": {"hashtag": "#CellesQuiPuisent"},
    },
]


@pytest.mark.parametrize(
    ("number", "parts"), [*((0, parts) for parts in OTHERS), *((1, parts) for parts in OTHERS_OF_B)],
    ids=lambda given: given["idee"]["cible"] if isinstance(given, dict) else "ab"[given],
)
def test_other_facts_and_gestures_earn_full_marks_too(number, parts):
    exercise = load("messages-et-hashtag").subjects[number]

    report = exercise.score(exercise.signed({"parts": parts}))

    assert report.score == report.points, [result for result in report.criteria if result.hint]
    assert len(report.open[0].excerpts) == 5


# -- kit and green light


def test_the_dossier_and_the_campaign_behind_it_say_the_same():
    exercise = load("kit-et-feu-vert")
    campaign = Campaign.from_json(exercise.key["campaign"])
    table = {row["point"][:1]: row["table"] for row in exercise.data["dossier"]["rows"]}

    assert [point.ready for point in checklist(campaign)][:6] == [True, False, True, False, True, False]
    assert f"{campaign.budget.total // 1000} 000 F CFA" in table["3"] and campaign.budget.envelope == 600_000
    assert len(campaign.budget.lines) == 10 and "Dix lignes" in table["3"]
    assert len(campaign.timeline.activities) == 9 and "Neuf activités" in table["4"]
    assert [activity.name for activity in campaign.timeline.unassigned()] == ["Émissions de radio"]
    produced = sum(slot.state.produced for slot in campaign.calendar.slots)
    assert (produced, len(campaign.calendar.slots)) == (8, 20) and f"{produced} relus" in table["6"]
    assert len(campaign.calendar.per_week()) == 5 and campaign.calendar.longest_gap().days == 1
    assert sum(slot.language.local for slot in campaign.calendar.slots) == 8 and "Huit lignes" in table["5"]


def test_the_second_dossier_and_its_campaign_say_the_same_too():
    exercise = load("kit-et-feu-vert").subjects[1]
    campaign = Campaign.from_json(exercise.key["campaign"])
    table = {row["point"][:1]: row["table"] for row in exercise.data["dossier"]["rows"]}

    assert [point.ready for point in checklist(campaign)][:6] == [False, True, False, False, True, True]
    assert f"{campaign.budget.total // 1000} 000 F CFA" in table["3"] and campaign.budget.envelope == 500_000
    assert len(campaign.budget.lines) == 9 and "Neuf lignes" in table["3"]
    assert len(campaign.timeline.activities) == 8 and "Huit activités" in table["4"]
    [(late, before)] = campaign.timeline.early_starts()
    assert (late.name, before.name) == ("Impression des affiches", "Dessin des affiches")
    produced = sum(slot.state.produced for slot in campaign.calendar.slots)
    assert (produced, len(campaign.calendar.slots)) == (9, 16) and f"{produced} relus" in table["6"]
    assert len(campaign.calendar.per_week()) == 4 and campaign.calendar.longest_gap().days <= 2
    assert sum(slot.language.local for slot in campaign.calendar.slots) == 6 and "Six lignes" in table["5"]


@both
def test_both_dossiers_open_in_ten_days_and_offer_only_days_still_to_come(number):
    exercise = load("kit-et-feu-vert").subjects[number]
    today, launch = exercise.key["today"], exercise.key["campaign"]["timeline"]["launch"]
    fields = {(part["id"], field["id"]): field for part in exercise.data["form"]["parts"] for field in part["fields"]}

    assert date.fromisoformat(launch) - date.fromisoformat(today) == timedelta(days=10)
    assert date.fromisoformat(today).strftime("%w") == "5"
    assert (fields["taches", "pour"]["from"], fields["taches", "pour"]["to"]) == (today, exercise.key["last"])
    assert fields["decision", "date"]["from"] > launch


def test_the_light_of_her_kit_is_the_one_that_her_kit_deserves():
    exercise = load("kit-et-feu-vert")
    whole, holed = copy.deepcopy(exercise.solution), copy.deepcopy(exercise.solution)
    holed["parts"]["types"].pop()
    honest = copy.deepcopy(holed)
    honest["parts"]["kit-pret"] = {"feu": "rouge", "preuve": "manque"}

    def lights(answer):
        return sum(r.earned / r.points for r in exercise.score(answer).criteria if "lights" in r.id)

    assert lights(whole) == lights(honest) == 2
    assert lights(holed) < 2


@pytest.mark.parametrize(("number", "reason"), [
    (0, "Huit contenus sont prêts : nous partons avec dix, sans la radio tant que personne ne la porte."),
    (1, "La caisse a 500 000 francs : nous partons le 29 mars sans les affiches, imprimées en avril."),
], ids=["a", "b"])
def test_reducing_is_as_good_a_decision_as_postponing(number, reason):
    exercise = load("kit-et-feu-vert").subjects[number]
    answer = copy.deepcopy(exercise.solution)
    answer["parts"]["decision"] = {"choix": "reduire", "raison": reason}

    assert exercise.score(answer).score == exercise.computed_points


# -- first days


CAMPAIGNS = [("engageons-nous", "2021-02-01", "2021-02-04"), ("paix-au-mali", "2021-05-01", "2021-05-04")]
subjects = pytest.mark.parametrize(
    ("number", "campaign", "first", "last"), [(n, *campaign) for n, campaign in enumerate(CAMPAIGNS)], ids=["a", "b"],
)


@subjects
def test_the_figures_and_the_comments_are_those_of_the_dataset(number, campaign, first, last):
    data = load("premiers-jours").subjects[number].data
    posts, comments = rows("publications", campaign), rows("commentaires", campaign)
    columns = ("portee", "impressions", "reactions", "commentaires", "partages", "enregistrements", "clics")

    for row in data["publications"]["rows"]:
        post = posts[row["publication"]]
        assert [row[name].replace(" ", "").replace("–", "") for name in columns] == [post[name] for name in columns]
    shown = [part for part in data["form"]["parts"] if part["id"] in comments]
    assert len(shown) == 7
    for part in shown:
        assert comments[part["id"]]["texte"] in part["help"] and comments[part["id"]]["auteur"] in part["title"]


@subjects
def test_the_first_three_days_are_what_the_table_shows(number, campaign, first, last):
    data, posts = load("premiers-jours").subjects[number].data, rows("publications", campaign)
    shown = {row["publication"] for row in data["publications"]["rows"]}
    launch = min(f"{row['date']} {row['heure']}" for row in posts.values())
    end = f"{last} {launch[-5:]}"

    early = {id_ for id_, row in posts.items() if row["portee"] and f"{row['date']} {row['heure']}" <= end}

    assert launch[:10] == first and shown == early


@subjects
def test_the_followers_and_the_added_reach_that_the_exercise_says_are_right(number, campaign, first, last):
    data = load("premiers-jours").subjects[number].data
    with (ROOT / "datasets" / campaign / "propre" / "abonnes.csv").open(encoding="utf-8", newline="") as file:
        held = {row["reseau"]: int(row["abonnes"]) for row in csv.DictReader(file) if row["date"] == last}
    added = sum(int(row["portee"].replace(" ", "")) for row in data["publications"]["rows"])

    assert data["publications"]["followers"] == {"f": held["Facebook"], "i": held["Instagram"]}
    assert f"{added:,}".replace(",", " ") in data["form"]["parts"][0]["fields"][-1]["label"]


@pytest.mark.parametrize(("change", "proof"), [
    ("question", "peu-de-gestes"), ("relancer", "peu-de-gens"), ("whatsapp", "demandes"), ("nom", "demandes"),
])
def test_four_changes_can_be_defended(change, proof):
    exercise = load("premiers-jours")
    answer = copy.deepcopy(exercise.solution)
    answer["parts"]["ajustement"] |= {"change": [change], "preuve": proof}

    assert exercise.score(answer).score == exercise.computed_points


@pytest.mark.parametrize("typed", [6.9, 6.899, "6,9", "6,90 %"])
def test_the_rate_may_be_typed_as_people_type_it(typed):
    exercise = load("premiers-jours")
    answer = copy.deepcopy(exercise.solution)
    answer["parts"]["chiffres"]["taux"] = typed

    assert exercise.score(answer).score == exercise.computed_points
