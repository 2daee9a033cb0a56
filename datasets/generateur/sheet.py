"""The data sheet of a dataset, in French: what is published and where, what is simulated, what must not be concluded."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from autograder.domain.french import day, money, number, typeset
from datasets.generateur.package import TITLES
from datasets.generateur.plan import Campaign
from datasets.generateur.tables import Tables

BOOKLET = "livret du Grdr, 2021"
AID = ("https://www.qppstudio.net/public-holidays-news/2021/"
       "mali-aid-al-fitr-public-holiday-may-12-013844.htm")

COMMON_SIMULATED = (
    ("Portée, impressions, vues, réactions, partages, clics de chaque publication",
     "tirés au sort autour d'ordres de grandeur d'une petite association : une publication touche de quelques dizaines à "
     "quelques milliers de personnes"),
    ("Abonnés de chaque réseau et leur évolution", "inventés ; la page SaheLink existe, ces nombres ne sont pas les siens"),
    ("Usages du hashtag, répertoire d'influenceuses et d'influenceurs", "inventés ; aucun compte n'existe"),
    ("Visites du site", "inventées"),
    ("Titres, textes, dates et heures des publications", "écrits pour le cours"),
    ("Calendrier, chronogramme, budget", "inventés, sur les étapes et les postes de dépense du livret (3.1)"),
    ("Réseaux utilisés : Facebook, X, Instagram, YouTube", "choisis pour varier les exports ; le livret parle des réseaux "
     "de la communauté SaheLink sans donner la liste"),
)


def sheet(campaign: Campaign, tables: Tables, raw: dict[str, tuple[bytes, str]]) -> str:
    published = _published_spring(tables) if campaign.survey else _published_may()
    simulated = [*COMMON_SIMULATED, *(SPRING if campaign.survey else MAY)]
    lines = [
        f"# {campaign.title} : fiche des données", "",
        "**Ces données sont simulées.** Elles ressemblent à celles d'une vraie campagne et respectent les chiffres "
        "publiés de la liste ci-dessous. Tout le reste est inventé pour apprendre.", "",
        f"Générateur : `datasets/generateur/`, graine {campaign.seed}. La commande `python -m datasets.generateur` "
        "redonne exactement les mêmes fichiers.", "",
        "## Ce qui est publié", "",
        "| chiffre ou fait | où il est publié | où il se retrouve ici |", "| --- | --- | --- |",
        *(f"| *publié* : {fact} | {place} | {here} |" for fact, place, here in published), "",
        "## Ce qui est simulé", "",
        "| donnée | comment |", "| --- | --- |",
        *(f"| *simulé* : {what} | {how} |" for what, how in simulated), "",
        "## Ce qu'il ne faut pas en conclure", "",
        *(f"- {warning}" for warning in _warnings(campaign)), "",
        "## Les tables propres (`propre/`)", "",
        "Texte UTF-8, virgule entre les colonnes, dates année-mois-jour, heures du Mali (UTC), cellule vide quand la "
        "plateforme ne dit rien. Chaque colonne est décrite dans `datapackage.json`.", "",
        "| table | lignes | contenu |", "| --- | --- | --- |",
        *(f"| `{name}.csv` | {number(len(rows))} | {TITLES[name]} |" for name, rows in tables.items()), "",
        "## Les fichiers bruts (`brut/`)", "",
        "Les mêmes données, telles que les plateformes les exportent ou que l'équipe les tient. Nettoyer fait partie du "
        "travail ; `python -m autograder import` montre ce qu'un programme en garde.", "",
        "| fichier | ce qu'il a de particulier |", "| --- | --- |",
        *(f"| `{name}` | {said} |" for name, (_, said) in raw.items()), "",
    ]
    return "\n".join(typeset(line) for line in lines)


def _published_spring(tables: Tables) -> list[tuple[str, str, str]]:
    types = Counter(str(row["type"]) for row in tables["contenus"])
    made = ", ".join(f"{name} {count}" for name, count in types.items())
    survey = tables["enquete_inclusion"]
    women = sum(row["sexe"] == "femme" for row in survey)
    return [
        ("campagne lancée en février 2021, en trois temps : informer, contraintes et leviers, interpeller",
         f"{BOOKLET}, 2.3", "phases de `publications.csv` ; leurs dates exactes sont simulées"),
        ("1 court-métrage d'animation, 4 billets de blog, 5 articles, 4 affiches, 5 MOOC, 8 interviews vidéo",
         f"{BOOKLET}, 2.3", f"`contenus.csv`, colonne `type` : {made}"),
        ("72 commentaires sur la page Facebook", f"{BOOKLET}, 2.3",
         "`commentaires.csv`, une ligne par commentaire, et le total de la colonne `commentaires` pour Facebook"),
        ("2000 jeunes et femmes touchés, 2000 qui s'expriment en ligne : résultats attendus", f"{BOOKLET}, 2.3",
         "`cible` de `datapackage.json`. Ce sont des objectifs : rien ne dit ici qu'ils furent atteints"),
        ("20 % des femmes et 30 % des hommes de la région de Kayes savent utiliser un ordinateur",
         f"{BOOKLET}, 2.3 (publication SaheLink du 1er avril 2021)",
         f"`enquete_inclusion.csv` : 60 femmes sur {women}, 90 hommes sur {len(survey) - women}, exactement"),
        ("89 % des femmes de Kayes ont accès à internet, comme les hommes",
         "wehubit.be, page du projet (note de bas de page illisible : à prendre avec prudence)",
         "`enquete_inclusion.csv` : 267 sur 300 dans chaque groupe"),
        ("les vidéos-témoignages suscitent davantage d'engagement", f"{BOOKLET}, 4.1",
         "taux d'engagement le plus haut ; l'ampleur de l'écart est simulée"),
        ("trois espaces connectés : Kayes, Nioro, Yélimané", f"{BOOKLET}, 2.3", "lieux des publications et de l'enquête"),
        ("la radio accompagne les réseaux ; les contenus en langues locales restent rares", f"{BOOKLET}, 3.1 et 4.2",
         "créneaux radio du calendrier ; parts du bambara, du soninké et du pulaar simulées"),
        ("Ramadan du 13 avril au 12 mai 2021", "calendrier", "publications décalées au soir, audience plus basse (simulé)"),
    ]


def _published_may() -> list[tuple[str, str, str]]:
    return [
        ("campagne de mai 2021 sur le vivre ensemble, par le Grdr et l'ONG Azhar", f"{BOOKLET}, 2.3",
         "dates de `publications.csv` ; les deux phases sont simulées"),
        ("2000 jeunes et femmes touchés, 2000 qui s'expriment en ligne : résultats attendus", f"{BOOKLET}, 2.3",
         "`cible` de `datapackage.json`. Ce sont des objectifs : rien ne dit ici qu'ils furent atteints"),
        ("textes, podcasts, billets, témoignages, dessins sur la Horonya, le Nyogondèmè et la Sinankuya",
         f"{BOOKLET}, 2.3", "`contenus.csv` ; leur nombre est simulé, le livret ne le donne pas"),
        ("cadres d'échange à Kayes, Nioro et Yélimané, jeux-concours, radios locales", f"{BOOKLET}, 2.3",
         "publications, calendrier et chronogramme ; dates simulées"),
        ("Ramadan jusqu'au 12 mai 2021, selon la plupart des calendriers", "calendrier",
         "publications décalées au soir, audience plus basse (simulé)"),
        ("Aïd el-Fitr fêtée au Mali le mercredi 12 mai 2021, annoncée le 11 au soir", f"[annonce de la Primature du Mali]({AID})",
         "les vœux de l'équipe, publiés le 13, arrivent un jour trop tard : une faute laissée exprès, à trouver"),
        ("démission forcée du Président de la transition et de son Premier ministre, fin mai 2021",
         f"{BOOKLET}, 1.3 (mouvements de contestation en ligne)",
         "audience en baisse et publications décalées du 24 au 28 mai (effet simulé)"),
        ("les vidéos-témoignages suscitent davantage d'engagement", f"{BOOKLET}, 4.1",
         "taux d'engagement le plus haut ; l'ampleur de l'écart est simulée"),
    ]


SPRING = (
    ("Partage des 8 interviews vidéo : 5 témoignages, 3 personnalités", "inventé ; le livret ne donne que le total"),
    ("Texte, date, auteur et catégorie des 72 commentaires", "écrits pour le cours, noms remplacés par des numéros ; "
     "quelques commentaires hostiles, pour apprendre à répondre"),
    ("Toutes les autres colonnes de l'enquête (âge, études, téléphone, radio…)", "inventées ; 600 personnes, nombre "
     "choisi pour que 20 %, 30 % et 89 % tombent juste"),
)
MAY = (("Les 22 commentaires", "écrits pour le cours, noms remplacés par des numéros ; leur nombre est inventé"),)


def _warnings(campaign: Campaign) -> list[str]:
    warnings = [
        "Rien sur le succès ou l'échec de la vraie campagne : ses statistiques ne sont pas publiées.",
        "Rien sur ce que pensent ou font de vraies personnes, de vraies pages ou de vraies radios.",
        "Aucune règle générale : si les témoignages marchent mieux ici, c'est parce que nous l'avons écrit ainsi, "
        "d'après le livret.",
        "Aucun lien de cause à effet entre une date (Ramadan, actualité) et un chiffre : l'effet a été mis à la main.",
        "La portée de plusieurs publications ne s'ajoute pas : une même personne en voit plusieurs. On ne peut donc pas "
        f"dire si {number(campaign.target)} personnes différentes ont été touchées.",
    ]
    if campaign.survey:
        warnings.append("L'enquête ne permet aucun croisement : seules les parts par sexe sont publiées, le reste est "
                        "tiré au sort.")
    total = sum(quantity * price for _, _, quantity, _, price in campaign.budget)
    warnings.append(f"Le budget ({money(total)}) n'est pas celui du projet. Période couverte : du {day(campaign.start)} "
                    f"au {day(campaign.end)}.")
    return warnings


def write_sheet(text: str, folder: Path) -> None:
    (folder / "FICHE.md").write_bytes(text.encode("utf-8"))


