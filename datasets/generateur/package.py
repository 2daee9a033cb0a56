"""The Frictionless description of a dataset: every table, every column, in French."""

from __future__ import annotations

import json
from pathlib import Path

from datasets.generateur.plan import Campaign
from datasets.generateur.tables import COLUMNS, Tables

WARNING = ("Données simulées, fidèles aux seuls chiffres publiés que cite FICHE.md. N'en tirez aucune conclusion sur les "
           "vraies campagnes.")
NETWORKS = ["Facebook", "Instagram", "X", "YouTube"]
YES_NO = ["oui", "non"]
LANGUAGES = ["français", "bambara", "soninké", "pulaar"]

TITLES = {
    "publications": "Publications sur les réseaux, une par ligne",
    "contenus": "Contenus produits par l'équipe, comptés comme dans le livret",
    "abonnes": "Abonnés de chaque compte, chaque jour",
    "usages_hashtag": "Usages du hashtag, par jour, réseau et compte",
    "repertoire_influenceurs": "Répertoire d'influenceuses et d'influenceurs (comptes imaginaires)",
    "commentaires": "Commentaires de la page Facebook, anonymes et classés",
    "trafic_site": "Visites du site, par jour et par source",
    "calendrier_prevu": "Calendrier éditorial tel que prévu à la veille du lancement",
    "calendrier_realise": "Calendrier éditorial tel qu'il s'est passé",
    "chronogramme": "Chronogramme de la campagne",
    "budget": "Budget de la campagne, en francs CFA",
    "enquete_inclusion": "Enquête sur l'inclusion numérique, une personne par ligne",
}
KEYS = {
    "publications": "id", "contenus": "id", "commentaires": "id", "calendrier_prevu": "creneau", "chronogramme": "id",
    "budget": "poste", "repertoire_influenceurs": "compte", "enquete_inclusion": "repondant",
}
# Column: (type, description, constraints). A table's own entry, « table.column », wins.
FIELDS: dict[str, tuple[str, str, dict[str, object]]] = {
    "id": ("string", "Identifiant ; c'est un texte, ses chiffres ne se calculent pas", {"required": True, "unique": True}),
    "reseau": ("string", "Réseau social", {"enum": NETWORKS}),
    "compte": ("string", "Compte qui publie, nom imaginaire", {}),
    "date": ("date", "Jour, à l'heure du Mali (UTC)", {"required": True, "minimum": "2021-01-01",
                                                       "maximum": "2021-12-31"}),
    "heure": ("time", "Heure du Mali (UTC)", {}),
    "type": ("string", "Type selon la plateforme", {"enum": ["photo", "vidéo", "lien", "texte", "direct"]}),
    "contenus.type": ("string", "Type de contenu, comme le livret les compte", {}),
    "texte": ("string", "Texte publié", {"required": True}),
    "lien": ("string", "Adresse, imaginaire", {}),
    "langue": ("string", "Langue du contenu", {"enum": LANGUAGES}),
    "repertoire_influenceurs.langue": ("string", "Langue du compte", {"enum": LANGUAGES}),
    "enquete_inclusion.langue": ("string", "Langue parlée à la maison", {"enum": [*LANGUAGES[1:], "khassonké"]}),
    "portee": ("integer", "Portée : personnes touchées. Vide sur X et YouTube, qui ne la donnent pas", {"minimum": 0}),
    "impressions": ("integer", "Impressions : fois où la publication s'est affichée", {"minimum": 0}),
    "vues": ("integer", "Vues de la vidéo", {"minimum": 0}),
    "trafic_site.vues": ("integer", "Pages vues", {"minimum": 0}),
    "reactions": ("integer", "Réactions ou mentions « J'aime »", {"minimum": 0}),
    "commentaires": ("integer", "Commentaires ou réponses", {"minimum": 0}),
    "partages": ("integer", "Partages ou retweets", {"minimum": 0}),
    "enregistrements": ("integer", "Enregistrements ou favoris ; vide où le geste n'existe pas", {"minimum": 0}),
    "clics": ("integer", "Clics de toute sorte ; ce ne sont pas des interactions", {"minimum": 0}),
    "clics_lien": ("integer", "Clics sur un lien, compris dans « clics »", {"minimum": 0}),
    "engagements": ("integer", "Total annoncé par la plateforme ; celui de X compte les clics", {"minimum": 0}),
    "abonnes_gagnes": ("integer", "Abonnés gagnés grâce à la publication", {}),
    "duree_s": ("integer", "Durée de la vidéo, en secondes", {"minimum": 0}),
    "contenu": ("string", "Ce que l'équipe a publié : vidéo-témoignage, affiche, question…", {"required": True}),
    "contenu_id": ("string", "Contenu publié ; vide pour une animation", {}),
    "phase": ("string", "Phase de la campagne", {"required": True}),
    "genre": ("string", "Genre précis : distingue les témoignages des autres interviews", {"required": True}),
    "titre": ("string", "Titre", {"required": True}),
    "realisation": ("string", "Qui l'a réalisé", {}),
    "pret_le": ("date", "Jour où le contenu était prêt", {"required": True}),
    "abonnes": ("integer", "Abonnés en fin de journée", {"minimum": 0}),
    "nouveaux": ("integer", "Abonnés gagnés dans la journée ; vide à la veille", {}),
    "perdus": ("integer", "Abonnés perdus dans la journée ; vide à la veille", {"minimum": 0}),
    "hashtag": ("string", "Hashtag de la campagne", {"required": True}),
    "usages": ("integer", "Publications du jour qui portent le hashtag", {"minimum": 1}),
    "profil": ("string", "Profil", {}),
    "lieu": ("string", "Lieu", {}),
    "a_participe": ("string", "A participé à la campagne", {"enum": YES_NO}),
    "publication_id": ("string", "Publication concernée", {}),
    "auteur": ("string", "Nom remplacé par un numéro", {"required": True}),
    "categorie": ("string", "Catégorie du commentaire", {"enum": [
        "contribution", "question", "témoignage", "réponse au concours", "hors sujet", "hostile"]}),
    "budget.categorie": ("string", "Poste de dépense du livret", {"enum": [
        "ressources humaines", "matériel et logiciels", "coûts annexes"]}),
    "ton": ("string", "Ton", {"enum": ["positif", "neutre", "négatif"]}),
    "a_repondre": ("string", "Attend une réponse de l'équipe", {"enum": YES_NO}),
    "source": ("string", "D'où vient la visite", {"required": True}),
    "support": ("string", "Support, selon Google Analytics", {}),
    "canal": ("string", "Groupe de canaux, selon Google Analytics", {}),
    "calendrier_prevu.canal": ("string", "Canal de diffusion", {"required": True}),
    "calendrier_realise.canal": ("string", "Canal de diffusion", {"required": True}),
    "page": ("string", "Page ; vide pour le site entier", {}),
    "sessions": ("integer", "Visites", {"minimum": 0}),
    "utilisateurs": ("integer", "Visiteurs du jour ; ne s'ajoutent pas d'un jour à l'autre", {"minimum": 0}),
    "creneau": ("string", "Créneau ; vide quand la publication n'était pas prévue", {}),
    "format": ("string", "Forme du contenu", {"required": True}),
    "message": ("string", "Message, en bref", {"required": True}),
    "audience": ("string", "À qui l'on s'adresse", {}),
    "hashtags": ("string", "Hashtags", {}),
    "responsable": ("string", "Personne responsable ; vide quand personne n'est désigné", {}),
    "etat": ("string", "État", {"enum": ["idée", "en cours", "prêt", "publié"]}),
    "ecart_jours": ("integer", "Jours de retard sur la date prévue", {}),
    "motif": ("string", "Raison du retard", {}),
    "activite": ("string", "Activité", {"required": True}),
    "etape": ("string", "Étape", {"enum": ["élaboration", "préparation", "animation", "évaluation"]}),
    "debut": ("date", "Premier jour", {"required": True}),
    "fin": ("date", "Dernier jour", {"required": True}),
    "depend_de": ("string", "Activités à finir avant, séparées par des virgules", {}),
    "jalon": ("string", "Grande étape", {"enum": YES_NO}),
    "poste": ("string", "Identifiant de la ligne", {"required": True, "unique": True}),
    "libelle": ("string", "Dépense", {"required": True}),
    "quantite": ("integer", "Quantité", {"minimum": 1}),
    "unite": ("string", "Unité", {}),
    "prix_unitaire_fcfa": ("integer", "Prix unitaire, en francs CFA", {"minimum": 0}),
    "montant_fcfa": ("integer", "Quantité × prix unitaire, en francs CFA", {"minimum": 0}),
    "repondant": ("string", "Numéro de la personne interrogée", {"required": True, "unique": True}),
    "sexe": ("string", "Sexe", {"enum": ["femme", "homme"]}),
    "cercle": ("string", "Cercle", {"enum": ["Kayes", "Nioro", "Yélimané"]}),
    "age": ("integer", "Âge, en années", {"minimum": 16, "maximum": 99}),
    "etudes": ("string", "Niveau d'études", {}),
    "telephone": ("string", "Téléphone", {"enum": ["aucun", "simple", "smartphone"]}),
    "acces_internet": ("string", "A accès à internet", {"enum": YES_NO}),
    "whatsapp": ("string", "Utilise WhatsApp", {"enum": YES_NO}),
    "facebook": ("string", "Utilise Facebook", {"enum": YES_NO}),
    "sait_utiliser_ordinateur": ("string", "Sait utiliser un ordinateur", {"enum": YES_NO}),
    "radio": ("string", "Écoute la radio", {"enum": ["tous les jours", "chaque semaine", "rarement"]}),
    "reunion_commune": ("string", "A assisté à une réunion de la commune", {"enum": YES_NO}),
}
LINKS = {
    "publications": [("contenu_id", "contenus", "id")],
    "commentaires": [("publication_id", "publications", "id")],
    "calendrier_realise": [("publication_id", "publications", "id"), ("creneau", "calendrier_prevu", "creneau")],
}


def describe(campaign: Campaign, tables: Tables, raw: dict[str, tuple[bytes, str]]) -> dict[str, object]:
    """The content of datapackage.json. `cible`, `avertissement` and `brut` are our own properties."""
    return {
        "profile": "tabular-data-package",
        "name": campaign.slug,
        "title": campaign.title,
        "description": f"Tables de la campagne {campaign.hashtag} pour s'exercer à la lire. Voir FICHE.md.",
        "version": "1.0.0",
        "avertissement": WARNING,
        "graine": campaign.seed,
        "cible": campaign.target,
        "hashtag": campaign.hashtag,
        "periode": {"debut": campaign.start.isoformat(), "fin": campaign.end.isoformat()},
        "phases": [{"nom": name, "debut": start.isoformat(), "fin": end.isoformat()}
                   for name, start, end in campaign.phases],
        "resources": [_resource(name, set(tables)) for name in tables],
        "brut": [{"path": f"brut/{name}", "description": said} for name, (_, said) in raw.items()],
    }


def _resource(name: str, present: set[str]) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [_field(name, column) for column in COLUMNS[name]],
        "missingValues": [""],
    }
    if name in KEYS:
        schema["primaryKey"] = KEYS[name]
    links = [
        {"fields": field, "reference": {"resource": other, "fields": key}}
        for field, other, key in LINKS.get(name, []) if other in present
    ]
    if links:
        schema["foreignKeys"] = links
    return {
        "profile": "tabular-data-resource", "name": name, "path": f"propre/{name}.csv", "title": TITLES[name],
        "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "schema": schema,
    }


def _field(table: str, column: str) -> dict[str, object]:
    kind, said, limits = FIELDS.get(f"{table}.{column}") or FIELDS[column]
    if column in ("compte", "date", "id") and table == "repertoire_influenceurs":
        limits = {"required": True, "unique": True}
    field: dict[str, object] = {"name": column, "type": kind, "title": said}
    if kind == "time":
        field["format"] = "%H:%M"
    return field | ({"constraints": limits} if limits else {})


def write_package(described: dict[str, object], folder: Path) -> None:
    text = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
    (folder / "datapackage.json").write_bytes(text.encode("utf-8"))
