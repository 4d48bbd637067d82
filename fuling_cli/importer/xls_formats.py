"""The number formats of an XLS workbook, and which parts of its texts are raised above the line.

The library that reads the values does not tell them, and 16265000 shown as 1626.5 must not be taken at face value.
Source: [MS-CFB] for the container, [MS-XLS] for the records.
"""

import struct
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

from fuling_cli.importer.sheet import Place

_FREE = 0xFFFFFFFA
"""Numbers from here on end a chain of sectors."""
_BOUNDSHEET, _FORMAT, _XF, _SST, _CONTINUE, _EOF = 0x85, 0x41E, 0xE0, 0xFC, 0x3C, 0x0A
_FONT, _SUPERSCRIPT = 0x31, 1
_NUMBER, _RK, _MULRK, _FORMULA, _LABELSST = 0x203, 0x27E, 0xBD, 0x06, 0xFD
_BIFF8 = 0x600


Raised: TypeAlias = tuple[tuple[int, int], ...]
"""From where to where a text is raised, as a footnote mark is."""


class SheetFormats(NamedTuple):
    """The number format of each cell with a number, and the raised parts of the texts that have any."""

    formats: Mapping[Place, str]
    raised: Mapping[Place, Raised]


class _Book(NamedTuple):
    """What the first part of the stream says of all sheets."""

    styles: list[str]
    starts: list[int]
    raised: dict[int, Raised]


def formats_of_sheet(raw: bytes, place: int, builtin: Mapping[int, str]) -> SheetFormats:
    """The formats in the sheet of this place; raises ValueError or struct.error for what is no workbook."""
    stream = _workbook_stream(raw)
    book = _book(list(_records(stream, 0)), builtin)
    found: dict[Place, str] = {}
    parts: dict[Place, Raised] = {}
    for kind, body in _records(stream, book.starts[place]):
        for row, column, style, string in _styled_cells(kind, body):
            if string is None:
                found[row, column] = book.styles[style]
            elif string in book.raised:
                parts[row, column] = book.raised[string]
    return SheetFormats(found, parts)


def _book(records: list[tuple[int, bytes]], builtin: Mapping[int, str]) -> _Book:
    of_kind: dict[int, list[bytes]] = {}
    for kind, body in records:
        of_kind.setdefault(kind, []).append(body)
    wide = bool(records) and struct.unpack_from("<H", records[0][1])[0] == _BIFF8
    formats = dict(builtin)
    formats |= {struct.unpack_from("<H", body)[0]: _format_text(body, wide=wide) for body in of_kind.get(_FORMAT, [])}
    fonts = [struct.unpack_from("<H", body, 8)[0] == _SUPERSCRIPT for body in of_kind.get(_FONT, [])]
    raised: dict[int, Raised] = {}
    for at, (kind, body) in enumerate(records):
        if kind == _SST:
            raised = _raised_parts(_Chunks([body, *(more for _, more in _continued(records, at + 1))]), fonts)
    return _Book(
        styles=[formats.get(struct.unpack_from("<H", body, 2)[0], "") for body in of_kind.get(_XF, [])],
        starts=[struct.unpack_from("<I", body)[0] for body in of_kind.get(_BOUNDSHEET, [])],
        raised=raised,
    )


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


class _Chunks:
    """The records of the shared texts, read one after the other."""

    def __init__(self, chunks: list[bytes]) -> None:
        self.chunks, self.chunk, self.at = chunks, 0, 0

    def take(self, length: int) -> bytes:
        """The next bytes, which may go on in the next record."""
        taken = b""
        while length > 0:
            piece = self.chunks[self.chunk][self.at : self.at + length]
            taken, length, self.at = taken + piece, length - len(piece), self.at + len(piece)
            if length > 0:
                self.chunk, self.at = self.chunk + 1, 0
        return taken

    def number(self, length: int) -> int:
        """The next bytes as a number."""
        return int.from_bytes(self.take(length), "little")

    def skip_characters(self, count: int, *, wide: bool) -> None:
        """Skip the characters of a text, which begin again with their width where they go on in the next record."""
        while count > 0:
            size = 2 if wide else 1
            here = min(count, (len(self.chunks[self.chunk]) - self.at) // size)
            count, self.at = count - here, self.at + here * size
            if count > 0:
                self.chunk, self.at = self.chunk + 1, 1
                wide = bool(self.chunks[self.chunk][0] & 1)


def _raised_parts(chunks: _Chunks, fonts: list[bool]) -> dict[int, Raised]:
    """Which parts of each shared text are in a raised font; there is no font of the number 4."""
    chunks.take(4)
    found = {}
    for number in range(chunks.number(4)):
        length, flags = chunks.number(2), chunks.number(1)
        count = chunks.number(2) if flags & 8 else 0
        extra = chunks.number(4) if flags & 4 else 0
        chunks.skip_characters(length, wide=bool(flags & 1))
        runs = [(chunks.number(2), chunks.number(2)) for _ in range(count)]
        chunks.take(extra)
        ends = [start for start, _ in runs[1:]] + [length]
        parts = [
            (start, end)
            for (start, font), end in zip(runs, ends, strict=False)
            if fonts[font - (font > 4) : font - (font > 4) + 1] == [True]
        ]
        if parts:
            found[number] = tuple(parts)
    return found


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
