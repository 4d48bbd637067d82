"""HTML, read back by a parser that mends nothing."""

import re
from base64 import b64encode
from collections.abc import Callable
from decimal import Decimal
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuling_cli import __version__
from fuling_cli.core.figure import Dated, Figure
from fuling_cli.core.verdict import Verdict
from fuling_cli.formats.html import render, render_inline
from fuling_cli.language import LANGUAGES, Bilingual, Language, message
from fuling_cli.language import words as said_in
from fuling_cli.tables.chart import Chart, Curve
from fuling_cli.tables.safe_text import visible
from fuling_cli.tables.section import Section
from fuling_cli.tables.table import Column, Kind, Table
from tests.builders import examples
from tests.pages import cells, elements, parsed, shape, words

NASTY = [
    "<script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus '",
    "</title></style></svg></table><img src=x onerror=alert(1)>",
    "<!--",
    "]]>",
    "&lt;b&gt; &amp;lt; &#60;",
    "{{ 7 * 7 }}{% raw %}",
    "[red]x[/x]",
    "[link=https://example.org]x[/link]",
    "\x1b]0;title\x07\x1b[31m",
    "\x9b31m",
    "\u202eabc\u2066def",
    "a\nb\rc\td",
    "a\x00b",
    "\ud800 and \udfff",
    "\ufeff\u2028\ufffe",
    "trail\\",
    "x" * 5000,
    "涪陵" * 1000,
]
COLUMNS = (
    Column("name", Kind.NAME),
    Column("figure", Kind.FIGURE),
    Column("unit", Kind.TEXT),
    Column("source", Kind.TEXT),
    Column("url", Kind.TEXT, under="source"),
    Column("verdict", Kind.VERDICT),
)


def table_of(text: str, address: str = "https://example.org/a?b=c&d=e") -> Table:
    """A document of one target in which a text stands wherever a person's text may stand."""
    said = message("entry.full", number=text, noun=text)
    row = (Bilingual(text, text), Figure.exactly(Decimal(5)), text, text, address, Verdict.BEHIND)
    exact = Dated(2024, Figure(Decimal(5), Decimal(5), Decimal(5)))
    chart = Chart(said, text, (Curve("actual", (exact,)),), None, None, said)
    table = Table("t/1", said, "rows", COLUMNS, (row,), summary=said, notes=(said,), chart=chart)
    parts = (table, table._replace(chart=None))
    return table._replace(parts=parts, sections=(Section(said, (said,)),), colophon=said)


# --- the whole file -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "write"), [("status", render), ("status.inline", render_inline)])
def test_it_is_the_golden_file(
    table: Table,
    language: Language,
    name: str,
    write: Callable[..., str],
    golden: Callable[[str, str], None],
) -> None:
    text = write(table, language=language)
    parsed(text)
    golden(f"formats/{name}.{language}.html", text.replace(f"fuling {__version__}", "fuling VERSION"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_without_rows_is_a_page_too(table: Table, language: Language) -> None:
    page = parsed(render(table._replace(rows=()), language=language))
    assert len(list(elements(page, "th"))) == 9
    assert list(next(elements(page, "tbody"))) == []


def test_the_style_sheet_is_the_one_that_the_policy_allows(table: Table) -> None:
    page = parsed(render(table, language="en"))
    (style,) = elements(page, "style")
    (policy,) = (one.get("content", "") for one in elements(page, "meta") if one.get("http-equiv"))
    digest = b64encode(sha256(words(style).encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not [element for element in elements(page) if element.get("style")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_needs_nothing_from_outside(table: Table, language: Language) -> None:
    for text in (render(table, language=language), render_inline(table, language=language)):
        page = parsed(text)
        assert not list(elements(page, "script", "link", "img", "iframe", "object", "embed", "base", "form", "use"))
        assert not re.search(r"https?:|//|url\(|@import", text)
        assert "javascript" not in text


@pytest.mark.parametrize("scheme", [0, 1])
def test_every_colour_stands_out_from_the_paper(table: Table, scheme: int) -> None:
    (style,) = elements(parsed(render(table, language="en")), "style")
    colors = dict(
        re.findall(r"--(\w+): #([0-9a-f]{6});", re.findall(r":root \{(.*?)\}", words(style), re.DOTALL)[scheme])
    )
    for name in ("ink", "soft", "link", "good", "behind", "bad", "undecided", "open"):
        assert contrast(colors[name], colors["paper"]) >= 4.5, name
    for name in ("actual", "planned", "needed", "pace"):
        assert contrast(colors[name], colors["paper"]) >= 3, name


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 defines it, from 1 to 21."""
    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: str) -> float:
    """How bright a colour is, from 0 to 1."""
    parts = [part / 255 for part in bytes.fromhex(color)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_both_languages_name_themselves(table: Table) -> None:
    assert parsed(render(table, language="en")).get("lang") == "en"
    assert parsed(render(table, language="zh")).get("lang") == "zh-Hans"


def test_chinese_in_english_says_so(table: Table) -> None:
    english, chinese = (parsed(render(table, language=language)) for language in LANGUAGES)
    assert [words(span) for span in elements(english, "span") if span.get("lang")] == ["亿元", "家", "亿元"]
    assert [span for span in elements(chinese, "span") if span.get("lang")] == []


# --- the table ----------------------------------------------------------------------------------------------------


def test_columns_that_may_stand_below_others_do(table: Table) -> None:
    page = parsed(render(table, language="en"))
    headings = [[words(line) for line in heading] for heading in next(elements(page, "thead")).iter("th")]
    assert headings == [
        ["Target", "ID"],
        ["Unit"],
        ["Baseline", "Baseline year"],
        ["Latest", "Latest year"],
        ["Target value"],
        ["Share done"],
        ["Observed growth a year", "Growth a year from here"],
        ["At this pace by the deadline"],
        ["Status"],
    ]
    assert cells(page)[0] == [
        ["Gross domestic product", "gdp"],
        ["亿元"],
        ["1504.37", "2022"],
        [">1700", "2024"],
        ["2100"],
        [">32%"],
        [">6.30%", "<7.30%"],
        [">2042.0"],
        ["? undecided"],
    ]


def test_a_reader_of_the_screen_hears_the_headings(table: Table) -> None:
    page = parsed(render(table, language="en"))
    assert {heading.get("scope") for heading in next(elements(page, "thead")).iter("th")} == {"col"}
    rows = list(next(elements(page, "tbody")))
    assert [[(cell.tag, cell.get("scope")) for cell in row][:2] for row in rows] == [
        [("th", "row"), ("td", None)] for _ in rows
    ]
    assert words(next(elements(page, "caption"))) == "Made-up targets [1]"
    region = next(element for element in elements(page, "div") if element.get("role") == "region")
    assert (region.get("tabindex"), region.get("aria-label")) == ("0", "Made-up targets [1] (scrolls sideways)")


def test_decimal_points_stand_below_each_other(table: Table) -> None:
    body = next(elements(parsed(render(table, language="en")), "tbody"))
    figures = [words(row[2][0]) for row in body]
    assert figures == ["1504.37", "5\u2008\u2007\u2007", "60.50..61.25", "-"]


@pytest.mark.parametrize("verdict", Verdict)
def test_a_verdict_is_a_symbol_and_a_word(verdict: Verdict) -> None:
    row = (Bilingual("n", "名"), None, None, None, None, verdict)
    page = parsed(render(Table("t/1", message("yes"), "rows", COLUMNS, (row,)), language="en"))
    (shown,) = (span for span in elements(page, "span") if "verdict" in span.get("class", ""))
    (symbol,) = shown
    assert symbol.get("aria-hidden") == "true"
    colors = {Verdict.BEHIND: "behind", Verdict.UNDECIDED: "undecided"}
    color = colors.get(verdict, {True: "good", False: "bad", None: "open"}[verdict.on_track])
    assert shown.get("class") == f"verdict {color}"
    assert cells(page)[0][-1] == [f"{words(symbol)} {said_in('en')[f'verdict.{verdict}']}"]


def test_a_missing_verdict_is_missing() -> None:
    row = (Bilingual("n", "名"), None, None, None, None, None)
    for write in (render, render_inline):
        page = parsed(write(Table("t/1", message("yes"), "rows", COLUMNS, (row,)), language="en"))
        assert words(list(next(elements(page, "tbody"))[0])[-1]) == "-"


def test_a_source_without_an_address_has_no_line_for_it() -> None:
    row = (Bilingual("n", "名"), None, "家", "yearbook", None, Verdict.MISSED)
    page = parsed(render(Table("t/1", message("yes"), "rows", COLUMNS, (row,)), language="en"))
    assert cells(page)[0][3] == ["yearbook"]


# --- what data may do ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("write", [render, render_inline])
@pytest.mark.parametrize("text", NASTY)
def test_nasty_text_is_text(text: str, write: Callable[..., str], language: Language) -> None:
    written = write(table_of(text), language=language)
    written.encode()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\ufeff\ud800-\udfff]", written)
    page = parsed(written.replace("\ufffe", ""))
    assert shape(page) == shape(parsed(write(table_of("plain"), language=language)))
    assert words(next(elements(page, "title"))) == f"{visible(text)} {visible(text)}".replace("\ufffe", "")


def test_a_very_long_word_and_an_empty_one_are_written_whole() -> None:
    page = parsed(render(table_of("x" * 100_000), language="en"))
    assert cells(page)[0][0] == ["x" * 100_000]
    assert cells(parsed(render(table_of(""), language="en")))[0][0] == [""]


@examples(40)  # a page is rendered and parsed for each
@given(st.text(alphabet=st.characters(exclude_categories=["Cn", "Co"]), min_size=1), st.sampled_from(LANGUAGES))
def test_any_text_keeps_the_shape_of_the_page(text: str, language: Language) -> None:
    page = parsed(render(table_of(text), language=language))
    assert cells(page)[0][0] == [visible(text)]
    assert shape(page) == shape(parsed(render(table_of("plain"), language=language)))


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a?b=c&d=\"e'", "HTTP://例子.cn/第17版", "http://example.org", "https://example.org:8080/x#y"],
)
def test_an_address_of_the_web_is_a_link(address: str) -> None:
    links = list(elements(parsed(render(table_of("plain", address), language="en")), "a"))[1:]
    assert {(link.get("href"), words(link), link.get("rel")) for link in links} == {(address, address, "noreferrer")}


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " https://example.org",
        "https://example.org\njavascript:alert(1)",
        "https:example.org",
        "data:text/html,x",
        "ftp://example.org",
        "//example.org",
        "https://",
        "https://user@example.org/",
        "https://example.org\\@example.com/",
        "https://example.org/\u202egpj",
        "see https://example.org",
    ],
)
def test_anything_else_is_text(address: str) -> None:
    page = parsed(render(table_of("plain", address), language="en"))
    assert [link.get("class") for link in elements(page, "a")] == ["skip"]
    assert cells(page)[0][3] == ["plain", visible(address)]


# --- the chart ----------------------------------------------------------------------------------------------------


def test_a_chart_says_what_it_shows() -> None:
    page = parsed(render(table_of("plain"), language="en"))
    (chart,) = (svg for svg in elements(page, "svg"))
    title, desc = next(elements(chart, "title")), next(elements(chart, "desc"))
    assert chart.get("role") == "img"
    assert chart.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert (words(title), words(desc)) == ("plain plain", "plain plain")


# --- inline -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_inline_has_its_looks_in_its_elements(table: Table, language: Language) -> None:
    page = parsed(render_inline(table, language=language))
    assert not list(elements(page, "style", "svg", "div"))
    assert not [element for element in elements(page) if element.get("class") or element.get("id")]
    bare = [one for one in elements(page, "h1", "p", "table", "th", "td") if not one.get("style")]
    assert bare == []


def test_inline_keeps_a_column_free_between_a_number_and_the_verdict_and_puts_remarks_below() -> None:
    columns = (Column("label", Kind.NAME), Column("latest", Kind.FIGURE), Column("verdict", Kind.VERDICT))
    remarks = Column("remarks", Kind.WORDS)
    row = (Bilingual("n", "名"), Figure.exactly(Decimal(5)), Verdict.BEHIND, message("yes"))
    page = parsed(render_inline(Table("t/1", message("yes"), "rows", (*columns, remarks), (row,)), language="en"))
    first, below = next(elements(page, "tbody"))
    assert [words(cell) for cell in first] == ["n", "5", "", "! behind"]
    assert [(words(cell), cell.get("colspan")) for cell in below] == [("yes", "4")]


def test_inline_shows_the_same_cells(table: Table) -> None:
    for language in LANGUAGES:
        whole, inline = (parsed(write(table, language=language)) for write in (render, render_inline))
        squeezed = [
            ["".join("".join(words(cell).split()) for cell in row) for row in next(elements(page, "tbody"))]
            for page in (whole, inline)
        ]
        assert squeezed[0] == squeezed[1]
