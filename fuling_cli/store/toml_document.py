"""TOML text with the places of its tables and keys, so that a problem can be told as file:line:column."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import tomli
from pydantic_core import ValidationError

from fuling_cli.errors import InvalidData, Problem
from fuling_cli.language import Message, message
from fuling_cli.store.fields import validator

T = TypeVar("T")

LONGEST_LINE = 8_192
"""Characters: far beyond any source or note, and short of what makes a TOML parser slow."""

_HEADER = re.compile(r"[ \t]*\[{1,2}[ \t]*([A-Za-z0-9_-]+)[ \t]*\]{1,2}")
_KEY = re.compile(r"""[ \t]*(?:"([^"\\]*)"|'([^']*)'|([A-Za-z0-9_-]+))[ \t]*[=.]""")
_HOSTILE = {
    "data.long_line": re.compile(rf"^[^\n]{{{LONGEST_LINE + 1}}}", re.MULTILINE),
    "data.conflict": re.compile(r"^(?:<<<<<<<|>>>>>>>|=======)(?: |$)", re.MULTILINE),
    "data.deep": re.compile(r"^[ \t]*\[{0,2}(?:[ \t]*[A-Za-z0-9_\"'-]+[ \t]*\.){50}", re.MULTILINE),
}
"""What no parser is given: by the message that says so."""
LONGEST_VALUE = 60
"""Characters of a wrong value that a message repeats."""

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
    "finite_number": "data.number",
    "decimal_max_digits": "data.out_of_range",
    "year_or_undated": "data.year_or_undated",
    "dict_type": "data.table",
    "list_type": "data.tables",
}


class Places:
    """Where in a TOML text its tables and keys stand; ``above`` counts the lines of the file before the text."""

    def __init__(self, path: Path, text: str, above: int = 0) -> None:
        self.path = path
        self.text = text
        self.above = above

    def problem(self, location: tuple[int | str, ...], text: Message, *, serious: bool = True) -> Problem:
        """A problem at ("target", 3, "value"): the key, or its table where the key is not there."""
        line, column = self.place(location)
        key = location[-1] if location and isinstance(location[-1], str) else ""
        return Problem(str(self.path), line + self.above, column, text, serious, key)

    def place(self, location: tuple[int | str, ...]) -> tuple[int, int]:
        """Line and column, from 1, of a location in the text; the nearest table or 1:1 where it has none."""
        table = str(location[0]) if location else ""
        number = location[1] if len(location) > 1 and isinstance(location[1], int) else 0
        keys = [part for part in location[1:] if isinstance(part, str)]
        wanted = [*((table, number, key) for key in reversed(keys)), (table, number, ""), ("", 0, table)]
        return next((self._places[place] for place in wanted if place in self._places), (1, 1))

    @cached_property
    def _places(self) -> dict[tuple[str, int, str], tuple[int, int]]:
        """Line and column by table, its number among its namesakes, and key; an empty key is the table itself."""
        places: dict[tuple[str, int, str], tuple[int, int]] = {}
        counts: dict[str, int] = {}
        table, number = "", 0
        for line, column, name, header in self._landmarks():
            if header:
                table, number = name, counts.get(name, 0)
                counts[name] = number + 1
            places.setdefault((table, number, "" if header else name), (line, column))
        return places

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


class Source(Places):
    """One TOML file as it was read, or a part of one: the parsed document, and where each thing in it stands."""

    def __init__(self, path: Path, raw: bytes, above: int = 0) -> None:
        """Parse the bytes; raises InvalidData for what is not TOML in UTF-8, naming what it is instead."""
        super().__init__(path, "", above)
        self.text = self._decoded(raw)
        self._refuse_the_hostile()
        try:
            self.document: dict[str, Any] = tomli.loads(self.text, parse_float=Decimal)
        except tomli.TOMLDecodeError as error:
            self._fail(error.lineno, error.colno, message("data.toml", why=error.msg))
        except RecursionError:
            self._fail(1, 1, message("data.deep"))
        except (ValueError, ArithmeticError) as error:
            self._fail(1, 1, message("data.toml", why=type(error).__name__))

    def validated(self, shape: type[T], keys: Mapping[str, Sequence[str]]) -> T:
        """The document, which has the shape of a typed dictionary; raises InvalidData with every problem at its place.

        ``keys`` are the allowed keys of each table, and of the file itself under the empty name: for a typo's hint.
        """
        try:
            found: T = validator(shape).validate_python(self.document)  # type: ignore[arg-type]  # a class can be hashed
        except ValidationError as error:
            details = error.errors(include_url=False)
            raise InvalidData([self._problem_of(detail, keys) for detail in details]) from None
        return found

    def _decoded(self, raw: bytes) -> str:
        if not raw.strip():
            self._fail(1, 1, message("data.emptied"))
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
        found = [(match.start(), key) for key, pattern in _HOSTILE.items() if (match := pattern.search(self.text))]
        if found:
            start, key = min(found, key=lambda one: one[0])
            self._fail(self.text.count("\n", 0, start) + 1, 1, message(key, longest=LONGEST_LINE))

    def _fail(self, line: int, column: int, text: Message) -> NoReturn:
        raise InvalidData([Problem(str(self.path), line + self.above, column, text)])

    def _problem_of(self, detail: Mapping[str, Any], keys: Mapping[str, Sequence[str]]) -> Problem:
        """One pydantic error in our words, at its place."""
        location, kind = tuple(detail["loc"]), detail["type"]
        context = detail.get("ctx", {})
        key = next((part for part in reversed(location) if isinstance(part, str)), "")
        value = _repeated(detail["input"])
        match kind:
            case "extra_forbidden":
                text = message("data.unknown_key", key=location[-1], hint=_hint(location, keys))
            case "missing":
                text = message("data.missing_key", key=location[-1])
            case "literal_error":
                text = message("data.choice", key=key, value=value, expected=context["expected"].replace("'", ""))
            case "string_pattern_mismatch":
                text = message("data.slug", key=key, value=value)
            case "string_too_long" | "string_too_short":
                text = message("data.text_length", key=key)
            case "greater_than_equal" | "less_than_equal" | "greater_than" | "less_than":
                text = message("data.out_of_range", key=key, value=value)
            case _:
                text = message(WRONG_TYPES.get(kind, "data.invalid"), key=key, value=value)
        return self.problem(location, text)


def _hint(location: tuple[int | str, ...], keys: Mapping[str, Sequence[str]]) -> Message:
    """What may stand where the unknown key stands: the nearest one, and all."""
    names = [part for part in location[:-1] if isinstance(part, str)]
    allowed = keys.get(names[-1] if names else "", ())
    near = get_close_matches(str(location[-1]), allowed, n=1)
    every = message("error.one_of", words=list(allowed))
    return Message("data.near_key", {"near": near[0], "every": every}) if near else every


def _repeated(value: object) -> str:
    """A wrong value as its author wrote it, more or less; only the beginning of a long one."""
    try:
        text = str(value).lower() if isinstance(value, bool) else str(value)
    except (ValueError, RecursionError):  # a number of more digits than Python prints, or lists in lists
        return "…"
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"


def _reads_as_gbk(raw: bytes) -> bool:
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True
