"""Help in both languages: whole, with examples that work, and nothing that the parser says by itself."""

import shlex
import shutil

import pytest

from fuling_cli.commands import COMMANDS
from fuling_cli.language import words

from .program import ROOT, Fuling

FOREIGN = ("Show this message", "OPTIONS", "{", "option.", "command.", "Usage:", "Options:", "Commands:")
"""What would stand there if a text were missing; the headings are right in English only."""


def test_the_program_lists_every_command_once(fuling: Fuling, language: str) -> None:
    said = fuling("--help", FULING_LANG=language)
    assert (said.code, said.err) == (0, "")
    table = words("en" if language == "en" else "zh")
    for name in COMMANDS:
        assert table[f"command.{name}"][:20] in said.out
    assert fuling(FULING_LANG=language).out == said.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_usage_options_and_examples(fuling: Fuling, name: str, language: str) -> None:
    said = fuling(name, "--help", FULING_LANG=language)
    table = words("en" if language == "en" else "zh")
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[0].startswith(f"{table['help.usage']}fuling {name} ")
    assert "[OPTION]..." in said.out.splitlines()[0]
    assert table["option.help"] in said.out
    for example in table[f"examples.{name}"].splitlines():
        assert f"  {example}\n" in said.out


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_nothing_is_left_untranslated(fuling: Fuling, name: str) -> None:
    said = fuling(*name.split(), "--help", "--lang", "zh").out
    for word in FOREIGN:
        assert word not in said
    for word in FOREIGN[:5]:
        assert word not in fuling(*name.split(), "--help").out


def test_usage_shows_the_words_in_their_order(fuling: Fuling) -> None:
    assert fuling("record", "--help").out.startswith("Usage: fuling record METRIC YEAR VALUE [OPTION]...\n")
    assert fuling("status", "--help").out.startswith("Usage: fuling status [TARGET]... [OPTION]...\n")


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "import"])  # whose files are not there
def test_every_example_works_on_the_plan_that_ships(bare: Fuling, name: str, language: str) -> None:
    for folder in ("chongqing", "sichuan"):
        shutil.copytree(ROOT / "data", bare.here / folder)
    for example in words("en" if language == "en" else "zh")[f"examples.{name}"].splitlines():
        program, *typed = shlex.split(example)
        said = bare(*typed)
        assert program == "fuling"
        assert said.code == (1 if "--check" in typed else 0), f"{example}: {said.err}"
        if "--source" in typed:
            bare("undo")  # the next example is of the same year


def test_the_version_is_told_and_nothing_else(fuling: Fuling) -> None:
    said = fuling("--version")
    assert (said.code, said.err) == (0, "")
    assert said.out.split()[0] == "fuling"
    assert fuling.process("--version").stdout == said.stdout
