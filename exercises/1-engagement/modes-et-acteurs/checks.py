"""Criteria of « Modes et acteurs de l'engagement » (booklet 1.2 and 1.3): each case, by mode, then by role."""

from autograder.checks import SortingKey, Verdict, check
from autograder.checks.sorting import BLANK, describe, excerpts, read
from autograder.domain.sorting import Sorting

__all__ = ["BLANK", "describe", "excerpts", "read"]
MODES = ("iec", "relations", "mobilisation", "plaidoyer", "contestation")
ROLES = ("createurs", "influenceurs", "consommateurs")


@check("Ce qui informe et éduque", points=3)
def informing(sorting: Sorting, key: SortingKey) -> Verdict:
    return key.judge(
        sorting, key.only_in("iec"), hit="Vous reconnaissez une action qui informe et éduque.",
        hint="Cherchez les cartes où l'on explique quelque chose aux gens pour qu'ils changent un geste du quotidien.",
    )


@check("Ce qui soigne une image", points=2)
def public_relations(sorting: Sorting, key: SortingKey) -> Verdict:
    return key.judge(
        sorting, key.only_in("relations"), hit="Vous reconnaissez les relations publiques.",
        hint="Qui gagne à être connu dans la scène ? Si c'est l'organisation elle-même, on soigne son image.",
    )


@check("Ce qui mobilise une communauté", points=2)
def mobilising(sorting: Sorting, key: SortingKey) -> Verdict:
    return key.judge(
        sorting, key.only_in("mobilisation"), hit="Vous distinguez une communauté qui agit d'un public qui écoute.",
        hint="Dans une mobilisation, les gens ne sont pas seulement touchés : ils se forment, se réunissent, agissent.",
    )


@check("Ce qui plaide auprès des décideurs", points=2)
def advocating(sorting: Sorting, key: SortingKey) -> Verdict:
    return key.judge(
        sorting, key.only_in("plaidoyer"), hit="Vous reconnaissez un plaidoyer au décideur qu'il vise.",
        hint="Cherchez un ministre, un élu, un parlementaire : veut-on obtenir de lui une décision ?",
    )


@check("Ce qui conteste à chaud", points=3)
def protesting(sorting: Sorting, key: SortingKey) -> Verdict:
    return key.judge(
        sorting, key.only_in("contestation"), hit="Vous reconnaissez une contestation née d'un événement.",
        hint="Demandez-vous si quelqu'un avait préparé l'action. Née d'un événement, sans plan, elle conteste.",
    )


@check("Les actions qui se lisent de deux façons", points=2)
def two_readings(sorting: Sorting, key: SortingKey) -> Verdict:
    return key.judge(
        sorting, key.with_two_answers(MODES), hit="Là où deux lectures sont possibles, la vôtre se défend.",
        hint="De qui attend-on quelque chose dans cette scène : du public, d'une communauté, d'un décideur ?",
    )


@check("Qui crée des contenus", points=1)
def creating(sorting: Sorting, key: SortingKey) -> Verdict:
    return key.judge(
        sorting, key.only_in("createurs"), hit="Vous repérez qui fabrique les contenus.",
        hint="Qui écrit, filme ou dessine dans la scène ? Ne gardez que le rôle que la carte montre.",
    )


@check("Qui entraîne les autres", points=2)
def leading(sorting: Sorting, key: SortingKey) -> Verdict:
    return key.judge(
        sorting, key.only_in("influenceurs"), hit="Vous repérez qui entraîne l'opinion.",
        hint="Cherchez des gens que l'on suit ou qui portent une cause, même s'ils n'ont rien fabriqué.",
    )


@check("Qui suit", points=1)
def following(sorting: Sorting, key: SortingKey) -> Verdict:
    return key.judge(
        sorting, key.only_in("consommateurs"), hit="Vous n'oubliez pas le public, le plus nombreux.",
        hint="Lire, regarder, écouter sont aussi un rôle : le plus répandu.",
    )


@check("Les personnes qui jouent plusieurs rôles", points=2)
def several_roles(sorting: Sorting, key: SortingKey) -> Verdict:
    return key.judge(
        sorting, key.with_two_answers(ROLES), hit="Vous voyez qu'une même personne peut jouer plusieurs rôles.",
        hint="Gardez un ou deux rôles que la scène montre. Les trois à la fois ne disent plus rien.",
    )
