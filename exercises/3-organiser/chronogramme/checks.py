"""Criteria of « Chronogramme » (booklet 3.1): order, dependencies, load, milestones, media warned in time."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from autograder.checks import Verdict, check, missed, reached, share
from autograder.domain.critical_path import circles
from autograder.domain.form import Form, Record
from autograder.domain.form_rules import Rules
from autograder.domain.french import counted, day, listing
from autograder.domain.timeline import Activity, Phase, Timeline

BLANK: dict = {"parts": {}}
MOST_AT_ONCE = 2
MOST_IN_ALL = 4
ENOUGH_TO_JUDGE = 8
"""Activities below which a good load or a good order proves nothing."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Plan:
    """Her form, and the timeline it makes: rows that name an activity, and those of them that have a day."""

    form: Form
    names: Mapping[str, str]
    rows: Mapping[str, Record]
    after: Mapping[str, tuple[str, ...]]
    repeated: tuple[str, ...]
    timeline: Timeline
    launch: date
    contents: int

    def __getitem__(self, activity: str) -> Activity | None:
        return self.timeline[activity] if activity in {a.id for a in self.timeline.activities} else None

    def waits_for(self, activity: str) -> set[str]:
        """Everything that an activity waits for, directly or through others."""
        found: set[str] = set()
        frontier = [activity]
        while frontier:
            new = set(self.after.get(frontier.pop(), ())) - found
            found |= new
            frontier += new
        return found

    @classmethod
    def of(cls, form: Form, data: Mapping) -> "Plan":
        said, plan = data["bank"]["statements"], data["plan"]
        names = {row["id"]: row["text"].rsplit(" (", 1)[0] for row in said}
        rows: dict[str, Record] = {}
        repeated = []
        for row in form.rows("activites"):
            activity = row.choice("quoi")
            if activity in rows:
                repeated.append(activity)
            elif activity:
                rows[activity] = row
        ids = {row.id: row.choice("quoi") for row in form.rows("activites") if row.choice("quoi")}
        after = {a: tuple(ids[name] for name in row.choices("apres") if name in ids) for a, row in rows.items()}
        timeline = Timeline(
            tuple(_activity(names[a], a, row, after[a], plan["activities"][a]) for a, row in rows.items() if row.date("debut")),
            launch=date.fromisoformat(plan["launch"]), shared_with=form.record("partage").choices("avec"),
        )
        contents = sum(row.get("contents", 0) for row in plan["activities"].values())
        return cls(form, names, rows, after, tuple(repeated), timeline, date.fromisoformat(plan["launch"]), contents)


def _activity(name: str, id_: str, row: Record, after: tuple[str, ...], given: Mapping) -> Activity:
    start = row.date("debut") or date.min
    end = start + timedelta(days=given["days"] - 1)
    return Activity(id_, name, Phase(given["phase"]), start, end, row.choice("qui"), after, given.get("contents", 0))


def read(answer: object, data: dict, key: dict) -> dict:
    return {"plan": Plan.of(Form.from_json(answer, Rules.from_json(data)), data), "given": data["plan"], "key": key}


def takeaway(plan: Plan, **_: object) -> dict:
    named = tuple(replace(activity, owner=_said(plan, activity.owner)) for activity in plan.timeline.activities)
    told = tuple(_said(plan, person) for person in plan.timeline.shared_with)
    return {"timeline": replace(plan.timeline, activities=named, shared_with=told)}


def excerpts(plan: Plan, given: dict, key: dict) -> dict:
    return {}


def describe(plan: Plan, given: dict, key: dict) -> str:
    """The sheet, then the chain that sets the pace and what is ready on the eve of the launch."""
    chain = " → ".join(activity.name for activity in plan.timeline.critical_path())
    ready = sum(activity.contents for activity in plan.timeline.activities if activity.end < plan.launch)
    added = [f"Contenus prêts la veille du lancement : {ready} sur {plan.contents}"] if plan.timeline.activities else []
    added += [f"Suite la plus longue : {chain} ({plan.timeline.shortest_duration()} jours)"] if chain else []
    return "\n".join(filter(None, [plan.form.describe(), *added]))


@check("Tout le travail est daté, de l'élaboration au bilan", points=2)
def everything_is_dated(plan: Plan, given: dict) -> Verdict:
    outside = [a for a in plan.timeline.in_order() if not _within(a, given)]
    dated = len(plan.timeline.activities) - len(outside)

    def miss() -> str:
        if outside:
            return f"« {outside[0].name} » commence le {day(outside[0].start)} : c'est hors de la campagne."
        if plan.repeated:
            return f"« {plan.names[plan.repeated[0]]} » est écrite deux fois, et d'autres activités manquent."
        if undated := [a for a in plan.rows if plan[a] is None]:
            return f"« {plan.names[undated[0]]} » n'a pas encore de premier jour."
        if plan.rows and (phases := plan.timeline.missing_phases()):
            return f"Rien n'est prévu pour cette étape : {phases[0].french}."
        return f"{dated} activités datées sur {len(plan.names)}." if dated else "Le chronogramme est encore vide."

    return share(
        dated, of=len(plan.names), hit="Les quatre étapes de la campagne ont leurs activités, et chacune a sa date.", miss=miss,
        hint="Une campagne commence avant le lancement et finit après : parcourez la liste des douze activités, étape par étape.",
    )


@check("Chaque activité a une personne responsable", points=2)
def everyone_is_named(plan: Plan) -> Verdict:
    nobody = [a for a, row in plan.rows.items() if not row.choice("qui")]

    def miss() -> str:
        if nobody:
            return f"Personne n'est responsable de « {plan.names[nobody[0]]} »."
        return f"Sur {len(plan.names)} activités, vous en avez confié {len(plan.rows)}." if plan.rows else "Aucune activité n'a encore de responsable."

    return share(len(plan.rows) - len(nobody), of=len(plan.names), hit="Chaque activité a un nom, un seul.", miss=miss,
                 hint="Pour chaque activité : qui dira « c'est prêt » ou « je suis en retard » ?")


@check("La charge est partagée entre les cinq personnes", points=2)
def load_is_shared(plan: Plan) -> Verdict:
    carried = [activity for activity in plan.timeline.activities if activity.owner]
    if len(carried) < ENOUGH_TO_JUDGE:
        return missed(f"Trop peu d'activités ont une date et un nom pour juger de la charge : {len(carried)} pour l'instant.",
                      "Datez et confiez d'abord la plupart des activités, puis regardez qui en porte trop.")
    owner, most = Counter(activity.owner for activity in carried).most_common(1)[0]
    crowded = _crowded(carried)

    def miss() -> str:
        if crowded:
            who, names = _said(plan, crowded[0].owner), listing([f"« {a.name} »" for a in crowded])
            return f"{who} porte {len(crowded)} activités les mêmes jours : {names}."
        return f"{_said(plan, owner)} est responsable de {most} activités : une personne malade, et tout s'arrête."

    return share((not crowded) + (most <= MOST_IN_ALL), of=2, hit="Personne ne porte trop d'activités à la fois.", miss=miss,
                 hint="Confiez une de ces activités à quelqu'un d'autre, ou décalez-la : deux à la fois par personne, quatre en tout.")


@check("On voit ce que chaque activité attend", points=4)
def dependencies_are_drawn(plan: Plan, key: dict) -> Verdict:
    wanted = [(activity, before) for activity, befores in key["requires"].items() for before in befores]
    drawn = [(activity, before) for activity, before in wanted if before in plan.waits_for(activity)]
    absent = next((activity for activity, before in wanted if (activity, before) not in drawn and activity in plan.rows), None)
    if round_ := circles(plan.after):
        names = listing([f"« {plan.names[a]} »" for a in round_[0]])
        return missed(f"Ces activités s'attendent l'une l'autre : {names}. Aucune ne partira jamais.",
                      "Cherchez laquelle peut vraiment commencer sans l'autre, et retirez son attente.")

    def miss() -> str:
        if not drawn:
            return "Aucune activité n'attend encore celle dont elle a besoin."
        if absent is None:
            return "Il manque des activités, donc ce qu'elles attendent."
        return f"« {plan.names[absent]} » n'attend pas tout ce qu'il lui faut."

    return share(len(drawn), of=len(wanted), hit="Vos flèches disent bien ce qui doit être fini avant quoi.", miss=miss,
                 hint="Relisez ce qu'il faut avoir en main pour commencer cette activité : quelle autre le produit ?")


@check("Les dates respectent cet ordre", points=3)
def dates_follow(plan: Plan, given: dict, key: dict) -> Verdict:
    wanted = [(a, before) for a, befores in key["requires"].items() for before in befores]
    late = [(a, b) for a, b in plan.timeline.early_starts() if b.id not in key["requires"].get(a.id, ())]
    pairs = [(after, before) for a, b in wanted if (after := plan[a]) and (before := plan[b])]
    wrong = [(after, before) for after, before in pairs if after.start <= before.end]
    around = _around_launch(plan, key)
    held = len([1 for ok, _ in around if ok])

    def miss() -> str:
        if wrong:
            activity, before = wrong[0]
            why = key["why"][activity.id]
            return f"« {activity.name} » commence le {day(activity.start)}, mais « {before.name} » finit le {day(before.end)}. {why}"
        if late:
            return f"« {late[0][0].name} » attend « {late[0][1].name} », et commence pourtant avant sa fin."
        if said := next((sentence for ok, sentence in around if not ok and sentence), ""):
            return said
        return "Il manque des dates pour juger de l'ordre."

    kept = len(pairs) - 2 * len(wrong)  # a wrong order costs more than one not given yet
    return share(kept + held - len(late), of=len(wanted) + len(around), hit="Aucune activité ne commence trop tôt.", miss=miss,
                 hint="Partez du lancement et remontez : le jour où une activité finit, la suivante peut commencer le lendemain.")


@check("Les médias sont prévenus deux mois avant le lancement", points=2)
def media_are_warned(plan: Plan, given: dict, key: dict) -> Verdict:
    media, limit = plan[key["media"]], date.fromisoformat(key["media_before"])
    hint = "Les rédactions préparent leurs dossiers deux ou trois mois d'avance : comptez à rebours depuis le lancement."
    if media is None or not _within(media, given):
        return missed("Prévenir les radios et les journaux n'a pas encore de date.", hint)
    if media.end > limit:
        return missed(f"Les rédactions sont prévenues le {day(media.end)} : leurs pages {key['pages']} sont déjà bouclées.", hint)
    return reached("Les rédactions ont deux mois pour préparer leur dossier.")


@check("La moitié des contenus est prête avant le lancement", points=2)
def half_is_ready(plan: Plan) -> Verdict:
    planned = sum(activity.contents for activity in plan.timeline.activities)
    ready = sum(activity.contents for activity in plan.timeline.activities if activity.end < plan.launch)
    hint = f"Additionnez les contenus finis avant le {day(plan.launch)} : il en faut {(plan.contents + 1) // 2} sur {plan.contents}."
    if planned < plan.contents and ready * 2 < plan.contents:
        return missed(f"Sur {plan.contents} contenus, vous en avez daté {planned or 'zéro'} : c'est trop peu pour juger.", hint)
    if ready * 2 < plan.contents:
        return missed(f"La veille du lancement, vous n'avez que {counted(ready, 'contenu prêt')} sur {plan.contents} : vous courrez tous les jours.", hint)
    return reached(f"{ready} contenus sur {plan.contents} sont prêts la veille : vous aurez le temps de répondre aux gens.")


@check("Les jalons tiennent", points=2)
def milestones_hold(plan: Plan, key: dict) -> Verdict:
    milestones = plan.form.record("jalons")
    half, kit, review = plan.timeline.half_ready(), plan[key["kit"]], plan[key["review"]]
    rows = (
        ("moitie", "La moitié des contenus est prête", half, plan.launch - ONE_DAY),
        ("kit", "Le kit est validé", kit and kit.end, plan.launch - ONE_DAY),
        ("bilan", "Le bilan est rendu", review and review.end, None),
    )
    amiss = [said for id_, name, ready, limit in rows if (said := _milestone(name, milestones.date(id_), ready, limit))]
    return share(len(rows) - len(amiss), of=len(rows), hit="Vos trois jalons tombent quand le travail est vraiment fini.", miss=lambda: amiss[0],
                 hint="Un jalon se pose après la fin du travail qu'il annonce. Ceux d'avant la campagne tombent avant le lancement.")


@check("Le chronogramme est partagé avec tout le monde", points=1)
def plan_is_shared(plan: Plan) -> Verdict:
    hint = "Qui porte une activité doit avoir le plan sous les yeux."
    if not plan.timeline.shared_with:
        return missed("Le chronogramme n'est donné à personne.", hint)
    if untold := plan.timeline.not_told():
        return missed(f"Du travail, mais pas le plan sous les yeux : {listing([_said(plan, who) for who in untold])}.", hint)
    if not any(activity.owner for activity in plan.timeline.activities):
        return missed("Le chronogramme est donné, mais personne n'y porte encore d'activité.", hint)
    return reached("Chaque responsable a le plan en main.")


def _within(activity: Activity, given: Mapping) -> bool:
    return date.fromisoformat(given["first_day"]) <= activity.start and activity.end <= date.fromisoformat(given["last_day"])


def _crowded(carried: list[Activity]) -> list[Activity]:
    """The first activities, more than two, that one person carries on one day."""
    for activity in carried:
        same = [other for other in carried if other.owner == activity.owner and other.start <= activity.start <= other.end]
        if len(same) > MOST_AT_ONCE:
            return same
    return []


def _around_launch(plan: Plan, key: Mapping) -> list[tuple[bool, str]]:
    """What the launch asks: whether it holds, and what to say when it does not (nothing while there is no date)."""
    kit, live, figures = plan[key["kit"]], plan[key["live"]], plan[key["figures"]]
    when = day(plan.launch)
    return [
        (kit is not None and kit.end < plan.launch, kit and f"Le kit finit le {day(kit.end)} : le lancement est le {when}."),
        (live is not None and plan.launch <= live.start <= plan.launch + ONE_DAY,
         live and f"L'animation commence le {day(live.start)} : la page s'ouvre le {when}, quelqu'un doit y être."),
        (figures is not None and figures.start >= plan.launch,
         figures and f"Les chiffres sont relevés dès le {day(figures.start)} : rien n'est encore publié."),
    ]


def _milestone(name: str, when: date | None, ready: date | None, limit: date | None) -> str:
    """What is amiss with a milestone, empty when it holds."""
    if when is None:
        return f"Le jalon « {name} » n'a pas de date."
    if ready is None:
        return f"Le jalon « {name} » a une date, mais le travail qu'il annonce n'en a pas."
    if when < ready:
        return f"Le jalon « {name} » tombe le {day(when)}, avant la fin du travail ({day(ready)})."
    if limit is not None and when > limit:
        return f"Le jalon « {name} » tombe le {day(when)} : la campagne est déjà lancée."
    return ""


def _said(plan: Plan, person: str) -> str:
    asked = plan.form.rules.part("activites")
    field = asked and asked.field("qui")
    option = field and field.option(person)
    return option.title if option else person
