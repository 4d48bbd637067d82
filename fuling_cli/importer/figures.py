"""The figures of the rows that are left: each with its metric, year, unit and source, or the cell that is wrong."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TypeVar, cast

from fuling_cli.core.figure import Figure
from fuling_cli.core.ledger import STATUSES, Actual, Status
from fuling_cli.core.parsing import YEARS, day_from, year_from
from fuling_cli.core.target import Target
from fuling_cli.core.units import unit_of
from fuling_cli.errors import WrongUsage
from fuling_cli.importer.cells import is_figure_like, is_missing, plain_words, split_bracket
from fuling_cli.importer.headings import Column
from fuling_cli.importer.metrics import MetricNames, Named
from fuling_cli.importer.periods import Period, period_of
from fuling_cli.importer.placed import Defaults, LeftOut, Placed
from fuling_cli.importer.request import Request
from fuling_cli.importer.shape import Shape, ValueColumn
from fuling_cli.importer.sheet import Refused, WrongCell, shortened
from fuling_cli.importer.stated_unit import is_unit, scaled_unit, stated_unit
from fuling_cli.importer.table import Table
from fuling_cli.importer.values import Value, has_decimal_comma, value_from
from fuling_cli.importer.vocabulary import NORMAL_STATUS, SCALES, STATUS_FLAGS, YEARLY
from fuling_cli.language import LANGUAGES, Message, message, words
from fuling_cli.tables.safe_text import FORMULA

LONGEST_TEXT = 2000
T = TypeVar("T")
Found = Placed | WrongCell


class Figures:
    """Reads the rows of a table one by one; ``left_out`` fills on the way."""

    def __init__(
        self, table: Table, shape: Shape, request: Request, names: MetricNames, now: datetime, defaults: Defaults
    ) -> None:
        self.table, self.shape, self.request, self.names = table, shape, request, names
        self.now, self.defaults = now, defaults
        self.left_out = LeftOut()
        self.near: list[tuple[WrongCell, str]] = []
        self.roles = {column.role: column for column in reversed(table.columns) if column.role}
        self.ends = {value.column.role: value for value in shape.values if value.column.role in ("value", "low", "high")}
        self.known = {column.place for column in table.columns if column.parts or column.role}
        self.known |= {value.column.place for value in shape.values} | {column.place for column in shape.labels}
        self.decimal_comma = False
        self.only_named = False

    def of_rows(self, rows: Sequence[int]) -> Iterator[Found]:
        """Every figure of the rows, and every cell that cannot be read."""
        self.decimal_comma = self._has_decimal_comma(rows)
        self.only_named = self.request.target is not None and any(
            named is not None and named.target is self.request.target for row in rows if (named := self._named(row))
        )
        for row in rows:
            yield from self._of_row(row)

    def _has_decimal_comma(self, rows: Sequence[int]) -> bool:
        if not self.table.sheet.semicolons:
            return False
        cells = (self.table.cell(row, value.column) for row in rows for value in self.shape.values)
        found = has_decimal_comma(cells)
        if found is None:
            raise Refused(message("import.both_decimals"), self.table.heading + 1)
        return found

    def _of_row(self, row: int) -> Iterator[Found]:
        """The figures of one row: one where it says its metric and year, else one for each column of figures."""
        cells = [self.table.cell(row, value.column).strip() for value in self.shape.values]
        refused = any((row, value.column.place) in self.table.sheet.refused for value in self.shape.values)
        if not refused and not any(cells):
            if self.shape.year is None or not self.table.label(row, self.shape.year).strip():
                return
        frequency = self.roles.get("frequency")
        if frequency is not None and (text := plain_words(self.table.label(row, frequency))) and text not in YEARLY:
            self.left_out.add("frequency")
            return
        period = self._period(row)
        if isinstance(period, WrongCell):
            yield period
            return
        if period is None and self.shape.year is not None:
            return
        if any(value.named for value in self.shape.values):
            for value in self.shape.values:
                yield from self._figure(row, value, period, value.named)
            return
        target = self._target(row)
        if isinstance(target, Named):
            stray = self._stray(row)
            if stray is not None:
                yield stray
            elif self.ends and self.shape.year is not None:
                yield from self._long(row, period, target)
            else:
                for value in self.shape.values:
                    yield from self._figure(row, value, period, target)
        elif target is not None:
            yield target

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

    def _named(self, row: int) -> Named | None:
        """The metric that one of the labels of a row names."""
        for column in self.shape.labels:
            if text := self._unquoted(self.table.label(row, column)).strip():
                named = self.names.find(text)
                if named is not None:
                    return named
        return None

    def _target(self, row: int) -> Named | WrongCell | None:
        """The metric of a row; None where no target follows it, and the row is counted."""
        named = self._named(row)
        wanted = self.request.target
        if wanted is not None:
            if named is not None and named.target is wanted:
                return named
            if self.only_named or (named is not None and not self._is_chosen()):
                self.left_out.add("rows", name=self._label(row))
                return None
            return Named(wanted)
        if named is not None:
            return named
        column = self.shape.labels[0] if self.shape.labels else None
        text = self._label(row)
        if column is None or not text:
            place = 0 if column is None else column.place
            return self.table.sheet.wrong(row, place, message("import.empty", name="metric"))
        near = next((found for label in self.shape.labels if (found := self.names.near(self.table.label(row, label)))), None)
        if near is not None:
            why = message("import.near", word=shortened(text), metric=near.metric, name=near.name)
            self.near.append((self.table.sheet.wrong(row, column.place, why), near.metric))
        self.left_out.add("rows", name=shortened(text))
        return None

    def _label(self, row: int) -> str:
        texts = (self.table.label(row, column).strip() for column in self.shape.labels)
        return next((shortened(text) for text in texts if text), "")

    def _is_chosen(self) -> bool:
        """Whether the rows were chosen by one of their labels, whatever it names."""
        asked = {plain_words(where.column) for where in self.request.where}
        return any(plain_words(column.heading) in asked for column in self.shape.labels)

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
        unit = self._unit(row, value, named)
        template = unit if isinstance(unit, WrongCell) else self._template(row, named.target, unit)
        if isinstance(template, WrongCell):
            yield template
            return
        try:
            found = value_from(text, template.unit, decimal_comma=self.decimal_comma)
        except WrongUsage as error:
            yield self.table.sheet.wrong(row, place, error.message)
            return
        if found.figure is None:
            self.left_out.add("missing")
        else:
            yield self._placed(row, place, template, found, period)

    def _placed(self, row: int, place: int, template: Actual, found: Value, period: Period) -> Placed:
        assert found.figure is not None and period.year is not None
        status = found.status or STATUS_FLAGS.get(period.flag) or template.status
        actual = template._replace(year=period.year, figure=found.figure, status=status)
        shift = self.table.sheet.extra_columns
        columns = {role: max(column.place - shift, 0) + 1 for role, column in self.roles.items() if role}
        dated = "recorded" in self.roles and bool(self.table.cell(row, self.roles["recorded"]).strip())
        return Placed(actual, row + 1, max(place - shift, 0) + 1, dated, columns, found.flags)

    def _long(self, row: int, period: Period | None, named: Named) -> Iterator[Found]:
        """The figure of a row that has columns for a value, a low and a high end; not both kinds."""
        sheet = self.table.sheet
        ends: dict[str, tuple[ValueColumn, Value]] = {}
        unit = self._unit(row, next(iter(self.ends.values())), named)
        template = unit if isinstance(unit, WrongCell) else self._template(row, named.target, unit)
        if isinstance(template, WrongCell):
            yield template
            return
        for role, value in self.ends.items():
            text = self.table.cell(row, value.column).strip()
            refusal = sheet.refused.get((row, value.column.place))
            try:
                if refusal is not None:
                    raise WrongUsage(refusal)
                found = value_from(text, template.unit, decimal_comma=self.decimal_comma)
                if role != "value" and found.figure is not None and not found.figure.exact:
                    raise WrongUsage(message("value.unreadable", text=text, unit=template.unit))
            except WrongUsage as error:
                yield sheet.wrong(row, value.column.place, error.message)
                return
            if found.figure is not None and role is not None:
                ends[role] = value, found
        yield from self._of_ends(row, period, template, ends)

    def _of_ends(
        self, row: int, period: Period | None, template: Actual, ends: dict[str, tuple[ValueColumn, Value]]
    ) -> Iterator[Found]:
        """The figure that a value, or a low and a high end, make."""
        sheet = self.table.sheet
        if not ends or period is None:
            self.left_out.add("missing")
            return
        numbers = {role: found.figure for role, (_, found) in ends.items() if found.figure is not None}
        first, value = next(iter(ends.values()))
        if "value" in ends and len(ends) > 1:
            yield sheet.wrong(row, ends["value"][0].column.place, message("data.shape"))
            return
        if "value" not in ends:
            low, high = (numbers[role].value if role in numbers else None for role in ("low", "high"))
            if low is not None and high is not None and low >= high:
                why = message("data.backwards", low=low, high=high)
                yield sheet.wrong(row, ends["high"][0].column.place, why)
                return
            value = value._replace(figure=_bound(low, high))
        yield self._placed(row, first.column.place, template, value, period)

    # The unit and what else a row says

    def _unit(self, row: int, value: ValueColumn, named: Named) -> str | WrongCell:
        """The unit of a figure: of its row, its name, its column, the table, the option or the target, in this order."""
        wanted = named.target.unit
        for place, text, certain in self._stated(row, value, named):
            unit = stated_unit(text, wanted, certain=certain)
            if isinstance(unit, Message):
                if self.request.unit is not None and not is_unit(text):
                    break
                return self.table.sheet.wrong(row, place, unit)
            scale = self.roles.get("scale")
            if unit is not None and not (scale and certain and self.table.cell(row, scale).strip()):
                return unit
        scaled = self._scaled_unit(row, wanted)
        if scaled is not None:
            return scaled
        unit = stated_unit(self.request.unit or "", wanted, certain=True)
        if isinstance(unit, Message):
            raise WrongUsage(unit)
        return unit or wanted

    def _stated(self, row: int, value: ValueColumn, named: Named) -> Iterator[tuple[int, str, bool]]:
        """Where and how a unit is stated for a figure, the nearest first, and whether the text is nothing but that."""
        place = value.column.place
        column = self.roles.get("unit")
        if column is not None and column.place != place and (text := self.table.label(row, column).strip()):
            yield column.place, self._unquoted(text), True
        if named.unit is not None:
            yield place, named.unit, True
        elif value.named is None and not value.period:
            yield from ((place, inside, False) for part in value.column.parts if (inside := split_bracket(part)[1]))
        if named.unit is None and value.named is None:
            for label in self.shape.labels:
                if inside := split_bracket(self.table.label(row, label).strip())[1]:
                    yield label.place, inside, False
        if value.unit is not None:
            yield place, value.unit, True
        if self.table.unit is not None:
            yield place, self.table.unit, True

    def _scaled_unit(self, row: int, wanted: str) -> str | WrongCell | None:
        """The unit of a column of scales, with the noun of the column of units beside it."""
        column = self.roles.get("scale")
        text = plain_words(self.table.cell(row, column)) if column else ""
        if column is None or not text:
            return None
        power = SCALES.get(text)
        measured = self.roles.get("unit")
        noun = self.table.label(row, measured).strip() if measured else ""
        unit = message("import.stated_unit", unit=text, wanted=wanted) if power is None else scaled_unit(noun, power, wanted)
        return self.table.sheet.wrong(row, column.place, unit) if isinstance(unit, Message) else unit

    def _template(self, row: int, target: Target, unit: str) -> Actual | WrongCell:
        """The entry of a row, without its year and figure; or the first of its cells that is wrong."""
        recorded = self._cell(row, "recorded", moment_from)
        if isinstance(recorded, WrongCell):
            return recorded
        dated = recorded is not None  # then it is an export, whose texts are meant to the last space
        found = {
            "status": self._cell(row, "status", _status),
            "published": self._cell(row, "published", lambda text: day_from(text, "published")),
            **{name: self._cell(row, name, str, spaced=dated) for name in ("source", "url", "note")},
        }
        wrong = next((cell for cell in found.values() if isinstance(cell, WrongCell)), None)
        if wrong is not None:
            return wrong
        given = {**self.defaults._asdict(), **{key: cell for key, cell in found.items() if cell is not None}}
        return Actual(target.metric, 0, Figure.exactly(Decimal(0)), unit, cast("datetime", recorded or self.now), **given)

    def _cell(self, row: int, role: str, parse: Callable[[str], T], *, spaced: bool = False) -> T | WrongCell | None:
        """What a row says under a heading; None where it says nothing."""
        for column in self.table.with_role(role):
            text = self._unquoted(self.table.label(row, column), spaced=spaced)
            if not text.strip():
                continue
            if len(text) > LONGEST_TEXT:
                why = message("import.long_cell", value=shortened(text), longest=LONGEST_TEXT)
                return self.table.sheet.wrong(row, column.place, why)
            try:
                found = parse(text)
            except WrongUsage as error:
                return self.table.sheet.wrong(row, column.place, error.message)
            if found is not None:
                return found
        return None

    @staticmethod
    def _unquoted(text: str, *, spaced: bool = False) -> str:
        """The text without the apostrophe that an export puts before what a spreadsheet would compute."""
        text = text if spaced else text.strip()
        return text[1:] if FORMULA.match(text) else text


def _bound(low: Decimal | None, high: Decimal | None) -> Figure:
    return Figure(low=low, high=high)


def _status(text: str) -> Status | None:
    """A status, what it is called in one of the languages, or a code of SDMX; None for one that says nothing."""
    for status in STATUSES:
        if text in (status, *(words(language)[f"status.{status}"] for language in LANGUAGES)):
            return status
    code = plain_words(text)
    if code in STATUS_FLAGS:
        return STATUS_FLAGS[code]
    if code in NORMAL_STATUS or (code.isascii() and len(code) <= 2):
        return next((STATUS_FLAGS[letter] for letter in code if letter in STATUS_FLAGS), None)
    hint = message("error.one_of", words=list(STATUSES))
    raise WrongUsage(message("error.unknown_status", word=text, hint=hint))


def moment_from(text: str) -> datetime:
    """A moment with its offset, as an export writes it."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise WrongUsage(message("data.moment", key="recorded", value=text))
    return moment


