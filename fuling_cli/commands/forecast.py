"""`fuling forecast`: year by year to the deadline."""

from decimal import Decimal
from typing import Annotated

import typer

from fuling_cli.commands.options import AsOf, Format, Method, Target, Unit
from fuling_cli.commands.session import Session
from fuling_cli.core.decimals import EXACT
from fuling_cli.core.drift import DISTRIBUTIONS
from fuling_cli.core.forecast import forecast
from fuling_cli.core.parsing import figure_from
from fuling_cli.core.units import normalize_spaces
from fuling_cli.errors import WrongUsage, require_one_of
from fuling_cli.language import message
from fuling_cli.reports.forecast import forecast_table, lead_notes


def command(
    context: typer.Context,
    target: Target,
    growth: Annotated[str | None, typer.Option("--growth", metavar="RATE", help="option.growth")] = None,
    interval: Annotated[str, typer.Option("--interval", metavar="NAME", help="option.interval")] = "normal",
    as_of: AsOf = None,
    method: Method = None,
    unit: Unit = None,
    format_name: Format = None,
) -> None:
    """Show the planned path, the path still needed, the pace so far, a what-if and what chance makes of it."""
    session: Session = context.obj
    day = session.as_of(as_of)
    distribution = require_one_of(interval, DISTRIBUTIONS, "error.unknown_interval")
    found = session.assessments(session.targets([target], unit=unit, as_of=day), day, method)[0]
    rate = None if growth is None else rate_from(growth)
    ahead = forecast(found, rate, distribution=distribution)
    table = forecast_table(session.plan, found, ahead, day)
    if format_name is None:
        from fuling_cli.terminal.forecast import forecast_screen

        lead = list(lead_notes(found, ahead))
        session.terminal.show(forecast_screen(table, found, lead, day, session.language))
    else:
        session.show(table, format_name)


def rate_from(text: str) -> Decimal:
    """A yearly rate typed as a percentage, 7% or 7, as a fraction; raises WrongUsage, also for what is below -100%."""
    try:
        value = figure_from(text, "%").value
    except WrongUsage:
        raise WrongUsage(message("error.growth", text=text)) from None
    as_fraction = value is not None and 0 < abs(value) < 1 and "%" not in normalize_spaces(text)
    if value is None or as_fraction or not -100 < value <= 1000:
        raise WrongUsage(message("error.growth", text=text))
    return EXACT.scaleb(value, -2)
