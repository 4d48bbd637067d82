"""What a table file holds, cell by cell as text; and what is no table."""

import io
import subprocess
import sys
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook

from fuling_cli.errors import FulingError, WrongCells, WrongUsage
from fuling_cli.language import LANGUAGES
from fuling_cli.store.spreadsheet import MOST_XLSX_BYTES, rows

ROOT = Path(__file__).parents[2]


def told(path: Path, encoding: str | None = None) -> tuple[str, int, str]:
    """The message key, the row and the English words with which a file is refused."""
    with pytest.raises(FulingError) as caught:
        rows(path, encoding)
    error = caught.value
    assert error.exit_code == 2
    if not isinstance(error, WrongCells):
        return error.message.key, 0, error.message.in_language("en")
    [problem] = error.problems
    assert problem.path == str(path)
    assert all(problem.message.in_language(language) for language in LANGUAGES)
    return problem.message.key, problem.line, problem.message.in_language("en")


def saved(
    path: Path, *table: tuple[str | float | datetime | date | time | None, ...], styles: tuple[str, ...] = ()
) -> Path:
    """A workbook with these rows, the columns in these number formats."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in table:
        sheet.append(row)
    for cells in sheet.iter_rows():
        for cell, style in zip(cells, styles, strict=False):
            cell.number_format = style
    book.create_sheet("second").append(["not", "read"])
    book.save(path)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_file_in_any_encoding_that_is_named(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("指标,年份,值\r\ngdp,2023,1626.00\r\n".encode(encoding))
    named = None if encoding.startswith("utf-8") else encoding
    assert rows(path, named) == [["指标", "年份", "值"], ["gdp", "2023", "1626.00"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\tb, c\n1,5\t2\n", [["a", "b, c"], ["1,5", "2"]]),
        ('a,b\n"1,626.5","x ""y""\nz"\n', [["a", "b"], ["1,626.5", 'x "y"\nz']]),
        ("a,b,,,\n1,,,,\n,,\n\n1,2,, ,\n", [["a", "b"], ["1"], [], [], ["1", "2"]]),
        ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
        ("", []),
    ],
)
def test_the_cells_of_a_csv_file_without_the_empty_ones_at_the_end(
    text: str, expected: list[list[str]], tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode())
    assert rows(path) == expected


def test_a_workbook_is_read_as_it_is_shown(tmp_path: Path) -> None:
    midnight = datetime(2025, 1, 19)  # noqa: DTZ001  a workbook knows no time zones
    path = saved(
        tmp_path / "a.xlsx",
        ("a", "b", "c", None, "e", None, "", None),
        (108, 108.0, 0.1 + 0.2, None, "text", True),
        (midnight, midnight.date(), midnight.replace(hour=8, minute=30), time(8, 30), -5, 1e20),
        (),
        (1500.0,),
    )
    assert rows(path) == [
        ["a", "b", "c", "", "e"],
        ["108", "108", "0.3", "", "text", "True"],
        ["2025-01-19", "2025-01-19", "2025-01-19T08:30:00", "08:30:00", "-5", "100000000000000000000"],
        [],
        ["1500"],
    ]


@pytest.mark.parametrize(
    ("value", "style", "text"),
    [
        (108, "0.00", "108.00"),
        (108.0, "0.00", "108.00"),
        (1626.5, "#,##0.00", "1626.50"),
        (1626.5, "#.0", "1626.5"),
        (1626.567, "0.0", "1626.567"),  # the cell holds more than it shows
        (-5.2, "0.00;[Red]-0.00", "-5.20"),
        (0.052, "0.0%", "5.2%"),
        (1, "0%", "100%"),
        (0.05, "0.00%", "5.00%"),
        (5.2, '0.0"%"', "5.2"),  # a sign that is only printed
        (5.2, "0.0\\%", "5.2"),
        (1626, '0.00"亿元"', "1626.00"),
        (2023, "General", "2023"),
        (0, "0.0", "0.0"),
    ],
)
def test_a_number_keeps_the_decimals_of_its_format(value: float, style: str, text: str, tmp_path: Path) -> None:
    assert rows(saved(tmp_path / "a.xlsx", (value,), styles=(style,))) == [[text]]


def test_a_workbook_with_columns_to_the_end_of_the_sheet_is_as_wide_as_its_figures(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["metric", 2023])
    sheet.append(["gdp", 1])
    sheet.cell(1, 16_384).number_format = "0.00"
    sheet.cell(2, 16_384).number_format = "0.00"
    book.save(tmp_path / "a.xlsx")
    assert rows(tmp_path / "a.xlsx") == [["metric", "2023"], ["gdp", "1"]]


def test_another_encoding_is_told_with_the_cure(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("metric,2023\n生产总值,1\n".encode("gb18030"))
    key, line, words = told(path)
    assert (key, line) == ("import.encoding", 2)
    assert "--encoding gb18030" in words
    assert told(path, "ascii")[0] == "import.encoding"


@pytest.mark.parametrize("encoding", ["klingon", "hex", "zip", "rot13", "\udcff", "x" * 10_000])
def test_what_is_no_encoding_is_told(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"metric,2023\n")
    assert told(path, encoding)[0] in ("import.unknown_encoding", "import.encoding")


@pytest.mark.parametrize(("encoding", "raw"), [("idna", b"\xff.."), ("utf-7", b"+2AA-"), ("undefined", b"a")])
def test_an_encoding_that_fails_in_its_own_way_is_told(encoding: str, raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(raw)
    assert told(path, encoding)[0] == "import.encoding"


@pytest.mark.parametrize(
    ("raw", "key", "line"),
    [
        (b"metric,2023\ngdp,\0\n", "data.nul", 1),
        (b'metric,2023\ngdp,"1"2\n', "import.csv", 2),
        (b'metric,2023\n"gdp,1\n', "import.csv", 2),
        (b"x" * 10_000_000, "data.long_line", 1),
        (b"x" * 200_000, "import.csv", 1),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000), "import.old_workbook", 1),
        (b"PK\x03\x04 and no more", "import.xlsx", 1),
        (bytes(20_000_000), "source.too_large", 1),
    ],
)
def test_what_is_no_table_is_told(raw: bytes, key: str, line: int, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(raw)
    assert told(path)[:2] == (key, line)


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage) as caught:
        rows(tmp_path / "none.csv")
    assert caught.value.message.key == "import.no_file"
    assert told(tmp_path)[0] == "source.unreadable"


def parts_of(path: Path) -> dict[str, bytes]:
    """The parts of a workbook."""
    with zipfile.ZipFile(path) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """A workbook of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packing:
        for name, part in parts.items():
            packing.writestr(name, part)
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", ("metric", 2023))
    bomb = packed(parts_of(path) | {"xl/sharedStrings.xml": bytes(MOST_XLSX_BYTES)})
    assert len(bomb) < 200_000
    path.write_bytes(bomb)
    assert told(path)[0] == "source.too_large"


def test_a_bomb_that_lies_about_its_size_is_unpacked_only_so_far(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", ("metric", 2023))
    raw = packed(parts_of(path) | {SHEET: bytes(MOST_XLSX_BYTES)})
    size = MOST_XLSX_BYTES.to_bytes(4, "little")
    assert raw.count(size) == 2  # the part's own header, and the list at the end
    path.write_bytes(raw.replace(size, (1000).to_bytes(4, "little")))
    assert told(path)[0] == "import.xlsx"


LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
ENTITIES = {
    "laughs": b'<!DOCTYPE x [<!ENTITY l0 "ha">' + LAUGHS + b"]>",
    "another file": b'<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
}


@pytest.mark.parametrize("kind", ENTITIES)
def test_entities_neither_multiply_nor_reach_out(kind: str, tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", ("metric", 2023))
    parts = parts_of(path)
    sheet = parts[SHEET].replace(b"<v>2023</v>", b"<v>&l9;</v>")
    parts[SHEET] = ENTITIES[kind] + sheet
    path.write_bytes(packed(parts))
    assert told(path)[0] == "import.xlsx"


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("[Content_Types].xml", b""),
        ("xl/workbook.xml", b"<a/>"),
        ("xl/workbook.xml", b"<" * 100_000),
        (SHEET, b"<a>" * 100_000),
        (SHEET, b"\xff"),
        ("xl/styles.xml", b"<styleSheet>"),
    ],
)
def test_a_damaged_workbook_is_told(part: str, content: bytes, tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", ("metric", 2023))
    path.write_bytes(packed(parts_of(path) | {part: content}))
    assert told(path)[0] == "import.xlsx"


def test_a_workbook_cut_off_anywhere_is_told(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", ("metric", 2023))
    raw = path.read_bytes()
    for end in range(2, len(raw), 97):
        path.write_bytes(raw[:end])
        assert told(path)[0] == "import.xlsx"


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", ("metric", 2023))
    script = (
        "import sys; sys.modules['openpyxl'] = None\n"  # as where it is not installed
        "from pathlib import Path\n"
        "from fuling_cli.errors import WrongUsage\n"
        "from fuling_cli.store.spreadsheet import rows\n"
        "try: rows(Path(sys.argv[1]))\n"
        "except WrongUsage as error: print(error.message.in_language('en'))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, path], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert "extra “excel”" in done.stdout
