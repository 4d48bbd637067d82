"""The command line put together: one group, its commands taken from their shelf, and help in the reader's language."""

import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from typer._click.exceptions import UsageError
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command as command_of

from fuling_cli import __version__
from fuling_cli.commands import COMMANDS, REGISTRY
from fuling_cli.errors import WrongUsage
from fuling_cli.language import LANGUAGES, Language, message, spoken, words

PROGRAM = "fuling"
SHARED_OPTIONS = {"--lang": 1, "--data-dir": 1, "--color": 1, "--debug": 0}
"""Options of the program itself, with the number of words that follow each: allowed before and after the command."""
_NEGATIVE = re.compile(r"-[.\d]")


def hoisted(arguments: Sequence[str]) -> list[str]:
    """The arguments with the program's own options moved before the command, wherever they were typed.

    >>> hoisted(["status", "--lang", "zh", "gdp", "--", "--debug"])
    ['--lang', 'zh', 'status', 'gdp', '--', '--debug']
    """
    ours: list[str] = []
    rest: list[str] = []
    waiting = iter(arguments)
    for word in waiting:
        if word == "--":
            return [*ours, *rest, word, *waiting]
        option, equals, _ = word.partition("=")
        if option not in SHARED_OPTIONS:
            rest.append(word)
            continue
        ours.append(word)
        if not equals and SHARED_OPTIONS[option]:
            ours.extend(next(([value] for value in waiting), []))
    return [*ours, *rest]


def language_from(arguments: Sequence[str], environment: Mapping[str, str], system: str = "") -> Language:
    """The language of this run: ``--lang``, then FULING_LANG, then the locale (``system``: Windows' own); else English.

    >>> language_from(["status", "--lang=zh"], {}), language_from([], {"LANG": "zh_CN.UTF-8"}), language_from([], {})
    ('zh', 'zh', 'en')
    """
    hoist = hoisted(arguments)
    typed = [word.partition("=")[2] for word in hoist if word.startswith("--lang=")]
    typed += [hoist[place + 1] for place, word in enumerate(hoist[:-1]) if word == "--lang"]
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), system)
    for wish in (*typed[:1], environment.get("FULING_LANG", ""), locale):
        if wish in LANGUAGES:
            return wish
    return "zh" if locale.lower().startswith(("zh", "chinese")) else "en"


class Command(TyperCommand):
    """One command, whose help is drawn from the word tables."""

    language: Language = "en"
    allow_extra_args = True  # to be refused in our words

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words of one command; raises WrongUsage for more words than it takes."""
        try:
            super().parse_args(ctx, _negatives_last(args, self.params))
        except UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        if ctx.args and not ctx.resilient_parsing:
            raise WrongUsage(message("usage.extra", words=list(ctx.args), command=ctx.command_path))
        return []

    def get_help_option(self, ctx: Any) -> Any:
        """The option --help, in the reader's language."""
        return _spoken_help(super().get_help_option(ctx), self.language)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Usage, what it does, arguments, options and examples."""
        table = words(self.language)
        parameters = [parameter for parameter in self.get_params(ctx) if not getattr(parameter, "hidden", False)]
        arguments = [(p.metavar or "", getattr(p, "help", "")) for p in parameters if p.param_type_name == "argument"]
        usage = " ".join([*(shown for shown, _ in arguments), "[OPTION]..."])
        formatter.write_usage(ctx.command_path, usage, table["help.usage"])
        _paragraph(formatter, table[f"command.{self.name}"])
        options = [_option_line(p) for p in parameters if p.param_type_name == "option"]
        for heading, lines in (("help.arguments", arguments), ("help.options", options)):
            if lines:
                with formatter.section(table[heading]):
                    formatter.write_dl(lines)
        _paragraph(formatter, table["help.shared"])
        _examples(formatter, table, table[f"examples.{self.name}"])


class Group(TyperGroup):
    """The program: its commands are imported one at a time, when they are typed."""

    language: Language = "en"

    def list_commands(self, ctx: Any) -> list[str]:
        """Every command on the shelf, in the order of help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a name, made when it is asked for."""
        if cmd_name not in COMMANDS:
            from fuling_cli.commands.session import chosen

            chosen(cmd_name, COMMANDS, "error.unknown_command")
        app = typer.Typer(add_completion=False)
        app.command(cmd_name, cls=Command)(REGISTRY.load(cmd_name).command)
        command = command_of(app)
        _translate(command, self.language)
        return command

    def get_help_option(self, ctx: Any) -> Any:
        """The option --help, in the reader's language."""
        return _spoken_help(super().get_help_option(ctx), self.language)

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """The commands that begin so, without importing them, and the options."""
        from typer._click.shell_completion import CompletionItem

        table = words(self.language)
        found = [CompletionItem(n, help=table[f"command.{n}"]) for n in COMMANDS if n.startswith(incomplete)]
        return [*found, *super(TyperGroup, self).shell_complete(ctx, incomplete)]  # whose own imports every command

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """What the program is for, its commands, its options and examples."""
        table = words(self.language)
        formatter.write_usage(ctx.command_path, "[OPTION]... COMMAND [ARG]...", table["help.usage"])
        _paragraph(formatter, table["help.program"])
        _examples(formatter, table, table["examples.program"])
        with formatter.section(table["help.commands"]):
            formatter.write_dl([(name, table[f"command.{name}"]) for name in COMMANDS])
        with formatter.section(table["help.options"]):
            formatter.write_dl([_option_line(p) for p in self.get_params(ctx) if p.param_type_name == "option"])
        _paragraph(formatter, table["help.exit_codes"])

    def invoke(self, ctx: Any) -> Any:
        """Run the command; a reader who went away (a broken pipe) is no error of ours."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise typer.Exit(141) from None


def program(language: Language, environment: Mapping[str, str]) -> Any:
    """The whole command line in one language, ready to run."""
    app = typer.Typer(cls=Group, add_completion=True, rich_markup_mode=None, no_args_is_help=False)

    @app.callback(invoke_without_command=True)
    def fuling(
        context: typer.Context,
        lang: Annotated[str | None, typer.Option("--lang", metavar="en|zh", help="option.lang")] = None,
        data_dir: Annotated[str | None, typer.Option("--data-dir", metavar="DIR", help="option.data_dir")] = None,
        color: Annotated[str, typer.Option("--color", metavar="auto|always|never", help="option.color")] = "auto",
        debug: Annotated[bool, typer.Option("--debug", help="option.debug")] = False,
        version: Annotated[bool, typer.Option("--version", help="option.version")] = False,
    ) -> None:
        """Set up the session that the command starts from."""
        from fuling_cli.commands.session import Session, chosen
        from fuling_cli.terminal import COLORS, Terminal

        if lang is not None:
            chosen(lang, LANGUAGES, "error.unknown_language")
        terminal = Terminal(
            sys.stdout, sys.stderr, environment, chosen(color, COLORS, "error.unknown_color"), language, sys.stdin
        )
        context.obj = Session(language, terminal, None if data_dir is None else Path(data_dir), environment)
        if version:
            terminal.write(f"fuling {__version__}\n")
        elif context.invoked_subcommand is None:
            terminal.write(context.get_help() + "\n")

    group = command_of(app)
    group.language = language  # type: ignore[attr-defined]
    _translate(group, language)
    return group


def _translate(command: Any, language: Language) -> None:
    """Turn the keys that options carry as help into words, and give the command its own help."""
    command.language = language
    table = words(language)
    for parameter in command.params:
        _leave_as_typed(parameter)
        key = parameter.help if parameter.help in table else f"option.{parameter.name}"
        parameter.help = table.get(key, parameter.help)
        if "{choices}" in (parameter.help or ""):
            from fuling_cli.commands.options import CHOICES

            parameter.help = parameter.help.format(choices=spoken(CHOICES[key].names, language))
    command.help = command.short_help = table.get(f"command.{command.name}", "")


def _leave_as_typed(parameter: Any) -> None:
    """Keep Typer 0.29 from building a pydantic model for each text and each switch, which stay as they were typed."""
    descriptor = getattr(parameter, "type_descriptor", None)
    if descriptor is not None and descriptor.annotation in (str, list[str], bool):
        parameter.get_runtime_param = _AsTyped


class _AsTyped:
    """What Typer asks to make a value of what was typed."""

    @staticmethod
    def coerce(value: Any, **_: Any) -> Any:
        return value


def _spoken_help(option: Any, language: Language) -> Any:
    """The option --help in the reader's language; what it prints is data, whose loss is told as that of any other."""

    def show(ctx: Any, _option: Any, asked: Any) -> None:
        if asked and not ctx.resilient_parsing:
            from fuling_cli.terminal import Terminal

            Terminal(sys.stdout, sys.stderr, {}, "auto", language).write(ctx.get_help() + "\n")
            ctx.exit()

    _leave_as_typed(option)
    option.help, option.callback = words(language)["option.help"], show
    return option


def _negatives_last(arguments: Sequence[str], parameters: Sequence[Any]) -> list[str]:
    """The words of a command with a negative value, which the parser would take for an option, behind a ``--``."""
    if "--" in arguments:
        return list(arguments)
    taking = {name for p in parameters if p.param_type_name == "option" and not p.is_flag for name in p.opts}
    before = dict(enumerate(arguments, start=1))
    places = [at for at, word in enumerate(arguments) if _NEGATIVE.match(word) and before.get(at) not in taking]
    rest = [word for at, word in enumerate(arguments) if at not in places]
    return [*rest, "--", *(arguments[at] for at in places)] if places else rest


def _option_line(parameter: Any) -> tuple[str, str]:
    names = ", ".join(sorted(parameter.opts, key=len)) + "".join(f"/{name}" for name in parameter.secondary_opts)
    return f"{names} {parameter.metavar}" if parameter.metavar else names, parameter.help or ""


def _paragraph(formatter: Any, text: str) -> None:
    formatter.write("\n")
    for line in text.split("\n"):
        formatter.write_text(line)


def _examples(formatter: Any, table: Mapping[str, str], examples: str) -> None:
    with formatter.section(table["help.examples"]):
        for line in examples.split("\n"):
            formatter.write(f"  {line}\n")
