"""`fuling status`: the scorecard."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer

from fuling_cli.commands.options import All, AsOf, Format, Method, Targets, Unit
from fuling_cli.commands.session import Session
from fuling_cli.core.assessment import Assessment
from fuling_cli.core.verdict import Verdict
from fuling_cli.errors import require_one_of
from fuling_cli.formats import is_for_readers
from fuling_cli.language import LANGUAGES, Language, message, words
from fuling_cli.reports.scorecard import scorecard

ORDERS = ("plan", "worst", "name")


def command(
    context: typer.Context,
    targets: Targets = None,
    every: All = False,
    as_of: AsOf = None,
    method: Method = None,
    unit: Unit = None,
    sort: Annotated[str, typer.Option("--sort", metavar="ORDER", help="option.sort")] = "plan",
    only: Annotated[str | None, typer.Option("--only", metavar="VERDICT,...", help="option.only")] = None,
    check: Annotated[bool, typer.Option("--check", help="option.check")] = False,
    format_name: Format = None,
) -> int:
    """Show the scorecard; returns 1 where ``--check`` finds a target off track."""
    session: Session = context.obj
    day = session.as_of(as_of)
    order = require_one_of(sort, ORDERS, "error.unknown_order")
    wanted = verdicts_named(only)
    assessments = session.assessments(session.targets(targets, everything=every, unit=unit, as_of=day), day, method)
    found = sort_assessments([one for one in assessments if one.verdict in wanted], order, session.language)
    if format_name is None:
        show_scorecard(session, found, day, as_card=targets is not None and len(targets) == 1)
    elif is_for_readers(format_name):
        from fuling_cli.reports.overview import overview

        session.show(overview(session.plan, found, day), format_name)
    else:
        own_figures = len(session.ledger.own.actuals)
        session.show(scorecard(session.plan, found, day, own_figures=own_figures), format_name)
    return int(check and any(one.off_track or one.overdue for one in assessments))


def show_scorecard(session: Session, found: Sequence[Assessment], day: date, *, as_card: bool) -> None:
    """Show the targets on the terminal: a single one that was asked for as a card."""
    terminal = session.terminal
    if not session.plan.targets:
        terminal.print(message("status.empty", path=session.folder.targets))
    elif not found:
        terminal.print(message("status.none"))
    elif terminal.room is None:
        from fuling_cli.terminal.one_line import one_line_screen

        terminal.show(one_line_screen(session.plan, found, day, session.language))
    elif as_card:
        from fuling_cli.terminal.card import card_screen

        terminal.show(card_screen(session.plan, found[0], day, session.language, terminal.room))
    else:
        from fuling_cli.terminal.status import status_screen

        terminal.show(status_screen(session.plan, found, day, session.language, terminal.room))
    if session.folder.shipped_ledger is not None and session.ledger.own.actuals:
        terminal.say(message("status.own_figures", count=len(session.ledger.own.actuals)))


def sort_assessments(found: Sequence[Assessment], order: str, language: Language) -> list[Assessment]:
    """The targets in the order of the plan, the worst first, or by name; those without a verdict come last."""
    match order:
        case "worst":
            return sorted(found, key=lambda one: (one.verdict is Verdict.NOT_ASSESSED, one.verdict.rank))
        case "name":
            return sorted(found, key=lambda one: one.target.name.translate(language).casefold())
        case _:
            return list(found)


def verdicts_named(typed: str | None) -> frozenset[Verdict]:
    """The verdicts of a list such as behind,far_behind, typed as machines or as screens write them; else all."""
    if typed is None:
        return frozenset(Verdict)
    known = {words(language)[f"verdict.{verdict}"]: verdict for language in LANGUAGES for verdict in Verdict}
    known |= {str(verdict): verdict for verdict in Verdict}
    named = [word.strip() for word in typed.replace("，", ",").split(",")]
    spaced = [word if word in known else word.casefold().replace(" ", "_").replace("-", "_") for word in named]
    for word in spaced:
        if word not in known:  # told in the words of the language it is written in
            require_one_of(
                word,
                [one for one in known if one.isascii() is word.isascii() and " " not in one],
                "error.unknown_verdict",
            )
    return frozenset(known[word] for word in spaced)
