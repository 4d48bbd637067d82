"""The verdict as of every publication, and where a revision or a changed target alone turned it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from fuling_cli.core.assessment import Assessment, assess
from fuling_cli.core.ledger import Actual
from fuling_cli.core.target import Target
from fuling_cli.core.verdict import Method, Verdict


class Turn(NamedTuple):
    """The assessment as of a day on which figures were published, or on which a changed target came into force.

    ``unrevised`` is the verdict that stood without that day's revisions, where they alone made it another, and
    ``unchanged`` the one of the target that was replaced on that day, where that is another; else None.
    """

    day: date
    published: tuple[Actual, ...]
    found: Assessment
    unrevised: Verdict | None
    unchanged: Verdict | None = None


def verdict_history(
    targets: Sequence[Target],
    actuals: Sequence[Actual],
    *,
    rule_for: Callable[[Target], Method],
    announced: date,
    as_of: date,
) -> Iterator[Turn]:
    """A turn for every day, from the announcement to ``as_of``, on which the verdict may have become another.

    ``targets`` are one target and those that replaced it, in the order in which they came into force.
    """
    days = {actual.publication for actual in actuals} | {target.since for target in targets if target.since}
    for day in sorted(day for day in days if announced <= day <= as_of):
        in_force = [target for target in targets if target.since is None or target.since <= day]
        if not in_force:
            continue
        target = in_force[-1]
        published = tuple(actual for actual in actuals if actual.publication == day)
        earlier = {actual.year for actual in actuals if actual.publication < day}
        unrevised = [actual for actual in actuals if actual.publication != day or actual.year not in earlier]
        found = assess(target, actuals, method=rule_for(target), as_of=day)
        before = assess(target, unrevised, method=rule_for(target), as_of=day).verdict
        replaced = None
        if target.since == day and len(in_force) > 1:
            replaced = assess(in_force[-2], actuals, method=rule_for(in_force[-2]), as_of=day).verdict
        yield Turn(
            day,
            published,
            found,
            before if before != found.verdict else None,
            replaced if replaced != found.verdict else None,
        )
