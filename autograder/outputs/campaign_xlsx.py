"""Her campaign file as one workbook: what was decided, the budget, the timeline, the calendar, a sheet each."""

from __future__ import annotations

from openpyxl import Workbook

from autograder.domain.budget import Budget
from autograder.domain.editorial_calendar import Calendar
from autograder.domain.french import typeset
from autograder.domain.timeline import Timeline
from autograder.outputs import budget_xlsx, calendar_xlsx
from autograder.outputs.campaign_file import CampaignFile
from autograder.outputs.workbook import add_row, new_sheet, to_bytes


def to_xlsx(file: CampaignFile) -> bytes:
    """Texts stay texts, whatever they begin with."""
    book = Workbook()
    said = new_sheet(book, "Campagne", ("Partie", "Contenu"), (30, 110))
    for part in file.parts:
        for line in part.words:
            add_row(said, (part.title, typeset(line.strip())))
    for budget in file.last(Budget):
        budget_xlsx.add_sheet(book, budget)
    for timeline in file.last(Timeline):
        _add_timeline(book, timeline)
    for calendar in file.last(Calendar):
        calendar_xlsx.add_sheet(book, calendar)
    return to_bytes(book)


def _add_timeline(book: Workbook, timeline: Timeline) -> None:
    sheet = new_sheet(book, "Chronogramme", ("Activité", "Phase", "Début", "Fin", "Qui"), (50, 16, 12, 12, 24))
    for one in timeline.in_order():
        add_row(sheet, (one.name, one.phase.french, one.start, one.end, one.owner))
