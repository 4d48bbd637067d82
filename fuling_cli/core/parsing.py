r"""VALUE and YEAR as people type them, read strictly: anything in doubt is refused, nothing is guessed.

    value  = amount | before amount ["大关"] | amount after | amount to amount
    amount = number [more] [unit]
    more   = "余" | "多" | "+"                           at least; also within a unit: 1700亿多元
    number = [sign] ( digits | group ) ["." digits]      no leading zeros, no exponent
    group  = one to three digits, then ("," three digits) once or more
    unit   = [scale] [noun]                              see `units`; none at all means the metric's own
    before = ">" | "≥" | "突破" | "more than" | …        at least
           | "<" | "≤" | "近" | "up to" | …              at most
    after  = "以上" | "以下" | "or more" | …
    to     = ".." | "-" | "~" | "至" | "to" | …

The metric's own unit is understood as it is spelled, whatever it contains, and before any other word.
A scale without a noun counts the metric's noun: 1626亿 of a metric in 亿元 is 1626亿元. In a range, an end
without a unit has the other end's.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import lru_cache

from fuling_cli.core.decimals import EXACT, LARGEST, MOST_DIGITS
from fuling_cli.core.figure import Figure
from fuling_cli.core.units import RATES, SYNONYMS, normalize_spaces, unit_factor, unit_of
from fuling_cli.errors import WrongUsage
from fuling_cli.language import message

LONGEST = 128
"""Characters of a value with its unit; more is not a number that anybody typed."""
YEARS = range(1900, 2100)
LONGEST_TEXT = 2000
"""Characters of a source, an address or a note."""

AT_LEAST = (
    ">", ">=", "≥", "突破", "超", "超过", "超過", "逾", "冲破", "跨越", "跨上", "站上",
     "高于", "大于", "多于", "至少", "不低于", "不少于", "不小于",
    "more than", "over", "above", "at least", "no less than", "not less than",
)  # fmt: skip
AT_MOST = (
    "<", "<=", "≤", "近", "接近", "将近", "不足", "不到", "低于", "小于", "少于",
    "至多", "最多", "不超过", "不高于", "不大于", "不多于",
    "nearly", "almost", "up to", "at most", "under", "below", "less than", "no more than", "not more than",
)  # fmt: skip
OR_MORE = ("以上", "及以上", "余", "餘", "多", "+", "or more")
OR_LESS = ("以下", "及以下", "or less")
TO = ("..", "...", "…", "-", "\N{EN DASH}", "\N{EM DASH}", "~", "\N{WAVE DASH}", "至", "到", "to")
ABOUT = ("约", "大约", "大概", "~", "≈", "about", "around", "approximately", "approx.", "approx", "circa", "roughly")
OR_SO = ("左右", "上下", "or so")
THRESHOLD = ("大关", "大關", "关口", "關口")
"""What is broken through: 突破1700亿元大关."""
_MORE = r"(?<=[\d十百千万萬亿億])[余餘多+](?=[^余餘多+])"
_DAY = "([0-9]{4})(?:年|[-/.])([0-9]{1,2})(?:月|[-/.])([0-9]{1,2})日?"


def _any_of(words: tuple[str, ...]) -> str:
    """A pattern for any of the words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


_NUMBER = (
    r"[+-]?(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?"
    r"(?!\d|e[+-]?\d)"  # it ends where no more of a number follows
)
_WITH_DIGITS = tuple(word for words in SYNONYMS.values() for word in words if re.search("[0-9]", word))
_UNIT = rf"(?=[^\W\d_]|[%‰°$€£])(?:{_any_of(_WITH_DIGITS)}|[^\d<>=≤≥,~+])+?"


@lru_cache(maxsize=64)
def _value_grammar(unit: str) -> re.Pattern[str]:
    """The grammar above for a metric in this unit; ``first_unit`` may match nothing."""
    written = rf"\s?{re.escape(normalize_spaces(unit))}|(?:\s?{_UNIT})??"
    return re.compile(
        rf"(?P<before>{_any_of(AT_LEAST + AT_MOST + ABOUT)})?\s?(?P<first>{_NUMBER})(?P<first_unit>{written})"
        rf"(?:\s?{_any_of(TO)}\s?(?P<second>{_NUMBER})(?P<second_unit>{written}))?"
        rf"\s?(?P<after>{_any_of(OR_MORE + OR_LESS + OR_SO + THRESHOLD)})?",
        re.IGNORECASE,
    )


def figure_from(text: str, unit: str) -> Figure:
    """The figure that was typed, in the metric's unit, with the digits as printed.

    Raises `WrongUsage`: ``value.unreadable``, ``value.too_long``, ``value.too_large``, ``value.about``,
    ``value.wrong_unit``, ``value.backwards``.

    >>> figure_from("162.56bn", "亿元").value
    Decimal('1625.6')
    >>> figure_from("突破1,700亿元", "亿元").low
    Decimal('1700')
    """
    if len(text) > LONGEST:
        raise WrongUsage(message("value.too_long", text=_shortened_text(text), longest=LONGEST, digits=MOST_DIGITS))
    shortened, more = re.subn(_MORE, "", normalize_spaces(text), count=1)
    typed = _value_grammar(unit).fullmatch(shortened)
    words = {typed[part].casefold() for part in ("before", "after") if typed[part]} if typed else set()
    words |= {"+"} if more else set()
    if not words.isdisjoint(ABOUT + OR_SO):
        raise WrongUsage(message("value.about", text=text, unit=unit))
    side = _figure_by_words(words)
    if typed is None or side is None or (words and typed["second"] is not None):
        raise WrongUsage(message("value.unreadable", text=text, unit=unit))
    first_unit, second_unit = typed["first_unit"].strip(), (typed["second_unit"] or "").strip()
    first = _in_unit(typed["first"], first_unit or second_unit, text, unit)
    if typed["second"] is None:
        return side(first)
    second = _in_unit(typed["second"], second_unit or first_unit, text, unit)
    if first >= second:
        raise WrongUsage(message("value.backwards", text=text, low=first, high=second, unit=unit))
    return Figure.between(first, second)


def _figure_by_words(words: set[str]) -> Callable[[Decimal], Figure] | None:
    """What the words around a number make of it; None where they contradict each other."""
    if not words:
        return Figure.exactly
    if words <= {*AT_LEAST, *OR_MORE, *THRESHOLD} and not words <= {*THRESHOLD}:
        return Figure.at_least
    return Figure.at_most if words <= {*AT_MOST, *OR_LESS} else None


def _in_unit(number: str, given: str, text: str, unit: str) -> Decimal:
    """The number that was typed with the unit ``given``, in the metric's unit, without an exponent."""
    noun = unit_of(unit).noun
    if given and not unit_of(given).noun and noun not in RATES:
        shift = unit_factor(f"{given} {noun}", unit)
    else:
        shift = unit_factor(given or unit, unit)
    if shift is None:
        raise WrongUsage(message("value.wrong_unit", text=text, given=given, unit=unit))
    shifted = f"{EXACT.multiply(Decimal(number.replace(',', '')), shift):f}"
    if sum(character.isdigit() for character in shifted) > MOST_DIGITS:
        raise WrongUsage(message("value.too_long", text=text, longest=LONGEST, digits=MOST_DIGITS))
    number_in_unit = Decimal(shifted)
    if abs(number_in_unit) > LARGEST:
        raise WrongUsage(message("value.too_large", text=text, unit=unit))
    return number_in_unit or number_in_unit.copy_abs()  # -0 is 0


def figure_as_typed(figure: Figure, unit: str) -> str:
    """The figure as text that `figure_from` reads back to the same figure.

    >>> figure_as_typed(figure_from("1.640bn yuan", "亿元"), "亿元")
    '16.40亿元'
    >>> figure_as_typed(Figure.at_least(Decimal(1700)), "亿元")
    '>=1700亿元'
    """
    space = " " if re.match("[A-Za-z0-9]", unit) else ""
    match figure.fields:
        case Decimal() as value, None, None:
            number = f"{value:f}"
        case None, Decimal() as low, Decimal() as high:
            number = f"{low:f}..{high:f}"
        case None, Decimal() as low, None:
            number = f">={low:f}"
        case _:
            number = f"<={figure.printed:f}"
    return f"{number}{space}{unit}"


def year_from(text: str) -> int:
    """A year of four digits, 1900 to 2099, with or without 年.

    >>> year_from("2023")
    2023
    """
    year = normalize_spaces(text).removesuffix("年") if len(text) <= LONGEST else ""
    if not re.fullmatch("[0-9]{4}", year) or int(year) not in YEARS:
        raise WrongUsage(message("year.unreadable", text=_shortened_text(text), first=YEARS[0], last=YEARS[-1]))
    return int(year)


def day_from(text: str, option: str) -> date:
    """A calendar day, the year first: 2025-01-19, 2025/1/19 or 2025年1月19日; ``option`` is named where it is none.

    >>> day_from("2025年1月19日", "--published")
    datetime.date(2025, 1, 19)
    """
    found = re.fullmatch(_DAY, normalize_spaces(text)) if len(text) <= LONGEST else None
    try:
        if found and int(found[1]) in YEARS:
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:  # there is no 30 February
        pass
    raise WrongUsage(message("error.day", option=option, text=_shortened_text(text)))


def day_in(text: str) -> date | None:
    """The calendar day that stands in a text, such as the name of a newspaper's issue; None where there is none.

    >>> day_in("重庆日报 2025-01-19 第17版")
    datetime.date(2025, 1, 19)
    """
    found = re.search(_DAY, normalize_spaces(text))
    with suppress(ValueError):  # there is no 30 February
        return None if found is None else date(int(found[1]), int(found[2]), int(found[3]))
    return None


def validate_text(text: str, option: str) -> str:
    """A text for the ledger, as it was typed; raises WrongUsage for one that is empty, too long or not Unicode."""
    text = require_unicode(text, option)
    if not text.strip() or len(text) > LONGEST_TEXT:
        raise WrongUsage(message("error.text", option=option, longest=LONGEST_TEXT))
    return text


def require_unicode(text: str, option: str) -> str:
    """The text, also if it was typed as UTF-8 in a locale of ASCII; raises WrongUsage for other bytes."""
    try:
        return text.encode("utf-8", "surrogateescape").decode()
    except UnicodeError:
        raise WrongUsage(message("error.not_unicode", option=option)) from None


def _shortened_text(text: str) -> str:
    """The text, or its beginning where it is too long to repeat."""
    return text if len(text) <= LONGEST else f"{text[:40]}…"
