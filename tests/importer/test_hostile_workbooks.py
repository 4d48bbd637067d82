"""Workbooks that are damaged, or made to fill the memory: refused in one line."""

import io
import zipfile

import pytest

from fuling_cli.importer.sheet import Refused
from fuling_cli.importer.source import sheet_of_bytes
from fuling_cli.importer.workbook import MOST_BYTES, MOST_CHARACTERS, Cells

from .made import TABLES
from .test_workbooks import book_of, saved, told

SHEET = "xl/worksheets/sheet1.xml"


def parts_of(raw: bytes) -> dict[str, bytes]:
    """The parts of a workbook."""
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """A workbook of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packing:
        for name, part in parts.items():
            packing.writestr(name, part)
    return file.getvalue()


PLAIN = saved(book_of(("metric", 2023)))


def test_a_bomb_is_not_unpacked() -> None:
    bomb = packed(parts_of(PLAIN) | {"xl/sharedStrings.xml": bytes(MOST_BYTES)})
    assert len(bomb) < 200_000
    assert told(bomb) == "source.too_large"


def test_a_bomb_that_lies_about_its_size_is_unpacked_only_so_far() -> None:
    raw = packed(parts_of(PLAIN) | {SHEET: bytes(MOST_BYTES)})
    size = MOST_BYTES.to_bytes(4, "little")
    assert raw.count(size) == 2  # the part's own header, and the list at the end
    assert told(raw.replace(size, (1000).to_bytes(4, "little"))) == "import.xlsx"


def test_rows_that_reach_far_to_the_right_fill_no_memory() -> None:
    row = b'<row r="%d"><c r="XFD%d" t="inlineStr"><is><t>x</t></is></c></row>'
    rows = b"".join(row % (number, number) for number in range(1, 3001))
    sheet = parts_of(PLAIN)[SHEET]
    start, end = sheet.index(b"<sheetData>") + 11, sheet.index(b"</sheetData>")
    assert told(packed(parts_of(PLAIN) | {SHEET: sheet[:start] + rows + sheet[end:]})) == "import.too_many_cells"


LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
ENTITIES = {
    "laughs": b'<!DOCTYPE x [<!ENTITY l0 "ha">' + LAUGHS + b"]>",
    "another file": b'<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
}


@pytest.mark.parametrize("kind", ENTITIES)
def test_entities_neither_multiply_nor_reach_out(kind: str) -> None:
    parts = parts_of(PLAIN)
    parts[SHEET] = ENTITIES[kind] + parts[SHEET].replace(b"<v>2023</v>", b"<v>&l9;</v>")
    assert told(packed(parts)) == "import.xlsx"
    content = ENTITIES[kind] + b"<a>&l9;</a>"
    assert (
        told(packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}))
        == "import.ods"
    )


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("[Content_Types].xml", b""),
        ("xl/workbook.xml", b"<" * 100_000),
        (SHEET, b"<a>" * 100_000),
        (SHEET, b"\xff"),
        ("xl/styles.xml", b"<styleSheet>"),
    ],
)
def test_a_damaged_workbook_is_told(part: str, content: bytes) -> None:
    assert told(packed(parts_of(PLAIN) | {part: content})) == "import.xlsx"


def test_nothing_is_printed_of_a_style_that_is_not_there(capfd: pytest.CaptureFixture[str]) -> None:
    styles = parts_of(PLAIN)["xl/styles.xml"]
    start = styles.index(b"<cellStyles")
    damaged = styles[:start] + styles[start:].replace(b'xfId="0"', b'xfId="19"', 1)
    assert told(packed(parts_of(PLAIN) | {"xl/styles.xml": damaged})) == "import.xlsx"
    assert capfd.readouterr() == ("", "")


def test_a_workbook_cut_off_anywhere_is_told() -> None:
    for end in range(2, len(PLAIN), 97):
        assert told(PLAIN[:end]) == "import.xlsx"
    old = (TABLES / "03-nbs-download.xls").read_bytes()
    for end in range(8, len(old), 997):
        with pytest.raises(Refused):
            sheet_of_bytes(old[:end])


def test_an_ods_row_a_thousand_million_rows_below_fills_no_memory() -> None:
    far = (
        b'<a xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        b' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><table:table table:name="1">'
        b'<table:table-row table:number-rows-repeated="1000000000"/>'
        b"<table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table></a>"
    )
    assert told(packed({"content.xml": far})) == "import.too_many_cells"


def test_a_long_text_that_many_cells_refer_to_takes_little_time() -> None:
    cells = Cells()
    long = "x" * (MOST_CHARACTERS // 10)
    for row in range(10):
        cells.add(row, 0, long)
    with pytest.raises(Refused) as caught:
        cells.add(10, 0, long)
    assert caught.value.cell.message.key == "source.too_large"
