"""Plans and ledgers as people write them, drawn at random: the parts can be put together in any way.

A part is a strategy for a table, or a change to one: `plans` takes a strategy of targets with their entries, `targets`
one of each of its parts.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, TypeAlias

from hypothesis import strategies as st

Draw: TypeAlias = st.DrawFn
Row: TypeAlias = dict[str, Any]

BASE_YEAR = 2020
ANNOUNCED = date(2020, 3, 6)
METHODS = ("cagr", "linear", "path", "projection")
UP, DOWN = ("least", "more"), ("most", "less")
UNITS: Sequence[Mapping[str, int]] = (
    {"亿元": 8, "万元": 4, "bn yuan": 9, "百万元": 6},
    {"万吨": 4, "吨": 0, "tonnes": 0},
    {"%": 0},
)
"""Units of the same thing, and their powers of ten."""
DAYS = st.sampled_from(((1, 1), (3, 20), (6, 30), (7, 1), (11, 22), (12, 31)))
"""Months and days, with those on which deadlines and stale figures turn."""


@dataclass(frozen=True)
class Drawn:
    """A plan and a ledger as text, the day of judgement, and the method that was typed, if any."""

    targets: str
    actuals: str
    as_of: date
    method: str | None


@st.composite
def plans(draw: Draw, rows: st.SearchStrategy[tuple[Row, list[Row]]], *, most: int = 3, early: bool = False) -> Drawn:
    """A plan of one target or more with their entries, and a day on which it is judged, ``early`` also before it."""
    made = draw(st.lists(rows, min_size=1, max_size=most))
    head: Row = {
        "id": "drawn",
        "title": {"en": "A drawn plan", "zh": "随机规划"},
        "area": {"en": "Nowhere", "zh": "某地"},
        "base_year": BASE_YEAR,
        "by": draw(st.integers(2022, 2032)),
        "announced": ANNOUNCED,
        "source": "drawn",
    }
    head |= draw(optional("method", st.sampled_from(METHODS), 0.3))
    blocks, entries = [table("[plan]", head)], []
    for place, (target, its_entries) in enumerate(made):
        metric = f"m{place}"
        blocks.append(table("[[target]]", {"id": metric, "name": {"en": metric, "zh": "指标"}} | target))
        entries += [entry | {"metric": metric} for entry in its_entries]
    method = draw(st.one_of(st.none(), st.none(), st.none(), st.sampled_from(METHODS)))
    first = date(2019, 1, 1) if early else ANNOUNCED
    last = max([BASE_YEAR, *(entry["year"] for entry in entries)])
    soon = st.builds(lambda later, day: date(last + later, *day), st.integers(1, 2), DAYS)
    as_of = draw(st.one_of(soon, soon, st.dates(first, date(2034, 12, 31))))
    return Drawn("\n".join(blocks), draw(ledgers(entries)), as_of, method)


@st.composite
def ledgers(draw: Draw, entries: list[Row]) -> str:
    """A ledger: the entries in some order, moments of recording that rise, and now and then one that is withdrawn."""
    shuffled = draw(st.permutations(entries)) if draw(chance(0.2)) else entries
    moment = datetime(2021, 1, 1, tzinfo=UTC)
    blocks = []
    for entry in shuffled:
        day = entry["published"]
        moment = max(moment + timedelta(seconds=1), datetime(day.year, day.month, day.day, 8, tzinfo=UTC))
        row = {key: value for key, value in entry.items() if key != "dated"} | {"recorded": moment}
        if not entry["dated"]:
            del row["published"]
        blocks.append(table("[[actual]]", row))
        if draw(chance(0.03)):
            taken = {"metric": entry["metric"], "year": entry["year"], "entry": moment}
            blocks.append(table("[[withdrawal]]", taken | {"recorded": moment}))
    return "\n".join(["# Figures that nobody published.", *blocks])


@st.composite
def targets(
    draw: Draw,
    kinds: Sequence[Callable[[Draw, "Course"], Row]] | None = None,
    courses_of: st.SearchStrategy["Course"] | None = None,
    methods: Sequence[str] = METHODS,
) -> tuple[Row, list[Row]]:
    """A target with its entries: the course of its metric, and one of some kinds of number to reach."""
    course = draw(courses_of if courses_of is not None else courses())
    target = draw(st.sampled_from(kinds or USUAL))(draw, course) | {"unit": course.unit}
    if methods:
        target |= draw(optional("method", st.sampled_from(methods), 0.6))
    last = max([course.base_year, *course.values])
    soon, any_year = st.integers(last + 1, last + 8), st.integers(course.base_year + 1, 2033)
    undated = any_year if "growth" in target else st.just("undated")
    target |= draw(optional("by", st.one_of(soon, soon, soon, any_year, undated), 0.9))
    if course.base_year != BASE_YEAR:
        target["base_year"] = course.base_year
    if target.get("figures", "level") != "level" or not {"value", "multiple"} & target.keys():
        return target, draw(all_vintages(course))
    if course.places == 0 and draw(chance(0.3)) and whole(target):
        target["whole"] = True
    if draw(chance(0.1)):
        target["baseline"] = printed(course.start + draw(st.integers(-3, 3)), course.places)
    return target, draw(all_vintages(course))


@dataclass(frozen=True)
class Course:
    """A metric over the years: numbers without their decimal point, of which so many digits are decimals."""

    unit: str
    power: int
    family: Mapping[str, int]
    places: int
    base_year: int
    start: int
    values: Mapping[int, int]


@st.composite
def courses(draw: Draw) -> Course:
    """Years that rise, fall or stand still, with gaps; now and then near zero, or below."""
    family = draw(st.sampled_from(UNITS))
    unit, power = draw(st.sampled_from(sorted(family.items())))
    base_year = draw(st.sampled_from((BASE_YEAR, BASE_YEAR, BASE_YEAR, 2018, 2021)))
    signed = draw(chance(0.1))
    held = draw(st.integers(-20, 20) if signed else st.integers(10, 3000))
    trend = draw(st.integers(-8, 12))
    values, start = {}, held
    first = base_year - draw(st.sampled_from((0, 0, 3, 6)))
    for year in range(first, base_year + draw(st.integers(0, 12)) + 1):
        if year == base_year:
            start = held
        if draw(chance(0.9 if year == base_year else 0.8)):
            values[year] = held
        held += draw(st.integers(-3, 4)) if signed else held * (trend + draw(st.integers(-5, 5))) // 100
    places = draw(st.sampled_from((0, 0, 1, 2)))
    return Course(unit, power, family, places, base_year, start, values)


def value_target(draw: Draw, course: Course) -> Row:
    """A number to reach: some way off, at the baseline or at a figure, or nothing at all; mostly the right way off."""
    near = [course.start, 0, *course.values.values()]
    far = st.integers(-60, 150).map(lambda percent: course.start + abs(course.start) * percent // 100)
    number = draw(st.one_of(far, far, far, st.sampled_from(near)))
    right_way = "up" if number > course.start else "down"
    way = draw(comparators(right_way) if draw(chance(0.8)) else comparators())
    return {"value": printed(number, course.places)} | way


def multiple_target(draw: Draw, course: Course) -> Row:
    """So many times the baseline."""
    times = Decimal(draw(st.sampled_from(("0.5", "1", "1.5", "2", "3"))))
    right_way = "up" if (times > 1) == (course.start > 0) else "down"
    return {"multiple": times} | draw(comparators(right_way) if draw(chance(0.8)) else comparators())


USUAL = (value_target, value_target, multiple_target)


@cache
def comparators(way: str | None = None) -> st.SearchStrategy[Row]:
    """A direction, a comparator, both or neither, for a way or for any."""
    ups = [{}, {"direction": "up"}, *({"at": at} for at in UP), *({"at": at, "direction": "up"} for at in UP)]
    downs = [{"direction": "down"}, *({"at": at} for at in DOWN), *({"at": at, "direction": "down"} for at in DOWN)]
    return st.sampled_from({"up": ups, "down": downs}.get(way or "", ups + downs))


def whole(target: Row) -> bool:
    """Whether a number to reach may be declared a whole one."""
    value = target.get("value", Decimal(0))
    return isinstance(value, Decimal) and value % 1 == 0


@st.composite
def all_vintages(draw: Draw, course: Course) -> list[Row]:
    """The entries of a course: mostly exact, mostly one a year, in any unit of the family."""
    entries = []
    for year, value in course.values.items():
        day = date(year + 1, draw(st.integers(1, 12)), 15)
        for revised in range(draw(st.sampled_from((1, 1, 1, 1, 2)))):
            number = value + (draw(st.integers(-5, 5)) if revised else 0)
            shape = draw(shapes(number, 0.6 if year == max(course.values) else 0.9))
            unit, power = course.unit, course.power
            if draw(chance(0.2)):
                unit, power = draw(st.sampled_from(sorted(course.family.items())))
            ends = {end: printed(n, course.places, course.power - power) for end, n in shape.items()}
            dated = draw(chance(0.9))
            entries.append({"year": year, "unit": unit, "published": day, "dated": dated} | ends)
            day += timedelta(days=draw(st.integers(0, 500)))
    return entries


@cache
@st.composite
def shapes(draw: Draw, value: int, exactness: float) -> dict[str, int]:
    """A figure: exact, at least, at most, or a range."""
    if draw(chance(exactness)):
        return {"value": value}
    reach = draw(st.integers(1, 1 + abs(value) // 5))
    return draw(
        st.sampled_from(({"low": value}, {"low": value}, {"high": value}, {"low": value, "high": value + reach}))
    )


@st.composite
def at_thresholds(draw: Draw) -> tuple[Row, list[Row]]:
    """Figures that lie exactly on the threshold of a method, or one unit of the last digit beside it."""
    method, goal, years, values = draw(st.sampled_from(ON_THRESHOLDS))
    latest = max(values)
    last_digit = Decimal(1).scaleb(-len(values[latest].partition(".")[2]))
    values = values | {latest: str(Decimal(values[latest]) + draw(st.integers(-1, 1)) * last_digit)}
    down = Decimal(goal) < Decimal(values[BASE_YEAR])
    target = {"value": Decimal(goal), "by": BASE_YEAR + years, "unit": "亿元", "method": method}
    entries = [
        {"year": year, "unit": "亿元", "published": date(year + 1, 1, 15), "dated": True, "value": Decimal(value)}
        for year, value in values.items()
    ]
    return target | ({"direction": "down"} if down else {}), entries


def _line(first: int, change: int, years: int = 5) -> dict[int, str]:
    return {BASE_YEAR + year: str(first + change * year) for year in range(years + 1)}


ON_THRESHOLDS = (
    ("cagr", "161.051", 5, {2020: "100", 2022: "119.9025"}),  # 9.5 % of 10 %
    ("cagr", "161.051", 5, {2020: "100", 2022: "112.36"}),  # 6 %
    ("cagr", "161.051", 5, {2020: "100", 2022: "100"}),
    ("cagr", "59.049", 5, {2020: "100", 2022: "81.9025"}),  # -9.5 % of -10 %
    ("cagr", "59.049", 5, {2020: "100", 2023: "83.0584"}),  # -6 %
    ("path", "161.051", 5, {2020: "100", 2022: "121"}),
    ("path", "400", 4, {2020: "100", 2022: "200"}),
    ("path", "59.049", 5, {2020: "100", 2022: "81"}),
    ("projection", "880", 2, {2020: "100", 2021: "290"}),  # 741 of 780
    ("projection", "310", 2, {2020: "100", 2021: "110"}),  # 21 of 210
    ("linear", "295", 10, _line(100, 19)),  # 95 of 100
    ("linear", "190", 10, _line(100, 8)),  # 40 of 50
    ("linear", "10", 10, _line(100, -8)),
)
"""A method, the number to reach, the years to the deadline, and figures that lie on one of its thresholds."""


def printed(number: int, places: int, shift: int = 0) -> Decimal:
    """A number with its decimals, in a unit that is so many powers of ten smaller."""
    return Decimal(number).scaleb(shift - places)


@cache
def chance(of: float) -> st.SearchStrategy[bool]:
    """True about so often."""
    return st.integers(0, 99).map(lambda number: number >= 100 - round(of * 100))


def optional(key: str, value: st.SearchStrategy[Any], of: float) -> st.SearchStrategy[Row]:
    """A row with a key about so often, else an empty one."""
    return chance(of).flatmap(lambda given: value.map(lambda drawn: {key: drawn}) if given else st.just({}))


def table(heading: str, row: Mapping[str, Any]) -> str:
    """A table of TOML."""
    return "\n".join([heading, *(f"{key} = {_written(value)}" for key, value in row.items())]) + "\n"


def _written(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value:f}"
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case date() | int():
            return str(value)
        case Mapping():
            return "{ " + ", ".join(f"{key} = {_written(inner)}" for key, inner in value.items()) + " }"
        case _:
            return f'"{value}"'
