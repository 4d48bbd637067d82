"""The job of `fuling status --format json` in DuckDB: read two CSV files, judge every target, print JSON.

python with_duckdb.py FOLDER
"""

import sys
from pathlib import Path

import duckdb

AS_OF = "2026-11-22"
FOUND = """
with series as (
    select {key}, year, value, status, published, source from '{folder}/actuals.csv'
    where published <= date '{as_of}'
    qualify row_number() over (partition by {key}, year order by published desc) = 1
),
latest as (select * from series qualify row_number() over (partition by {key} order by year desc) = 1),
known as (
    select target.* exclude (value), target.value as goal, base.value as value_base, base.source as source_base,
        latest.year, latest.value, latest.status, latest.published, latest.source,
        latest.year - base_year as years, "by" - base_year as all_years, "by" - latest.year as left_years
    from '{folder}/targets.csv' as target
    left join series as base on {same_base} and base.year = target.base_year
    left join latest on {same_latest}
),
paced as (
    select *, (value / value_base) ^ (1.0 / years) - 1 as observed,
        (goal / value_base) ^ (1.0 / all_years) - 1 as required,
        (goal / value) ^ (1.0 / left_years) - 1 as remaining,
        (value - value_base) / (goal - value_base) as share_done
    from known
),
judged as (
    select *, value * (1 + observed) ^ left_years as projected, observed / abs(required) as ratio,
        case when value >= goal then 'target achieved' when ratio >= 0.95 then 'on track'
            when ratio >= 0.60 then 'acceleration needed' when ratio >= 0 then 'limited progress'
            else 'deterioration' end as band
    from paced
)
"""
ONE = "select json_group_array(to_json(judged)) from judged"
MANY = """
select plan, count(*) as targets, count(*) filter (band in ('on track', 'target achieved')) as on_track,
    1 - on_track / targets as share
from judged group by plan order by share desc, plan
"""
folder = Path(sys.argv[1])
key = [word for word in ("plan", "metric") if word in (folder / "targets.csv").open(encoding="utf-8").readline()]
query = FOUND.format(
    folder=folder,
    as_of=AS_OF,
    key=", ".join(key),
    same_base=" and ".join(f"base.{word} = target.{word}" for word in key),
    same_latest=" and ".join(f"latest.{word} = target.{word}" for word in key),
)
rows = duckdb.execute(query + (ONE if key == ["metric"] else MANY)).fetchall()
print("\n".join(",".join(map(str, row)) for row in rows))
