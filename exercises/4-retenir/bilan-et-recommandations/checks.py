"""Criteria of « Bilan et recommandations » (booklet 4.1, 4.2): what holds and what changes, each on a fact, each with a name."""

import re
from collections.abc import Mapping
from datetime import date

from autograder.checks import Verdict, check, missed, share
from autograder.checks.form import judge_rows, read_form, unreadable
from autograder.domain.form import Form, Record
from autograder.domain.french import day

BLANK: dict = {"parts": {}}
PRACTICES, LIMITS = 2, 3
SHORT_DECISION, SHORT_LETTER = 20, 200
"""Characters: below, nobody else could act on the decision, or learn anything from the letter."""


def read(answer: object, data: dict, key: dict) -> dict:
    form = read_form(answer, data)
    return {"form": form, "key": key, "kept": form.rows("garder"), "changed": form.rows("changer")}


def takeaway(form: Form, **_: object) -> dict:
    return {"form": form}


def excerpts(form: Form, kept: tuple, changed: tuple, **_: object) -> dict:
    letter = form.record("lettre").prose("texte")
    return {
        "lettre": [letter] if letter else [],
        "decisions": [f"{row.name} : {row.prose('decision')}" for row in changed if row.has("decision")]
        + [f"{row.name} : {row.prose('comment')}" for row in kept if row.has("comment")],
    }


def describe(form: Form, **_: object) -> str:
    return form.describe()


def grounded(row: Record, chosen: str, known: Mapping[str, dict], rows: tuple) -> str:
    """What is amiss with a practice or a limit and its fact; nothing when the fact speaks of it."""
    if next(one for one in rows if one.choice(chosen) == row.choice(chosen)) is not row:
        return f"« {row.name} » est déjà dans votre bilan : cherchez autre chose."
    if not row.has(chosen, "fait"):
        return f"« {row.name} » : quel fait le montre ?" if row.has(chosen) else "Une de vos lignes n'a pas encore de titre."
    entry = known[row.choice(chosen)]
    if row.choice("fait") in entry["faits"]:
        return ""
    return entry.get("why") or f"« {row.name} » : le fait que vous citez parle d'autre chose."


@check("L'objectif est relu tel qu'il était, avec ce que l'on a compté", points=2)
def goal(form: Form, key: dict) -> Verdict:
    told = form.record("objectif")
    right = [told.number("attendu") == key["attendu"], told.number("mesure") == key["mesure"], told.choice("verdict") in key["verdicts"]]

    def miss() -> str:
        if not told:
            return "L'objectif n'est pas encore relu : combien de personnes attendait-on ?"
        if not right[0]:
            return unreadable(told, "attendu") or "Le résultat attendu n'est pas celui que la campagne avait annoncé."
        if not right[1]:
            return unreadable(told, "mesure") or f"Sous le hashtag, on n'a pas compté {told.said('mesure') or 'cela'} : les commentaires de la page se comptent à part."
        return "Le verdict ne suit pas des deux nombres : entre l'attendu et le compté, l'écart est grand."

    return share(sum(right), of=3, hit="Vous regardez l'écart en face, sans retoucher l'objectif.", miss=miss,
                 hint="Ouvrez « Les faits » : une ligne dit ce qui était attendu, une autre ce qui a été compté.")


@check("Deux pratiques à garder, chacune soutenue par un fait", points=2)
def kept(kept: tuple, key: dict) -> Verdict:
    return judge_rows(
        kept, lambda row: grounded(row, "pratique", key["garder"], kept), least=PRACTICES, hit="Vous gardez ce que des faits soutiennent.",
        few="Gardez au moins deux pratiques : qu'est-ce qui a servi, et quel fait le dit ?",
        hint="Un bon fait dit ce que la pratique a donné. « Nous l'avons fait » ne suffit pas.",
    )


@check("Trois limites, chacune montrée par un fait", points=2)
def limits(changed: tuple, key: dict) -> Verdict:
    return judge_rows(
        changed, lambda row: grounded(row, "limite", key["changer"], changed), least=LIMITS, hit="Vos limites sont nommées sans accuser personne.",
        few="Le bilan demande au moins trois limites : qu'est-ce qui a coincé, et quel fait le montre ?",
        hint="Partez du fait et demandez trois fois « pourquoi ? ». La limite est ce que vous pourrez changer.",
    )


@check("Chaque décision a une personne, une date et un signe", points=2)
def decisions(changed: tuple, key: dict) -> Verdict:
    end = date.fromisoformat(key["end"])

    def fault(row: Record) -> str:
        lacking = [asked.label.rstrip(" ?") for asked in row.empty_fields() if asked.id in ("decision", "qui", "quand", "signe")]
        due = row.date("quand")
        if lacking:
            return f"« {row.name or 'Sans titre'} » : il manque « {lacking[0]} »."
        if len(row.text("decision")) < SHORT_DECISION:
            return f"« {row.name} » : « {row.text('decision')} », c'est trop court pour que quelqu'un d'autre puisse le faire."
        if due is None:
            return unreadable(row, "quand")
        return f"« {row.name} » : le {day(due)}, c'est déjà passé. Une décision regarde la prochaine fois." if due <= end else ""

    return judge_rows(changed, fault, least=LIMITS, hit="Chaque décision a quelqu'un, une date, un signe : elles auront une suite.",
                      few="Il faut au moins trois décisions, une pour chaque limite.",
                      hint="Une décision sans nom ni date rejoint les autres dans l'armoire. Qui, avant quel jour, et comment le verra-t-on ?")


@check("Vous savez ce que les chiffres ne disent pas", points=1)
def caution(form: Form, key: dict) -> Verdict:
    ticked = form.record("prudence").choices("reserves")
    right = [one for one in ticked if one in key["reserves"]]
    wrong = [one for one in ticked if one not in key["reserves"]]
    asked = form.record("prudence").part.field("reserves")

    def miss() -> str:
        if wrong and asked:
            option = asked.option(wrong[0])
            return f"« {option.title if option else ''} » va plus loin que le chiffre."
        return f"Vous avez coché {len(right)} des trois réserves justes." if right else "Aucune réserve n'est encore cochée."

    return share(len(right) - len(wrong), of=len(key["reserves"]), hit="Vous lisez les chiffres avec prudence.", miss=miss,
                 hint="Pour chaque phrase : qu'a-t-on compté exactement, et qu'est-ce qui a changé d'autre en même temps ?")


@check("Le bilan se lit seul et cite au moins un chiffre", points=1)
def letter(form: Form) -> Verdict:
    text = form.record("lettre").text("texte")
    if not text:
        return missed("Votre bilan à l'équipe n'est pas encore écrit.", "Cinq phrases suffisent : l'attendu, le compté, ce que l'on garde, ce que l'on change, un merci.")
    held = [len(text) >= SHORT_LETTER, bool(re.search(r"\d", text))]
    return share(1 + sum(held), of=3, hit="Votre bilan tient tout seul : quelqu'un qui n'y était pas comprendrait.",
                 miss=lambda: "Votre bilan est trop court pour que quelqu'un qui n'y était pas comprenne." if not held[0] else "Votre bilan ne cite aucun chiffre.",
                 hint="Dites l'écart avec ses deux nombres, puis une chose gardée et une chose changée.")
