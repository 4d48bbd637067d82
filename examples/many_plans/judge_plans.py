"""Judge many plans as one job: ``python judge_plans.py 2026-11-22 verdicts FOLDER...`` writes Parquet files.

Each folder holds a plan's targets.toml and actuals.toml. The job runs on the cores of this machine; on a cluster, start
a `dask.distributed.Client` first and let the folders and ``verdicts`` lie on storage that every worker can reach.
"""

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from dask.base import compute
from dask.delayed import delayed

from fuling_cli import assess, load_ledger, load_plan

PLANS_A_TASK = 50
COLUMNS = pa.schema([(name, pa.string()) for name in ("folder", "plan", "target", "group", "verdict", "band")])


def judge_folder(folder: Path, as_of: date) -> list[dict[str, str | None]]:
    """One row a target of the plan in a folder; raises FulingError for files that are not valid."""
    plan, ledger = load_plan(folder / "targets.toml"), load_ledger(folder / "actuals.toml")
    return [
        {
            "folder": str(folder),
            "plan": plan.id,
            "target": found.target.id,
            "group": found.target.group,
            "verdict": str(found.verdict),
            "band": found.judgement.band,
        }
        for found in assess(plan, ledger, as_of=as_of)
    ]


def judge_batch(folders: Iterable[Path], as_of: date, part: Path) -> str:
    """Judge some folders and write their rows as one Parquet file; returns its path."""
    rows = [row for folder in folders for row in judge_folder(folder, as_of)]
    pq.write_table(pa.Table.from_pylist(rows, COLUMNS), part)
    return str(part)


def judge_plans(folders: list[Path], as_of: date, output: Path) -> list[str]:
    """Judge every folder, one Parquet file for each `PLANS_A_TASK` of them in ``output``; returns the files."""
    output.mkdir(parents=True, exist_ok=True)
    starts = range(0, len(folders), PLANS_A_TASK)
    tasks = [
        delayed(judge_batch)(folders[start : start + PLANS_A_TASK], as_of, output / f"part-{start:06}.parquet")
        for start in starts
    ]
    return list(compute(*tasks, scheduler="processes"))


if __name__ == "__main__":
    day, output, *folders = sys.argv[1:]
    print(*judge_plans([Path(folder) for folder in folders], date.fromisoformat(day), Path(output)), sep="\n")
