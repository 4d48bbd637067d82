"""A plan and its targets: what was announced, as it was announced."""

from collections.abc import Collection
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from operator import ge, gt, le, lt
from typing import Literal, NamedTuple, TypeAlias, get_args

from fuling_cli.core.decimals import EXACT, LONG
from fuling_cli.core.units import normalize_spaces, unit_factor
from fuling_cli.language import Bilingual

Direction: TypeAlias = Literal["up", "down"]
Comparator: TypeAlias = Literal["least", "more", "most", "less"]
FigureKind: TypeAlias = Literal["level", "growth", "flow"]
"""What a ledger holds of a metric: levels, yearly growth rates in percent, or yearly amounts that add up."""
PriceBasis: TypeAlias = Literal["current", "constant"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
COMPARATORS: tuple[Comparator, ...] = get_args(Comparator)
FIGURE_KINDS: tuple[FigureKind, ...] = get_args(FigureKind)
HEADLINE = "headline"

_COMPARISONS = {"least": ge, "more": gt, "most": le, "less": lt}


class Target(NamedTuple):
    """A value that a metric must reach by a year.

    ``value`` is in ``unit``; ``multiple`` stands instead of it and is of the baseline; neither makes a commitment
    without a number. ``by`` is None for an undated target. ``baseline`` pins the value of ``base_year``.

    ``short`` and ``aliases`` are other names; ``binding`` is None where the plan does not tell. ``growth`` (percent a
    year), ``figures``, ``every_year``, ``value_range`` (the lower and the upper end) and ``limit`` make other kinds of
    targets; ``directed`` says that the plan gave the direction. Figures before ``comparable_from`` are not computed
    with. ``since`` is the day from which a changed target stands in for the one that it ``replaces``. ``prices`` says
    at which prices a value is measured.
    """

    id: str
    metric: str
    name: Bilingual
    unit: str
    base_year: int
    by: int | None
    direction: Direction = "up"
    at: Comparator = "least"
    value: Decimal | None = None
    multiple: Decimal | None = None
    baseline: Decimal | None = None
    whole: bool = False
    group: str = HEADLINE
    method: str | None = None
    note: Bilingual | str | None = None
    short: Bilingual | None = None
    aliases: tuple[str, ...] = ()
    binding: bool | None = None
    growth: Decimal | None = None
    figures: FigureKind = "level"
    every_year: bool = False
    value_range: tuple[Decimal, Decimal] | None = None
    directed: bool = False
    limit: Decimal | None = None
    comparable_from: int | None = None
    since: date | None = None
    replaces: str | None = None
    prices: PriceBasis | None = None

    @property
    def sign(self) -> int:
        """+1 where more is better, -1 where less is."""
        return 1 if self.direction == "up" else -1

    @property
    def strict_sign(self) -> str:
        """What stands before a number that must be passed and not only reached; its blank tells it from a bound."""
        if self.whole:
            return ""
        return {"more": "> ", "less": "< "}.get(self.at, "")

    @property
    def has_number(self) -> bool:
        """Whether a number to reach was announced, or how to compute it."""
        return (self.value, self.multiple, self.growth, self.value_range) != (None,) * 4

    @property
    def assessable(self) -> bool:
        """Whether anything was announced that figures can be held against: a number, or a direction."""
        return self.has_number or self.directed

    @property
    def due(self) -> int | None:
        """The year by which a number must be reached; None for an undated target, and for a direction."""
        return self.by if self.has_number else None

    @property
    def strict(self) -> bool:
        """Whether the number itself is not enough; with whole numbers, the number to reach is the next one instead."""
        return self.at in ("more", "less") and not self.whole

    def measured_in(self, unit: str) -> "Target | None":
        """The same target in another unit, to the last digit; None where its own does not convert into that.

        What is counted in wholes keeps its unit: more than 10 enterprises is 11, and nothing like that in 万家.
        """
        scale = unit_factor(self.unit, unit) if self.unit else None
        if scale is None or (self.whole and scale != 1):
            return None
        value, baseline, limit = (
            n if n is None else EXACT.multiply(n, scale) for n in (self.value, self.baseline, self.limit)
        )
        ends = self.value_range and (
            EXACT.multiply(self.value_range[0], scale),
            EXACT.multiply(self.value_range[1], scale),
        )
        return self._replace(unit=normalize_spaces(unit), value=value, baseline=baseline, limit=limit, value_range=ends)

    def goal(self, baseline: Decimal | None) -> Decimal | None:
        """The number to reach, in ``unit``; of whole numbers the nearest that meets the target: more than 10 is 11.

        None where no number was announced, for a range, and where it depends on a baseline or a deadline not known.
        """
        number = self._announced_number(baseline)
        if number is None or not self.whole:
            return number
        match self.at:
            case "more":
                return number.to_integral_value(ROUND_FLOOR, LONG) + 1
            case "less":
                return number.to_integral_value(ROUND_CEILING, LONG) - 1
            case "least":
                return number.to_integral_value(ROUND_CEILING, LONG)
            case "most":
                return number.to_integral_value(ROUND_FLOOR, LONG)

    def _announced_number(self, baseline: Decimal | None) -> Decimal | None:
        if self.value is not None:
            return self.value
        if baseline is None:
            return None
        if self.multiple is not None:
            return EXACT.multiply(self.multiple, baseline)
        if self.growth is not None and self.by is not None:
            yearly = EXACT.add(Decimal(1), self.growth.scaleb(-2))
            return LONG.multiply(baseline, LONG.power(yearly, self.by - self.base_year))
        return None

    def met(self, value: Decimal, goal: Decimal) -> bool:
        """Whether ``value`` meets the target whose number to reach is ``goal``; within a range, wherever it lies."""
        if self.value_range is not None:
            return self.value_range[0] <= value <= self.value_range[1]
        if self.whole and self.at in ("more", "less"):  # the strictness has gone into the goal
            return bool(_COMPARISONS["least" if self.at == "more" else "most"](value, goal))
        return bool(_COMPARISONS[self.at](value, goal))


class Plan(NamedTuple):
    """One announced set of targets, in the order of the file."""

    id: str
    title: Bilingual
    area: Bilingual
    base_year: int
    by: int | None
    announced: date
    source: Bilingual | str
    targets: tuple[Target, ...]
    method: str | None = None

    @property
    def metrics(self) -> dict[str, Target]:
        """Each metric with the first target that measures it: its unit and direction."""
        metrics: dict[str, Target] = {}
        for target in self.targets:
            if target.metric not in metrics or not metrics[target.metric].assessable:
                metrics[target.metric] = target
        return metrics

    @property
    def changes(self) -> tuple[tuple[Target, ...], ...]:
        """Each target that replaces none with those that replaced it one after the other, in the order of the file."""
        successors = {target.replaces: target for target in self.targets if target.replaces is not None}
        chains = []
        for target in self.targets:
            if target.replaces is None:
                chain = [target]
                while (successor := successors.get(chain[-1].id)) is not None and successor not in chain:
                    chain.append(successor)
                chains.append(tuple(chain))
        return tuple(chains)

    def targets_as_of(self, day: date) -> tuple[Target, ...]:
        """The targets that are in force on a day: those announced by then and not yet replaced by another."""
        begun = [target for target in self.targets if target.since is None or target.since <= day]
        replaced = {target.replaces for target in begun}
        return tuple(target for target in begun if target.id not in replaced)

    def targets_following(self, metrics: Collection[str], day: date) -> tuple[Target, ...]:
        """The targets in force on a day that a figure of one of these metrics can be held against."""
        return tuple(target for target in self.targets_as_of(day) if target.metric in metrics and target.assessable)
