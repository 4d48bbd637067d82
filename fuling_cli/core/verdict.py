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

    ``series`` holds the exact actuals up to and with ``latest``, by year, or finds them when it is asked; ``goal`` is
    the number to reach. All values are in the target's unit. ``baseline`` is None where no figure of the base year or
    after it is known.
    """

    target: Target
    by: int
    goal: Decimal
    baseline: Point | None
    latest: Point
    series: tuple[Point, ...] | Callable[[], tuple[Point, ...]]

    @property
    def points(self) -> tuple[Point, ...]:
        """The exact actuals up to and with the latest, by year."""
        return self.series() if callable(self.series) else self.series

    @property
    def met(self) -> bool:
        """Whether the latest actual meets the target."""
        return self.target.met(self.latest.value, self.goal)


class Judgement(NamedTuple):
    """A method's answer: its band, the verdict that stands for, its own measure, and why.

    ``why`` and ``measure`` may be functions: most judgements only show whether a verdict turns, and are asked no more.
    """

    verdict: Verdict
    why: Message | Callable[[], Message]
    band: str | None = None
    measure: Decimal | Callable[[], Decimal | None] | None = None
    flags: tuple[Flag, ...] = ()

    @property
    def reason(self) -> Message:
        """Why, in one sentence."""
        return self.why() if callable(self.why) else self.why

    @property
    def ratio(self) -> Decimal | None:
        """The method's own measure."""
        return self.measure() if callable(self.measure) else self.measure

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Judgement) and self._said() == other._said()

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.verdict)

    def _said(self) -> tuple[object, ...]:
        return self.verdict, self.reason, self.band, self.ratio, self.flags


Judge: TypeAlias = Callable[[Question], Judgement]


def not_assessed(reason: Message) -> Judgement:
    """The judgement that nothing can be said, and why."""
    return Judgement(Verdict.NOT_ASSESSED, reason)
