"""The trajectories: a row a year of every target, from its first actual to its deadline."""

from collections.abc import Iterator, Sequence
from datetime import date

from fuling_cli.core.assessment import Assessment
from fuling_cli.core.figure import Dated, Figure
from fuling_cli.core.kinds import readable_figure
from fuling_cli.core.pace import Pace
from fuling_cli.core.paths import path_values
from fuling_cli.core.target import Plan
from fuling_cli.language import Message, message
from fuling_cli.reports.kinds import announced
from fuling_cli.reports.scorecard import goal_cell
from fuling_cli.tables.cell_text import figure_text, goal_text
from fuling_cli.tables.chart import Chart, Curve
from fuling_cli.tables.table import AS_OF, Cell, Column, Kind, Schema, Table

COLUMNS = (
    Column("name", Kind.NAME, always=True),
    Column("id", Kind.TEXT, shown=False, always=True),
    Column("unit", Kind.TEXT),
    Column("year", Kind.YEAR, always=True),
    Column("actual", Kind.FIGURE),
    Column("planned", Kind.DERIVED),
    Column("needed", Kind.DERIVED),
    Column("pace", Kind.DERIVED),
    Column("goal", Kind.FIGURE),
)
SCHEMA = Schema("fuling.trajectory/1", "years", COLUMNS, head=AS_OF)
PATHS = ("planned", "needed", "pace")
CURVES = (*PATHS, "actual")
_OF_THE_TARGET = ("name", "id", "unit")


def trajectories(plan: Plan, assessments: Sequence[Assessment], as_of: date) -> Table:
    """Every target's years in one table."""
    return Table(
        schema=SCHEMA.name,
        title=message("trajectory.title", plan=plan.title, as_of=as_of),
        rows_key=SCHEMA.rows_key,
        columns=COLUMNS,
        rows=tuple(row for found in assessments for row in _year_rows(found)),
        head={"plan": {"id": plan.id, "title": plan.title._asdict()}, "as_of": as_of.isoformat()},
        notes=(paths_note(assessments),),
    )


def trajectory_table(found: Assessment) -> Table:
    """The years of one target, and the chart of them."""
    rows = tuple(_year_rows(found))
    return Table(
        schema=SCHEMA.name,
        title=_trajectory_title(found),
        rows_key=SCHEMA.rows_key,
        columns=tuple(column._replace(shown=column.key not in _OF_THE_TARGET) for column in COLUMNS),
        rows=rows,
        summary=message("trajectory.verdict", verdict=message(f"verdict.{found.verdict}"), reason=found.reason),
        chart=_trajectory_chart(found, rows),
    )


def chart_table(plan: Plan, found: Assessment, as_of: date) -> Table:
    """The years of one target to be drawn by themselves: with the plan, the day and the method."""
    table = trajectory_table(found)
    paths = () if table.chart is None or not table.chart.paths else (paths_note([found]),)
    origin = message("chart.origin", plan=plan.title, as_of=as_of, method=found.method)
    return table._replace(notes=(*paths, origin))


def paths_note(assessments: Sequence[Assessment]) -> Message:
    """What the paths are, and how they go on at this pace: with the growth observed, or on a straight line."""
    straight = {pace.change is not None for found in assessments if (pace := _pace(found)) is not None}
    if True not in straight:
        return message("trajectory.paths")
    return message("trajectory.paths.mixed" if False in straight else "trajectory.paths.straight")


def _pace(found: Assessment) -> Pace | None:
    standing = found.standing
    if standing is None:
        return None
    return standing.pace_at(standing.baseline.figure.printed, standing.latest.figure.printed)


def _trajectory_title(found: Assessment) -> Message:
    target = found.target
    if not target.unit:
        return message("trajectory.of_commitment", name=target.name)
    return message("trajectory.of_target", name=target.name, unit=target.unit)


def _year_rows(found: Assessment) -> Iterator[tuple[Cell, ...]]:
    """A row a year, without gaps; the number to reach stands at its deadline, or in all where it holds in each."""
    target, standing = found.target, found.standing
    goal = _number_to_reach(found)
    figures = {} if standing is None else standing.figures
    shown = {figure: readable_figure(target, figure) for figure in figures.values()}
    if goal is not None and found.goal is not None and target.value_range is None:
        shown[found.goal] = goal
    years = [*figures, *([] if target.by is None or goal is None else [target.by])]
    years += [] if standing is None else [standing.baseline.year]
    for year in range(min(years), max(years) + 1) if years else ():
        cells: dict[str, Cell] = {"name": target.name, "id": target.id, "unit": target.unit or None, "year": year}
        cells["actual"] = shown[figures[year]] if year in figures else None
        paths = {} if standing is None else path_values(standing, year)
        cells |= {key: path if path is None else shown.get(path, path) for key, path in paths.items()}
        cells["goal"] = goal if target.every_year or target.by in (None, year) else None
        yield tuple(cells.get(column.key) for column in COLUMNS)


def _trajectory_chart(found: Assessment, rows: Sequence[tuple[Cell, ...]]) -> Chart:
    places = {column.key: place for place, column in enumerate(COLUMNS)}

    def curve(key: str) -> Curve:
        cells = ((row[places["year"]], row[places[key]]) for row in rows)
        marks = (Dated(year, c) for year, c in cells if isinstance(year, int) and isinstance(c, Figure))
        return Curve(key, tuple(marks))

    target, goal = found.target, _number_to_reach(found)
    holds_in_all = target.value_range is None and (target.by is None or target.every_year)
    return Chart(
        title=_trajectory_title(found),
        unit=target.unit,
        curves=tuple(made for made in map(curve, CURVES) if made.marks),
        goal=None if goal is None or holds_in_all or target.by is None else Dated(target.by, goal),
        level=goal.printed if goal is not None and holds_in_all else None,
        summary=message(
            "chart.summary",
            latest=_latest_words(found),
            goal=_goal_words(found),
            verdict=message(f"verdict.{found.verdict}"),
        ),
    )


def _latest_words(found: Assessment) -> Message:
    latest = found.latest if found.standing is None else found.standing.latest
    if latest is None:
        return message("chart.no_actual")
    return message("chart.latest", year=latest.year, figure=figure_text(readable_figure(found.target, latest.figure)))


def _goal_words(found: Assessment) -> Message:
    goal = goal_cell(found)
    if goal is None:
        return next(announced(found.target)) if found.target.assessable else message("chart.no_goal")
    key = "chart.level" if found.target.by is None else "chart.goal"
    key = "chart.every_year" if found.target.every_year else key
    return message(key, figure=goal_text(*goal), by=found.target.by)


def _number_to_reach(found: Assessment) -> Figure | None:
    goal = goal_cell(found)
    return None if goal is None else goal.figure
