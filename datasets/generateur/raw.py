"""The raw files of each campaign: which format for which table, and what each is there to teach."""

from __future__ import annotations

from pathlib import Path

from datasets.generateur import raw_meta, raw_networks, raw_sheets
from datasets.generateur.plan import Campaign
from datasets.generateur.posts import Record
from datasets.generateur.raw_meta import BOM
from datasets.generateur.tables import Tables


def raw_files(campaign: Campaign, tables: Tables) -> dict[str, tuple[bytes, str]]:
    """Name of each raw file, its bytes, and one line in French on its oddities."""
    platform = _platforms_2021(campaign, tables) if campaign.survey else _platforms_may(campaign, tables)
    seed = campaign.seed
    files = platform | {
        "calendrier_prevu.csv": (raw_sheets.calendar(campaign, tables["calendrier_prevu"]),
                                 "feuille de l'équipe : accents Windows, points-virgules, titres de semaine, date écrite "
                                 "une fois par jour"),
        "commentaires.csv": (raw_sheets.comments(tables["commentaires"], seed),
                             "recopiés par la modération : espaces en trop, doublons, aucune catégorie"),
        "usages_hashtag.csv": (raw_sheets.hashtag_uses(tables["usages_hashtag"], seed),
                               "relevé à la main : le hashtag écrit de plusieurs façons, jour avant le mois"),
        "repertoire_influenceurs.csv": (raw_sheets.influencers(tables["repertoire_influenceurs"]),
                                        "abonnés arrondis comme les montre le téléphone"),
        "chronogramme.csv": (raw_sheets.timeline(tables["chronogramme"]),
                             "accents Windows, dates jour/mois/année, dépendances dans une cellule"),
        "budget.csv": (raw_sheets.budget(tables["budget"]),
                       "montants en lettres et chiffres, sous-totaux et total mêlés aux lignes"),
    }
    if "enquete_inclusion" in tables:
        files["enquete_inclusion.csv"] = (
            raw_sheets.survey(tables["enquete_inclusion"], seed),
            "questions en guise d'en-têtes, oui et non de toutes les façons, quatre envois en double, un âge impossible")
    return files


def _platforms_2021(campaign: Campaign, tables: Tables) -> dict[str, tuple[bytes, str]]:
    facebook = _posts(tables, "Facebook")
    february, march, april = ([post for post in facebook if str(post["date"])[5:7] == month] for month in ("02", "03", "04"))
    return {
        "facebook_contenu_fevrier_fr.csv": (
            BOM + raw_meta.facebook_fr(february).encode("utf-8"),
            "interface française : « Global », heure du Pacifique, mois avant le jour, « Vues » au lieu des impressions"),
        "facebook_contenu_mars_en.csv": (
            BOM + raw_meta.facebook_2024(march).encode("utf-8"),
            "interface anglaise : « Lifetime », lignes d'erreur, milliers « 1,520 », heure du Pacifique qui change le "
            "14 mars"),
        "facebook_contenu_avril_emballe.csv": (
            raw_meta.wrapped(raw_meta.facebook_2024(march[-3:] + april, spoilt=True)).encode("utf-8"),
            "chaque ligne enfermée dans une cellule, trois publications de mars déjà exportées, une cellule changée en "
            "date par un tableur (« 3.apr »)"),
        "instagram_contenu_en.csv": (
            BOM + raw_meta.instagram(_posts(tables, "Instagram")).encode("utf-8"),
            "toutes les cellules entre guillemets, heure du Pacifique, ni clics ni impressions"),
        "x_activite_2021.csv": (
            raw_networks.x_old(_posts(tables, "X")).encode("utf-8"),
            "quarante colonnes, nombres « 18.0 », tirets, « &amp; » ; engagements avec les clics, portée absente"),
        "youtube_tableau_fr.csv": (
            raw_networks.youtube(_posts(tables, "YouTube"), in_french=True).encode("utf-8"),
            "première ligne de total, qui n'est pas tout à fait la somme ; dates « 2 févr. 2021 », virgule décimale"),
        "meta_nouveaux_abonnes.csv": (
            raw_meta.page_series(tables["abonnes"], ("Facebook", "Instagram")),
            "UTF-16, première ligne « sep=, », deux tableaux l'un sous l'autre, jours à zéro absents"),
        "trafic_site_ga4.csv": (
            raw_networks.ga4_daily(campaign, tables["trafic_site"]).encode("utf-8"),
            "lignes de commentaire, dates « 20210201 », lignes rangées par nombre de visites, ligne de total"),
    }


def _platforms_may(campaign: Campaign, tables: Tables) -> dict[str, tuple[bytes, str]]:
    facebook = _posts(tables, "Facebook")
    half = len(facebook) // 2
    return {
        "facebook_insights_debut_mai.csv": (
            raw_meta.insights_csv(facebook[:half]).encode("utf-8"),
            "anciennes statistiques : seconde ligne d'en-têtes, noms de colonnes en double, heures AM et PM"),
        "facebook_insights_fin_mai.xls": (
            raw_meta.insights_xls(facebook[half:]).encode("utf-8"),
            "le même export en .xls, qui est en réalité du texte XML"),
        "instagram_contenu_fr.csv": (
            BOM + raw_meta.instagram(_posts(tables, "Instagram"), in_french=True).encode("utf-8"),
            "interface française : « Mentions J’aime » avec apostrophe courbe, heure du Pacifique"),
        "x_contenu_2024.csv": (
            raw_networks.x_new(_posts(tables, "X")).encode("utf-8"),
            "nouvel export : date sans heure (« Sat, May 1, 2021 »), pas de taux"),
        "youtube_table_en.csv": (
            raw_networks.youtube(_posts(tables, "YouTube"), in_french=False).encode("utf-8"),
            "première ligne de total ; dates « May 3, 2021 »"),
        "meta_nouveaux_abonnes.csv": (
            raw_meta.page_series(tables["abonnes"], ("Facebook", "Instagram")),
            "UTF-16, première ligne « sep=, », deux tableaux l'un sous l'autre, jours à zéro absents"),
        "trafic_site_ga4_fr.csv": (
            raw_networks.ga4_totals(campaign, tables["trafic_site"]).encode("utf-8"),
            "rapport français sur toute la période : aucun jour"),
    }


def _posts(tables: Tables, network: str) -> list[Record]:
    return [post for post in tables["publications"] if post["reseau"] == network]


def write_raw(files: dict[str, tuple[bytes, str]], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, (content, _) in files.items():
        (folder / name).write_bytes(content)
