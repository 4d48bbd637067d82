"""Years as tables write them; and months, quarters and spans, which are recognised so that none is taken for a year."""

import re
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from fuling_cli.core.parsing import YEARS
from fuling_cli.core.units import normalize_spaces

PeriodKind: TypeAlias = Literal["year", "day", "month", "quarter", "half", "week", "span"]

LONGEST = 40
_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_YEAR = "(?P<year>[12][0-9]{3})"
_ANY_YEAR = "[12][0-9]{3}"
_FLAG = r"(?:\s*(?:[(（](?P<bracketed>[^()（）]{1,8})[)）]|\[[0-9]{1,2}\]|(?P<letter>[pefrb])|\*+|[①-⑳¹²³]+|[0-9]\)))?"
_NUMBER = "(?:0?[1-9]|1[0-2])"
_PATTERNS: tuple[tuple[PeriodKind, str], ...] = (
    ("year", rf"{_YEAR}\s*(?:年度?|年[末底])?{_FLAG}"),
    ("year", rf"{_YEAR}\.0{{1,6}}"),
    ("year", rf"{_YEAR} \[YR[0-9]{{4}}\]"),
    ("year", rf"(?:FY|CY|year )\s?{_YEAR}{_FLAG}"),
    ("year", rf"FY\s?'?(?P<short>[0-9]{{2}}){_FLAG}"),
    ("year", rf"{_YEAR}-A1?"),
    ("day", rf"{_YEAR}[-/.](?P<month>{_NUMBER})[-/.](?P<day>0?[1-9]|[12][0-9]|3[01])(?:[T ]00:00(?::00)?)?"),
    ("day", rf"{_YEAR}年(?P<month>{_NUMBER})月(?P<day>0?[1-9]|[12][0-9]|3[01])日"),
    ("day", rf"(?P<day>0?[1-9]|[12][0-9]|3[01])\.(?P<month>{_NUMBER})\.{_YEAR}"),
    ("day", rf"(?P<month>[0-9]{{1,2}})/(?P<day>[0-9]{{1,2}})/{_YEAR}"),
    ("month", rf"{_YEAR}[-/.]?M?(?:0[1-9]|1[0-2])|{_ANY_YEAR}M[1-9]"),
    ("span", rf"{_YEAR}\s?[-/–—至到]\s?(?:[12][0-9]{{3}}|[0-9]{{2}})年?"),
    ("month", rf"{_YEAR}年{_NUMBER}(?:[-–—至到~]{_NUMBER})?月[末底]?"),
    ("month", rf"(?:{_MONTH})\.?[- ,/]*(?:[12][0-9]{{3}}|'?[0-9]{{2}})"),
    ("month", rf"{_YEAR}[- ]?(?:{_MONTH})"),
    ("month", r"M(?:0?[1-9]|1[0-2])[- /]?[12][0-9]{3}"),
    ("quarter", rf"{_YEAR}[-\s/]?Q[1-4]|Q[1-4][-\s/]?[12][0-9]{{3}}|[1-4]Q'?(?:[12][0-9]{{3}}|[0-9]{{2}})"),
    ("quarter", rf"{_YEAR}年(?:第?[一二三四1-4]季度?|前[二三23]季度?|[一二三四1-4]-[一二三四1-4]季度?)"),
    ("half", rf"{_YEAR}(?:[-\s]?[HS][12]|年[上下]半年)"),
    ("week", rf"{_YEAR}[-\s]?W[0-5][0-9]"),
)
_COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _PATTERNS)
"""In this order: 2015-01 is a month, and 2022-23 the span of two years."""


class Period(NamedTuple):
    """A stretch of time: its year where it is one, the flag behind it, and month and day where it is a day."""

    kind: PeriodKind
    year: int | None = None
    flag: str = ""
    day: tuple[int, int] | None = None


@lru_cache(maxsize=4096)
def period_of(text: str) -> Period | None:
    """What stretch of time a cell names; None where it names none.

    >>> period_of("2024年"), period_of("1990 [YR1990]").year, period_of("FY22").year, period_of("31.12.1950").year
    (Period(kind='year', year=2024, flag='', day=None), 1990, 2022, 1950)
    >>> [period_of(text).kind for text in ("2022 Q4", "2024年1-9月", "2022/23", "2024-03")]
    ['quarter', 'month', 'span', 'month']
    """
    words = normalize_spaces(text) if len(text) <= LONGEST else ""
    if not any(character.isdigit() for character in words):
        return None
    for kind, pattern in _COMPILED:
        if found := pattern.fullmatch(words):
            return _period_of(kind, found.groupdict())
    return None


def _period_of(kind: PeriodKind, parts: dict[str, str | None]) -> Period:
    """The period that a pattern found in its parts."""
    if kind not in ("year", "day"):
        return Period(kind)
    short = parts.get("short")
    year = int(parts.get("year") or f"{'19' if short and short > '60' else '20'}{short}")
    flag = (parts.get("bracketed") or parts.get("letter") or "").casefold()
    day = (int(parts["month"] or 0), int(parts["day"] or 0)) if kind == "day" else None
    return Period(kind, year, flag, day)


def is_plausible_year(period: Period | None) -> bool:
    """Whether a period is a year, or a day of one, of which the ledger takes figures."""
    return period is not None and period.year is not None and period.year in YEARS
