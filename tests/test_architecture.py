"""The floors of CONTRIBUTING.md hold, and every rule about imports bites: each is broken once, in a copy."""

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from fuling_cli.language import LANGUAGES

ROOT = Path(__file__).parents[1]
CONTRACTS = tuple(
    contract["id"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
)
PACKAGE_FILES = sorted((ROOT / "fuling_cli").rglob("*.py"))
WORD_TABLES = {ROOT / "fuling_cli" / "language" / f"{language}.py" for language in LANGUAGES}
"""They are looked up, not read: one line a sentence."""
LONGEST_FILE = {300: sorted({*PACKAGE_FILES} - WORD_TABLES), 400: sorted((ROOT / "tests").rglob("*.py"))}
"""How many lines a file may have."""

BREAKS = [
    ("floors", "core/units.py", "import fuling_cli.methods", "fuling_cli.core.units -> fuling_cli.methods"),
    ("floors", "store/disk.py", "import fuling_cli.formats", "fuling_cli.store.disk -> fuling_cli.formats"),
    ("floors", "store/disk.py", "import fuling_cli.importer", "fuling_cli.store.disk -> fuling_cli.importer"),
    ("floors", "utils.py", "import json", "fuling_cli.utils"),
    ("pure", "core/units.py", "import os", "fuling_cli.core.units -> os"),
    ("pure", "methods/cagr.py", "import tomllib", "fuling_cli.methods.cagr -> tomllib"),
    ("pure", "formats/json.py", "from pathlib import Path", "fuling_cli.formats.json -> pathlib"),
    ("pure", "language/__init__.py", "import time", "fuling_cli.language -> time"),
    ("rich", "commands/status.py", "from rich.table import Table", "fuling_cli.commands.status -> rich"),
    ("matplotlib", "commands/chart.py", "import matplotlib.pyplot", "fuling_cli.commands.chart -> matplotlib"),
    ("typer", "terminal/__init__.py", "import typer", "fuling_cli.terminal -> typer"),
    ("toml", "commands/record.py", "import tomli_w", "fuling_cli.commands.record -> tomli_w"),
    ("cycles", "core/figure.py", "import fuling_cli.core.parsing", "fuling_cli.core"),
    ("commands", "commands/status.py", "import fuling_cli.commands.record", "fuling_cli.commands.status"),
]


def lint_imports(tree: Path, *contracts: str) -> tuple[int, str]:
    """The exit code and the words of import-linter on a tree, for all contracts or only some."""
    chosen = [word for contract in contracts for word in ("--contract", contract)]
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo", *chosen],
        cwd=tree,
        env=os.environ | {"COLUMNS": "400", "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the package and of the contracts, to be spoilt."""
    shutil.copytree(ROOT / "fuling_cli", tmp_path / "fuling_cli", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_is_kept() -> None:
    code, words = lint_imports(ROOT)
    assert code == 0, words
    assert f"{len(CONTRACTS)} kept, 0 broken" in words


@pytest.mark.parametrize(("contract", "file", "line", "blamed"), BREAKS)
def test_a_contract_bites(tree: Path, contract: str, file: str, line: str, blamed: str) -> None:
    spoilt = tree / "fuling_cli" / file
    with spoilt.open("a", encoding="utf-8") as lines:
        lines.write(f"\n{line}\n")
    code, words = lint_imports(tree, contract)
    assert code == 1, words
    assert blamed in words


def test_every_contract_is_broken_once() -> None:
    assert {contract for contract, *_ in BREAKS} == set(CONTRACTS)


def test_a_file_has_at_most_300_lines_and_a_test_file_400() -> None:
    counts = {path: len(path.read_text("utf-8").splitlines()) for files in LONGEST_FILE.values() for path in files}
    too_long = {path for most, files in LONGEST_FILE.items() for path in files if counts[path] > most}
    assert {path.relative_to(ROOT).as_posix(): counts[path] for path in too_long} == {}


def test_a_function_has_at_most_40_lines() -> None:
    functions = {
        f"{path.relative_to(ROOT).as_posix()}:{node.lineno} {node.name}": lines_of(node)
        for path in PACKAGE_FILES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    assert {function: count for function, count in functions.items() if count > 40} == {}


def lines_of(function: ast.FunctionDef) -> int:
    """How many lines a function's body takes, its docstring included: a command's signature is a list of options."""
    return (function.body[-1].end_lineno or 0) - function.body[0].lineno + 1
