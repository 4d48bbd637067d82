"""Several plans side by side: a row a plan, its verdicts counted, the worst first."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from fuling_cli.core.decimals import WIDE
from fuling_cli.core.figure import Figure
from fuling_cli.core.verdict import Verdict
from fuling_cli.language import Bilingual, Message, message
from fuling_cli.tables.table import Cell, Column, Kind, Schema, Table

COLUMNS = (
    Column("area", Kind.NAME),
    Column("title", Kind.NAME, shown=False),
    Column("id", Kind.TEXT, shown=False),
    Column("folder", Kind.TEXT, under="area", always=True),
    Column("targets", Kind.COUNT),
    Column("assessed", Kind.COUNT),
    Column("on_track", Kind.COUNT),
    Column("off_track", Kind.COUNT),
    Column("undecided", Kind.COUNT),
    Column("not_assessed", Kind.COUNT),
    Column("overdue", Kind.COUNT, shown=False),
    Column("share_off_track", Kind.SHARE, exact=True),
    *(Column(f"counts.{verdict}", Kind.COUNT, shown=False) for verdict in Verdict),
    Column("problem", Kind.WORDS),
)
SCHEMA = Schema("fuling.compare/1", "plans", COLUMNS, head=(Column("as_of", Kind.DAY, shown=False, always=True),))


class Compared(NamedTuple):
    """What one folder holds: a plan and how many of its targets have each verdict, or what is wrong with it."""

    folder: str
    id: str | None = None
    title: Bilingual | None = None
    area: Bilingual | None = None
    verdicts: Mapping[Verdict, int] | None = None
    overdue: int = 0
    problem: Message | None = None

    @property
    def counts(self) -> dict[str, int]:
        """How many targets there are, were assessed, are on and off track, undecided, not assessed, and overdue."""
        verdicts = self.verdicts or {}
        on, off = (sum(n for verdict, n in verdicts.items() if verdict.on_track is side) for side in (True, False))
        return {
            "targets": sum(verdicts.values()),
            "assessed": on + off,
            "on_track": on,
            "off_track": off,
            "undecided": verdicts.get(Verdict.UNDECIDED, 0),
            "not_assessed": verdicts.get(Verdict.NOT_ASSESSED, 0),
            "overdue": self.overdue,
        }


def comparison(plans: Sequence[Compared], as_of: date) -> Table:
    """The plans, worst first: by the share off track, then by how many are; then those without a verdict, in order."""
    unreadable = sum(plan.problem is not None for plan in plans)
    return Table(
        schema=SCHEMA.name,
        title=message("compare.title", count=len(plans), as_of=as_of),
        rows_key=SCHEMA.rows_key,
        columns=tuple(
            column._replace(shown=bool(unreadable)) if column.key == "problem" else column for column in COLUMNS
        ),
        rows=tuple(_plan_row(plan, plan.counts) for plan in worst_first(plans)),
        head={"as_of": as_of.isoformat()},
        summary=message("compare.summary", read=len(plans) - unreadable, unreadable=unreadable),
        notes=(message("compare.order"),),
    )


def worst_first(plans: Sequence[Compared]) -> list[Compared]:
    """By the share off track, then by how many are; then those without a verdict, in the order given."""
    return sorted(plans, key=_worst_first)


def _off_track_share(counts: Mapping[str, int]) -> Decimal | None:
    """The part of the assessed targets that are off track; None where none was assessed."""
    return WIDE.divide(Decimal(counts["off_track"]), Decimal(counts["assessed"])) if counts["assessed"] else None


def _worst_first(plan: Compared) -> tuple[bool, bool, Decimal, int]:
    counts = plan.counts
    share = _off_track_share(counts)
    return plan.problem is not None, share is None, -(share or Decimal(0)), -counts["off_track"]


def _plan_row(plan: Compared, counts: dict[str, int]) -> tuple[Cell, ...]:
    share = _off_track_share(counts)
    cells: dict[str, Cell] = {
        "area": plan.area,
        "title": plan.title,
        "id": plan.id,
        "folder": plan.folder,
        "share_off_track": None if share is None else Figure.exactly(share),
        "problem": plan.problem,
    }
    if plan.verdicts is not None:
        cells |= counts | {f"counts.{verdict}": plan.verdicts.get(verdict, 0) for verdict in Verdict}
    return tuple(cells.get(column.key) for column in COLUMNS)
