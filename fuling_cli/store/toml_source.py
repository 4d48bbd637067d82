"""TOML text with the places of its tables and keys, so that a problem can be told as file:line:column."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import tomli
from pydantic import TypeAdapter, ValidationError

from fuling_cli.errors import InvalidData, Problem
from fuling_cli.language import Message, message

T = TypeVar("T")

LONGEST_LINE = 8_192
"""Characters: far beyond any source or note, and short of what makes a TOML parser slow."""

_HEADER = re.compile(r"[ \t]*\[{1,2}[ \t]*([A-Za-z0-9_-]+)[ \t]*\]{1,2}")
_KEY = re.compile(r"""[ \t]*(?:"([^"\\]*)"|'([^']*)'|([A-Za-z0-9_-]+))[ \t]*[=.]""")
_CONFLICT = re.compile(r"(?:<<<<<<<|>>>>>>>|=======)(?: |$)")
_DEEP = re.compile(r"[\[{](?:\s*[\[{]){50}")

WRONG_TYPES = {
    "int_type": "data.whole_number",
    "int_from_float": "data.whole_number",
    "string_type": "data.text",
    "bool_type": "data.boolean",
    "date_type": "data.day",
    "date_from_datetime_inexact": "data.day",
    "datetime_type": "data.moment",
    "decimal_type": "data.number",
    "is_instance_of": "data.number",
    "dict_type": "data.table",
    "list_type": "data.tables",
}


class Source:
    """One TOML file as it was read: the parsed document, and where each thing in it stands."""

    def __init__(self, path: Path, raw: bytes) -> None:
        """Parse the bytes; raises InvalidData for what is not TOML in UTF-8, naming what it is instead."""
        self.path = path
        self.text = self._decoded(raw)
        self._refuse_the_hostile()
        try:
            self.document: dict[str, Any] = tomli.loads(self.text, parse_float=Decimal)
        except tomli.TOMLDecodeError as error:
            self._fail(error.lineno, error.colno, message("data.toml", why=error.msg))
        except (RecursionError, ValueError, ArithmeticError) as error:
            self._fail(1, 1, message("data.toml", why=type(error).__name__))

    def problem(self, location: tuple[int | str, ...], text: Message, *, serious: bool = True) -> Problem:
        """A problem at ("target", 3, "value"): the key, or its table where the key is not there."""
        line, column = self.place(location)
        return Problem(str(self.path), line, column, text, serious)

    def place(self, location: tuple[int | str, ...]) -> tuple[int, int]:
        """Line and column, from 1, of a location in the document; the nearest table or 1:1 where it has none."""
        table = str(location[0]) if location else ""
        number = location[1] if len(location) > 1 and isinstance(location[1], int) else 0
        keys = [part for part in location[1:] if isinstance(part, str)]
        found, count = (1, 1), -1
        for line, column, name, header in self._landmarks():
            if header:
                count += name == table
                if name == table and count == number:
                    found = (line, column)
            elif count == number and keys and name == keys[0] and found != (1, 1) and self._within(found[0], line):
                return line, column
        return found

    def validated(self, adapter: TypeAdapter[T], keys: Mapping[str, Sequence[str]]) -> T:
        """The document as the adapter types it; raises InvalidData with every problem at its place.

        ``keys`` are the allowed keys of each table, and of the file itself under the empty name: for a typo's hint.
        """
        try:
            return adapter.validate_python(self.document)
        except ValidationError as error:
            details = error.errors(include_url=False)
            raise InvalidData([self._problem_of(detail, keys) for detail in details]) from None

    def _within(self, header: int, line: int) -> bool:
        """Whether no other table begins between a header's line and a key's."""
        return not any(is_header and header < at < line for at, _, _, is_header in self._landmarks())

    def _landmarks(self) -> Iterator[tuple[int, int, str, bool]]:
        """Each header and key with its line and column, passing over the insides of multi-line strings."""
        quote = ""
        for number, line in enumerate(self.text.split("\n"), start=1):
            if not quote:
                header, key = _HEADER.match(line), _KEY.match(line)
                if header:
                    yield number, line.index("[") + 1, header[1], True
                elif key:
                    name = next(group for group in key.groups() if group is not None)
                    yield number, len(line) - len(line.lstrip()) + 1, name, False
            for mark in re.findall(r'"""|' + r"'''", line):
                quote = "" if quote == mark else quote or mark

    def _decoded(self, raw: bytes) -> str:
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            self._fail(1, 1, message("data.utf16"))
        if b"\0" in raw:
            line = raw.count(b"\n", 0, raw.index(b"\0")) + 1
            self._fail(line, 1, message("data.nul"))
        try:
            return raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            column = error.start - raw.rfind(b"\n", 0, error.start)
            self._fail(line, column, message("data.gbk" if _reads_as_gbk(raw) else "data.utf8"))

    def _refuse_the_hostile(self) -> None:
        for number, line in enumerate(self.text.split("\n"), start=1):
            if len(line) > LONGEST_LINE:
                self._fail(number, 1, message("data.long_line", longest=LONGEST_LINE))
            if _CONFLICT.match(line):
                self._fail(number, 1, message("data.conflict"))
        if deep := _DEEP.search(self.text):
            self._fail(self.text.count("\n", 0, deep.start()) + 1, 1, message("data.deep"))

    def _fail(self, line: int, column: int, text: Message) -> NoReturn:
        raise InvalidData([Problem(str(self.path), line, column, text)])

    def _problem_of(self, detail: Mapping[str, Any], keys: Mapping[str, Sequence[str]]) -> Problem:
        """One pydantic error in our words, at its place."""
        location, kind = tuple(detail["loc"]), detail["type"]
        context = detail.get("ctx", {})
        key = next((part for part in reversed(location) if isinstance(part, str) and "[" not in part), "")
        match kind:
            case "extra_forbidden":
                text = message("data.unknown_key", key=location[-1], hint=_hint(location, keys))
            case "missing":
                text = message("data.missing_key", key=location[-1])
            case "literal_error":
                text = message(
                    "data.choice", key=key, value=detail["input"], expected=context["expected"].replace("'", "")
                )
            case "string_pattern_mismatch":
                text = message("data.slug", key=key, value=detail["input"])
            case "string_too_long" | "string_too_short":
                text = message("data.text_length", key=key)
            case "greater_than_equal" | "less_than_equal" | "greater_than" | "less_than":
                text = message("data.out_of_range", key=key, value=detail["input"])
            case _:
                text = message(WRONG_TYPES.get(kind, "data.invalid"), key=key, value=detail["input"])
        return self.problem(location, text)


def _hint(location: tuple[int | str, ...], keys: Mapping[str, Sequence[str]]) -> Message:
    """What may stand where the unknown key stands: the nearest one, and all."""
    names = [part for part in location[:-1] if isinstance(part, str)]
    allowed = keys.get(names[-1] if names else "", ())
    near = get_close_matches(str(location[-1]), allowed, n=1)
    every = message("error.one_of", words=list(allowed))
    return Message("data.near_key", {"near": near[0], "every": every}) if near else every


def _reads_as_gbk(raw: bytes) -> bool:
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True
