"""Markdown, read back by the parser that Rich brings along."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from fuling_cli.formats.markdown import render
from fuling_cli.language import LANGUAGES, Bilingual, Language, message
from fuling_cli.tables.safe_text import visible
from fuling_cli.tables.table import Column, Kind, Table

if TYPE_CHECKING:
    from markdown_it.token import Token

NASTY = [
    "a|b",
    "`code`",
    "line\nbreak",
    "<b>bold</b>",
    "*a* _b_ ~~c~~",
    "[red]x[/x]",
    "![x](y)",
    "a\\",
    "\\|",
    "&lt;",
    ":smile:",
    "$x$",
    "\x1b[31m",
    "\u202eabc",
    "https://example.org/a_b|c",
]


def table_of(*texts: str) -> Table:
    """A table of two columns, the texts in the first."""
    columns = (Column("source", Kind.TEXT), Column("name", Kind.NAME))
    return Table("t/1", message("verdict.missed"), "rows", columns, tuple((t, Bilingual("n", "名")) for t in texts))


def tokens(text: str) -> "list[Token]":
    """The text as a parser takes it."""
    return MarkdownIt("commonmark").enable("table").parse(text)


def texts_of(token: "Token") -> str:
    """What a reader sees of a piece of prose, which must be nothing but text."""
    children = token.children or []
    assert {child.type for child in children} <= {"text", "text_special"}, children
    return "".join(child.content for child in children)


def body(text: str) -> list[str]:
    """The first cell of every row of the table's body."""
    parsed = tokens(text)
    inside = parsed[next(i for i, token in enumerate(parsed) if token.type == "tbody_open") :]
    return [texts_of(token) for token in inside if token.type == "inline"][::2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_the_golden_file(table: Table, language: Language, golden: Callable[[str, str], None]) -> None:
    golden(f"formats/status.{language}.md", render(table, language=language))


def test_numbers_stand_to_the_right(table: Table) -> None:
    rule = next(line for line in render(table, language="en").splitlines() if line.startswith("| ---"))
    assert rule.count("---:") == 9
    assert rule.startswith("| --- | --- | --- | ---: |")


@pytest.mark.parametrize("text", NASTY)
def test_a_cell_is_its_text_and_nothing_else(text: str) -> None:
    assert body(render(table_of(text, "plain"), language="en")) == [visible(text), "plain"]


def test_an_emoji_code_stays_one() -> None:
    assert "\\:smile:" in render(table_of(":smile:"), language="en")


@given(st.lists(st.text(alphabet=st.characters(blacklist_categories=["Zs"]), min_size=1), min_size=1))
def test_any_text_keeps_the_shape_of_the_table(texts: list[str]) -> None:
    assert body(render(table_of(*texts), language="en")) == [visible(text) for text in texts]


@pytest.mark.parametrize(
    "text", ["# a", "- a", "+ a", "1. a", "12) a", "> a", "=== a", "---", "* a", "a #", "a\\#", "## x ##", "| a | b |"]
)
def test_prose_never_becomes_anything_else(text: str) -> None:
    said = message("entry.full", number=text, noun="")
    parsed = tokens(render(table_of("x")._replace(title=said, summary=said, notes=(said,)), language="en"))
    prose = [texts_of(token) for token in parsed if token.type == "inline"]
    assert [prose[0], prose[1], prose[-1]] == [text] * 3
    assert [token.tag for token in parsed if token.nesting == 1 and token.level == 0] == ["h1", "p", "table", "ul"]
