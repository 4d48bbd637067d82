"""`fuling status` as a screen: the scorecard with what it comes to, and what was announced without a date."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import reduce

from rich.cells import cell_len

from fuling_cli.core.assessment import Assessment
from fuling_cli.core.target import HEADLINE, Plan
from fuling_cli.core.verdict import Verdict
from fuling_cli.language import Language, Message, message, translate_value, words
from fuling_cli.reports.definitions import group_name
from fuling_cli.reports.overview import units_notes
from fuling_cli.reports.remarks import remarks
from fuling_cli.reports.scorecard import binding_counts, legend, verdict_counts
from fuling_cli.tables.cell_text import MISSING, SYMBOLS
from fuling_cli.terminal.scorecard import Scorecard
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
    Piece,
    Screen,
    Style,
    cell,
    line,
)

COUNT_STYLES: dict[str, Style] = {
    "on_track": "good",
    "off_track": "bad",
    "undecided": "open",
    "not_assessed": "dim",
    "overdue": "bad",
}
BETWEEN = "   "
"""What stands between the counts of a summary."""


def status_screen(plan: Plan, assessments: Sequence[Assessment], as_of: date, language: Language, width: int) -> Screen:
    """The dated and the headline targets as a scorecard, the others in sections."""
    rows = [found for found in assessments if found.target.has_number or found.target.directed]
    rows = [found for found in rows if found.target.group == HEADLINE or found.target.by is not None]
    others = [found for found in assessments if found not in rows]
    blocks: list[Block] = [
        Heading(plan.title.translate(language), _translated(message("status.day", as_of=as_of), language)),
        *counts_lines(rows or assessments, language, width),
        *(line(_translated(count, language)) for count in binding_counts(rows or assessments)),
    ]
    if rows:
        extent, grid = Scorecard.of(plan, rows, as_of, language).fitted(width)
        blocks += [*unit_lines(rows, language), grid, *_footer_lines(rows, language, width, from_here=extent.from_here)]
    for group in dict.fromkeys(found.target.group for found in others):
        members = [found for found in others if found.target.group == group]
        blocks += [EMPTY, *_group_section(plan, group, members, as_of, language)]
    return Screen(tuple(blocks))


def counts_lines(assessments: Sequence[Assessment], language: Language, width: int) -> list[Line]:
    """How many targets are on track, off track and open: on one line, or two to a line where that is too long."""
    counts = [
        Piece(_translated(count, language), _count_style(count, assessments)) for count in verdict_counts(assessments)
    ]
    beside = len(counts) if cell_len(BETWEEN.join(count.text for count in counts)) <= width else 2
    return [
        Line(tuple(piece for count in counts[at : at + beside] for piece in (Piece(BETWEEN), count))[1:])
        for at in range(0, len(counts), beside or 1)
    ]


def _count_style(count: Message, assessments: Sequence[Assessment]) -> Style:
    """The color of a count: that of its verdicts, and of the worst where they are off track."""
    side = str(getattr(count.values.get("of"), "key", count.key)).rpartition(".")[2]
    if side == "off_track" and not any(VERDICT_STYLES[found.verdict] == "bad" for found in assessments):
        return "open"
    return COUNT_STYLES[side]


def unit_lines(assessments: Sequence[Assessment], language: Language) -> list[Line]:
    """What the units are called in English, in place of an empty line; in Chinese they speak for themselves."""
    notes = units_notes(assessments) if language == "en" else ()
    return [line(_translated(note, language), "dim") for note in notes] or [EMPTY]


def _footer_lines(rows: Sequence[Assessment], language: Language, width: int, *, from_here: bool) -> Iterator[Line]:
    """How to read what is shown, and what to type for the working of a verdict, never in two pieces."""
    notes = list(legend(rows, from_here=from_here))
    rules = [note for note in notes if note.key == "status.rule"]
    yield from (line(_translated(note, language)) for note in notes if note not in rules)
    open_first = sorted(rows, key=lambda found: _WORTH_EXPLAINING.index(found.verdict))
    why = message("status.why", id=open_first[0].target.id)
    joined = reduce(lambda first, second: message("status.joined", first=first, second=second), (*rules, why))
    alone = cell_len(_translated(joined, language)) > width
    yield from (line(_translated(one, language)) for one in ((*rules, why) if alone else (joined,)))


_WORTH_EXPLAINING = (
    Verdict.UNDECIDED,
    Verdict.MISSED,
    Verdict.REVERSING,
    Verdict.FAR_BEHIND,
    Verdict.BEHIND,
    Verdict.ON_TRACK,
    Verdict.ACHIEVED,
    Verdict.NOT_ASSESSED,
)
"""The verdicts by how much a reader may want to know why."""


def _group_section(
    plan: Plan, group: str, members: Sequence[Assessment], as_of: date, language: Language
) -> Iterator[Block]:
    """A group of targets without a deadline: those with figures in rows, the names of the others."""
    measured = [found for found in members if found.standing is not None]
    unnumbered = [found for found in members if not (found.target.has_number or found.target.directed)]
    waiting = [found for found in members if found.standing is None and found not in unnumbered]
    title = message("status.group_title", group=group_name(group), count=len(members))
    undated = any(found.target.has_number for found in members)
    yield line(_translated(message("status.undated", title=title) if undated else title, language), "strong", hang=2)
    if measured:
        yield _undated_rows(plan, measured, as_of, language)
    for key, some in (("status.waiting", waiting), ("status.unnumbered", unnumbered)):
        if some:
            names = [found.target.id if language == "en" else found.target.name.zh for found in some]
            alone = not undated
            listed = message(key, count=len(some), items=names)
            text = translate_value(names if alone else listed, language)
            yield line(text, "dim", indent=2, hang=2 if alone else 4)


def _undated_rows(plan: Plan, rows: Sequence[Assessment], as_of: date, language: Language) -> Grid:
    """A row a target: its name, its latest figure, the number to reach and whether it is met."""
    drawn = Scorecard.of(plan, rows, as_of, language)
    columns = (GridColumn("", folds=True), GridColumn("", numeric=True), GridColumn("", numeric=True), GridColumn(""))
    made = []
    for found, texts in zip(rows, drawn.texts, strict=True):
        unit = "" if texts["unit"] == MISSING else texts["unit"]
        goal = _translated(message("status.of", goal=texts["goal"], unit=unit), language)
        latest = (Piece(texts["latest"], "strong"), Piece(f" {texts['latest.year']}", "dim"))
        status = _undated_status(found, texts["verdict"], language)
        head = found.target.id + (words(language)["terminal.mark"] + _undated_remarks(found, language)).rstrip(": ：")
        cells = (cell(found.target.name.translate(language)), latest, cell(goal), status)
        made.append(GridRow(cells, (line(head, "dim", indent=4),)))
    return Grid(columns, tuple(made), indent=2)


def _undated_remarks(found: Assessment, language: Language) -> str:
    """What is to be said of an undated target; that it has no deadline stands in the heading."""
    return words(language)["list.sentence"].join(
        _translated(one, language) for one in remarks(found) if one.key != "reason.undated"
    )


def _undated_status(found: Assessment, verdict: str, language: Language) -> Cell:
    if found.verdict is Verdict.NOT_ASSESSED:
        return cell(f"{SYMBOLS[found.verdict]} {_translated(message('status.no_deadline'), language)}", "dim")
    return cell(verdict, VERDICT_STYLES[found.verdict])


def _translated(text: Message, language: Language) -> str:
    return text.translate(language)
