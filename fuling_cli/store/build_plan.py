"""The plan that the tables of targets.toml make, once they are valid."""

from fuling_cli.core.target import HEADLINE, Plan, Target
from fuling_cli.language import Bilingual
from fuling_cli.store.plan_tables import DIRECTION_OF, UNDATED, NameTable, PlanTable, PlanTables, TargetTable


def plan_from_tables(tables: PlanTables) -> Plan:
    """The plan that valid tables make, its targets in their order."""
    table = tables["plan"]
    return Plan(
        id=table["id"],
        title=Bilingual(**table["title"]),
        area=Bilingual(**table["area"]),
        base_year=table["base_year"],
        by=table["by"],
        announced=table["announced"],
        source=_words(table["source"]),
        method=table.get("method"),
        targets=tuple(_target(row, table) for row in tables.get("target", [])),
    )


def _target(row: TargetTable, plan: PlanTable) -> Target:
    by = row.get("by", plan["by"])
    direction = row.get("direction", DIRECTION_OF[row.get("at", "least")])
    value, note, short = row.get("value"), row.get("note"), row.get("short")
    return Target(
        id=row["id"],
        metric=row.get("metric", row["id"]),
        name=Bilingual(**row["name"]),
        unit=row.get("unit", ""),
        base_year=row.get("base_year", plan["base_year"]),
        by=None if by == UNDATED else by,
        direction=direction,
        directed="direction" in row,
        at=row.get("at", "least" if direction == "up" else "most"),
        value=None if isinstance(value, dict) else value,
        value_range=(value["from"], value["to"]) if isinstance(value, dict) else None,
        multiple=row.get("multiple"),
        growth=row.get("growth"),
        figures=row.get("figures", "level"),
        every_year=row.get("every_year", False),
        limit=row.get("limit"),
        comparable_from=row.get("comparable_from"),
        baseline=row.get("baseline"),
        whole=row.get("whole", False),
        group=row.get("group", HEADLINE),
        method=row.get("method"),
        note=None if note is None else _words(note),
        short=None if short is None else Bilingual(**short),
        aliases=tuple(row.get("aliases", [])),
        binding=row.get("binding"),
        prices=row.get("prices"),
        since=row.get("since"),
        replaces=row.get("replaces"),
    )


def _words(text: str | NameTable) -> Bilingual | str:
    """A text as its author wrote it: in one language, or in both."""
    return text if isinstance(text, str) else Bilingual(**text)
