"""The recipes of CONTRIBUTING.md, each followed in a copy of the repository."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RECIPES = re.findall(
    r"^\*\*(.+?)\*\*(.*?)(?=^\*\*|^## )", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.DOTALL | re.MULTILINE
)
BLOCK = re.compile(r"^```(\w+) (>> )?(\S+)\n(.*?)^```", re.DOTALL | re.MULTILINE)


class Copy:
    """A copy of the program and its plan, and what it says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("fuling_cli", "data", "docs", "share"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "README.md"):
            shutil.copy(ROOT / name, folder)

    def follow(self, recipe: str) -> None:
        """Write what the recipe shows: a new file, at the end of a file, or words into a table of words."""
        (text,) = (text for name, text in RECIPES if name == recipe)
        for _, at_end, name, block in BLOCK.findall(text):
            file = self.folder / name
            if at_end:
                file.write_text(file.read_text("utf-8") + block, encoding="utf-8")
            elif "/language/" in name:
                file.write_text(file.read_text("utf-8").replace("}\n", f"{block}}}\n", 1), encoding="utf-8")
            else:
                assert not file.exists()
                file.write_text(block, encoding="utf-8")

    def python(self, *words: str, **environment: str) -> str:
        """What Python prints in the copy; the program's own failures are failures here."""
        usual = {"PATH": os.environ["PATH"], "HOME": str(self.folder)}
        usual |= {"PYTHONUTF8": "1", "FULING_DATA_DIR": str(self.folder / "data"), "SOURCE_DATE_EPOCH": "1795334400"}
        done = subprocess.run(
            [sys.executable, *words], cwd=self.folder, env=usual | environment, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    def __call__(self, typed: str, **environment: str) -> str:
        """What the program prints."""
        return self.python("-m", "fuling_cli", *typed.split(), **environment)

    def completed(self, typed: str) -> list[str]:
        """What the shell is offered behind what was typed."""
        words = {"_FULING_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split(" ")) - 1)}
        program = "import sys; sys.argv = ['fuling']; from fuling_cli.cli import main; sys.exit(main())"
        return self.python("-c", program, **words).split()


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """A copy of the repository."""
    return Copy(tmp_path / "copy")


def test_a_target_is_data_only(copy: Copy) -> None:
    copy.follow("A target")
    copy("check")
    copy("record retail-sales 2022 401.5亿元 --published 2023-02-01 --source bulletin")
    copy("record retail-sales 2024 450亿元 --published 2025-02-01 --source bulletin")
    (found,) = json.loads(copy("status retail-sales --format json"))["targets"]
    assert (found["verdict"], found["latest"]["value"]) == ("behind", 450)


def test_a_method_is_in_help_docs_json_and_completion(copy: Copy) -> None:
    copy.follow("A method")
    assert "steady" in copy("status --help")
    assert "steady" in copy.completed("fuling status --method s")
    (found,) = json.loads(copy("status ten-billion-enterprises --method steady --format json"))["targets"]
    assert (found["method"], found["band"], found["verdict"]) == ("steady", "steady", "on_track")
    assert "steady" in copy("schema targets.toml")
    copy.python("docs/make.py", PYTHONPATH=str(copy.folder))
    assert "steady" in (copy.folder / "docs" / "commands.md").read_text("utf-8")
    assert "steady 只看有没有变差" in copy("explain gdp --method steady --lang zh")
    targets = copy.folder / "data" / "targets.toml"
    targets.write_text(
        targets.read_text("utf-8").replace("[[target]]\n", '[[target]]\nmethod = "steady"\n', 1), "utf-8"
    )
    assert json.loads(copy("status --format json"))["targets"][0]["method"] == "steady"


def test_a_format_is_in_help_completion_and_endings(copy: Copy) -> None:
    copy.follow("A format")
    assert "tsv" in copy("export --help")
    assert "tsv" in copy.completed("fuling export --format t")
    assert copy("targets --format tsv").splitlines()[1].split("\t")[0] == "ten-billion-enterprises"
    copy("export targets -o targets.tsv")
    assert (copy.folder / "targets.tsv").read_text("utf-8") == copy("targets --format tsv")


def test_a_command_is_in_help_and_completion(copy: Copy) -> None:
    copy.follow("A command")
    assert "list who published the figures" in copy("--help")
    assert "sources" in copy.completed("fuling so")
    assert "列出各数据的来源" in copy("sources --help --lang zh")
    assert len(copy("sources").splitlines()) > 5


def test_a_language_is_a_table_and_its_code(copy: Copy) -> None:
    words = copy.folder / "fuling_cli" / "language"
    french = (
        (words / "en.py").read_text("utf-8").replace('"verdict.achieved": "achieved"', '"verdict.achieved": "atteint"')
    )
    (words / "fr.py").write_text(french, "utf-8")
    table = words / "__init__.py"
    table.write_text(table.read_text("utf-8").replace('Literal["en", "zh"]', 'Literal["en", "zh", "fr"]'), "utf-8")
    said = copy("status budget-revenue --lang fr")
    assert "atteint" in said
    assert "General public budget revenue" in said


def test_every_recipe_is_followed() -> None:
    assert [name for name, _ in RECIPES] == ["A target", "A method", "A format", "A command", "A language"]
