"""Old XLS workbooks: raised figures, damaged and hostile bytes, made by changing what an office saved."""

import contextlib
import struct
import time

import pytest

from fuling_cli.importer.compound_file import workbook_stream
from fuling_cli.importer.sheet import Refused
from fuling_cli.importer.source import sheet_of_bytes
from fuling_cli.importer.xls import LARGEST

from .made import TABLES

SAVED = (TABLES / "03-nbs-download.xls").read_bytes()
FONT, END, LINK = b"\x31\x00", b"\x0a\x00\x00\x00", b"\xb8\x01"
LINK_ID = bytes.fromhex("d0c9ea79f9bace118c8200aa004ba90b")


def why(raw: bytes) -> str:
    """The key of the message with which a workbook is refused."""
    with pytest.raises(Refused) as caught:
        sheet_of_bytes(raw)
    return caught.value.cell.message.key


def records(stream: bytes) -> list[bytes]:
    """The records of a workbook, each with its kind and length."""
    found, at = [], 0
    while at < len(stream):
        length = 4 + struct.unpack_from("<H", stream, at + 2)[0]
        found.append(stream[at : at + length])
        at += length
    return found


def test_the_records_are_read_without_their_container_too() -> None:
    assert sheet_of_bytes(workbook_stream(SAVED)).rows == sheet_of_bytes(SAVED).rows


def test_figures_in_a_raised_font_are_refused_by_cell() -> None:
    raised = [one[:12] + b"\x01\x00" + one[14:] if one[:2] == FONT else one for one in records(workbook_stream(SAVED))]
    sheet, plain = sheet_of_bytes(b"".join(raised)), sheet_of_bytes(SAVED)
    figures = {(3, column) for column in range(1, len(plain.rows[3]))}
    assert figures <= set(sheet.refused)
    assert {why.key for why in sheet.refused.values()} == {"import.raised"}
    assert [text[:8] for text in sheet.rows[3]] == [plain.rows[3][0][:8]]


@pytest.mark.parametrize("sheets", [1, 200])
def test_a_link_over_a_whole_sheet_fills_no_memory(sheets: int) -> None:
    whole = struct.pack("<HHHH", 0, 65_535, 0, 255) + LINK_ID + struct.pack("<II", 2, 0)
    link = LINK + struct.pack("<H", len(whole)) + whole
    *before, end = records(workbook_stream(SAVED))
    assert end == END
    started = time.perf_counter()
    assert why(b"".join([*before, *[link] * sheets, end])) == "import.too_many_cells"
    assert time.perf_counter() - started < 5


def test_a_chain_of_sectors_that_bites_its_tail_ends() -> None:
    for at in range(512, len(SAVED) - 4, 4):
        if SAVED[at : at + 4] == b"\xfe\xff\xff\xff":  # the end of a chain
            sheet_or_reason(SAVED[:at] + b"\x00\x00\x00\x00" + SAVED[at + 4 :])


def test_damaged_records_are_told() -> None:
    for at in range(0, len(SAVED), 61):
        sheet_or_reason(SAVED[:at] + bytes([SAVED[at] ^ 0xFF]) + SAVED[at + 1 :])


def sheet_or_reason(raw: bytes) -> None:
    """Read a workbook, which may be refused for a reason, and in no other way."""
    with contextlib.suppress(Refused):
        sheet_of_bytes(raw)


def test_a_container_in_the_container_is_refused() -> None:
    inner = SAVED.replace(workbook_stream(SAVED)[:8], SAVED[:8], 1)
    assert why(inner) == "import.xls"


def test_a_huge_workbook_and_a_new_one_with_a_password_are_told() -> None:
    assert why(SAVED + bytes(LARGEST)) == "source.too_large"
    assert why(SAVED[:600] + "EncryptedPackage".encode("utf-16-le")) == "import.password"
