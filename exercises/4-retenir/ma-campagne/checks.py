"""Criteria of « Ma campagne »: her own cause, so nothing is compared with a key, but every part with the others."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from autograder.checks import Verdict, check, missed, reached, share
from autograder.checks.form import judge_rows, read_form, unreadable
from autograder.domain.budget import HIGHEST, Budget, Heading, Line, Post
from autograder.domain.channel import Channel, Language
from autograder.domain.editorial_calendar import Calendar
from autograder.domain.form import Form, Record
from autograder.domain.french import day, listing, money, number
from autograder.domain.hashtag import Hashtag
from autograder.domain.message import Message, ReaderTime
from autograder.domain.objective import Objective
from autograder.domain.slot import Format, Slot, State
from autograder.domain.timeline import Activity, Phase, Timeline

BLANK: dict = {"parts": {}}
PUBLICS = {"cible": "une cible directe", "relais": "un relais", "decision": "quelqu'un qui décide"}
FEWEST_SLOTS = 8
LONGEST_SILENCE = 7
FEWEST_ACTIVITIES = 4
FEWEST_LINES = 4
FEWEST_WATCHED = 2
REMEDY = re.compile(r"^(il faut|il faudrait|on doit|nous voulons|sensibiliser)\b|manque de (?:formation|sensibilisation)", re.IGNORECASE)


@dataclass(frozen=True)
class Campaign:
    """Her sheets, and the objects of the domain that they make; what is half filled in is left out of those."""

    form: Form
    objective: Objective
    launch: date | None
    budget: Budget
    timeline: Timeline
    calendar: Calendar

    @property
    def publics(self) -> tuple[Record, ...]:
        return tuple(row for row in self.form.rows("publics") if row.has("qui"))

    @property
    def wanted(self) -> set[Channel]:
        """Every channel that some public is reached through."""
        return {channel for row in self.publics for channel in row.some_of("canaux", Channel)}

    @classmethod
    def of(cls, form: Form) -> "Campaign":
        aim = form.record("objectif")
        objective = Objective(
            aim.prose("phrase"), indicator=aim.text("indicateur"), baseline=aim.number("depart"),
            target=aim.number("cible"), deadline=aim.date("echeance"),
        )
        launch = aim.date("lancement")
        envelope = form.record("argent").number("enveloppe")
        budget = Budget(
            tuple(_line(row) for row in form.rows("depenses") if counts(row)),
            int(envelope) if envelope is not None and 0 <= envelope <= HIGHEST else None,
        )
        activities = tuple(_activity(row) for row in form.rows("activites") if _is_dated(row))
        slots = tuple(
            _slot(row) for row in form.rows("creneaux") if row.has("canal", "format") and row.date("date") is not None
        )
        return cls(form, objective, launch, budget, Timeline(activities, launch=launch), Calendar(slots, launch))


def counts(row: Record) -> bool:
    """Whether a line of the budget can be multiplied: a post, a quantity, a price in whole francs (0 for a gift)."""
    quantity, price = row.number("quantite"), row.number("prix")
    return (
        row.has("poste") and quantity is not None and price is not None
        and 0 <= quantity <= HIGHEST and 0 <= price <= HIGHEST and price == int(price)
    )


def _line(row: Record) -> Line:
    return Line(Post(row.choice("poste")), row.text("quoi"), row.number("quantite") or 0, int(row.number("prix") or 0))


def _is_dated(row: Record) -> bool:
    start, end = row.date("debut"), row.date("fin")
    return row.has("quoi", "etape") and start is not None and end is not None and start <= end


def _activity(row: Record) -> Activity:
    start, end = row.date("debut") or date.min, row.date("fin") or date.min
    return Activity(row.id, row.text("quoi"), Phase(row.choice("etape")), start, end, row.text("qui"))


def _slot(row: Record) -> Slot:
    return Slot(
        row.date("date") or date.min, Channel(row.choice("canal")), Format(row.choice("format")), row.time("heure"),
        row.text("message"), row.one_of("langue", Language), owner=row.text("qui"),
        state=row.one_of("pret", State) or State.IDEA,
    )


def read(answer: object, data: dict, key: dict) -> dict:
    """The key is empty: her cause is hers."""
    return {"campaign": Campaign.of(read_form(answer, data))}


def takeaway(campaign: Campaign) -> dict:
    """In the order of a campaign: her sheet, what the budget, the timeline and the calendar make of it, the follow-up."""
    form = campaign.form
    kept = {
        "budget": campaign.budget if campaign.budget.lines else None,
        "timeline": campaign.timeline if campaign.timeline.activities else None,
        "calendar": campaign.calendar if campaign.calendar.slots else None,
    }
    others = [part.id for part in form.rules.parts if part.id != "suivi"]
    return {
        "form": form.without("depenses", "argent", "activites", "creneaux", "suivi"),
        **{name: made for name, made in kept.items() if made}, "suivi": form.without(*others),
    }


def excerpts(campaign: Campaign) -> dict:
    cause, aim = campaign.form.record("cause"), campaign.form.record("objectif")
    said = [cause.prose("probleme"), aim.prose("phrase")]
    return {"campagne": said} if all(said) else {}


def describe(campaign: Campaign) -> str:
    return campaign.form.describe()


@check("Le problème est un fait, et il a sa source", points=2)
def fact(campaign: Campaign) -> Verdict:
    cause = campaign.form.record("cause")
    problem = cause.text("probleme")
    hint = "Dites ce que l'on voit, où, et chez qui ; puis d'où vous le tenez."
    if not problem:
        return missed("Le problème n'est pas encore écrit.", hint)
    if remedy := REMEDY.search(problem):
        return missed(f"« {remedy[0]} » annonce un remède : on ne sait pas encore de quoi l'on souffre.", hint)
    held = [name for name in ("source", "direct", "profond") if cause.text(name)]
    return share(
        1 + len(held), of=4, hit="Votre campagne part d'un fait, de sa source et de ses causes.",
        miss=lambda: "Il manque la source ou l'une des deux causes.", hint="Demandez deux fois « pourquoi ? », et notez qui vous l'a dit.",
    )


@check("L'objectif se compte, du départ à l'arrivée", points=3)
def measurable(campaign: Campaign) -> Verdict:
    aim, row = campaign.objective, campaign.form.record("objectif")
    hint = "Cinq morceaux : ce que l'on compte, combien aujourd'hui, combien demain, lancé quand, fini quand."
    if not aim.text:
        return missed("Votre objectif n'est pas encore écrit.", hint)
    for name in ("depart", "cible", "lancement", "echeance"):
        if sentence := unreadable(row, name):
            return missed(sentence, hint)
    held = [aim.indicator, aim.baseline is not None, aim.target is not None, campaign.launch, aim.deadline]
    if not all(held):
        return share(sum(map(bool, held)), of=6, hit="", miss=lambda: "Il manque un morceau à votre objectif : on ne pourra pas dire s'il est atteint.", hint=hint)
    if aim.stands_still():
        return missed(f"Vous partez de {number(aim.baseline or 0)} et vous visez {number(aim.target or 0)} : il n'y a pas de chemin à faire.", hint)
    if campaign.launch and aim.deadline and aim.deadline <= campaign.launch:
        return missed(f"Votre objectif s'arrête le {day(aim.deadline)} et la campagne commence le {day(campaign.launch)} : vérifiez ces deux dates.", hint)
    return reached("On saura, à la date dite, si l'objectif est atteint.")


@check("Chaque public a un rôle et un chemin qui arrive jusqu'à lui", points=3)
def publics(campaign: Campaign) -> Verdict:
    roles = {row.choice("role") for row in campaign.publics}

    def fault(row: Record) -> str:
        channels = row.some_of("canaux", Channel)
        if not row.has("role") or not channels:
            return f"« {row.name} » n'a pas encore de rôle, ou pas de canal."
        if row.choice("enligne") == "non" and all(channel.online for channel in channels):
            return f"« {row.name} » n'est pas en ligne, et tous ses canaux le sont : le message n'arrivera pas."
        if row.choice("role") == "decision" and not [c for c in channels if not c.online]:
            return f"« {row.name} » décide : une rencontre pèse plus qu'une publication."
        return ""

    if campaign.publics and (absent := [said for role, said in PUBLICS.items() if role not in roles]):
        return share(len(roles - {""}), of=6, hit="", miss=lambda: f"Il manque encore {listing(absent)}.",
                     hint="Qui doit changer ? Qui est écouté de ces personnes ? Qui a le pouvoir de décider ?")
    return judge_rows(campaign.publics, fault, least=len(PUBLICS), hit="Chacun est touché là où il se trouve.", few="Aucun public n'est encore choisi.",
                      hint="Pour qui n'est pas en ligne : la radio, une rencontre, ou un relais en qui cette personne a confiance.")


@check("Les canaux des publics vivent dans le calendrier, et l'inverse", points=3)
def threads(campaign: Campaign) -> Verdict:
    used = {slot.channel for slot in campaign.calendar.slots}
    wanted, hint = campaign.wanted, "Prenez vos canaux un par un : qui attend quelque chose par là, et quel jour l'aura-t-il ?"
    if not used or not wanted:
        return missed("Il faut des publics avec leurs canaux, et un calendrier : on pourra alors tirer les fils.", hint)
    silent = [row for row in campaign.publics if not used & set(row.some_of("canaux", Channel))]
    idle = sorted(used - wanted)

    def miss() -> str:
        if silent:
            return f"« {silent[0].name} » n'a rien au calendrier : aucun de ses canaux ne sert."
        return f"Vous publiez par ce canal, et aucun public n'y est : {idle[0].french}."

    total = len(campaign.publics) + len(used)
    return share(total - len(silent) - len(idle), of=total, hit="Tous les fils tiennent : chaque public a ses publications, chaque publication son public.", miss=miss, hint=hint)


@check("Le budget se compte et tient dans l'enveloppe", points=2)
def affordable(campaign: Campaign) -> Verdict:
    rows, budget = campaign.form.rows("depenses"), campaign.budget
    hint = "Une ligne, une multiplication. Ce qui est prêté ou bénévole s'écrit aussi, au prix de 0."
    if len(budget.lines) < FEWEST_LINES:
        return missed(f"Votre budget compte {len(budget.lines)} ligne{'s' * (len(budget.lines) > 1)} lisible{'s' * (len(budget.lines) > 1)} : il en faut au moins {FEWEST_LINES}.", hint)
    if broken := next((row for row in rows if not counts(row)), None):
        return share(1, of=2, hit="", miss=lambda: f"La ligne « {broken.name} » ne se multiplie pas encore.", hint=hint)
    left = budget.left()
    if left is None:
        return share(1, of=2, hit="", miss=lambda: "On ne sait pas encore de combien vous disposez.", hint="Écrivez l'argent que vous avez, même s'il est petit.")
    if left < 0:
        return share(1, of=2, hit="", miss=lambda: f"Vous dépassez votre enveloppe de {money(-left)}.", hint="Retirez une ligne entière, celle qui manquera le moins à votre cible.")
    return reached(f"Tout est compté, et il vous reste {money(left)}.")


@check("L'argent suit ce qui porte la campagne", points=1)
def funded(campaign: Campaign) -> Verdict:
    empty = campaign.budget.forgotten_headings()
    if not campaign.budget.lines:
        return missed("Le budget est encore vide.", "Commencez par les personnes : qui fera quoi ?")
    return share(
        len(Heading) - len(empty), of=len(Heading), hit="Les personnes, le matériel et les coûts annexes : rien n'est oublié.",
        miss=lambda: f"Rien n'est prévu pour cette famille : {empty[0].french}.", hint="Relisez le calendrier : de quoi aura-t-on besoin ce jour-là ?",
    )


@check("Le chronogramme va de l'élaboration au bilan, et chacun y a son nom", points=2)
def planned(campaign: Campaign) -> Verdict:
    timeline, hint = campaign.timeline, "Remontez le temps à partir du lancement : qu'est-ce qui doit être fini la veille ?"
    if len(timeline.activities) < FEWEST_ACTIVITIES:
        return missed(f"Il faut au moins {FEWEST_ACTIVITIES} activités avec leur étape et leurs dates.", hint)
    late = [a for a in timeline.activities if a.phase in (Phase.DESIGN, Phase.PREPARATION) and campaign.launch and a.end >= campaign.launch]
    early = [a for a in timeline.activities if a.phase is Phase.EVALUATION and campaign.launch and a.start <= campaign.launch]
    faults = [
        *(f"Aucune activité pour cette étape : {phase.french}." for phase in timeline.missing_phases()[:1]),
        *(f"Personne ne répond de « {a.name} »." for a in timeline.unassigned()[:1]),
        *(f"« {a.name} » se prépare encore le jour du lancement." for a in late[:1]),
        *(f"« {a.name} » évalue une campagne qui n'a pas commencé." for a in early[:1]),
    ]
    return share(4 - len(faults), of=4, hit="Tout est prêt avant le lancement, et le bilan a sa date.", miss=lambda: faults[0], hint=hint)


@check("Le calendrier a un rythme, des langues, et la moitié des contenus prêts", points=2)
def rhythm(campaign: Campaign) -> Verdict:
    calendar, aim = campaign.calendar, campaign.objective
    hint = "Deux ou trois publications par semaine suffisent, si elles ne s'arrêtent jamais longtemps."
    if len(calendar.slots) < FEWEST_SLOTS:
        return missed(f"{len(calendar.slots)} publication{'s' * (len(calendar.slots) > 1)} au calendrier : il en faut au moins {FEWEST_SLOTS}.", hint)
    gap = calendar.longest_gap()
    outside = [s for s in calendar.slots if (campaign.launch and s.day < campaign.launch) or (aim.deadline and s.day > aim.deadline)]
    local = [s for s in calendar.slots if s.language and s.language.local]
    faults = [
        *([f"Une publication tombe hors de la campagne : « {outside[0].message} », le {day(outside[0].day)}."] if outside else []),
        *([f"{gap.days} jours de silence, du {day(gap.before + timedelta(days=1))} au {day(gap.after - timedelta(days=1))}."] if gap and gap.days > LONGEST_SILENCE else []),
        *([] if local else ["Tout est en français ou sans langue : qui ne le lit pas n'entendra rien."]),
        *([] if calendar.half_ready() else ["Moins de la moitié des contenus sont prêts : vous courrez derrière votre calendrier."]),
    ]
    return share(4 - len(faults), of=4, hit="Votre calendrier a du souffle, et de l'avance.", miss=lambda: faults[0], hint=hint)


@check("Les messages se lisent vite et disent quoi faire", points=1)
def messages(campaign: Campaign) -> Verdict:
    row = campaign.form.record("messages")
    hint = "Lisez à voix haute, montre en main : vingt secondes pour l'un, une minute pour l'autre. Le même mot-dièse aux deux."
    short = Message(row.prose("court"), Channel.FACEBOOK, ReaderTime.SECONDS)
    long = Message(row.prose("long"), Channel.FACEBOOK, ReaderTime.MINUTE)
    tag = Hashtag(row.text("hashtag"))
    if not short.text or not long.text or not tag.name:
        return missed("Il manque un message, ou le mot-dièse.", hint)
    faults = [
        *([f"« {tag.text} » a un défaut : {tag.faults()[0].french}."] if tag.faults() else []),
        *(["Le message court se lit en plus de vingt secondes."] if not short.fits_time() else []),
        *(["Le message d'une minute est trop long."] if not long.fits_time() else []),
        *(["Votre mot-dièse n'est pas dans les deux messages."] if not all(any(tag.same_as(t) for t in m.hashtags()) for m in (short, long)) else []),
    ]
    return share(4 - len(faults), of=4, hit="Vos messages tiennent dans le temps de chacun.", miss=lambda: faults[0], hint=hint)


@check("Le suivi revient à l'objectif", points=1)
def watched(campaign: Campaign) -> Verdict:
    rows = tuple(row for row in campaign.form.rows("suivi") if row.has("quoi"))
    if rows and "objectif" not in {row.choice("quoi") for row in rows}:
        return missed("Vous suivrez des publications, mais personne ne comptera l'indicateur de votre objectif.", "Ajoutez l'indicateur de l'objectif : où le lirez-vous, et qui ?")

    def fault(row: Record) -> str:
        if not row.has("source", "rythme", "qui"):
            return f"« {row.name} » : il manque où le lire, quand, ou qui s'en charge."
        if row.choice("quoi") == "engagement" and row.choice("sur") in ("", "aucun"):
            return "Un taux d'engagement se divise par quelque chose : la portée, les impressions, les abonnés ou les vues ?"
        return ""

    return judge_rows(rows, fault, least=FEWEST_WATCHED, hit="Vous saurez où vous en êtes, et qui le dira.", few="Il faut au moins deux indicateurs : celui de l'objectif, et un qui se lit pendant la campagne.",
                      hint="Pour chaque chiffre : où, quand, qui.")
