"""The budget as .xlsx: lines by heading with their totals and shares, then what is left of the envelope."""

from __future__ import annotations

from openpyxl import Workbook

from autograder.domain.budget import Budget, Heading
from autograder.domain.figure import Figure, Unknown
from autograder.outputs.workbook import MONEY, PERCENT, add_row, new_sheet, to_bytes

COLUMNS = ("Poste", "Intitulé", "Quantité", "Unité", "Prix unitaire", "Montant", "Part")
WIDTHS = (34, 44, 10, 12, 18, 18, 9)
FORMATS = (None, None, "General", None, MONEY, MONEY, PERCENT)


def write_xlsx(budget: Budget) -> bytes:
    book = Workbook()
    add_sheet(book, budget)
    return to_bytes(book)


def add_sheet(book: Workbook, budget: Budget) -> None:
    """Amounts are written as computed here, not as formulas: what is read on a phone is what was counted."""
    sheet = new_sheet(book, "Budget", COLUMNS, WIDTHS)
    shares = budget.share_per_heading()
    for heading in Heading:
        total, share = budget.total_of(heading), _known(shares[heading])
        add_row(sheet, (heading.french, None, None, None, None, total, share), FORMATS, bold=True)
        for line in budget.under(heading):
            part = line.amount / budget.total if budget.total else None
            add_row(sheet, (line.post.french, line.label, line.quantity, line.unit, line.unit_price, line.amount, part),
                    FORMATS)
    add_row(sheet, ("Total", None, None, None, None, budget.total), FORMATS, bold=True)
    if budget.envelope is not None:
        left = budget.envelope - budget.total
        add_row(sheet, ("Enveloppe disponible", None, None, None, None, budget.envelope), FORMATS)
        add_row(sheet, ("Reste" if left >= 0 else "Dépassement", None, None, None, None, abs(left)), FORMATS, bold=True)


def _known(figure: Figure) -> float | None:
    return None if isinstance(figure, Unknown) else figure
