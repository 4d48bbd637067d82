"""What is made of the program is what it would make now, and whoever is to read it can: roff, shells and people."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import tomli

from docs.make import ROOT, TABLES, made, manual, roff, rows
from fuling_cli import Flag, load_ledger, load_plan
from fuling_cli.commands import COMMANDS
from fuling_cli.language import LANGUAGES, Language, words
from fuling_cli.methods import METHODS
from tests.commands.terminals import typed

MADE = made()
SHARE = ROOT / "share"


@pytest.mark.parametrize("path", MADE)
def test_what_is_made_is_what_would_be_made_now(path: str, request: pytest.FixtureRequest) -> None:
    file, text = ROOT / path, MADE[path]
    if request.config.getoption("--renew-golden"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    assert text == file.read_bytes().decode()


# ---------------------------------------------------------------------------------------------------------- manual


def test_signs_of_roff_stay_signs() -> None:
    assert roff(".SH") == r"\&.SH"
    assert roff("'>1700亿' -n") == r"\&\(aq>1700亿\(aq \-n"
    assert roff(r"a\fBb ^ ~ `c` \"d\"") == r"a\efBb \(ha \(ti \(gac\(ga \e\(dqd\e\(dq"


@pytest.mark.skipif(not shutil.which("groff"), reason="needs groff")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manual_is_read_by_groff(language: Language) -> None:
    typeset = ["groff", "-man", "-K", "utf8", "-T", "utf8", "-P", "-cbou", "-r", "LL=200n", "-ww"]
    done = subprocess.run(typeset, input=manual(language).encode(), capture_output=True, check=True)
    assert done.stderr == b""
    shown = done.stdout.decode()
    table = words(language)
    for name in COMMANDS:
        assert f"\n   fuling {name} " in shown
        for line in table[f"examples.{name}"].split("\n"):
            assert f"  {line}\n" in shown
    assert "\n       -n, --dry-run\n" in shown
    assert "FULING_DATA_DIR" in shown
    assert "\\" not in shown.replace("%LOCALAPPDATA%\\fuling", "")


@pytest.mark.skipif(not shutil.which("mandoc"), reason="needs mandoc")
@pytest.mark.parametrize("language", LANGUAGES)
def test_mandoc_misses_nothing_in_the_manual_but_a_date(language: Language, tmp_path: Path) -> None:
    page = tmp_path / "fuling.1"
    page.write_bytes(manual(language).encode())
    done = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", page], capture_output=True, check=False)
    assert [line for line in done.stdout.decode().splitlines() if "missing date" not in line] == []


# ---------------------------------------------------------------------------------------------------------- completion

SHELLS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], f"source '{SHARE}/bash-completion/completions/fuling'"),
    "zsh": (["zsh", "-f", "-i"], f"fpath=('{SHARE}/zsh/site-functions' $fpath); autoload -U compinit; compinit -u -D"),
    "fish": (["fish", "--interactive"], ""),
}
"""How each shell is started, and what it is told first; fish looks into XDG_DATA_DIRS by itself."""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell and its terminal")
@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_completes_the_id_of_a_target(shell: str, tmp_path: Path) -> None:
    start, told = SHELLS[shell]
    if not shutil.which(shell):
        pytest.skip(f"needs {shell}")
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns(".*"))
    environment = {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "TERM": "xterm",
        "XDG_DATA_DIRS": f"{SHARE}{os.pathsep}/usr/share",
    }
    said = typed(start, f"{told}\nfuling explain budg\t\nexit\n", tmp_path, environment)
    assert "General public budget revenue (budget-revenue)" in said


# ---------------------------------------------------------------------------------------------------------- pages


@pytest.mark.parametrize("page", ["methods.md", "zh.md"])
def test_every_method_is_explained(page: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    for name in METHODS.names:
        assert re.search(rf"^(## {name}\n|\| `{name}` \| )", text, re.MULTILINE), name


def test_every_flag_is_explained() -> None:
    methods = (ROOT / "docs" / "methods.md").read_text("utf-8")
    assert re.findall(r"^\| `(\w+)` \|", methods, re.MULTILINE) == [flag.value for flag in Flag]


def test_both_languages_know_the_same_variables_folders_and_codes() -> None:
    for section in TABLES["en"]:
        english, chinese = ([row[0] for row in rows(*TABLES[language][section])] for language in LANGUAGES)
        assert len(english) == len(chinese)
        for one, other in zip(english, chinese, strict=True):
            assert re.findall(r"`.*?`|\d+", one) == re.findall(r"`.*?`|\d+", other)


def test_the_examples_of_the_two_files_are_read(tmp_path: Path) -> None:
    files = (ROOT / "docs" / "files.md").read_text("utf-8")
    plan, _changed, actual, withdrawal = re.findall(r"^```toml\n(.*?)^```", files, re.MULTILINE | re.DOTALL)
    (tmp_path / "targets.toml").write_text(plan, "utf-8")
    (tmp_path / "actuals.toml").write_text(actual + "\n" + withdrawal, "utf-8")
    assert [target.id for target in load_plan(tmp_path / "targets.toml").targets] == ["gdp"]
    assert load_ledger(tmp_path / "actuals.toml").actuals == ()
    assert tomli.loads(actual)["actual"][0]["low"] == 1700
