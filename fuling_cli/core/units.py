"""Units as the publications print them: a power of ten and the noun that is counted.

Units are free text. Only nouns that mean the same thing convert into each other, and only by shifting the
decimal point: 万元 into 亿元, never tonnes into yuan, never a percentage into percentage points.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from fuling_cli.core.decimals import EXACT, WIDE

SCALES = {
    "万亿": 12, "千亿": 11, "百亿": 10, "十亿": 9, "亿": 8, "千万": 7, "百万": 6, "十万": 5, "万": 4, "千": 3,
    "trillion": 12, "tn": 12, "billion": 9, "bn": 9, "million": 6, "mn": 6, "thousand": 3,
    "萬億": 12, "千億": 11, "百億": 10, "十億": 9, "億": 8, "千萬": 7, "百萬": 6, "十萬": 5, "萬": 4,
    "100 million": 8, "10000": 4, "10 000": 4, "10,000": 4,  # as the yearbooks head their English columns
}  # fmt: skip
"""The power of ten each word stands for. No 十 or 百 alone: 百分点 is not a hundred of anything."""

SYNONYMS = {
    "元": ("圓", "yuan", "RMB", "CNY", "renminbi", "人民币", "人民币元", "元人民币", "yuan RMB", "RMB yuan"),
    "%": ("percent", "per cent", "pct"),
    "个百分点": ("百分点", "percentage point", "percentage points", "pp"),
    "立方米": ("m³", "m3", "cubic metre", "cubic metres", "cubic meter", "cubic meters"),
    "平方米": ("m²", "m2", "square metre", "square metres", "square meter", "square meters"),
    "平方公里": ("km²", "km2", "square kilometre", "square kilometres", "square kilometer", "square kilometers"),
    "吨": ("噸", "t", "tonne", "tonnes", "metric ton", "metric tons"),
    "人": ("person", "persons", "people"),
}
"""Nouns that mean exactly the same. 家 and 户 do not; neither do 元 and 美元."""

RATES = frozenset({"%", "个百分点"})
"""Nouns that no bare 万 or 亿 ever counts."""

MONEY = frozenset({"dollar", "dollars", "usd", "euro", "euros", "eur", "yen", "jpy", "pound", "pounds", "gbp", "cad"})
"""Nouns in other languages that are money; in Chinese money is what ends in 元."""

_HALF_WIDTH = {ord(mark) + 0xFEE0: mark for mark in "0123456789,.%+-><=~"} | {ord("\N{MINUS SIGN}"): "-"}
_CHINESE = r"[\u2e80-\u9fff]"
_LOOSE_SPACE = rf"(?<={_CHINESE})\s+|\s+(?={_CHINESE})"  # compiled, as the next one, when it is first needed
_SCALE = "|".join(
    re.escape(word) + ("(?![A-Za-z0-9])" if word.isascii() else "") for word in sorted(SCALES, key=len, reverse=True)
)
_NOUNS = {word.casefold(): noun for noun, words in SYNONYMS.items() for word in (noun, *words)}


SLIP = Decimal(8)
"""Times: a decimal point misplaced by one, in a year in which the figure itself moved by a fifth."""


class Unit(NamedTuple):
    """So many (a power of ten) of something; the noun is empty where only a scale was written."""

    multiplier: Decimal
    noun: str


def normalize_spaces(text: str) -> str:
    """The text in half width, with single spaces, and none beside a Chinese character.

    Full-width digits and signs go through a table of exactly these; NFKC would also turn ² into 2.

    >>> normalize_spaces(" 1,625.6 亿 元 ")
    '1,625.6亿元'
    """
    return " ".join(re.sub(_LOOSE_SPACE, "", text.translate(_HALF_WIDTH)).split())


@lru_cache(maxsize=1024)
def unit_of(text: str) -> Unit:
    """Scale and noun of a unit; a noun that is not in the table stands for itself.

    >>> unit_of("亿元") == unit_of("100 million yuan") == Unit(Decimal("1E+8"), "元")
    True
    >>> unit_of("家").noun
    '家'
    """
    words = normalize_spaces(text)
    scale = re.match(_SCALE, words, re.IGNORECASE)
    power = SCALES[scale.group().casefold()] if scale else 0
    noun = words[scale.end() :].strip() if scale else words
    return Unit(_ten_to(power), _NOUNS.get(noun.casefold(), noun))


@lru_cache(maxsize=1024)
def unit_factor(from_unit: str, to_unit: str) -> Decimal | None:
    """The power of ten that turns a number of the first unit into the second; None where the nouns differ.

    >>> unit_factor("bn yuan", "亿元")
    Decimal('1E+1')
    >>> unit_factor("%", "个百分点") is None
    True
    """
    if from_unit == to_unit:
        return Decimal(1)
    given, wanted = unit_of(from_unit), unit_of(to_unit)
    if given.noun != wanted.noun:
        return None
    return _ten_to(given.multiplier.adjusted() - wanted.multiplier.adjusted())


def is_money(unit: str) -> bool:
    """Whether a unit counts money, whose growth at current prices is nominal.

    >>> is_money("亿元"), is_money("bn yuan"), is_money("亿美元"), is_money("%")
    (True, True, True, False)
    """
    noun = unit_of(unit).noun
    return noun.endswith("元") or noun.casefold() in MONEY


def english_unit(unit: str) -> str | None:
    """The unit in English words; None where the tables have none for it.

    >>> english_unit("亿元"), english_unit("万人"), english_unit("%"), english_unit("家")
    ('100 million yuan', '10000 person', '%', None)
    """
    found = unit_of(unit)
    noun = next((word for word in (found.noun, *SYNONYMS.get(found.noun, ())) if word.isascii()), None)
    power = found.multiplier.adjusted()
    scale = next((word for word, ten in SCALES.items() if ten == power and word.isascii()), None if power else "")
    return None if noun is None or scale is None else f"{scale} {noun}".strip()


def scale_slip(previous: Decimal, new: Decimal) -> Decimal | None:
    """New over previous where one is `SLIP` times the other or more, as when 万 was typed for 亿; else None.

    >>> scale_slip(Decimal("1504.37"), Decimal("15043.7"))
    Decimal('1E+1')
    """
    small, large = sorted((previous.copy_abs(), new.copy_abs()))
    if not small or large < EXACT.multiply(small, SLIP):
        return None
    return WIDE.divide(new, previous)


def _ten_to(power: int) -> Decimal:
    """A power of ten with a single digit, so that multiplying by it only moves the decimal point."""
    return Decimal((0, (1,), power))
