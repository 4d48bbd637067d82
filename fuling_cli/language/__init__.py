"""Every word a person reads, in one table a language: ``en.py`` and ``zh.py``.

The lower floors never write prose. They return a `Message`, a key with its values, and the word is
chosen at the edge, so that one finding can be read in either language.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from importlib import import_module
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias, cast, get_args

Language: TypeAlias = Literal["en", "zh"]
MOST_DECIMALS, MOST_DIGITS = 12, 15
"""Beyond these a computed number is written in powers of ten."""
_WIDE = Context(prec=1000)
"""Room for every digit of what is printed, however large."""

LANGUAGES: tuple[Language, ...] = get_args(Language)
_WINDOWS_NAMES = {"english": "en", "chinese": "zh"}


class Bilingual(NamedTuple):
    """A name that its author gave in English and in Chinese."""

    en: str
    zh: str

    def translate(self, language: Language) -> str:
        """The name in one language; in English where its author gave none in that language."""
        return cast("str", getattr(self, language, self.en))


class Percent(NamedTuple):
    """A fraction that is read as a percentage: ``Percent(Decimal("0.069"), 2)`` is 6.90%."""

    fraction: Decimal
    decimals: int
    rounding: str = ROUND_HALF_UP

    def __str__(self) -> str:
        """The percentage, halves rounded up unless another way is asked for."""
        return f"{_rounded_text(self.fraction.scaleb(2, _WIDE), self.decimals, self.rounding)}%"


class Rounded(NamedTuple):
    """A computed number, read with a fixed number of decimals, halves rounded up."""

    value: Decimal
    decimals: int
    rounding: str = ROUND_HALF_UP

    def __str__(self) -> str:
        """The number without an exponent."""
        return _rounded_text(self.value, self.decimals, self.rounding)


def _rounded_text(value: Decimal, decimals: int, rounding: str) -> str:
    """The number with so many decimals, or as many more as it takes to tell it from 0; absurd ones in powers of ten."""
    if value and not -MOST_DECIMALS <= value.adjusted() < MOST_DIGITS:
        return format(value, ".2E")
    if value and rounding == ROUND_HALF_UP:
        decimals = max(decimals, -value.adjusted()) if not _quantize(value, decimals, rounding) else decimals
    text = format(_quantize(value, decimals, rounding), "f")
    return text.removeprefix("-") if not text.strip("-0.") else text


def _quantize(value: Decimal, decimals: int, rounding: str) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), rounding, _WIDE)


class Message(NamedTuple):
    """A sentence in no language yet: its key in the tables and the values that fill its placeholders."""

    key: str
    values: Mapping[str, object] = MappingProxyType({})

    def translate(self, language: Language) -> str:
        """The sentence in one language; values that are messages or names are translated too.

        Where ``count`` is 1 and the table has the key with ``.one`` behind it, that is the sentence.
        """
        table = words(language)
        template = table[self.key]
        if self.values.get("count") == 1:
            template = table.get(f"{self.key}.one", template)
        return template.format_map({name: translate_value(value, language) for name, value in self.values.items()})


def find_language(typed: str | None, environment: Mapping[str, str], system: str = "") -> Language:
    """The language of a run: ``--lang``, then FULING_LANG, then the locale (``system``: Windows' own); else English.

    >>> find_language("zh", {}), find_language(None, {"LANG": "zh_CN.UTF-8"}), find_language(None, {})
    ('zh', 'zh', 'en')
    """
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), system)
    wishes = (typed, environment.get("FULING_LANG"), locale)
    return next((found for wish in wishes if (found := language_of(wish or ""))), "en")


def language_of(name: str) -> Language | None:
    """The language that a word or a locale names, in any case; None where it is neither.

    >>> language_of("zh_CN.UTF-8"), language_of("EN"), language_of("Chinese (Simplified)_China.936"), language_of("fr")
    ('zh', 'en', 'zh', None)
    """
    first = re.split("[-_.@ ]", name.casefold())[0]
    code = _WINDOWS_NAMES.get(first, first)
    return next((language for language in LANGUAGES if language == code), None)


class Sentences(tuple[Message, ...]):
    """Messages that follow each other as sentences."""

    __slots__ = ()


def message(key: str, /, **values: object) -> Message:
    """A `Message`, written the short way."""
    return Message(key, values)


def words(language: Language) -> Mapping[str, str]:
    """The table of one language; only the table that is asked for is loaded."""
    return cast("Mapping[str, str]", import_module(f"{__name__}.{language}").WORDS)


def translate_value(value: object, language: Language) -> str:
    """One value of a message as text: names, messages and days in the language, numbers without an exponent.

    A day that stands in a table, or that somebody may type again, is not a day in a sentence: it stays 2026-11-22.
    """
    match value:
        case Bilingual() | Message():
            return value.translate(language)
        case Decimal():
            return format(value, "f")
        case datetime():
            return value.isoformat()
        case date():
            return _day_text(value, language)
        case Percent() | Rounded():
            return str(value)
        case Sentences():
            return words(language)["list.sentence"].join(sentence.translate(language) for sentence in value)
        case list() | tuple():
            return words(language)["list.comma"].join(translate_value(item, language) for item in value)
        case _:
            return str(value)


def _day_text(day: date, language: Language) -> str:
    """A day as a sentence has it: 22 November 2026, 2026年11月22日."""
    table = words(language)
    return table["date"].format(year=day.year, month=table[f"month.{day.month}"], day=day.day)
