"""The job of `fuling status --format json` in pandas: read two CSV files, judge every target, print JSON.

python with_pandas.py FOLDER
"""

import sys
from pathlib import Path

import pandas as pd

AS_OF = "2026-11-22"
folder = Path(sys.argv[1])
targets = pd.read_csv(folder / "targets.csv")
actuals = pd.read_csv(folder / "actuals.csv", parse_dates=["published"])
key = ["plan", "metric"] if "plan" in targets else ["metric"]

published = actuals[actuals["published"] <= AS_OF].sort_values("published", kind="stable")
series = published.drop_duplicates([*key, "year"], keep="last").sort_values([*key, "year"])
series = series[[*key, "year", "value", "status", "published", "source"]]
latest = series.drop_duplicates(key, keep="last")
found = (
    targets.rename(columns={"value": "goal"})
    .merge(series, left_on=[*key, "base_year"], right_on=[*key, "year"], how="left")
    .merge(latest, on=key, how="left", suffixes=("_base", ""))
)
years = found["year"] - found["base_year"]
found["observed"] = (found["value"] / found["value_base"]) ** (1 / years) - 1
found["required"] = (found["goal"] / found["value_base"]) ** (1 / (found["by"] - found["base_year"])) - 1
found["remaining"] = (found["goal"] / found["value"]) ** (1 / (found["by"] - found["year"])) - 1
found["projected"] = found["value"] * (1 + found["observed"]) ** (found["by"] - found["year"])
found["share_done"] = (found["value"] - found["value_base"]) / (found["goal"] - found["value_base"])
found["ratio"] = found["observed"] / found["required"].abs()
found["band"] = pd.cut(
    found["ratio"],
    [float("-inf"), 0, 0.60, 0.95, float("inf")],
    right=False,
    labels=["deterioration", "limited progress", "acceleration needed", "on track"],
).astype(str)
found.loc[found["value"] >= found["goal"], "band"] = "target achieved"
if key == ["metric"]:
    found.to_json(sys.stdout, orient="records", force_ascii=False, indent=2, date_format="iso")
else:
    counts = found.groupby("plan")["band"].value_counts().unstack(fill_value=0)
    counts["on_track"] = counts.get("on track", 0) + counts.get("target achieved", 0)
    counts["share"] = 1 - counts["on_track"] / found.groupby("plan").size()
    counts.sort_values("share", ascending=False, kind="stable").to_csv(sys.stdout)
