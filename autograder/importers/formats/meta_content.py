"""Meta Business Suite, "content" export: Facebook and Instagram, in English and French, 2023 to 2026."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.importers.dates import PACIFIC
from autograder.importers.formats.base import Context, Layout
from autograder.importers.formats.posts import SLOT, PostFormat, refuse_daily_figures, seconds_or_none
from autograder.importers.report import Kind
from autograder.importers.tables import Value

LABELS = {
    "post id": "id", "identifiant de la publication": "id", "identifiant de publication": "id",
    "id de la publication": "id",
    "page name": "compte", "nom de la page": "compte", "account username": "compte",
    "nom de profil du compte": "compte", "nom d'utilisateur du compte": "compte", "account name": "compte",
    "nom du compte": "compte",
    "publish time": "publie_le", "heure de publication": "publie_le", "date de publication": "publie_le",
    "description": "texte", "title": "titre", "titre": "titre",
    "permalink": "lien", "permalien": "lien", "lien permanent": "lien",
    "post type": "type", "type de publication": "type", "type de post": "type",
    "reach": "portee", "couverture": "portee", "portee": "portee", "viewers": "portee", "spectateurs": "portee",
    "impressions": "impressions", "views": "vues", "vues": "vues",
    "reactions": "reactions", "likes": "reactions", "mentions j'aime": "reactions", "j'aime": "reactions",
    "comments": "commentaires", "commentaires": "commentaires",
    "shares": "partages", "partages": "partages",
    "saves": "enregistrements", "enregistrements": "enregistrements",
    "total clicks": "clics", "total des clics": "clics", "nombre total de clics": "clics",
    "link clicks": "clics_lien", "clics sur un lien": "clics_lien", "clics sur le lien": "clics_lien",
    "reactions, comments and shares": "engagements", "reactions, commentaires et partages": "engagements",
    "follows": "abonnes_gagnes", "followers en plus": "abonnes_gagnes", "abonnements": "abonnes_gagnes",
    "duration (sec)": "_duree", "duree (s)": "_duree", "duree (sec)": "_duree", "duree (en secondes)": "_duree",
    "duree (secondes)": "_duree", "duree": "_duree",
    "date": "periode",
}
_IDS = frozenset(label for label, column in LABELS.items() if column == "id")
_WHEN = frozenset(label for label, column in LABELS.items() if column == "publie_le")
_FIGURES = frozenset(label for label, column in LABELS.items() if column in (
    "portee", "impressions", "vues", "reactions", "commentaires", "partages", "engagements"))
_OURS = frozenset({
    "permalink", "permalien", "lien permanent", "page id", "id de la page", "post type", "type de publication",
    "account id", "reactions, comments and shares", "reactions, commentaires et partages",
})
_INSTAGRAM = frozenset({
    "account username", "account id", "nom de profil du compte", "id du compte", "identifiant du compte", "saves",
    "enregistrements",
})
_FACEBOOK = frozenset({"page id", "id de la page", "page name", "nom de la page"})


@dataclass(frozen=True)
class MetaContent(PostFormat):
    """Hours are those of the Pacific coast, whatever the page's country."""

    def network_of(self, labels: set[str]) -> str:
        return "Instagram" if labels & _INSTAGRAM and not labels & _FACEBOOK else "Facebook"

    def convert(self, rows: Iterator[list[str]], layout: Layout, context: Context) -> None:
        refuse_daily_figures(layout, context, "periode")
        if "portee" in layout.columns and layout.labels[layout.columns["portee"]] in ("viewers", "spectateurs"):
            context.report.add(Kind.NOTICED, "la portée est celle que Meta nomme maintenant « spectateurs »")
        super().convert(rows, layout, context)

    def finish(self, values: list[Value], row: list[str], layout: Layout, context: Context) -> None:
        super().finish(values, row, layout, context)
        if "_duree" in layout.columns:
            length = seconds_or_none(row[layout.columns["_duree"]], context)
            values[SLOT["duree_s"]] = length or None  # 0 is how Meta says that a post is no video
        if values[SLOT["type"]] == "vidéo" and "/reel/" in str(values[SLOT["lien"]]):
            values[SLOT["type"]] = "reel"
        parts = [values[SLOT[name]] for name in ("reactions", "commentaires", "partages")]
        total = values[SLOT["engagements"]]
        known = [part for part in parts if isinstance(part, int)]
        if isinstance(total, int) and len(known) == 3 and sum(known) != total:
            context.report.add(Kind.NOTICED, "{n} publication(s) dont le total « réactions, commentaires et partages » "
                                             "n'est pas la somme des trois colonnes", values[SLOT["id"]])


META_CONTENT = MetaContent(
    name="publications Facebook ou Instagram (Meta Business Suite)",
    network="Facebook",
    labels=LABELS,
    needs=(_WHEN, _FIGURES, _IDS | _OURS),
    zone=PACIFIC,
    id_in_link=re.compile(r"facebook\.com/.+/posts/(\d{9,})"),
)
