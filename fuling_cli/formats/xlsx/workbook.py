"""A workbook while it is written: its looks, and how one table becomes one sheet."""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple, cast
from unicodedata import east_asian_width

from fuling_cli.core.verdict import Verdict
from fuling_cli.formats.xlsx.cells import Entry, SheetColumn, sheet_columns, text_entry
from fuling_cli.language import Language, words
from fuling_cli.tables.table import Kind, Table
from fuling_cli.tables.wrapping import wrap

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FONTS: Final[dict[Language, str]] = {"en": "Arial", "zh": "Microsoft YaHei"}
RULER = "Arial"
"""The font in whose digits the widths of columns are counted: the same whatever the language."""
SIZE, TITLE = 10, 14
LINES: Final[dict[Language, float]] = {"en": 14, "zh": 16}
"""Points from one line of text to the next."""
INK, GREY, RULE, HEAD, BAR, WHITE = "#222222", "#5F6B76", "#D5DADF", "#E4EAF0", "#CBE0F1", "#FFFFFF"
FILLS = {
    Verdict.ACHIEVED: "#BFDDF2",
    Verdict.ON_TRACK: "#DCEDF8",
    Verdict.BEHIND: "#FDEBD3",
    Verdict.FAR_BEHIND: "#F9D3AC",
    Verdict.REVERSING: "#F2B98A",
    Verdict.MISSED: "#F2B98A",
    Verdict.UNDECIDED: "#FFF3C4",
}
"""Blue on track, orange off it: told apart with every kind of colour vision, and the symbol in the cell says it too."""

A4 = 9
LONGEST_HEADER = 100
"""Characters above a printed page: a spreadsheet takes 255, and an ampersand is two."""
NARROWEST, PADDING = 5, 2
"""Characters: the narrowest column, and what stands free beside what it holds."""
BUTTON = 11
"""Points below the headings for the buttons of the filter."""
SLACK = 1.1
"""How much wider than the ruler's the digits of another font may be."""
WIDEST = {Kind.NAME: 28, Kind.WORDS: 38, Kind.LIST: 38}
WIDEST_TEXT, WIDEST_ALONE, BREAKABLE = 34, 48, 12
"""Characters beyond which a text goes on in another line: among many columns, among few; and a Chinese heading."""
CROWD = 8
"""Columns that are many."""
_TEXTS = {Kind.TEXT, Kind.NAME, Kind.WORDS, Kind.LIST, Kind.VERDICT, Kind.DAY, Kind.MOMENT}


class Page(NamedTuple):
    """A sheet with a table on it: the row of the headings (from 0), and its columns with their widths."""

    sheet: "Worksheet"
    name: str
    header: int
    columns: tuple[SheetColumn, ...]
    widths: tuple[int, ...]

    def place(self, key: str) -> int | None:
        """The place of a column (from 0), or None where there is no such column."""
        return next((place for place, column in enumerate(self.columns) if column.key == key), None)


class Book:
    """A workbook in one language; every sheet has a fixed name, so that no text of a plan becomes one."""

    def __init__(self, workbook: "Workbook", language: Language, title: str) -> None:
        self.workbook = workbook
        self.language = language
        self.title = title
        self.words = words(language)
        self._styles: dict[tuple[tuple[str, object], ...], Format] = {}

    def cell_format(self, **look: object) -> "Format":
        """A look, made once however many cells have it."""
        key = tuple(sorted(look.items(), key=lambda one: one[0]))
        if key not in self._styles:
            usual = {"font_name": FONTS[self.language], "font_size": SIZE, "font_color": INK, "valign": "vcenter"}
            self._styles[key] = self.workbook.add_format(usual | look)
        return self._styles[key]

    def add_sheet(self, name: str) -> "Worksheet":
        """A new empty sheet, set up to be printed on A4 across."""
        sheet = self.workbook.add_worksheet(self.words[f"sheet.{name}"])
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        printed = text_entry(self.title, self.language).text[:LONGEST_HEADER].replace("&", "&&")
        sheet.set_header(f"&L&9{printed}&R&9&A")
        sheet.set_footer("&R&9&P / &N")
        return sheet

    def add_table_sheet(self, name: str, table: Table, *, ends: bool = True) -> Page:
        """A sheet with the rows of a table under its headings, and above them what its summary says.

        With ``ends`` the bounds of numbers stand in columns beside them, else as a sign before the number.
        """
        sheet, columns = self.add_sheet(name), sheet_columns(table, self.language, ends=ends)
        header = 3 if table.summary else 0
        page = Page(sheet, self.words[f"sheet.{name}"], header, columns, _column_widths(columns))
        if table.summary is not None:
            self.write_text(sheet, 0, 0, table.title.translate(self.language), bold=True, font_size=TITLE)
            self.write_text(sheet, 1, 0, table.summary.translate(self.language), font_color=GREY)
            sheet.set_row(0, self.row_height(1) + TITLE - SIZE)
        self._write_headings(page)
        groups = _group_ends(table)
        for number, row in enumerate(table.rows):
            verdict = next((cell for cell in row if isinstance(cell, Verdict)), None)
            self._write_row(page, number, verdict, last=number in groups)
        _add_share_bars(page, len(table.rows))
        sheet.freeze_panes(header + 1, 1)
        sheet.autofilter(header, 0, header + max(len(table.rows), 1), len(columns) - 1)
        sheet.repeat_rows(header)
        return page

    def add_printed_sheet(self, name: str, table: Table) -> Page:
        """A sheet for one page of paper: the rows of a table, and below them how to read it."""
        page = self.add_table_sheet(name, table, ends=False)
        row, wide = page.header + len(table.rows) + 2, sum(page.widths)
        for note in table.notes:
            told = note.translate(self.language)
            page.sheet.merge_range(row, 0, row, len(page.columns) - 1, "")
            self.write_text(page.sheet, row, 0, told, font_color=GREY, text_wrap=True, valign="top")
            page.sheet.set_row(row, self.row_height(line_count(told, wide)))
            row += 1
        return page

    def write_text(self, sheet: "Worksheet", row: int, place: int, text: str, **look: object) -> None:
        """A text, which is never taken for anything else."""
        _write_cell(sheet, row, place, text_entry(text, self.language), self.cell_format(**look))

    def row_height(self, lines: int) -> float:
        """The height of a row of so many lines, in points."""
        return lines * LINES[self.language] + 4

    def _write_headings(self, page: Page) -> None:
        """The row of headings, at its top, so that the buttons of the filter at its bottom cover no word."""
        highest = 1
        for place, (column, wide) in enumerate(zip(page.columns, page.widths, strict=True)):
            look = {"bold": True, "text_wrap": True, "bg_color": HEAD, "bottom": 1, "bottom_color": GREY}
            style = self.cell_format(**look | _cell_alignment(column, place) | {"valign": "top"})
            _write_cell(page.sheet, page.header, place, text_entry(column.heading, self.language), style)
            page.sheet.set_column(place, place, wide)
            highest = max(highest, line_count(column.heading, wide - 1))
        page.sheet.set_row(page.header, self.row_height(highest) + BUTTON)

    def _write_row(self, page: Page, number: int, verdict: Verdict | None, *, last: bool) -> None:
        """One row, as high as its longest text is; ``last`` is the last one of a group."""
        highest = 1
        for place, (column, wide) in enumerate(zip(page.columns, page.widths, strict=True)):
            entry = column.entries[number]
            look: dict[str, object] = {
                "bottom": 1,
                "bottom_color": GREY if last else RULE,
                **_cell_alignment(column, place),
            }
            look |= {"num_format": entry.format} if entry.format else {}
            if column.kind in _TEXTS and text_width(entry.text) > wide - PADDING:
                look["text_wrap"] = True
                highest = max(highest, line_count(entry.text, wide - 1))
            if column.kind is Kind.VERDICT and verdict in FILLS:
                look |= {"bg_color": FILLS[verdict], "left": 5, "left_color": WHITE}
            _write_cell(page.sheet, page.header + 1 + number, place, entry, self.cell_format(**look))
        page.sheet.set_row(page.header + 1 + number, self.row_height(highest))


def text_width(text: str) -> int:
    """The width of a text in Latin letters; a Chinese character takes two.

    >>> text_width("GDP 地区生产总值")
    16
    """
    return len(text) if text.isascii() else sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def line_count(text: str, wide: int) -> int:
    """How many lines a text takes in a column, at most; a word that is wider than the column is broken.

    >>> line_count("no figure has been published", 12)
    3
    """
    return sum(-(-max(text_width(line), 1) // wide) for line in wrap(text, wide, text_width))


def _write_cell(sheet: "Worksheet", row: int, place: int, entry: Entry, style: "Format") -> None:
    """One cell, as what it is."""
    match entry.value:
        case None:
            sheet.write_blank(row, place, None, style)
        case bool():
            sheet.write_boolean(row, place, entry.value, style)
        case (
            int() | Decimal() as number
        ):  # a Decimal is written with its own digits, a float with 16, the last one wrong
            sheet.write_number(row, place, cast("float", number), style)
        case date() as day:
            sheet.write_datetime(row, place, datetime.combine(day, time.min), style)
        case str() as text if text.startswith("<r>") and text.endswith("</r>"):  # else it is the markup it looks like
            sheet.write_rich_string(row, place, *text[:2], text[2:], style)
        case text:
            sheet.write_string(row, place, text, style)


def _add_share_bars(page: Page, rows: int) -> None:
    """A bar behind every share of the way, and no complaint about numbers that only text can hold."""
    page.sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{page.header + rows + 1}"})
    bar: dict[str, object] = {"type": "data_bar", "bar_solid": True, "bar_color": BAR, "bar_no_border": True}
    bar |= {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1}
    for place, column in enumerate(page.columns):
        if column.kind is Kind.SHARE and rows:
            page.sheet.conditional_format(page.header + 1, place, page.header + rows, place, bar)


def _cell_alignment(column: SheetColumn, place: int) -> dict[str, object]:
    """Numbers to the right, years in the middle, texts to the left and a little away from the number before them."""
    if column.kind in _TEXTS:
        return {"align": "left", "indent": 1 if place else 0}
    return {"align": "center" if column.kind is Kind.YEAR else "right"}


def _column_widths(columns: Sequence[SheetColumn]) -> tuple[int, ...]:
    """The widths of columns: a number is never cut, a long text is wrapped, a heading breaks where it may."""

    def wide(column: SheetColumn) -> int:
        widest = max((text_width(entry.text) for entry in column.entries), default=0)
        if column.kind not in _TEXTS:
            return int(widest * SLACK) + 1
        return min(widest, WIDEST.get(column.kind, WIDEST_TEXT) if len(columns) > CROWD else WIDEST_ALONE)

    def heading(column: SheetColumn) -> int:
        return max(
            text_width(word) if word.isascii() else min(text_width(word), BREAKABLE) for word in column.heading.split()
        )

    return tuple(max(wide(column), heading(column), NARROWEST) + PADDING for column in columns)


def _group_ends(table: Table) -> set[int]:
    """The rows that end a group, where several rows begin with the same cell."""
    firsts = [row[0] for row in table.rows]
    ends = {place for place, first in enumerate(firsts) if firsts[place + 1 : place + 2] != [first]}
    return ends if len(ends) < len(firsts) else set()
