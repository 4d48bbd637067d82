"""Rows from bytes of text: the encoding tried in a fixed order, the delimiter that divides most lines alike."""

import codecs
import csv
import io
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from fuling_cli.errors import WrongUsage
from fuling_cli.importer.sheet import Refused, Row, Sheet, WrongCell, trimmed
from fuling_cli.language import Message, message

LONGEST_LINE = 1_000_000
"""Characters: no cells of one line fill the memory."""
DELIMITERS = "\t;,"
LOOKED_AT = 200
"""Lines by which the delimiter is found."""
_QUOTED = re.compile(r'"[^"]*"')
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SHARE_OF_CHINESE = 0.7


def csv_sheet(raw: bytes, encoding: str | None = None) -> Sheet:
    """The rows of comma-, semicolon- or tab-separated text; raises Refused, and WrongUsage for an unknown encoding."""
    text, told = _decode_text(raw, encoding)
    if "\0" in text:
        raise Refused(message("data.nul"))
    delimiter = _guess_delimiter(text)
    rows: list[Row] = []
    broken = None
    lines = list(_read_bounded(io.StringIO(text, newline="")))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    read = 0
    try:
        for row in reader:
            rows.append([sys.intern(cell) for cell in trimmed(row)])
            read = reader.line_num
    except csv.Error as error:
        broken = WrongCell(len(rows) + 1, 1, message("import.csv", why=str(error)))
        rows.extend(_rough_rows(lines[read:], delimiter))
        if len(rows) < broken.row:
            raise Refused(broken.message, broken.row) from None
    return Sheet(rows, semicolons=delimiter == ";", broken=broken, told=told)


def _rough_rows(lines: Iterable[str], delimiter: str) -> Iterator[Row]:
    """Lines that are not valid CSV, one row each: good enough to see what they are, and never for a figure."""
    for line in lines:
        try:
            yield from (trimmed(row) for row in csv.reader([line], delimiter=delimiter))
        except csv.Error:
            return


def _decode_text(raw: bytes, encoding: str | None) -> tuple[str, tuple[Message, ...]]:
    """The text, without a byte order mark, and what is to be said of the encoding that was taken."""
    if encoding is not None:
        return _try_encoding(raw, encoding), ()
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _try_encoding(raw, name), () if mark == codecs.BOM_UTF8 else (_taken("UTF-16"),)
    try:
        return raw.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        why = _not_in("utf-8", raw, error)
    for codec, name in (("gb18030", "GB18030"), ("cp1252", "Windows-1252")):
        try:
            text = raw.decode(codec)
        except UnicodeDecodeError:
            continue
        if codec != "gb18030" or _looks_chinese(text):
            return text, (_taken(name),)
    raise why


def _taken(name: str) -> Message:
    return message("import.read_as", encoding=name)


def _try_encoding(raw: bytes, encoding: str) -> str:
    try:
        text = raw.decode(encoding)
        text.encode()  # some encodings let halves of characters pass
    except LookupError:
        raise WrongUsage(message("import.unknown_encoding", encoding=encoding)) from None
    except UnicodeError as error:
        raise _not_in(encoding, raw, error) from None
    return text.removeprefix("\ufeff")


def _not_in(encoding: str, raw: bytes, error: UnicodeError) -> Refused:
    line = raw.count(b"\n", 0, error.start) + 1 if isinstance(error, UnicodeDecodeError) else 1
    return Refused(message("import.encoding", encoding=encoding.removesuffix("-sig")), line)


def _looks_chinese(text: str) -> bool:
    """Whether most of what is not ASCII is in the old national set, as Western letters read as GB18030 are not."""
    strange = list(islice((character for character in text if not character.isascii()), 2000))
    common = sum(_is_common(character) for character in strange)
    return bool(strange) and common >= _SHARE_OF_CHINESE * len(strange)


def _is_common(character: str) -> bool:
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def _guess_delimiter(text: str) -> str:
    """The character that stands equally often in most lines outside quotes: tab, semicolon or comma."""
    lines = [_QUOTED.sub("", line[:LONGEST_LINE]) for line in islice(io.StringIO(text), LOOKED_AT)]
    scores = {}
    for delimiter in DELIMITERS:
        counts = Counter(count for line in lines if (count := line.count(delimiter)))
        scores[delimiter] = max(counts.values(), default=0)
    best = max(DELIMITERS, key=lambda delimiter: scores[delimiter])
    return best if scores[best] else ","


def _read_bounded(lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        if len(line) > LONGEST_LINE:
            raise Refused(message("data.long_line", longest=LONGEST_LINE), number)
        yield line
