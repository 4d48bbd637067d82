"""`fuling history`: every vintage of every figure, also the ones that no longer count."""

import typer

from fuling_cli.commands.options import AsOf, Format, SomeMetric
from fuling_cli.commands.session import Session
from fuling_cli.reports.definitions import history


def command(context: typer.Context, metric: SomeMetric = None, as_of: AsOf = None, format_name: Format = None) -> None:
    """Show the vintages of one metric, or of all."""
    session: Session = context.obj
    metrics = list(session.plan.metrics) if metric is None else [session.metric(metric).metric]
    session.show(history(session.plan, session.ledger, metrics, session.as_of(as_of)), format_name)
