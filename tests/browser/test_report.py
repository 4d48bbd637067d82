"""The report in a real browser: on a desk and on a phone, in light and dark, in both languages, and on paper."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest

from .conftest import Visit

PAGES = [
    pytest.param(("--all",), "shipped", id="every target"),
    pytest.param(("--all",), "made-up", id="made-up"),
    pytest.param(("targets",), "shipped", id="targets"),
    pytest.param(("trajectory", "--all"), "shipped", id="trajectories"),
]
Write = Callable[..., Path]
Show = Callable[..., Visit]


@pytest.fixture(params=["en", "zh"])
def language(request: pytest.FixtureRequest) -> str:
    """Either language."""
    return str(request.param)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("typed", "plan"), PAGES)
def test_it_fits_the_screen_and_asks_for_nothing(
    written: Write, visit: Show, typed: tuple[str, ...], plan: str, language: str, width: int, scheme: str
) -> None:
    file = written(*typed, language=language, plan=plan)
    one = visit(file, width=width, scheme=scheme)
    assert (one.complaints, one.violations, one.requests) == ([], [], [file.as_uri()])
    assert one.page.evaluate("document.documentElement.scrollWidth") <= width
    dark = one.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 24, 28)"
    assert dark == (scheme == "dark")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    ("typed", "plan"), [*PAGES, pytest.param(("--inline", "--format", "html"), "made-up", id="inline")]
)
def test_an_accessibility_checker_has_nothing_to_say(
    written: Write, visit: Show, axe: str, typed: tuple[str, ...], plan: str, language: str, width: int, scheme: str
) -> None:
    one = visit(written(*typed, language=language, plan=plan), width=width, scheme=scheme, checked=True)
    one.page.add_style_tag(content=".scroll { background: none !important }")  # a shade hides what colour lies below
    one.page.evaluate(axe)
    ignored = {
        "region": {"enabled": "--inline" not in typed},
        "landmark-one-main": {"enabled": "--inline" not in typed},
    }
    found = one.page.evaluate(f"axe.run({{rules: {json.dumps(ignored)}}})")
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == []
    assert [one["id"] for one in found["incomplete"]] == []
    assert len(found["passes"]) > 10


def test_what_is_smuggled_in_is_refused(written: Write, visit: Show, tmp_path: Path) -> None:
    smuggled = (
        "<style>body { color: red }</style><p style='color: red'></p><script>window.ran = 1</script>"
        "<img src='https://example.org/x.png'><iframe src='https://example.org/'></iframe></body>"
    )
    path = tmp_path / "smuggled.html"
    path.write_text(written(plan="made-up").read_text("utf-8").replace("</body>", smuggled), "utf-8")
    one = visit(path)
    one.page.wait_for_load_state("networkidle")
    assert set(one.violations) == {"style-src-elem", "style-src-attr", "script-src-elem", "img-src", "frame-src"}
    assert one.page.evaluate("[window.ran === undefined, getComputedStyle(document.body).color]") == [
        True,
        "rgb(27, 31, 36)",
    ]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("plan", ["shipped", "made-up"])
def test_no_text_of_a_chart_lies_on_another(written: Write, visit: Show, plan: str, language: str, width: int) -> None:
    one = visit(written("--all", language=language, plan=plan), width=width)
    charts = one.page.evaluate(
        """[...document.querySelectorAll("svg.chart")].map((chart) => [chart.viewBox.baseVal.width,
        [...chart.querySelectorAll("text")].map((text) => {
            const box = text.getBBox();
            return [text.textContent, box.x, box.y + 2, box.x + box.width, box.y + box.height - 2];
        })])"""
    )
    assert len(charts) >= 4
    for right, texts in charts:
        assert [
            text for text, left, top, end, bottom in texts if left < 0 or end > right or top < 0 or bottom > 264
        ] == []
        assert [(one[0], other[0]) for one, other in combinations(texts, 2) if overlap(one, other)] == []


def overlap(one: list[float], other: list[float]) -> bool:
    """Whether two boxes share a place."""
    return one[1] < other[3] and other[1] < one[3] and one[2] < other[4] and other[2] < one[4]


def test_the_keyboard_reaches_everything_and_shows_where_it_is(written: Write, visit: Show) -> None:
    one = visit(written(plan="made-up"), width=390)
    focused = "[document.activeElement.className, getComputedStyle(document.activeElement).outlineStyle]"
    one.page.keyboard.press("Tab")
    assert one.page.evaluate(focused) == ["skip", "solid"]
    box = one.page.locator(".skip").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    one.page.keyboard.press("Enter")
    assert one.page.evaluate("document.activeElement.id") == "content"
    places = []
    while not places or places[-1][0] != "BODY":
        one.page.keyboard.press("Tab")
        places.append(one.page.evaluate("[document.activeElement.tagName, ...%s]" % focused))  # noqa: UP031  has braces
    assert {outline for tag, _, outline in places if tag != "BODY"} == {"solid"}
    assert [tag for tag, name, _ in places if name == "scroll"] == ["DIV"] * 6
    assert len(places) == 4 + 6 + 1 + 1  # the cards, the tables, the address, the end


def test_a_wide_table_scrolls_in_its_own_place(written: Write, visit: Show) -> None:
    one = visit(written(plan="made-up"), width=390)
    region = one.page.locator("#scorecard .scroll")
    region.focus()
    for _ in range(20):
        one.page.keyboard.press("ArrowRight")
    one.page.wait_for_function("document.querySelector('#scorecard .scroll').scrollLeft > 0")
    name = one.page.locator("#scorecard tbody th").first.bounding_box()
    assert name is not None
    assert name["x"] == pytest.approx(16, abs=1)


needs_poppler = pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="needs pdfinfo, which is not installed")


@needs_poppler
def test_it_prints_on_a4(written: Write, visit: Show, language: str, tmp_path: Path) -> None:
    one = visit(written(language=language), scheme="dark")
    one.page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    told = dict(re.findall(r"^(.*?): +(.*)$", said("pdfinfo", tmp_path / "report.pdf"), re.MULTILINE))
    assert told["Page size"].startswith("594.96 x 841.92") or "(A4)" in told["Page size"]
    assert 4 <= int(told["Pages"]) <= 7
    pages = said("pdftotext", "-layout", tmp_path / "report.pdf", "-").split("\f")[:-1]
    assert [f"{number} / {len(pages)}" in page for number, page in enumerate(pages, start=1)] == [True] * len(pages)
    working = {"en": "Working", "zh": "推算\n"}[language]
    assert sum(page.count(working) for page in pages) == 4


def test_what_is_printed_is_not_cut_and_tables_keep_their_heads(written: Write, visit: Show, language: str) -> None:
    one = visit(written("--all", language=language), width=680)  # as wide as A4 between its margins
    one.page.emulate_media(media="print", color_scheme="dark")
    assert one.page.evaluate("document.documentElement.scrollWidth") <= 680
    cut = "[...document.querySelectorAll('.scroll')].filter((one) => one.scrollWidth > one.clientWidth + 1).length"
    assert one.page.evaluate(cut) == 0
    style = "getComputedStyle(document.querySelector('%s')).%s"
    assert one.page.evaluate(style % ("thead", "display")) == "table-header-group"
    assert {one.page.evaluate(style % (kept, "breakInside")) for kept in ("tr", ".card", ".chart", ".target")} == {
        "avoid"
    }
    assert one.page.evaluate(style % ("body", "color")) == "rgb(27, 31, 36)"


def said(*typed: str | Path) -> str:
    """What a program prints."""
    return subprocess.run(typed, check=True, capture_output=True, encoding="utf-8").stdout


def test_inline_keeps_its_looks_when_it_is_pasted(written: Write, visit: Show, tmp_path: Path) -> None:
    one = visit(written("--inline", "--format", "html", plan="made-up"))
    looks = """[...document.querySelectorAll("h1, p, th, td, td span")].map((one) => {
        const style = getComputedStyle(one);
        return [one.textContent.trim(), style.color, style.fontSize, style.fontWeight, style.textAlign, style.borderBottom];
    })"""
    before = one.page.evaluate(looks)
    one.page.keyboard.press("Control+a")
    one.page.keyboard.press("Control+c")
    path = tmp_path / "editor.html"
    path.write_text("<meta charset=utf-8><div contenteditable style='font: 40px serif; color: red'></div>", "utf-8")
    one.page.goto(path.as_uri())
    one.page.locator("div").click()
    one.page.keyboard.press("Control+v")
    assert one.page.locator("table").count() == 1
    assert one.page.evaluate(looks) == before
