"""Worked examples of simulated campaigns, computed at build time: their plans, and the light they get at the launch.

`{budget}`, `{chronogramme}`, `{calendrier}` and `{feu-vert}` go through the same domain objects as the exercises, so
that the page and the correction never disagree.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from html import escape

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from autograder.domain.budget import Budget, Heading
from autograder.domain.editorial_calendar import Calendar
from autograder.domain.figure import Figure, Unknown
from autograder.domain.french import SHORT_MONTHS, day, listing, money, number, typeset
from autograder.domain.launch_checklist import Campaign, checklist
from autograder.domain.timeline import Timeline
from autograder.outputs.timeline_svg import NARROW, Layout, draw
from autograder.publish import plans

PAGE = Layout(width=640, left=210, row=30, bar=6)
"""The timeline beside the text or on paper: letters as large as the text's."""
RAMADAN_2021 = (date(2021, 4, 13), date(2021, 5, 11))
"""In Mali, where the feast was kept on 12 May."""
ANSWERABLE = (3, 4, 5, 6)
LEFT, ROW, WIDTH = 92, 24, 340


class Example(SphinxDirective):
    """Argument: the folder of a campaign below `datasets/`."""

    required_arguments = 1
    table = ""

    def run(self) -> list[nodes.Node]:
        campaign = self.arguments[0]
        source = plans.table(campaign, self.table)
        if not source.is_file():
            raise self.error(f"{{{self.name}}}: no such table: {campaign}/{self.table}")
        self.env.note_dependency(str(source))
        return self.show(campaign)

    def show(self, campaign: str) -> list[nodes.Node]:
        raise NotImplementedError

    def written(self, lines: Iterator[str]) -> list[nodes.Node]:
        """Nodes of some lines of MyST."""
        holder = nodes.Element()
        self.state.nested_parse(StringList(list(lines), self.name), self.content_offset, holder)
        return holder.children


class BudgetTable(Example):
    table = "budget"

    def show(self, campaign: str) -> list[nodes.Node]:
        return self.written(_budget_rows(plans.budget(campaign)))


class DrawnTimeline(Example):
    table = "chronogramme"

    def show(self, campaign: str) -> list[nodes.Node]:
        plan = plans.timeline(campaign)
        title = f"Chronogramme simulé de la campagne {campaign}"
        both = f'<div class="large">{draw(plan, title=title, layout=PAGE)}</div>'
        both += f'<div class="etroit">{draw(plan, title=title, layout=NARROW)}</div>'
        legend = nodes.caption("", "Chronogramme simulé, dessiné d'après les données du cours.")
        figure = nodes.figure("", nodes.raw("", both, format="html"), legend, classes=["plan-dessine"])
        unfold = '<details class="en-lettres"><summary>Lire le chronogramme en toutes lettres</summary>'
        return [
            figure, nodes.raw("", unfold, format="html"), *self.written(_timeline_rows(plan)),
            nodes.raw("", "</details>", format="html"), *self.written(_timeline_findings(plan)),
        ]


class CalendarChart(Example):
    table = "calendrier_prevu"

    def show(self, campaign: str) -> list[nodes.Node]:
        plan = plans.calendar(campaign)
        legend = nodes.caption("", "Publications prévues par semaine, données simulées. Barres évidées : Ramadan 2021.")
        drawing = nodes.raw("", weeks_svg(plan), format="html")
        return [nodes.figure("", drawing, legend, classes=["releve"]), *self.written(_calendar_facts(plan))]


class LaunchLight(Example):
    """The points of the checklist that the tables can answer: budget, timeline, calendar, contents ready."""

    table = "calendrier_prevu"

    def show(self, campaign: str) -> list[nodes.Node]:
        known = Campaign(
            budget=plans.budget(campaign), timeline=plans.timeline(campaign), calendar=plans.calendar(campaign)
        )
        return self.written(_lights(known))


def _lights(campaign: Campaign) -> Iterator[str]:
    for point in checklist(campaign):
        if point.number in ANSWERABLE:
            yield f"- **{point.number}. {point.title}** : {'feu vert.' if point.ready else 'feu rouge.'}"
            yield from (f"  - {sentence}" for sentence in point.to_do)


def _budget_rows(budget: Budget) -> Iterator[str]:
    yield from ("| Ligne | Calcul | Montant |", "|---|---|---|")
    shares = budget.share_per_heading()
    for heading in Heading:
        for line in budget.under(heading):
            calculation = f"{number(line.quantity)} {line.unit} × {number(line.unit_price)}"
            yield f"| {line.label} | {calculation} | {money(line.amount)} |"
        family = f"| **{heading.french}** | {_share(shares[heading])} du total "
        yield f"{family}| **{money(budget.total_of(heading))}** |"
    yield f"| **Total** | Les trois familles | **{money(budget.total)}** |"


def _timeline_rows(plan: Timeline) -> Iterator[str]:
    yield from ("| Activité | Qui | Quand | Après |", "|---|---|---|---|")
    for one in plan.in_order():
        when = day(one.start) if one.days == 1 else f"du {day(one.start)} au {day(one.end)}"
        waits = listing([f"« {plan[name].name} »" for name in one.after]) or "rien"
        yield f"| {one.name} | {one.owner or 'personne encore'} | {when} | {waits} |"


def _timeline_findings(plan: Timeline) -> Iterator[str]:
    for one in plan.unassigned():
        yield f"- **Sans responsable** : « {one.name} »."
    for one, before in plan.early_starts():
        yield f"- **Départ trop tôt** : « {one.name} » commence le {day(one.start)}, or elle attend « {before.name} », "
        yield f"  qui finit le {day(before.end)}."
    for owner, pairs in plan.overlaps().items():
        for one, other in pairs:
            yield f"- **Mêmes jours, même personne** ({owner}) : « {one.name} » et « {other.name} »."
    yield f"- **Chemin critique** : {listing([f'« {one.name} »' for one in plan.critical_path()])}, soit au moins "
    yield f"  {plan.shortest_duration()} jours de travail à la suite."


def _calendar_facts(plan: Calendar) -> Iterator[str]:
    rhythm, gap = plan.rhythm(), plan.longest_gap()
    yield f"- **{len(plan.slots)} publications** prévues, soit {_figure(rhythm)} par semaine, tous canaux réunis."
    if gap is not None:
        yield f"- **Plus long silence** : {gap.days} jours, entre le {day(gap.before)} et le {day(gap.after)}."
    channels = [f"{channel.french} {_share(share)}" for channel, share in plan.channel_shares().items()]
    yield f"- **Canaux** : {listing(channels)}."
    yield f"- **Bambara, soninké ou pulaar** : {_share(plan.local_language_share())} des publications."
    yield f"- **Déjà prêtes la veille du lancement** : {_share(plan.ready_share())}."
    yield f"- **Sans responsable** : {len(plan.unowned())}."


def weeks_svg(plan: Calendar) -> str:
    """One bar for each week, by its Monday; weeks of Ramadan are drawn hollow."""
    weeks = plan.per_week()
    most = max(weeks.values(), default=1)
    each = listing([f"{_short(week)}, {count}" for week, count in weeks.items()])
    told = escape(typeset(f"Publications prévues par semaine : {each}"))
    bars = "".join(_week(place, week, count, most) for place, (week, count) in enumerate(weeks.items()))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {ROW * len(weeks) + 4}" role="img" '
        f'aria-label="{told}" font-family="DejaVu Sans, sans-serif" font-size="12">{bars}</svg>'
    )


def _week(place: int, monday: date, count: int, most: int) -> str:
    y, long = place * ROW + 3, (WIDTH - LEFT - 34) * count / most
    fasting = monday <= RAMADAN_2021[1] and monday + timedelta(days=6) >= RAMADAN_2021[0]
    kind, fill = ("jeune", "none") if fasting else ("ordinaire", "#5c5342")
    return (
        f'<text x="{LEFT - 8}" y="{y + 14}" text-anchor="end">{_short(monday)}</text>'
        f'<rect class="{kind}" x="{LEFT}" y="{y}" width="{long:.1f}" height="{ROW - 6}" fill="{fill}"'
        f' stroke="#5c5342"/>'
        f'<text x="{LEFT + long + 6:.1f}" y="{y + 14}">{count}</text>'
    )


def _short(when: date) -> str:
    return f"{'1er' if when.day == 1 else when.day}\u00a0{SHORT_MONTHS[when.month - 1]}"


def _share(share: Figure) -> str:
    """A share, to the nearest percent."""
    return share.sentence if isinstance(share, Unknown) else f"{round(share * 100)} %"


def _figure(figure: Figure) -> str:
    return figure.sentence if isinstance(figure, Unknown) else number(round(figure, 1))


def setup(app: Sphinx) -> None:
    app.add_directive("budget", BudgetTable)
    app.add_directive("chronogramme", DrawnTimeline)
    app.add_directive("calendrier", CalendarChart)
    app.add_directive("feu-vert", LaunchLight)
