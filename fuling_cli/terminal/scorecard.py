"""The scorecard on a terminal: one row a target, as many columns as fit, below each row what concerns it alone."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from rich.cells import cell_len

from fuling_cli.core.assessment import Assessment
from fuling_cli.core.target import Plan
from fuling_cli.language import Language, message
from fuling_cli.reports.scorecard import scorecard
from fuling_cli.tables.cell_text import MISSING, computed_text, to_text_table
from fuling_cli.tables.progress_bar import progress_bar
from fuling_cli.tables.table import Kind
from fuling_cli.tables.wrapping import wrap
from fuling_cli.terminal.layout import column_widths, grid_width
from fuling_cli.terminal.screen import (
    VERDICT_STYLES,
    Cell,
    Grid,
    GridColumn,
    GridRow,
    Line,
    Piece,
    cell,
    line,
    value_cell,
)

LEAST_NAME = 28
"""Cells that a column of names keeps before shorter names are taken instead; at 60 columns they stand above."""
WIDEST_UNIT = 12
"""Cells of a unit that stands in a column; a longer one stands below."""
YEAR = 5
"""Cells of a year behind a figure, with the blank before it."""


class Extent(NamedTuple):
    """Which columns stand beside those that always do."""

    from_here: bool = False
    baseline: bool = False
    done: bool = False


EXTENTS = (Extent(True, True, True), Extent(True, False, True), Extent(True, True), Extent(True), Extent())  # noqa: FBT003
"""The widest first; the unit stands beside the number to reach wherever there is room for the growth from here."""


class Names(NamedTuple):
    """What the rows are called; ``are_ids`` where that is what a user types, so that no line below repeats it."""

    texts: tuple[str, ...]
    are_ids: bool = False
    above: bool = False


class Scorecard(NamedTuple):
    """The rows of one scorecard in one language, by the keys of their columns."""

    assessments: Sequence[Assessment]
    language: Language
    texts: Sequence[dict[str, str]]

    @classmethod
    def of(cls, plan: Plan, assessments: Sequence[Assessment], as_of: date, language: Language) -> "Scorecard":
        """The scorecard of some assessments."""
        table = to_text_table(scorecard(plan, assessments, as_of), language)
        keys = [column.key for column in table.columns]
        return cls(assessments, language, [dict(zip(keys, row, strict=True)) for row in table.rows])

    def word(self, key: str, **values: object) -> str:
        """Words of the screen."""
        return message(key, **values).translate(self.language)

    def fitted(self, width: int) -> tuple[Extent, Grid]:
        """The grid with the best names that fit, and with as many columns as leave room for them."""
        targets = [found.target for found in self.assessments]
        full = tuple(target.name.translate(self.language) for target in targets)
        short = tuple((target.short or target.name).translate(self.language) for target in targets)
        ids = tuple(target.id for target in targets)
        for extent in EXTENTS:
            free = self._room_for_names(extent, width)
            mixed = tuple(name if cell_len(name) <= free else other for name, other in zip(full, short, strict=True))
            if widest(full) <= free or (free >= LEAST_NAME and widest(mixed) <= free):
                return extent, self.grid(extent, Names(mixed))
            if free >= LEAST_NAME and all(len([*wrap(name, free, cell_len)]) <= 2 for name in full):
                return extent, self.grid(extent, Names(full))
        for names in (Names(short), Names(ids, are_ids=True)):
            for extent in EXTENTS:
                if widest(names.texts) <= self._room_for_names(extent, width):
                    return extent, self.grid(extent, names)
        return Extent(), self.grid(Extent(), Names(full, above=True))

    def _room_for_names(self, extent: Extent, width: int) -> int:
        """The cells that a set of columns leaves to the names."""
        grid = self.grid(extent, Names(("",) * len(self.assessments)))
        return width - grid_width(grid, (0, *column_widths(grid, None, cell_len)[1:]))

    def grid(self, extent: Extent, names: Names) -> Grid:
        """The rows with one set of columns and one kind of names."""
        columns = [*self._columns(extent)]
        rows = [
            GridRow(
                (*([] if names.above else [cell(name)]), *self._cells(place, extent)),
                below=tuple(self._below(place, extent, names)),
                above=(line(name),) if names.above else (),
            )
            for place, name in enumerate(names.texts)
        ]
        if names.above:
            return Grid(tuple(columns), tuple(rows), indent=2)
        return Grid((GridColumn(self.word("column.name"), folds=True), *columns), tuple(rows))

    def _columns(self, extent: Extent) -> Iterator[GridColumn]:
        group = self.word("status.group")
        if extent.baseline:
            yield GridColumn(self.word("column.baseline"), numeric=True)
        yield GridColumn(self.word("column.latest"), numeric=True)
        years = {found.target.by for found in self.assessments}
        named = len(years) == 1 and None not in years and (extent.baseline or self.language == "zh")
        by = years.pop() if named else None
        yield GridColumn(self.word("status.target_by", by=by) if named else self.word("status.target"), numeric=True)
        yield GridColumn(self.word("status.required"), numeric=True, group=group)
        yield GridColumn(self.word("status.observed"), numeric=True, group=group)
        if extent.from_here:
            yield GridColumn(self.word("status.from_here"), numeric=True, group=group)
        if extent.done:
            yield GridColumn(self.word("status.done"))
        yield GridColumn(self.word("status.status"))

    def _cells(self, place: int, extent: Extent) -> Iterator[Cell]:
        texts, found = self.texts[place], self.assessments[place]
        if extent.baseline:
            yield _dated_cell(texts["baseline"], texts["baseline.year"])
        yield _dated_cell(texts["latest"], texts["latest.year"])
        yield self._goal(place, extent)
        yield value_cell(texts["planned_growth"], "strong")
        yield value_cell(texts["observed_growth"], "strong")
        if extent.from_here:
            yield value_cell(texts["remaining_growth"])
        if extent.done:
            share = found.done
            yield cell("" if share is None else f"{progress_bar(share)} {computed_text(Kind.SHARE, share, 0):>5}")
        yield cell(texts["verdict"], VERDICT_STYLES[found.verdict])

    def _has_units(self, extent: Extent) -> bool:
        """True if the units stand beside the numbers to reach: where there is room, and they are short."""
        return extent.from_here and widest([texts["unit"] for texts in self.texts]) <= WIDEST_UNIT

    def _goal(self, place: int, extent: Extent) -> Cell:
        """The number to reach, its unit where there is room, and its year where the years differ."""
        found, texts = self.assessments[place], self.texts[place]
        pieces = [*value_cell(texts["goal"])]
        if self._has_units(extent):
            wide = widest([one["unit"] for one in self.texts])
            unit = "" if texts["unit"] == MISSING else texts["unit"]
            pieces.append(Piece(f" {unit}{' ' * (wide - cell_len(unit))}"))
        if len({one.target.by for one in self.assessments}) > 1:
            pieces.append(Piece(f" {found.target.by or '':>4}", "dim"))
        return tuple(pieces)

    def _below(self, place: int, extent: Extent, names: Names) -> Iterator[Line]:
        """What is typed for the target, its unit, and what is to be said of it, as far as no column says it."""
        texts = self.texts[place]
        head = [] if names.are_ids else [texts["id"]]
        head += [] if self._has_units(extent) or texts["unit"] == MISSING else [texts["unit"]]
        said = [] if texts["remarks"] == MISSING else [texts["remarks"]]
        rate = self.assessments[place].numbers.remaining_growth
        if not extent.from_here and rate is not None and texts["remaining_growth"][-1] == "%":
            said.append(self.word("status.from_here.note", growth=texts["remaining_growth"]))
        text = self.word("list.comma").join(head)
        if said:
            text += (self.word("terminal.mark") if head else "") + self.word("list.sentence").join(said)
        if text:
            yield line(text, "dim", indent=2)


def widest(names: Sequence[str]) -> int:
    """The cells of the widest name."""
    return max(map(cell_len, names), default=0)


def _dated_cell(figure: str, year: str) -> Cell:
    """A figure and its year; a missing one stands where the figures end."""
    if figure == MISSING:
        return (Piece(MISSING, "dim"), Piece(" " * YEAR))
    return (Piece(figure), Piece(f" {year:>4}", "dim"))
