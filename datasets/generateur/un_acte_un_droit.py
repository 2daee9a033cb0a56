"""#UnActeUnDroit, autumn 2022: a drawn campaign given words, for the exercises' second subject. Texts are ours."""

from __future__ import annotations

from dataclasses import replace

from datasets.generateur.hidden import draw
from datasets.generateur.plan import Campaign

SEED = 2159
CONTENTS = {
    "c01": ("Pas d'acte, pas d'examen", "Trois élèves de Kita racontent la veille du DEF."),
    "c02": ("Assétou : « Mon fils existe, maintenant il est écrit »", "Une mère, un livret, un guichet. Sous-titré."),
    "c03": ("Déclarer une naissance, étape par étape", "Trente jours, deux témoins, zéro franc."),
    "c04": ("Pourquoi j'ai fait l'acte de mon petit frère à vingt ans", "Un billet, et une longue file d'attente."),
    "c05": ("Trente jours pour déclarer une naissance", "Une affiche à coller au centre de santé. En soninké."),
    "c06": ("Le vieux Mamby : « J'ai voté pour la première fois à 61 ans »", "Il n'avait pas de papiers. En bambara."),
    "c07": ("L'agente d'état civil répond à tout le monde", "Cinq questions que tout le monde lui pose."),
    "c08": ("Lire un acte de naissance", "Quatre minutes pour vérifier chaque case. En bambara."),
    "c09": ("Deux sœurs, un seul acte", "L'une est allée au lycée, l'autre non. En bambara."),
    "c10": ("Le carnet de vaccins ne suffit pas", "Une affiche pour la salle d'attente. En bambara."),
    "c11": ("Le jugement supplétif", "Quand les trente jours sont passés : que faire ?"),
}
POSTS = {
    "a01": "#UnActeUnDroit commence : deux mois pour que chaque enfant ait son acte de naissance.",
    "a02": "Et vous, où est rangé votre acte de naissance ?",
    "a03": "JEU-CONCOURS. Racontez le jour où un papier vous a manqué : trois histoires passeront à la radio.",
    "a04": "Samedi de déclaration au centre de santé : quarante naissances écrites en une matinée.",
    "a05": "Dernière semaine : le guichet mobile sera dans quatre villages.",
    "a06": "Qui déclare les naissances dans votre famille ?",
    "a07": "Ce soir à 20 h, à la radio : l'agente d'état civil vous répond.",
}


def told() -> Campaign:
    """The figures of the draw, under texts that a learner may read."""
    drawn = draw(SEED)
    return replace(
        drawn,
        contents=tuple(replace(content, title=CONTENTS[content.id][0], hook=CONTENTS[content.id][1])
                       for content in drawn.contents),
        animations=tuple(replace(post, text=POSTS[post.id]) for post in drawn.animations),
    )
