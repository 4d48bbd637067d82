"""The verdict as of every publication, and where a revision alone turned it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from fuling_cli.core.assessment import Assessment, assess
from fuling_cli.core.ledger import Actual
from fuling_cli.core.target import Target
from fuling_cli.core.verdict import Judge, Verdict


class Turn(NamedTuple):
    """The assessment as of a day on which figures were published.

    ``unrevised`` is the verdict that stood without that day's revisions, where they alone made it another; else None.
    """

    day: date
    published: tuple[Actual, ...]
    found: Assessment
    unrevised: Verdict | None


def verdict_history(
    target: Target, actuals: Sequence[Actual], *, method: str, judge: Judge, as_of: date
) -> Iterator[Turn]:
    """A turn for every day until ``as_of`` on which a figure of the target's metric was published, in order."""
    for day in sorted({actual.publication for actual in actuals if actual.publication <= as_of}):
        published = tuple(actual for actual in actuals if actual.publication == day)
        earlier = {actual.year for actual in actuals if actual.publication < day}
        unrevised = [actual for actual in actuals if actual.publication != day or actual.year not in earlier]
        found = assess(target, actuals, method=method, judge=judge, as_of=day)
        before = assess(target, unrevised, method=method, judge=judge, as_of=day)
        yield Turn(day, published, found, before.verdict if before.verdict != found.verdict else None)
