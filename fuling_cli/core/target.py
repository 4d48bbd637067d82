"""A plan and its targets: what was announced, as it was announced."""

from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from operator import ge, gt, le, lt
from typing import Literal, NamedTuple, TypeAlias, get_args

from fuling_cli.core.decimals import EXACT
from fuling_cli.core.units import normalize_spaces, unit_factor
from fuling_cli.language import Bilingual

Direction: TypeAlias = Literal["up", "down"]
Comparator: TypeAlias = Literal["least", "more", "most", "less"]
FigureKind: TypeAlias = Literal["level", "growth", "flow"]
"""What a ledger holds of a metric: levels, yearly growth rates in percent, or yearly amounts that add up."""
PriceBasis: TypeAlias = Literal["current", "constant"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
COMPARATORS: tuple[Comparator, ...] = get_args(Comparator)
HEADLINE = "headline"

_COMPARISONS = {"least": ge, "more": gt, "most": le, "less": lt}


class Target(NamedTuple):
    """A value that a metric must reach by a year.

    ``value`` is in ``unit``; ``multiple`` stands instead of it and is of the baseline; neither makes a commitment
    without a number. ``by`` is None for an undated target. ``baseline`` pins the value of ``base_year``.

    ``short`` and ``aliases`` are other names; ``binding`` is None where the plan does not tell. ``growth`` (percent a
    year), ``figures``, ``every_year``, ``value_range`` (the lower and the upper end) and ``limit`` make other kinds of
    targets. Figures before ``comparable_from`` are not computed with. ``since`` is the day from which a changed target
    stands in for the one that it ``replaces``. ``prices`` says at which prices a value is measured.
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
        """Whether anything was announced that a figure can be held against."""
        return self.value is not None or self.multiple is not None

    def measured_in(self, unit: str) -> "Target | None":
        """The same target in another unit, to the last digit; None where its own does not convert into that.

        What is counted in wholes keeps its unit: more than 10 enterprises is 11, and nothing like that in 万家.
        """
        scale = unit_factor(self.unit, unit) if self.unit else None
        if scale is None or (self.whole and scale != 1):
            return None
        value, baseline = (n if n is None else EXACT.multiply(n, scale) for n in (self.value, self.baseline))
        return self._replace(unit=normalize_spaces(unit), value=value, baseline=baseline)

    def goal(self, baseline: Decimal | None) -> Decimal | None:
        """The number to reach, in ``unit``: ``more`` than a whole number is the next whole number.

        None for a commitment without a number, and for a multiple of a baseline that is not known.
        """
        if self.value is not None:
            number = self.value
        elif self.multiple is not None and baseline is not None:
            number = EXACT.multiply(self.multiple, baseline)
        else:
            return None
        if self.whole and self.at == "more":
            return number.to_integral_value(ROUND_FLOOR) + 1
        if self.whole and self.at == "less":
            return number.to_integral_value(ROUND_CEILING) - 1
        return number

    def met(self, value: Decimal, goal: Decimal) -> bool:
        """Whether ``value`` meets the target whose number to reach is ``goal``."""
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
            if target.metric not in metrics or not metrics[target.metric].has_number:
                metrics[target.metric] = target
        return metrics
