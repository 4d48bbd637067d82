"""HTML: one file that needs nothing else, for screens, phones and paper; or a table to paste elsewhere.

The report has no script and no outside address, and a policy that forbids both; its one style sheet is allowed by its
hash. The inline form has no style sheet: each cell carries its own looks, which is what Word and WeChat keep.
"""

import re
from base64 import b64encode
from functools import cache, partial
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from fuling_cli import __version__
from fuling_cli.charts.svg import bar_shares, lay_out
from fuling_cli.language import Language, message, words
from fuling_cli.tables.cell_text import MISSING, SYMBOLS, TextTable, align_numbers, column_stacks, to_text_table
from fuling_cli.tables.safe_text import visible
from fuling_cli.tables.table import Table

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

SUFFIXES = (".html", ".htm")
PARTS = True

SHORT, LONG = 10, 24
"""The characters of the longest text in a column: up to the one it is never broken, beyond the other it gets room."""
FIGURE_SPACE, POINT_SPACE = "\u2007", "\u2008"
_TONGUES = {"en": "en", "zh": "zh-Hans"}
_CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]+")
_ADDRESS = re.compile(r"https?://[^\s/\\@]+(/\S*)?", re.IGNORECASE)


class Pile(NamedTuple):
    """The places of columns that stand below each other, and how they look: number, short, text or long."""

    places: tuple[int, ...]
    look: str


def render(table: Table, *, language: Language) -> str:
    """The report: the table, and where it has them its cards, parts and sections."""
    return _page("report.html", table, language)


def render_inline(table: Table, *, language: Language) -> str:
    """The table alone, with its looks in its cells."""
    return _page("inline.html", table, language)


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined  # no other format pays for it

    return Environment(
        loader=PackageLoader("fuling_cli.formats"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _page(template: str, table: Table, language: Language) -> str:
    environment = _environment()
    style = environment.get_template("report.css").render()
    return environment.get_template(template).render(
        table=table,
        tongue=_TONGUES[language],
        version=__version__,
        style=style,
        style_hash=b64encode(sha256(style.encode()).digest()).decode(),
        say=lambda key, **values: message(key, **values).in_language(language),
        said=lambda text: text.in_language(language),
        shown=partial(_shown, language=language),
        draw=partial(lay_out, language=language),
        fill=bar_shares,
        piles=_piles,
        verdict_word=lambda verdict: words(language)[f"verdict.{verdict}"],
        symbols=SYMBOLS,
        spoken=partial(_spoken, language=language),
        is_address=_is_address,
        missing=MISSING,
    )


def _printed(value: object) -> object:
    """What a template prints, before it is escaped: texts without hidden characters, all else as it is."""
    return visible(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _shown(table: Table, language: Language) -> TextTable:
    """The table as people read it, its numbers padded so that their decimal points stand below each other."""
    people = to_text_table(table, language)
    columns = (
        _padded([row[place] for row in people.rows]) if column.numeric else [row[place] for row in people.rows]
        for place, column in enumerate(people.columns)
    )
    return people._replace(rows=tuple(zip(*columns, strict=True)))


def _piles(people: TextTable) -> list[Pile]:
    """The columns that share one, and the look that their texts need."""
    return [Pile(places, _look(people, places)) for places in column_stacks(people.columns)]


def _look(people: TextTable, places: tuple[int, ...]) -> str:
    if people.columns[places[0]].numeric:
        return "number"
    longest = max((len(row[place]) for row in people.rows for place in places), default=0)
    return "short" if longest <= SHORT else "long" if longest > LONG else "text"


def _padded(cells: list[str]) -> list[str]:
    """Numbers that stand to the right, with spaces as wide as a digit and a point behind those with fewer decimals."""
    return [re.sub(" +$", _filler, cell.lstrip()) for cell in align_numbers(cells)]


def _filler(spaces: re.Match[str]) -> str:
    whole = "." not in spaces.string
    return (POINT_SPACE if whole else FIGURE_SPACE) + FIGURE_SPACE * (len(spaces[0]) - 1)


def _spoken(text: str, language: Language) -> "str | Markup":
    """A text in which Chinese is marked as such, so that an English voice does not stumble over it."""
    from markupsafe import Markup, escape

    if language == "zh":
        return text
    return Markup(_CHINESE.sub(r'<span lang="zh-Hans">\g<0></span>', str(escape(visible(text)))))  # noqa: S704  escaped here


def _is_address(text: str) -> bool:
    """Whether a text is nothing but an address of the web, the only kind that becomes a link."""
    return _ADDRESS.fullmatch(text) is not None and visible(text) == text
