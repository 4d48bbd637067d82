"""How the terminal draws a table: at every width, in every encoding, whatever the data holds."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from fuling_cli.core.figure import Figure
from fuling_cli.core.verdict import Verdict
from fuling_cli.language import LANGUAGES, Bilingual, Language, message
from fuling_cli.tables.table import Column, Kind, Table
from fuling_cli.terminal import COLORS, LONG
from fuling_cli.terminal.streams import printable
from tests.screens import drawn, drawn_chart

NASTY = [
    "[red]x",
    "[/x]",
    "a[b]c",
    "[link=https://example.org]x[/link]",
    ":smile:",
    "\x1b]0;title\x07",
    "\x1b]8;;https://example.org\x1b\\x",
    "\x9b31m",
    "\u202eabc",
    "\u2066abc",
    "a\nb",
    "a\rb",
    "a\tb",
    "trail\\",
]
COLUMNS = (
    Column("name", Kind.NAME),
    Column("figure", Kind.FIGURE),
    Column("source", Kind.TEXT),
    Column("verdict", Kind.VERDICT),
)


def table_of(*names: str, source: str = "yearbook") -> Table:
    """One row a name."""
    rows = tuple(
        (Bilingual(name, name), Figure.exactly(Decimal(10) ** place), source, list(Verdict)[place % 8])
        for place, name in enumerate(names)
    )
    return Table("t/1", message("verdict.missed"), "rows", COLUMNS, rows)


def grid_of(text: str) -> list[str]:
    """The lines of the table: all but the title, and what comes after the empty line."""
    return text.split("\n\n")[1].rstrip("\n").split("\n")


# --- drawing ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pipe_gets_the_golden_file(table: Table, language: Language, golden: Callable[[str, str], None]) -> None:
    golden(f"terminal/pipe.{language}.txt", drawn(table, language=language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_a_terminal_gets_the_golden_file(
    table: Table, width: int, language: Language, golden: Callable[[str, str], None]
) -> None:
    golden(f"terminal/{width}.{language}.txt", drawn(table, tty=True, width=width, language=language))


def test_a_pipe_is_the_same_at_every_width(table: Table) -> None:
    assert drawn(table, width=20) == drawn(table, width=500)


@pytest.mark.parametrize("language", LANGUAGES)
def test_color_changes_no_character(table: Table, language: Language) -> None:
    for how in ({"tty": True, "width": 120}, {"tty": True, "width": 50}, {"tty": False}):
        plain, colored = (drawn(table, language=language, color=color, **how) for color in ("never", "always"))
        assert "\x1b" not in plain
        assert "\x1b[" in colored
        assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == plain


@pytest.mark.parametrize("width", range(10, 260, 7))
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_width_loses_a_digit_or_a_word(table: Table, width: int, language: Language) -> None:
    text = drawn(table, tty=True, width=width, language=language)
    squeezed = re.sub(r"\s", "", text)
    for part in ["1504.37", ">1700", "60.50..61.25", "-1.80%..-1.40%", ">2042.0", "100.0"]:
        assert part in squeezed
    assert "…" not in text
    if width >= 60:
        for part in ["1504.37", ">1700", "60.50..61.25", "-1.80%..-1.40%", ">2042.0", "gdp", "budget-"]:
            assert part in text
    for line in text.splitlines():
        assert cell_len(line) < max(width, 60)


def test_texts_are_broken_between_words_and_numbers_never() -> None:
    text = drawn(
        table_of("Gross domestic product of the district", source="an office that publishes"), tty=True, width=60
    )
    rows = grid_of(text)[2:-1]
    assert [row[:24].strip() for row in rows] == ["Gross domestic", "product of the", "district"]
    assert [row[24:].split("●")[0].split() for row in rows] == [["1", "an", "office", "that"], ["publishes"], []]


def test_chinese_is_broken_at_no_comma_and_no_number() -> None:
    name = "涪陵区2027年发展目标，突破2100亿元，（现价）。" * 4
    drawn_names = [line[:23] for line in grid_of(drawn(table_of(name, source=name), tty=True, width=60))]
    assert not any(line.strip().startswith(("，", "）", "。")) for line in drawn_names)
    assert "2100亿元" in "".join(drawn_names)


@pytest.mark.parametrize("tty", [True, False])
def test_names_of_every_length_keep_the_columns_in_place(tty: bool) -> None:  # noqa: FBT001
    names = [("涪陵区地区生产总值与工业增加值和一般公共预算"[:n], "x" * n, ("中x" * n)[:n]) for n in range(1, 21)]
    text = drawn(table_of(*(name for group in names for name in group)), tty=tty, width=160)
    rows = grid_of(text)[2 : 62 if tty else 61]
    assert len({cell_len(re.split("[●√!×▼?]|- ", row)[0]) for row in rows}) == 1


def test_the_meaning_stands_there_without_color(table: Table) -> None:
    text = drawn(table)
    for word in ("√ on track", "▼ reversing", "? undecided", "- no verdict"):
        assert word in text


def test_a_long_table_is_written_plainly_even_on_a_terminal() -> None:
    text = drawn(table_of(*["x" * 100] * (LONG + 1)), tty=True, color="always")
    assert "\x1b" not in text
    assert len(grid_of(text)) == LONG + 2


# --- what data may do ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("width", [20, 60, 200])
@pytest.mark.parametrize("tty", [True, False])
def test_nasty_text_is_printed_as_text(text: str, width: int, tty: bool) -> None:  # noqa: FBT001
    out = drawn(table_of(text, source=text), tty=tty, width=width)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", out)
    assert re.sub(r"\s", "", printable(text, "utf-8")) in re.sub(r"\s", "", out)


@given(st.text(max_size=60), st.integers(5, 200), st.booleans(), st.sampled_from(COLORS))
def test_any_text_can_be_drawn(text: str, width: int, tty: bool, color: str) -> None:  # noqa: FBT001
    out = re.sub(r"\x1b\[[0-9;]*m", "", drawn(table_of(text, source=text), tty=tty, width=width, color=color))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", out)


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "latin-1", "cp437"])
@pytest.mark.parametrize("tty", [True, False])
def test_every_encoding_gets_an_aligned_table(table: Table, encoding: str, tty: bool) -> None:  # noqa: FBT001
    text = drawn(table, tty=tty, width=240, encoding=encoding, language="zh")
    rows = [line for line in grid_of(text) if line and set(line) != {"-"}][1:]
    assert len({cell_len(re.split("[√+▼v?] |- (?=\\S+$)", row)[0]) for row in rows}) == 1
    assert ("√" if encoding in ("gbk", "cp437") else "+ ") in text


def test_symbols_have_stand_ins_where_the_encoding_lacks_them() -> None:
    assert printable("● √ × ! ▼ 涪 😀", "ascii") == r"* + x ! v \u6daa \ud83d\ude00"
    assert printable("● √ × ! ▼ 涪", "gbk") == "● √ × ! ▼ 涪"


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=8), st.integers(20, 200))
def test_every_number_is_there_whole(numbers: list[int], width: int) -> None:
    rows = tuple(
        (Bilingual("x", "x"), Figure.exactly(Decimal(number) / 100), "s", Verdict.MISSED) for number in numbers
    )
    text = drawn(Table("t/1", message("verdict.missed"), "rows", COLUMNS, rows), tty=True, width=width)
    for number in numbers:
        assert re.search(rf"(?<![\d.-]){re.escape(f'{Decimal(number) / 100:f}')}(?![\d.])", text)


# --- charts -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "height"), [(60, 24), (80, 24), (120, 40)])
def test_a_terminal_gets_the_golden_chart(
    charted: Table, width: int, height: int, language: Language, golden: Callable[[str, str], None]
) -> None:
    text = drawn_chart(charted, tty=True, width=width, language=language, environment={"LINES": str(height)})
    golden(f"terminal/chart-{width}.{language}.txt", text)
    assert max(map(cell_len, text.splitlines())) < width
    assert text.count("\n") < height


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_without_braille_a_chart_is_drawn_with_plain_characters(
    charted: Table, encoding: str, language: Language, golden: Callable[[str, str], None]
) -> None:
    golden(f"terminal/chart-{encoding}.{language}.txt", drawn_chart(charted, encoding=encoding, language=language))


def test_a_chart_in_a_pipe_is_the_same_whatever_surrounds_it(charted: Table) -> None:
    usual = drawn_chart(charted)
    for environment in ({"COLUMNS": "200", "LINES": "9"}, {"TERM": "dumb"}, {"TERM": "linux", "NO_COLOR": "1"}):
        assert drawn_chart(charted, color="auto", environment=environment) == usual


@pytest.mark.parametrize(("term", "braille"), [("xterm-256color", True), ("linux", False), ("dumb", False)])
def test_terminals_whose_fonts_have_no_braille_get_none(charted: Table, term: str, braille: bool) -> None:  # noqa: FBT001
    text = drawn_chart(charted, tty=True, color="auto", environment={"TERM": term})
    assert bool(re.search("[\u2800-\u28ff]", text)) is braille


@pytest.mark.parametrize("tty", [True, False])
@pytest.mark.parametrize("colorterm", ["truecolor", ""])
def test_color_changes_no_character_of_a_chart(charted: Table, tty: bool, colorterm: str) -> None:  # noqa: FBT001
    plain, colored = (
        drawn_chart(charted, tty=tty, color=color, environment={"COLORTERM": colorterm})
        for color in ("never", "always")
    )
    assert "\x1b" not in plain
    assert "\x1b[" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == plain


@pytest.mark.parametrize("text", NASTY)
def test_nasty_names_are_printed_as_text_above_a_chart(charted: Table, text: str) -> None:
    title = message("trajectory.of_target", name=text, unit="x")
    out = drawn_chart(charted._replace(title=title), tty=True)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", out)
    assert printable(text, "utf-8") in out


def test_a_terminal_may_be_of_any_size(charted: Table) -> None:
    for columns, rows in (("1", "1"), ("99999", "99999"), ("0", "0"), ("9" * 5000, "-5"), ("x", "")):
        text = drawn_chart(charted, tty=True, environment={"COLUMNS": columns, "LINES": rows})
        assert text.startswith("W")
        assert len(text.splitlines()) < 120
