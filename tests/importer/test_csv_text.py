"""Rows from text in any encoding, divided by commas, semicolons or tabs."""

import pytest

from fuling_cli.errors import WrongUsage
from fuling_cli.importer.csv_text import csv_sheet
from fuling_cli.importer.sheet import Refused

TEXT = "指标,年份,值\r\n地区生产总值,2023,1626.00\r\n"
ROWS = [["指标", "年份", "值"], ["地区生产总值", "2023", "1626.00"]]


def rows(raw: bytes | str, encoding: str | None = None) -> list[list[str]]:
    """The rows of text, as lists."""
    return [list(row) for row in csv_sheet(raw.encode() if isinstance(raw, str) else raw, encoding).rows]


def told(raw: bytes, encoding: str | None = None) -> list[str]:
    """What is said of the encoding that was taken."""
    return [message.translate("en") for message in csv_sheet(raw, encoding).told]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_chinese_text_is_read_without_naming_its_encoding(encoding: str) -> None:
    assert rows(TEXT.encode(encoding)) == ROWS
    assert rows(TEXT.encode(encoding), encoding.removesuffix("-sig")) == ROWS


def test_what_was_taken_is_said() -> None:
    assert told(TEXT.encode()) == told(TEXT.encode("utf-8-sig")) == []
    assert told(TEXT.encode("gb18030")) == ["read as GB18030"]
    assert told(TEXT.encode("utf-16")) == ["read as UTF-16"]
    assert told("Bevölkerung;Größe\n1950;1\n".encode("latin-1")) == ["read as Windows-1252"]
    assert told("Population of Côte d’Ivoire\n".encode("cp1252")) == ["read as Windows-1252"]


def test_western_text_is_not_taken_for_chinese() -> None:
    assert rows("Bevölkerung,Größe,Fläche\n1,2,3\n".encode("latin-1"))[0] == ["Bevölkerung", "Größe", "Fläche"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\tb, c\n1,5\t2\n", [["a", "b, c"], ["1,5", "2"]]),
        ("a;b\n1,5;2,5\n", [["a", "b"], ["1,5", "2,5"]]),
        (
            "A title; with a semicolon\na,b,c\n1,2,3\n4,5,6\n",
            [["A title; with a semicolon"], ["a", "b", "c"], ["1", "2", "3"], ["4", "5", "6"]],
        ),
        ('a,b\n"1,626.5","x ""y""\nz"\n', [["a", "b"], ["1,626.5", 'x "y"\nz']]),
        ('a,b\n"x; y",1\n"z; w",2\n', [["a", "b"], ["x; y", "1"], ["z; w", "2"]]),
        ("a,b,,,\n1,,,,\n,,\n\n1,2,, ,\n", [["a", "b"], ["1"], [], [], ["1", "2"]]),
        ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
        ("", []),
    ],
)
def test_the_cells_without_the_empty_ones_at_the_end(text: str, expected: list[list[str]]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("raw", "key", "row"),
    [
        (b"metric,2023\ngdp,\0\n", "data.nul", 1),
        (b"x" * 10_000_000, "data.long_line", 1),
        (b"x" * 200_000, "import.csv", 1),
        (b"\x81\x8d\x8f\n", "import.encoding", 1),
    ],
)
def test_what_is_no_text_of_a_table_is_told(raw: bytes, key: str, row: int) -> None:
    with pytest.raises(Refused) as caught:
        csv_sheet(raw)
    assert (caught.value.cell.message.key, caught.value.cell.row) == (key, row)


def test_another_encoding_is_told_with_the_cure() -> None:
    with pytest.raises(Refused) as caught:
        csv_sheet("metric,2023\n生产总值,1\n".encode("gb18030"), "utf-8")
    assert caught.value.cell.row == 2
    assert "--encoding gb18030" in caught.value.cell.message.translate("en")


@pytest.mark.parametrize("encoding", ["klingon", "hex", "zip", "rot13", "\udcff", "x" * 10_000])
def test_what_is_no_encoding_is_told(encoding: str) -> None:
    with pytest.raises((WrongUsage, Refused)):
        csv_sheet(b"metric,2023\n", encoding)


@pytest.mark.parametrize(("encoding", "raw"), [("idna", b"\xff.."), ("utf-7", b"+2AA-"), ("undefined", b"a")])
def test_an_encoding_that_fails_in_its_own_way_is_told(encoding: str, raw: bytes) -> None:
    with pytest.raises(Refused):
        csv_sheet(raw, encoding)


def test_where_the_csv_is_broken_is_known_and_what_follows_is_seen() -> None:
    sheet = csv_sheet(b'a,b\n1,2\nnote "x" y,"bad" z\n3,4\n')
    assert sheet.broken is not None
    assert sheet.broken.row == 3
    assert [list(row) for row in sheet.rows[:2]] == [["a", "b"], ["1", "2"]]
    assert len(sheet.rows) == 4
