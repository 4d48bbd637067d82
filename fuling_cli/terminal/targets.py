"""`fuling targets` as a screen: what was announced, by group, a line a target."""

from collections.abc import Iterator, Sequence

from fuling_cli.core.target import Plan, Target
from fuling_cli.language import Language, Message, message, translate_value, words
from fuling_cli.reports.definitions import group_name
from fuling_cli.reports.kinds import number_words
from fuling_cli.terminal.screen import EMPTY, Block, Grid, GridColumn, GridRow, Heading, Screen, cell, line

WIDEST_ID = 23
"""Cells of an id that stands beside its name; a longer one stands above."""
LEAST_BESIDE = 78
"""Columns of a screen from which on ids stand beside names."""


def targets_screen(plan: Plan, targets: Sequence[Target], language: Language, width: int) -> Screen:
    """The targets of each group: those with a number in rows, the names of the commitments behind each other."""
    day = message("targets.announced", announced=plan.announced).translate(language)
    blocks: list[Block] = [Heading(plan.title.translate(language), day)]
    for group in dict.fromkeys(target.group for target in targets):
        members = [target for target in targets if target.group == group]
        blocks += [EMPTY, *_group(group, members, language, WIDEST_ID if width >= LEAST_BESIDE else 0)]
    blocks += [EMPTY, line(translate_value(plan.source, language))]
    return Screen(tuple(blocks))


def _group(group: str, members: Sequence[Target], language: Language, widest_id: int) -> Iterator[Block]:
    name = group_name(group)
    numbered = [target for target in members if target.has_number or target.directed]
    spans = {(target.by, target.base_year) for target in numbered}
    span = spans.pop() if len(spans) == 1 else None
    title: Message = message("status.group_title", group=name, count=len(members))
    if span is not None:
        key = "targets.span" if span[0] is not None else "targets.undated"
        title = message(key, title=title, by=span[0], base_year=span[1])
    yield line(title.translate(language), "strong", hang=2)
    if numbered:
        columns = (GridColumn(""), GridColumn("", folds=True), GridColumn("", numeric=True))
        yield Grid(columns, tuple(_row(one, language, widest_id, dated=span is None) for one in numbered), indent=2)
    others = [target.name.translate(language) for target in members if target not in numbered]
    if others:
        text = words(language)["list.sentence"].join(others)
        if numbered:
            text = message("status.unnumbered", count=len(others), items=text).translate(language)
        yield line(text, indent=2, hang=4 if numbered else 2)


def _row(target: Target, language: Language, widest_id: int, *, dated: bool) -> GridRow:
    number = number_words(target)
    if dated:
        by = message("card.no_deadline") if target.by is None else message("card.by", by=target.by)
        number = message("card.in_unit", unit=number, when=by)
    short = len(target.id) <= widest_id
    cells = (cell(target.id if short else "", "dim"), cell(target.name.translate(language)))
    above = () if short else (line(target.id, "dim", indent=2),)
    return GridRow((*cells, cell(translate_value(number, language), "strong")), above=above)
