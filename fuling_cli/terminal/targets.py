"""`fuling targets` as a screen: what was announced, by group, a line a target."""

from collections.abc import Iterator, Sequence

from fuling_cli.core.target import Plan, Target
from fuling_cli.language import Language, Message, message, translate_value, words
from fuling_cli.terminal.screen import EMPTY, Block, Grid, GridColumn, GridRow, Heading, Line, Screen, cell, line

WIDEST_ID = 23
"""Cells of an id that stands beside its name; a longer one stands above."""
LEAST_BESIDE = 78
"""Columns of a screen from which on ids stand beside names."""
SIGNS = {"least": "≥", "more": ">", "most": "≤", "less": "<"}


def targets_screen(plan: Plan, targets: Sequence[Target], language: Language, width: int) -> Screen:
    """The targets of each group: those with a number in rows, the names of the commitments behind each other."""
    day = message("targets.announced", announced=plan.announced).translate(language)
    blocks: list[Block] = [Heading(plan.title.translate(language), day)]
    for group in dict.fromkeys(target.group for target in targets):
        members = [target for target in targets if target.group == group]
        blocks += [EMPTY, *_group(group, members, language, WIDEST_ID if width >= LEAST_BESIDE else 0)]
    blocks += [EMPTY, line(translate_value(plan.source, language))]
    return Screen(tuple(blocks))


def group_name(group: str, language: Language) -> str:
    """What a group is called: its own word where the tables have none."""
    return words(language).get(f"group.{group}", group)


def _group(group: str, members: Sequence[Target], language: Language, widest_id: int) -> Iterator[Block]:
    name = group_name(group, language)
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
    below: tuple[Line, ...] = ()
    if target.replaces is not None:
        changed = message("explain.replaces", since=target.since, replaced=target.replaces)
        below = (line(changed.translate(language), "dim", indent=2),)
    return GridRow((*cells, cell(translate_value(number, language), "strong")), above=above, below=below)


def number_words(target: Target) -> Message:
    """The number to reach as it was announced, or how to compute it, with its sign and unit."""
    sign, unit = SIGNS[target.at], target.unit
    if target.value is not None:
        said = message("targets.number", sign=sign, value=target.value, unit=unit)
    elif target.value_range is not None:
        low, high = target.value_range
        said = message("targets.range", low=low, high=high, unit=unit)
    elif target.growth is not None:
        said = message("targets.growth", sign=sign, growth=target.growth)
    elif target.multiple is not None:
        key = "targets.multiple" if target.figures != "growth" else "targets.multiple_index"
        said = message(key, multiple=target.multiple, unit=unit)
    else:
        said = message(f"targets.{target.direction}")
    return message("targets.every_year", number=said) if target.every_year else said
