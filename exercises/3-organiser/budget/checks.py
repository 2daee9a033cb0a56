"""Criteria of « Budget » (booklet 3.1): lines that multiply, nothing forgotten, and three envelopes to fit."""

from collections.abc import Mapping
from dataclasses import dataclass

from autograder.checks import Verdict, check, missed, reached, share
from autograder.checks.form import judge_rows, read_form, unreadable
from autograder.domain.budget import Budget, Heading, Line, Post
from autograder.domain.form import Form, Record
from autograder.domain.french import listing, money, number

BLANK: dict = {"parts": {}}
ENOUGH_LINES = 8
PLAUSIBLE = 10**9
NO_LINE = "Il y a encore trop peu de dépenses : la campagne en demande au moins huit."
NAMES = {"grande": "la grande enveloppe", "moyenne": "l'enveloppe moyenne", "petite": "la petite enveloppe"}


@dataclass(frozen=True)
class Key:
    """The price list, what is offered, what the plan needs, and what no envelope may lose."""

    prices: Mapping[str, int]
    posts: Mapping[str, Post]
    offered: frozenset[str]
    envelopes: Mapping[str, int]
    plan: Mapping[str, dict]
    essentials: tuple[dict, ...]

    @classmethod
    def from_json(cls, data: dict) -> "Key":
        return cls(
            data["prix"], {item: Post(post) for item, post in data["postes"].items()}, frozenset(data["offerts"]),
            data["enveloppes"], data["plan"], tuple(data["essentiels"]),
        )


def read(answer: object, data: dict, key: dict) -> dict:
    form, expert = read_form(answer, data), Key.from_json(key)
    rows = form.rows("lignes")
    kept = {name: [row for row in rows if name in row.choices("enveloppes") and counts(row)] for name in expert.envelopes}
    budgets = {name: Budget(tuple(line_of(row, expert) for row in held), expert.envelopes[name]) for name, held in kept.items()}
    return {"form": form, "key": expert, "rows": rows, "kept": kept, "budgets": budgets}


def takeaway(budgets: dict, **_: object) -> dict:
    """The largest envelope that she filled."""
    return {"budget": next((one for one in budgets.values() if one.total), Budget())}


def excerpts(form: Form, **_: object) -> dict:
    cuts = form.record("coupes")
    return {"coupes": [cuts.prose(name) for name in ("moyenne", "petite") if cuts.has(name)]}


def describe(form: Form, budgets: dict, key: Key, **_: object) -> str:
    totals = [f"{NAMES[name].capitalize()} : {money(budget.total)} prévus sur {money(key.envelopes[name])}" for name, budget in budgets.items()]
    return "\n".join(filter(None, [form.describe(), *(totals if form.begun() else [])]))


def counts(row: Record) -> bool:
    """A line that can be multiplied: a post, a quantity, a price in whole francs."""
    quantity, price = row.number("quantite"), row.number("prix")
    if not row.has("poste") or quantity is None or price is None:
        return False
    return 0 < quantity < PLAUSIBLE and 0 <= price < PLAUSIBLE and price == int(price)


def line_of(row: Record, key: Key) -> Line:
    return Line(key.posts[row.choice("poste")], row.name, row.number("quantite") or 0, int(row.number("prix") or 0))


@check("Chaque dépense est une multiplication", points=2)
def lines(rows: tuple) -> Verdict:
    def fault(row: Record) -> str:
        if counts(row) and row.has("quoi", "enveloppes"):
            return ""
        lacking = [asked.label.rstrip(" ?") for asked in row.empty_fields()]
        if lacking:
            return f"« {row.name or 'Sans nom'} » : il manque {listing([f'« {label} »' for label in lacking])}."
        return unreadable(row, "quantite") or unreadable(row, "prix") or f"« {row.name} » : sa quantité ou son prix n'est pas possible."

    return judge_rows(rows, fault, least=ENOUGH_LINES, hit="Vos dépenses se lisent toutes : une quantité, un prix, une raison.", few=NO_LINE,
                      hint="Une ligne dit quoi, combien, à quel prix l'unité, et où on la garde. « Communication : 500 000 » ne dit rien de tout cela.")


@check("Les prix sont ceux du tarif", points=2)
def prices(rows: tuple, key: Key) -> Verdict:
    def fault(row: Record) -> str:
        if not row.has("poste", "prix"):
            return f"« {row.name or 'Sans nom'} » n'a pas encore de prix."
        item, price = row.choice("poste"), row.number("prix")
        if price == key.prices[item] or (price == 0 and item in key.offered):
            return ""
        if price == 0:
            return f"« {row.name} » : personne ne vous l'offre, il faut le payer."
        return unreadable(row, "prix") or f"« {row.name} » : {row.said('prix')} l'unité, ce n'est pas ce que dit le tarif."

    return judge_rows(rows, fault, least=ENOUGH_LINES, hit="Vos prix sont vérifiables, un par un.", few=NO_LINE,
                      hint="Ouvrez « Le tarif ». L'unité compte autant que le prix : un mois, un jour, une émission ?")


@check("Dans la grande enveloppe, les quantités suivent le plan", points=4)
def plan(kept: dict, key: Key) -> Verdict:
    planned = {item: sum(row.number("quantite") or 0 for row in kept["grande"] if row.choice("poste") == item) for item in key.plan}
    off = [item for item, needs in key.plan.items() if planned[item] != needs["quantite"]]

    def miss() -> str:
        item = next((item for item in off if planned[item]), off[0])
        if not planned[item]:
            return f"Le plan a besoin d'une dépense que la grande enveloppe n'a pas encore : {key.plan[item]['rappel']}."
        title = next(row.said("poste") for row in kept["grande"] if row.choice("poste") == item)
        return f"{title} : {number(planned[item])} dans la grande enveloppe, le plan en demande {'moins' if planned[item] > key.plan[item]['quantite'] else 'plus'}. Relisez : {key.plan[item]['rappel']}."

    return share(len(key.plan) - len(off), of=len(key.plan), hit="Vos quantités tiennent tout le plan, du premier au dernier jour.", miss=miss,
                 hint="Reprenez le plan phrase par phrase. Pour chacune : combien par semaine ou par personne, et pendant combien de temps ?")


@check("Aucune des trois familles de dépenses n'est oubliée", points=2)
def families(budgets: dict) -> Verdict:
    large: Budget = budgets["grande"]
    forgotten = large.forgotten_headings()
    return share(len(Heading) - len(forgotten), of=len(Heading), hit="Les personnes, le matériel, les coûts annexes : tout y est.",
                 miss=lambda: f"La grande enveloppe n'a rien pour cette famille : {forgotten[0].french}.",
                 hint="Le livret range les dépenses en trois familles : les personnes, le matériel et les logiciels, les coûts annexes.")


@check("Ce qui est prêté ou offert est écrit, à 0 franc", points=1)
def offered(rows: tuple, key: Key) -> Verdict:
    written = {row.choice("poste") for row in rows if row.number("prix") == 0} & key.offered
    if written:
        return reached("Vous comptez aussi ce que l'on vous donne : vous saurez qui remercier.")
    return missed("Ce qui vous est prêté ou offert n'apparaît nulle part.", "Relisez le plan : la mairie et des bénévoles donnent quelque chose. Écrivez-le avec sa quantité, et un prix de 0.")


@check("La grande enveloppe tient", points=2)
def fits_large(budgets: dict) -> Verdict:
    return fit(budgets, "grande", "Votre plan entre dans la grande enveloppe.")


@check("L'enveloppe moyenne tient", points=2)
def fits_medium(budgets: dict) -> Verdict:
    return fit(budgets, "moyenne", "Avec moitié moins, vous avez su choisir.")


@check("La petite enveloppe tient", points=2)
def fits_small(budgets: dict) -> Verdict:
    return fit(budgets, "petite", "Même avec très peu, la campagne vit.")


@check("Dans les trois enveloppes, ce qui porte l'objectif reste", points=3)
def essentials(kept: dict, key: Key) -> Verdict:
    lost = [
        (name, need["manque"]) for name, rows in kept.items() for need in key.essentials
        if not {row.choice("poste") for row in rows} & set(need["postes"])
    ]
    if not any(kept.values()):
        return missed("Aucune dépense n'est encore gardée dans une enveloppe.", "Cochez, pour chaque dépense, les enveloppes dans lesquelles vous la gardez.")
    of = len(kept) * len(key.essentials)
    return share(of - len(lost), of=of, hit="La radio, les forfaits et quelqu'un qui répond : vous n'avez jamais coupé là.",
                 miss=lambda: f"Dans {NAMES[lost[0][0]]}, {lost[0][1]}.",
                 hint="Trois tas : sans elle l'objectif tombe, sans elle c'est moins bien, sans elle personne ne verrait la différence. Commencez par le troisième.")


def fit(budgets: dict, name: str, hit: str) -> Verdict:
    """All points when it fits and the money serves, half when most of it sleeps."""
    budget: Budget = budgets[name]
    envelope, left = budget.envelope or 0, budget.left() or 0
    if not budget.total:
        return missed(f"{NAMES[name].capitalize()} est encore vide.", "Choisissez les dépenses à y garder. Pour en mettre moins, copiez la ligne et changez sa quantité.")
    if not budget.fits():
        return missed(f"Dans {NAMES[name]}, vous dépassez de {money(-left)}.", "Ne rabotez pas chaque ligne : choisissez-en une entière à retirer, celle qui manquera le moins à votre cible.")
    return share(1 if left * 2 > envelope else 2, of=2, hit=hit, miss=lambda: f"Dans {NAMES[name]}, il reste {money(left)} : plus de la moitié de l'argent dort.",
                 hint="Qu'est-ce qui aiderait le plus votre cible, avec ce qui reste ?")
