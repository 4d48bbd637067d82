"""Made-up ledgers and plans of any size, the same bytes every time, as TOML for fuling and as CSV for its peers.

    python -m benchmarks.generate ledger 10000 FOLDER
    python -m benchmarks.generate plans 2844 FOLDER

A metric of a ledger has 25 years with up to three vintages each, as Chinese statistics do: the communiqué in
February, the yearbook in September, the verified figure a year and a half later. Entries stand in the order of their
publication, since a ledger is only ever added to.
"""

import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import NamedTuple

AS_OF = date(2026, 11, 22)
BASE_YEAR, BY = 2020, 2030
COUNTIES = 2844
"""Units at county level in China."""
TARGETS_A_PLAN, YEARS_A_PLAN = 6, 10
VINTAGES = (("provisional", 1, 2), ("revised", 1, 9), ("final", 2, 6))
"""Status, and the month and how many years after the year itself it is published."""
ENTRIES_A_METRIC = 25 * len(VINTAGES) - 1


class Row(NamedTuple):
    """One actual of a CSV file, in the columns that `fuling export actuals` writes."""

    metric: str
    year: int
    value: str
    low: str
    high: str
    unit: str
    status: str
    published: str
    source: str
    url: str
    note: str
    recorded: str


class Goal(NamedTuple):
    """One target of a CSV file."""

    id: str
    metric: str
    unit: str
    value: str
    base_year: int
    by: int


def entries(metrics: Sequence[str], years: Iterable[int]) -> Iterator[Row]:
    """Every vintage of some metrics that is published by AS_OF, in the order of publication."""
    chance = {metric: Random(metric) for metric in metrics}
    paths = {metric: (chance[metric].uniform(50, 5000), chance[metric].uniform(0.97, 1.12)) for metric in metrics}
    found: list[tuple[str, int, Row]] = []
    for year in years:
        for status, later, month in VINTAGES:
            for place, metric in enumerate(metrics):
                start, growth = paths[metric]
                value = start * growth ** (year - BASE_YEAR) * chance[metric].uniform(0.98, 1.02)
                day = f"{year + later}-{month:02d}-{1 + place % 28:02d}"
                row = Row(
                    metric=metric,
                    year=year,
                    value=f"{value:.2f}",
                    low="",
                    high="",
                    unit="亿元",
                    status=status,
                    published=day,
                    source=f"{year}年统计资料（虚构），第{1 + place % 60}表",
                    url=f"https://example.org/{year}/{1 + place % 60}",
                    note="初步核算数" if place % 10 == 0 else "",
                    recorded=f"{day}T08:{place // 60 % 60:02d}:{place % 60:02d}Z",
                )
                if day <= AS_OF.isoformat():
                    found.append((day, place, row))
    yield from (row for _, _, row in sorted(found))


def goals(metrics: Sequence[str]) -> Iterator[Goal]:
    """A target for each metric: a growth between 3 and 8 % a year from a baseline of about its own size."""
    for metric in metrics:
        start = Random(metric).uniform(50, 5000)
        growth = Random(f"goal of {metric}").uniform(1.03, 1.08)
        yield Goal(metric, metric, "亿元", f"{start * growth ** (BY - BASE_YEAR):.0f}", BASE_YEAR, BY)


def plan_toml(name: str, targets: Iterable[Goal]) -> str:
    """The targets as targets.toml."""
    lines = [
        "[plan]",
        f'id = "{name}"',
        f'title = {{ en = "Made-up plan {name}", zh = "虚构规划{name}" }}',
        f'area = {{ en = "Made-up county {name}", zh = "虚构县{name}" }}',
        f"base_year = {BASE_YEAR}",
        f"by = {BY}",
        "announced = 2021-03-01",
        'source = "made up, to measure with"',
    ]
    for goal in targets:
        lines += [
            "",
            "[[target]]",
            f'id = "{goal.id}"',
            f'name = {{ en = "Indicator {goal.id}", zh = "指标{goal.id}" }}',
            f'metric = "{goal.metric}"',
            f'unit = "{goal.unit}"',
            f"value = {goal.value}",
        ]
    return "\n".join(lines) + "\n"


def ledger_toml(rows: Iterable[Row]) -> str:
    """The actuals as actuals.toml, the bytes that `fuling record` writes."""
    return "".join(map(_block, rows))


def _block(row: Row) -> str:
    note = f'note = "{row.note}"\n' if row.note else ""
    return (
        f'\n[[actual]]\nmetric = "{row.metric}"\nyear = {row.year}\nvalue = {row.value}\nunit = "{row.unit}"\n'
        f'status = "{row.status}"\npublished = {row.published}\nsource = "{row.source}"\nurl = "{row.url}"\n'
        f"{note}recorded = {row.recorded}\n"
    )


def write_ledger(folder: Path, count: int) -> Path:
    """A plan and a ledger of so many actuals, as TOML and as CSV; every metric has a target."""
    metrics = [f"metric-{number}" for number in range(-(-count // ENTRIES_A_METRIC))]
    rows = list(entries(metrics, range(2001, 2026)))[-count:]
    targets = list(goals(metrics))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "targets.toml").write_text(plan_toml("measured", targets), "utf-8")
    (folder / "actuals.toml").write_text(ledger_toml(rows), "utf-8")
    _write_csv(folder / "targets.csv", Goal._fields, targets)
    _write_csv(folder / "actuals.csv", Row._fields, rows)
    return folder


def write_plans(folder: Path, count: int = COUNTIES) -> Path:
    """So many plans, a folder each below ``plans``, and all of them once more as two CSV files."""
    targets: list[tuple[str | int, ...]] = []
    actuals: list[tuple[str | int, ...]] = []
    for number in range(count):
        name = f"county-{number:04d}"
        metrics = [f"{name}-{place}" for place in range(TARGETS_A_PLAN)]
        rows = [row for row in entries(metrics, range(2026 - YEARS_A_PLAN, 2026)) if row.status == "provisional"]
        own = folder / "plans" / name
        own.mkdir(parents=True, exist_ok=True)
        (own / "targets.toml").write_text(plan_toml(name, goals(metrics)), "utf-8")
        (own / "actuals.toml").write_text(ledger_toml(rows), "utf-8")
        targets += [(name, *goal) for goal in goals(metrics)]
        actuals += [(name, *row) for row in rows]
    _write_csv(folder / "targets.csv", ("plan", *Goal._fields), targets)
    _write_csv(folder / "actuals.csv", ("plan", *Row._fields), actuals)
    return folder


def _write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


if __name__ == "__main__":
    {"ledger": write_ledger, "plans": write_plans}[sys.argv[1]](Path(sys.argv[3]), int(sys.argv[2]))
