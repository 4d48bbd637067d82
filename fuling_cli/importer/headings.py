"""Where the headings of a table stand, and what each column is called by them."""

from collections.abc import Iterator
from typing import NamedTuple

from fuling_cli.importer.cells import is_figure_like, is_missing, plain_words, role_of
from fuling_cli.importer.periods import Period, is_plausible_year, period_of
from fuling_cli.importer.sheet import Refused, Sheet, column_letter, shortened
from fuling_cli.importer.stated_unit import is_bare_unit
from fuling_cli.language import message

FIRST_ROWS = 30
"""Rows among which the headings are looked for."""
MOST_HEADING_ROWS = 4
MOST_COLUMNS = 1000
"""Columns of the widest table: a wide one has a year in each, and few others."""
_NAMING = {"metric", "name", "area"}
_FIGURES = {"value", "low", "high"}


class Column(NamedTuple):
    """A column: its place, the texts of its heading from the top, what it holds, and the period it is of."""

    place: int
    parts: tuple[str, ...] = ()
    role: str | None = None
    period: Period | None = None

    @property
    def heading(self) -> str:
        """The heading in one line; a column without one goes by its letter."""
        return " ".join(self.parts) or column_letter(self.place)


class Headings(NamedTuple):
    """The rows of the headings, from ``top`` to before ``bottom``, and the columns below them."""

    top: int
    bottom: int
    columns: tuple[Column, ...]


def find_headings(sheet: Sheet) -> Headings:
    """The headings of the first table of a sheet; raises Refused where none are found."""
    looked_at = range(min(FIRST_ROWS, len(sheet.rows)))
    row = next((row for row in looked_at if is_heading_row(sheet, row)), None)
    if row is None:
        row = next((row for row in looked_at if _has_roles(sheet, row)), None)
    if row is None:
        return _by_content(sheet)
    if len(sheet.rows[row]) > MOST_COLUMNS:
        raise Refused(message("import.too_wide", most=MOST_COLUMNS), row + 1, MOST_COLUMNS + 1)
    goes_up = row > 0 and _is_group_row(sheet, row - 1) and (_repeats_years(sheet, row) or _holds_units(sheet, row))
    top = row - 1 if goes_up else row
    bottom = row + 1
    while bottom < min(len(sheet.rows), row + MOST_HEADING_ROWS) and _goes_on(sheet, row, bottom):
        bottom += 1
    return Headings(top, bottom, tuple(_columns_below(sheet, top, bottom)))


def _filled_cells(sheet: Sheet, row: int) -> list[tuple[int, str]]:
    return [(place, cell) for place, cell in enumerate(sheet.rows[row]) if cell.strip()]


def is_heading_row(sheet: Sheet, row: int) -> bool:
    """Whether a row has years or a known heading for them, and nothing that looks like a figure."""
    cells = _filled_cells(sheet, row)
    if len(cells) < 2:
        return False
    periods = {place: period for place, cell in cells if (period := period_of(cell)) and _is_counted(period)}
    others = [cell for place, cell in cells if place not in periods]
    if any(is_figure_like(cell) for cell in others):
        return False
    roles = {role_of(cell) for cell in others} - {None}
    if len(periods) > 1:
        return 0 not in periods and not _next_starts_with_period(sheet, row)
    if periods:
        place, period = next(iter(periods.items()))
        return place > 0 and period.kind == "year" and bool(roles & _NAMING)
    return "year" in roles


def _is_counted(period: Period) -> bool:
    return period.kind not in ("year", "day") or is_plausible_year(period)


def _next_starts_with_period(sheet: Sheet, row: int) -> bool:
    following = (_filled_cells(sheet, at) for at in range(row + 1, min(row + 4, len(sheet.rows))))
    first = next((cells[0] for cells in following if cells), None)
    return first is not None and period_of(first[1]) is not None and first[0] == _filled_cells(sheet, row)[0][0]


def _has_roles(sheet: Sheet, row: int) -> bool:
    """Whether a row has known headings without years among them, so that what is missing can be told."""
    cells = _filled_cells(sheet, row)
    roles = {role_of(cell) for _, cell in cells} - {None, "code", "source", "note", "published"}
    return not any(is_figure_like(cell) for _, cell in cells) and (
        len(roles) > 1 or (len(cells) > 1 and bool(roles & _NAMING))
    )


def _by_content(sheet: Sheet) -> Headings:
    """Years down the first column, below names or below none at all."""
    for row in range(min(FIRST_ROWS, len(sheet.rows) - 1)):
        if _is_row_of_year(sheet, row) and _is_row_of_year(sheet, row + 1):
            above = row - 1 if row and _is_group_row(sheet, row - 1) and len(_filled_cells(sheet, row - 1)) > 1 else row
            width = max(len(sheet.rows[row]), len(sheet.rows[row + 1]))
            named = list(_columns_below(sheet, above, row)) if above < row else []
            named += [Column(place) for place in range(len(named), width)]
            return Headings(above, row, (named[0]._replace(role="year"), *named[1:]))
    raise Refused(message("import.no_headings", first=FIRST_ROWS))


def _is_row_of_year(sheet: Sheet, row: int) -> bool:
    cells = _filled_cells(sheet, row)
    first = period_of(cells[0][1]) if len(cells) > 1 and cells[0][0] == 0 else None
    return (
        first is not None
        and _is_counted(first)
        and all(is_figure_like(cell) or is_missing(cell) for _, cell in cells[1:])
    )


def _repeats_years(sheet: Sheet, row: int) -> bool:
    years = [plain_words(cell) for cell in sheet.rows[row] if is_plausible_year(period_of(cell))]
    return len(set(years)) < len(years)


def _holds_units(sheet: Sheet, row: int) -> bool:
    """Whether everything beside the first heading of a row is a unit, so that the names stand above."""
    others = [cell.strip("()（） ") for place, cell in _filled_cells(sheet, row) if place > 0]
    return bool(others) and all(is_bare_unit(cell) for cell in others)


def _is_group_row(sheet: Sheet, row: int) -> bool:
    """Whether a row holds names of groups of columns, and no figures."""
    cells = _filled_cells(sheet, row)
    return any(place for place, _ in cells) and not any(is_figure_like(cell) for _, cell in cells)


def _goes_on(sheet: Sheet, first: int, row: int) -> bool:
    """Whether a row belongs to the headings above it: names below names, and no figure or mark for a missing one."""
    cells = _filled_cells(sheet, row)
    merged = sheet.merged or {}
    if not cells:
        return any((row, place) in merged for place in range(len(sheet.rows[first])))
    if not any(place for place, _ in cells) or any(at == row for at, _ in sheet.refused):
        return False
    periods = [(period_of(sheet.cell(first, place)), period_of(cell)) for place, cell in cells if place > 0]
    if all(above is not None and above == here for above, here in periods):
        return True  # the same years once more, below names in another language
    if any(is_figure_like(cell) or is_missing(cell) for _, cell in cells):
        return False
    if cells[0][0] > 0:
        return True
    across = [place for place, cell in enumerate(sheet.rows[first]) if period_of(cell)]
    return bool(across) and all(sheet.cell(row, place).strip() for place in across)


def _columns_below(sheet: Sheet, top: int, bottom: int) -> Iterator[Column]:
    """The columns below the headings; a name goes on to the right, or over the cells that are merged with it."""
    width = max(len(sheet.rows[row]) for row in range(top, bottom))
    for place in range(width):
        parts: list[str] = []
        for row in range(top, bottom):
            text = " ".join(_heading_text(sheet, row, place, bottom).split())
            if text and text not in parts[-1:]:
                parts.append(text)
        periods = {period for part in parts if (period := period_of(part)) is not None and _is_counted(period)}
        if len(periods) > 1:
            raise Refused(message("import.two_periods", heading=shortened(" ".join(parts))), bottom, place + 1)
        period = next(iter(periods), None)
        role = None if period else role_of(" ".join(parts)) or (role_of(parts[0]) if parts else None)
        yield Column(place, tuple(parts), role, period)


def _heading_text(sheet: Sheet, row: int, place: int, bottom: int) -> str:
    text = sheet.cell(row, place)
    if text.strip():
        return text
    if any(at == row for at, _ in sheet.merged or ()):
        return (sheet.merged or {}).get((row, place), "")
    if any(sheet.cell(below, place).strip() for below in range(row + 1, bottom)):
        to_the_left = (sheet.cell(row, left) for left in range(place - 1, 0, -1))
        return next((text for text in to_the_left if text.strip()), "")
    return ""
