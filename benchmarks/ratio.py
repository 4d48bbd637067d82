"""One measurement as every part gives it, and a table of them held against their budgets."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

BUDGETS: dict[str, dict[str, float]] = tomllib.loads(Path(__file__).with_name("budgets.toml").read_text("utf-8"))
"""The budgets of each part, by the name of the measurement."""


class Unmeasurable(Exception):
    """A part cannot be measured here: why."""


class Ratio(NamedTuple):
    """A measurement against what it is compared with, and in words what it was made of."""

    name: str
    value: float
    detail: str


def held(ratio: Ratio, budgets: dict[str, float]) -> bool:
    """Whether a measurement, to the two decimals that are printed, is within its budget, or has none."""
    return round(ratio.value, 2) <= budgets.get(ratio.name, ratio.value + 1)


def table(ratios: Sequence[Ratio], budgets: dict[str, float]) -> str:
    """A line for each measurement."""
    widest = max(len("measurement"), *(len(ratio.name) for ratio in ratios))
    lines = [f"{'measurement':<{widest}}  ratio  budget"]
    for ratio in ratios:
        budget = budgets.get(ratio.name)
        limit, told = ("-", "-") if budget is None else (f"{budget:.2f}", "met" if held(ratio, budgets) else "MISSED")
        lines.append(f"{ratio.name:<{widest}}  {ratio.value:5.2f}  {limit:>6}  {told:<6}  {ratio.detail}".rstrip())
    return "\n".join(lines)
