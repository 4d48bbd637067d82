"""One TOML file: parsed, checked against its tables, and every problem told as file:line:column."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import tomli

from fuling_cli.errors import InvalidData, Problem
from fuling_cli.language import Message, message

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

T = TypeVar("T")
Location = tuple[int | str, ...]
"""Where in a document something is: ("target", 3, "value") is a key of the fourth ``[[target]]``."""

MARK = b"\xef\xbb\xbf"
LONGEST_LINE = 8_192
"""Characters: far beyond any source or note, and short of what makes a TOML parser slow."""
MOST_PROBLEMS = 2_000
"""Problems of one file that are told; a file that has more is damaged as a whole."""
LONGEST_VALUE = 60
"""Characters of a wrong value that a message repeats."""

_HEADER = r"[ \t]*\[{1,2}[ \t]*([A-Za-z0-9_-]+)[ \t]*\]{1,2}"
_KEY = r"""[ \t]*(?:"([^"\\]*)"|'([^']*)'|([A-Za-z0-9_-]+))[ \t]*[=.]"""
_QUOTES = '"""|' + "'''"
_HOSTILE = (
    rf"(?m)^(?:(?P<long_line>[^\n]{{{LONGEST_LINE + 1}}})"
    r"|(?P<conflict>(?:<<<<<<<|>>>>>>>|=======)(?: |$))"
    r"""|(?P<deep>[ \t]*\[{0,2}(?:[ \t]*[A-Za-z0-9_"'-]+[ \t]*\.){50}))"""
)
"""What no parser is given."""
_REFUSALS = {"long_line": "data.long_line", "conflict": "data.conflict", "deep": "data.deep"}
"""The message for each group of `_HOSTILE`."""
_WRONG_TYPES = {
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


class TomlPositions:
    """Where in a TOML text its tables and keys stand."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text

    def problem(self, location: Location, text: Message, *, serious: bool = True) -> Problem:
        """A problem at a location: at the key, or at its table where the key is not there."""
        line, column = self.line_and_column(location)
        key = location[-1] if location and isinstance(location[-1], str) else ""
        return Problem(str(self.path), line, column, text, serious, key)

    def line_and_column(self, location: Location) -> tuple[int, int]:
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
        for line, column, name, header in self._headers_and_keys():
            if header:
                table, number = name, counts.get(name, 0)
                counts[name] = number + 1
            places.setdefault((table, number, "" if header else name), (line, column))
        return places

    def _headers_and_keys(self) -> Iterator[tuple[int, int, str, bool]]:
        """Each header and key with its line and column, passing over the insides of multi-line strings."""
        quote = ""
        for number, line in enumerate(self.text.split("\n"), start=1):
            if not quote:
                header, key = re.match(_HEADER, line), re.match(_KEY, line)
                if header:
                    yield number, line.index("[") + 1, header[1], True
                elif key:
                    name = next(group for group in key.groups() if group is not None)
                    yield number, len(line) - len(line.lstrip()) + 1, name, False
            for mark in re.findall(_QUOTES, line):
                quote = "" if quote == mark else quote or mark


class TomlDocument(TomlPositions):
    """One TOML file as it was read: the parsed content, and where each thing in it stands."""

    def __init__(self, path: Path, raw: bytes) -> None:
        """Parse the bytes; raises InvalidData for what is not TOML 1.0 in UTF-8, naming what it is instead."""
        super().__init__(path, "")
        self.text = self._decoded(raw)
        self._refuse_the_hostile()
        try:
            self.content: dict[str, Any] = tomli.loads(self.text, parse_float=Decimal)
        except tomli.TOMLDecodeError as error:
            self._fail(error.lineno, error.colno, message("data.toml", why=error.msg))
        except RecursionError:
            self._fail(1, 1, message("data.deep"))
        except (ValueError, ArithmeticError) as error:
            self._fail(1, 1, message("data.toml", why=type(error).__name__))

    def validate(self, adapter: "TypeAdapter[T]", keys: Mapping[str, Sequence[str]]) -> tuple[T, tuple[Problem, ...]]:
        """The content as its tables are typed, and a warning for each unknown key, which is left out.

        Raises InvalidData with every problem, in the order of the lines, where anything else is wrong. ``keys`` are
        the allowed keys of each table, and of the file itself under the empty name: for a hint at what was meant.
        """
        from pydantic import ValidationError

        try:
            return adapter.validate_python(self.content), ()
        except ValidationError as error:
            details = error.errors(include_url=False)
        known_file = not set(self.content).isdisjoint(keys[""])
        unknown = [detail for detail in details if detail["type"] == "extra_forbidden"]
        for detail in unknown:
            self._remove(_error_location(detail))
        try:
            tables = adapter.validate_python(self.content)
        except ValidationError as error:
            details = [*unknown, *error.errors(include_url=False)]
            raise InvalidData(self._problems(details, keys, known_file=known_file)) from None
        problems = self._problems(unknown, keys, known_file=known_file)
        if not known_file:
            raise InvalidData(problems)
        return tables, problems

    def _problems(
        self, details: Sequence["ErrorDetails"], keys: Mapping[str, Sequence[str]], *, known_file: bool
    ) -> tuple[Problem, ...]:
        """Every problem in the order of the lines; an unknown key is a warning in a file that has a known one."""
        problems: list[Problem] = []
        for detail in details[:MOST_PROBLEMS]:
            location, kind = _error_location(detail), detail["type"]
            if kind == "contradiction":
                complaints = detail["ctx"]["complaints"]
                problems += [self.problem((*location, *inside), text) for inside, text in complaints]
            elif kind == "extra_forbidden":
                problems.append(self.problem(location, _unknown_key(location, keys), serious=not known_file))
            else:
                problems.append(self.problem(location, _in_our_words(detail)))
        problems.sort(key=lambda problem: (problem.line, problem.column, not problem.serious))
        if (more := len(details) - MOST_PROBLEMS) > 0:
            problems.append(problems[-1]._replace(message=message("data.more", count=more)))
        return tuple(problems)

    def _remove(self, location: Location) -> None:
        """Leave a key out of the content."""
        *path, key = location
        table: Any = self.content
        for part in path:
            table = table[part]
        del table[key]

    def _decoded(self, raw: bytes) -> str:
        if b"\0" in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            line = raw.count(b"\n", 0, raw.index(b"\0")) + 1
            self._fail(line, 1, message("data.nul"))
        if not raw.removeprefix(MARK).strip():
            self._fail(1, 1, message("data.emptied"))
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            self._fail(1, 1, message("data.utf16"))
        try:
            return raw.removeprefix(MARK).decode("utf-8")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            column = error.start - raw.rfind(b"\n", 0, error.start)
            self._fail(line, column, message("data.gbk" if _reads_as_gbk(raw) else "data.utf8"))

    def _refuse_the_hostile(self) -> None:
        found = re.search(_HOSTILE, self.text)
        if found:
            line = self.text.count("\n", 0, found.start()) + 1
            self._fail(line, 1, message(_REFUSALS[found.lastgroup or ""], longest=LONGEST_LINE))

    def _fail(self, line: int, column: int, text: Message) -> NoReturn:
        raise InvalidData([Problem(str(self.path), line, column, text)])


def _error_location(detail: "ErrorDetails") -> Location:
    """Where an error is in the file, without pydantic's names for the ways to write a key."""
    from fuling_cli.store.fields import TAGS

    return tuple(part for part in detail["loc"] if part not in TAGS)


def _in_our_words(detail: "ErrorDetails") -> Message:
    """One pydantic error as a message of ours."""
    location, kind, context = _error_location(detail), detail["type"], detail.get("ctx", {})
    key = next((part for part in reversed(location) if isinstance(part, str)), "")
    value = _abbreviate_value(detail["input"])
    match kind:
        case "missing":
            return message("data.missing_key", key=location[-1])
        case "literal_error":
            return message("data.choice", key=key, value=value, expected=context["expected"].replace("'", ""))
        case "string_pattern_mismatch":
            return message("data.slug", key=key, value=value)
        case "string_too_long":
            return message("data.text_length", key=key, longest=context["max_length"])
        case "string_too_short":
            return message("data.empty_text", key=key)
        case "greater_than_equal" | "less_than_equal" | "greater_than" | "less_than":
            return message("data.out_of_range", key=key, value=value)
        case _:
            return message(_WRONG_TYPES.get(kind, "data.invalid"), key=key, value=value)


def _unknown_key(location: Location, keys: Mapping[str, Sequence[str]]) -> Message:
    """That a key is unknown, with the nearest one that may stand there, and all of them."""
    names = [part for part in location[:-1] if isinstance(part, str)]
    allowed = keys.get(names[-1] if names else "", ())
    near = get_close_matches(str(location[-1]), allowed, n=1)
    every = message("error.one_of", words=list(allowed))
    hint = message("data.near_key", near=near[0], every=every) if near else every
    return message("data.unknown_key", key=location[-1], hint=hint)


def _abbreviate_value(value: object) -> str:
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
