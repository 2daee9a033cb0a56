"""Criteria of « Nettoyer les données » (booklet 3.3): decisions on the page, a function that cleans in the notebook."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from autograder.checks import CodeCall, CodePlan, InvalidData, Verdict, check, missed, reached, recall
from autograder.checks.code import HIDDEN, SHOWN, Returned, error_in_french
from autograder.checks.form import beside, read_form
from autograder.domain import cleaning
from autograder.domain.form import Form

BLANK: dict = {"parts": {}}
CODE = CodePlan((CodeCall("nettoyer", "export_facebook.csv", as_path=True),))
RIGHT = {"erreurs": "ecarter", "doublons": "identifiant"}
COLUMNS = ("id", "publie_le", "portee", "reactions", "commentaires", "partages")
COUNTS = ("portee", "reactions", "commentaires", "partages")
LABELS = {"portee": "Reach", "reactions": "Reactions", "commentaires": "Comments", "partages": "Shares"}
NOTHING_FOUND = "aucune publication de l'export ne se retrouve dans votre table."

Line = Mapping[str, Any]
Fault = Callable[[Sequence[Line], Sequence[Line]], str]


@dataclass(frozen=True)
class Cleaned:
    """Her table out of one export, or why there is none, beside what the export really holds."""

    lines: Sequence[Line]
    wanted: Sequence[Line]
    problem: str = ""


@dataclass(frozen=True)
class Work:
    """Decisions, count and journal (`form`); from the notebook also her `tables`, of the shown export, then the hidden one."""

    form: Form
    export: Sequence[Mapping[str, str]]
    key: Mapping[str, Any]
    tables: Sequence[Cleaned] = ()

    def judge(self, *fields: str, fault: Fault, hit: str, hint: str) -> Verdict:
        """By what is amiss with her table, where there is one; else by the decisions taken."""
        decided = _both([self._decided(field, hit, hint) for field in fields])
        if not self.tables:
            return decided
        foreseen = any(self.form.record("choix").choice(field) for field in fields)
        return recall(self.seen(fault, hit, hint), decided if foreseen else None)

    def _decided(self, field: str, hit: str, hint: str) -> Verdict:
        chosen, rule = self.form.record("choix").choice(field), self.key["choix"][field]
        if not chosen:
            return missed(f"Cette décision n'est pas encore prise : {_label(self.form, 'choix', field)}", hint)
        if chosen in rule["bon"]:
            return reached(hit)
        if chosen in rule.get("moitie", {}):
            return Verdict(Fraction(1, 2), rule["moitie"][chosen], hint)
        return missed(rule["dit"][chosen], hint)

    def seen(self, fault: Fault, hit: str, hint: str) -> Verdict:
        for place, table in enumerate(self.tables):
            if said := table.problem or fault(table.lines, table.wanted):
                sentence = f"Sur un autre export : {said[0].lower()}{said[1:]}" if place else said[0].upper() + said[1:]
                return missed(sentence, hint)
        return reached(hit)


def _both(verdicts: Sequence[Verdict]) -> Verdict:
    """As much as each on average, in the words of the worse."""
    worse = min(verdicts, key=lambda verdict: verdict.share)
    return Verdict(sum((verdict.share for verdict in verdicts), Fraction(0)) / len(verdicts), worse.message, worse.hint)


def read(answer: object, data: dict, key: dict) -> dict:
    code = answer.get("code") if isinstance(answer, dict) else None
    if code is None:
        return {"work": Work(read_form(answer, data), data["export"]["rows"], key)}
    if not isinstance(code, dict):
        raise InvalidData("Les résultats du carnet n'ont pas la forme attendue : relancez ses cellules.", code)
    exports = [(SHOWN, data["files"])] + ([(HIDDEN, data["hidden"])] if data["hidden"] else [])
    tables = [_cleaned(Returned.of(code, where, "nettoyer"), files["export_facebook.csv"]) for where, files in exports]
    return {"work": Work(read_form(beside(answer), data), data["export"]["rows"], key, tables)}


def excerpts(work: Work) -> dict:
    said = work.form.record("journal").prose("texte")
    return {"journal": [said] if said else []}


def describe(work: Work) -> str:
    if not work.tables:
        return work.form.describe()
    table = work.tables[0].problem or f"Table propre de {len(work.tables[0].lines)} lignes (carnet)."
    return f"{table}\n{work.form.describe()}".strip()


# -- what the export really holds


def clean(raw: bytes) -> list[Line]:
    """The posts of a Facebook export, each once, hours of Mali, None where nothing is known."""
    from zoneinfo import ZoneInfo  # a browser, which never runs code notebooks, may have no time zones

    pacific = ZoneInfo("America/Los_Angeles")
    found: dict[str, Line] = {}
    for row in csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))):
        if not row["Post ID"] or row["Post ID"] in found:
            continue
        local = datetime.strptime(row["Publish time"], "%m/%d/%Y %H:%M")
        counts = {name: _count(row[label]) for name, label in LABELS.items()}
        rest = _count(row["Reactions, Comments and Shares"]) - counts["reactions"] - counts["commentaires"]
        found[row["Post ID"]] = {
            "id": row["Post ID"], "local": local, "publie_le": local.replace(tzinfo=pacific).astimezone(UTC), **counts,
            "retrouve": rest if counts["partages"] is None else counts["partages"],
        }
    return list(found.values())


def _count(text: str) -> int | None:
    digits = text.replace(",", "")
    return int(digits) if digits.isdecimal() else None


def _cleaned(returned: Returned, raw: bytes) -> Cleaned:
    wanted = clean(raw)
    if returned.not_begun:
        return Cleaned([], wanted, "La fonction « nettoyer » ne rend encore rien.")
    if returned.error:
        return Cleaned([], wanted, f"La fonction « nettoyer » s'arrête sur une erreur : {error_in_french(returned.error)}.")
    match returned.value:
        case {"columns": [*columns]} if all(_is_column(column) for column in columns):
            values = {name: values for name, values in columns}
        case _:
            return Cleaned([], wanted, "La fonction « nettoyer » rend autre chose qu'une table.")
    if lacking := [name for name in COLUMNS if name not in values]:
        return Cleaned([], wanted, f"Il manque une colonne à votre table : « {lacking[0]} ».")
    rows = zip(*(values[name] for name in COLUMNS), strict=False)
    return Cleaned([dict(zip(COLUMNS, row, strict=True)) for row in rows], wanted)


def _is_column(column: object) -> bool:
    return isinstance(column, list) and len(column) == 2 and isinstance(column[0], str) and isinstance(column[1], list)


def _label(form: Form, part: str, name: str) -> str:
    return next(field.label for field in form.record(part).part.fields if field.id == name)


def _digits(value: object) -> str:
    """An identifier, however it was read."""
    return f"{value:.0f}" if isinstance(value, float) else str(value)


def _pairs(lines: Sequence[Line], wanted: Sequence[Line]) -> list[tuple[Line, Line]]:
    """Each of her lines that is a post, beside what the export says of it."""
    known = {line["id"]: line for line in wanted}
    return [(line, known[_digits(line["id"])]) for line in lines if _digits(line["id"]) in known]


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' * (count > 1)}"


# -- what may be amiss with her table


def errors_left(lines: Sequence[Line], wanted: Sequence[Line]) -> str:
    empty = [line for line in lines if line["id"] in (None, "", "nan", 0)]
    if empty:
        return f"Votre table garde {_plural(len(empty), 'ligne')} sans identifiant : des lignes d'erreur."
    return "" if lines else "Votre table est vide."


def twice(lines: Sequence[Line], wanted: Sequence[Line]) -> str:
    counted = Counter(_digits(line["id"]) for line in lines if line["id"] not in (None, ""))
    again = [name for name, count in counted.items() if count > 1]
    if again:
        return f"La publication {again[0]} est là {counted[again[0]]} fois : ses gestes comptent double."
    lost = {line["id"] for line in wanted} - counted.keys()
    if len(lost) == len(wanted):
        return NOTHING_FOUND
    return f"{len(lost)} publications sont parties avec les doublons." if len(lost) > 1 else ""


def wrong_day(lines: Sequence[Line], wanted: Sequence[Line]) -> str:
    pairs = _pairs(lines, wanted)
    if not pairs:
        return NOTHING_FOUND
    for line, right in pairs:
        days = {right["local"].date().isoformat(), right["publie_le"].date().isoformat()}
        if str(line["publie_le"])[:10] not in days:
            return f"La publication {right['id']} est datée « {str(line['publie_le'])[:16]} », et l'export dit {right['local']:%m/%d/%Y}."
    return ""


def wrong_hour(lines: Sequence[Line], wanted: Sequence[Line]) -> str:
    pairs = _pairs(lines, wanted)
    wrong = [(line, right) for line, right in pairs if str(line["publie_le"])[:16] != f"{right['publie_le']:%Y-%m-%dT%H:%M}"]
    if not pairs:
        return NOTHING_FOUND
    if not wrong:
        return ""
    if len(wrong) < len(pairs):
        return "Une partie des heures est juste, l'autre est fausse d'une heure : la Californie a changé d'heure pendant ces semaines."
    line, right = wrong[0]
    return f"« {right['local']:%m/%d/%Y %H:%M} » en Californie devient chez vous « {str(line['publie_le'])[:16]} » : ce n'est pas l'heure du Mali."


def wrong_thousands(lines: Sequence[Line], wanted: Sequence[Line]) -> str:
    pairs = _pairs(lines, wanted)
    for line, right in pairs:
        for name in COUNTS:
            if right[name] is not None and (isinstance(line[name], bool | str) or line[name] != right[name]):
                return f"Pour {name}, la publication {right['id']} porte « {line[name]} » au lieu d'un nombre juste."
    return "" if pairs else NOTHING_FOUND


def filled_holes(lines: Sequence[Line], wanted: Sequence[Line]) -> str:
    pairs = [(line, right) for line, right in _pairs(lines, wanted) if None in (right["portee"], right["partages"])]
    if not _pairs(lines, wanted):
        return NOTHING_FOUND
    if len(pairs) < sum(None in (right["portee"], right["partages"]) for right in wanted):
        return "Une ligne dont une seule case manque a été écartée tout entière."
    for line, right in pairs:
        for name, accepted in (("portee", {None}), ("partages", {None, right["retrouve"]})):
            if right[name] is None and (isinstance(line[name], dict | list) or line[name] not in accepted):
                return f"Une case vide ou abîmée ({name}) est devenue « {line[name]} » : on n'en sait rien, laissez-la vide."
    return ""


def rounded_ids(lines: Sequence[Line], wanted: Sequence[Line]) -> str:
    known = {line["id"] for line in wanted}
    if not lines or any(not isinstance(line["id"], str) for line in lines if line["id"] is not None):
        return "Les identifiants sont lus comme des nombres : leurs derniers chiffres peuvent se perdre."
    if strange := [line["id"] for line in lines if line["id"] and line["id"] not in known]:
        return f"L'identifiant « {strange[0][:20]} » n'est plus celui de l'export."
    return ""


def miscount(lines: Sequence[Line], wanted: Sequence[Line]) -> str:
    if len(lines) == len(wanted) == len(_pairs(lines, wanted)):
        return ""
    return f"Votre table a {_plural(len(lines), 'ligne')}, et l'export contient {_plural(len(wanted), 'publication')} différentes."


# -- the criteria


@check("Les lignes d'erreur", points=3)
def error_lines(work: Work) -> Verdict:
    return work.judge(
        "erreurs", fault=errors_left, hit="Les lignes d'erreur sont écartées : elles ne décrivent aucune publication.",
        hint="Une ligne sans identifiant, sans date et sans chiffre : de quelle publication parle-t-elle ?",
    )


@check("Les publications exportées deux fois", points=3)
def duplicates(work: Work) -> Verdict:
    return work.judge(
        "doublons", fault=twice, hit="Chaque publication est là une fois, et les rediffusions restent.",
        hint="Qu'est-ce qui distingue une publication de toutes les autres, même quand son texte est repris ?",
    )


@check("Le jour et le mois", points=2)
def day_and_month(work: Work) -> Verdict:
    return work.judge(
        "dates", fault=wrong_day, hit="Vous avez trouvé la ligne qui tranche entre le jour et le mois.",
        hint="Cherchez une date dont l'un des deux premiers nombres dépasse 12.",
    )


@check("L'heure du Mali", points=3)
def hour_of_mali(work: Work) -> Verdict:
    return work.judge(
        "heures", fault=wrong_hour, hit="Vos heures sont celles du Mali, avant comme après le changement d'heure.",
        hint="Combien d'heures d'avance le Mali a-t-il sur la Californie ? Et de l'autre côté du changement d'heure ?",
    )


@check("Les milliers", points=2)
def thousands(work: Work) -> Verdict:
    return work.judge(
        "milliers", fault=wrong_thousands, hit="Vos nombres sont de vrais nombres.",
        hint="Dites le nombre à voix haute : combien de personnes cela fait-il ?",
    )


@check("Vide n'est pas zéro", points=3)
def holes(work: Work) -> Verdict:
    return work.judge(
        "manque", "abime", fault=filled_holes, hit="Ce que l'on ne sait pas reste vide, et rien de bon n'est jeté avec.",
        hint="Que sait-on vraiment de cette case ? Si la réponse est « rien », elle reste vide ; le reste de la ligne sert encore.",
    )


@check("L'identifiant", points=2)
def identifiers(work: Work) -> Verdict:
    return work.judge(
        "ids", fault=rounded_ids, hit="Vos identifiants gardent tous leurs chiffres.",
        hint="Va-t-on un jour additionner des identifiants ? Alors ce ne sont pas des nombres.",
    )


@check("Rien ne se perd", points=2)
def nothing_lost(work: Work) -> Verdict:
    hit, hint = "Le compte tombe juste : chaque ligne est gardée, ou écartée pour une raison.", (
        "Gardées + erreurs + déjà là = lignes de l'export. Comptez chaque sorte l'une après l'autre.")
    counted = _counted(work, hit, hint)
    return _both([work.seen(miscount, hit, hint), counted]) if work.tables else counted


def _counted(work: Work, hit: str, hint: str) -> Verdict:
    given = {name: work.form.record("compte").number(name) for name in ("lignes", "erreurs", "doublons", "propres")}
    if None in given.values():
        return missed("Le compte des lignes n'est pas complet.", hint)
    errors = sum(map(cleaning.is_error, work.export))
    clean_lines = len(cleaning.kept(work.export, RIGHT))
    right = {"lignes": len(work.export), "erreurs": errors, "doublons": len(work.export) - errors - clean_lines, "propres": clean_lines}
    if given == right:
        return reached(hit)
    wrong = next(name for name in right if given[name] != right[name])
    label = _label(work.form, "compte", wrong)
    if given["lignes"] == given["erreurs"] + given["doublons"] + given["propres"]:
        return Verdict(Fraction(1, 2), f"Votre total est juste, mais recomptez : « {label} ».", hint)
    return missed(f"Gardées et écartées ne font pas le total de l'export. Recomptez d'abord : « {label} ».", hint)
