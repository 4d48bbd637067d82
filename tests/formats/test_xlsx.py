"""XLSX, read back with openpyxl and from its XML."""

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell

import fuling_cli
from fuling_cli.core.figure import Dated, Figure
from fuling_cli.core.verdict import Verdict
from fuling_cli.formats.xlsx import render
from fuling_cli.formats.xlsx.cells import LONGEST
from fuling_cli.language import LANGUAGES, Bilingual, Language, message, words
from fuling_cli.tables.chart import Chart, Curve
from fuling_cli.tables.safe_text import FORMULA, visible
from fuling_cli.tables.table import Cell, Column, Goal, Kind, Table
from tests.builders import examples
from tests.workbooks import dumped, grid, opened, parts_of, read

ROOT = Path(__file__).parents[2]
HOSTILE = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://example.org")',
    "+1",
    "-1",
    "@SUM(A1)",
    "{=1}",
    "=Scorecard!A1",
    "=a!A1",
    "done!A1",
    "https://example.org/a?b=c&d",
    "mailto:a@b.example",
    "1234567890123456789",
    "007",
    "1E5",
    "TRUE",
    "#N/A",
    "2025-01-19",
    "<r>x</r>",
    "<r><t>x</t></r>",
    "<script>alert(1)</script>",
    "&lt;&amp;",
    "_x001B_",
    "\x1b[31m\x07\x00",
    "a\nb\rc\td",
    "\u202eabc\u2066",
    "\ud800",
    "\ufffe\uffff",
    "'",
    "  a  ",
    "涪陵😀",
    "a/b*[c]:d?\\",
    "&L&P",
    "x" * 300,
]


def table_of(kind: Kind, *cells: Cell) -> Table:
    """A table of one column."""
    return Table("fuling.history/1", message("t"), "rows", (Column("unit", kind),), tuple((cell,) for cell in cells))


def column(kind: Kind, *cells: Cell) -> list[object]:
    """The cells of a table of one column, as they are read back."""
    titled = table_of(kind, *cells)._replace(title=message("verdict.missed"))
    return [cell for [cell] in grid(render(titled, language="en"))[1:]]


def target(name: str, unit: str = "亿元") -> Table:
    """The years of one target, with a chart."""
    columns = (
        Column("name", Kind.NAME, shown=False),
        Column("unit", Kind.TEXT, shown=False),
        Column("year", Kind.YEAR),
        Column("actual", Kind.FIGURE),
        Column("pace", Kind.DERIVED),
        Column("goal", Kind.FIGURE),
    )
    pace = Figure.exactly(Decimal("1504.5"))
    figures = (Figure.exactly(Decimal("1504.37")), Figure.at_least(Decimal(1700)))
    spoken = message("explain.note", note=name)
    return Table(
        schema="fuling.trajectory/1",
        title=spoken,
        rows_key="years",
        columns=columns,
        rows=(
            (Bilingual(name, name), unit, 2022, figures[0], pace, None),
            (Bilingual(name, name), unit, 2024, figures[1], None, Figure.exactly(Decimal(2100))),
        ),
        summary=spoken,
        chart=Chart(
            title=spoken,
            unit=unit,
            curves=(
                Curve("actual", tuple(Dated(year, figure) for year, figure in zip((2022, 2024), figures, strict=True))),
            ),
            goal=Dated(2024, Figure.exactly(Decimal(2100))),
            level=None,
            summary=spoken,
        ),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_the_golden_file(table: Table, language: Language, golden: Callable[[str, str], None]) -> None:
    parts = (target("GDP"), target("Waste"), table_of(Kind.TEXT, "x"))
    golden(f"formats/status.xlsx.{language}.txt", dumped(render(table._replace(parts=parts), language=language)))


def test_the_same_table_gives_the_same_bytes(table: Table) -> None:
    assert render(table, language="zh") == render(table, language="zh")


def test_it_is_created_on_the_day_that_it_is_about_and_by_nobody(table: Table) -> None:
    made = opened(render(table, language="en")).properties
    assert (made.title, made.creator, made.lastModifiedBy, made.created.year) == (
        "Made-up targets [1]",
        None,
        None,
        1980,
    )
    dated = table._replace(title=message("verdicts.title", plan="p", as_of=date(2026, 11, 22)))
    made = opened(render(dated, language="en")).properties
    assert made.created.date() == made.modified.date() == date(2026, 11, 22)


def test_the_sheet_for_paper_has_a_bound_in_one_cell_with_its_sign_and_below_it_how_to_read_it() -> None:
    columns = (Column("latest", Kind.FIGURE), Column("goal", Kind.GOAL), Column("unit", Kind.TEXT))
    rows = (
        (Figure.exactly(Decimal("108.00")), Goal(Figure.exactly(Decimal(100)), "least"), "a"),
        (Figure.at_least(Decimal(1700)), Goal(Figure.exactly(Decimal(15)), "more"), "b"),
        (Figure.between(Decimal(60), Decimal(85)), None, "c"),
    )
    table = Table("fuling.overview", message("t"), "targets", columns, rows, notes=(message("status.rates"),))
    sheet = opened(render(table._replace(title=message("yes")), language="en")).worksheets[0]
    cells = [[(cell.value, cell.number_format) for cell in row[:2]] for row in sheet.iter_rows(min_row=2, max_row=4)]
    assert cells == [
        [(108, "0.00"), (100, "0")],
        [(1700, '">"0;">"-0'), (15, '"> "0;"> "-0')],
        [("60..85", "General"), (None, "General")],
    ]
    assert sheet["A6"].value == words("en")["status.rates"]


# --- what is in a cell --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_text_wherever_it_stands(text: str) -> None:
    said = message("explain.note", note=text)
    name = Bilingual(text, text)
    table = table_of(Kind.NAME, name)._replace(title=said, summary=said, notes=(said,), parts=(target(text, text),))
    content = render(table, language="en")
    seen = visible(text)
    book = opened(content)
    assert {cell.value for cell in book.worksheets[0]["A"]} == {seen, "Unit", seen, None}
    assert book["Charts"]["A1"].value == seen
    assert [cell.value for cell in book["Year by year"]["A"]] == ["Target", seen, seen]
    parts = parts_of(content)
    sheets = b"".join(part for name, part in parts.items() if name.startswith("xl/worksheets/"))
    assert not re.search(rb"<f[ >]|<hyperlink|[\x00-\x08\x0b\x0c\x0e-\x1f]", sheets)
    assert not [name for name in parts if "external" in name.lower() or b"TargetMode" in parts[name]]
    assert f"\n# chart 1: {seen} | Year | {seen}\n{seen}\n" in dumped(content)


def test_an_apostrophe_that_an_import_would_take_away_gets_another() -> None:
    assert column(Kind.TEXT, "'=1", "'x", "=1", "'\\") == ["''=1", "'x", "=1", "''\\"]


def test_a_text_that_no_cell_holds_is_cut_and_says_so() -> None:
    whole, long, wide = column(Kind.TEXT, "x" * LONGEST, "x" * 40_000, "😀" * 20_000)
    assert whole == "x" * LONGEST
    assert long == "x" * (LONGEST - 33) + "… [cut, 40000 characters in all]"
    assert isinstance(wide, str)
    assert len(wide.encode("utf-16-le")) <= 2 * LONGEST
    assert wide.endswith("😀… [cut, 20000 characters in all]")


def test_missing_is_empty_and_truth_is_truth() -> None:
    assert column(Kind.TEXT, None, "", "x") == [None, None, "x"]
    assert column(Kind.FLAG, True, False) == [True, False]  # noqa: FBT003
    assert column(Kind.LIST, ("bound", "stale"), ()) == ["bound; stale", None]
    assert column(Kind.VERDICT, Verdict.ON_TRACK) == ["√ on track"]


def test_days_are_days_but_for_those_that_spreadsheets_disagree_about() -> None:
    days = (date(2025, 1, 19), date(1900, 3, 1), date(1900, 2, 28), date(1, 1, 1))
    assert column(Kind.DAY, *days) == [days[0], days[1], "1900-02-28", "0001-01-01"]


texts = st.text(max_size=40) | st.sampled_from(HOSTILE)
decimals = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20)


@examples(40)  # a workbook is a dozen files, packed and unpacked
@given(st.lists(st.tuples(texts, texts, decimals), min_size=1, max_size=4), texts)
def test_whatever_it_holds_reads_back_equal(rows: list[tuple[str, str, Decimal]], note: str) -> None:
    columns = (Column("name", Kind.NAME), Column("value", Kind.NUMBER), Column("source", Kind.TEXT))
    held = tuple((Bilingual(name, name), number, source) for name, source, number in rows)
    notes = (message("explain.note", note=note),)
    table = Table("fuling.actuals/1", message("verdict.missed"), "rows", columns, held, notes=notes)
    book = opened(render(table, language="en"))
    for (name, number, source), cells in zip(held, book.worksheets[0].iter_rows(min_row=2), strict=True):
        assert [cells[0].value, cells[2].value] == [seen(name.en), seen(source)]
        assert shown(cells[1]) == f"{number or abs(number):f}"
    assert seen(note) in [cell.value for cell in book["Notes"]["B"]]


def seen(text: str) -> str | None:
    """A text as its cell has it: an apostrophe more where an import would take one away."""
    return f"'{visible(text)}" if re.match(FORMULA, visible(text)) else visible(text) or None


def shown(cell: SheetCell | MergedCell) -> str:
    """A number as a reader sees it: with the decimals of its format, or as text."""
    if isinstance(cell.value, str):
        return cell.value
    number = read(cell.value)
    assert isinstance(number, Decimal)
    return f"{number:.{len(cell.number_format.partition('.')[2])}f}"


# --- sheets -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_has_a_name_of_its_own_that_spreadsheets_allow(language: Language) -> None:
    schemas = {
        schema
        for path in (Path(fuling_cli.__file__).parent / "reports").glob("*.py")
        for schema in re.findall(r"\"fuling\.(\w+)/", path.read_text("utf-8"))
    }
    names = [words(language)[f"sheet.{name}"].casefold() for name in (*schemas, "charts", "notes")]
    assert len(set(names)) == len(schemas) + 2 > 8
    assert [name for name in names if len(name) > 31 or set(name) & set("[]:*?/\\'") or name == "history"] == []


def test_a_table_without_rows_is_a_row_of_headings(table: Table) -> None:
    assert grid(render(table._replace(rows=()), language="en"), below=3)[0][0] == "Target"


def test_without_the_extra_it_says_what_to_install() -> None:
    script = (
        "import sys; sys.modules['xlsxwriter'] = None\n"  # as where it is not installed
        "from fuling_cli.cli import run\n"
        "sys.exit(run(['export', '-o', 'never.xlsx', '--lang', 'en']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith("fuling: this needs the extra “excel”; type: pip install ")
    assert not (ROOT / "never.xlsx").exists()
