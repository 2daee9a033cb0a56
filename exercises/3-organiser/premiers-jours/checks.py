"""Criteria of « Premiers jours » (booklet 3.2): what the first figures say, an answer for each comment, one change."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from autograder.checks import Verdict, check, missed, reached, share
from autograder.checks.form import read_form
from autograder.domain.engagement import COURSE, every_convention, recognise
from autograder.domain.figure import Unknown
from autograder.domain.form import Form, Record
from autograder.domain.french import number, percent
from autograder.domain.typed import read_number

BLANK: dict = {"parts": {}}
ROUNDING = 0.0006
"""Half of a printed 0,1 %, and a little more for who rounds twice."""
MOST_WORDS, LEAST_WORDS = 80, 12
COLUMNS = {
    "reach": "portee", "impressions": "impressions", "reactions": "reactions", "comments": "commentaires",
    "shares": "partages", "saves": "enregistrements", "clicks": "clics",
}


@dataclass(frozen=True)
class Days:
    """Her form, and the counts of each publication, as the table gives them (None where the network says nothing)."""

    form: Form
    names: Mapping[str, str]
    measured: str
    counts: Mapping[str, Mapping[str, float | None]]

    def rate(self, publication: str) -> float:
        """The course's engagement rate, a proportion."""
        figure = COURSE.rate(self.counts[publication])
        assert not isinstance(figure, Unknown)
        return float(figure)

    def interactions(self, publication: str) -> float:
        return sum(self.counts[publication].get(gesture) or 0 for gesture in COURSE.gestures)

    def ranked(self) -> list[str]:
        return sorted(self.counts, key=self.rate)

    @property
    def widest(self) -> str:
        return max(self.counts, key=lambda publication: self.counts[publication]["reach"] or 0)

    @classmethod
    def of(cls, form: Form, data: Mapping) -> "Days":
        table = data["publications"]
        rows = {row["id"]: row for row in table["rows"]}
        counts = {id_: {name: read_number(row[column]) for name, column in COLUMNS.items()} for id_, row in rows.items()}
        for id_, values in counts.items():
            # a dash is a gesture that the network does not have, not one that is missing
            followers = table["followers"][id_[0]]
            counts[id_] = {name: value for name, value in values.items() if value is not None} | {"followers": followers}
        return cls(form, {id_: row["titre"] for id_, row in rows.items()}, table["measured"], counts)


def read(answer: object, data: dict, key: dict) -> dict:
    return {"days": Days.of(read_form(answer, data), data), "key": key}


def excerpts(days: Days, key: dict) -> dict:
    replies, change = days.form.record("reponses"), days.form.record("ajustement")
    told = [f"À la demande : {replies.prose('demande')}"] if replies.has("demande") else []
    told += [f"À l'attaque : {replies.prose('attaque')}"] if replies.has("attaque") else []
    reason = [f"{change.said('change') or 'Sans choix'} : {change.prose('raison')}"] if change.has("raison") else []
    return {"reponses": told, "decision": reason}


def describe(days: Days, key: dict) -> str:
    return days.form.describe()


@check("Les interactions et le taux d'une publication", points=3)
def one_is_measured(days: Days) -> Verdict:
    record = days.form.record("chiffres")
    count, rate = record.number("interactions"), record.number("taux")
    expected, true = days.interactions(days.measured), days.rate(days.measured)
    counted = count is not None and count == expected
    rated = rate is not None and abs(rate / 100 - true) <= ROUNDING

    def miss() -> str:
        if unread := record.unreadable():
            return f"« {unread[0].label} » : « {record.text(unread[0].id)} » ne se lit pas comme un nombre."
        if count is None and rate is None:
            return "Les deux nombres sont encore à calculer."
        if not counted and count is not None:
            return _wrong_count(days, count)
        if rate is None:
            return "Le taux n'est pas encore calculé." if counted else "Les interactions ne sont pas encore comptées."
        return _wrong_rate(days, rate) if not rated else "Le taux est juste ; il manque le nombre d'interactions."

    return share(counted + 2 * rated, of=3, hit=f"{number(expected)} interactions, {percent(round(true, 3))} : le calcul est juste.", miss=miss,
                 hint="Additionnez réactions, commentaires, partages et favoris, divisez par la portée, puis multipliez par 100.")


@check("Ce qui touche beaucoup n'est pas ce qui fait réagir", points=3)
def publications_are_compared(days: Days) -> Verdict:
    record, ranked = days.form.record("chiffres"), days.ranked()
    asked = {"plus-vue": days.widest, "plus-vive": ranked[-1], "moins-vive": ranked[0]}
    wrong = [field for field, right in asked.items() if record.choice(field) != right]

    def miss() -> str:
        field = next((field for field in wrong if record.choice(field)), None)
        if field is None:
            return f"Vous avez répondu à {number(3 - len(wrong))} des trois questions." if len(wrong) < 3 else "Les trois questions attendent leur réponse."
        chosen = record.choice(field)
        if field == "plus-vue":
            return f"« {days.names[chosen]} » touche {number(days.counts[chosen]['reach'] or 0)} personnes : une autre en touche plus."
        side = "plus fort" if field == "plus-vive" else "plus faible"
        return f"« {days.names[chosen]} » a un taux de {percent(round(days.rate(chosen), 3))} : il y en a un {side}."

    return share(3 - len(wrong), of=3, hit="Vous distinguez ce que l'on voit de ce qui fait réagir.", miss=miss,
                 hint="Calculez les six taux, un par publication, avant de comparer. Une petite portée peut cacher un fort taux.")


@check("Les portées ne s'additionnent pas", points=1)
def reach_is_not_added(days: Days) -> Verdict:
    answer = days.form.record("chiffres").choice("touchees")
    hint = "Une même personne peut avoir vu l'annonce, puis une autre publication. Que sait-on alors pour de vrai ?"
    if answer == "inconnu":
        return reached("Vous ne promettez pas plus que ce que les chiffres disent.")
    if not answer:
        return missed("Cette question attend sa réponse.", hint)
    said = "La somme compte plusieurs fois" if answer == "somme" else "La moyenne mélange"
    return missed(f"{said} les mêmes personnes, vues sous plusieurs publications.", hint)


@check("Chaque commentaire est reconnu", points=3)
def comments_are_sorted(days: Days, key: dict) -> Verdict:
    return _comments(days, key, "sorte", "kind", hit="Vous voyez ce que chaque personne attend.",
                     hint="La personne demande, raconte, propose, attaque, ou parle d'autre chose ?")


@check("À chaque commentaire son geste", points=3)
def gestures_fit(days: Days, key: dict) -> Verdict:
    return _comments(days, key, "geste", "gesture", hit="Personne n'est laissé sans réponse, personne n'est effacé pour un désaccord.",
                     hint="On répond à qui demande, on accueille qui raconte, on relance qui propose ; on ne masque que l'insulte, la menace et la réclame.")


@check("La personne qui demande reçoit une réponse utile", points=1)
def request_is_answered(days: Days, key: dict) -> Verdict:
    text = days.form.record("reponses").prose("demande")
    hint = "Dites où et quand elle trouvera ce qu'elle demande, ou quand vous le saurez."
    if not text:
        return missed("La demande n'a pas encore de réponse.", hint)
    if len(text.split()) < 6 or re.search(key["request"], text, re.IGNORECASE) is None:
        return missed("Votre réponse ne dit pas où trouver ce qui est demandé.", hint)
    return reached("Elle sait où trouver ce qu'elle demande, et peut le montrer autour d'elle.")


@check("L'attaque reçoit une réponse, une seule et sur le fond", points=3)
def attack_is_answered(days: Days, key: dict) -> Verdict:
    text = days.form.record("reponses").prose("attaque")
    hint = "Reconnaissez ce qui est vrai, donnez un fait, puis rendez la parole par une question."
    if not text:
        return missed("L'attaque n'a pas encore de réponse.", hint)
    words = len(text.split())
    if harsh := re.search(rf"\b(?:{key['harsh']})\w*", text, re.IGNORECASE):
        return missed(f"« {harsh.group()} » blesse ou menace : celles et ceux qui lisent retiendront cela.", "Parlez du projet, jamais de la personne. " + hint)
    fact = re.search(key["fact"], text, re.IGNORECASE) is not None and words >= 8

    def miss() -> str:
        if not fact:
            return "Votre réponse est polie, mais elle ne donne aucun fait."
        if "?" not in text:
            return "Votre réponse ferme la porte : aucune question ne rend la parole."
        return f"Votre réponse a {words} mots : au-delà de {MOST_WORDS}, elle donne de la place à l'attaque."

    return share(fact + ("?" in text) + (words <= MOST_WORDS and words >= 8), of=3,
                 hit="Un fait, une question, et pas un mot de trop.", miss=miss, hint=hint)


@check("Une seule chose change, et un constat y conduit", points=2)
def one_change(days: Days, key: dict) -> Verdict:
    record = days.form.record("ajustement")
    chosen, proof = record.choices("change"), record.choice("preuve")
    hint = "Reliez un constat et un geste : ce que l'on voit peu, ce qui fait peu réagir, ce que l'on demande."
    if not chosen:
        return missed("Vous ne changez encore rien.", hint)
    if len(chosen) > 1:
        return missed(f"Vous changez {len(chosen)} choses à la fois : vous ne saurez pas laquelle a compté.", "Gardez la plus utile, et notez les autres pour plus tard.")
    if chosen[0] == "tout":
        return missed("Tout changer au troisième jour : on ne saura jamais ce qui marchait.", hint)
    if chosen[0] not in key["adjustments"]:
        return missed("Cette publication touche déjà le plus de gens : payer pour elle ne répond à aucun des constats.", hint)
    fits = proof in key["adjustments"][chosen[0]]
    return share(1 + fits, of=2, hit="Votre changement répond à ce que vous avez vu.",
                 miss=lambda: "Votre changement se défend, mais ce constat mène ailleurs." if proof else "Il manque le constat qui y conduit.", hint=hint)


@check("La décision est argumentée et se vérifiera", points=1)
def decision_is_argued(days: Days) -> Verdict:
    record = days.form.record("ajustement")
    reason = record.prose("raison")
    hint = "Un chiffre ou un commentaire dans la raison, et le chiffre que vous relirez vendredi."
    if not reason:
        return missed("La décision n'a pas encore sa raison.", hint)
    if len(reason.split()) < LEAST_WORDS or not _cites(reason):
        return missed("La raison ne cite ni chiffre ni commentaire.", hint)
    if not record.has("ensuite"):
        return missed("Vous ne dites pas ce que vous regarderez vendredi : rien ne dira si le changement a compté.", hint)
    return reached("Votre décision s'appuie sur un constat, et vous saurez vendredi si elle était bonne.")


def _cites(reason: str) -> bool:
    return re.search(r"\d|%|pour cent|commentaire|demand|question|écrit", reason, re.IGNORECASE) is not None


def _comments(days: Days, key: Mapping, field: str, accepted: str, *, hit: str, hint: str) -> Verdict:
    comments: Mapping[str, Mapping] = key["comments"]
    given = {id_: days.form.record(id_).choice(field) for id_ in comments}
    right = [id_ for id_ in comments if given[id_] in comments[id_][accepted]]
    wrong = next((id_ for id_ in comments if given[id_] and id_ not in right), None)

    def miss() -> str:
        if wrong is None:
            left = sum(not choice for choice in given.values())
            return f"Commentaires qui attendent encore : {left}."
        record = days.form.record(wrong)
        return f"{record.part.help} : « {_lower(record, field)} », vraiment ? {comments[wrong]['why']}"

    return share(len(right), of=len(comments), hit=hit, miss=miss, hint=hint)


def _lower(record: Record, field: str) -> str:
    said = record.said(field)
    return said[:1].lower() + said[1:]


def _wrong_count(days: Days, count: float) -> str:
    counts = days.counts[days.measured]
    if count == days.interactions(days.measured) + (counts.get("clicks") or 0):
        return "Vous avez compté les clics : pour ce cours, un clic n'est pas une interaction."
    if count == counts["reactions"]:
        return "Vous n'avez compté que les réactions : il manque les commentaires et les partages."
    return f"{number(count)} n'est pas la somme des gestes de cette ligne."


def _wrong_rate(days: Days, rate: float) -> str:
    if abs(rate - days.rate(days.measured)) <= ROUNDING:
        return f"{f'{rate:g}'.replace('.', ',')} est la proportion : en pour cent, il faut multiplier par 100."
    found = recognise(rate / 100, days.counts[days.measured], every_convention(), tolerance=ROUNDING)
    # the right gestures over something else is the commoner slip
    for convention in sorted(found, key=lambda one: one.gestures != COURSE.gestures):
        return f"{number(rate)} % : vous avez calculé autre chose ({convention.french})."
    return f"{number(rate)} % ne correspond pas à cette ligne."
