"""What a cell is, at a glance: a figure or its like, a mark for a missing one, a known heading."""

import re
from functools import lru_cache

from fuling_cli.core.units import normalize_spaces
from fuling_cli.importer.vocabulary import HEADINGS, MISSING
from fuling_cli.tables.safe_text import FORMULA

_FIGURE = re.compile(
    r"[<>≥≤≈~+\-−(（突破超过逾近约]{0,4}\s*[$¥￥€£]?\s*[0-9０-９][0-9０-９.,，．'’\s\u00a0\u2009\u202f]*"
    r"(?:\.\.\s*[0-9][0-9.,]*)?[^0-9\n。；！？]{0,12}(?:\[[0-9]+\]|[0-9]\))?"
)
_BRACKETED = re.compile(r"\s*[(（\[](?P<inside>[^()（）\[\]]*(?:\([^()]*\)[^()（）\[\]]*)?)[)）\]]\s*$")
_MARKS = re.compile(r"(?:\s*(?:\[[0-9]{1,2}\]|[①-⑳⁰¹²³⁴-⁹*]))+$")
LONGEST_NAME = 500
"""Characters of a text that may be a name: a longer one is compared as it is."""
_TWO_LANGUAGES = re.compile(r"(.*[\u3400-\u9fff)）])\s*([A-Za-z0-9][\x20-\x7e]*)", re.DOTALL)
_ROLES = {word: role for role, words in HEADINGS.items() for word in words}


@lru_cache(maxsize=8192)
def plain_words(text: str) -> str:
    """A text to be compared: half width, single spaces, none beside a Chinese character, lower case."""
    return (normalize_spaces(text) if len(text) <= LONGEST_NAME else text).casefold()


def is_figure_like(text: str) -> bool:
    """Whether a cell looks like a figure, with whatever sign, unit or flag around it."""
    return text[:1] != "" and len(text) < 60 and _FIGURE.fullmatch(text.strip()) is not None


def is_missing(text: str) -> bool:
    """Whether a cell says that there is no figure."""
    return text.strip().casefold() in MISSING


def unquoted(text: str, *, spaced: bool = False) -> str:
    """The text without the apostrophe that an export puts before what a spreadsheet would compute."""
    text = text if spaced else text.strip()
    return re.sub(FORMULA, "", text)


def without_marks(text: str) -> str:
    """A name without the footnote marks behind it: 出生率① and Births [2] are 出生率 and Births."""
    return _MARKS.sub("", text.strip()) if len(text) <= LONGEST_NAME else text


def split_bracket(text: str) -> tuple[str, str | None]:
    """A name and what stands in brackets behind it.

    >>> split_bracket("地区生产总值（单位：亿元）"), split_bracket("Renewables (%)"), split_bracket("GDP")
    (('地区生产总值', '单位：亿元'), ('Renewables', '%'), ('GDP', None))
    """
    found = _BRACKETED.search(text) if len(text) <= LONGEST_NAME else None
    if found is None or found.start() == 0:
        return text, None
    return text[: found.start()], found["inside"].strip()


def in_two_languages(text: str) -> tuple[str, str] | None:
    """What a text says in Chinese and again in Western letters, as in a yearbook; None where it is not of that form.

    >>> in_two_languages("地区生产总值 Gross Domestic Product"), in_two_languages("GDP总量")
    (('地区生产总值', 'Gross Domestic Product'), None)
    """
    found = _TWO_LANGUAGES.fullmatch(text.strip()) if len(text) <= LONGEST_NAME else None
    return None if found is None else (found[1], found[2])


def role_of(heading: str) -> str | None:
    """What a column of this heading holds; None where the heading is not known."""
    words = plain_words(without_marks(heading))
    found = _ROLES.get(words)
    if found is None:
        name, inside = split_bracket(words)
        found = _ROLES.get(name) if inside is not None else None
        return found if found in ("value", "year") else None
    return found
