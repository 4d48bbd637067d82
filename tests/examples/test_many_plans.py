"""The job over many plans gives the verdicts that `fuling compare` gives, as Parquet that DuckDB reads."""

import csv
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
JOB = ROOT / "examples" / "many_plans" / "judge_plans.py"
PLANS = 300
DAY = "2026-11-22"

PLAN = """[plan]
id = "plan-{number}"
title = {{ en = "Plan {number}", zh = "计划{number}" }}
area = {{ en = "Area", zh = "地区" }}
base_year = 2020
by = 2030
announced = 2021-01-01
source = "made up"

[[target]]
id = "output"
name = {{ en = "Output", zh = "产值" }}
unit = "亿元"
value = {goal}
"""
ACTUAL = """[[actual]]
metric = "output"
year = {year}
value = {value}
unit = "亿元"
recorded = 2026-01-01T00:00:00Z
"""


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    """Plans of every verdict: the latest figure runs from below the baseline to beyond the target."""
    made = []
    for number in range(PLANS):
        folder = tmp_path / f"{number:03}"
        folder.mkdir()
        (folder / "targets.toml").write_text(PLAN.format(number=number, goal=200), "utf-8")
        figures = [(2020, 100), *([(2025, 80 + number)] if number % 7 else [])]
        text = "\n".join(ACTUAL.format(year=year, value=value) for year, value in figures)
        (folder / "actuals.toml").write_text(text, "utf-8")
        made.append(folder)
    return made


def test_the_job_counts_what_compare_counts(folders: list[Path], tmp_path: Path) -> None:
    pytest.importorskip("dask", reason="needs the extra: examples")
    duckdb = pytest.importorskip("duckdb", reason="needs the extra: examples")
    output = tmp_path / "verdicts"
    subprocess.run([sys.executable, JOB, DAY, output, *folders], check=True, capture_output=True, cwd=ROOT)
    assert len(list(output.iterdir())) == PLANS / 50
    counted: dict[str, Counter[str]] = {}
    for folder, verdict in duckdb.read_parquet(f"{output.as_posix()}/*.parquet").project("folder, verdict").fetchall():
        counted.setdefault(folder, Counter())[verdict] += 1
    compared = subprocess.run(
        [sys.executable, "-m", "fuling_cli", "compare", *folders, "--as-of", DAY, "--format", "csv"],
        check=True,
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
    )
    records = list(csv.DictReader(compared.stdout.splitlines()))
    assert len(records) == PLANS
    assert counted == {record["folder"]: verdicts_of(record) for record in records}
    assert len(sum(counted.values(), Counter())) > 4


def verdicts_of(record: dict[str, str]) -> Counter[str]:
    """The verdicts that a row of `fuling compare` counts, without those that do not occur."""
    counts = {key.removeprefix("counts_"): int(count) for key, count in record.items() if key.startswith("counts_")}
    return +Counter(counts)
