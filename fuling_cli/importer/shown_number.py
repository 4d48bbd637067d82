r"""A number of a workbook as its cell shows it: through the number format, or refused where that cannot be known.

A format has sections for positive numbers, negative ones, zero and text, divided by semicolons. Within a section, ``0``
``#`` and ``?`` are places of digits, a comma after the last of them divides by 1,000, a percent sign multiplies by 100,
``"…"``, ``\x`` and ``!x`` print what they hold, ``_x`` is a space and ``*x`` fills the cell. Source: ECMA-376, part 1,
18.8.31.
"""

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

from fuling_cli.language import Message, message

GENERAL = "General"
DIGITS = 15
"""A spreadsheet keeps so many significant digits of a number: more are noise."""

_TOKENS = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<exponent>[Ee][+-]0+)|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_COLORS = re.compile("(?i)black|blue|cyan|green|magenta|red|white|yellow|color ?[0-9]{1,2}|黑|蓝|绿|红|白|黄")
_WIDE = Context(prec=400, rounding=ROUND_HALF_UP)


class _Token(NamedTuple):
    kind: str  # digit, point, comma, percent, literal, general or unknown
    text: str


def shown_number(value: Decimal, number_format: str) -> str | Message:
    """The text that a cell with this value and format shows, without thousands marks; or why it is refused.

    >>> shown_number(Decimal("16265000"), "0!.0,"), shown_number(Decimal(1626), '0"万元"')
    ('1626.5', '1626万元')
    >>> shown_number(Decimal("78.600000000000001"), "General"), shown_number(Decimal("0.052"), "0.0%")
    ('78.6', '5.2%')
    """
    if not value.is_finite():
        return message("import.number_format", format=number_format)
    value = Context(prec=DIGITS).plus(value)
    sections = _format_sections(number_format)
    signed, section = _section_for(value, sections)
    if section is None:
        return message("import.number_format", format=number_format)
    if not section:
        return "" if number_format else _plain_digits(value)
    shown = _render_section(value if signed else abs(value), section)
    if shown is None or (value < 0 and not re.search("[-(−]", shown) and re.search("[1-9]", shown)):
        return message("import.number_format", format=number_format)
    return shown


def _plain_digits(value: Decimal) -> str:
    """All digits of a number, without an exponent and without zeros behind the point."""
    return f"{value.normalize():f}" if value else "0"


@lru_cache(maxsize=256)
def _format_sections(number_format: str) -> list[list[_Token]]:
    """The tokens of each section."""
    sections: list[list[_Token]] = [[]]
    for found in _TOKENS.finditer(number_format):
        kind, text = found.lastgroup or "", found[found.lastgroup or 0]
        match kind:
            case "quoted" | "escaped":
                sections[-1].append(_Token("literal", text))
            case "space" | "fill":
                pass
            case "bracket":
                if token := _read_bracket(text):
                    sections[-1].append(token)
            case "general":
                sections[-1].append(_Token("general", text))
            case "exponent":
                sections[-1].append(_Token("unknown", text))
            case _ if text == ";":
                sections.append([])
            case _:
                sections[-1].append(_other(text))
    return sections


def _read_bracket(text: str) -> _Token | None:
    """A color means nothing, a currency is printed; a condition or Chinese numerals are not known."""
    if _COLORS.fullmatch(text):
        return None
    if text.startswith("$"):
        currency = text[1:].partition("-")[0]
        return _Token("literal", currency) if currency else None
    return _Token("unknown", text)


def _other(text: str) -> _Token:
    kinds = {"0": "digit", "#": "digit", "?": "digit", ".": "point", ",": "comma", "%": "percent", "@": "general"}
    if text in kinds:
        return _Token(kinds[text], text)
    return _Token("literal" if text in "$-+/():!^&'~{}<>= ￥¥€£" or not text.isascii() else "unknown", text)


def _section_for(value: Decimal, sections: list[list[_Token]]) -> tuple[bool, list[_Token] | None]:
    """Whether the number keeps its sign, and the section that shows it; None for one with a condition."""
    if any(token.kind == "unknown" for section in sections[:3] for token in section):
        return True, None
    if value < 0 and len(sections) > 1:
        return False, sections[1]
    if value == 0 and len(sections) > 2:
        return True, sections[2]
    return True, sections[0]


def _render_section(value: Decimal, section: list[_Token]) -> str | None:
    """The number in the places of a section, its literals between them; None where the places are out of order."""
    if all(token.kind == "literal" for token in section):
        return "".join(token.text for token in section)
    if any(token.kind == "general" for token in section):
        parts = [_plain_digits(value) if token.kind == "general" else token.text for token in section]
        return "".join(parts) if all(token.kind in ("general", "literal") for token in section) else None
    digits = [at for at, token in enumerate(section) if token.kind == "digit"]
    points = [at for at, token in enumerate(section) if token.kind == "point"]
    if not digits or len(points) > 1 or any(token.text == "/" for token in section[digits[0] : digits[-1]]):
        return None
    point = points[0] if points else digits[-1] + 1
    decimals = sum(at > point for at in digits)
    scale = sum(token.kind == "comma" and at > digits[-1] for at, token in enumerate(section))
    percents = sum(token.kind == "percent" for token in section)
    scaled = _WIDE.scaleb(value, 2 * percents - 3 * scale)
    rounded = f"{abs(scaled).quantize(Decimal(1).scaleb(-decimals), context=_WIDE):f}"
    if re.search("[1-9]", rounded) is None and value and decimals == 0:
        return None  # a figure that shows as 0
    whole, _, fraction = rounded.partition(".")
    text = (
        _fill_places(section[:point], whole) + ("." if decimals else "") + _filled_fraction(section[point:], fraction)
    )
    return ("-" if value < 0 and rounded.strip("0.") else "") + text


def _fill_places(section: list[_Token], whole: str) -> str:
    """The digits before the point, set from the right, the first place taking all that are left."""
    left = sum(token.kind == "digit" for token in section)
    shown = "" if left else whole
    for token in section:
        if token.kind == "digit":
            left -= 1
            end = max(len(whole) - left, 0)
            if not end and token.text == "0":
                shown += "0"
            shown, whole = shown + whole[:end], whole[end:]
        elif token.kind in ("literal", "percent"):
            shown += token.text
    return shown


def _filled_fraction(section: list[_Token], fraction: str) -> str:
    """The digits behind the point, with the literals among them."""
    shown, at = "", 0
    for token in section:
        if token.kind == "digit":
            shown += fraction[at]
            at += 1
        elif token.kind in ("literal", "percent"):
            shown += token.text
    return shown
