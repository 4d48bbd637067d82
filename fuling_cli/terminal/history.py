"""`fuling history` as a screen: every published version of every figure of a metric, with its source."""

from collections.abc import Iterator, Sequence
from datetime import date

from fuling_cli.core.ledger import Actual, Ledger
from fuling_cli.core.revisions import Turn
from fuling_cli.core.target import Plan
from fuling_cli.language import Language, message, translate_value, words
from fuling_cli.reports.definitions import Vintage, vintages
from fuling_cli.reports.revisions import turned_words, turns_table
from fuling_cli.tables.cell_text import MISSING, figure_text, to_text_table
from fuling_cli.terminal.screen import (
    EMPTY,
    VERDICT_STYLES,
    Block,
    Cell,
    Grid,
    GridColumn,
    GridRow,
    Heading,
    Line,
    Screen,
    cell,
    line,
)


def history_screen(plan: Plan, ledger: Ledger, metrics: Sequence[str], as_of: date, language: Language) -> Screen:
    """A grid a metric: the only one under its own name, several under the name of the plan."""
    day = message("status.day", as_of=as_of).translate(language)
    found = {metric: list(vintages(ledger, [metric], as_of)) for metric in metrics}
    if len(metrics) == 1:
        (metric,) = metrics
        heading = Heading(_metric_title(plan, metric, language), day)
        return Screen((heading, EMPTY, *_figure_blocks(found[metric], metric, language)))
    blocks: list[Block] = [Heading(plan.title.translate(language), day)]
    for metric, made in found.items():
        if made:
            blocks += [
                EMPTY,
                line(_metric_title(plan, metric, language), "strong"),
                _history_grid(made, language, ruled=False),
            ]
    empty = [metric for metric in metrics if not found[metric]]
    if empty:
        text = message("status.waiting", count=len(empty), items=empty).translate(language)
        blocks += [EMPTY, line(text, "dim", hang=2)]
    return Screen(tuple(blocks))


def _metric_title(plan: Plan, metric: str, language: Language) -> str:
    target = plan.metrics[metric]
    title = message("explain.title", name=target.name, id=metric)
    return message("history.metric", title=title, unit=target.unit or MISSING).translate(language)


def _figure_blocks(made: Sequence[Vintage], metric: str, language: Language) -> Iterator[Block]:
    if not made:
        yield line(message("reason.no_actual").translate(language))
        return
    yield _history_grid(made, language, ruled=True)
    used = sum(one.standing == "current" for one in made)
    yield line(message("history.footer", count=len(made), used=used, metric=metric).translate(language))


def _history_grid(made: Sequence[Vintage], language: Language, *, ruled: bool) -> Grid:
    table = words(language)
    keys = ("column.year", "column.figure", "column.published", "history.kind", "column.source")
    headings = [table[key] if ruled else "" for key in keys]
    columns = tuple(GridColumn(heading, numeric=place == 1, folds=place == 4) for place, heading in enumerate(headings))
    years = [one.actual.year for one in made]
    rows = (
        GridRow(
            (
                cell("" if place and years[place - 1] == one.actual.year else str(one.actual.year)),
                cell(figure_text(one.actual.figure), "strong" if one.standing == "current" else "dim"),
                cell(MISSING if one.actual.published is None else one.actual.published.isoformat()),
                cell(table[f"status.{one.actual.status}"]),
                cell(_source_text(one.actual, language)),
            ),
            tuple(_replacement_lines(one, language)),
        )
        for place, one in enumerate(made)
    )
    return Grid(columns, tuple(rows), indent=0 if ruled else 2)


def _source_text(actual: Actual, language: Language) -> str:
    return actual.source or translate_value(message("missing.source"), language)


def _replacement_lines(one: Vintage, language: Language) -> Iterator[Line]:
    """What became of a version that is not in use."""
    if one.replaced_by is not None:
        text = message("history.replaced", figure=figure_text(one.replaced_by.figure))
        yield line(text.translate(language), "dim", indent=6)
    elif one.standing != "current":
        yield line(words(language)[f"standing.{one.standing}"], "dim", indent=6)


def verdicts_screen(plan: Plan, turns: Sequence[Turn], as_of: date, language: Language) -> Screen:
    """The verdict and both rates of each target as of every publication."""
    day = message("status.day", as_of=as_of).translate(language)
    blocks: list[Block] = [Heading(message("history.verdicts", plan=plan.title).translate(language), day)]
    table = words(language)
    keys = ("as_of", "figures", "planned_growth", "observed_growth", "verdict")
    columns = tuple(
        GridColumn(table[f"column.{key}"], numeric=key.endswith("growth"), folds=key == "figures") for key in keys
    )
    for target in dict.fromkeys(turn.found.target for turn in turns):
        rows = [turn for turn in turns if turn.found.target == target]
        title = message("explain.title", name=target.name, id=target.id)
        blocks += [EMPTY, line(title.translate(language), "strong")]
        people = to_text_table(turns_table(plan, rows, as_of), language)
        places = [[column.key for column in people.columns].index(key) for key in keys]
        made = []
        for turn, texts in zip(rows, people.rows, strict=True):
            *others, verdict = (texts[place] for place in places)
            made.append(GridRow((*map(cell, others), _verdict_cell(turn, verdict)), _turned_lines(turn, language)))
        blocks.append(Grid(columns, tuple(made), rules=False))
    return Screen(tuple(blocks))


def _verdict_cell(turn: Turn, text: str) -> Cell:
    return cell(text, VERDICT_STYLES[turn.found.verdict])


def _turned_lines(turn: Turn, language: Language) -> tuple[Line, ...]:
    """That a revision or a changed target alone made the verdict another."""
    text = turned_words(turn)
    return () if text is None else (line(text.translate(language), "dim", indent=2),)
