"""`fuling history`: every vintage of every figure, and the verdicts they led to."""

from typing import Annotated

import typer

from fuling_cli.commands.options import AsOf, Format, Method, SomeMetric
from fuling_cli.commands.session import Session, known_method
from fuling_cli.core.names import find_metric
from fuling_cli.core.revisions import verdict_history
from fuling_cli.methods import rule_of
from fuling_cli.reports.definitions import history
from fuling_cli.reports.revisions import turns_table


def command(
    context: typer.Context,
    metric: SomeMetric = None,
    verdicts: Annotated[bool, typer.Option("--verdicts", help="option.verdicts")] = False,
    as_of: AsOf = None,
    method: Method = None,
    format_name: Format = None,
) -> None:
    """Show the vintages of one metric, or of all; or the verdict as of every publication."""
    session: Session = context.obj
    day = session.as_of(as_of)
    metrics = list(session.plan.metrics) if metric is None else [find_metric(session.plan, metric).metric]
    if not verdicts:
        if format_name is None and session.terminal.is_screen:
            from fuling_cli.terminal.history import history_screen

            session.terminal.show(history_screen(session.plan, session.ledger, metrics, day, session.language))
        else:
            session.show(history(session.plan, session.ledger, metrics, day), format_name)
        return
    name = known_method(method)
    found = [
        turn
        for targets in session.plan.changes
        if targets[0].metric in metrics and targets[0].assessable
        for turn in verdict_history(
            targets,
            session.ledger.of(targets[0].metric),
            rule_for=lambda target: rule_of(session.plan, target, name),
            announced=session.plan.announced,
            as_of=day,
        )
    ]
    if format_name is None and session.terminal.is_screen:
        from fuling_cli.terminal.history import verdicts_screen

        session.terminal.show(verdicts_screen(session.plan, found, day, session.language))
    else:
        session.show(turns_table(session.plan, found, day), format_name)
