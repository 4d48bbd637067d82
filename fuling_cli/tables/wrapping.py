"""Texts broken into lines of a width, in English and in Chinese, with nothing cut and no number torn apart.

Widths are counted in the cells of a terminal, where a Chinese character takes two; ``measure`` counts them.
"""

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

Measure: TypeAlias = Callable[[str], int]

_OPENING, _CLOSING = "（〔【《“‘", "，。：；、！？）〕】》”’…)"
_HAN = "\u2e80-\uffef"
_PIECE = (
    rf"\s*(?:(?<=\s)\()?[{_OPENING}]*"
    rf"(?:[<>~+-]?\d[\d.,]*%?[ ]?[万亿]*[元家年月日倍]?(?![^\s,;{_HAN}{_OPENING}{_CLOSING}])"  # a number and its unit
    rf"|[^\s{_HAN}{_OPENING}]+"  # a word of Latin letters
    rf"|[{_HAN}])?"  # one Chinese character
    rf"[{_CLOSING}]*"
)
"""What a line break leaves whole, with the brackets and marks around it; compiled when a text is first folded."""


def pieces(text: str) -> list[str]:
    """The text in pieces that a line break leaves whole; joined they are the text again.

    >>> pieces("满 1708.1 亿元为“正常”，不满为滞后")
    ['满', ' 1708.1 亿元', '为', '“正', '常”，', '不', '满', '为', '滞', '后']
    """
    return [piece for piece in re.findall(_PIECE, text) if piece]


def wrap(text: str, width: int | None, measure: Measure, *, indent: int = 0, hang: int = 0) -> Iterator[str]:
    """The text in lines of at most ``width`` cells, or on one line where ``width`` is None.

    The first line is indented by ``indent``, the others by ``hang``. A piece longer than a line keeps its own line.
    """
    for number, span in enumerate(line_spans(text, width, measure, indent=indent, hang=hang)):
        yield " " * (hang if number else indent) + text[span]


def line_spans(text: str, width: int | None, measure: Measure, *, indent: int = 0, hang: int = 0) -> Iterator[slice]:
    """Where each line of `wrap` stands in the text, without the blanks at its ends."""
    if width is None or indent + measure(text.rstrip()) <= width:
        yield slice(0, len(text.rstrip()))
        return
    start = end = 0
    margin = indent
    for piece in pieces(text):
        if start < end and margin + measure((text[start:end] + piece).rstrip()) > width:
            yield slice(start, start + len(text[start:end].rstrip()))
            start = end + len(piece) - len(piece.lstrip())
            margin = hang
            end += len(piece)
        else:
            end += len(piece)
    yield slice(start, start + len(text[start:end].rstrip()))


def longest_piece(text: str, measure: Measure) -> int:
    """The cells of the widest piece: no narrower column holds the text."""
    return max((measure(piece.strip()) for piece in pieces(text)), default=0)
