"""A file of any kind as a sheet: told by its first bytes, never by its name."""

import io
import sys
import zipfile
from pathlib import Path

from fuling_cli.errors import InvalidData, WrongUsage
from fuling_cli.importer.compound_file import SIGNATURE
from fuling_cli.importer.csv_text import csv_sheet
from fuling_cli.importer.sheet import Refused, Sheet
from fuling_cli.language import message
from fuling_cli.store.read_file import read_data_file

LARGEST = 64 * 1024 * 1024
"""Bytes of the largest table: some 200,000 rows of SDMX-CSV."""
_OLDER_WORKBOOKS = (b"\x09\x08", b"\x09\x04", b"\x09\x02")


def sheet_of_file(path: Path, sheet: str | None = None, encoding: str | None = None) -> Sheet:
    """The sheet in a file; raises Refused for what cannot be read, WrongUsage where there is no such file."""
    try:
        raw = read_data_file(path, LARGEST)
    except InvalidData as error:  # it is none of the data files
        raise Refused(error.problems[0].message) from None
    if raw is None:
        raise WrongUsage(message("import.no_file", path=path))
    return sheet_of_bytes(raw, sheet, encoding)


def standard_input() -> bytes:
    """The bytes of standard input, and no more of them than a table may have."""
    if sys.stdin is None:
        raise WrongUsage(message("import.no_input"))
    return sys.stdin.buffer.read(LARGEST + 1)


def sheet_of_bytes(raw: bytes, sheet: str | None = None, encoding: str | None = None) -> Sheet:
    """The sheet that bytes hold."""
    if len(raw) > LARGEST:
        raise Refused(message("source.too_large", limit=LARGEST // 1024 // 1024))
    if raw.startswith(b"PK"):
        from fuling_cli.importer.ods import ods_sheet
        from fuling_cli.importer.xlsx import xlsx_sheet

        return ods_sheet(raw, sheet) if _is_open_document(raw) else xlsx_sheet(raw, sheet)
    if raw.startswith(SIGNATURE) or raw[:2] in _OLDER_WORKBOOKS:
        from fuling_cli.importer.xls import xls_sheet

        return xls_sheet(raw, sheet)
    begun = raw[:1000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if begun.startswith((b"<!doctype html", b"<html", b"<table", b"<?xml", b"<meta", b"%pdf", b"{")):
        raise Refused(message("import.other_kind"))
    if sheet is not None:
        raise WrongUsage(message("import.no_sheets"))
    return csv_sheet(raw, encoding)


def _is_open_document(raw: bytes) -> bool:
    """Whether a package holds the part in which OpenDocument keeps its cells."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            return "content.xml" in parts.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False
