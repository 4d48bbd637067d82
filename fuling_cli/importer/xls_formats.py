"""The number formats of an XLS workbook, and which of its texts have several fonts.

The library that reads the values does not tell them, and 16265000 shown as 1626.5 must not be taken at face value.
Source: [MS-CFB] for the container, [MS-XLS] for the records.
"""

import struct
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from fuling_cli.importer.sheet import Place

_FREE = 0xFFFFFFFA
"""Numbers from here on end a chain of sectors."""
_BOUNDSHEET, _FORMAT, _XF, _SST, _CONTINUE, _EOF = 0x85, 0x41E, 0xE0, 0xFC, 0x3C, 0x0A
_NUMBER, _RK, _MULRK, _FORMULA, _LABELSST = 0x203, 0x27E, 0xBD, 0x06, 0xFD
_BIFF8 = 0x600


class SheetFormats(NamedTuple):
    """The number format of each cell with a number, and the places of texts with several fonts."""

    formats: Mapping[Place, str]
    rich: frozenset[Place]


def formats_of_sheet(raw: bytes, place: int, builtin: Mapping[int, str]) -> SheetFormats:
    """The formats in the sheet of this place; raises ValueError or struct.error for what is no workbook."""
    stream = _workbook_stream(raw)
    formats, xfs, starts, rich = dict(builtin), [], [], frozenset[int]()
    records = list(_records(stream, 0))
    wide = bool(records) and struct.unpack_from("<H", records[0][1])[0] == _BIFF8
    for at, (kind, body) in enumerate(records):
        if kind == _FORMAT:
            formats[struct.unpack_from("<H", body)[0]] = _format_text(body, wide=wide)
        elif kind == _XF:
            xfs.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == _BOUNDSHEET:
            starts.append(struct.unpack_from("<I", body)[0])
        elif kind == _SST:
            rich = _rich_strings(body, [more for _, more in _continued(records, at + 1)])
    found: dict[Place, str] = {}
    several: set[Place] = set()
    for kind, body in _records(stream, starts[place]):
        for row, column, xf, string in _styled_cells(kind, body):
            if string is None:
                found[row, column] = formats.get(xfs[xf], "")
            elif string in rich:
                several.add((row, column))
    return SheetFormats(found, frozenset(several))


def _styled_cells(kind: int, body: bytes) -> Iterator[tuple[int, int, int, int | None]]:
    """Row, column and style of each cell in a record, and the number of its text where it holds one."""
    if kind in (_NUMBER, _RK, _FORMULA):
        yield (*struct.unpack_from("<HHH", body), None)
    elif kind == _LABELSST:
        yield struct.unpack_from("<HHHI", body)
    elif kind == _MULRK:
        row, first = struct.unpack_from("<HH", body)
        for number in range((len(body) - 6) // 6):
            yield row, first + number, struct.unpack_from("<H", body, 4 + 6 * number)[0], None


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Kind and content of the records of one part of the stream, up to its end."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length
        depth += kind == 0x809  # the beginning of a part; charts are parts within one
        depth -= kind == _EOF
        if kind == _EOF and depth <= 0:
            return


def _continued(records: list[tuple[int, bytes]], at: int) -> Iterator[tuple[int, bytes]]:
    while at < len(records) and records[at][0] == _CONTINUE:
        yield records[at]
        at += 1


def _format_text(body: bytes, *, wide: bool) -> str:
    """The text of a format: in 8 or 16 bits a character, in the older files always 8."""
    if not wide:
        return body[3 : 3 + body[2]].decode("gb18030", "replace")
    length, flags = struct.unpack_from("<HB", body, 2)
    return (
        body[5 : 5 + 2 * length].decode("utf-16-le", "replace") if flags & 1 else body[5 : 5 + length].decode("latin-1")
    )


def _rich_strings(first: bytes, more: list[bytes]) -> frozenset[int]:
    """The numbers of the shared texts that have several fonts. A text may go on in the next record, in other bits."""
    chunks = [first, *more]
    chunk, at = 0, 8
    rich = set()
    for number in range(struct.unpack_from("<I", first, 4)[0]):
        while at >= len(chunks[chunk]):
            chunk, at = chunk + 1, at - len(chunks[chunk])
        length, flags = struct.unpack_from("<HB", chunks[chunk], at)
        at += 3
        runs = struct.unpack_from("<H", chunks[chunk], at)[0] if flags & 8 else 0
        at += 2 if flags & 8 else 0
        extra = struct.unpack_from("<I", chunks[chunk], at)[0] if flags & 4 else 0
        at += 4 if flags & 4 else 0
        if runs:
            rich.add(number)
        while True:
            size = 2 if flags & 1 else 1
            room = (len(chunks[chunk]) - at) // size
            if length <= room:
                at += length * size
                break
            length -= room
            chunk, at = chunk + 1, 1
            flags = chunks[chunk][0]
        at += 4 * runs + extra
    return frozenset(rich)


def _workbook_stream(raw: bytes) -> bytes:
    """The stream of records in the container, which is made of sectors in chains."""
    size, mini_size = 1 << struct.unpack_from("<H", raw, 30)[0], 1 << struct.unpack_from("<H", raw, 32)[0]
    directory, cutoff, mini_table = (struct.unpack_from("<I", raw, at)[0] for at in (48, 56, 60))
    table_sectors = list(struct.unpack_from("<109I", raw, 76))
    more, count = struct.unpack_from("<II", raw, 68)
    for _ in range(min(count, len(raw) // size)):
        if more >= _FREE:
            break
        found = struct.unpack_from(f"<{size // 4}I", raw, size * (more + 1))
        table_sectors += found[:-1]
        more = found[-1]
    table = [
        number
        for sector in table_sectors
        if sector < _FREE and size * (sector + 2) <= len(raw)
        for number in struct.unpack_from(f"<{size // 4}I", raw, size * (sector + 1))
    ]

    def chain(start: int, links: list[int]) -> Iterator[int]:
        for _ in range(len(links)):
            if start >= len(links):
                return
            yield start
            start = links[start]

    def sectors(start: int) -> bytes:
        return b"".join(raw[size * (sector + 1) : size * (sector + 2)] for sector in chain(start, table))

    entries = sectors(directory)
    root = struct.unpack_from("<I", entries, 116)[0]
    for at in range(0, len(entries) - 127, 128):
        name = entries[at : at + struct.unpack_from("<H", entries, at + 64)[0] - 2].decode("utf-16-le", "replace")
        if name.casefold() in ("workbook", "book"):
            start, length = struct.unpack_from("<II", entries, at + 116)
            if length >= cutoff:
                return sectors(start)[:length]
            links = sectors(mini_table)
            small, table2 = sectors(root), list(struct.unpack(f"<{len(links) // 4}I", links))
            return b"".join(small[mini_size * one : mini_size * (one + 1)] for one in chain(start, table2))[:length]
    raise ValueError("no workbook in this file")
