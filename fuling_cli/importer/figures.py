"""The figures of the rows that are left: each with its metric, year, unit and source, or the cell that is wrong."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from fuling_cli.core.figure import Figure
from fuling_cli.core.ledger import Actual
from fuling_cli.core.parsing import YEARS, year_from
from fuling_cli.errors import WrongUsage
from fuling_cli.importer.cells import is_figure_like, is_missing, plain_words
from fuling_cli.importer.headings import Column
from fuling_cli.importer.metrics import Named
from fuling_cli.importer.periods import Period, period_of
from fuling_cli.importer.placed import Defaults, LeftOut, Placed
from fuling_cli.importer.row_entries import USUAL_STATUS, RowEntries
from fuling_cli.importer.row_names import RowNames
from fuling_cli.importer.row_units import RowUnits
from fuling_cli.importer.selection import Selection
from fuling_cli.importer.shape import ValueColumn
from fuling_cli.importer.sheet import Refused, WrongCell, shortened
from fuling_cli.importer.values import Decimals, Value, decimals_of_file, value_from
from fuling_cli.importer.vocabulary import BREAK, STATUS_FLAGS, YEARLY
from fuling_cli.language import Message, message

Found: TypeAlias = Placed | WrongCell


class Figures:
    """Reads the rows of a table one by one; ``left_out`` fills on the way."""

    def __init__(self, selection: Selection, defaults: Defaults) -> None:
        self.table, self.shape = selection.table, selection.shape
        self.left_out = LeftOut()
        self.row_names = RowNames(selection, self.left_out)
        self.units = RowUnits(self.table, self.shape, selection.request)
        self.entries = RowEntries(self.table, defaults)
        self.roles = {column.role: column for column in reversed(self.table.columns) if column.role}
        self.ends = {
            value.column.role: value for value in self.shape.values if value.column.role in ("value", "low", "high")
        }
        self.known = {column.place for column in self.table.columns if column.parts or column.role}
        used = (*(value.column for value in self.shape.values), *self.shape.labels)
        self.known |= {column.place for column in used}
        self.places = {role: self._column(column.place) for role, column in self.roles.items()}
        self.decimals: Decimals = "point"

    def of_rows(self, rows: Sequence[int]) -> Iterator[Found]:
        """Every figure of the rows, and every cell that cannot be read."""
        self.decimals = self._decimals(rows)
        self.row_names.look_at(rows)
        for row in rows:
            yield from self._of_row(row)

    def _decimals(self, rows: Sequence[int]) -> Decimals:
        if not self.table.sheet.semicolons:
            return "point"
        cells = (self.table.cell(row, value.column) for row in rows for value in self.shape.values)
        found = decimals_of_file(cells)
        if found is None:
            raise Refused(message("import.both_decimals"), self.table.heading + 1)
        return found

    def _of_row(self, row: int) -> Iterator[Found]:
        """The figures of one row: one where it says its metric and year, else one for each column of figures."""
        if self._is_empty(row) or not self._is_yearly(row):
            return
        period = self._period(row)
        if isinstance(period, WrongCell):
            yield period
            period = None  # so that what else is wrong in the row is told with it
        elif period is None and self.shape.year is not None:
            return
        if any(value.named for value in self.shape.values):
            for value in self.shape.values:
                yield from self._figure(row, value, period, value.named)
        else:
            yield from self._of_label(row, period)

    def _of_label(self, row: int, period: Period | None) -> Iterator[Found]:
        """The figures of a row that is of one metric."""
        target = self.row_names.of_row(row)
        stray = self._stray(row) if isinstance(target, Named) else None
        if isinstance(target, WrongCell):
            yield target
        elif stray is not None:
            yield stray
        elif target is not None and self.ends and self.shape.year is not None:
            yield from self._long(row, period, target)
        elif target is not None:
            for value in self.shape.values:
                yield from self._figure(row, value, period, target)

    def _is_empty(self, row: int) -> bool:
        """Whether a row has neither a figure nor a year of its own: the title of a group, or a note."""
        refused = any((row, value.column.place) in self.table.sheet.refused for value in self.shape.values)
        filled = any(self.table.cell(row, value.column).strip() for value in self.shape.values)
        year = self.shape.year is not None and period_of(self.table.label(row, self.shape.year).strip()) is not None
        return not (refused or filled or year)

    def _is_yearly(self, row: int) -> bool:
        """Whether a row is of a year by its column of frequencies; others are counted."""
        column = self.roles.get("frequency")
        text = plain_words(self.table.label(row, column)) if column else ""
        if text and text not in YEARLY:
            self.left_out.add("frequency")
            return False
        return True

    # The year and the metric of a row

    def _period(self, row: int) -> Period | WrongCell | None:
        """The year of the row; None where it has its years across, or where it is left out and counted."""
        column = self.shape.year
        if column is None:
            return None
        text = self.table.label(row, column).strip()
        period = period_of(text)
        if period is None and (not text or is_figure_like(text)):
            why = message("import.empty", name="year") if not text else self._no_year(text)
            return self.table.sheet.wrong(row, column.place, why)
        if period is None:
            self.left_out.add("no_year", name=text)
        elif period.year is None:
            self.left_out.add(period.kind)
        elif period.year not in YEARS:
            self.left_out.add("early", name=text)
        else:
            return period
        return None

    @staticmethod
    def _no_year(text: str) -> Message:
        try:
            year_from(text)
        except WrongUsage as error:
            return error.message
        return message("import.empty", name="year")

    def _stray(self, row: int) -> WrongCell | None:
        """A cell under no heading: a comma within a number moves every later figure by a column."""
        cells = self.table.sheet.rows[row]
        first = min(self.known, default=0)
        for place, cell in enumerate(cells):
            if place not in self.known and place > first and cell.strip():
                return self.table.sheet.wrong(row, place, message("import.no_heading", value=shortened(cell)))
        return None

    # The figure

    def _figure(self, row: int, value: ValueColumn, period: Period | None, named: Named | None) -> Iterator[Found]:
        """The figure in one cell of a row."""
        place = value.column.place
        period = value.period or period
        if named is None or period is None or period.year is None:
            return
        refusal = self.table.sheet.refused.get((row, place))
        if refusal is not None:
            yield self.table.sheet.wrong(row, place, refusal)
            return
        text = self.table.cell(row, value.column).strip()
        if is_missing(text):
            self.left_out.add("missing")
            return
        template, wrong = self._template(row, value, named)
        yield from wrong
        if wrong:
            return
        try:
            found = value_from(text, template.unit, self.decimals)
        except WrongUsage as error:
            yield self.table.sheet.wrong(row, place, error.message)
            return
        if found.figure is None:
            self.left_out.add("missing")
        else:
            yield self._placed(row, place, template, found, period)

    def _placed(self, row: int, place: int, template: Actual, found: Value, period: Period) -> Placed:
        assert found.figure is not None
        assert period.year is not None
        status = found.status or STATUS_FLAGS.get(period.flag) or template.status
        actual = template._replace(year=period.year, figure=found.figure, status=status)
        dated = "recorded" in self.roles and bool(self.table.cell(row, self.roles["recorded"]).strip())
        says_status = status != USUAL_STATUS or found.status is not None or self.entries.says_status(row)
        flags = (*found.flags, BREAK) if self.entries.is_break(row) else found.flags
        return Placed(actual, row + 1, self._column(place), dated, self.places, flags, says_status)

    def _column(self, place: int) -> int:
        """The column of the file, from 1, in which a place of the table stands."""
        return max(place - self.table.sheet.extra_columns, 0) + 1

    def _template(self, row: int, value: ValueColumn, named: Named) -> tuple[Actual, list[WrongCell]]:
        """The entry of a row in its unit, without year and figure; and every cell of it that is wrong."""
        unit = self.units.of_row(row, value, named)
        wrong = [unit] if isinstance(unit, WrongCell) else []
        template, others = self.entries.of_row(
            row, named.target, named.target.unit if isinstance(unit, WrongCell) else unit
        )
        return template, [*wrong, *others]

    def _long(self, row: int, period: Period | None, named: Named) -> Iterator[Found]:
        """The figure of a row that has columns for a value, a low and a high end; not both kinds."""
        ends: dict[str, tuple[Column, Value]] = {}
        template, wrong = self._template(row, next(iter(self.ends.values())), named)
        for role, value in self.ends.items():
            found = self._end(row, role, value.column, template.unit)
            if isinstance(found, WrongCell):
                wrong.append(found)
            elif found.figure is not None:
                ends[role] = value.column, found
        if wrong:
            yield from wrong
        elif period is not None:
            yield from self._of_ends(row, period, template, ends)

    def _end(self, row: int, role: str, column: Column, unit: str) -> Value | WrongCell:
        """What the column of a value, a low or a high end holds; an end is a number, since it has no bounds itself."""
        text = self.table.cell(row, column).strip()
        refusal = self.table.sheet.refused.get((row, column.place))
        try:
            if refusal is not None:
                raise WrongUsage(refusal)
            found = value_from(text, unit, self.decimals)
            if role != "value" and found.figure is not None and not found.figure.exact:
                raise WrongUsage(message("value.unreadable", text=text, unit=unit))
        except WrongUsage as error:
            return self.table.sheet.wrong(row, column.place, error.message)
        return found

    def _of_ends(
        self, row: int, period: Period, template: Actual, ends: dict[str, tuple[Column, Value]]
    ) -> Iterator[Found]:
        """The figure that a value, or a low and a high end, make."""
        if not ends:
            self.left_out.add("missing")
            return
        numbers = {role: found.figure.printed for role, (_, found) in ends.items() if found.figure is not None}
        column, value = next(iter(ends.values()))
        low, high = numbers.get("low"), numbers.get("high")
        if "value" in ends and len(ends) > 1:
            yield self.table.sheet.wrong(row, ends["value"][0].place, message("data.shape"))
        elif low is not None and high is not None and low >= high:
            yield self.table.sheet.wrong(row, ends["high"][0].place, message("data.backwards", low=low, high=high))
        else:
            figure = value.figure if "value" in ends else Figure.from_fields(None, low, high)
            yield self._placed(row, column.place, template, value._replace(figure=figure), period)
