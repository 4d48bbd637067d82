"""A report of years turned on its side: a row a series, a column a year; for people, and to be imported again."""

from collections.abc import Sequence

from fuling_cli.core.figure import Figure
from fuling_cli.tables.cell_text import OPEN, figure_text
from fuling_cli.tables.table import Cell, Column, Kind, Table, significant


def wide(table: Table, series: Sequence[str], values: Sequence[str]) -> Table:
    """The table with a row for each of ``series``, columns that stay, and a column a year for what ``values`` hold.

    A series has at most one row of a year. Where there is more than one of ``values``, each that holds anything gets a
    row of its own, which the column ``curve`` names.
    """
    places = {column.key: place for place, column in enumerate(table.columns)}
    cells: dict[tuple[Cell, ...], dict[int, Cell]] = {}
    for row in table.rows:
        for value in values:
            key = (*(row[places[name]] for name in series), *([value] if len(values) > 1 else []))
            year, cell = row[places["year"]], row[places[value]]
            of_years = cells.setdefault(key, {})
            if isinstance(year, int) and cell is not None:
                of_years[year] = _typed_value(table.columns[places[value]].kind, cell)
    found = [year for of_years in cells.values() for year in of_years]
    years = range(min(found), max(found) + 1) if found else range(0)
    return table._replace(
        columns=(
            *(table.columns[places[name]]._replace(shown=False, under=None) for name in series),
            *([Column("curve", Kind.TEXT, shown=False)] if len(values) > 1 else []),
            *(Column(str(year), Kind.NUMBER, shown=False) for year in years),
        ),
        rows=tuple((*key, *(of_years.get(year) for year in years)) for key, of_years in cells.items() if of_years),
    )


def _typed_value(kind: Kind, cell: Cell) -> Cell:
    """An exact value as a number, a bound or a range as it is typed: >1700, 1700..1800."""
    match cell:
        case Figure() if kind is Kind.FIGURE:
            return cell.value if cell.exact else figure_text(cell)
        case Figure(printed, low, high):
            if cell.exact:
                return significant(printed)
            if low is None and high is None:
                return OPEN
            ends = (None if end is None else significant(end) for end in (low, high))
            return figure_text(Figure(significant(printed), *ends))
        case _:
            return cell
