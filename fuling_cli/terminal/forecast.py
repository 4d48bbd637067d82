"""`fuling forecast` as a screen: when the target is reached, then the paths year by year."""

from collections.abc import Sequence
from datetime import date

from fuling_cli.core.assessment import Assessment
from fuling_cli.language import Language, Message, message
from fuling_cli.reports.explanation import heading
from fuling_cli.tables.cell_text import MISSING, to_text_table
from fuling_cli.tables.table import Table
from fuling_cli.terminal.screen import EMPTY, Block, Heading, Screen, line
from fuling_cli.terminal.table_screen import grid_of


def forecast_screen(
    table: Table, found: Assessment, lead: Sequence[Message], as_of: date, language: Language
) -> Screen:
    """The forecast; ``lead`` are the notes that stand before the years."""
    title, day = heading(found, as_of)
    name = message("history.metric", title=title, unit=found.target.unit or MISSING)
    people = to_text_table(table, language)
    blocks: list[Block] = [Heading(name.translate(language), day.translate(language))]
    blocks += [line(note.translate(language)) for note in lead]
    if people.rows:
        blocks += [EMPTY, grid_of(people)]
    rest = [note for note in table.notes if note not in lead]
    if rest:
        blocks += [EMPTY, *(line(note.translate(language)) for note in rest)]
    return Screen(tuple(blocks))
