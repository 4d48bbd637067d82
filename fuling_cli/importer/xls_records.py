"""The records of an XLS workbook: its sheets, styles and texts, and the cells of one sheet. Source: [MS-XLS].

They are read here since no library at hand tells what a cell shows: 16265000 shown as 1626.5, or a footnote mark raised
behind a digit, must not be taken at face value. Whatever is damaged raises ValueError, IndexError or struct.error.
"""

import struct
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

_BEGIN, _END, _CONTINUE = 0x809, 0x0A, 0x3C
_SHEET, _FORMAT, _STYLE, _FONT, _TEXTS, _DATES, _PASSWORD = 0x85, 0x41E, 0xE0, 0x31, 0xFC, 0x22, 0x2F
_NUMBER, _RK, _RKS, _FORMULA, _RESULT, _TEXT_NUMBER, _TEXT, _RICH_TEXT, _FLAG = (
    *(0x203, 0x27E, 0xBD, 0x06, 0x207, 0xFD, 0x204, 0xD6, 0x205),
)
_MERGED = 0xE5
_WIDE_TEXTS = 0x600
"""The version in which texts have 8 or 16 bits a character; before it, they are bytes."""
_SUPERSCRIPT = 1
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_DATE_FORMATS = (*range(27, 37), *range(50, 59))
"""Formats of dates that Chinese systems have built in."""

Value: TypeAlias = float | str | bool
Record: TypeAlias = tuple[int, bytes]


class RaisedText(NamedTuple):
    """A text, and from where to where it is raised above the line."""

    text: str
    raised: tuple[tuple[int, int], ...] = ()


class XlsError(NamedTuple):
    """An error of the spreadsheet in a cell."""

    code: str


class XlsCell(NamedTuple):
    """A cell: its place from 0, its style, and what it holds."""

    row: int
    column: int
    style: int
    value: float | bool | RaisedText | XlsError


class XlsBook(NamedTuple):
    """What a workbook says of all sheets: names with visibility and start, formats by style, texts, first day."""

    sheets: list[tuple[str, bool, int]]
    formats: list[str]
    texts: list[RaisedText]
    from_1904: bool
    wide: bool
    has_password: bool


def read_book(stream: bytes, builtin: Mapping[int, str]) -> XlsBook:
    """The part before all sheets."""
    of_kind: dict[int, list[bytes]] = {}
    found = list(_records(stream, 0))
    for kind, body in found:
        of_kind.setdefault(kind, []).append(body)
    wide = struct.unpack_from("<H", found[0][1])[0] == _WIDE_TEXTS
    formats = dict(builtin) | dict.fromkeys(_DATE_FORMATS, "yyyy-mm-dd")
    formats |= {_number(body, 0): _format_text(body, wide=wide) for body in of_kind.get(_FORMAT, [])}
    fonts = [_number(body, 8) == _SUPERSCRIPT for body in of_kind.get(_FONT, [])]
    texts: list[RaisedText] = []
    for at, (kind, body) in enumerate(found):
        if kind == _TEXTS:
            texts = _shared_texts(_Chunks([body, *_continued(found, at + 1)]), fonts)
    return XlsBook(
        sheets=[_sheet(body, wide=wide) for body in of_kind.get(_SHEET, [])],
        formats=[formats.get(_number(body, 2), "") for body in of_kind.get(_STYLE, [])],
        texts=texts,
        from_1904=any(_number(body, 0) for body in of_kind.get(_DATES, [])),
        wide=wide,
        has_password=_PASSWORD in of_kind,
    )


def read_cells(stream: bytes, start: int, book: XlsBook) -> Iterator[XlsCell]:
    """The cells of the sheet that starts there, in the order of the file."""
    waiting: tuple[int, int, int] | None = None
    for kind, body in _records(stream, start):
        if kind == _RESULT and waiting is not None:  # the text that a formula has come to
            yield XlsCell(*waiting, RaisedText(_text(body, 0, wide=book.wide)))
            waiting = None
        elif kind == _RKS:
            row, first = struct.unpack_from("<HH", body)
            for number in range((len(body) - 6) // 6):
                style, packed = struct.unpack_from("<HI", body, 4 + 6 * number)
                yield XlsCell(row, first + number, style, _unpacked(packed))
        elif kind in (_NUMBER, _RK, _FORMULA, _TEXT_NUMBER, _TEXT, _RICH_TEXT, _FLAG):
            place: tuple[int, int, int] = struct.unpack_from("<HHH", body)
            value = _value(kind, body, book)
            waiting = place if kind == _FORMULA and value is None else None
            if value is not None:
                yield XlsCell(*place, value)


def merged_ranges(stream: bytes, start: int) -> Iterator[tuple[int, int, int, int]]:
    """Top, left, bottom and right of each merged range of a sheet."""
    for kind, body in _records(stream, start):
        if kind == _MERGED:
            for number in range(_number(body, 0)):
                top, bottom, left, right = struct.unpack_from("<HHHH", body, 2 + 8 * number)
                yield top, left, bottom, right


def _value(kind: int, body: bytes, book: XlsBook) -> float | bool | RaisedText | XlsError | None:
    """What the record of one cell holds; None for a formula whose text is in the next record."""
    match kind:
        case 0x203:
            return float(struct.unpack_from("<d", body, 6)[0])
        case 0x27E:
            return _unpacked(struct.unpack_from("<I", body, 6)[0])
        case 0xFD:
            return book.texts[int(struct.unpack_from("<I", body, 6)[0])]
        case 0x205:
            return XlsError(_ERRORS.get(body[6], "#ERROR")) if body[7] else bool(body[6])
        case 0x06 if body[12:14] == b"\xff\xff":
            return _result(body[6], body[8])
        case 0x06:
            return float(struct.unpack_from("<d", body, 6)[0])
        case _:
            return RaisedText(_text(body, 6, wide=book.wide))


def _result(kind: int, value: int) -> bool | RaisedText | XlsError | None:
    """What a formula has come to where it is no number; None for a text."""
    match kind:
        case 0:
            return None
        case 1:
            return bool(value)
        case 2:
            return XlsError(_ERRORS.get(value, "#ERROR"))
        case _:
            return RaisedText("")


def _unpacked(packed: int) -> float:
    """A number in 30 bits: the upper ones of a floating point number, or a whole one; perhaps in hundredths."""
    if packed & 2:
        number = float((packed >> 2) - (1 << 30 if packed & 0x80000000 else 0))
    else:
        number = float(struct.unpack("<d", struct.pack("<II", 0, packed & 0xFFFFFFFC))[0])
    return number / 100 if packed & 1 else number


def _records(stream: bytes, at: int) -> Iterator[Record]:
    """Kind and content of the records of one part of the stream, without the charts within it."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + length]
        at += 4 + length
        depth += kind == _BEGIN
        if depth <= 1:
            yield kind, body
        depth -= kind == _END
        if kind == _END and depth <= 0:
            return


def _continued(records: list[Record], at: int) -> Iterator[bytes]:
    while at < len(records) and records[at][0] == _CONTINUE:
        yield records[at][1]
        at += 1


def _number(body: bytes, at: int) -> int:
    return int(struct.unpack_from("<H", body, at)[0])


def _text(body: bytes, at: int, *, wide: bool, counted_by: int = 2) -> str:
    """A text with its length before it."""
    length = int.from_bytes(body[at : at + counted_by], "little")
    at += counted_by
    if not wide:
        return body[at : at + length].decode("gb18030", "replace")
    if body[at] & 1:
        return body[at + 1 : at + 1 + 2 * length].decode("utf-16-le", "replace")
    return body[at + 1 : at + 1 + length].decode("latin-1")


def _format_text(body: bytes, *, wide: bool) -> str:
    return _text(body, 2, wide=wide, counted_by=2 if wide else 1)


def _sheet(body: bytes, *, wide: bool) -> tuple[str, bool, int]:
    """Name, whether it is visible, and start of a sheet; a chart or a macro is none that is seen."""
    start, hidden, kind = struct.unpack_from("<IBB", body)
    return _text(body, 6, wide=wide, counted_by=1), not hidden and not kind, start


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

    def characters(self, count: int, *, wide: bool) -> str:
        """The characters of a text, which begin again with their width where they go on in the next record."""
        text = ""
        while count > 0:
            size = 2 if wide else 1
            here = min(count, (len(self.chunks[self.chunk]) - self.at) // size)
            text += self.take(here * size).decode("utf-16-le" if wide else "latin-1", "replace")
            count -= here
            if count > 0:
                self.chunk, self.at = self.chunk + 1, 1
                wide = bool(self.chunks[self.chunk][0] & 1)
        return text


def _shared_texts(chunks: _Chunks, fonts: list[bool]) -> list[RaisedText]:
    """The texts that cells refer to, with the parts in a raised font; there is no font of the number 4."""
    chunks.take(4)
    found = []
    for _ in range(chunks.number(4)):
        length, flags = chunks.number(2), chunks.number(1)
        count = chunks.number(2) if flags & 8 else 0
        extra = chunks.number(4) if flags & 4 else 0
        text = chunks.characters(length, wide=bool(flags & 1))
        runs = [(chunks.number(2), chunks.number(2)) for _ in range(count)]
        chunks.take(extra)
        ends = [start for start, _ in runs[1:]] + [length]
        raised = tuple(
            (start, end)
            for (start, font), end in zip(runs, ends, strict=False)
            if fonts[font - (font > 4) : font - (font > 4) + 1] == [True]
        )
        found.append(RaisedText(text, raised))
    return found
