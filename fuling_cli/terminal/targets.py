"""`fuling targets` as a screen: what was announced, by group, a line a target."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from fuling_cli.core.target import Plan, Target
from fuling_cli.language import Language, Message, message, translate_value, words
from fuling_cli.reports.definitions import group_name
from fuling_cli.reports.kinds import number_words
from fuling_cli.tables.wrapping import Measure, wrap
from fuling_cli.terminal.layout import GAP
from fuling_cli.terminal.screen import EMPTY, Block, Heading, Line, Piece, Screen, line

INDENT = 2
WIDEST_ID = 23
"""Cells of an id beside which the names of all rows begin; behind a longer one its own name begins later."""
LEAST_BESIDE = 78
"""Columns of a screen from which on ids stand beside names."""


class Room(NamedTuple):
    """The columns of a screen, and how many of them a text takes."""

    width: int
    measure: Measure


class Row(NamedTuple):
    """A target with a number: what is typed for it, what it is called, what was announced, and what it replaced."""

    id: str
    name: str
    number: str
    changed: str = ""


def targets_screen(
    plan: Plan, targets: Sequence[Target], language: Language, width: int, measure: Measure = cell_len
) -> Screen:
    """The targets of each group: those with a number in rows, the names of the commitments behind each other."""
    day = message("targets.announced", announced=plan.announced).translate(language)
    blocks: list[Block] = [Heading(plan.title.translate(language), day)]
    for group in dict.fromkeys(target.group for target in targets):
        members = [target for target in targets if target.group == group]
        blocks += [EMPTY, *_group_lines(group, members, language, Room(width, measure))]
    blocks += [EMPTY, line(translate_value(plan.source, language))]
    return Screen(tuple(blocks))


def _group_lines(group: str, members: Sequence[Target], language: Language, room: Room) -> Iterator[Line]:
    name = group_name(group)
    numbered = [target for target in members if target.has_number or target.directed]
    spans = {(target.by, target.base_year) for target in numbered}
    span = spans.pop() if len(spans) == 1 else None
    title: Message = message("status.group_title", group=name, count=len(members))
    if span is not None:
        key = "targets.span" if span[0] is not None else "targets.undated"
        title = message(key, title=title, by=span[0], base_year=span[1])
    yield line(title.translate(language), "strong", hang=2)
    yield from _lines([_definition_row(one, language, dated=span is None) for one in numbered], room)
    others = [target.name.translate(language) for target in members if target not in numbered]
    if others:
        text = words(language)["list.sentence"].join(others)
        if numbered:
            text = message("status.unnumbered", count=len(others), items=text).translate(language)
        yield line(text, indent=INDENT, hang=4 if numbered else INDENT)


def _definition_row(target: Target, language: Language, *, dated: bool) -> Row:
    number = number_words(target)
    if dated:
        by = message("card.no_deadline") if target.by is None else message("card.by", by=target.by)
        number = message("card.in_unit", unit=number, when=by)
    changed = message("explain.replaces", since=target.since, replaced=target.replaces)
    return Row(
        target.id,
        target.name.translate(language),
        translate_value(number, language),
        "" if target.replaces is None else changed.translate(language),
    )


def _lines(rows: Sequence[Row], room: Room) -> Iterator[Line]:
    """The rows, their names beside their ids or below them, and their numbers ending in one column."""
    width, measure = room
    ids = [len(row.id) for row in rows if len(row.id) <= WIDEST_ID] if width >= LEAST_BESIDE else []
    begin = INDENT + (max(ids) + GAP if ids else 0)
    starts = [max(begin, INDENT + len(row.id) + GAP) if width >= LEAST_BESIDE else begin for row in rows]
    wide = [start + measure(row.name) + GAP + measure(row.number) for start, row in zip(starts, rows, strict=True)]
    end = min(width, max(wide, default=0))
    for row, start, needed in zip(rows, starts, wide, strict=True):
        beside = width >= LEAST_BESIDE and (needed <= end or start == begin)
        if not beside:
            yield line(row.id, "dim", indent=INDENT)
        yield from _row_lines(row if beside else row._replace(id=""), start if beside else begin, Room(end, measure))
        if row.changed:
            yield line(row.changed, "dim", indent=INDENT)


def _row_lines(row: Row, start: int, room: Room) -> Iterator[Line]:
    """The id, the name in as many lines as it takes, and behind the first of them the number."""
    free = room.width - start - GAP - room.measure(row.number)
    first, *others = wrap(row.name, max(free, 1), room.measure)
    before = row.id + " " * (start - INDENT - len(row.id))
    blanks = " " * (max(free - room.measure(first), 0) + GAP)
    yield Line((Piece(before, "dim"), Piece(first + blanks), Piece(row.number, "strong")), INDENT)
    yield from (line(other, indent=start) for other in others)
