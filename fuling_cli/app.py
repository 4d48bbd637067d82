"""The command line put together: one group, its commands taken from their registry, and help in the reader's language.

Typer is used by its public interface: ``Typer``, ``Option``, ``Context``, ``TyperCommand`` and ``TyperGroup`` to be
derived from, ``get_command``. Two things have no interface of their own:

- Typer 0.29 builds a pydantic model for every parameter but switches, typed or not. The program's own options are
  therefore switches to Typer, and `split_global_options` takes them and their values off the line before Typer reads
  it; the options of a command are left to Typer only where they were typed, by `Command.parse_args`.
- The kinds of usage errors are told apart by the names of their classes, in `_usage_message`.
"""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException
from typer.main import get_command

from fuling_cli import __version__
from fuling_cli.commands import COMMANDS, REGISTRY
from fuling_cli.completion import install_completion
from fuling_cli.errors import WrongUsage, require_one_of
from fuling_cli.language import LANGUAGES, Language, Message, language_of, message, translate_value, words
from fuling_cli.terminal import COLORS

if TYPE_CHECKING:
    from fuling_cli.terminal import Terminal

PROGRAM = "fuling"
HELP = {"help_option_names": ["-h", "--help"]}
GLOBAL_OPTIONS = {"--data-dir": "DIR", "--lang": "en|zh", "--color": "WHEN", "--debug": ""}
"""The program's own options, allowed before and after the command, with what follows each."""
OF_TYPER = ("install_completion", "show_completion")
"""Options that Typer adds, each a model to build in every run: ours, which are switches, call them."""
_NEGATIVE = re.compile(r"-[.\d]")


class GlobalOptions(NamedTuple):
    """The program's own options as they were typed; ``without_value`` names one at the end of the line."""

    data_dir: str | None = None
    lang: str | None = None
    color: str | None = None
    debug: bool = False
    without_value: str = ""

    def check(self) -> None:
        """Raise WrongUsage for a value that the option does not take."""
        if self.without_value:
            hint = message("usage.hint", command=PROGRAM)
            raise WrongUsage(message("usage.needs_value", option=self.without_value, hint=hint))
        if self.lang is not None and not language_of(self.lang):
            require_one_of(self.lang, LANGUAGES, "error.unknown_language")
        if self.color is not None:
            require_one_of(self.color, COLORS, "error.unknown_color")


def split_global_options(arguments: Sequence[str]) -> tuple[GlobalOptions, list[str]]:
    """The program's own options, wherever they were typed, and what is left of the line; the last of two counts.

    >>> options, rest = split_global_options(["status", "--lang", "zh", "gdp", "--", "--debug"])
    >>> options.lang, options.debug, rest
    ('zh', False, ['status', 'gdp', '--', '--debug'])
    """
    typed: dict[str, str] = {}
    rest: list[str] = []
    without_value = ""
    waiting = iter(arguments)
    for word in waiting:
        name, equals, value = word.partition("=")
        if word == "--":
            rest += [word, *waiting]
        elif name not in GLOBAL_OPTIONS or (equals and not GLOBAL_OPTIONS[name]):
            rest.append(word)
        elif equals or not GLOBAL_OPTIONS[name]:
            typed[name] = value
        elif (following := next(waiting, None)) is None:
            without_value = name
        else:
            typed[name] = following
    folder, language, color = (typed.get(name) for name in ("--data-dir", "--lang", "--color"))
    return GlobalOptions(folder, language, color, "--debug" in typed, without_value), rest


class _Translated:
    """What the program and its commands share: their language, and where their help goes."""

    language: Language
    terminal: "Terminal"

    def get_help_option(self, ctx: Any) -> Any:
        """The option --help, in the reader's language."""

        def show(context: Any, _option: Any, asked: Any) -> None:
            if asked and not context.resilient_parsing:
                self.terminal.write(context.get_help() + "\n")
                context.exit()

        option = super().get_help_option(ctx)  # type: ignore[misc]  # of the class of Typer beside this one
        option.help, option.callback = words(self.language)["option.help"], show
        option.default = False  # or Typer would build a model to tell that it was not typed
        return option

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words of the line; what Typer refuses raises WrongUsage in our words."""
        try:
            return super().parse_args(ctx, args)  # type: ignore[misc, no-any-return]
        except TyperException as error:
            raise WrongUsage(_usage_message(error, ctx.command_path)) from None


class Command(_Translated, TyperCommand):
    """One command: its module is imported when its parameters are asked for."""

    allow_extra_args = True  # to be refused in our words

    def get_params(self, ctx: Any) -> Any:
        """The arguments and options, and --help."""
        if self.callback is None:
            app = typer.Typer(add_completion=False)
            app.command(self.name)(REGISTRY.load(self.name or "").command)
            made = get_command(app)
            self.params, self.callback = made.params, made.callback
            _translate_parameters(self.params, self.language)
        return super().get_params(ctx)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words of one command; raises WrongUsage for more words than it takes."""
        line = _protect_negative_values(args, self.get_params(ctx))
        if not ctx.resilient_parsing:
            self._leave_untyped_options(ctx, line)
        super().parse_args(ctx, line)
        if ctx.args and not ctx.resilient_parsing:
            raise WrongUsage(_too_many(ctx.args, self.get_params(ctx), ctx.command_path))
        return []

    def _leave_untyped_options(self, ctx: Any, line: list[str]) -> None:
        """Keep from Typer what was not typed: the function of the command has its own defaults."""
        try:
            values, _words, _order = self.make_parser(ctx).parse_args(list(line))
        except TyperException:
            return  # Typer says what is wrong when it reads the line itself
        if "help" not in values:
            self.params = [one for one in self.params if one.required or values.get(one.name or "") not in (None, ())]

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Usage, what it does, arguments, options and examples."""
        from fuling_cli.help_text import command_help

        shown = command_help(self.language, self.name or "", ctx.command_path, self.get_params(ctx), formatter.width)
        formatter.write(shown)


class Group(_Translated, TyperGroup):
    """The program: ``fuling`` alone is ``fuling status``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the line without the program's own options, which a shell's question still has."""
        ctx.obj, rest = split_global_options(args)
        return super().parse_args(ctx, rest if rest or ctx.resilient_parsing else ["status"])

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a name; raises WrongUsage for another word."""
        if not ctx.resilient_parsing:
            require_one_of(cmd_name, tuple(self.commands), "error.unknown_command")
        return super().get_command(ctx, cmd_name)

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """The commands and options that begin so; nothing where the value of an option is awaited."""
        return [] if ctx.obj.without_value else super().shell_complete(ctx, incomplete)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """What the program is for, its commands, its options and examples."""
        from fuling_cli.help_text import program_help

        formatter.write(program_help(self.language, self.get_params(ctx), formatter.width))

    def invoke(self, ctx: Any) -> Any:
        """Run the command; a reader who went away (a broken pipe) is no error of ours."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise typer.Exit(141) from None


def program(language: Language, terminal: "Terminal", start_session: Callable[[], object]) -> Any:
    """The whole command line in one language, ready to run; a command starts from a session."""
    app = typer.Typer(cls=Group, rich_markup_mode=None, context_settings=HELP)

    @app.callback(invoke_without_command=True)
    def fuling(
        context: typer.Context,
        data_dir: Annotated[bool, typer.Option("--data-dir", metavar="DIR")] = False,
        lang: Annotated[bool, typer.Option("--lang", metavar="en|zh")] = False,
        color: Annotated[bool, typer.Option("--color", metavar="WHEN")] = False,
        debug: Annotated[bool, typer.Option("--debug")] = False,
        version: Annotated[bool, typer.Option("--version")] = False,
        install: Annotated[bool, typer.Option("--install-completion", help="option.install_completion")] = False,
        show: Annotated[bool, typer.Option("--show-completion", help="option.show_completion", hidden=True)] = False,
    ) -> None:
        """Set up the session that the command starts from, or do what an option asks for instead."""
        if version:
            terminal.write(f"{PROGRAM} {__version__}\n")
        elif show:
            call_typer(context, "show_completion")
        elif install:
            install_completion(lambda: call_typer(context, "install_completion"))
        else:
            context.obj = start_session()

    def call_typer(context: typer.Context, name: str, *, asked: bool = True) -> None:
        of_typer[name].callback(context, of_typer[name], asked)

    group: Any = get_command(app)
    of_typer = {option.name: option for option in group.params if option.name in OF_TYPER}
    group.params = [option for option in group.params if option.name not in OF_TYPER]
    group.language, group.terminal = language, terminal
    _translate_parameters(group.params, language)
    table = words(language)
    for name in COMMANDS:
        command = Command(name, short_help=table[f"command.{name}"], context_settings=HELP)
        command.language, command.terminal = language, terminal
        group.add_command(command)
    return group


def _translate_parameters(parameters: Sequence[Any], language: Language) -> None:
    """Turn the keys that arguments and options carry as help into words."""
    table = words(language)
    for parameter in parameters:
        key = parameter.help or f"option.{parameter.name}"
        parameter.help = table[key]
        if "{choices}" in parameter.help:
            from fuling_cli.commands.options import CHOICES

            parameter.help = parameter.help.format(choices=translate_value(CHOICES[key].names, language))


def _too_many(words_left: Sequence[str], parameters: Sequence[Any], command: str) -> Message:
    """What a command takes, and which words it was given beyond that."""
    names = [(one.metavar or "").strip("[].") for one in parameters if one.param_type_name == "argument"]
    takes = message("usage.takes" if names else "usage.takes.none", names=" ".join(names), count=len(names))
    return message("usage.extra", command=command, takes=takes, words=" ".join(words_left), count=len(words_left))


def _protect_negative_values(arguments: Sequence[str], parameters: Sequence[Any]) -> list[str]:
    """The words of a command with a negative value, which the parser would take for an option, behind a ``--``."""
    if "--" in arguments:
        return list(arguments)
    taking = {name for p in parameters if p.param_type_name == "option" and not p.is_flag for name in p.opts}
    before = dict(enumerate(arguments, start=1))
    places = [at for at, word in enumerate(arguments) if _NEGATIVE.match(word) and before.get(at) not in taking]
    rest = [word for at, word in enumerate(arguments) if at not in places]
    return [*rest, "--", *(arguments[at] for at in places)] if places else rest


def _usage_message(error: Any, command: str) -> Message:
    """What the parser says of a command line, by the kind of its exception, with the name it concerns."""
    hint = message("usage.hint", command=command)
    parameter = getattr(error, "param", None)
    name = ""
    if parameter is not None:
        is_argument = parameter.param_type_name == "argument"
        name = parameter.metavar or parameter.name if is_argument else max(parameter.opts, key=len)
    match type(error).__name__:
        case "NoSuchOption":
            near = ", ".join(sorted(error.possibilities or ()))
            did = message("error.did_you_mean", word=near) if near else hint
            return message("usage.no_such_option", option=error.option_name, hint=did)
        case "MissingParameter":
            return message("usage.missing", name=name, hint=hint)
        case "BadParameter":
            return message("usage.bad_parameter", name=name, what=error.message, hint=hint)
        case "BadOptionUsage" if "not take" in error.message:  # the parser has no other sign of it
            return message("usage.no_value", option=error.option_name, hint=hint)
        case "BadOptionUsage":
            return message("usage.needs_value", option=error.option_name, hint=hint)
        case _:
            return message("usage.other", what=error.format_message(), hint=hint)
