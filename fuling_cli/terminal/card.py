"""`fuling status TARGET` as a screen: one target as a card, with the years from its first figure to its deadline."""

from collections.abc import Iterator
from datetime import date

from rich.cells import cell_len

from fuling_cli.core.assessment import Assessment
from fuling_cli.core.decimals import decimals_apart
from fuling_cli.core.figure import Dated, Figure
from fuling_cli.core.kinds import readable_figure
from fuling_cli.core.target import Plan
from fuling_cli.core.verdict import Verdict
from fuling_cli.language import Language, Message, message, translate_value, words
from fuling_cli.methods import announced_on
from fuling_cli.reports.explanation import answer, heading, rates, readable
from fuling_cli.reports.forecast import printed_is_worst
from fuling_cli.reports.kinds import number_words
from fuling_cli.reports.overview import units_notes
from fuling_cli.reports.remarks import remarks
from fuling_cli.reports.scorecard import comparator, goal_cell, legend
from fuling_cli.reports.trajectory import trajectory_table
from fuling_cli.tables.cell_text import MISSING, computed_text, figure_text, goal_text, to_text_table
from fuling_cli.tables.progress_bar import progress_bar
from fuling_cli.tables.table import Kind
from fuling_cli.terminal.explanation import FOLDING, NUMBER, TEXT, verdict_pieces
from fuling_cli.terminal.layout import column_widths, grid_width
from fuling_cli.terminal.screen import (
    EMPTY,
    Block,
    Grid,
    GridColumn,
    GridRow,
    Heading,
    Line,
    Piece,
    Screen,
    cell,
    line,
    value_cell,
)

BAR = 28
SHOWN_CURVES = ("actual", "planned")


def card_screen(plan: Plan, found: Assessment, as_of: date, language: Language, width: int) -> Screen:
    """The card of one target."""

    def say(key: str, **values: object) -> str:
        return message(key, **values).translate(language)

    title, day = heading(found, as_of)
    blocks: list[Block] = [Heading(title.translate(language), day.translate(language))]
    blocks += [*_answer_lines(found, language), EMPTY, _fact_grid(plan, found, language)]
    growth = _growth_grid(found, language)
    if growth.rows:
        blocks += [EMPTY, line(say("status.group"), "strong", indent=2), growth]
    progress = _progress_grid(found, language)
    if progress.rows:
        blocks += [EMPTY, progress]
    years = _year_grid(found, language, width)
    if found.standing is not None and years.rows:
        blocks += [EMPTY, years]
    notes = [note for note in legend([found]) if "sign" in note.key]
    notes += units_notes([found]) if language == "en" else ()
    blocks += [EMPTY, *(line(note.translate(language)) for note in notes)]
    blocks.append(line(say("card.more", id=found.target.id)))
    return Screen(tuple(blocks))


def _answer_lines(found: Assessment, language: Language) -> Iterator[Line]:
    said = list(remarks(found)) if found.verdict is Verdict.UNDECIDED else list(answer(found))
    mark = words(language)["terminal.mark"]
    first, *rest = (text.translate(language) for text in said)
    yield Line((*verdict_pieces(found.verdict, language), Piece(mark + first)), hang=2)
    yield from (line(text, indent=2) for text in rest)


def _fact_grid(plan: Plan, found: Assessment, language: Language) -> Grid:
    """The number to reach, the baseline and the latest figure, each with its year and where it comes from."""
    target, standing, goal = found.target, found.standing, goal_cell(found)

    def row(key: str, number: str, when: Message | None, source: object) -> GridRow:
        texts = ["" if text is None else translate_value(text, language) for text in (when, source)]
        return GridRow((cell(message(key).translate(language)), cell(number, "strong"), *map(cell, texts)))

    goal_number = MISSING if goal is None else goal_text(goal.figure, goal.at)
    deadline = message("card.no_deadline") if target.by is None else message("card.by", by=target.by)
    deadline = message("card.every_year", when=deadline) if target.every_year else deadline
    when = message("card.in_unit", unit=target.unit, when=deadline)
    announced = message("card.announced", announced=announced_on(plan, target))
    rows = [row("card.target", goal_number, when, announced)]
    if goal is None and target.has_number:
        rows = [row("card.target", "", message("card.in_unit", unit=number_words(target), when=deadline), announced)]
    elif goal is None:
        direction = message(f"explain.direction.{target.direction}" if target.directed else "reason.no_number")
        rows = [row("card.target", "", direction, announced)]
    if standing is not None:
        origin = message("card.pinned" if standing.pinned else f"card.begins.{target.figures}")
        baseline_source = found.baseline_actual.source if found.baseline_actual else origin
        latest_source = found.latest_actual.source if found.latest_actual else None
        for key, dated, source in (
            ("card.baseline", standing.baseline, baseline_source),
            ("card.latest_figure", standing.latest, latest_source),
        ):
            number = figure_text(readable_figure(target, dated.figure))
            rows.append(row(key, number, message("card.in", year=dated.year), source))
    return Grid((TEXT, NUMBER, FOLDING, FOLDING), tuple(rows), indent=2)


def _growth_grid(found: Assessment, language: Language) -> Grid:
    standing = found.standing
    made = list(rates(found))
    decimals = decimals_apart([rate.growth.printed * 100 for rate in made], 2)
    rows: list[GridRow] = []
    for rate in made:
        assert standing is not None
        start = standing.latest if rate.key == "from_here" else standing.baseline
        end = standing.latest
        if rate.key != "observed":
            end = Dated(rate.years[1], Figure.exactly(readable(standing.goal())))
        span = message(
            "card.span",
            start=figure_text(readable_figure(found.target, start.figure)),
            start_year=start.year,
            end=figure_text(readable_figure(found.target, end.figure)),
            end_year=end.year,
        )
        growth = computed_text(Kind.GROWTH, rate.growth, decimals)
        name = message(f"status.{rate.key}").translate(language)
        rows.append(GridRow((cell(name), cell(growth, "strong"), cell(span.translate(language), "dim"))))
    return Grid((TEXT, NUMBER, FOLDING), tuple(rows), indent=2)


def _progress_grid(found: Assessment, language: Language) -> Grid:
    """The share of the way done beside the share of the time gone, and where the pace leads."""
    standing, share, projected = found.standing, found.done, found.numbers.projected
    rows: list[GridRow] = []
    if standing is not None and share is not None and standing.target.by is not None:
        start, by = standing.baseline.year, standing.target.by
        gone = message("card.gone", gone=min(standing.latest.year, by) - start, years=by - start)
        bar = f"{progress_bar(share, BAR)}  {gone.translate(language)}"
        done = computed_text(Kind.SHARE, share, 0)
        rows.append(GridRow((cell(message("card.done").translate(language)), cell(done, "strong"), cell(bar))))
    if standing is not None and projected is not None and not standing.closed and found.verdict is not Verdict.ACHIEVED:
        goal = standing.goal()
        number = computed_text(Kind.DERIVED, projected, decimals_apart([projected.printed, goal], 1))
        text = message("card.projected", projected=number, by=standing.target.by).translate(language)
        exact = standing.latest.figure.exact and standing.baseline.figure.exact
        if (found.reached_in or 0) > standing.latest.year and (exact or printed_is_worst(standing)):
            number = goal_text(Figure.exactly(readable(goal)), comparator(found.target))
            key = "card.reached" if exact else "card.reached_by"
            reached = message(key, goal=number, year=found.reached_in)
            text += reached.translate(language)
        rows.append(GridRow((cell(message("card.pace").translate(language)), cell(""), cell(text))))
    return Grid((TEXT, NUMBER, FOLDING), tuple(rows), indent=2)


def _year_grid(found: Assessment, language: Language, width: int) -> Grid:
    """The actual and the planned value of each year, as many of the last years as fit beside each other."""
    table = to_text_table(trajectory_table(found), language)
    places = {column.key: place for place, column in enumerate(table.columns)}
    rows = table.rows
    while True:
        shown = [key for key in SHOWN_CURVES if any(row[places[key]] != MISSING for row in rows)]
        names = [message(f"card.{key}").translate(language) for key in shown]
        columns = (TEXT, *(GridColumn(row[places["year"]], numeric=True) for row in rows))
        drawn = Grid(
            columns,
            tuple(
                GridRow((cell(name), *(value_cell(row[places[key]]) for row in rows)))
                for key, name in zip(shown, names, strict=True)
            ),
            indent=2,
            rules=False,
        )
        if not rows or grid_width(drawn, column_widths(drawn, None, cell_len)) <= width:
            return drawn if rows else drawn._replace(rows=())
        rows = rows[1:]
