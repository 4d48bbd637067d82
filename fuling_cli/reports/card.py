"""A target in brief: what a reader must know who reads nothing else."""

from decimal import ROUND_CEILING, ROUND_FLOOR

from fuling_cli.core.assessment import Assessment
from fuling_cli.core.figure import Figure, figure_words
from fuling_cli.language import Message, Percent, message
from fuling_cli.tables.card import Card


def card(found: Assessment) -> Card:
    """The card of one target."""
    target, standing = found.target, found.standing
    latest = None if standing is None else standing.latest
    return Card(
        name=target.name,
        verdict=found.verdict,
        latest=None if latest is None else figure_words(latest.figure, target.unit),
        year=None if latest is None else latest.year,
        goal=_goal(found),
        share=found.numbers.share_done,
        done=None if found.numbers.share_done is None else _done(found.numbers.share_done),
        reason=found.reason if found.verdict.on_track is None else None,
    )


def _goal(found: Assessment) -> Message | None:
    target, goal = found.target, found.goal
    if target.multiple is not None and goal is None:
        return message("card.multiple", multiple=target.multiple)
    if goal is None:
        return None
    figure = figure_words(goal, target.unit)
    return (
        message("card.level", figure=figure) if target.by is None else message("card.goal", figure=figure, by=target.by)
    )


def _done(share: Figure) -> Message | None:
    """The share in words; a bound is rounded outwards, since a nearer one would not hold."""
    low = None if share.low is None else Percent(share.low, 0, ROUND_FLOOR)
    high = None if share.high is None else Percent(share.high, 0, ROUND_CEILING)
    if share.low is not None and share.low == share.high:
        return message("card.share", share=Percent(share.low, 0))
    if low is not None and high is not None:
        return message("card.share", share=message("figure.range", low=low, high=high, unit=""))
    if low is not None:
        return message("card.share", share=message("figure.low", low=low, unit=""))
    return None if high is None else message("card.share", share=message("figure.high", high=high, unit=""))
