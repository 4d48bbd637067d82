"""One entry of the ledger in words."""

from collections.abc import Sequence

from fuling_cli.core.ledger import Actual
from fuling_cli.core.units import unit_of
from fuling_cli.language import Message, message
from fuling_cli.tables.cell_text import figure_text


def entry_words(actual: Actual) -> Message:
    """The entry in a line: metric, year, figure and unit, status, publication and source."""
    return message(
        "entry",
        metric=actual.metric,
        year=actual.year,
        figure=figure_text(actual.figure),
        unit=actual.unit,
        status=message(f"status.{actual.status}"),
        published=actual.published.isoformat() if actual.published else message("missing.day"),  # as it is typed
        source=actual.source or message("missing.source"),
    )


def step_words(step: Sequence[Actual]) -> Message:
    """What one command recorded, in a line: its one entry, or how many of which metrics and years."""
    if len(step) == 1:
        return entry_words(step[0])
    years = sorted({actual.year for actual in step})
    return message(
        "entry.step",
        count=len(step),
        metrics=list(dict.fromkeys(actual.metric for actual in step)),
        first=years[0],
        last=years[-1],
    )


def full_value(actual: Actual) -> Message:
    """The figure written out in full, without a scale, so that a slip of 万 and 亿 is seen."""
    unit = unit_of(actual.unit)
    return message("entry.full", number=figure_text(actual.figure.times(unit.multiplier), grouped=True), noun=unit.noun)
