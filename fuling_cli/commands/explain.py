"""`fuling explain`: the working of one verdict."""

import typer

from fuling_cli.commands.options import AsOf, Method, Target, Unit
from fuling_cli.commands.session import Session
from fuling_cli.reports.explanation import other_methods


def command(
    context: typer.Context, target: Target, as_of: AsOf = None, method: Method = None, unit: Unit = None
) -> None:
    """Show every figure, formula and rule behind the verdict of one target."""
    session: Session = context.obj
    day = session.as_of(as_of)
    chosen = session.targets([target], unit=unit, as_of=day)
    found = session.assessments(chosen, day, method)[0]
    others = [session.assessments(chosen, day, name)[0] for name in other_methods(found.method)]
    from fuling_cli.terminal.explanation import explanation_screen

    session.terminal.show(explanation_screen(session.plan, found, others, day, session.language))
