"""What is said of a target because of its kind: how it was announced, and how it is computed with."""

from collections.abc import Iterator

from fuling_cli.core.assessment import Assessment
from fuling_cli.core.decimals import decimals_apart
from fuling_cli.core.growth import compound_path_exists
from fuling_cli.core.reasons import shown
from fuling_cli.core.standing import Standing
from fuling_cli.core.target import Target
from fuling_cli.language import Message, Percent, message
from fuling_cli.tables.cell_text import figure_text

SIGNS = {"least": "≥", "more": ">", "most": "≤", "less": "<"}


def announced(target: Target) -> Iterator[Message]:
    """How the target was announced: the number or how to compute it, or the direction; then what else holds for it."""
    deadline = message("explain.undated") if target.by is None else message("explain.by", by=target.by)
    values = {
        "unit": target.unit,
        "base_year": target.base_year,
        "at": message(f"at.{target.at}"),
        "deadline": deadline,
    }
    if target.value is not None:
        yield message("explain.value", value=target.value, **values)
    elif target.value_range is not None:
        low, high = target.value_range
        yield message("explain.range", value=message("aim.range", low=low, high=high), **values)
    elif target.multiple is not None:
        yield message("explain.multiple", multiple=target.multiple, **values)
    elif target.growth is not None:
        yield message("explain.growth", growth=target.growth, **values)
    else:
        yield message(f"explain.direction.{target.direction}" if target.directed else "reason.no_number")
    if target.every_year:
        yield message("explain.every_year")
    if target.figures != "level":
        yield message(f"explain.figures.{target.figures}", base_year=target.base_year)
    if target.limit is not None:
        yield message("explain.limit", limit=target.limit, unit=target.unit)
    if target.comparable_from is not None:
        yield message("explain.comparable_from", year=target.comparable_from)
    if target.replaces is not None:
        yield message("explain.replaces", since=target.since, replaced=target.replaces)


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


def kind_notes(found: Assessment) -> Iterator[Message]:
    """What a reader of the row must know: how often it was kept, how much there is so far, what does not count."""
    standing = found.standing
    if standing is None:
        return
    if found.kept is not None:
        yield message("note.kept", years=found.kept.years, of=found.kept.of)
    if found.target.figures == "flow" and not standing.unstarted:
        yield from _so_far(found, standing)
    if standing.missing is not None:
        yield message("note.unusable_year" if standing.unusable else "note.missing_year", year=standing.missing)
    if found.method == "path" and found.target.method != "path" and _is_straight(standing):
        yield message("note.straight_line")
    published = standing.figures.get(standing.baseline.year)
    if standing.pinned and published is not None and published != standing.baseline.figure:
        yield message(
            "note.pinned",
            year=standing.baseline.year,
            value=standing.baseline.figure.printed,
            published=figure_text(published),
        )


def _so_far(found: Assessment, standing: Standing) -> Iterator[Message]:
    """How much of a running total there is, and how much of the time has gone."""
    share, due = found.numbers.share_done, found.target.due
    if share is not None and due is not None:
        yield message(
            "note.so_far",
            share=Percent(share.printed, decimals_apart([share.printed * 100], 0)),
            goal=shown(standing.goal()),
            unit=found.target.unit,
            years=standing.latest.year - standing.baseline.year,
            all_years=due - standing.baseline.year,
        )


def _is_straight(standing: Standing) -> bool:
    return standing.target.has_number and not compound_path_exists(standing.baseline.figure.printed, standing.goal())
