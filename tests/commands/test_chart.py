"""`fuling chart`: on the terminal in both languages, in files of three kinds, and what is refused."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fuling_cli.charts.typesetting import CHINESE, chinese_font
from fuling_cli.commands.chart import ENDINGS
from fuling_cli.language import LANGUAGES

from .program import PLAN, ROOT, USUAL, Environment, Fuling, digests

SHIPPED = ("gdp", "listed-companies", "materials-output", "advanced-manufacturing-highland", "gdp --as-of 2024-06-30")
MADE_UP = ("gdp", "waste", "gdp --method path", "gdp-doubling", "harmony")
needs_chinese_font = pytest.mark.skipif(chinese_font() is None, reason=f"needs a Chinese font, such as {CHINESE[0]}")
BEGINS = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF-"}
NO_FONT = "from fuling_cli.charts import typesetting; typesetting.CHINESE = ()"


def held(golden: Callable[[str, str], None], fuling: Fuling, plan: str, typed: str, language: str) -> None:
    said = fuling("chart", *typed.split(), FULING_LANG=language)
    assert (said.code, said.err if "--as-of" not in typed else "") == (0, "")
    golden(f"commands/{plan}/chart-{typed.replace(' --', '-').replace(' ', '-')}.{language}.txt", said.out)


# --- on the terminal ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", SHIPPED)
def test_of_the_plan_that_ships(golden: Callable[[str, str], None], bare: Fuling, typed: str, language: str) -> None:
    held(golden, bare, "shipped", typed, language)


@pytest.mark.parametrize("typed", MADE_UP)
def test_of_a_made_up_plan(golden: Callable[[str, str], None], fuling: Fuling, typed: str, language: str) -> None:
    held(golden, fuling, "made-up", typed, language)


def test_in_a_pipe_nothing_around_it_counts(fuling: Fuling) -> None:
    usual = fuling("chart", "gdp")
    assert fuling.process("chart", "gdp", COLUMNS="133", LINES="50", TERM="dumb", PYTHONUTF8="1").stdout == usual.stdout


@pytest.mark.parametrize(
    ("encoding", "surroundings"),
    [
        ("gbk", {"PYTHONIOENCODING": "gbk"}),
        ("ascii", {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    ],
)
def test_without_braille_the_meaning_is_there(
    fuling: Fuling, encoding: str, surroundings: dict[str, str | None], language: str
) -> None:
    said = fuling.process("chart", "gdp", FULING_LANG=language, env=surroundings)
    assert said.code == 0
    text = said.stdout.decode(encoding)
    assert not re.search("[\u2500-\u28ff?]", text)
    for drawn in ("*****", "++", "@ 2000", "^", "1000.00", "2030"):
        assert drawn in text


# --- in a file ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_ending_decides_what_is_written(fuling: Fuling, ending: str, language: str) -> None:
    said = fuling("chart", "gdp", "-o", f"gdp.{ending}", FULING_LANG=language)
    assert (said.code, said.out) == (0, "")
    assert said.err.splitlines()[-1].endswith(f"gdp.{ending}")
    assert (fuling.here / f"gdp.{ending}").read_bytes().startswith(BEGINS[ending])


@needs_chinese_font
def test_in_a_folder_it_is_an_svg_named_after_the_plan_and_the_target(fuling: Fuling) -> None:
    (fuling.here / "pictures").mkdir()
    assert fuling("chart", "gdp", "-o", "pictures/").err == f"wrote {Path('pictures') / 'made-up-gdp.svg'}\n"
    assert (fuling.here / "pictures" / "made-up-gdp.svg").read_bytes().startswith(b"<?xml")


def test_an_ending_in_capitals_is_the_same_ending(fuling: Fuling) -> None:
    assert fuling("chart", "gdp", "-o", "GDP.SVG").code == 0


@pytest.mark.parametrize("output", ["gdp.jpg", "gdp", "-", "gdp.", "svg", ".png"])
def test_any_other_ending_is_refused_with_those_that_are_known(fuling: Fuling, output: str, language: str) -> None:
    said = fuling("chart", "gdp", "-o", output, FULING_LANG=language)
    assert (said.code, said.out, len(said.err.splitlines())) == (2, "", 1)
    assert ".svg, .png, .pdf" in said.err.replace("、", ", ")
    assert list(fuling.here.iterdir()) == [fuling.data]


@needs_chinese_font
def test_an_existing_file_is_kept_unless_force_is_given(fuling: Fuling) -> None:
    place = fuling.here / "gdp.svg"
    place.write_text("mine", encoding="utf-8")
    said = fuling("chart", "gdp", "-o", "gdp.svg")
    assert (said.code, said.err) == (2, "fuling: gdp.svg exists; use --force to replace it\n")
    assert place.read_text("utf-8") == "mine"
    assert fuling("chart", "gdp", "-o", "gdp.svg", "--force").code == 0
    assert place.read_bytes().startswith(BEGINS["svg"])


@pytest.mark.skipif(sys.platform == "win32", reason="needs symbolic links")
def test_neither_plan_nor_ledger_is_drawn_over(fuling: Fuling) -> None:
    (fuling.here / "gdp.svg").symlink_to(fuling.actuals)
    before = digests(fuling.home)
    said = fuling("chart", "gdp", "-o", "gdp.svg", "--force")
    assert said.code == 2
    assert "gdp.svg is the plan or the ledger itself" in said.err
    assert digests(fuling.home) == before


def test_what_cannot_be_written_leaves_nothing_behind(fuling: Fuling) -> None:
    assert fuling("chart", "gdp", "-o", "nowhere/gdp.svg").code == 4
    assert fuling("chart", "gdp", "-o", "nowhere/").code == 4
    assert list(fuling.here.iterdir()) == [fuling.data]


@needs_chinese_font
@pytest.mark.skipif(sys.platform == "win32", reason="needs symbolic links")
def test_a_link_that_leads_to_itself_is_told(fuling: Fuling) -> None:
    (fuling.here / "gdp.svg").symlink_to("gdp.svg")
    said = fuling("chart", "gdp", "-o", "gdp.svg", "--force")
    assert (said.code, len(said.err.splitlines())) == (4, 1)


def run_each(
    fuling: Fuling, *typed: str, before: str = "", env: Environment = USUAL
) -> tuple[subprocess.CompletedProcess[str], list[int]]:
    """Several commands in one process, after a line that changes what they find; what was said, and the exit codes."""
    script = (
        f"import sys\n{before}\nfrom fuling_cli.cli import run\nprint(*[run(line.split()) for line in sys.argv[1:]])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *typed],
        env=fuling.environment({"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **env}),
        cwd=fuling.here,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done, [int(code) for code in done.stdout.splitlines()[-1].split()]


def test_a_picture_is_the_same_everywhere_and_every_time(fuling: Fuling) -> None:
    surroundings: tuple[dict[str, str | None], ...] = (
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "COLUMNS": "40"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "HOME": "/nonexistent", "NO_COLOR": "1"},
    )
    made = []
    for place, around in enumerate(surroundings):
        lines = [f"chart waste --data-dir {fuling.data} -o {place}.{ending}" for ending in ENDINGS]
        done, codes = run_each(fuling, *lines, env={"FULING_LANG": "zh", **around})
        assert codes == [0] * len(ENDINGS), done.stderr
        assert "atplotlib" not in done.stderr
        made.append([(fuling.here / f"{place}.{ending}").read_bytes() for ending in ENDINGS])
    assert made[0] == made[1]


@pytest.mark.parametrize("missing", ["matplotlib", "numpy"])
def test_without_the_extra_it_says_what_to_install(fuling: Fuling, missing: str) -> None:
    done, codes = run_each(fuling, "chart gdp -o gdp.png", "chart gdp", before=f"sys.modules[{missing!r}] = None")
    assert codes == [2, 0]
    assert done.stderr.startswith("fuling: this needs the extra “charts”; type: pip install ")
    assert not (fuling.here / "gdp.png").exists()


def test_without_a_chinese_font_a_clear_word_is_said(fuling: Fuling) -> None:
    lines = [f"chart gdp -o {language}.svg --lang {language}" for language in LANGUAGES]
    done, codes = run_each(fuling, *lines, before=NO_FONT)
    assert codes == [0, 0]
    assert [line for line in done.stderr.splitlines() if "svg" not in line] == [
        "no Chinese font was found, so the picture is in English; install one, such as Noto Sans CJK SC",
        "没有找到中文字体，图中文字改用英文；请安装一种，如 Noto Sans CJK SC",
    ]
    for language in LANGUAGES:
        assert "Gross product (100 million yuan)" in (fuling.here / f"{language}.svg").read_text("utf-8")


@pytest.mark.parametrize(
    ("spoken", "said"),
    [
        ("en", "no font on this machine has 2 of the letters, which became squares in the picture: "),
        ("zh", "本机字体缺少 2 个字符，图中以方框代替："),
    ],
)
def test_letters_that_no_font_has_are_told_by_their_names(fuling: Fuling, spoken: str, said: str) -> None:
    fuling.plan(PLAN.replace('en = "Gross product"', 'en = "ก ह"').replace('zh = "生产总值"', 'zh = "ก ह"'))
    done = fuling("chart", "gdp", "-o", "gdp.svg", "--lang", spoken)
    told = [line for line in done.err.splitlines() if said in line]
    assert (done.code, len(told)) == (0, 1)
    assert "ก (THAI CHARACTER KO KAI)" in told[0]
    assert "ह (DEVANAGARI LETTER HA)" in told[0]


# --- and the rest -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("chart", "TARGET"),
        ("chart gpd", "did you mean gdp?"),
        ("chart gdp --method cager", "did you mean cagr?"),
        ("chart gdp --as-of soon", "--as-of"),
        ("chart gdp waste", "waste"),
    ],
)
def test_wrong_usage_is_told_in_one_line(fuling: Fuling, typed: str, told: str) -> None:
    said = fuling(*typed.split())
    assert (said.code, said.out, len(said.err.splitlines())) == (2, "", 1)
    assert told in said.err


def test_drawing_on_the_terminal_imports_neither_matplotlib_nor_more_of_rich() -> None:
    line = (
        "import sys; from fuling_cli.cli import run; code = run(['chart', 'gdp']); "
        "sys.exit(code or any(name in sys.modules for name in ('matplotlib', 'numpy', 'rich.console', 'rich.table')))"
    )
    assert (
        subprocess.run([sys.executable, "-c", line], cwd=ROOT, check=False, stdout=subprocess.DEVNULL).returncode == 0
    )


@pytest.mark.skipif(not Path("/dev/full").exists() or os.name != "posix", reason="needs a device that is always full")
def test_a_lost_chart_is_no_success(fuling: Fuling) -> None:
    line = f'"{sys.executable}" -m fuling_cli chart gdp > /dev/full'
    done = subprocess.run(
        ["sh", "-c", line], env=fuling.environment({"PYTHONPATH": str(ROOT)}), cwd=fuling.here, check=False, stderr=-1
    )
    assert done.returncode == 4
