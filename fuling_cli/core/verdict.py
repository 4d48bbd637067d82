"""What a method is asked and what it answers: the contract between the core and the shelf of methods."""

from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, TypeAlias

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
    REVISED = "revised"


class Question(NamedTuple):
    """One dated target with exact numbers: what a method judges.

    ``series`` holds the exact actuals up to and with ``latest``, by year; ``goal`` is the number to reach. All values
    are in the target's unit. ``baseline`` is None where no figure of the base year or after it is known.
    """

    target: Target
    by: int
    goal: Decimal
    baseline: Point | None
    latest: Point
    series: tuple[Point, ...]

    @property
    def goal_text(self) -> str:
        """The number to reach, with its sign where it must be passed."""
        return f"{self.target.strict_sign}{self.goal:f}"

    @property
    def met(self) -> bool:
        """Whether the latest actual meets the target."""
        return self.target.met(self.latest.value, self.goal)


class Judgement(NamedTuple):
    """A method's answer: the verdict, why in one sentence, the method's band and its own measure, and flags."""

    verdict: Verdict
    reason: Message
    band: str | None = None
    ratio: Decimal | None = None
    flags: tuple[Flag, ...] = ()


Judge: TypeAlias = Callable[[Question], Judgement]


def not_assessed(reason: Message) -> Judgement:
    """The judgement that nothing can be said, and why."""
    return Judgement(Verdict.NOT_ASSESSED, reason)
