"""`fuling explain` as a screen: the answer first, then the working, the figures and what to read with care."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from fuling_cli.core.assessment import Assessment
from fuling_cli.core.decimals import decimals_apart
from fuling_cli.core.ledger import Actual
from fuling_cli.core.target import Plan
from fuling_cli.core.verdict import Verdict
from fuling_cli.language import Language, Message, message, words
from fuling_cli.reports import explanation as report
from fuling_cli.tables.cell_text import SYMBOLS, computed_text, figure_text
from fuling_cli.tables.table import Kind
from fuling_cli.terminal.screen import (
    EMPTY,
    VERDICT_STYLES,
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
)

TEXT, NUMBER, FOLDING = GridColumn(""), GridColumn("", numeric=True), GridColumn("", folds=True)


def explanation_screen(
    plan: Plan, found: Assessment, others: Sequence[Assessment], as_of: date, language: Language
) -> Screen:
    """The working of an assessment; ``others`` are the same target under the other methods."""

    def say(text: Message) -> str:
        return text.translate(language)

    title, day = report.heading(found, as_of)
    sections: tuple[tuple[Message, Iterable[Block]], ...] = (
        (_rates_title(found), _rate_blocks(found, language)),
        (_thresholds_title(found), _threshold_blocks(found, language)),
        (message("explain.figures", unit=report.published_unit(found)), _figure_blocks(plan, found, language)),
        (message("explain.target"), (line(say(text), indent=2) for text in report.target_lines(plan, found.target))),
        (message("explain.other_methods"), _other_methods(others if report.methods_differ(found) else (), language)),
        (message("explain.cautions"), (line(f"- {say(one)}", indent=2, hang=4) for one in report.cautions(found))),
    )
    blocks: list[Block] = [Heading(say(title), say(day)), *_answer_lines(found, language)]
    for heading, body in sections:
        drawn = [*body]
        if drawn:
            blocks += [EMPTY, line(say(heading), "strong"), *drawn]
    return Screen(tuple(blocks))


def verdict_pieces(verdict: Verdict, language: Language) -> tuple[Piece, ...]:
    """A verdict as symbol and word, in its color."""
    word = message(f"verdict.{verdict}").translate(language)
    return (Piece(f"{SYMBOLS[verdict]} {word}", VERDICT_STYLES[verdict]),)


def _answer_lines(found: Assessment, language: Language) -> Iterator[Line]:
    mark = words(language)["terminal.mark"]
    first, *rest = (text.translate(language) for text in report.answer(found))
    yield Line((*verdict_pieces(found.verdict, language), Piece(mark + first)), hang=2)
    yield from (line(text[:1].upper() + text[1:], indent=2) for text in rest)


def _rate_blocks(found: Assessment, language: Language) -> Iterator[Block]:
    made = list(report.rates(found))
    decimals = decimals_apart([rate.growth.printed * 100 for rate in made], 2)
    rows = [
        GridRow(
            (
                cell(message(f"status.{rate.key}").translate(language)),
                cell(rate.formula),
                cell("="),
                cell(computed_text(Kind.GROWTH, rate.growth, decimals), "strong"),
                cell(message("explain.span", start=rate.years[0], end=rate.years[1]).translate(language), "dim"),
            )
        )
        for rate in made
    ]
    if rows:
        yield Grid((TEXT, FOLDING, TEXT, NUMBER, FOLDING), tuple(rows), indent=2)
    if found.standing is not None:
        for formula in report.own_formulas(found, found.standing):
            yield line(formula.translate(language), indent=2, hang=4)
    if found.judgement.band:
        yield line(message("explain.band", band=found.judgement.band).translate(language), "dim", indent=2)


def _rates_title(found: Assessment) -> Message:
    if found.target.every_year:
        return message("explain.every_year.rule")
    return message("explain.rates", method=found.method)


def _thresholds_title(found: Assessment) -> Message:
    year = None if found.standing is None else found.standing.latest.year
    figures = found.target.figures
    key = "explain.thresholds" if figures == "level" else f"explain.thresholds.{figures}"
    return message(key, year=year, unit=found.target.unit)


def _threshold_blocks(found: Assessment, language: Language) -> Iterator[Block]:
    rows = [
        GridRow(
            (
                verdict_pieces(one.verdict, language),
                cell(one.figures.translate(language)),
                cell("" if one.begins is None else f"← {one.begins.translate(language)}", "strong"),
            )
        )
        for one in report.thresholds(found)
    ]
    if rows:
        yield Grid((TEXT, TEXT, FOLDING), tuple(rows), indent=2)


def _figure_blocks(plan: Plan, found: Assessment, language: Language) -> Iterator[Block]:
    pinned = report.pinned_baseline(plan, found)
    if pinned is not None:
        yield line(pinned.translate(language), indent=2, hang=4)
    series = found.series or {}
    if not series:
        return
    wide = max(len(figure_text(actual.figure)) for actual in series.values())
    rows = tuple(_figure_row(actual, found, language, 6 + wide) for _, actual in sorted(series.items()))
    yield Grid((TEXT, NUMBER, TEXT, FOLDING), rows, indent=2)


def _figure_row(actual: Actual, found: Assessment, language: Language, hang: int) -> GridRow:
    """One figure, and below it who published it, where, and what is to be known of it."""
    role = report.figure_role(found, actual.year)
    published = message(
        "explain.published_on",
        status=message(f"status.{actual.status}"),
        published=actual.published or message("missing.day"),
    )
    unit = "" if actual.unit == report.published_unit(found) else f" {actual.unit}"
    texts = [actual.source or message("missing.source").translate(language), actual.url, actual.note]
    return GridRow(
        (
            cell(str(actual.year)),
            cell(figure_text(actual.figure) + unit, "strong" if role else ""),
            cell("" if role is None else role.translate(language)),
            cell(published.translate(language)),
        ),
        tuple(line(text, "dim", indent=hang + 4) for text in texts if text),
    )


def _other_methods(others: Sequence[Assessment], language: Language) -> Iterator[Block]:
    rows = [
        GridRow(
            (
                cell(other.method),
                verdict_pieces(other.verdict, language),
                cell((report.method_note(other) or message("yes")).translate(language)),
            )
        )
        for other in report.judged_otherwise(others)
    ]
    if rows:
        yield Grid((TEXT, TEXT, FOLDING), tuple(rows), indent=2)
