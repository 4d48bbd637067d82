"""The README and docs/ show what the program says: the console blocks of a page are typed, in order, into one shell.

A line that begins with ``$ `` is typed, one that begins with ``> `` goes on with it, what follows is what the shell
answered on a terminal of COLUMNS columns; ``...`` stands for any text. The blocks of a page share one folder, which
holds a copy of SHARED, and one day, SHOWN_ON. ``pytest tests/test_docs.py --renew-golden`` writes what is said now.
"""

import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from doctest import ELLIPSIS, OutputChecker
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md"))]
SHARED = ("data", "tests/importer/tables", "tests/cases/revised-poverty")
"""The folders that a page may speak of."""
COLUMNS = 80
SHOWN_ON = datetime(2026, 11, 22, 12, tzinfo=UTC)
FENCE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHELL = shutil.which("sh")
needs_shell = pytest.mark.skipif(SHELL is None or sys.platform == "win32", reason="needs a shell and its terminal")

if sys.platform != "win32":
    import termios


@dataclass(frozen=True)
class Typed:
    """A command that a console block types: its place in the text, and what the block shows as the answer."""

    line: int
    command: str
    shown: str
    start: int
    end: int


def typed_in(text: str) -> list[Typed]:
    r"""Every command of the console blocks of a Markdown text, in order.

    >>> [(one.line, one.command, one.shown) for one in typed_in("```console\n$ echo a\na\n$ true\n```\n")]
    [(2, 'echo a', 'a\n'), (4, 'true', '')]
    """
    found = []
    for block in FENCE.finditer(text):
        for one in re.finditer(r"^\$ (.*\n(?:>(?: .*)?\n)*)((?:(?!\$ ).*\n)*)", block[1], re.MULTILINE):
            start, end = block.start(1) + one.start(2), block.start(1) + one.end(2)
            line = text.count("\n", 0, block.start(1) + one.start()) + 1
            command = re.sub(r"\n> ?", "\n", one[1].rstrip("\n"))
            found.append(Typed(line, command, one[2], start, end))
    return found


def answers(commands: list[str], folder: Path) -> list[str]:
    """What a shell answers to each command, typed one after the other in a folder that holds a copy of SHARED."""
    assert SHELL
    (folder / "home").mkdir()
    for shared in SHARED:
        shutil.copytree(ROOT / shared, folder / "fuling" / shared, ignore=shutil.ignore_patterns(".*"))
    mark = "-- the next command --"
    script = "".join(f"{command}\nlast=$?; echo '{mark}'; (exit $last)\n" for command in commands)
    environment = {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "HOME": str(folder / "home"),
        "LANG": "C.UTF-8",
        "TERM": "xterm",
        "NO_COLOR": "1",
        "SOURCE_DATE_EPOCH": str(int(SHOWN_ON.timestamp())),
        **{name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")},
    }
    said = on_a_terminal([SHELL, "-c", script], folder / "fuling", environment)
    said = said.replace(str(folder / "fuling"), "/home/you/fuling").replace(str(folder / "home"), "/home/you")
    return said.split(f"{mark}\n")[:-1]


def on_a_terminal(program: list[str], folder: Path, environment: dict[str, str]) -> str:
    """What a program shows on a terminal, with nobody at the keyboard."""
    screen, line = os.openpty()
    termios.tcsetwinsize(line, (50, COLUMNS))
    with subprocess.Popen(
        program, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=line, stderr=line
    ) as running:
        os.close(line)
        shown = bytearray()
        with suppress(OSError):  # which says that nobody holds the other end any more
            while part := os.read(screen, 65536):
                shown += part
        os.close(screen)
        running.wait()
    return re.sub("\r+\n", "\n", shown.decode())  # the terminal's, and that of CSV before it


def agrees(typed: Typed, said: str) -> bool:
    """Whether the shell answered what is shown."""
    return OutputChecker().check_output(typed.shown, said, ELLIPSIS)


def renewed(text: str, said: list[str]) -> str:
    """The text with what the shell answers now; an answer that still agrees stays as it is, with its ``...``."""
    for typed, answer in reversed(list(zip(typed_in(text), said, strict=True))):
        if not agrees(typed, answer):
            text = text[: typed.start] + answer + text[typed.end :]
    return text


@needs_shell
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_page_shows_what_the_program_says(page: Path, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    text = page.read_text("utf-8")
    typed = typed_in(text)
    said = answers([one.command for one in typed], tmp_path)
    if request.config.getoption("--renew-golden"):
        page.write_text(renewed(text, said), "utf-8")
    else:
        wrong = [(one, answer) for one, answer in zip(typed, said, strict=True) if not agrees(one, answer)]
        assert not wrong, "\n".join(f"line {one.line}: $ {one.command}\n{answer}" for one, answer in wrong)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_page_links_to_what_is_there(page: Path) -> None:
    prose = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    for link in re.findall(r"\]\(([^):]+)\)", prose):
        path, _, anchor = link.partition("#")
        other = page.parent / path if path else page
        assert other.exists(), link
        assert not anchor or anchor in anchors(other.read_text("utf-8")), link


def anchors(text: str) -> set[str]:
    """What the headings of a page are called in links, as GitHub has it."""
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_readme_shows_a_transcript_of_status() -> None:
    assert any(one.command == "fuling status" for one in typed_in(PAGES[0].read_text("utf-8")))


@needs_shell
def test_a_changed_answer_is_noticed_and_renewed(tmp_path: Path) -> None:
    text = "Words.\n```console\n$ echo one\ntwo\n$ (exit 3)\n$ echo $?\n3\n$ echo a b c\na ... c\n```\nMore.\n"
    said = answers([typed.command for typed in typed_in(text)], tmp_path)
    assert [agrees(typed, answer) for typed, answer in zip(typed_in(text), said, strict=True)] == [
        False,
        True,
        True,
        True,
    ]
    assert renewed(text, said) == text.replace("two\n", "one\n")
