"""`fuling compare` over a plan for every county of a country, against pandas over the same figures as two CSV files."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.generate import COUNTIES
from benchmarks.ratio import Ratio
from benchmarks.running import FULING, generated, peer, run

TIMES = 7


def measured() -> Iterator[Ratio]:
    """The comparison as CSV, against the same counts in pandas and DuckDB."""
    pandas, duckdb = peer("pandas"), peer("duckdb")
    with TemporaryDirectory() as place:
        folder = generated("plans", COUNTIES, Path(place))
        plans = [str(plan) for plan in sorted((folder / "plans").iterdir())]
        base = run(pandas, folder, TIMES)
        compare = run((*FULING, "compare", *plans, "--format", "csv"), folder, TIMES)
        told = f"{compare.seconds:.2f} s; pandas {base.seconds:.2f} s"
        yield Ratio(f"compare, {COUNTIES:,} plans", compare.seconds / base.seconds, told)
        found = run(duckdb, folder, TIMES)
        yield Ratio(f"duckdb, {COUNTIES:,} plans", found.seconds / base.seconds, f"{found.seconds:.2f} s")
