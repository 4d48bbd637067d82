"""What the docs say of the program, made from the program: ``python -m docs.make`` writes it anew.

Made whole are the pages of commands, the manual pages, the completion scripts and the picture of the scorecard. In
other pages it is what stands between ``<!-- made: NAME -->`` and ``<!-- end -->``. ``tests/test_generated_docs.py``
holds all of it against what is committed.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from docs.scorecard import picture
from fuling_cli import Assessment, __version__, assess, load_ledger, load_plan
from fuling_cli.app import PROGRAM, program
from fuling_cli.commands import COMMANDS
from fuling_cli.completion import loaded_by_zsh
from fuling_cli.core.target import HEADLINE
from fuling_cli.language import Language, words
from fuling_cli.methods import FOR_NUMBERS
from fuling_cli.store.file_schema import file_schema
from fuling_cli.terminal import Terminal

ROOT = Path(__file__).parents[1]
SHOWN_ON = date(2026, 11, 22)
WIDTH = 78
"""What help fills of a terminal of 80 columns."""

FILE_TABLES = {"targets.toml": ("plan", "target"), "actuals.toml": ("actual", "withdrawal")}
MADE = re.compile(r"(<!-- made: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def made() -> dict[str, str]:
    """Every file that is made, whole or in part: its path in the repository, and its text as it ought to be."""
    return {
        "docs/commands.md": commands_page("en"),
        "docs/commands.zh.md": commands_page("zh"),
        "share/man/man1/fuling.1": manual("en"),
        "share/man/zh_CN/man1/fuling.1": manual("zh"),
        "share/bash-completion/completions/fuling": completion("bash"),
        "share/zsh/site-functions/_fuling": completion("zsh"),
        "share/fish/vendor_completions.d/fuling.fish": completion("fish"),
        "docs/scorecard.svg": picture(SHOWN_ON),
        **{page: filled(page) for page in ("docs/files.md", "docs/methods.md", "docs/zh.md")},
    }


# ---------------------------------------------------------------------------------------------------------- in pages


def filled(page: str) -> str:
    """A page with its made parts as they ought to be."""
    language: Language = "zh" if page.endswith("zh.md") else "en"
    return MADE.sub(lambda part: part[1] + _part(part[2], language) + part[3], _text(page))


def _part(name: str, language: Language) -> str:
    """A table: of verdicts, or of the keys of a table in one of the two files."""
    return verdicts(language) if name == "verdicts" else keys(name, language)


def keys(table: str, language: Language) -> str:
    """The keys of a table of the two files, as their schemas have them: whether each is required, and what it means."""
    file = next(file for file, tables in FILE_TABLES.items() if table in tables)
    found = file_schema(file, language)["$defs"][f"{table.capitalize()}Table"]
    heads = {"en": ("key", "required", "optional", "meaning"), "zh": ("键", "必填", "选填", "含义")}[language]
    rows = [[heads[0], "", heads[3]], ["---"] * 3]
    for key, allowed in found["properties"].items():
        choices = words(language)["list.comma"].join(f"`{one}`" for one in allowed.get("enum", ()))
        meaning = allowed["description"] + (words(language)["terminal.mark"] + choices if choices else "")
        rows.append([f"`{key}`", heads[1] if key in found["required"] else heads[2], meaning])
    return _table(rows)


def verdicts(language: Language) -> str:
    """What each method says of the headline targets that ship, a row a target and a column a method."""
    table = words(language)
    plan, ledger = load_plan(ROOT / "data" / "targets.toml"), load_ledger(ROOT / "data" / "actuals.toml")
    headline = [target for target in plan.targets if target.group == HEADLINE]
    said = [assess(plan, ledger, as_of=SHOWN_ON, method=name, targets=headline) for name in FOR_NUMBERS]
    head = [table["column.name"], *(f"`{name}`" for name in FOR_NUMBERS)]
    rows = [head, ["---"] * len(head)]
    for target, *verdicts in zip(headline, *said, strict=True):
        rows.append([getattr(target.name, language), *(_verdict(one, table) for one in verdicts)])
    return _table(rows)


def _table(rows: Iterable[Sequence[str]]) -> str:
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _verdict(assessment: Assessment, table: Mapping[str, str]) -> str:
    verdict = table[f"verdict.{assessment.verdict}"]
    between = table["list.comma"].join(table[f"verdict.{end}"] for end in assessment.judgement.between or ())
    return f"{verdict} ({between})" if between else verdict


# ---------------------------------------------------------------------------------------------------------- commands


def commands_page(language: Language) -> str:
    """The help of the program and of each command, as it is printed."""
    title = {"en": "Commands", "zh": "命令"}[language]
    group, context = _group(language)
    shown = [(PROGRAM, group, context), *_commands(language)]
    blocks = (f"## {name}\n\n```text\n{command.get_help(within)}\n```\n" for name, command, within in shown)
    return f"# {title}\n\n" + "\n".join(blocks)


def completion(shell: str) -> str:
    """The script that lets a shell ask the program how a word may end, as Typer prints it."""
    asked = {**os.environ, "_FULING_COMPLETE": f"source_{shell}", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-m", "fuling_cli"], env=asked, capture_output=True, check=True)
    script = done.stdout.decode().strip() + "\n"
    return loaded_by_zsh(script) if shell == "zsh" else script


def _group(language: Language) -> tuple[Any, Any]:
    """The program in a language, and the context in which it speaks."""
    group = program(language, Terminal(None, None, {}, "auto", language), object)
    return group, group.context_class(group, info_name=PROGRAM, terminal_width=WIDTH)


def _commands(language: Language) -> Iterator[tuple[str, Any, Any]]:
    """Each command: its name, itself, its context."""
    group, context = _group(language)
    for name in COMMANDS:
        command = group.get_command(context, name)
        yield name, command, command.context_class(command, info_name=name, parent=context, terminal_width=WIDTH)


# ---------------------------------------------------------------------------------------------------------- manual

MANUAL: dict[Language, dict[str, str]] = {
    "en": {
        "name": "NAME",
        "about": "hold published figures against announced targets",
        "synopsis": "SYNOPSIS",
        "description": "DESCRIPTION",
        "commands": "COMMANDS",
        "options": "OPTIONS",
        "files": "FILES",
        "environment": "ENVIRONMENT",
        "exit": "EXIT STATUS",
        "examples": "EXAMPLES",
        "stop": ".",
    },
    "zh": {
        "name": "名称",
        "about": "用已公布的数据对照公布的目标",
        "synopsis": "概述",
        "description": "描述",
        "commands": "命令",
        "options": "选项",
        "files": "文件",
        "environment": "环境变量",
        "exit": "退出状态",
        "examples": "示例",
        "stop": "。",
    },
}
TABLES: dict[Language, dict[str, tuple[str, str]]] = {
    "en": {
        "files": ("docs/files.md", "Which folder is used"),
        "environment": ("README.md", "Environment"),
        "exit": ("README.md", "Exit codes"),
    },
    "zh": {
        "files": ("docs/zh.md", "使用哪个文件夹"),
        "environment": ("docs/zh.md", "环境变量"),
        "exit": ("docs/zh.md", "退出码"),
    },
}
"""The tables of the docs that stand in the manual too: page and heading."""


def manual(language: Language) -> str:
    """The manual page, in the macros of man(7). It has no date: only the version and what it says can change it."""
    heads, table = MANUAL[language], words(language)
    group, context = _group(language)
    shared = [one for one in group.get_params(context) if one.param_type_name == "option"]
    lines = [
        "'\\\" -*- coding: UTF-8 -*-",
        f'.TH {PROGRAM.upper()} 1 "" "{PROGRAM} {__version__}" ""',
        ".ad l",
        *_section(heads["name"], f"{PROGRAM} \\- {roff(heads['about'])}"),
        *_section(heads["synopsis"], f"{_bold(PROGRAM)} COMMAND [ARGUMENTS] [OPTIONS]"),
        *_section(heads["description"], roff(table["help.program"])),
        *_section(heads["commands"]),
    ]
    for name, command, within in _commands(language):
        lines += _command(name, command.get_params(within), language)
    lines += [*_section(heads["options"]), *_options(shared)]
    for section, (page, heading) in TABLES[language].items():
        lines += [*_section(heads[section]), *(line for row in rows(page, heading) for line in _tagged(*row))]
    lines += [*_section(heads["examples"]), *_example(table["examples.program"])]
    return "\n".join(lines) + "\n"


def _command(name: str, parameters: Sequence[Any], language: Language) -> Iterator[str]:
    """One command as a part of the manual: usage, what it does, arguments and options, examples."""
    table = words(language)
    arguments = [one for one in parameters if one.param_type_name == "argument"]
    shown = [one for one in parameters if one.param_type_name == "option" and not one.hidden]
    yield f'.SS "{" ".join([PROGRAM, name, *(roff(one.metavar) for one in arguments), "[OPTIONS]"])}"'
    about = table[f"command.{name}"]
    yield roff(about[0].upper() + about[1:] + MANUAL[language]["stop"])
    for one in arguments:
        yield from _tagged(f"`{one.metavar}`", one.help)
    yield from _options([one for one in shown if "--help" not in one.opts])
    yield from (".PP", *_example(table[f"examples.{name}"]))


def _options(parameters: Sequence[Any]) -> Iterator[str]:
    for one in parameters:
        names = [*sorted(one.opts, key=len), *one.secondary_opts]
        tag = ", ".join(f"`{name}`" for name in names)
        yield from _tagged(f"{tag} {one.metavar}" if one.metavar else tag, one.help)


def _section(heading: str, *lines: str) -> tuple[str, ...]:
    return (f'.SH "{heading}"', *lines)


def _tagged(tag: str, text: str, *_more: str) -> tuple[str, str, str]:
    return ".TP", _marked(tag), _marked(text)


def _example(text: str) -> Iterator[str]:
    yield from (".RS 4", ".nf", *(roff(line) for line in text.split("\n")), ".fi", ".RE")


def rows(page: str, heading: str) -> Iterator[list[str]]:
    """The cells of the table below a heading of a page, row by row, without the heading of the table."""
    below = _text(page).partition(f"## {heading}\n")[2].partition("\n## ")[0]
    for line in re.findall(r"^\| (.*) \|$", below, re.MULTILINE)[1:]:
        yield line.split(" | ")


def _marked(text: str) -> str:
    """A line of Markdown as roff: code in bold, a link as its words."""
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text)
    parts = text.split("`")
    return _guarded("".join(_bold(part) if place % 2 else _escaped(part) for place, part in enumerate(parts)))


def _bold(text: str) -> str:
    return f"\\fB{_escaped(text)}\\fR"


def roff(text: str) -> str:
    r"""A line as it stands, for roff: nothing in it is a request or an escape, and signs stay those that are typed.

    >>> print(roff("'>1700' -n ~/a\\b"))
    \&\(aq>1700\(aq \-n \(ti/a\eb
    """
    return _guarded(_escaped(text))


def _escaped(text: str) -> str:
    """Signs that roff would take for its own, and where Chinese may be broken, which older roffs do not know."""
    text = re.sub(r"([，。；：、）])", r"\1\0", text)
    signs = {"\0": "\\:", "\\": "\\e", "-": "\\-", "'": "\\(aq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti", '"': "\\(dq"}
    return "".join(signs.get(sign, sign) for sign in text)


def _guarded(line: str) -> str:
    return f"\\&{line}" if line.startswith((".", "\\(aq")) else line


def _text(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


def write() -> Iterator[str]:
    """Write what has changed; the paths."""
    for path, text in made().items():
        file = ROOT / path
        if not file.exists() or file.read_bytes() != text.encode():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
            yield path


if __name__ == "__main__":
    sys.stdout.writelines(f"{path}\n" for path in write())
