"""What a reader must know of one target beside its numbers and its verdict, in short sentences."""

from collections.abc import Iterator

from fuling_cli.core.assessment import Assessment
from fuling_cli.core.standing import Standing
from fuling_cli.core.verdict import Flag, Verdict
from fuling_cli.language import Message, Sentences, message
from fuling_cli.reports.kinds import kind_notes

UNDECIDED = {f"reason.undecided.{turn}": f"remark.{turn}" for turn in ("from", "up_to", "beyond")}
"""The short form of the reasons that a verdict is open, where one figure alone leaves it open."""


def remarks(found: Assessment) -> Sentences:
    """The sentences about one target: why its verdict is open, then what its flags mean."""
    return Sentences(_remarks(found))


def _remarks(found: Assessment) -> Iterator[Message]:
    standing, said = found.standing, {Flag.BOUND, Flag.OVERDUE}  # that it is overdue is the reason itself
    if found.verdict is Verdict.UNDECIDED:
        yield undecided(found)
        said |= {Flag.STALE}
    elif standing is not None and is_single_figure(found, standing):
        yield message("remark.single", year=standing.baseline.year)
        said |= {Flag.STALE, Flag.BASE_YEAR_MISSING}
    elif found.verdict in (Verdict.NOT_ASSESSED, Verdict.MISSED):
        yield found.reason
    if standing is None and found.overdue and found.reason.key != "reason.no_actual":
        yield message("flag.overdue.note")
    if standing is not None:
        later, none = standing.missing is not None, standing.unstarted
        said |= {Flag.STALE} if later or none else set()  # figures were published since, or none ever was
        yield from (flag_remark(flag, found, standing) for flag in found.flags if flag not in said)
    yield from kind_notes(found)


def undecided(found: Assessment) -> Message:
    """The number from which an open verdict is another."""
    reason = found.reason
    if reason.key not in UNDECIDED:
        return message("remark.both")
    figure = reason.values["figure"]
    assert isinstance(figure, Message)
    return message(UNDECIDED[reason.key], **{**reason.values, "year": figure.values["year"]})


def is_single_figure(found: Assessment, standing: Standing) -> bool:
    """True if the only figure since the base year is the baseline itself, so that nothing can have grown."""
    return standing.single and found.reason.key == "reason.no_later_actual"


def flag_remark(flag: Flag, found: Assessment, standing: Standing) -> Message:
    """What a flag means for this target."""
    if flag is Flag.MET_THEN_LOST:
        return message("flag.met_then_lost.note", met_year=_last_year_met(standing))
    first = found.target.comparable_from
    if flag is Flag.BASE_YEAR_MISSING and first is not None and first > found.target.base_year:
        return message("flag.base_year_missing.break", baseline_year=standing.baseline.year, first=first)
    if flag is Flag.REVISED:
        return message("flag.revised.note", unrevised=message(f"verdict.{found.unrevised}"))
    return message(
        f"flag.{flag}.note",
        base_year=found.target.base_year,
        baseline_year=standing.baseline.year,
        latest_year=standing.latest.year,
    )


def _last_year_met(standing: Standing) -> int:
    """The last year before the latest figure whose figure met the target."""
    goal = standing.goal()
    met = (
        year
        for year, figure in standing.figures.items()
        if standing.baseline.year <= year < standing.latest.year and standing.target.met(figure.printed, goal)
    )
    return max(met, default=standing.baseline.year)
