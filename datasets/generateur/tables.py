"""The clean tables of a campaign, and how they are written: UTF-8, commas, dates year first, points for decimals."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from datasets.generateur.calendars import budget, calendars, contents, influencers, timeline
from datasets.generateur.plan import Campaign
from datasets.generateur.posts import Record, publications
from datasets.generateur.series import comments, followers, hashtag_uses, traffic
from datasets.generateur.survey import survey

COLUMNS: dict[str, tuple[str, ...]] = {
    "publications": (
        "id", "reseau", "compte", "date", "heure", "type", "texte", "lien", "langue", "portee", "impressions", "vues",
        "reactions", "commentaires", "partages", "enregistrements", "clics", "clics_lien", "engagements",
        "abonnes_gagnes", "duree_s", "contenu", "contenu_id", "phase",
    ),
    "contenus": ("id", "type", "genre", "titre", "langue", "realisation", "pret_le", "phase"),
    "abonnes": ("date", "reseau", "compte", "abonnes", "nouveaux", "perdus"),
    "usages_hashtag": ("date", "hashtag", "reseau", "compte", "usages"),
    "repertoire_influenceurs": ("compte", "reseau", "profil", "abonnes", "lieu", "langue", "a_participe"),
    "commentaires": ("id", "publication_id", "date", "heure", "auteur", "texte", "langue", "categorie", "ton",
                     "a_repondre"),
    "trafic_site": ("date", "source", "support", "canal", "page", "sessions", "utilisateurs", "vues"),
    "calendrier_prevu": ("creneau", "date", "heure", "canal", "format", "message", "langue", "audience", "hashtags",
                         "responsable", "etat", "lien"),
    "calendrier_realise": ("creneau", "date", "heure", "canal", "format", "message", "langue", "audience", "hashtags",
                           "responsable", "etat", "lien", "publication_id", "ecart_jours", "motif"),
    "chronogramme": ("id", "activite", "etape", "responsable", "debut", "fin", "depend_de", "jalon"),
    "budget": ("poste", "categorie", "libelle", "quantite", "unite", "prix_unitaire_fcfa", "montant_fcfa"),
    "enquete_inclusion": ("repondant", "sexe", "cercle", "age", "etudes", "langue", "telephone", "acces_internet",
                          "whatsapp", "facebook", "sait_utiliser_ordinateur", "radio", "reunion_commune"),
}

Tables = dict[str, list[Record]]


def tables_of(campaign: Campaign) -> Tables:
    """Every table, as records; those of `publications` keep private keys that no clean column names."""
    posts = publications(campaign)
    planned, happened = calendars(campaign, posts)
    tables: Tables = {
        "publications": posts, "contenus": contents(campaign), "abonnes": followers(campaign),
        "usages_hashtag": hashtag_uses(campaign, posts), "repertoire_influenceurs": influencers(campaign),
        "commentaires": comments(campaign, posts), "trafic_site": traffic(campaign, posts),
        "calendrier_prevu": planned, "calendrier_realise": happened, "chronogramme": timeline(campaign),
        "budget": budget(campaign),
    }
    if campaign.survey:
        tables["enquete_inclusion"] = survey(campaign.seed)
    return tables


def csv_text(
    header: tuple[str, ...] | list[str], rows: list[list[object]], *, separator: str = ",", quote_all: bool = False,
    end: str = "\n",
) -> str:
    """Rows as .csv text; None is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator=end,
                        quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL)
    writer.writerow(header)
    writer.writerows([["" if value is None else value for value in row] for row in rows])
    return text.getvalue()


def write_clean(tables: Tables, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        columns = COLUMNS[name]
        text = csv_text(columns, [[row.get(column) for column in columns] for row in rows])
        (folder / f"{name}.csv").write_bytes(text.encode("utf-8"))
