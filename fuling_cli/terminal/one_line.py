"""`fuling status` where nobody looks, in a pipe or a file: one line a target, the id first and the note last."""

from collections.abc import Sequence
from datetime import date

from fuling_cli.core.assessment import Assessment
from fuling_cli.core.target import Plan
from fuling_cli.language import Language, message
from fuling_cli.reports.scorecard import scorecard, verdict_counts
from fuling_cli.tables.cell_text import to_text_table
from fuling_cli.terminal.screen import EMPTY, Heading, Screen
from fuling_cli.terminal.table_screen import grid_of


def one_line_screen(plan: Plan, assessments: Sequence[Assessment], as_of: date, language: Language) -> Screen:
    """One line a target, below the title and the counts."""
    table = scorecard(plan, assessments, as_of)
    place = [column.key for column in table.columns].index("share_done")
    rows = zip(table.rows, assessments, strict=True)
    table = table._replace(rows=tuple((*row[:place], found.done, *row[place + 1 :]) for row, found in rows))
    title = message("status.piped", title=table.title, counts=list(verdict_counts(assessments)))
    return Screen((Heading(title.translate(language)), EMPTY, grid_of(to_text_table(table, language))))
