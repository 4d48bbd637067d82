"""Kinds of target beyond one number at one date (spec.md section 2), drawn: each is a part for `targets`."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st

from tests.oracle.drawn import (
    METHODS,
    Course,
    Draw,
    Row,
    chance,
    comparators,
    courses,
    multiple_target,
    optional,
    plans,
    printed,
    targets,
    value_target,
)


def growth_target(draw: Draw, course: Course) -> Row:
    """The target "average growth of at least 6.5 % a year from base year to deadline"."""
    del course
    rate = draw(st.integers(-60, 150))
    return {"growth": printed(rate, 1)} | draw(comparators("up" if rate > 0 else "down"))


def range_target(draw: Draw, course: Course) -> Row:
    """The target "stay in, or reach, a range"."""
    reach = abs(course.start) // 4 + 2
    low = course.start + draw(st.integers(-2 * reach, 2 * reach))
    high = low + draw(st.integers(1, reach))
    return {"value": {"from": printed(low, course.places), "to": printed(high, course.places)}}


def yearly_target(draw: Draw, course: Course) -> Row:
    """A target that "must hold in each year"."""
    near = st.sampled_from([course.start, *course.values.values()])
    number = draw(near) + draw(st.integers(-3, 3))
    return {"every_year": True, "value": printed(number, course.places)} | draw(comparators())


def direction_target(draw: Draw, course: Course) -> Row:
    """The target "a direction without a number": method `trend`, with a natural limit now and then."""
    row: Row = {"direction": draw(st.sampled_from(("up", "down")))}
    if course.start > 0 and draw(chance(0.5)):
        row["limit"] = printed(
            max(1, course.start * draw(st.sampled_from((40, 60, 100, 101, 120, 300))) // 100), course.places
        )
    return row


def limited_target(draw: Draw, course: Course) -> Row:
    """A number to reach below "a natural limit of the metric"."""
    row = value_target(draw, course)
    highest = max([course.start, int(row["value"].scaleb(course.places)), *course.values.values()])
    return row | {"limit": printed(max(highest, 1) + draw(st.integers(0, 1 + abs(highest) // 4)), course.places)}


def broken_target(draw: Draw, course: Course) -> Row:
    """A number to reach in a series with a break: "earlier figures are never computed with"."""
    return value_target(draw, course) | {"comparable_from": course.base_year + draw(st.integers(-4, 3))}


def chained_target(draw: Draw, course: Course) -> Row:
    """A ledger of "yearly growth rates in %", chained to an index."""
    return {"figures": "growth"} | draw(st.sampled_from((growth_target, multiple_target)))(draw, course)


def flow_target(draw: Draw, course: Course) -> Row:
    """A ledger of "yearly amounts that add up over the period"."""
    total = sum(value for year, value in course.values.items() if year > course.base_year)
    number = (total + course.start) * draw(st.integers(50, 200)) // 100
    return {"figures": "flow", "value": printed(number, course.places)} | draw(comparators("up"))


@st.composite
def rates(draw: Draw) -> Course:
    """Yearly growth rates in %, now and then with a year missing."""
    course = draw(courses())
    values = {year: draw(st.integers(-40, 130)) for year in range(course.base_year, course.base_year + 9)}
    if draw(chance(0.3)):
        del values[draw(st.sampled_from(sorted(values)))]
    return replace(course, unit="%", power=0, family={"%": 0}, places=1, values=values)


@st.composite
def changed(draw: Draw) -> tuple[Row, list[Row]]:
    """A target that "was changed": since a day another number stands in its place; see `changes`."""
    target, entries = draw(targets((value_target,)))
    return target | draw(optional("since", st.dates(date(2021, 1, 1), date(2030, 1, 1)), 1.0)), entries


KINDS: Mapping[str, st.SearchStrategy[Any]] = MappingProxyType(
    {
        "growth": plans(targets((growth_target,))),
        "range": plans(targets((range_target,))),
        "every_year": plans(targets((yearly_target,))),
        "trend": plans(targets((direction_target,), methods=())),
        "limit": plans(targets((limited_target,))),
        "comparable_from": plans(targets((broken_target,))),
        "figures-growth": plans(targets((chained_target,), rates())),
        "figures-flow": plans(targets((flow_target,), methods=("path", "cagr"))),
        "since": plans(changed()),
        "announced": plans(targets(), early=True),
        "all": plans(
            targets((growth_target, range_target, yearly_target, limited_target, broken_target), methods=METHODS)
        ),
    }
)
"""Plans of each kind; every other part of a plan is drawn as usual."""
