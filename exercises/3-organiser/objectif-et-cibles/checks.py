"""Criteria of « Objectif et cibles » (booklet 3.1): an objective that can be checked, and a way to each public."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from autograder.checks import Verdict, check, missed, reached, share
from autograder.checks.form import judge_rows, read_form, unreadable
from autograder.domain.audience import Audience, Audiences, Role
from autograder.domain.channel import Channel
from autograder.domain.form import Form, Record
from autograder.domain.french import day, listing, number
from autograder.domain.objective import MOST_OBJECTIVES, Objective, Objectives

BLANK: dict = {"parts": {}}
SOMEBODY = {Role.DIRECT: "une cible directe", Role.RELAY: "un relais", Role.DECIDER: "quelqu'un qui décide"}
START, LATEST = date(2021, 2, 1), date(2021, 5, 31)
"""The campaign's first day, and the last on which its team can still count."""
OFFLINE = "femmes_villages"
NO_OBJECTIVE = "Aucun objectif n'est encore écrit."
NO_PUBLIC = "Aucun public n'est encore choisi."


@dataclass(frozen=True)
class Key:
    """What each indicator and each public of the exercise allows, and why. An indicator without « qui » counts no change."""

    indicators: Mapping[str, dict]
    publics: Mapping[str, dict]

    def counts_a_change(self, row: Record) -> bool:
        return row.has("indicateur") and bool(self.indicators[row.choice("indicateur")]["qui"])


def read(answer: object, data: dict, key: dict) -> dict:
    form = read_form(answer, data)
    return {
        "form": form, "key": Key(key["indicateurs"], key["publics"]),
        "objectives": form.rows("objectifs"), "publics": form.rows("publics"),
    }


def excerpts(form: Form, objectives: tuple, **_: object) -> dict:
    return {"phrase": [row.prose("phrase") for row in objectives if row.has("phrase")]}


def takeaway(form: Form, key: Key, objectives: tuple, publics: tuple) -> dict:
    """Her sheet, and the objectives and publics that it makes."""
    return {"form": form, "objectives": Objectives(tuple(_objective(row) for row in objectives)), "audiences": audiences(publics, key)}


def _objective(row: Record) -> Objective:
    return Objective(
        row.prose("phrase") or row.said("indicateur"), row.said("qui"), row.said("ou"), row.said("indicateur"),
        baseline=row.number("depart"), target=row.number("cible"), deadline=row.date("echeance"),
    )


def describe(form: Form, **_: object) -> str:
    return form.describe()


@check("Un ou deux objectifs, pas davantage", points=2)
def few_objectives(objectives: tuple) -> Verdict:
    if not objectives:
        return missed(NO_OBJECTIVE, "Touchez « Ajouter un objectif » et dites le changement que vous voulez voir.")
    if len(objectives) > MOST_OBJECTIVES:
        return missed(f"Vous avez {len(objectives)} objectifs : le message se brouille.", "Gardez celui sur lequel votre équipe peut vraiment peser, et mettez les autres de côté pour plus tard.")
    return reached("Vous avez choisi : la campagne aura une seule voix.")


@check("On sait qui doit changer, et où", points=2)
def specific(objectives: tuple, key: Key) -> Verdict:
    def fault(row: Record) -> str:
        if not row.has("qui", "ou"):
            return "Votre objectif ne dit pas encore qui doit changer, ou dans quel lieu."
        if row.choice("qui") == "tous":
            return "« Tout le monde » : personne ne s'y reconnaît, et on ne saura pas qui compter."
        if row.choice("ou") != "communes":
            return f"« {row.said('ou')} » est bien plus grand que votre équipe : elle travaille et compte dans quatre communes."
        if key.counts_a_change(row) and row.choice("qui") not in key.indicators[row.choice("indicateur")]["qui"]:
            return f"Vous voulez que changent « {row.said('qui')} », mais votre indicateur compte autre chose : « {row.said('indicateur')} »."
        return ""

    return judge_rows(objectives, fault, hit="On sait chez qui le changement doit se voir, et dans quel lieu.", few=NO_OBJECTIVE,
                      hint="Imaginez la personne qui aura changé le 30 avril : qui est-ce, et dans quelle commune vit-elle ?")


@check("L'indicateur compte un changement, pas une activité", points=3)
def indicator(objectives: tuple, key: Key) -> Verdict:
    def fault(row: Record) -> str:
        if not row.has("indicateur"):
            return "Votre objectif n'a pas encore d'indicateur : à quoi verra-t-on qu'il est atteint ?"
        return key.indicators[row.choice("indicateur")]["why"]

    return judge_rows(objectives, fault, hit="Votre indicateur compte ce qui change dans les communes.", few=NO_OBJECTIVE,
                      hint="Posez la question du cours : quand ce sera fait, qu'est-ce qui aura changé, et chez qui ?")


@check("La valeur de départ est celle du relevé", points=2)
def baseline(objectives: tuple, key: Key) -> Verdict:
    def fault(row: Record) -> str:
        if not key.counts_a_change(row):
            return "Choisissez d'abord un indicateur qui compte un changement : sa valeur de départ est dans le relevé."
        if not row.has("depart"):
            return "Il manque la valeur de départ : sans elle, aucun progrès ne peut se prouver."
        known = key.indicators[row.choice("indicateur")]["depart"]
        if row.number("depart") != known:
            return unreadable(row, "depart") or f"Le relevé de janvier donne {number(known)} pour cet indicateur, et non {row.said('depart')}."
        return ""

    return judge_rows(objectives, fault, hit="Vous savez d'où vous partez.", few=NO_OBJECTIVE,
                      hint="Ouvrez « Le relevé » : la ligne de votre indicateur dit combien on en comptait en janvier.")


@check("La valeur visée est un progrès possible, à une date où l'équipe peut compter", points=3)
def target(objectives: tuple, key: Key) -> Verdict:
    def fault(row: Record) -> str:
        goal, due = row.number("cible"), row.date("echeance")
        if not key.counts_a_change(row):
            return "Choisissez d'abord un indicateur qui compte un changement, puis la valeur visée."
        if goal is None:
            return unreadable(row, "cible") or "Il manque la valeur visée."
        known = key.indicators[row.choice("indicateur")]
        if goal <= known["depart"]:
            return f"Vous visez {number(goal)}, et l'on en compte déjà {number(known['depart'])} : il n'y a pas de chemin à faire."
        if goal > known["plafond"]:
            return f"Viser {number(goal)} en trois mois, en partant de {number(known['depart'])}, c'est hors de portée de cinq personnes."
        if due is None:
            return unreadable(row, "echeance") or "Il manque la date : pour quand ?"
        if not START < due <= LATEST:
            return f"Le {day(due)}, la campagne n'est pas là pour compter : elle va du 1er février au 30 avril 2021."
        return ""

    return judge_rows(objectives, fault, hit="Votre cible est un vrai pas, et elle a sa date.", few=NO_OBJECTIVE,
                      hint="Visez plus haut que le départ, mais pensez à l'équipe : cinq personnes, quatre communes, trois mois.")


@check("Une cible directe, un relais et quelqu'un qui décide, chacun dans son rôle", points=3)
def roles(publics: tuple, key: Key) -> Verdict:
    told = [row for row in publics if row.has("public", "role")]
    wrong = [row for row in told if row.choice("role") not in key.publics[row.choice("public")]["roles"]]
    covered = {row.choice("role") for row in told if row not in wrong}

    def miss() -> str:
        if wrong:
            return f"{wrong[0].name} : « {wrong[0].said('role')} », vraiment ? {key.publics[wrong[0].choice('public')]['why']}"
        if not told:
            return "Aucun public n'a encore de rôle."
        return f"Il manque encore {listing([SOMEBODY[role] for role in Role if role not in covered])}."

    return share(len(covered) - len(wrong), of=len(Role), hit="Chaque public est à sa place : qui change, qui entraîne, qui décide.", miss=miss,
                 hint="Pour chaque public, demandez : doit-il changer lui-même, est-il écouté, ou peut-il signer ?")


@check("On parle à chaque public là où il est", points=2)
def channels(publics: tuple, key: Key) -> Verdict:
    def fault(row: Record) -> str:
        if not row.has("public", "canaux"):
            return f"{row.name or 'Un public'} : par où lui parlerez-vous ?"
        known = key.publics[row.choice("public")]["canaux"]
        strange = [channel for channel in row.some_of("canaux", Channel) if channel not in known]
        return f"{row.name} : {listing([channel.french for channel in strange])}, ce n'est pas là que se trouve ce public." if strange else ""

    return judge_rows(publics, fault, least=3, hit="Vos canaux suivent la journée des gens.", few="Il faut au moins trois publics : une cible, un relais, quelqu'un qui décide.",
                      hint="Relisez la vie de ce public, sous son nom : quel appareil, quelle heure, quel lieu ?")


@check("Les femmes des villages, hors ligne, entendent le message", points=2)
def offline(publics: tuple, key: Key) -> Verdict:
    aimed = audiences(publics, key)
    women = [row for row in publics if row.choice("public") == OFFLINE]
    if not women:
        return missed("Les femmes des villages ne sont pas dans vos publics, alors que la campagne les concerne d'abord.", "Ajoutez-les, puis cherchez qui elles écoutent et à quelle heure.")
    lost = {audience.id for audience in aimed.out_of_reach()}
    if women[0].id in lost or not any(audience.id == women[0].id for audience in aimed.audiences):
        return missed("Le message n'arrive pas jusqu'aux femmes des villages : elles n'ont pas de smartphone, et aucun relais ne leur parle.", "Deux chemins : la radio ou la rencontre, ou bien un relais qu'elles écoutent. Dites dans la fiche du relais qui l'écoute.")
    return reached("Vous avez trouvé le chemin jusqu'à celles qui ne sont pas en ligne.")


@check("Chaque relais a quelqu'un qui l'écoute vraiment", points=1)
def relays(publics: tuple, key: Key) -> Verdict:
    public_of = {row.id: row.choice("public") for row in publics}

    def fault(row: Record) -> str:
        if not row.choices("influence"):
            return f"{row.name} : dites qui l'écoute, parmi vos publics."
        deaf = [id_ for id_ in row.choices("influence") if public_of.get(id_) not in key.publics[row.choice("public")]["ecoutee_par"]]
        return f"{row.name} : rien ne dit que ce relais soit écouté de tous ceux que vous avez cochés." if deaf else ""

    return judge_rows([row for row in publics if row.choice("role") == "relais" and row.has("public")], fault,
                      hit="Vos relais ont chacun leur auditoire.", few="Vous n'avez encore aucun relais.",
                      hint="Un relais sans auditoire est une voix dans le vide : cherchez qui la cible écoute déjà.")


def audiences(publics: tuple, key: Key) -> Audiences:
    """The publics that have a role, as the domain knows them; an audience that would not listen to a relay does not count."""
    known = {row.id: key.publics[row.choice("public")] for row in publics if row.has("public", "role")}
    return Audiences(tuple(
        Audience(
            row.id, row.name, Role(row.choice("role")), online_share=0 if known[row.id].get("hors_ligne") else None,
            channels=row.some_of("canaux", Channel),
            influences=tuple(id_ for id_ in row.choices("influence") if id_ in known and row_hears(publics, id_, known[row.id])),
        )
        for row in publics if row.id in known
    ))


def row_hears(publics: tuple, row_id: str, relay: Mapping) -> bool:
    return any(row.id == row_id and row.choice("public") in relay["ecoutee_par"] for row in publics)
