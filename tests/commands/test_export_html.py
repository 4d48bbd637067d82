"""fuling export --format html: the document as a reader gets it."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from fuling_cli import __version__
from tests.pages import HEADINGS, cells, elements, lines, local, parsed, words

from .program import PLAN, Fuling

CARDS = """\
Gross product
√ on track
required a year 7.18% observed a year 8.16%
48% done; 5 of 10 years gone
1480.5 in 2025 → 2000 亿元 by 2030

Listed firms
× far behind
required a year 10.65% observed a year 4.56%
14% done; 5 of 10 years gone
5 in 2025 → 11 家 by 2030

Waste
? undecided
required a year -4.59% observed a year -5.60%..1.22%
<67% done; 5 of 10 years gone
60..85 in 2025 → 50 万吨 by 2030
on track only if 2025 was 64.0 or less

Trade
- no verdict
target 300 亿元 by 2030
no figure published yet

Gross product, doubled
- no verdict
required a year - observed a year 8.16%
48% done
1480.5 in 2025 → 2000.00 亿元, no deadline
1480.5 in 2025, target 2000.00: no deadline was announced, so no growth is required by any year
"""


@pytest.mark.parametrize(("name", "typed"), [("export", ()), ("export-inline", ("--inline",))])
def test_it_is_the_golden_file(
    fuling: Fuling, language: str, name: str, typed: tuple[str, ...], golden: Callable[[str, str], None]
) -> None:
    said = fuling("export", "--all", "--format", "html", *typed, FULING_LANG=language)
    assert (said.code, said.err) == (0, "")
    parsed(said.out)
    text = said.out.replace(f"fuling {__version__}", "fuling VERSION")
    golden(f"commands/made-up/{name}.{language}.html", text)


@pytest.mark.parametrize("report", ["status", "actuals", "targets", "trajectory"])
def test_every_report_is_a_page(fuling: Fuling, report: str, language: str) -> None:
    for inline in ((), ("--inline",)):
        said = fuling("export", report, "--all", "--format", "html", *inline, FULING_LANG=language)
        page = parsed(said.out)
        (title,) = (words(one) for one in elements(page, "title") if one.get("id") is None)
        assert words(next(elements(page, "h1"))) == title


@pytest.mark.parametrize(
    "typed", ["status", "status --all", "targets", "history", "history --verdicts", "forecast gdp"]
)
def test_what_other_commands_print_is_a_page(fuling: Fuling, typed: str, language: str) -> None:
    said = fuling(*typed.split(), "--format", "html", FULING_LANG=language)
    assert (said.code, said.err) == (0, "")
    assert len(cells(parsed(said.out))) > 0


def test_the_file_is_what_stdout_shows(fuling: Fuling) -> None:
    for suffix in (".html", ".htm", ".HTML"):
        fuling("export", "-o", f"report{suffix}")
        assert (fuling.here / f"report{suffix}").read_bytes() == fuling("export", "--format", "html").stdout


def test_only_html_is_inline(fuling: Fuling, language: str) -> None:
    said = fuling("export", "-o", "out.csv", "--inline", FULING_LANG=language)
    assert (said.code, said.out) == (2, "")
    assert "--inline" in said.err
    assert "csv" in said.err
    assert not (fuling.here / "out.csv").exists()


def test_a_card_says_where_a_target_stands_and_why_nothing_can_be_said(fuling: Fuling) -> None:
    page = parsed(fuling("export", "--all", "--format", "html").out)
    cards = [card for card in elements(page, "li") if card.get("class") == "card"]
    lines_of = [[text for line in card if (text := " ".join(words(line).split()))] for card in cards]
    assert "\n\n".join("\n".join(card) for card in lines_of) + "\n" == CARDS
    brief = [words(text) for text in elements(page, "p") if text.get("class") == "brief"]
    assert brief == ["announced without a number, so there is nothing to measure (1)Harmony"]


def test_every_link_inside_leads_somewhere(fuling: Fuling, language: str) -> None:
    page = parsed(fuling("export", "--all", "--format", "html", FULING_LANG=language).out)
    ids = [element.get("id") for element in elements(page) if element.get("id")]
    assert len(ids) == len(set(ids))
    links = {link.get("href", "") for link in elements(page, "a")}
    assert {link.removeprefix("#") for link in links if link.startswith("#")} <= set(ids)
    assert {link for link in links if not link.startswith("#")} == {"https://example.org/2024"}
    named = {id_ for element in elements(page) for id_ in element.get("aria-labelledby", "").split()}
    assert named <= set(ids)


def test_headings_go_down_one_by_one(fuling: Fuling, language: str) -> None:
    page = parsed(fuling("export", "--all", "--format", "html", FULING_LANG=language).out)
    levels = [int(local(heading)[1]) for heading in elements(page, *HEADINGS)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_target_with_a_figure_has_a_chart_and_the_same_numbers_beside_it(fuling: Fuling) -> None:
    page = parsed(fuling("export", "--all", "--format", "html").out)
    parts = [part for part in elements(page, "section") if part.get("class") == "target"]
    assert [words(next(elements(part, "h3"))) for part in parts] == [
        "Gross product (亿元)",
        "Listed firms (家)",
        "Waste (万吨)",
        "Gross product, doubled (亿元)",
    ]
    assert [len(list(elements(part, "svg"))) for part in parts] == [1, 1, 1, 1]
    gdp = parts[0]
    assert words(next(elements(gdp, "desc"))) == "Latest actual 1480.5 in 2025; target 2000 by 2030; on track."
    assert [row[1:3] for row in cells(gdp)[:6:4]] == [[["1000.00"], ["1000.0"]], [[">1300"], ["1319.5"]]]
    drawn = [element.get("class", "") for element in elements(gdp, "polyline", "circle", "g", "path")]
    assert {"planned", "needed", "pace", "dot", "whisker", "goal"} <= set(drawn)


def test_sources_stand_there_with_their_addresses_and_notes(fuling: Fuling) -> None:
    page = parsed(fuling("export", "--format", "html").out)
    (sources,) = (section for section in elements(page, "section") if section.get("id") == "sources")
    rows = [[lines(cell) for cell in row] for row in next(elements(sources, "tbody"))]
    assert rows[1] == [
        ["Gross product"],
        ["2024"],
        [">1300"],
        ["亿元"],
        ["provisional"],
        ["2025-02-01"],
        ["bulletin 2024", "https://example.org/2024", "stated as more than 1300"],
    ]
    assert rows[4][-2:] == [["-"], ["-"]]


def test_the_footer_names_day_method_rounding_and_version(fuling: Fuling) -> None:
    page = parsed(fuling("export", "--format", "html", "--as-of", "2026-10-01", "--method", "path").out)
    assert [words(line) for line in next(elements(page, "footer"))] == [
        "As of 1 October 2026. Method: path. Judged unrounded; shown rounded half up, bounds outwards.",
        f"Made with fuling {__version__}.",
    ]


def test_hostile_words_in_the_files_stay_words(fuling: Fuling, language: str) -> None:
    usual = parsed(fuling("export", "--all", "--format", "html", FULING_LANG=language).out)
    hostile = "</title></style><script>alert(1)</script>' onmouseover='x"
    fuling.targets.write_text(
        PLAN.replace('"Gross product"', f'"{hostile}"')
        .replace('"生产总值"', f'"{hostile}"')
        .replace("gazette", hostile),
        encoding="utf-8",
    )
    page = parsed(fuling("export", "--all", "--format", "html", FULING_LANG=language).out)
    assert [local(element) for element in elements(page)] == [local(element) for element in elements(usual)]
    assert hostile in words(page)
