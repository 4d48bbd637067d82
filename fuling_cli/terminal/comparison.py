"""`fuling compare` as a screen: a row a plan, the worst first."""

from collections.abc import Sequence
from datetime import date

from fuling_cli.language import Language, message
from fuling_cli.reports.comparison import Compared, worst_first
from fuling_cli.tables.cell_text import MISSING
from fuling_cli.terminal.screen import EMPTY, Cell, Grid, GridColumn, GridRow, Heading, Screen, cell, line, value_cell


def comparison_screen(plans: Sequence[Compared], as_of: date, language: Language) -> Screen:
    """The plans with their counts; what is wrong with one that cannot be read stands below its row."""

    def say(key: str, **values: object) -> str:
        return message(key, **values).translate(language)

    def row(plan: Compared) -> GridRow:
        counts = plan.counts
        name = plan.folder if plan.area is None else say("compare.plan", area=plan.area, folder=plan.folder)
        if plan.problem is not None:
            below = (line(plan.problem.translate(language), "bad", indent=2),)
            return GridRow((cell(name), *[cell(MISSING, "dim")] * 4), below)
        off = (
            say("compare.of", count=counts["off_track"], assessed=counts["assessed"]) if counts["assessed"] else MISSING
        )
        numbers = [_count_cell(counts[key]) for key in ("on_track", "undecided", "not_assessed")]
        return GridRow((cell(name), cell(off, "strong"), *numbers))

    keys = ("off_track", "on_track", "undecided", "not_assessed")
    columns = (
        GridColumn(say("compare.name"), folds=True),
        *(GridColumn(say(f"column.{k}"), numeric=True) for k in keys),
    )
    grid = Grid(columns, tuple(map(row, worst_first(plans))))
    return Screen((Heading(say("compare.title", count=len(plans), as_of=as_of)), EMPTY, grid))


def _count_cell(number: int) -> Cell:
    return value_cell(str(number or MISSING))
