"""The job of `fuling status --format json` in Polars: read two CSV files, judge every target, print JSON.

python with_polars.py FOLDER
"""

import sys
from datetime import date
from pathlib import Path

import polars as pl

AS_OF = date(2026, 11, 22)
folder = Path(sys.argv[1])
targets = pl.scan_csv(folder / "targets.csv").rename({"value": "goal"})
actuals = pl.scan_csv(folder / "actuals.csv", try_parse_dates=True)
key = [name for name in ("plan", "metric") if name in targets.collect_schema()]

series = (
    actuals.filter(pl.col("published") <= AS_OF)
    .select(*key, "year", "value", "status", "published", "source")
    .sort("published", maintain_order=True)
    .unique([*key, "year"], keep="last", maintain_order=True)
)
latest = series.sort("year", maintain_order=True).unique(key, keep="last", maintain_order=True)
years, all_years = pl.col("year") - pl.col("base_year"), pl.col("by") - pl.col("base_year")
found = (
    targets.join(series, left_on=[*key, "base_year"], right_on=[*key, "year"], how="left")
    .rename({name: f"{name}_base" for name in ("value", "status", "published", "source")})
    .join(latest, on=key, how="left")
    .with_columns(
        observed=(pl.col("value") / pl.col("value_base")) ** (1 / years) - 1,
        required=(pl.col("goal") / pl.col("value_base")) ** (1 / all_years) - 1,
        remaining=(pl.col("goal") / pl.col("value")) ** (1 / (pl.col("by") - pl.col("year"))) - 1,
        share_done=(pl.col("value") - pl.col("value_base")) / (pl.col("goal") - pl.col("value_base")),
    )
    .with_columns(
        ratio=pl.col("observed") / pl.col("required").abs(),
        projected=pl.col("value") * (1 + pl.col("observed")) ** (pl.col("by") - pl.col("year")),
    )
    .with_columns(
        band=pl.when(pl.col("value") >= pl.col("goal"))
        .then(pl.lit("target achieved"))
        .when(pl.col("ratio") >= 0.95)
        .then(pl.lit("on track"))
        .when(pl.col("ratio") >= 0.60)
        .then(pl.lit("acceleration needed"))
        .when(pl.col("ratio") >= 0)
        .then(pl.lit("limited progress"))
        .otherwise(pl.lit("deterioration"))
    )
)
if key == ["metric"]:
    print(found.collect().write_json())
else:
    counted = found.group_by("plan", maintain_order=True).agg(
        pl.len().alias("targets"),
        pl.col("band").is_in(["on track", "target achieved"]).sum().alias("on_track"),
    )
    share = 1 - pl.col("on_track") / pl.col("targets")
    print(counted.with_columns(share=share).sort("share", descending=True).collect().write_csv())
