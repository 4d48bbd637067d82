"""What a method is asked and what it answers: the contract between the core and the shelf of methods."""

from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from typing import Literal, NamedTuple, TypeAlias

from fuling_cli.core.growth import Point
from fuling_cli.core.target import Target
from fuling_cli.language import Message


class Verdict(StrEnum):
    """The eight verdicts."""

    ACHIEVED = "achieved"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    FAR_BEHIND = "far_behind"
    REVERSING = "reversing"
    MISSED = "missed"
    UNDECIDED = "undecided"
    NOT_ASSESSED = "not_assessed"

    @property
    def on_track(self) -> bool | None:
        """True for achieved and on_track, None where nothing could be decided, else False."""
        if self in (Verdict.UNDECIDED, Verdict.NOT_ASSESSED):
            return None
        return self in (Verdict.ACHIEVED, Verdict.ON_TRACK)

    @property
    def rank(self) -> int:
        """0 for the worst; orders verdicts from reversing to achieved, the open ones first of all."""
        return _WORST_FIRST.index(self)


_WORST_FIRST = (
    Verdict.NOT_ASSESSED,
    Verdict.UNDECIDED,
    Verdict.MISSED,
    Verdict.REVERSING,
    Verdict.FAR_BEHIND,
    Verdict.BEHIND,
    Verdict.ON_TRACK,
    Verdict.ACHIEVED,
)


class Flag(StrEnum):
    """What a reader must know beside the verdict."""

    BOUND = "bound"
    ROUNDING = "rounding"
    WORSENING = "worsening"
    MET_THEN_LOST = "met_then_lost"
    WRONG_WAY = "wrong_way"
    BASE_YEAR_MISSING = "base_year_missing"
    STALE = "stale"
    OVERDUE = "overdue"
    FEW_POINTS = "few_points"
    REVISED = "revised"


class Question(NamedTuple):
    """One target with exact numbers: what a method judges.

    ``series`` holds the exact actuals up to and with ``latest``, by year. ``number`` is the number to reach by the year
    ``by``, None where only a direction was announced; ``met`` says whether the latest actual meets it. All values are
    in the target's unit.
    """

    target: Target
    by: int
    number: Decimal | None
    baseline: Point
    latest: Point
    series: tuple[Point, ...]
    met: bool

    @property
    def goal(self) -> Decimal:
        """The number to reach, for a method that needs one."""
        if self.number is None:
            raise ValueError("a direction without a number has no goal")
        return self.number


class Judgement(NamedTuple):
    """A method's answer: the verdict, why in one sentence, the method's band and its own measure, and flags."""

    verdict: Verdict
    reason: Message
    band: str | None = None
    ratio: Decimal | None = None
    flags: tuple[Flag, ...] = ()


Judge: TypeAlias = Callable[[Question], Judgement]
PaceKind: TypeAlias = Literal["compound", "as_path", "mean_change", "none"]
"""How a method goes on from the latest actual: at the observed growth; the same, but on a straight line where the path
to the number to reach is one; by the mean yearly change of the last points; or not at all."""


class Method(NamedTuple):
    """A method as the core needs it: its rule, how it goes on, and how near to 0 % or 100 % it takes for there.

    ``without_path`` judges in its place where no compound path leads to the number to reach; ``directions_only`` is for
    one that judges no target with a number.
    """

    name: str
    judge: Judge
    pace: PaceKind = "compound"
    tolerance: Decimal = Decimal(0)
    without_path: "Method | None" = None
    directions_only: bool = False


def not_assessed(reason: Message) -> Judgement:
    """The judgement that nothing can be said, and why."""
    return Judgement(Verdict.NOT_ASSESSED, reason)
