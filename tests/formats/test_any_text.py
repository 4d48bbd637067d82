"""Whatever stands in names, notes and sources, and whatever was measured: every export is still what it says it is."""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from typing import NamedTuple

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from fuling_cli.core.assessment import Assessment, assess
from fuling_cli.core.figure import Figure
from fuling_cli.core.ledger import STATUSES, Actual, Ledger, current_actuals
from fuling_cli.core.target import Plan, Target
from fuling_cli.formats import FORMATS
from fuling_cli.language import LANGUAGES, Bilingual, Language
from fuling_cli.methods import method_named
from fuling_cli.reports.definitions import actuals, definitions, history
from fuling_cli.reports.document import document
from fuling_cli.reports.scorecard import scorecard
from fuling_cli.reports.sdmx import sdmx
from fuling_cli.reports.trajectory import trajectories
from fuling_cli.tables.safe_text import FORMULA, HIDDEN, visible
from fuling_cli.tables.table import Table, nested
from fuling_cli.tables.wide import wide
from tests.builders import examples
from tests.screens import drawn

NASTY = (
    "[red]x", "[/x]", "a[b]c", "[link=file:///x]y[/link]", ":smile:", "\x1b]0;p\x07", "\x1b]8;;http://x\x1b\\",
    "\x9b31m", "\u202eabc", "a\nb", "a\r\nb", "a\tb", "trail\\", "=1+1", "+1", "-1", "@S", "\t=1", "\r=1", "＝1",
    '"x,=1', "'=1", "'\\", "<script>alert(1)</script>", '" onmouseover="x', "</title>", "</script>",
    "javascript:alert(1)", "https://x.org/<b>", "a|b", "\\|", "`x`", "<b>x</b>", "&lt;", "$x$", "{{ 7 * 7 }}", "{x}",
    "%s", "\u2028", "\ufeff", "\x00", "\ud800", "亿元", "；", "，", " ", "  x  ", "1e5", "007", "2024-01-01", "NaN",
)  # fmt: skip
"""Strings that some program or other takes for more than text."""

DAY = date(2026, 11, 22)

texts = st.lists(st.sampled_from(NASTY) | st.text(max_size=8), min_size=1, max_size=3).map("".join)
some_text = texts.filter(bool)
maybe = st.none() | some_text
numbers = st.decimals(-(10**18), 10**18, places=2, allow_nan=False) | st.integers(-9, 9999).map(Decimal)


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    low, high = sorted((draw(numbers), draw(numbers)))
    shapes = [Figure.exactly(low), Figure.at_least(low), Figure.at_most(high)]
    return draw(st.sampled_from([*shapes, Figure.between(low, high)] if low < high else shapes))


class World(NamedTuple):
    """A plan and a ledger in which any text stands wherever one may."""

    plan: Plan
    ledger: Ledger

    def read(self) -> Iterator[Table]:
        """Every report that people read."""
        yield scorecard(self.plan, self._found, DAY)
        yield actuals(self.plan, self.ledger.actuals, DAY)
        yield definitions(self.plan, self.plan.targets)
        yield trajectories(self.plan, self._found, DAY)

    def page(self) -> Table:
        """The report of many parts."""
        return document(self.plan, self._found, self.ledger.actuals, DAY)

    def written(self) -> Iterator[Table]:
        """Every report that programs read."""
        yield from self.read()
        yield history(self.plan, self.ledger, list(self.plan.metrics), DAY)
        yield wide(actuals(self.plan, current_actuals(self.ledger.actuals, DAY), DAY), ("metric", "unit"), ("figure",))
        yield sdmx(self.plan, current_actuals(self.ledger.actuals, DAY), DAY)

    @property
    def _found(self) -> list[Assessment]:
        entries, method = self.ledger.of("m"), method_named("cagr")
        return [assess(target, entries, method=method, as_of=DAY) for target in self.plan.targets]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    def name() -> Bilingual:
        return Bilingual(draw(some_text), draw(some_text))

    targets = tuple(
        Target(
            id=f"t{n}",
            metric="m",
            name=name(),
            unit=draw(st.sampled_from(["亿元", "%", "家"]) | some_text),
            base_year=2020,
            by=draw(st.sampled_from([2030, None])),
            value=draw(numbers),
            group=draw(some_text),
            note=draw(maybe),
        )
        for n in range(draw(st.integers(1, 2)))
    )
    entries = tuple(
        Actual(
            metric="m",
            year=year,
            figure=draw(figures()),
            unit=targets[0].unit,
            recorded=datetime(2026, 1, 1, 8, tzinfo=UTC),
            status=draw(st.sampled_from(STATUSES)),
            source=draw(maybe),
            url=draw(maybe),
            note=draw(maybe),
        )
        for year in draw(st.lists(st.integers(2020, 2025), max_size=3))
    )
    announced = date(2021, 3, 1)
    return World(Plan("p", name(), name(), 2020, 2030, announced, draw(some_text), targets), Ledger(entries))


any_world = given(world=worlds())
few = examples(25)


def refuse(constant: str) -> object:
    """JSON has no NaN and no infinity."""
    raise AssertionError(constant)


@any_world
@few
def test_json_reads_back_equal(world: World) -> None:
    for table in world.written():
        if table.schema.startswith("fuling."):
            text = FORMATS.load("json").render(table, language="en")
            read = json.loads(text, parse_float=Decimal, parse_int=Decimal, parse_constant=refuse)
            assert not re.search(f"(?!\n){HIDDEN}", text)
            bounds = [row.pop("bounds", {}) for row in read[table.rows_key]]
            assert read[table.rows_key] == [nested(as_read(record)) for record in table.records()]
            for found, ends in zip(bounds, table.bounds(), strict=True):
                assert found == {
                    key: pair for key, pair in ends.items() if pair["low"] != pair["high"] or None in pair.values()
                }


def as_read(record: Mapping[str, object]) -> dict[str, object]:
    """A record as a parser of JSON that keeps the digits reads it."""

    def plain(value: object) -> object:
        if isinstance(value, tuple):
            return list(value)
        return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value

    return {key: plain(value) for key, value in record.items()}


@any_world
@few
def test_csv_reads_back_equal(world: World) -> None:
    for table in world.written():
        rows = list(csv.reader(StringIO(FORMATS.load("csv").render(table, language="en"), newline=""), strict=True))
        records = list(table.records())
        assert len(rows) == 1 + len(records)
        for cells, record in zip(rows[1:], records, strict=True):
            fields = dict(zip(rows[0], cells, strict=True))
            for key, value in record.items():
                assert_reads_back(fields[key.replace(".", "_")], value)


def assert_reads_back(cell: str, value: object) -> None:
    """A cell is its number to the digit, or its text as it is shown, behind an apostrophe where that is needed."""
    if isinstance(value, str):
        assert re.sub(FORMULA, "", cell) == visible(value)
        assert not re.match(r"[\s\"]*[=+\-@＝＋－＠]", cell)
    elif isinstance(value, Decimal) and value.is_finite():
        assert Decimal(cell) == value
        assert cell == f"{value:f}"


@pytest.mark.parametrize("language", LANGUAGES)
@any_world
@few
def test_markdown_stays_one_table_of_text(language: Language, world: World) -> None:
    for table in world.read():
        text = FORMATS.load("markdown").render(table, language=language)
        parsed = MarkdownIt("commonmark").enable("table").parse(text)
        assert [token.type for token in parsed].count("table_open") == 1
        assert [token.type for token in parsed].count("tr_open") == 1 + len(table.rows)
        inside = {child.type for token in parsed for child in token.children or ()}
        assert inside <= {"text", "text_special"}
        assert not re.search(f"(?!\n){HIDDEN}", text)


@pytest.mark.parametrize("form", ["render", "render_inline"])
@any_world
@few
def test_html_has_no_node_and_no_address_that_a_text_brought_in(form: str, world: World) -> None:
    page = getattr(FORMATS.load("html"), form)(world.page(), language="zh")
    for node in html5lib.parse(page, namespaceHTMLElements=False).iter():
        attributes = {str(key).lower(): str(value) for key, value in node.attrib.items()}
        assert node.tag not in {"script", "iframe", "img", "object", "embed", "base", "form", "b"}
        assert not any(key.startswith("on") or key == "src" for key in attributes)
        assert re.match(r"https?://|#|$", attributes.get("href", "")), attributes


@pytest.mark.parametrize("tty", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
@any_world
@few
def test_a_terminal_shows_every_text_and_obeys_none(language: Language, tty: bool, world: World) -> None:  # noqa: FBT001
    for table in world.read():
        for width in (20, 120):
            text = drawn(table, language=language, tty=tty, width=width)
            assert not re.search(f"(?!\n){HIDDEN}", text)
