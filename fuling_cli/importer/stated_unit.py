"""Units as tables state them, in brackets, in a column or above: read where they convert, refused where they mislead.

A unit that is not understood is never passed over: between 万元 and 亿元 lie four zeros.
"""

import re
from functools import lru_cache

from fuling_cli.core.units import SYNONYMS, is_money, normalize_spaces, unit_factor, unit_of
from fuling_cli.importer.cells import LONGEST_NAME, in_two_languages, plain_words
from fuling_cli.importer.sheet import shortened
from fuling_cli.importer.vocabulary import COUNTING, SCALED, WORDS_OF_UNITS
from fuling_cli.language import Message, message

_RATES = ("%", "‰", "个百分点")
_PREFIX = re.compile(r"^(?:计量单位|单位|units?|in)\s*[:：]?\s+|^(?:计量单位|单位)\s*[:：]?\s*", re.IGNORECASE)
_TOKENS = re.compile(r"[^\s_,;()（）/，、]+")
_WORDS_OF_SCALES = {
    **dict.fromkeys(("thousand", "thousands", "ths", "tsd", "tsd.", "'000"), "千"),
    **dict.fromkeys(("million", "millions", "mio", "mio.", "mill.", "mn", "mln", "m"), "百万"),
    **dict.fromkeys(("billion", "billions", "bn", "bln", "mrd", "mrd."), "十亿"),
    **dict.fromkeys(("trillion", "trillions", "tn"), "万亿"),
}
_CHINESE_SCALES = {
    0: "",
    3: "千",
    4: "万",
    5: "十万",
    6: "百万",
    7: "千万",
    8: "亿",
    9: "十亿",
    10: "百亿",
    11: "千亿",
    12: "万亿",
}
_SPOKEN = re.compile(
    r"(?i)[£€$]|(?<![a-z])(?:USD|EUR|GBP|CNY|millions?|billions?|trillions?|thousands?|mio|mrd|bn|mn|ths)(?![a-z])"
)
_MEASURES = re.compile(
    r"(?i)(?:kg|km|km2|km²|m2|m²|m3|m³|ha|hectares?|kwh|mwh|gwh|twh|tonnes?|tons?|litres?|days?|hours?|persons?|people"
    r"|households?|[十百千万亿]*(?:吨|公顷|亩|公里|千米|米|平方米|平方公里|立方米|千克|公斤|千瓦时|度|台|辆|座|家|个|户|人|人次|件"
    r"|美元|欧元|港元|日元|英镑|元|岁|天|次|所|张|套|条|头|只|升|千瓦|标准煤|吨标准煤))"
)


@lru_cache(maxsize=2048)
def stated_unit(text: str, wanted: str, *, certain: bool) -> str | Message | None:
    """The unit that a text states for figures wanted in another; a message where it does not convert into that.

    None where it says nothing of a unit. ``certain`` says that the text is nothing but a unit, as in a column of units;
    in brackets behind a name there may be something else.

    >>> stated_unit("万元", "亿元", certain=True), stated_unit("current US$", "美元", certain=False)
    ('万元', '美元')
    >>> stated_unit("现价", "亿元", certain=False) is None
    True
    """
    if len(text) > LONGEST_NAME:
        return _unit_refusal(shortened(text), wanted) if certain else None
    words = _PREFIX.sub("", normalize_spaces(text)).strip()
    if not words:
        return None
    if unit_factor(words, wanted) is not None:
        return words
    both = [_without_gaps(part) for part in in_two_languages(words) or ()]
    if both and unit_factor(both[0], wanted) is not None and unit_factor(both[0], both[1]) == 1:
        return both[0]
    described = _described_unit(words, unit_of(wanted).noun)
    if described is not None:
        return described if unit_factor(described, wanted) is not None else _unit_refusal(text, wanted)
    if (
        plain_words(words) in COUNTING
        and unit_of(wanted).multiplier == 1
        and not (is_money(wanted) or wanted in _RATES)
    ):
        return None
    return _unit_refusal(text, wanted) if certain or is_unit(words) else None


def _without_gaps(unit: str) -> str:
    """A unit without the spaces between thousands: 10 000 persons."""
    return re.sub(r"(?<=[0-9]) (?=[0-9]{3}(?![0-9]))", "", unit)


def is_bare_unit(text: str) -> bool:
    """Whether a text is a unit and nothing else: a currency, a rate or a measure that is known, with its scale."""
    if len(text) > LONGEST_NAME:
        return False
    words = normalize_spaces(text)
    noun = unit_of(words).noun
    tokens = _TOKENS.findall(_spaced_currency(words))
    known = noun in SYNONYMS or noun in WORDS_OF_UNITS or (not noun and bool(words))
    named = [token for token in tokens if any(token in found for found in WORDS_OF_UNITS.values())]
    rest = [token for token in tokens if token not in named and token not in _WORDS_OF_SCALES]
    return known or (bool(named) and not rest) or _MEASURES.fullmatch(words) is not None


def _spaced_currency(words: str) -> str:
    """A text in small letters, a sign of a currency apart from the letters behind it."""
    return re.sub("(?<![a-z])([£€])(?=[a-z])", r"\1 ", words.casefold())


def names_unit(text: str) -> bool:
    """Whether a heading without brackets speaks of a currency or a scale in Western words: GDP, US$ million."""
    return re.search(_SPOKEN, text) is not None


def is_unit(text: str) -> bool:
    """Whether a text is, or holds, a unit that is known: a currency, a rate, a measure, a scale."""
    words = normalize_spaces(text)
    noun = unit_of(words).noun
    known = noun in SYNONYMS or noun in WORDS_OF_UNITS or unit_of(words).multiplier != 1
    tokens = set(_TOKENS.findall(words.casefold()))
    named = any(not tokens.isdisjoint(found) for found in WORDS_OF_UNITS.values())
    return (
        known
        or named
        or re.search(r"=\s*100", words) is not None
        or _MEASURES.fullmatch(words) is not None
        or re.search(SCALED, words) is not None
    )


def scaled_unit(noun: str, power: int, wanted: str) -> str | Message:
    """The unit of so many powers of ten of something, as SDMX divides it."""
    unit = stated_unit(noun, wanted, certain=True) if noun else unit_of(wanted).noun
    if isinstance(unit, Message):
        return unit
    scale = _CHINESE_SCALES.get(power)
    if scale is None or (power and unit_of(unit or "").multiplier != 1):
        return _unit_refusal(f"{noun} x 10^{power}", wanted)
    return f"{scale}{unit_of(wanted).noun}" if power else unit or unit_of(wanted).noun


def _described_unit(words: str, noun: str) -> str | None:
    """The unit in a description that holds a word for this noun, with its scale where it has one that is clear."""
    tokens = _TOKENS.findall(_spaced_currency(words))
    meant = {*WORDS_OF_UNITS.get(noun, ()), *(word.casefold() for word in SYNONYMS.get(noun, ())), noun.casefold()}
    if not any(word in tokens or (" " in word and word in words.casefold()) for word in meant):
        return None
    scales = [_WORDS_OF_SCALES[token] for token in tokens if token in _WORDS_OF_SCALES]
    numbers = [token for token in tokens if token[0].isdigit() and not re.fullmatch("(?:19|20)[0-9]{2}", token)]
    rest = " ".join(token for token in tokens if token not in _WORDS_OF_SCALES)
    if len(scales) > 1 or numbers or re.search(SCALED, rest):
        return f"? {noun}"  # which converts into nothing
    return f"{scales[0] if scales else ''}{noun}"


def _unit_refusal(text: str, wanted: str) -> Message:
    """Why figures in a unit are not taken; ``--unit`` helps only where the text is not clearly a unit."""
    return message("import.other_unit" if is_bare_unit(text) else "import.stated_unit", unit=text, wanted=wanted)
