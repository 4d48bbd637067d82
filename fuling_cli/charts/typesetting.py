"""The letters of a picture: which fonts are there, and what they can write.

This module is imported before anything else of Matplotlib, which it tells to be quiet and to keep no files.
"""

import logging
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple
from unicodedata import east_asian_width

# Matplotlib would keep a list of fonts in the user's home; without a place it uses a folder that it removes at exit.
os.environ.setdefault("MPLCONFIGDIR", os.devnull)
logging.getLogger("matplotlib").setLevel(logging.ERROR)  # its warnings about that are in English only

import matplotlib as mpl  # noqa: E402  after it was told
from matplotlib.font_manager import FontProperties, fontManager, get_font  # noqa: E402

from fuling_cli.charts.palette import INK, PALE  # noqa: E402
from fuling_cli.core.units import english_unit  # noqa: E402
from fuling_cli.language import Language, translate_value  # noqa: E402
from fuling_cli.tables.safe_text import visible  # noqa: E402
from fuling_cli.tables.wrapping import wrap  # noqa: E402

LATIN = "DejaVu Sans"
"""The font that Matplotlib brings along."""
CHINESE = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "Heiti SC",
    "STHeiti",
    "SimSun",
    "Noto Serif CJK SC",
    "Noto Sans CJK JP",
    "Arial Unicode MS",
)
"""Fonts with Chinese letters, the best first."""
NO_GLYPH = "\N{WHITE SQUARE}"
"""Stands for a letter that no font has."""
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


class TextStyle(NamedTuple):
    """How letters look: their size in points, color and weight."""

    size: float
    color: str = PALE
    weight: str = "normal"


TITLE, SUMMARY, LABEL, NOTE = TextStyle(15, INK, "bold"), TextStyle(10.5), TextStyle(9.5), TextStyle(8)


def chinese_font() -> str | None:
    """The best font with Chinese letters that is installed; None where there is none."""
    installed = set(fontManager.get_font_names())
    return next((name for name in CHINESE if name in installed), None)


@dataclass
class Typesetter:
    """Texts of a picture in one language, written with letters that its fonts have; ``missing`` are those they lack."""

    language: Language
    font: str | None
    unit: str
    missing: dict[str, None] = field(default_factory=dict)
    fonts: list[str] = field(init=False)
    letters: set[int] = field(init=False)

    def __post_init__(self) -> None:
        self.fonts = (
            [LATIN] if self.font is None else [LATIN, self.font] if self.language == "en" else [self.font, LATIN]
        )
        files = (fontManager.findfont(FontProperties(family=[name])) for name in self.fonts)
        self.letters = {letter for file in files for letter in get_font(file).get_charmap()}

    def text_of(self, told: object) -> str:
        """The text; a unit that cannot be written is named in English, and any other letter becomes a square."""
        text = visible(translate_value(told, self.language))
        if self._has_glyphs(text):
            return text
        self.missing |= dict.fromkeys(letter for letter in text if not self._has_glyphs(letter))
        if self.unit and not self._has_glyphs(self.unit):
            text = text.replace(self.unit, english_unit(self.unit) or self.unit)
        return "".join(letter if self._has_glyphs(letter) else NO_GLYPH for letter in text)

    def _has_glyphs(self, text: str) -> bool:
        return self.letters.issuperset(map(ord, text))


def wrap_text(text: str, style: TextStyle, room: float) -> list[str]:
    """A text in lines of about so many points."""
    width = int(room / text_width("n", style)) - 1
    lines = wrap(text, width, _cells)
    return [line[start : start + width] for line in lines for start in range(0, max(len(line), 1), width)]


def is_chinese(letter: str) -> bool:
    """True for a letter or mark that Chinese fonts have."""
    return _HAN.match(letter) is not None


def text_width(text: str, style: TextStyle = LABEL) -> float:
    """About how many points a text takes."""
    return 0.56 * style.size * _cells(text)


def _cells(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


@contextmanager
def matplotlib_settings(fonts: Sequence[str]) -> Iterator[None]:
    """Matplotlib set up for our pictures, whatever the user has set for their own."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rc("font", family=fonts)
        mpl.rc("text", parse_math=False)  # a dollar sign is a dollar sign
        mpl.rc("svg", fonttype="path", hashsalt="fuling")  # without the salt the ids in a file are random
        yield
