"""Help in both languages: whole, with examples that work, and nothing that the parser says by itself."""

import shlex
import shutil

import pytest
from rich.cells import cell_len

from fuling_cli.commands import COMMANDS, GROUPS
from fuling_cli.language import Language, words

from .program import ROOT, Fuling

FOREIGN = ("Show this message", "OPTIONS", "option.", "command.", "Usage:", "Options", "Commands:")
"""What would stand there if a text were missing in Chinese."""


def test_the_program_lists_every_command_once_below_what_it_is_for(fuling: Fuling, language: Language) -> None:
    said = fuling("--help", FULING_LANG=language)
    table = words(language)
    assert (said.code, said.err) == (0, "")
    for heading, names in GROUPS:
        below = said.out.partition(f"\n{table[heading]}\n")[2].partition("\n\n")[0]
        assert [line.split()[0] for line in below.splitlines() if line[:3].strip()] == list(names)
    for name in COMMANDS:
        assert " ".join(table[f"command.{name}"].split()[:3]) in said.out


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_a_short_h_is_help(fuling: Fuling, name: str) -> None:
    assert fuling(*name.split(), "-h") == fuling(*name.split(), "--help")


def test_the_program_alone_shows_the_scorecard(fuling: Fuling, language: str) -> None:
    assert fuling(FULING_LANG=language) == fuling("status", FULING_LANG=language)
    assert fuling("--lang", "zh") == fuling("status", "--lang", "zh")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_usage_options_and_examples(fuling: Fuling, name: str, language: Language) -> None:
    said = fuling(name, "--help", FULING_LANG=language)
    table = words(language)
    assert (said.code, said.err) == (0, "")
    usage = table["help.usage"].format(usage=f"fuling {name} ")
    assert said.out.startswith(usage)
    assert said.out.splitlines()[0].endswith(table["help.usage_options"])
    assert table["option.help"] in said.out
    for example in table[f"examples.{name}"].splitlines():
        assert f"  {example}\n" in said.out


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_no_line_is_wider_than_the_screen(fuling: Fuling, name: str, language: str) -> None:
    for columns in ("60", "80", "120"):
        said = fuling(*name.split(), "--help", FULING_LANG=language, COLUMNS=columns).out
        lines = [line for line in said.splitlines() if not line.startswith("  fuling ")]  # examples are never broken
        assert max(map(cell_len, lines)) <= min(int(columns), 80)
        assert max(map(cell_len, said.splitlines())) <= 80


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_nothing_is_left_untranslated(fuling: Fuling, name: str) -> None:
    said = fuling(*name.split(), "--help", "--lang", "zh").out
    assert [word for word in FOREIGN if word in said] == []
    assert "option." not in fuling(*name.split(), "--help").out


def test_usage_shows_the_words_in_their_order(fuling: Fuling) -> None:
    assert fuling("record", "--help").out.startswith("Usage: fuling record METRIC YEAR VALUE [OPTIONS]\n")
    assert fuling("status", "--help").out.startswith("Usage: fuling status [TARGET]... [OPTIONS]\n")


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "import"])  # whose files are not there
def test_every_example_works_on_the_plan_that_ships(bare: Fuling, name: str, language: Language) -> None:
    for folder in ("chongqing", "sichuan"):
        shutil.copytree(ROOT / "data", bare.here / folder)
    if name in ("undo", "redo"):
        bare("record", "gdp", "2020", "1300")
    if name == "redo":
        bare("undo")
    for example in words(language)[f"examples.{name}"].splitlines():
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
