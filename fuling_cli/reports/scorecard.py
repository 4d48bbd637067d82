"""The scorecard: one row a target, what `fuling status` shows and exports."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from fuling_cli.core.assessment import Assessment
from fuling_cli.core.figure import Figure
from fuling_cli.core.kinds import readable_figure
from fuling_cli.core.ledger import STATUSES
from fuling_cli.core.target import COMPARATORS, DIRECTIONS, Comparator, Plan, Target
from fuling_cli.core.verdict import Flag, Verdict
from fuling_cli.language import Message, Sentences, message, translate_value
from fuling_cli.reports.remarks import remarks
from fuling_cli.tables.table import AS_OF, Cell, Column, Goal, Kind, Schema, Table, significant

COLUMNS = (
    Column("id", Kind.TEXT, shown=False, typed=True, always=True),
    Column("name", Kind.NAME, always=True),
    Column("metric", Kind.TEXT, shown=False, always=True),
    Column("group", Kind.TEXT, shown=False, always=True),
    Column("unit", Kind.TEXT),
    Column("direction", Kind.TEXT, shown=False, always=True, choices=DIRECTIONS),
    Column("method", Kind.TEXT, shown=False, always=True),
    Column("target.value", Kind.NUMBER, shown=False),
    Column("target.at", Kind.TEXT, shown=False, always=True, choices=COMPARATORS),
    Column("target.multiple", Kind.NUMBER, shown=False),
    Column("target.growth", Kind.NUMBER, shown=False),
    Column("target.from", Kind.NUMBER, shown=False),
    Column("target.to", Kind.NUMBER, shown=False),
    Column("baseline", Kind.FIGURE),
    Column("baseline.year", Kind.YEAR),
    Column("baseline.source", Kind.TEXT, shown=False),
    Column("latest", Kind.FIGURE),
    Column("latest.year", Kind.YEAR),
    Column("latest.status", Kind.TEXT, shown=False, choices=STATUSES),
    Column("latest.published", Kind.DAY, shown=False),
    Column("latest.source", Kind.TEXT, shown=False),
    Column("goal", Kind.GOAL),
    Column("target.by", Kind.YEAR),
    Column("planned_growth", Kind.GROWTH),
    Column("observed_growth", Kind.GROWTH),
    Column("remaining_growth", Kind.GROWTH),
    Column("share_done", Kind.SHARE),
    Column("ratio", Kind.RATIO, shown=False),
    Column("trajectory", Kind.DERIVED, shown=False),
    Column("gap", Kind.DERIVED, shown=False),
    Column("projected", Kind.DERIVED, shown=False, sheet=True),
    Column("reached_in", Kind.YEAR, shown=False),
    Column("verdict", Kind.VERDICT, always=True),
    Column("remarks", Kind.WORDS, written=False),
    Column("kept.years", Kind.COUNT, shown=False),
    Column("kept.of", Kind.COUNT, shown=False),
    Column("binding", Kind.FLAG, shown=False),
    Column("on_track", Kind.FLAG, shown=False),
    Column("band", Kind.TEXT, shown=False),
    Column("between", Kind.LIST, shown=False, choices=(*Verdict,)),
    Column("turns_at", Kind.NUMBER, shown=False),
    Column("flags", Kind.LIST, shown=False, always=True, choices=(*Flag,)),
    Column("reason", Kind.WORDS, shown=False, always=True),
)
COUNTS = ("assessed", "on_track", "off_track", "undecided", "not_assessed", "overdue")
SCHEMA = Schema(
    "fuling.status/1",
    "targets",
    COLUMNS,
    head=(*AS_OF, Column("own_figures", Kind.COUNT, shown=False, always=True)),
    foot=tuple(Column(f"summary.{count}", Kind.COUNT, shown=False, always=True) for count in COUNTS),
)


def scorecard(plan: Plan, assessments: Sequence[Assessment], as_of: date, *, own_figures: int = 0) -> Table:
    """The assessments as one table, in their order, with the summary the JSON document ends in.

    ``own_figures`` is how many figures of the ledger the user recorded.
    """
    return Table(
        schema=SCHEMA.name,
        title=message("status.title", plan=plan.title, as_of=as_of),
        rows_key=SCHEMA.rows_key,
        columns=COLUMNS,
        rows=tuple(_target_row(found, plan) for found in assessments),
        head={
            "plan": {"id": plan.id, "title": plan.title._asdict()},
            "as_of": as_of.isoformat(),
            "own_figures": own_figures,
        },
        foot={"summary": summary(assessments)},
        summary=message("status.summary", counts=verdict_counts(assessments)),
        notes=(*binding_counts(assessments), *legend(assessments)),
    )


def verdict_counts(assessments: Sequence[Assessment]) -> tuple[Message, ...]:
    """How many targets are on and off track, and of which verdicts; undecided and without one, where any are."""
    verdicts = [assessment.verdict for assessment in assessments]
    sides = (
        ("on_track", [verdict for verdict in Verdict if verdict.on_track]),
        ("off_track", [verdict for verdict in Verdict if verdict.on_track is False]),
        ("undecided", [Verdict.UNDECIDED]),
        ("not_assessed", [Verdict.NOT_ASSESSED]),
    )
    counts = [
        _side_count(side, [v for v in verdicts if v in members]) for side, members in sides if {*members} & {*verdicts}
    ]
    overdue = sum(assessment.overdue for assessment in assessments)
    return (*counts, message("status.count.overdue", count=overdue)) if overdue else tuple(counts)


def binding_counts(assessments: Sequence[Assessment]) -> Iterator[Message]:
    """The counts of the binding targets and of the expected ones, where the plan tells them apart."""
    for key, binding in (("status.binding", True), ("status.expected", False)):
        members = [assessment for assessment in assessments if assessment.target.binding is binding]
        if members:
            yield message(key, counts=list(verdict_counts(members)))


def _side_count(side: str, verdicts: Sequence[Verdict]) -> Message:
    """The count of one side, and in brackets which verdicts it is made of where the side does not say that itself."""
    kinds = [kind for kind in Verdict if kind in verdicts and str(kind) != side]
    if not kinds:
        return message(f"status.count.{side}", count=len(verdicts))
    parts = [message("status.part", count=verdicts.count(kind), verdict=message(f"verdict.{kind}")) for kind in kinds]
    if len({*verdicts}) == 1:
        parts = [message(f"verdict.{kinds[0]}")]
    return message("status.counted", of=message(f"status.count.{side}", count=len(verdicts)), parts=parts)


def legend(assessments: Sequence[Assessment], *, from_here: bool = True) -> Iterator[Message]:
    """How to read the table: only of what occurs in it; ``from_here`` where that growth has a column."""
    standings = [found.standing for found in assessments if found.standing is not None]
    figures = [dated.figure for standing in standings for dated in (standing.baseline, standing.latest)]
    signs = [
        key
        for key, occurs in (
            ("low", any(figure.high is None for figure in figures)),
            ("high", any(figure.low is None for figure in figures)),
            ("range", any(not figure.exact and None not in figure for figure in figures)),
        )
        if occurs
    ]
    yield from (message(f"status.sign.{key}") for key in signs)
    judged = [found for found in assessments if found.standing and (found.target.due or found.target.directed)]
    if any(found.numbers.planned_growth for found in judged):
        yield message("status.rates" if from_here else "status.rates.short")
    for method in dict.fromkeys(found.method for found in judged if not found.target.every_year):
        yield message("status.rule", rule=message(f"rule.{method}"))
    if any(found.target.every_year for found in judged):
        yield message("status.rule_every_year")


def summary(assessments: Sequence[Assessment]) -> dict[str, int]:
    """How many targets were assessed, are on and off track, undecided and not assessed; how many of these overdue."""
    verdicts = [assessment.verdict for assessment in assessments]
    on, off = sum(v.on_track is True for v in verdicts), sum(v.on_track is False for v in verdicts)
    return {
        "assessed": on + off,
        "on_track": on,
        "off_track": off,
        "undecided": verdicts.count(Verdict.UNDECIDED),
        "not_assessed": verdicts.count(Verdict.NOT_ASSESSED),
        "overdue": sum(assessment.overdue for assessment in assessments),
    }


def _target_cells(assessment: Assessment) -> dict[str, Cell]:
    """What was announced."""
    target = assessment.target
    return {
        "id": target.id,
        "metric": target.metric,
        "name": target.name,
        "group": target.group,
        "unit": target.unit or None,
        "direction": target.direction,
        "target.value": target.value if target.value is not None else _goal_value(assessment),
        "target.at": target.at,
        "target.multiple": target.multiple,
        "target.growth": target.growth,
        "target.from": target.value_range[0] if target.value_range else None,
        "target.to": target.value_range[1] if target.value_range else None,
        "target.by": target.by,
        "binding": target.binding,
    }


def _target_row(assessment: Assessment, plan: Plan) -> tuple[Cell, ...]:
    target, standing, numbers = assessment.target, assessment.standing, assessment.numbers
    baseline, latest = None if standing is None else standing.baseline, assessment.latest
    source = assessment.baseline_actual.source if assessment.baseline_actual else None
    actual, judgement = assessment.latest_actual, assessment.judgement
    cells: dict[str, Cell] = {
        **_target_cells(assessment),
        "method": assessment.method,
        "goal": goal_cell(assessment) or _direction(target),
        "remaining_growth": from_here(assessment),
        "baseline.year": baseline.year if baseline else None,
        "baseline": baseline and readable_figure(target, baseline.figure),
        "baseline.source": translate_value(plan.source, "en") if standing and standing.pinned else source,
        "latest.year": latest.year if latest else None,
        "latest": latest and readable_figure(target, latest.figure),
        "latest.status": actual.status if actual else None,
        "latest.published": actual.published if actual else None,
        "latest.source": actual.source if actual else None,
        "ratio": judgement.ratio and significant(judgement.ratio),
        "reached_in": assessment.reached_in,
        "verdict": assessment.verdict,
        "remarks": remarks_cell(assessment),
        "kept.years": assessment.kept.years if assessment.kept else None,
        "kept.of": assessment.kept.of if assessment.kept else None,
        "on_track": assessment.verdict.on_track,
        "band": judgement.band,
        "between": judgement.between and tuple(str(verdict) for verdict in judgement.between),
        "turns_at": judgement.turns_at,
        "flags": tuple(str(flag) for flag in assessment.flags),
        "reason": assessment.reason,
    }
    return tuple(cells[column.key] if column.key in cells else getattr(numbers, column.key) for column in COLUMNS)


def goal_cell(found: Assessment) -> Goal | None:
    """The number to reach, with its sign where it must be passed; counts have the next whole number as theirs.

    Of a range both ends, whichever is nearer.
    """
    if found.target.value_range is not None:
        return Goal(Figure.between(*found.target.value_range), "least")
    goal = found.goal
    if goal is None:
        return None
    return Goal(readable_figure(found.target, goal, computed=found.target.growth is not None), comparator(found.target))


def _direction(target: Target) -> Message | None:
    """In the place of a number to reach the direction, where no more was announced."""
    return message(f"direction.{target.direction}") if target.directed and not target.has_number else None


def comparator(target: Target) -> Comparator:
    """How the number to reach is meant: of whole things, passing 10 is reaching 11."""
    if target.whole:
        return "least" if target.direction == "up" else "most"
    return target.at


def from_here(found: Assessment) -> Figure | Message | None:
    """The growth that is needed from now on; in its place a word where the target is met."""
    if found.verdict is Verdict.ACHIEVED and found.target.by is not None:
        return message("growth.met")
    return found.numbers.remaining_growth


def remarks_cell(found: Assessment) -> Message | None:
    """The remarks on one target as one text; None where there are none."""
    said: Sentences = remarks(found)
    return message("remarks", sentences=said) if said else None


def _goal_value(found: Assessment) -> Decimal | None:
    """The number to reach where the plan announced how to compute it, with the digits that machines get."""
    return None if found.goal is None else significant(found.goal.printed)
