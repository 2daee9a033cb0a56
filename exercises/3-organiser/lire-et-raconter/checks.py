"""Criteria of « Lire et raconter » (booklet 3.3): two charts that answer a question, five sentences that figures support."""

import csv
import io
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from autograder.checks import CodeCall, CodePlan, InvalidData, Verdict, check, missed, reached, recall
from autograder.checks.code import HIDDEN, SHOWN, Returned, error_in_french
from autograder.checks.form import beside, judge_rows, read_form
from autograder.domain.form import Form, Record

BLANK: dict = {"parts": {}}
CODE = CodePlan(
    (CodeCall("graphique_semaines", "semaines.csv"), CodeCall("graphique_formats", "formats.csv")),
)
FUNCTIONS = {"graphique_1": CODE.calls[0], "graphique_2": CODE.calls[1]}
SENTENCES = 5
FULL = 20  # characters: less is not a sentence
NUMBER = re.compile(r"[-−]?\d[\d\u202f\u00a0 ]*(?:[.,]\d+)?")
PERIOD = r"semaine|campagne|20\d\d|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
CAUTIOUS = ("supposition", "ignorance")
QUARTER, HALF = Fraction(1, 4), Fraction(1, 2)


@dataclass(frozen=True)
class Chart:
    """What a chart shows, in the words of the form; `problem` says why there is none."""

    data: str = ""
    form: str = ""
    axis: str = ""
    order: str = ""
    title: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Work:
    """`charts`: for each question the chart on the campaign she sees, then on the hidden one where it was tried."""

    form: Form
    charts: Mapping[str, Sequence[Chart]]
    figures: Mapping[str, Mapping[str, Any]]
    traps: Mapping[str, str]
    by_code: bool = False

    def chart(self, part: str) -> Chart:
        return self.charts[part][0]

    @property
    def sentences(self) -> tuple[Record, ...]:
        return self.form.rows("phrases")


def read(answer: object, data: dict, key: dict) -> dict:
    figures = {row["id"]: row for row in data["bank"]["statements"]}
    code = answer.get("code") if isinstance(answer, dict) else None
    if code is None:
        form = read_form(answer, data)
        charts = {part: [_described(form.record(part))] for part in FUNCTIONS}
        return {"work": Work(form, charts, figures, key["pieges"])}
    if not isinstance(code, dict):
        raise InvalidData("Les résultats du carnet n'ont pas la forme attendue : relancez ses cellules.", code)
    sets = [(SHOWN, data["files"])] + ([(HIDDEN, data["hidden"])] if data["hidden"] else [])
    drawn = {
        part: [_drawn(Returned.of(code, where, call.function), files) for where, files in sets]
        for part, call in FUNCTIONS.items()
    }
    return {"work": Work(read_form(beside(answer), data), drawn, figures, key["pieges"], True)}


def excerpts(work: Work) -> dict:
    return {"recit": [row.prose("texte") for row in work.sentences if row.has("texte")]}


def describe(work: Work) -> str:
    if not work.by_code:
        return work.form.describe()
    drawn = [f"Graphique : {chart.problem or f'{chart.form}, « {chart.title} »'}" for chart in map(work.chart, FUNCTIONS)]
    return "\n".join([*drawn, work.form.describe()])


# -- a chart, chosen on the page or drawn in the notebook


def _described(record: Record) -> Chart:
    if not record:
        return Chart(problem="Ce graphique n'est pas encore commencé.")
    return Chart(*(record.choice(name) for name in ("donnees", "forme", "axe", "ordre")), record.text("titre"))


def _drawn(returned: Returned, files: Mapping[str, bytes]) -> Chart:
    if returned.not_begun:
        return Chart(problem="Ce graphique n'est pas encore dessiné.")
    if returned.error:
        return Chart(problem=f"Votre fonction s'arrête sur une erreur : {error_in_french(returned.error)}.")
    chart = returned.value.get("chart") if isinstance(returned.value, dict) else None
    values = chart.get("values") if isinstance(chart, dict) else None
    if not isinstance(values, list) or not all(_is_number(value) for value in values):
        return Chart(problem="Votre fonction ne rend pas de dessin : finissez par « return ax ».")
    low = chart.get("low")
    floor = low if _is_number(low) else 0
    found = _source(values, files)
    return Chart(
        found, str(chart.get("form", "")), "zero" if floor <= 0 else "resserre", _order(values, found, files),
        str(chart.get("title", ""))[:200],
    )


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15


def _source(values: Sequence[float], files: Mapping[str, bytes]) -> str:
    """Which figures are drawn, whatever their order; those of a pie are shares of a turn."""
    weeks, formats = (list(csv.DictReader(io.StringIO(files[f"{name}.csv"].decode()))) for name in ("semaines", "formats"))
    gestures, reach = ([float(row[name]) for row in formats] for name in ("interactions", "portee"))
    rates = [100 * done / seen for done, seen in zip(gestures, reach, strict=True)]
    known = {"semaines": [float(row["interactions"]) for row in weeks], "taux": rates, "gestes": gestures, "portees": reach}
    for name, figures in known.items():
        whole = sum(figures)
        for scaled in (figures, [figure / 100 for figure in figures], [360 * figure / whole for figure in figures]):
            if len(values) == len(scaled) and all(
                math.isclose(one, other, rel_tol=1e-3) for one, other in zip(sorted(values), sorted(scaled), strict=True)
            ):
                return name
    return ""


def _order(values: Sequence[float], source: str, files: Mapping[str, bytes]) -> str:
    if source == "semaines":
        weeks = csv.DictReader(io.StringIO(files["semaines.csv"].decode()))
        first = next(weeks)["interactions"]
        return "temps" if values[0] == float(first) else "valeur"
    return "valeur" if sorted(values) in (list(values), list(reversed(values))) else "alphabet"


# -- the criteria


def _fault_first(work: Work, part: str, hit: str, hint: str, judge: Any) -> Verdict:
    """The verdict on the chart she sees, unless the same function draws the hidden campaign less well."""
    verdicts = []
    for place, chart in enumerate(work.charts[part]):
        found = missed(chart.problem, hint) if chart.problem else judge(chart)
        verdicts.append(found if not place or found.share == 1 else Verdict(found.share, f"Sur une autre campagne : {found.message[0].lower()}{found.message[1:]}", hint))
    worst = min(verdicts, key=lambda verdict: verdict.share)
    if worst.share == 1:
        return reached(hit)
    planned = work.form.record(part) if work.by_code else None
    return recall(Verdict(worst.share, worst.message, hint), judge(_described(planned)) if planned else None)


def _no(sentence: str) -> Verdict:
    return Verdict(Fraction(0), sentence)


@check("Premier graphique : la bonne forme pour une évolution", points=3)
def evolution(work: Work) -> Verdict:
    hint = "La question parle de durée : il faut du temps sur un axe. Quelle forme se lit de gauche à droite ?"

    def judge(chart: Chart) -> Verdict:
        if not chart.data or not chart.form:
            return _no("Il manque des données ou une forme à ce graphique.")
        if chart.data != "semaines":
            return _no("Ces données ne disent rien du temps : on ne peut pas y voir si l'engagement a duré.")
        if chart.form == "camembert":
            return _no("Un camembert montre des parts d'un tout ; des semaines en rond ne se suivent plus.")
        return reached("")

    return _fault_first(work, "graphique_1", "Votre premier graphique montre bien le temps qui passe.", hint, judge)


@check("Premier graphique : l'axe et l'ordre", points=2)
def evolution_axis(work: Work) -> Verdict:
    hint = "Des semaines se rangent dans l'ordre du temps, et des nombres que l'on compare partent de zéro."

    def judge(chart: Chart) -> Verdict:
        if chart.data != "semaines":
            return _no("Choisissez d'abord des données qui suivent le temps.")
        order = HALF if chart.order == "temps" else Fraction(0)
        if order and chart.axis == "zero":
            return reached("")
        if not order:
            said = "Les semaines ne sont pas dans l'ordre du temps : l'histoire est mélangée." if chart.order else "Dites dans quel ordre ranger les semaines."
            return Verdict(HALF if chart.axis == "zero" else Fraction(0), said)
        if chart.axis == "resserre" and chart.form == "courbe":
            return Verdict(order + QUARTER, "Une courbe peut partir plus haut que zéro, mais la chute paraît alors plus grande : il faudrait le dire.")
        return Verdict(order, "Des barres qui ne partent pas de zéro mentent sur leur longueur." if chart.axis else "Dites où commence l'axe des nombres.")

    return _fault_first(work, "graphique_1", "Votre premier graphique ne grossit ni ne mélange rien.", hint, judge)


@check("Second graphique : la bonne forme pour comparer", points=3)
def comparison(work: Work) -> Verdict:
    hint = "« Parmi celles et ceux qui le voient » : il faut diviser. Puis une longueur par format se compare d'un coup d'œil."
    wrong = {
        "semaines": "Les semaines ne disent rien des formats.",
        "gestes": "Les gestes bruts font gagner le format le plus publié et le plus vu. La question demande un taux.",
        "portees": "La portée dit qui a vu, pas qui a réagi.",
    }

    def judge(chart: Chart) -> Verdict:
        if not chart.data or not chart.form:
            return _no("Il manque des données ou une forme à ce graphique.")
        if chart.data in wrong:
            return _no(wrong[chart.data])
        if chart.form == "camembert":
            return _no("Des taux ne font pas 100 % ensemble : un camembert n'a pas de sens ici.")
        if chart.form != "barres":
            return _no("Entre deux formats il n'y a rien : une courbe ferait croire que l'on passe de l'un à l'autre.")
        return reached("")

    return _fault_first(work, "graphique_2", "Votre second graphique compare des choses comparables.", hint, judge)


@check("Second graphique : l'axe et l'ordre", points=2)
def comparison_axis(work: Work) -> Verdict:
    hint = "Des barres partent de zéro. Rangées par longueur, elles se lisent sans chercher."

    def judge(chart: Chart) -> Verdict:
        axis = HALF if chart.axis == "zero" else Fraction(0)
        if not axis:
            return Verdict(HALF if chart.order == "valeur" else Fraction(0), "Un axe resserré fait d'un petit écart un gouffre." if chart.axis else "Dites où commence l'axe des nombres.")
        if chart.order == "valeur":
            return reached("")
        if chart.order == "alphabet":
            return Verdict(axis + QUARTER, "L'ordre de l'alphabet n'apprend rien : le plus fort d'abord se lit tout de suite.")
        return Verdict(axis, "Des formats n'ont pas d'ordre dans le temps." if chart.order else "Dites dans quel ordre ranger les formats.")

    return _fault_first(work, "graphique_2", "Vos barres se comparent d'un coup d'œil.", hint, judge)


@check("Des titres qui disent ce que l'on voit", points=2)
def titles(work: Work) -> Verdict:
    hint = "Un titre se lit seul, sur un mur : quoi (interactions, taux), de quoi (semaines, formats), et quand ou dans quelle unité."
    wanted = {
        "graphique_1": ((r"interaction|geste|engagement|réaction", "ce que l'on compte"), (PERIOD, "la période")),
        "graphique_2": ((r"taux|engagement|réagi|%|pourcentage", "ce que l'on mesure"), (r"format|contenu|vidéo|portée", "ce que l'on compare")),
    }
    faults = []
    for part, asked in wanted.items():
        title = work.chart(part).title.lower()
        lacking = [said for pattern, said in asked if not re.search(pattern, title)]
        place = "premier" if part == "graphique_1" else "second"
        if not title:
            faults.append(f"Le {place} graphique n'a pas de titre.")
        elif lacking:
            faults.append(f"Le titre du {place} graphique ne dit pas {lacking[0]}.")
    if faults:
        return Verdict(Fraction(2 - len(faults), 2), faults[0], hint)
    return reached("Vos titres se comprennent sans vous.")


@check("Cinq phrases, chacune avec son appui", points=3)
def five_sentences(work: Work) -> Verdict:
    def fault(row: Record) -> str:
        if len(row.text("texte")) < FULL:
            return "Une de vos phrases est vide ou trop courte pour dire quelque chose."
        return "" if row.has("appui", "sorte") else f"« {row.text('texte')[:50]}… » : il manque son chiffre d'appui, ou ce qu'elle dit."

    return judge_rows(
        work.sentences, fault, least=SENTENCES, hit="Vos cinq phrases ont chacune leur appui.",
        few=f"Il faut {SENTENCES} phrases, et vous en avez écrit {len(work.sentences) or 'zéro'}.",
        hint="Choisissez d'abord un chiffre de la liste, puis écrivez la phrase qui le raconte.",
    )


@check("Des phrases que les chiffres portent", points=4)
def supported(work: Work) -> Verdict:
    def fault(row: Record) -> str:
        appui = row.choice("appui")
        if not appui or len(row.text("texte")) < FULL:
            return "Une phrase n'a pas encore son texte ou son chiffre."
        if appui in work.traps:
            return work.traps[appui]
        said, wanted = _numbers(row.text("texte")), work.figures[appui]["nombres"]
        if not wanted:
            return "" if row.choice("sorte") in CAUTIOUS else "Sans chiffre, on ne peut que supposer, ou dire que l'on ne sait pas."
        if not said:
            return f"« {row.text('texte')[:50]}… » ne cite pas son chiffre : le lecteur doit pouvoir vérifier."
        if not any(_tells(one, other) for one in said for other in wanted):
            return f"« {row.text('texte')[:50]}… » cite un autre nombre que le chiffre choisi."
        return ""

    return judge_rows(
        work.sentences, fault, least=SENTENCES, hit="Chaque phrase cite le chiffre qui la porte.",
        few=f"Il faut {SENTENCES} phrases appuyées sur un chiffre.",
        hint="Relisez la phrase, puis le chiffre : dit-elle la même chose, sans rien y ajouter ?",
    )


@check("Voir, supposer, ignorer : ne pas confondre", points=1)
def honest(work: Work) -> Verdict:
    hint = "Un graphique montre quand, jamais pourquoi. Gardez au moins une phrase pour ce que vous supposez ou ne savez pas."
    kinds = [row.choice("sorte") for row in work.sentences if row.choice("sorte")]
    if "preuve" in kinds:
        return missed("Vous présentez une cause comme prouvée par un chiffre : ces données ne prouvent aucune cause.", hint)
    if not set(kinds) & set(CAUTIOUS):
        return missed("Aucune phrase ne dit ce que vous supposez ou ce que vous ne savez pas.", hint)
    return reached("Vous séparez ce que l'on voit de ce que l'on suppose.")


def _numbers(text: str) -> list[float]:
    return [float(re.sub(r"[\s\u202f\u00a0]", "", found).replace("−", "-").replace(",", ".")) for found in NUMBER.findall(text)]


def _tells(said: float, wanted: float) -> bool:
    """The figure, or the same rounded; a fall may be told without its sign."""
    return math.isclose(abs(said), abs(wanted), rel_tol=0.02) or abs(said) == round(abs(wanted))
