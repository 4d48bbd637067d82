"""XLSX for Excel, WPS and LibreOffice: a sheet a table, native charts, and a sheet of notes."""

from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO

from fuling_cli.core.verdict import Verdict
from fuling_cli.errors import MissingExtra
from fuling_cli.formats.xlsx.cells import text_entry
from fuling_cli.formats.xlsx.charts import draw_charts
from fuling_cli.formats.xlsx.workbook import GREY, RULE, RULER, SIZE, TITLE, Book, line_count
from fuling_cli.language import Language, Message, message
from fuling_cli.tables.cell_text import SYMBOLS
from fuling_cli.tables.table import Kind, Table

SUFFIXES = (".xlsx",)
FOR_READERS = True

UNDATED = date(1980, 1, 1)
"""The day of a workbook whose table has none; the parts of the file bear it too."""
OVERVIEW = "overview"
"""The table that is made for paper."""
TOPIC, TEXT = 16, 110
"""The widths of the two columns of the notes."""


def render(table: Table, *, language: Language) -> bytes:
    """A workbook: the table, the charts of its parts and their numbers, its other parts, and notes.

    The same table gives the same bytes. Raises WrongUsage where the extra ``excel`` is not installed.
    """
    try:
        from xlsxwriter import Workbook
    except ModuleNotFoundError:
        raise MissingExtra("excel") from None
    file = BytesIO()
    fonts = {"font_name": RULER, "font_size": SIZE}
    with Workbook(file, {"in_memory": True, "default_format_properties": fonts}) as workbook:
        day = table.title.values.get("as_of")
        title = table.title.translate(language)
        made = datetime.combine(day if isinstance(day, date) else UNDATED, time.min)
        workbook.set_properties({"title": text_entry(title, language).text, "created": made})
        _write_sheets(Book(workbook, language, title), table)
    return file.getvalue()


def _write_sheets(book: Book, table: Table) -> None:
    """Every sheet, in the order in which a reader wants them: what is printed, the charts, the numbers, the notes."""
    name, charted = _sheet_name(table), [part for part in table.parts if part.chart is not None and part.rows]
    page = book.add_printed_sheet(name, table) if name == OVERVIEW else book.add_table_sheet(name, table)
    charts = book.add_sheet("charts") if charted else None
    for part in table.parts:
        if part.chart is None:
            book.add_table_sheet(_sheet_name(part), part)
    if charts is not None:
        numbers = _joined_table(charted)
        if numbers.schema != table.schema:
            page = book.add_table_sheet(_sheet_name(numbers), numbers)
        draw_charts(book, charts, page, charted)
    _write_notes(book, table)


def _sheet_name(table: Table) -> str:
    """What a table is: ``status`` of ``fuling.status/1``."""
    return table.schema.removeprefix("fuling.").partition("/")[0]


def _joined_table(parts: list[Table]) -> Table:
    """The rows of several tables in one, with the columns that tell readers which is which."""
    columns = tuple(column._replace(shown=column.key != "id") for column in parts[0].columns)
    return parts[0]._replace(columns=columns, rows=tuple(row for part in parts for row in part.rows), summary=None)


def _write_notes(book: Book, table: Table) -> None:
    """What a reader must know, topic by topic."""
    sheet = book.add_sheet("notes")
    sheet.set_column(0, 0, TOPIC)
    sheet.set_column(1, 1, TEXT)
    book.write_text(sheet, 0, 0, book.title, bold=True, font_size=TITLE)
    sheet.set_row(0, book.row_height(1) + TITLE - SIZE)
    row = 2
    for topic, told in _note_topics(book, table):
        for number, line in enumerate(told):
            look = {"valign": "top"} if number else {"valign": "top", "top": 1, "top_color": RULE}
            book.write_text(sheet, row, 0, "" if number else topic, bold=True, font_color=GREY, text_wrap=True, **look)
            book.write_text(sheet, row, 1, line, text_wrap=True, **look)
            sheet.set_row(row, book.row_height(line_count(line, TEXT + TEXT // 10)))
            row += 1


def _note_topics(book: Book, table: Table) -> Iterator[tuple[str, list[str]]]:
    """Every topic, and what is told of it, line by line."""

    def translated(*said: Message | None) -> list[str]:
        return [one.translate(book.language) for one in said if one is not None]

    yield book.words["notes.summary"], translated(table.summary)
    yield book.words["notes.findings"], translated(*table.notes)
    working = (message("notes.of", name=part.title, note=note) for part in table.parts for note in part.notes)
    yield book.words["explain.working"], translated(*working)
    for section in table.sections:
        yield section.heading.translate(book.language), translated(*section.lines)
    yield book.words["notes.reading"], translated(message("sheet.bounds"), message("sheet.digits"), table.colophon)
    if any(column.kind is Kind.VERDICT for column in table.columns):
        words = (f"{SYMBOLS[one]} {book.words[f'verdict.{one}']}" for one in Verdict)
        yield book.words["notes.verdicts"], [book.words["list.comma"].join(words)]
