"""Where, between two numbers, a verdict turns: on the grid of numbers that one digit more would print."""

from collections.abc import Callable
from fractions import Fraction
from math import ceil


def first_change(
    verdict_at: Callable[[Fraction], str],
    printed: Fraction,
    other: Fraction,
    step: Fraction,
    rank: Callable[[str], int],
) -> Fraction:
    """The number nearest to the printed one beside which the verdict is another: the one on the better side."""
    towards = step if other > printed else -step
    here = verdict_at(printed)
    near, far = 0, 1
    last = ceil(abs(other - printed) / step)
    while far < last and verdict_at(printed + far * towards) == here:
        near, far = far, far * 2
    far = min(far, last)
    while far - near > 1:
        middle = (near + far) // 2
        if verdict_at(printed + middle * towards) == here:
            near = middle
        else:
            far = middle
    better = rank(verdict_at(printed + far * towards)) > rank(here)
    return printed + (far if better else near) * towards
