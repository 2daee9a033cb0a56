"""The same indicators on pandas tables, in whole columns. What has no figure is missing (NA), never zero nor infinite.

Columns are those of the course's tables (`reactions`, `portee`, `abonnes`…); a gesture without a column counts 0.
The reasons in French stay with `domain.kpi`: a test holds the two to the same values.
"""

from __future__ import annotations

import pandas as pd

from autograder.domain.figure import HIGHEST, Figure, Unknown, Why
from autograder.domain.kpi import Denominator, Rate, Reading

GESTURES = ("reactions", "commentaires", "partages", "enregistrements")


def interactions(table: pd.DataFrame) -> pd.Series:
    """Per post; missing when a gesture of the table is missing or negative."""
    total = pd.Series(0.0, index=table.index, name="interactions")
    for gesture in GESTURES:
        if gesture in table:
            total = total + _counts(table[gesture])
    return total.rename("interactions")


def engagement_rates(table: pd.DataFrame, denominator: Denominator) -> pd.Series:
    """Per post; missing without interactions or without a base, and when the reach exceeds the impressions."""
    base = _counts(table[str(denominator)]) if str(denominator) in table else pd.Series(float("nan"), index=table.index)
    rates = interactions(table) / base.where(base > 0)
    return rates.mask(contradictory(table)).rename("taux_engagement")


def contradictory(table: pd.DataFrame) -> pd.Series:
    """True where more people are reached than times shown."""
    if not {"portee", "impressions"} <= set(table):
        return pd.Series(False, index=table.index)
    return _counts(table["portee"]) > _counts(table["impressions"])


def campaign_rate(table: pd.DataFrame, denominator: Denominator, reading: Reading) -> Rate:
    """The table's rate; posts without a rate are left out (their number is `len(table) - used`)."""
    rates = engagement_rates(table, denominator)
    known = rates.notna()
    value: Figure
    if not known.any():
        value = Unknown(Why.EMPTY, "Aucune publication ne permet de calculer ce taux.")
    elif reading is Reading.POOLED:
        value = float(interactions(table)[known].sum() / _counts(table[str(denominator)])[known].sum())
    else:
        value = float(rates.mean() if reading is Reading.MEAN else rates.median())
    return Rate(value, denominator, reading, int(known.sum()))


def growth_by_period(values: pd.Series) -> pd.Series:
    """Growth from each row to the next; missing for the first, after a zero and around a missing value."""
    counts = _counts(values)
    before = counts.shift()
    return ((counts - before) / before.where(before > 0)).rename("croissance")


def shares_of_total(values: pd.Series) -> pd.Series:
    """Each value's share; all missing when one is, or when the total is zero."""
    counts = _counts(values)
    total = counts.sum(skipna=False)
    return (counts / total if total > 0 else counts * float("nan")).rename("part")


def _counts(values: pd.Series) -> pd.Series:
    """Counts as floats, impossible ones (negative, absurdly high) as missing."""
    counts = pd.to_numeric(values).astype("Float64").to_numpy(dtype=float, na_value=float("nan"))
    series = pd.Series(counts, index=values.index)
    return series.where((series >= 0) & (series <= HIGHEST))
