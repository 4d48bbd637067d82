"""Text from a file or a command line, made safe to look at: it cannot move the cursor or turn a line around."""

import re

HIDDEN = (
    "[\x00-\x1f\x7f-\x9f"  # C0, DEL and C1: escape sequences, backspaces, line ends
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction marks, embeddings, overrides and isolates
    "\u2028\u2029\ufeff"  # line and paragraph separator, byte order mark
    "\ufffe\uffff"  # no characters, and refused by XML
    "\ud800-\udfff]"  # bytes that were not valid UTF-8
)
"""What nobody sees; none of it is printable, as Python calls it."""
FORMULA = r"(?:^|(?<=;))'(?=[\s\"'“”‘’]*[=+\-@＝＋－＠\"]|'*\\)"
"""The apostrophe that an export puts before whatever a spreadsheet could compute."""
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(text: str) -> str:
    r"""The text with its control and direction characters written out.

    >>> visible("a\x1b[31m\tb")
    'a\\x1b[31m\\tb'
    """
    return text if text.isprintable() else re.sub(HIDDEN, _written_out, text)


def escaped(text: str) -> str:
    r"""``\uXXXX`` for each character, two of them beyond the basic plane, so that JSON stays JSON.

    >>> escaped("亿")
    '\\u4ebf'
    """
    units = text.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def _written_out(match: re.Match[str]) -> str:
    character = match[0]
    code = ord(character)
    return _NAMED.get(character) or (f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}")
