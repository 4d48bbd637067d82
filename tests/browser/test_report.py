"""The report in a real browser: on a desk and on a phone, in light and dark, in both languages, and on paper."""

import re
import shutil
import subprocess
from collections.abc import Callable
from itertools import combinations, product
from pathlib import Path

import pytest

from .conftest import SCHEMES, Scheme, Visit

Write = Callable[..., Path]
Show = Callable[..., Visit]
PHONE, DESK = 390, 1280

DOCUMENT, TARGETS, INLINE = ("--all",), ("targets",), ("--inline", "--format", "html")


@pytest.fixture(params=["en", "zh"])
def language(request: pytest.FixtureRequest) -> str:
    """Either language."""
    return str(request.param)


@pytest.mark.parametrize(
    ("typed", "plan"),
    [(DOCUMENT, "shipped"), (DOCUMENT, "made-up"), (TARGETS, "shipped"), (("trajectory",), "shipped")],
)
def test_it_fits_every_screen_and_asks_for_nothing(
    written: Write, visit: Show, typed: tuple[str, ...], plan: str, language: str
) -> None:
    file = written(*typed, language=language, plan=plan)
    one = visit(file)
    for width, scheme in product((DESK, PHONE), SCHEMES):
        one.look(width, scheme)
        assert one.page.evaluate("document.documentElement.scrollWidth") <= width
        dark = one.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 24, 28)"
        assert dark == (scheme == "dark")
    assert (one.complaints, one.violations, one.requests) == ([], [], [file.as_uri()])


@pytest.mark.parametrize(
    ("typed", "tongue", "scheme", "width"),
    [
        (DOCUMENT, "en", "light", DESK),
        (DOCUMENT, "en", "dark", PHONE),
        (DOCUMENT, "zh", "light", PHONE),
        (DOCUMENT, "zh", "dark", DESK),
        (TARGETS, "en", "dark", PHONE),
        (TARGETS, "zh", "light", DESK),
        (INLINE, "zh", "light", DESK),
    ],
)
def test_an_accessibility_checker_finds_no_fault(  # noqa: PLR0913  what is looked at, and how
    written: Write, visit: Show, axe: str, typed: tuple[str, ...], tongue: str, scheme: Scheme, width: int
) -> None:
    one = visit(written(*typed, language=tongue, plan="made-up"), checked=True)
    one.look(width, scheme)
    one.page.add_style_tag(content=".scroll { background: none !important }")  # the checker sees no colour in a shade
    one.page.evaluate(axe)
    landmarks = {"region", "landmark-one-main"} if typed is INLINE else set()  # what is to be pasted has none
    found = one.page.evaluate("axe.run()")
    faults = [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found["violations"]]
    assert [fault for fault in faults if fault[0] not in landmarks] == []
    assert {"color-contrast", "html-has-lang", "document-title"} <= {one["id"] for one in found["passes"]}


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


@pytest.mark.parametrize("plan", ["shipped", "made-up"])
def test_no_text_of_a_chart_lies_on_another(written: Write, visit: Show, plan: str, language: str) -> None:
    one = visit(written(*DOCUMENT, language=language, plan=plan))
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
    one = visit(written(plan="made-up"))
    one.look(PHONE)
    focused = "[document.activeElement.className, getComputedStyle(document.activeElement).outlineStyle]"
    one.page.keyboard.press("Tab")
    assert one.page.evaluate(focused) == ["skip", "solid"]
    box = one.page.locator(".skip").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    one.page.keyboard.press("Enter")
    assert one.page.evaluate("document.activeElement.id") == "content"
    places: list[list[str]] = []
    while not places or places[-1][0] != "BODY":
        one.page.keyboard.press("Tab")
        places.append(one.page.evaluate(f"[document.activeElement.tagName, ...{focused}]"))
    assert {outline for tag, _, outline in places if tag != "BODY"} == {"solid"}
    assert [tag for tag, name, _ in places if name == "scroll"] == ["DIV"] * 4
    assert len(places) == 3 + 4 + 1 + 1  # the cards, the tables, the address, the end


def test_a_wide_table_scrolls_in_its_own_place(written: Write, visit: Show) -> None:
    one = visit(written(plan="made-up"))
    one.look(PHONE)
    region = one.page.locator("#sources .scroll")
    region.focus()
    for _ in range(20):
        one.page.keyboard.press("ArrowRight")
    one.page.wait_for_function("document.querySelector('#sources .scroll').scrollLeft > 0")
    name = one.page.locator("#sources tbody th").first.bounding_box()
    assert name is not None
    assert name["x"] == pytest.approx(16, abs=1)


def test_the_scorecard_stands_beside_the_cards_on_a_desk_only(written: Write, visit: Show) -> None:
    one = visit(written(plan="made-up"))
    for width, shown in ((PHONE, False), (899, False), (901, True), (DESK, True)):
        one.look(width)
        assert one.page.locator("#scorecard table").is_visible() == shown
        assert one.page.locator("nav a[href='#scorecard']").is_visible() == shown
        assert one.page.locator("#cards .card").first.is_visible()


needs_poppler = pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="needs pdfinfo, which is not installed")


@needs_poppler
def test_it_prints_on_a4(written: Write, visit: Show, language: str, tmp_path: Path) -> None:
    one = visit(written(language=language))
    one.look(DESK, "dark")
    one.page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    told = dict(re.findall(r"^(.*?): +(.*)$", said("pdfinfo", tmp_path / "report.pdf"), re.MULTILINE))
    assert told["Page size"].startswith("594.96 x 841.92") or "(A4)" in told["Page size"]
    assert 4 <= int(told["Pages"]) <= 7
    pages = said("pdftotext", "-layout", tmp_path / "report.pdf", "-").split("\f")[:-1]
    for number, page in enumerate(pages, start=1):
        assert re.search(rf"\b{number} ?/ ?{len(pages)}\b", page)
    working = {"en": "Working", "zh": "推算\n"}[language]
    assert sum(page.count(working) for page in pages) == 4


def test_what_is_printed_is_not_cut_and_tables_keep_their_heads(written: Write, visit: Show, language: str) -> None:
    one = visit(written(*DOCUMENT, language=language))
    one.look(680)  # as wide as A4 between its margins
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
    one = visit(written(*INLINE, plan="made-up"))
    looks = """[...document.querySelectorAll("h1, p, th, td, td span")].map((one) => {
        const style = getComputedStyle(one);
        const side = style.textAlign.replace("left", "start");
        return [one.textContent.trim(), style.color, style.fontSize, style.fontWeight, side, style.borderBottom];
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
