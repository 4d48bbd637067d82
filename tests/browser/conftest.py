"""A real browser, and the pages that it is shown."""

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.commands.program import Fuling

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
AXE = Path(sys.prefix) / "axe.min.js"
QUIET = ("--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update")
Scheme: TypeAlias = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)
VIOLATIONS = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) => violations.push(event.effectiveDirective));
"""


@dataclass
class Visit:
    """A page in the browser, with what it complained of and what it asked for."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def look(self, width: int, scheme: Scheme = "light") -> None:
        """Look at it on a screen of a width, in light or dark."""
        self.page.set_viewport_size({"width": width, "height": 844})
        self.page.emulate_media(color_scheme=scheme)

    @property
    def violations(self) -> list[str]:
        """What the page's policy refused."""
        return list(self.page.evaluate("violations"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    if CHROMIUM is None:
        pytest.skip("needs Chromium, which is not installed")
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET) as running:
        yield running


@pytest.fixture(scope="session")
def pages(browser: Browser) -> Iterator[dict[bool, Page]]:
    """Two pages of their own: one as it is, one in which a test may run scripts."""
    contexts = {checked: browser.new_context(bypass_csp=checked) for checked in (False, True)}
    for context in contexts.values():
        context.add_init_script(VIOLATIONS)
    yield {checked: context.new_page() for checked, context in contexts.items()}
    for context in contexts.values():
        context.close()


@pytest.fixture
def visit(pages: dict[bool, Page]) -> Iterator[Callable[..., Visit]]:
    """Opens a file; ``checked`` lets a test run scripts of its own in it."""
    listening: list[tuple[Page, Literal["console", "pageerror", "request"], Callable[[Any], None]]] = []

    def opened(path: Path, *, checked: bool = False) -> Visit:
        one = Visit(pages[checked])
        listening.extend(
            [
                (one.page, "console", lambda said: one.complaints.append(said.text)),
                (one.page, "pageerror", lambda error: one.complaints.append(str(error))),
                (one.page, "request", lambda request: one.requests.append(request.url)),
            ]
        )
        for page, event, listener in listening:
            page.on(event, listener)
        one.page.emulate_media(media="null", color_scheme="light")
        one.page.goto(path.as_uri())
        return one

    yield opened
    for page, event, listener in listening:
        page.remove_listener(event, listener)
        page.goto("about:blank")


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """The file that an export command writes, of the plan that ships or of a made-up one, each written once."""
    folder = tmp_path_factory.mktemp("pages")
    shipped, made_up = Fuling(folder / "shipped"), Fuling(folder / "made-up")
    made_up.plan()

    def file(*typed: str, language: str = "en", plan: str = "shipped") -> Path:
        path = folder / ("-".join([plan, *(word.strip("-") for word in typed), language]) + ".html")
        if not path.exists():
            said = (made_up if plan == "made-up" else shipped)("export", *typed, "-o", path, FULING_LANG=language)
            assert said.code == 0, said.err
        return path

    return file


@pytest.fixture(scope="session")
def axe() -> str:
    """The accessibility checker."""
    if not AXE.exists():
        pytest.skip(f"needs axe-core, which .ci/axe puts into {AXE.parent.name}")
    return AXE.read_text("utf-8")
