"""The scorecard: one row a target, what `fuling status` shows and exports."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from fuling_cli.core.assessment import Assessment
from fuling_cli.core.figure import Figure
from fuling_cli.core.ledger import STATUSES
from fuling_cli.core.paths import path_values
from fuling_cli.core.standing import Standing
from fuling_cli.core.target import COMPARATORS, DIRECTIONS, Plan
from fuling_cli.core.verdict import Flag, Verdict
from fuling_cli.language import Message, Sentences, message, spoken
from fuling_cli.tables.sketch import Heights, together
from fuling_cli.tables.table import AS_OF, Cell, Column, Kind, Schema, Table, significant

MOST_YEARS = 12
COLUMNS = (
    Column("name", Kind.NAME, always=True),
    Column("id", Kind.TEXT, under="name", always=True),
    Column("metric", Kind.TEXT, shown=False, always=True),
    Column("group", Kind.TEXT, shown=False, always=True),
    Column("unit", Kind.TEXT, under="name"),
    Column("direction", Kind.TEXT, shown=False, always=True, choices=DIRECTIONS),
    Column("method", Kind.TEXT, shown=False, always=True),
    Column("target.value", Kind.NUMBER, shown=False),
    Column("target.at", Kind.TEXT, shown=False, always=True, choices=COMPARATORS),
    Column("target.multiple", Kind.NUMBER, shown=False),
    Column("baseline", Kind.FIGURE),
    Column("baseline.year", Kind.YEAR, under="baseline"),
    Column("baseline.source", Kind.TEXT, shown=False),
    Column("latest", Kind.FIGURE),
    Column("latest.year", Kind.YEAR, under="latest"),
    Column("latest.status", Kind.TEXT, shown=False, choices=STATUSES),
    Column("latest.published", Kind.DAY, shown=False),
    Column("latest.source", Kind.TEXT, shown=False),
    Column("goal", Kind.FIGURE),
    Column("target.by", Kind.YEAR, under="goal"),
    Column("share_done", Kind.SHARE, under="latest"),
    Column("planned_growth", Kind.GROWTH),
    Column("observed_growth", Kind.GROWTH, under="planned_growth"),
    Column("remaining_growth", Kind.GROWTH, under="planned_growth"),
    Column("ratio", Kind.RATIO, shown=False),
    Column("trajectory", Kind.DERIVED, shown=False),
    Column("gap", Kind.DERIVED, shown=False),
    Column("projected", Kind.DERIVED, under="goal"),
    Column("reached_in", Kind.YEAR, shown=False),
    Column("verdict", Kind.VERDICT, always=True),
    Column("actual_values", Kind.SPARK, written=False, extra=True),
    Column("planned_values", Kind.SPARK, written=False, extra=True, under="actual_values"),
    Column("progress", Kind.METER, written=False, extra=True, under="actual_values"),
    Column("on_track", Kind.FLAG, shown=False),
    Column("band", Kind.TEXT, shown=False),
    Column("between", Kind.LIST, shown=False, choices=(*Verdict,)),
    Column("turns_at", Kind.NUMBER, shown=False),
    Column("flags", Kind.LIST, shown=False, always=True, choices=(*Flag,)),
    Column("reason", Kind.WORDS, shown=False, sheet=True, always=True),
)
COUNTS = ("assessed", "on_track", "off_track", "undecided", "not_assessed")
SCHEMA = Schema(
    "fuling.status/1",
    "targets",
    COLUMNS,
    head=AS_OF,
    foot=tuple(Column(f"summary.{count}", Kind.COUNT, shown=False, always=True) for count in COUNTS),
)


def scorecard(plan: Plan, assessments: Sequence[Assessment], as_of: date, *, sketched: bool = False) -> Table:
    """The assessments as one table, in their order, with the summary the JSON document ends in.

    ``sketched`` with the small pictures that a wide terminal has room for.
    """
    counts = summary(assessments)
    methods = sorted({assessment.method for assessment in assessments})
    return Table(
        schema=SCHEMA.name,
        title=message("status.title", plan=plan.title, as_of=as_of),
        rows_key=SCHEMA.rows_key,
        columns=COLUMNS,
        rows=tuple(_row(found, plan, sketched=sketched) for found in assessments),
        head={"plan": {"id": plan.id, "title": plan.title._asdict()}, "as_of": as_of.isoformat()},
        foot={"summary": counts},
        summary=message("status.summary", **counts),
        notes=(
            *_notes(assessments),
            message("status.signs"),
            message("status.footer", methods=methods),
        ),
    )


def summary(assessments: Sequence[Assessment]) -> dict[str, int]:
    """How many targets were assessed, are on and off track, undecided and not assessed."""
    verdicts = [assessment.verdict for assessment in assessments]
    on, off = sum(v.on_track is True for v in verdicts), sum(v.on_track is False for v in verdicts)
    return {
        "assessed": on + off,
        "on_track": on,
        "off_track": off,
        "undecided": verdicts.count(Verdict.UNDECIDED),
        "not_assessed": verdicts.count(Verdict.NOT_ASSESSED),
    }


def _row(assessment: Assessment, plan: Plan, *, sketched: bool) -> tuple[Cell, ...]:
    target, standing, numbers = assessment.target, assessment.standing, assessment.numbers
    baseline, latest = (None, None) if standing is None else (standing.baseline, standing.latest)
    source = assessment.baseline_actual.source if assessment.baseline_actual else None
    actual, judgement = assessment.latest_actual, assessment.judgement
    actual_values, planned_values = _by_year(standing if sketched else None)
    cells: dict[str, Cell] = {
        "id": target.id,
        "metric": target.metric,
        "name": target.name,
        "group": target.group,
        "unit": target.unit or None,
        "direction": target.direction,
        "method": assessment.method,
        "target.value": target.value if target.multiple is None else _printed(numbers.goal),
        "target.at": target.at,
        "target.multiple": target.multiple,
        "target.by": target.by,
        "goal": assessment.goal,
        "baseline.year": baseline.year if baseline else None,
        "baseline": baseline.figure if baseline else None,
        "baseline.source": spoken(plan.source, "en") if standing and standing.pinned else source,
        "latest.year": latest.year if latest else None,
        "latest": latest.figure if latest else None,
        "latest.status": actual.status if actual else None,
        "latest.published": actual.published if actual else None,
        "latest.source": actual.source if actual else None,
        "ratio": judgement.ratio and significant(judgement.ratio),
        "reached_in": assessment.reached_in,
        "verdict": assessment.verdict,
        "actual_values": actual_values,
        "planned_values": planned_values,
        "progress": numbers.share_done if sketched else None,
        "on_track": assessment.verdict.on_track,
        "band": judgement.band,
        "between": judgement.between and tuple(str(verdict) for verdict in judgement.between),
        "turns_at": judgement.turns_at,
        "flags": tuple(str(flag) for flag in assessment.flags),
        "reason": assessment.reason,
    }
    return tuple(cells[column.key] if column.key in cells else getattr(numbers, column.key) for column in COLUMNS)


def _by_year(standing: Standing | None) -> tuple[Heights | None, Heights | None]:
    """The actuals and the planned path from the baseline to the deadline, the last years of it where it is long."""
    if standing is None or standing.target.by is None:
        return None, None
    years = range(standing.baseline.year, max(standing.target.by, standing.latest.year) + 1)[-MOST_YEARS:]
    known = {**standing.figures, standing.baseline.year: standing.baseline.figure}
    actual_values = [known[year].printed if year in known else None for year in years]
    planned_values = [_printed(path_values(standing, year)["planned"]) for year in years]
    known_values, planned = together(actual_values, planned_values)
    return known_values, planned


def _printed(figure: Figure | None) -> Decimal | None:
    return None if figure is None else figure.printed


def _notes(assessments: Sequence[Assessment]) -> list[Message]:
    """What the verdicts alone do not say; targets of which the same is to be said share a line."""
    ids: dict[str, list[str]] = {}
    said: dict[str, Sentences] = {}
    for assessment in assessments:
        sentences = _sentences(assessment)
        if sentences:
            same = spoken(sentences, "en")
            ids.setdefault(same, []).append(assessment.target.id)
            said[same] = sentences
    return [message("status.note", ids=ids[same], parts=said[same]) for same in said]


def _sentences(assessment: Assessment) -> Sentences:
    """Why a verdict is open, and its flags."""
    open_verdict = assessment.verdict.on_track is None
    undecided = assessment.verdict is Verdict.UNDECIDED
    standing = assessment.standing
    values: dict[str, object] = {"base_year": assessment.target.base_year}
    if standing is not None:
        values |= {"baseline_year": standing.baseline.year, "latest_year": standing.latest.year}
    flags = [flag for flag in assessment.flags if not (flag is Flag.BOUND and undecided)]
    notes = (message(f"flag.{flag}.note", **values) for flag in flags)
    return Sentences((assessment.reason, *notes) if open_verdict else notes)
