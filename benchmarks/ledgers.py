"""Ledgers of up to 200,000 actuals, near the largest that is read, against pandas, Polars and DuckDB."""

from collections.abc import Iterator
from math import log
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.ratio import Ratio
from benchmarks.running import FULING, Run, generated, peer, run
from benchmarks.startup import DATA

SIZES = (1_000, 10_000, 100_000, 200_000)
TIMES = 5
LARGEST_MEMORY = 320 << 20
STATUS = (*FULING, "--data-dir", ".", "status", "--format", "json")
RECORD = (*FULING, "--data-dir", ".", "record", "metric-0", "2025", "1234.5", "--source", "x", "--revise", "--force")


def measured() -> Iterator[Ratio]:
    """`status --format json` against pandas at each size, the peers beside it, `record` against `status`.

    The smallest ledger is also compared with the plan that ships.
    """
    pandas, others = peer("pandas"), {name: peer(name) for name in ("polars", "duckdb")}
    seconds: dict[int, float] = {}
    with TemporaryDirectory() as place:
        for size in SIZES:
            folder = generated("ledger", size, Path(place) / str(size))
            base, status = run(pandas, folder, TIMES), run(STATUS, folder, TIMES)
            described = f"{_cost(status)}; pandas {_cost(base)}"
            yield Ratio(f"status, {size:,} actuals", status.seconds / base.seconds, described)
            if size == SIZES[0]:
                shipped = run(STATUS, DATA, TIMES)
                yield Ratio("1,000 actuals against the shipped plan", status.seconds / shipped.seconds, _cost(shipped))
            if size == 100_000:
                yield Ratio("status, 100,000 actuals, of 320 MB", status.memory / LARGEST_MEMORY, _cost(status))
            for name, command in others.items():
                found = run(command, folder, TIMES)
                yield Ratio(f"{name}, {size:,} actuals", found.seconds / base.seconds, _cost(found))
            record = run(RECORD, folder, TIMES)
            yield Ratio(f"record against status, {size:,} actuals", record.seconds / status.seconds, _cost(record))
            seconds[size] = status.seconds
    first, last = SIZES[-2], SIZES[-1]
    yield Ratio(
        "growth exponent to 200,000", log(seconds[last] / seconds[first]) / log(last / first), "of time by size"
    )


def _cost(found: Run) -> str:
    return f"{found.seconds:.2f} s, {found.memory >> 20} MB"
