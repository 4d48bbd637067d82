"""The figure in a cell, with the flags and footnote marks behind it; nothing is guessed from one number alone."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias

from fuling_cli.core.decimals import MOST_DIGITS
from fuling_cli.core.figure import Figure
from fuling_cli.core.ledger import Status
from fuling_cli.core.parsing import figure_from
from fuling_cli.errors import WrongUsage
from fuling_cli.importer.cells import LONGEST_NAME, is_missing
from fuling_cli.importer.vocabulary import BREAK, OTHER_FLAGS, STATUS_FLAGS
from fuling_cli.language import message

_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_GROUPS = re.compile(r"[0-9]{1,3}(?:[ \u00a0\u2009\u202f'’][0-9]{3})+(?![0-9])")
_FLAG = re.compile(
    r"\s*(?:[(（]\s*(?P<word>[^()（）]{1,12})\s*[)）]|\s(?P<apart>[a-z]{1,4})|(?<=[0-9:])(?P<joined>[pefrb])"
    r"|(?P<mark>\*{1,3}|[①-⑳†‡]|\[[0-9a-z]{1,2}\]))\s*$",
    re.IGNORECASE,
)
_COMMA_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?")
_SURE_COMMA = re.compile(
    r"(?:[0-9.]*,(?:[0-9]{1,2}|[0-9]{4,})|0,[0-9]+|[0-9]{4,},[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+)"
)
_SURE_POINT = re.compile(
    r"(?:[0-9,]*\.(?:[0-9]{1,2}|[0-9]{4,})|0\.[0-9]+|[0-9]{4,}\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+)"
)


class Value(NamedTuple):
    """What a cell holds: a figure or none, how firm it is, and the flags and marks behind it."""

    figure: Figure | None
    status: Status | None = None
    flags: tuple[str, ...] = ()


Decimals: TypeAlias = Literal["point", "comma", "unclear"]
"""How a file writes decimals; ``unclear`` where commas divide them by custom, and no number shows it."""


def value_from(text: str, unit: str, decimals: Decimals = "point") -> Value:
    """The value of a cell in a unit; raises WrongUsage for what is neither a figure nor a mark for a missing one.

    >>> value_from("38740 b", "欧元").flags, value_from("1,234.5（初步）", "亿元").status
    (('b',), 'provisional')
    >>> value_from(": c", "欧元").figure is None
    True
    """
    if _PLAIN.fullmatch(text) and len(text) <= MOST_DIGITS and (decimals == "point" or "." not in text):
        return Value(Figure.exactly(Decimal(text)))
    if is_missing(text):
        return Value(None)
    try:
        return Value(_figure(text, unit, decimals))
    except WrongUsage as error:
        bare, status, flags = _without_flags(text)
        if bare == text:
            raise
        if is_missing(bare):
            return Value(None, flags=flags)
        try:
            return Value(_figure(bare, unit, decimals), status, flags)
        except WrongUsage:
            raise error from None


def _figure(text: str, unit: str, decimals: Decimals) -> Figure:
    text = _GROUPS.sub(lambda found: re.sub("[^0-9]", "", found[0]), text.strip())
    if decimals != "point" and re.search("[.,]", text):
        number = re.match(r"[+-]?[0-9.,]+", text)
        if number is None or not _COMMA_DECIMAL.fullmatch(number[0]):
            raise WrongUsage(message("value.unreadable", text=text, unit=unit))
        if decimals == "unclear" and "," not in number[0] and number[0].count(".") == 1:
            raise WrongUsage(message("import.unclear_point", text=text))
        text = number[0].replace(".", "").replace(",", ".") + text[number.end() :]
    return figure_from(text, unit)


def _without_flags(text: str) -> tuple[str, Status | None, tuple[str, ...]]:
    """The text before its flags, the status they give, and the others."""
    status: Status | None = None
    flags: list[str] = []
    while found := _FLAG.search(text) if len(text) <= LONGEST_NAME else None:
        word = (found["word"] or found["apart"] or found["joined"] or "").strip().casefold()
        if found["mark"]:
            flags.append(found["mark"])
        elif word in STATUS_FLAGS:
            status = status or STATUS_FLAGS[word]
        elif word and set(word) <= {*OTHER_FLAGS, BREAK, *(flag for flag in STATUS_FLAGS if len(flag) == 1)}:
            status = status or next((STATUS_FLAGS[letter] for letter in word if letter in STATUS_FLAGS), None)
            flags += [letter for letter in word if letter not in STATUS_FLAGS]
        else:
            break
        text = text[: found.start()].rstrip()
    return text, status, tuple(flags)


def decimals_of_file(cells: Iterable[str]) -> Decimals | None:
    """How the numbers of a file with semicolons write decimals; None where they show both ways.

    A comma is decimal there unless some number can only have a decimal point.
    """
    comma = point = False
    for cell in cells:
        number = cell.strip().lstrip("+-")
        comma = comma or _SURE_COMMA.fullmatch(number) is not None
        point = point or _SURE_POINT.fullmatch(number) is not None
    if comma and point:
        return None
    return "point" if point else "comma" if comma else "unclear"
