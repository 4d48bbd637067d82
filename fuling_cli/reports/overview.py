"""The overview: one row a target in the columns that a reader needs, the same on every page, sheet and document."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from fuling_cli.core.assessment import Assessment
from fuling_cli.core.decimals import WIDE
from fuling_cli.core.figure import Figure
from fuling_cli.core.target import Plan, Target
from fuling_cli.core.units import english_unit, unit_of
from fuling_cli.language import Bilingual, Message, message
from fuling_cli.reports.scorecard import scorecard
from fuling_cli.tables.cell_text import computed_text, figure_text, goal_text
from fuling_cli.tables.table import Cell, Column, Goal, Kind, Table

COLUMNS = (
    Column("label", Kind.NAME),
    Column("latest", Kind.FIGURE),
    Column("latest.year", Kind.YEAR),
    Column("goal", Kind.GOAL),
    Column("target.by", Kind.YEAR),
    Column("planned_growth", Kind.GROWTH),
    Column("observed_growth", Kind.GROWTH),
    Column("remaining_growth", Kind.GROWTH),
    Column("verdict", Kind.VERDICT),
    Column("remarks", Kind.WORDS),
    Column("name", Kind.NAME, shown=False),
    Column("group", Kind.TEXT, shown=False),
    Column("way", Kind.WORDS, shown=False),
    Column("progress", Kind.WORDS, shown=False),
    Column("share_done", Kind.SHARE, shown=False),
    Column("time_gone", Kind.SHARE, shown=False),
)
"""The last ones are for the cards of a page: their texts and their bars."""
COUNTED = {"家": "enterprises", "户": "households", "人": "people", "个": "items", "项": "items", "公顷": "hectares"}
"""What the words that Chinese counts with stand for in the statistics of a district."""
SCALES = {0: "", 3: "1,000", 4: "10,000", 6: "million", 8: "100 million", 9: "billion", 12: "trillion"}
"""Powers of ten in words."""


def overview(plan: Plan, assessments: Sequence[Assessment], as_of: date) -> Table:
    """The scorecard in the columns that a reader needs; a deadline that all targets share stands in the heading."""
    table = scorecard(plan, assessments, as_of)
    keys = [column.key for column in table.columns]
    deadlines = {found.target.by for found in assessments if found.target.has_number} or {plan.by}
    return table._replace(
        schema="fuling.overview",
        columns=tuple(_with_deadline(column, deadlines) for column in COLUMNS),
        rows=tuple(
            _target_row(found, dict(zip(keys, row, strict=True)))
            for found, row in zip(assessments, table.rows, strict=True)
        ),
        notes=(*table.notes, *units_notes(assessments)),
    )


def _with_deadline(column: Column, deadlines: set[int | None]) -> Column:
    """The column with the year in its heading where it is the same for all, and without the years in their own."""
    by = next(iter(deadlines))
    if len(deadlines) > 1 or by is None:
        return column
    if column.key == "target.by":
        return column._replace(shown=False)
    return column._replace(heading=message("overview.goal", by=by)) if column.key == "goal" else column


def _target_row(found: Assessment, cells: dict[str, Cell]) -> tuple[Cell, ...]:
    target = found.target
    made = {**cells, "label": target.name, "way": _way_to_goal(target, cells), "progress": None, "time_gone": None}
    made["share_done"] = found.done
    if target.unit:
        made["label"] = message("overview.label", name=target.name, unit=target.unit)
    if found.done is not None:
        made |= _progress_cells(found, found.done)
    return tuple(made[column.key] for column in COLUMNS)


def _way_to_goal(target: Target, cells: dict[str, Cell]) -> Message | None:
    """From the latest figure to the number to reach, in words."""
    latest, goal = cells["latest"], cells["goal"]
    if not isinstance(goal, Goal):
        return None
    values: dict[str, object] = {"goal": goal_text(*goal), "unit": target.unit, "by": target.by}
    if not isinstance(latest, Figure):
        return message("overview.way_ahead_undated" if target.by is None else "overview.way_ahead", **values)
    values |= {"latest": figure_text(latest), "year": cells["latest.year"]}
    if target.every_year:
        return message("overview.way_every_year", **values)
    return message("overview.way_undated" if target.by is None else "overview.way", **values)


def _progress_cells(found: Assessment, share_done: Figure) -> dict[str, Cell]:
    """How much is done, and how many of the years up to the deadline the latest figure covers."""
    standing, by = found.standing, found.target.due
    share = computed_text(Kind.SHARE, share_done, 0)
    if standing is None or by is None or by <= standing.baseline.year:
        return {"progress": message("overview.done", share=share)}
    whole = by - standing.baseline.year
    gone = min(standing.latest.year - standing.baseline.year, whole)
    return {
        "progress": message("overview.progress", share=share, gone=gone, whole=whole),
        "time_gone": Figure.exactly(WIDE.divide(Decimal(gone), Decimal(whole))),
    }


def units_notes(assessments: Sequence[Assessment]) -> tuple[Message, ...]:
    """What the units are called in English, once each; in Chinese they speak for themselves."""
    units = dict.fromkeys(found.target.unit for found in assessments)
    meanings = {unit: meaning for unit in units if not unit.isascii() and (meaning := _in_english(unit))}
    if not meanings:
        return ()
    explained = [Bilingual(f"{unit} = {meaning}", unit) for unit, meaning in meanings.items()]
    return (message("overview.units", units=explained),)


def _in_english(unit: str) -> str | None:
    """What a unit is called in English; None where no table knows it.

    >>> _in_english("亿元"), _in_english("万户"), _in_english("家")
    ('100 million yuan', '10,000 households', 'enterprises')
    """
    found = unit_of(unit)
    noun = COUNTED.get(found.noun) or english_unit(found.noun)
    scale = SCALES.get(found.multiplier.adjusted())
    return None if noun is None or scale is None else f"{scale} {noun}".strip()
