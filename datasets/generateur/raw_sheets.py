"""Tables that no platform exports, as a team's own sheets look: Windows accents, semicolons, habits of each hand."""

from __future__ import annotations

from datetime import date

from datasets.generateur.chance import Chance
from datasets.generateur.plan import Campaign
from datasets.generateur.posts import Record
from datasets.generateur.tables import csv_text

_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def _slashed(text: object) -> str:
    return f"{date.fromisoformat(str(text)):%d/%m/%Y}" if text else ""


def calendar(campaign: Campaign, rows: list[Record]) -> bytes:
    """A title, an empty line, then the table; the date is written once for all the slots of a day."""
    lines: list[list[object]] = [
        [f"Calendrier éditorial {campaign.hashtag}", *[""] * 8], [""] * 9,
        ["Date", "Heure", "Réseau social", "Format", "Message", "Langue", "Cible", "Responsable", "Statut"],
    ]
    last, week = "", -1
    for row in rows:
        day = date.fromisoformat(str(row["date"]))
        if day.isocalendar().week != week:
            week = day.isocalendar().week
            lines.append([f"Semaine {week}", *[""] * 8])
            last = ""
        shown = "" if last == row["date"] else f"{_DAYS[day.weekday()]} {_slashed(row['date'])}"
        last = str(row["date"])
        lines.append([shown, str(row["heure"]).replace(":", "h"), *(row[name] for name in (
            "canal", "format", "message", "langue", "audience", "responsable", "etat"))])
    header, *body = lines
    text = csv_text([str(cell) for cell in header], body, separator=";", end="\r\n")
    return text.encode("cp1252", errors="replace")


def comments(rows: list[Record], seed: int) -> bytes:
    """As the moderators copied them: loose spaces, a few rows twice, no category yet."""
    chance = Chance(seed, "brut commentaires")
    lines: list[list[object]] = []
    for row in rows:
        text = f"  {row['texte']} " if chance.happens(0.15) else row["texte"]
        line = [f"{_slashed(row['date'])} à {str(row['heure']).replace(':', 'h')}", row["auteur"], text,
                row["publication_id"]]
        lines += [line, line] if chance.happens(0.05) else [line]
    header = ("Date", "Auteur (remplacé)", "Commentaire", "Publication")
    return b"\xef\xbb\xbf" + csv_text(header, lines, separator=";", end="\r\n").encode("utf-8")


def hashtag_uses(rows: list[Record], seed: int) -> bytes:
    """Counted by hand: the hashtag in every spelling, dates day first."""
    chance = Chance(seed, "brut hashtag")
    tag = str(rows[0]["hashtag"])
    spellings = (tag, tag, tag, tag.lower(), tag.upper(), f"{tag} ", tag.lstrip("#"))
    lines: list[list[object]] = [
        [_slashed(row["date"]), chance.pick(spellings), row["reseau"], row["compte"], row["usages"]] for row in rows]
    return csv_text(("jour", "hashtag", "réseau", "compte", "nombre"), lines, separator=";").encode("utf-8")


def influencers(rows: list[Record]) -> bytes:
    """Followers as the phone shows them, rounded: « 8,6 k »."""
    lines: list[list[object]] = []
    for row in rows:
        count = int(str(row["abonnes"]))
        shown = f"{count / 1000:.1f} k".replace(".", ",") if count >= 1000 else str(count)
        lines.append(["@" + str(row["compte"]), row["reseau"], row["profil"], shown, row["lieu"], row["langue"],
                      "x" if row["a_participe"] == "oui" else ""])
    header = ("Compte", "Réseau", "Profil", "Abonnés", "Lieu", "Langue", "A participé ?")
    return csv_text(header, lines, separator=";", end="\r\n").encode("cp1252", errors="replace")


def timeline(rows: list[Record]) -> bytes:
    lines: list[list[object]] = [
        [str(row["id"]).upper(), row["activite"], row["etape"], row["responsable"], _slashed(row["debut"]),
         _slashed(row["fin"]), str(row["depend_de"] or "").upper().replace(",", " + "),
         "JALON" if row["jalon"] == "oui" else ""]
        for row in rows
    ]
    header = ("N°", "Activité", "Étape", "Qui", "Début", "Fin", "Après", "Jalon")
    return csv_text(header, lines, separator=";", end="\r\n").encode("cp1252", errors="replace")


def budget(rows: list[Record]) -> bytes:
    """Amounts as one writes them, subtotals in the middle, a total at the end."""
    lines: list[list[object]] = []
    category, subtotal, total = "", 0, 0

    def close() -> None:
        if category:
            lines.append([f"Sous-total {category}", "", "", "", _money(subtotal)])

    for row in rows:
        if row["categorie"] != category:
            close()
            category, subtotal = str(row["categorie"]), 0
            lines.append([category.upper(), "", "", "", ""])
        amount = int(str(row["montant_fcfa"]))
        subtotal, total = subtotal + amount, total + amount
        lines.append([row["libelle"], row["quantite"], row["unite"], _money(int(str(row["prix_unitaire_fcfa"]))),
                      _money(amount)])
    close()
    lines.append(["TOTAL", "", "", "", _money(total)])
    header = ("Libellé", "Qté", "Unité", "Prix unitaire", "Montant")
    return csv_text(header, lines, separator=";", end="\r\n").encode("cp1252", errors="replace")


def _money(amount: int) -> str:
    return f"{amount:,}".replace(",", " ") + " F CFA"


def survey(rows: list[Record], seed: int) -> bytes:
    """As the collection tool gives it: whole questions for headers, answers typed by hand, some rows sent twice."""
    chance = Chance(seed, "brut enquete")
    yes, no = ("Oui", "oui", "OUI", "oui "), ("Non", "non", "NON")
    header = ("_id", "Cercle", "Sexe (F/H)", "Quel âge avez-vous ?", "Niveau d'études", "Langue parlée à la maison",
              "Quel téléphone avez-vous ?", "Avez-vous accès à internet ?", "Utilisez-vous WhatsApp ?",
              "Utilisez-vous Facebook ?", "Savez-vous utiliser un ordinateur ?", "Écoutez-vous la radio ?",
              "Avez-vous assisté à une réunion de la commune ?")
    lines: list[list[object]] = []
    for number, row in enumerate(rows):
        age: object = f"{row['age']} ans" if chance.happens(0.1) else row["age"]
        if number in (77, 403):
            age = {77: 210, 403: ""}[number]  # a slip of the thumb, and a question skipped
        answers = [chance.pick(yes if row[name] == "oui" else no) for name in (
            "acces_internet", "whatsapp", "facebook", "sait_utiliser_ordinateur", "reunion_commune")]
        line: list[object] = [
            row["repondant"], str(row["cercle"]).upper() if chance.happens(0.2) else row["cercle"],
            "F" if row["sexe"] == "femme" else "H", age, row["etudes"], row["langue"], row["telephone"], *answers[:4],
            row["radio"], answers[4]]
        lines += [line, line] if number in (12, 188, 345, 501) else [line]
    return b"\xef\xbb\xbf" + csv_text(header, lines, separator=";", end="\r\n").encode("utf-8")
