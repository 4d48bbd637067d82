"""HTML: one file that needs nothing else, for screens, phones and paper; or a table to paste elsewhere.

The report has no script and no outside address, and a policy that forbids both; its one style sheet is allowed by its
hash. The inline form has no style sheet: each cell carries its own looks, which is what Word and WeChat keep.
"""

import re
from base64 import b64encode
from collections.abc import Sequence
from functools import cache, partial
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from fuling_cli import __version__
from fuling_cli.charts.svg import bar_shares, lay_out
from fuling_cli.core.figure import Figure
from fuling_cli.core.target import HEADLINE
from fuling_cli.core.verdict import Verdict
from fuling_cli.language import Language, message, words
from fuling_cli.tables.cell_text import (
    MISSING,
    SYMBOLS,
    TextTable,
    align_numbers,
    cell_text,
    column_stacks,
    computed_decimals,
    to_text_table,
)
from fuling_cli.tables.safe_text import visible
from fuling_cli.tables.table import Table

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

SUFFIXES = (".html", ".htm")
FOR_READERS = True

SHORT, LONG = 10, 24
"""The characters of the longest text in a column: up to the one it is never broken, beyond the other it gets room."""
REMARKS = "remarks"
"""The column that a narrow page has no room for."""
FIGURE_SPACE, POINT_SPACE = "\u2007", "\u2008"
_LANGUAGE_TAGS = {"en": "en", "zh": "zh-Hans"}
_VERDICT_CLASSES = {
    Verdict.ACHIEVED: "good",
    Verdict.ON_TRACK: "good",
    Verdict.BEHIND: "behind",
    Verdict.FAR_BEHIND: "bad",
    Verdict.REVERSING: "bad",
    Verdict.MISSED: "bad",
    Verdict.UNDECIDED: "undecided",
    Verdict.NOT_ASSESSED: "open",
}
_CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]+")
_DIGIT = re.compile("[0-9]")
_WEB_ADDRESS = re.compile(r"https?://[^\s/\\@]+(/\S*)?", re.IGNORECASE)


class Stack(NamedTuple):
    """The places of columns that stand below each other, and how they look: number, short, text or long."""

    places: tuple[int, ...]
    look: str


class Card(NamedTuple):
    """A row of the overview as a card: its cells as texts by key, its verdict, and the shares that its bar shows.

    ``section`` is the number of the section that says more of it, if there is one.
    """

    texts: dict[str, str]
    verdict: Verdict
    share_done: Figure | None
    time_gone: Figure | None
    section: int | None

    @property
    def is_brief(self) -> bool:
        """True if there is nothing to say but the remark, and the target is none of the headline ones."""
        return self.texts["latest"] == MISSING and self.texts["group"] != HEADLINE


def render(table: Table, *, language: Language) -> str:
    """The report: the table, and where it has them its cards, parts and sections."""
    return _render_template("report.html", table, language)


def render_inline(table: Table, *, language: Language) -> str:
    """The table alone, with its looks in its cells."""
    return _render_template("inline.html", table, language)


@cache
def _template_environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined  # no other format pays for it

    return Environment(
        loader=PackageLoader("fuling_cli.formats"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_visible_text,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _render_template(name: str, table: Table, language: Language) -> str:
    environment = _template_environment()
    style = environment.get_template("report.css").render()
    return environment.get_template(name).render(
        table=table,
        language_tag=_LANGUAGE_TAGS[language],
        version=__version__,
        style=style,
        style_hash=b64encode(sha256(style.encode()).digest()).decode(),
        say=lambda key, **values: message(key, **values).translate(language),
        translate=lambda text: text.translate(language),
        text_table=partial(_aligned_text_table, language=language),
        cards=(cards := _overview_cards(table, language)),
        names_by_remark=_names_by_remark(cards),
        between=words(language)["list.sentence"],
        sections=_section_numbers(table),
        lay_out=partial(lay_out, language=language),
        bar_shares=bar_shares,
        stacks=_column_stacks,
        column_looks=lambda people: [_column_look(people, (place,)) for place in range(len(people.columns))],
        gap_places=_gap_places,
        beside_places=_beside_places,
        remark_of=_remark_of,
        verdict_word=lambda verdict: words(language)[f"verdict.{verdict}"],
        verdict_class=_VERDICT_CLASSES.__getitem__,
        symbols=SYMBOLS,
        mark_chinese=partial(_mark_chinese, language=language),
        is_web_address=_is_web_address,
        missing=MISSING,
    )


def _visible_text(value: object) -> object:
    """What a template prints, before it is escaped: texts without hidden characters, all else as it is."""
    return visible(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _aligned_text_table(table: Table, language: Language) -> TextTable:
    """The table as people read it, its numbers padded so that their decimal points stand below each other."""
    people = to_text_table(table, language, in_report=True)
    columns = (
        _pad_numbers([row[place] for row in people.rows]) if column.numeric else [row[place] for row in people.rows]
        for place, column in enumerate(people.columns)
    )
    return people._replace(rows=tuple(zip(*columns, strict=True)))


def _overview_cards(table: Table, language: Language) -> list[Card]:
    """The rows of an overview as cards; none where a table has no bars to show."""
    keys = [column.key for column in table.columns]
    if "time_gone" not in keys:
        return []
    decimals, sections = computed_decimals(table), _section_numbers(table)
    found = []
    for number, row in enumerate(table.rows, start=1):
        cells = dict(zip(keys, row, strict=True))
        verdict = cells["verdict"]
        assert isinstance(verdict, Verdict)
        texts = [
            cell_text(one.kind, cell, decimals[place], language)
            for place, (one, cell) in enumerate(zip(table.columns, row, strict=True))
        ]
        share, gone = (cell if isinstance(cell := cells[key], Figure) else None for key in ("share_done", "time_gone"))
        section = number if number in sections else None
        found.append(Card(dict(zip(keys, texts, strict=True)), verdict, share, gone, section))
    return found


def _names_by_remark(cards: Sequence[Card]) -> dict[str, list[str]]:
    """The names of the targets without a card, under what is to be said of all of them."""
    names: dict[str, list[str]] = {}
    for card in cards:
        if card.is_brief:
            names.setdefault(card.texts["remarks"], []).append(card.texts["name"])
    return names


def _section_numbers(table: Table) -> set[int]:
    """The numbers of the parts that have something to draw, from 1."""
    charts = (part.chart for part in table.parts if part.chart is not None)
    return {number for number, chart in enumerate(charts, start=1) if chart.curves}


def _column_stacks(people: TextTable) -> list[Stack]:
    """The columns that share one, and the look that their texts need."""
    return [Stack(places, _column_look(people, places)) for places in column_stacks(people.columns)]


def _column_look(people: TextTable, places: tuple[int, ...]) -> str:
    if people.columns[places[0]].numeric:
        return "number"
    longest = max((len(row[place]) for row in people.rows for place in places), default=0)
    return "short" if longest <= SHORT else "long" if longest > LONG else "text"


def _gap_places(people: TextTable) -> set[int]:
    """The places of texts behind numbers, which would touch them where a word processor drops what keeps them apart."""
    columns = people.columns
    places = pairwise(_beside_places(people))
    return {place for before, place in places if columns[before].numeric and not columns[place].numeric}


def _beside_places(people: TextTable) -> list[int]:
    """The places of the columns that stand beside each other; remarks have a line of their own below the row."""
    return [place for place, column in enumerate(people.columns) if column.key != REMARKS]


def _remark_of(people: TextTable, row: Sequence[str]) -> str | None:
    """The remark on a row, if there is one."""
    remarks = [text for column, text in zip(people.columns, row, strict=True) if column.key == REMARKS]
    return next((text for text in remarks if text != MISSING), None)


def _pad_numbers(cells: list[str]) -> list[str]:
    """Numbers that stand to the right, with spaces as wide as a digit and a point behind those with fewer decimals."""
    numbers = iter(align_numbers([cell for cell in cells if _DIGIT.search(cell)]))
    return [re.sub(" +$", _blank_decimals, next(numbers).lstrip()) if _DIGIT.search(cell) else cell for cell in cells]


def _blank_decimals(spaces: re.Match[str]) -> str:
    whole = "." not in spaces.string
    return (POINT_SPACE if whole else FIGURE_SPACE) + FIGURE_SPACE * (len(spaces[0]) - 1)


def _mark_chinese(text: str, language: Language) -> "str | Markup":
    """A text in which Chinese is marked as such, so that screen readers switch voice."""
    from markupsafe import Markup, escape

    if language == "zh":
        return text
    return Markup(_CHINESE.sub(r'<span lang="zh-Hans">\g<0></span>', str(escape(visible(text)))))  # noqa: S704  escaped here


def _is_web_address(text: str) -> bool:
    """True if a text is nothing but an address of the web, the only kind that becomes a link."""
    return _WEB_ADDRESS.fullmatch(text) is not None and visible(text) == text
