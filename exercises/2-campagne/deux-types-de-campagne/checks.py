"""Criteria of « Deux types de campagne » (booklet 2.1 to 2.3): kinds of campaign, what a result says, reading a campaign."""

from autograder.checks import SortingKey, Verdict, check
from autograder.checks.sorting import BLANK, describe, excerpts, read
from autograder.domain.sorting import Sorting

__all__ = ["BLANK", "describe", "excerpts", "read"]
TYPES = ("politique", "comportement", "volonte")


@check("Les campagnes qui visent ceux qui décident", points=3)
def policy(sorting: Sorting, key: SortingKey) -> Verdict:
    return key.judge(
        sorting, key.only_in("politique"), hit="Vous reconnaissez un plaidoyer politique à celui qu'il veut convaincre.",
        hint="Cherchez qui a le pouvoir de dire oui : un maire, un député, un ministre. Est-ce lui que l'on vise ?",
    )


@check("Les campagnes qui veulent changer un geste", points=3)
def one_by_one(sorting: Sorting, key: SortingKey) -> Verdict:
    return key.judge(
        sorting, key.only_in("comportement"), hit="Vous reconnaissez une campagne qui change un geste de chacun.",
        hint="Demandez-vous si une famille peut agir seule, dès ce soir, sans attendre de décision.",
    )


@check("Les campagnes qui donnent du poids à un sujet", points=2)
def public_will(sorting: Sorting, key: SortingKey) -> Verdict:
    return key.judge(
        sorting, key.only_in("volonte"), hit="Vous voyez quand une campagne passe par l'opinion pour changer une politique.",
        hint="Ici le public est un chemin : on veut qu'il trouve le sujet assez important pour le réclamer.",
    )


@check("Les campagnes qui se lisent de deux façons", points=2)
def two_readings(sorting: Sorting, key: SortingKey) -> Verdict:
    return key.judge(
        sorting, key.with_two_answers(TYPES), hit="Là où deux lectures sont possibles, la vôtre se défend.",
        hint="Demandez-vous qui doit bouger à la fin : chacun, l'opinion, ou celui qui décide ?",
    )


@check("Ce que le chiffre dit", points=1)
def says(sorting: Sorting, key: SortingKey) -> Verdict:
    return key.judge(
        sorting, key.only_in("mesure"), hit="Vous dites du chiffre ce qu'il dit.",
        hint="Reprenez le mot du résultat : « touchés ». Que compte-t-il exactement ?",
    )


@check("Ce que le chiffre ne dit pas", points=4)
def does_not_say(sorting: Sorting, key: SortingKey) -> Verdict:
    return key.judge(
        sorting, key.only_in("autre"), hit="Vous ne faites pas dire au chiffre plus qu'il ne dit.",
        hint="Pour chaque carte, demandez : « comment l'a-t-on compté ? ». Si rien ne répond, il faut un autre chiffre.",
    )


@check("Les objectifs", points=1)
def objectives(sorting: Sorting, key: SortingKey) -> Verdict:
    return key.judge(
        sorting, key.only_in("objectif"), hit="Vous reconnaissez un objectif au changement qu'il veut.",
        hint="Un objectif dit ce que l'on veut changer chez des gens. Il ne compte pas encore.",
    )


@check("Les résultats attendus", points=2)
def expected(sorting: Sorting, key: SortingKey) -> Verdict:
    return key.judge(
        sorting, key.only_in("attendu"), hit="Vous reconnaissez ce que l'on pourra vérifier à la fin.",
        hint="Un résultat attendu se vérifie à la fin : par un nombre, ou par oui ou non.",
    )


@check("Les temps de la campagne", points=2)
def stages(sorting: Sorting, key: SortingKey) -> Verdict:
    return key.judge(
        sorting, key.only_in("temps"), hit="Vous suivez la campagne temps par temps.",
        hint="Cherchez les mots qui situent un moment : d'abord, ensuite, enfin.",
    )
