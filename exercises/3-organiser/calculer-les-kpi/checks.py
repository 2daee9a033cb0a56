"""Criteria of « Calculer les KPI » (booklet 3.3): nine indicators, as formulas on the page, as functions in the notebook."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from autograder.checks import CodeCall, CodePlan, InvalidData, Verdict, check, missed, reached, recall
from autograder.checks.code import HIDDEN, SHOWN, Returned
from autograder.checks.figures import Attempt, Expected, Slip, judge, results_of
from autograder.checks.form import beside, read_form
from autograder.domain import kpi
from autograder.domain.figure import Figure, Unknown
from autograder.domain.form import Record
from autograder.domain.formula import LINES, Formula, Table
from autograder.domain.formula_sheet import Sheet
from autograder.domain.kpi import Denominator, Reading

BLANK: dict = {"formulas": {}}
BLANK_FORM: dict = {"parts": {}}
FUNCTIONS = {
    "interactions": CodeCall("total_interactions", "publications.csv"),
    "taux_publication": CodeCall("taux_par_publication", "publications.csv"),
    "taux_campagne": CodeCall("taux_campagne", "publications.csv"),
    "taux_format": CodeCall("taux_par_format", "publications.csv"),
    "croissance_hashtag": CodeCall("croissance_hashtag", "reseaux.csv"),
    "part_relais": CodeCall("part_relais", "reseaux.csv"),
    "croissance_abonnes": CodeCall("croissance_abonnes", "reseaux.csv"),
    "part_reseaux": CodeCall("part_reseaux", "reseaux.csv"),
    "trafic": CodeCall("part_visites", "site.csv"),
}
CODE = CodePlan(tuple(FUNCTIONS.values()))
PER = {"taux_publication": "un chiffre par publication", "taux_format": "un chiffre par format",
       "croissance_abonnes": "un chiffre par réseau", "part_reseaux": "un chiffre par réseau"}
Tables = Mapping[str, Table]


@dataclass(frozen=True)
class Work:
    """The learner's work, whichever door it came through. `foreseen`: what she tapped in the notebook before computing."""

    sheet: Sheet
    shown: Tables
    hidden: Tables | None
    formulas: Mapping[str, Formula]
    code: Mapping[str, Any] | None
    key: Mapping[str, Any]
    foreseen: Record

    def judge(self, name: str, *, hit: str, hint: str) -> Verdict:
        expected = Expected(
            right(self.shown)[name], right(self.hidden)[name] if self.hidden else None,
            next(row.unit for row in self.sheet.indicators if row.id == name), PER.get(name, "un seul chiffre"),
        )
        verdict = judge(self.attempt(name, expected), expected, self.slips(name), hit=hit, hint=hint)
        return recall(verdict, self._foreseen(name))

    def _foreseen(self, name: str) -> Verdict | None:
        """What she had foreseen for this indicator; the first thing foreseen wrongly."""
        rules = {id_: rule for id_, rule in self.key["previsions"].items() if name in rule["pour"]}
        told = [(rule, chosen) for id_, rule in rules.items() if (chosen := self.foreseen.choice(id_))]
        wrong = next((rule["dit"][chosen] for rule, chosen in told if chosen != rule["bon"]), "")
        return missed(wrong, "") if wrong else reached("") if told else None

    def attempt(self, name: str, expected: Expected) -> Attempt | None:
        if self.code is not None:
            return self._returned(name, expected)
        formula = self.formulas.get(name)
        if formula is None:
            return None
        if formula.problem:
            return Attempt({}, problem=formula.problem)
        shown = formula.results()
        silent = formula.per == LINES and formula.zero is None and any(isinstance(f, Unknown) for f in shown.values())
        return Attempt(shown, self._elsewhere(formula), silent_on_zero=silent)

    def slips(self, name: str) -> list[Slip]:
        table = next(row.table for row in self.sheet.indicators if row.id == name)
        found = []
        for row in self.key["indicateurs"][name]["slips"]:
            formula = Formula.from_text(row["formule"], self.shown[table], row["par"], row.get("zero"))
            found.append(Slip(formula.results(), self._elsewhere(formula), row["dit"], Fraction(row["part"])))
        return found

    def _returned(self, name: str, expected: Expected) -> Attempt | None:
        function = FUNCTIONS[name].function
        seen = Returned.of(self.code or {}, SHOWN, function)
        if seen.not_begun:
            return None
        attempt = results_of(seen, expected.shown)
        if expected.hidden is None or attempt.problem:
            return attempt
        unseen = results_of(Returned.of(self.code or {}, HIDDEN, function), expected.hidden)
        return Attempt(attempt.shown, unseen.shown)

    def _elsewhere(self, formula: Formula) -> dict[str, Figure] | None:
        if self.hidden is None:
            return None
        return Formula(self.hidden[formula.table.id], formula.tokens, formula.per, formula.zero).results()


def read(answer: object, data: dict, key: dict) -> dict:
    sheet = Sheet.from_json(data)
    code = answer.get("code") if isinstance(answer, dict) else None
    if code is not None and not isinstance(code, dict):
        raise InvalidData("Les résultats du carnet n'ont pas la forme attendue : relancez ses cellules.", code)
    hidden = sheet.over(data["hidden"]) if data["hidden"] else None
    formulas = sheet.read(answer) if code is None else {}
    tapped = read_form(BLANK_FORM if code is None else beside(answer), data)
    return {"work": Work(sheet, sheet.over(data["files"]), hidden, formulas, code, key, tapped.record("previsions"))}


def excerpts(work: Work) -> dict:
    return {}


def describe(work: Work) -> str:
    if work.code is None:
        return work.sheet.describe(work.formulas)
    return "\n".join(
        f"{row.title} : {_said(Returned.of(work.code, SHOWN, FUNCTIONS[row.id].function))}" for row in work.sheet.indicators
    )


def _said(returned: Returned) -> str:
    return "pas encore calculé" if returned.not_begun else returned.error or f"{str(returned.value)[:200]} (carnet)"


def right(tables: Tables) -> dict[str, dict[str, Figure]]:
    """Every indicator as the course defines it (`autograder.domain.kpi`), percentages out of 100."""
    posts, networks, site = tables["publications"], tables["reseaux"], tables["site"]
    gestures = [kpi.interactions(*(row[name] for name in ("reactions", "commentaires", "partages", "favoris")))
                for row in posts.rows]
    reach = [row["portee"] for row in posts.rows]
    rates = [kpi.engagement_rate(done, seen, Denominator.REACH) for done, seen in zip(gestures, reach, strict=True)]

    def pooled(places: list[int]) -> Figure:
        chosen = kpi.campaign_rate([gestures[i] for i in places], [reach[i] for i in places], Denominator.REACH, Reading.POOLED)
        return _percent(chosen.value)

    def total(table: Table, name: str) -> float:
        return sum(row[name] for row in table.rows)

    formats = dict.fromkeys(str(row["format"]) for row in posts.rows)
    everywhere = range(len(posts.rows))
    shares = kpi.shares_of_total({str(row["reseau"]): row["abonnes_fin"] for row in networks.rows})
    return {
        "interactions": {"": sum(gestures)},
        "taux_publication": {name: _percent(rate) for name, rate in zip(posts.labels(), rates, strict=True)},
        "taux_campagne": {"": pooled(list(everywhere))},
        "taux_format": {name: pooled([i for i in everywhere if posts.rows[i]["format"] == name]) for name in formats},
        "croissance_hashtag": {"": _percent(kpi.growth(
            total(networks, "hashtag_semaine_1"), total(networks, "hashtag_semaine_2")))},
        "part_relais": {"": _percent(kpi.mention_share(
            total(networks, "hashtag_relais"), total(networks, "hashtag_total")))},
        "croissance_abonnes": {
            str(row["reseau"]): _percent(kpi.growth(row["abonnes_debut"], row["abonnes_fin"])) for row in networks.rows},
        "part_reseaux": {name: _percent(share) for name, share in shares.items()},
        "trafic": {"": _percent(kpi.social_traffic_share(
            {"réseaux": total(site, "visites_reseaux"), "autres": total(site, "visites") - total(site, "visites_reseaux")},
            {"réseaux"}))},
    }


def _percent(figure: Figure) -> Figure:
    return figure if isinstance(figure, Unknown) else figure * 100


@check("Les interactions de la campagne", points=2)
def interactions(work: Work) -> Verdict:
    return work.judge(
        "interactions", hit="Vous comptez tous les gestes visibles, et eux seuls.",
        hint="Quatre colonnes sont des gestes que tout le monde voit. Prenez la somme de leur addition.",
    )


@check("Le taux d'engagement de chaque publication", points=3)
def rate_of_each_post(work: Work) -> Verdict:
    return work.judge(
        "taux_publication", hit="Chaque publication a son taux, divisé par la portée.",
        hint="Comptez « ligne par ligne » : les gestes entre parenthèses, divisés par la portée, fois 100.",
    )


@check("Le taux d'engagement de la campagne", points=3)
def rate_of_campaign(work: Work) -> Verdict:
    return work.judge(
        "taux_campagne", hit="Votre taux cumulé divise bien une somme par une somme.",
        hint="Additionnez d'abord tous les gestes, puis toutes les portées, et divisez une seule fois.",
    )


@check("Le taux d'engagement de chaque format", points=2)
def rate_of_each_format(work: Work) -> Verdict:
    return work.judge(
        "taux_format", hit="Les formats se comparent sur la même division.",
        hint="C'est la formule du taux de la campagne, comptée « par format ».",
    )


@check("La croissance du hashtag", points=2)
def hashtag_growth(work: Work) -> Verdict:
    return work.judge(
        "croissance_hashtag", hit="La croissance part bien de la semaine 1.",
        hint="Arrivée moins départ, divisé par le départ, fois 100. L'arrivée est la somme de la semaine 2.",
    )


@check("La part des relais", points=2)
def relay_share(work: Work) -> Verdict:
    return work.judge(
        "part_relais", hit="La part des relais est bien rapportée à tous les usages.",
        hint="Une part, c'est un morceau divisé par le tout : quel est le tout, ici ?",
    )


@check("La croissance des abonnés, réseau par réseau", points=2)
def follower_growth(work: Work) -> Verdict:
    return work.judge(
        "croissance_abonnes", hit="Vos croissances partent du début, et vous n'inventez pas de pourcentage en partant de zéro.",
        hint="Fin moins début, divisé par le début, fois 100. Pour le réseau qui part de zéro, il n'y a pas de pourcentage.",
    )


@check("La part de chaque réseau", points=2)
def network_shares(work: Work) -> Verdict:
    return work.judge(
        "part_reseaux", hit="Vos parts font 100 % ensemble.",
        hint="Ligne par ligne : les abonnés du réseau, divisés par la somme de tous les abonnés, fois 100.",
    )


@check("Les visites venues des réseaux", points=2)
def social_traffic(work: Work) -> Verdict:
    return work.judge(
        "trafic", hit="Vous savez quelle part des visites vient des réseaux.",
        hint="Additionnez les visites des réseaux, divisez par la somme de toutes les visites, puis fois 100.",
    )
