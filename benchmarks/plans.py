"""`fuling compare` over a plan for every county of a country, against pandas over the same figures as two CSV files."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.generate import COUNTIES, write_plans
from benchmarks.ratio import Ratio
from benchmarks.running import FULING, peer, run


def measured() -> Iterator[Ratio]:
    """The comparison as CSV, against the same counts in pandas and DuckDB."""
    pandas, duckdb = peer("pandas"), peer("duckdb")
    with TemporaryDirectory() as place:
        folder = write_plans(Path(place))
        plans = [str(plan) for plan in sorted((folder / "plans").iterdir())]
        base = run(pandas, folder)
        compare = run((*FULING, "compare", *plans, "--format", "csv"), folder)
        told = f"{compare.seconds:.2f} s; pandas {base.seconds:.2f} s"
        yield Ratio(f"compare, {COUNTIES:,} plans", compare.seconds / base.seconds, told)
        found = run(duckdb, folder)
        yield Ratio(f"duckdb, {COUNTIES:,} plans", found.seconds / base.seconds, f"{found.seconds:.2f} s")
