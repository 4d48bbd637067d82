"""Help, drawn from the word tables: headings, terms beside their meaning, and no line wider than the screen."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias
from unicodedata import east_asian_width

from fuling_cli.commands import COMMANDS, GROUPS
from fuling_cli.language import Language, words
from fuling_cli.tables.wrapping import wrap

INDENT, GAP = 2, 2
WIDEST_TERM = 26
"""Cells of a term beside which its meaning begins; a longer term has it on the next line."""

Row: TypeAlias = tuple[str, str]
"""A command, an argument or an option, and what it means."""


def program_help(language: Language, options: Iterable[Any], width: int) -> str:
    """The help of the program: examples, the commands by what they are for, its own options."""
    table = words(language)
    longest = max(map(len, COMMANDS))

    def command_row(name: str) -> Row:
        return name, table[f"command.{name}"]

    parts = [
        [table["help.program"]],
        [table["help.usage"].format(usage=table["help.usage_program"])],
        _example_lines(table["examples.program"]),
        *(_section_rows(table[heading], map(command_row, names), width, longest) for heading, names in GROUPS),
        _section_rows(table["help.shared"], map(option_row, _visible_parameters(options)), width),
        list(wrap(table["help.more"], width, text_width)),
    ]
    return _join_sections(parts)


def command_help(language: Language, name: str, path: str, parameters: Sequence[Any], width: int) -> str:
    """The help of one command: usage, what it does, its arguments, its options, examples."""
    table = words(language)
    shown = _visible_parameters(parameters)
    arguments = [(p.metavar or "", p.help or "") for p in shown if p.param_type_name == "argument"]
    options = [option_row(p) for p in shown if p.param_type_name == "option"]
    usage = " ".join([path, *(term for term, _ in arguments), table["help.usage_options"]])
    about = table[f"command.{name}"]
    parts = [
        list(wrap(table["help.usage"].format(usage=usage), width, text_width, hang=INDENT)),
        list(wrap(table["help.sentence"].format(text=about[0].upper() + about[1:]), width, text_width)),
        *(
            _section_rows(table[key], rows, width)
            for key, rows in (("help.arguments", arguments), ("help.options", options))
        ),
        list(wrap(table["help.shared_options"], width, text_width)),
        [table["help.examples"], *_example_lines(table[f"examples.{name}"])],
    ]
    return _join_sections(part for part in parts if part)


def option_row(option: Any) -> Row:
    """The names of an option, short ones first, with what follows them; and its meaning."""
    names = ", ".join(sorted(option.opts, key=len)) + "".join(f"/{name}" for name in option.secondary_opts)
    return f"{names} {option.metavar}" if option.metavar else names, option.help or ""


def text_width(text: str) -> int:
    """The cells that a text takes on a terminal, a Chinese character two.

    >>> text_width("gdp 亿元")
    8
    """
    return sum(2 if east_asian_width(character) in "FW" else 1 for character in text)


def _visible_parameters(parameters: Iterable[Any]) -> list[Any]:
    return [parameter for parameter in parameters if not parameter.hidden]


def _section_rows(heading: str, rows: Iterable[Row], width: int, longest: int = 0) -> list[str]:
    """A heading and rows below it, the meanings in one column; nothing where there are no rows."""
    found = list(rows)
    longest = longest or max((n for term, _ in found if (n := text_width(term)) <= WIDEST_TERM), default=0)
    return [heading, *(line for row in found for line in _row_lines(row, longest, width))] if found else []


def _row_lines(row: Row, longest: int, width: int) -> Iterator[str]:
    """A term and its meaning beside it, folded below itself."""
    term, meaning = row
    column = INDENT + longest + GAP
    lines = wrap(meaning, width, text_width, indent=column, hang=column)
    if text_width(term) > longest:
        yield " " * INDENT + term
    else:
        first = next(lines)
        yield (" " * INDENT + term + " " * (longest - text_width(term) + GAP) + first.lstrip()).rstrip()
    yield from lines


def _example_lines(text: str) -> list[str]:
    """Examples as they are typed, never folded."""
    return [" " * INDENT + line for line in text.split("\n")]


def _join_sections(parts: Iterable[Sequence[str]]) -> str:
    return "\n\n".join("\n".join(part) for part in parts)
