"""Criteria of « Cadre triangulaire » (booklet 3.1, box 6): gaps in content, structure and culture, and what proves them."""

from autograder.checks import SortingKey, Verdict, check
from autograder.checks.sorting import BLANK, describe, excerpts, read
from autograder.domain.sorting import Sorting

__all__ = ["BLANK", "describe", "excerpts", "read"]
SIDES = ("contenu", "structure", "culture")


@check("Ce qui manque dans les textes", points=3)
def content(sorting: Sorting, key: SortingKey) -> Verdict:
    return key.judge(
        sorting, key.only_in("contenu"), hit="Vous voyez ce que les textes ne disent pas.",
        hint="Imaginez une loi parfaite : le manque disparaît-il tout seul ? Alors il était dans le texte.",
    )


@check("Ce qui manque dans les institutions", points=3)
def structure(sorting: Sorting, key: SortingKey) -> Verdict:
    return key.judge(
        sorting, key.only_in("structure"), hit="Vous distinguez un texte qui manque d'un texte mal appliqué.",
        hint="Regardez ce que la mairie ou les services font vraiment : moyens, horaires, façon de travailler.",
    )


@check("Ce qui tient aux idées et aux habitudes", points=4)
def culture(sorting: Sorting, key: SortingKey) -> Verdict:
    return key.judge(
        sorting, key.only_in("culture"), hit="Vous reconnaissez ce que l'on trouve normal sans que rien l'impose.",
        hint="Cherchez ce que personne n'a écrit ni décidé, et que presque tout le monde fait ou pense.",
    )


@check("Les manques qui se défendent de deux côtés", points=2)
def two_readings(sorting: Sorting, key: SortingKey) -> Verdict:
    return key.judge(
        sorting, key.with_two_answers(SIDES), hit="Là où deux côtés se défendent, votre choix tient.",
        hint="Demandez-vous sur quoi la campagne pourrait agir : une règle, une façon de travailler, une idée ?",
    )


@check("Le manque qui touche vraiment deux côtés", points=3)
def across(sorting: Sorting, key: SortingKey) -> Verdict:
    return key.judge(
        sorting, sorted(key.across), hit="Vous avez trouvé le manque qui demande d'agir de deux côtés.",
        hint="Cherchez la carte qui dit deux choses en une phrase : ce que le texte ne règle pas, et ce que l'on en fait.",
    )


@check("À chaque côté sa preuve", points=5)
def evidence(sorting: Sorting, key: SortingKey) -> Verdict:
    proofs = [card_id for side in SIDES for card_id in key.only_in(f"preuve-{side}")]
    return key.judge(
        sorting, proofs, hit="Vous savez où lire, où compter et qui écouter.",
        hint="Un texte se lit, une pratique se compte ou s'observe, une idée s'écoute. Que fait-on avec cette preuve ?",
    )
