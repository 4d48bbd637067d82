"""What several tests share: the switch that renews golden files, and a table with every kind of cell."""

import signal
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from fuling_cli.core.figure import Figure
from fuling_cli.core.verdict import Verdict
from fuling_cli.language import Bilingual, Message, message
from fuling_cli.reports.trajectory import trajectory_table
from fuling_cli.tables.table import Cell, Column, Kind, Table
from tests.builders import Typed, assessed, at_most, between, target

# What Hypothesis draws, as a share of 100 (`examples` in builders.py); a machine may be busy, so there is no deadline.
for profile, share in {"quick": 10, "usual": 50, "full": 100}.items():  # the developer's loop; pytest alone; .ci/run
    settings.register_profile(profile, deadline=None, max_examples=share)
settings.load_profile("usual")

GOLDEN = Path(__file__).parent / "golden"

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # below nohup, or in the background of a shell
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what the tests start would ignore interruptions too


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew-golden", action="store_true", help="write the golden files anew instead of comparing")


@pytest.hookimpl(optionalhook=True)  # where pytest-xdist is installed
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:  # noqa: ANN401  a logger of its own
    """Each process gets a run of neighbours, which share what they were given, and steals when it is done."""
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Holds a whole text against the file of that name below tests/golden, or writes it there."""
    renew = request.config.getoption("--renew-golden")

    def held_against(name: str, text: str) -> None:
        file = GOLDEN / name
        if renew:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        assert text == file.read_bytes().decode()

    return held_against


COLUMNS = (
    Column("name", Kind.NAME),
    Column("id", Kind.TEXT, under="name"),
    Column("unit", Kind.TEXT),
    Column("baseline", Kind.FIGURE),
    Column("baseline.year", Kind.YEAR, under="baseline"),
    Column("latest", Kind.FIGURE),
    Column("latest.year", Kind.YEAR, under="latest"),
    Column("latest.published", Kind.DAY, shown=False),
    Column("latest.recorded", Kind.MOMENT, shown=False),
    Column("goal", Kind.NUMBER, written=False),
    Column("share_done", Kind.SHARE),
    Column("observed_growth", Kind.GROWTH),
    Column("remaining_growth", Kind.GROWTH, under="observed_growth"),
    Column("projected", Kind.DERIVED),
    Column("ratio", Kind.RATIO, shown=False),
    Column("stated", Kind.COUNT, shown=False),
    Column("on_track", Kind.FLAG, shown=False),
    Column("flags", Kind.LIST, shown=False),
    Column("reason", Kind.WORDS, shown=False),
    Column("verdict", Kind.VERDICT),
)


def made_row(**given: Cell) -> tuple[Cell, ...]:
    """A row of the made-up table; the cells that are not given are missing."""
    cells: dict[str, Cell] = {column.key: None for column in COLUMNS}
    cells |= {key.replace("__", "."): cell for key, cell in given.items()}
    return tuple(cells[column.key] for column in COLUMNS)


def made_table(*rows: tuple[Cell, ...]) -> Table:
    """A table of these rows, with a title, a summary and a note."""
    return Table(
        schema="fuling.status/1",
        title=said("Made-up targets", "虚构的目标"),
        rows_key="targets",
        columns=COLUMNS,
        rows=rows,
        head={"plan": {"id": "made-up", "title": {"zh": "虚构的目标"}}, "chance": Decimal("0.610")},
        foot={"summary": {"assessed": 2, "on_track": 1}},
        summary=said("2 assessed: 1 on track, 1 off track.", "已评估 2 个：在轨 1 个，偏离 1 个。"),
        notes=(
            said(">1700: 1700 or more (<: or less).", ">1700：1700 以上（< 为以下）。"),
            said("1. A note", "1. 说明"),
        ),
    )


def said(en: str, zh: str) -> Message:
    """A sentence of its own, with brackets that no format may take for markup."""
    return message("entry.full", number=Bilingual(en, zh), noun="[1]")


def exactly(number: str) -> Figure:
    """A computed number without a bound."""
    return Figure(Decimal(number), Decimal(number), Decimal(number))


@pytest.fixture
def table() -> Table:
    """Four made-up targets: on track, behind, known only as a bound, and without a figure."""
    return made_table(
        made_row(
            id="gdp",
            name=Bilingual("Gross domestic product", "地区生产总值"),
            unit="亿元",
            baseline=Figure.exactly(Decimal("1504.37")),
            baseline__year=2022,
            latest=Figure.at_least(Decimal(1700)),
            latest__year=2024,
            latest__published=date(2025, 1, 19),
            latest__recorded=datetime(2026, 11, 22, 8, tzinfo=UTC),
            goal=Decimal(2100),
            share_done=Figure(Decimal("0.3284"), Decimal("0.3284"), None),
            observed_growth=Figure(Decimal("0.06302"), Decimal("0.06302"), None),
            remaining_growth=Figure(Decimal("0.07298"), None, Decimal("0.07298")),
            projected=Figure(Decimal("2042.04"), Decimal("2042.04"), None),
            ratio=Decimal("0.9130"),
            stated=3,
            flags=("bound", "stale"),
            verdict=Verdict.UNDECIDED,
        ),
        made_row(
            id="ten-billion-enterprises",
            name=Bilingual("Enterprises of the 10-billion-yuan level", "百亿级企业"),
            unit="家",
            baseline=Figure.exactly(Decimal(5)),
            baseline__year=2022,
            latest=Figure.exactly(Decimal(8)),
            latest__year=2025,
            goal=Decimal(11),
            share_done=exactly("0.5"),
            observed_growth=exactly("0.16961"),
            remaining_growth=exactly("0.17260"),
            projected=exactly("10.944"),
            on_track=True,
            flags=(),
            reason=message("reason.no_actual"),
            verdict=Verdict.ON_TRACK,
        ),
        made_row(
            id="budget-revenue",
            name=Bilingual("General public budget revenue", "一般公共预算收入"),
            unit="亿元",
            baseline=Figure.between(Decimal("60.50"), Decimal("61.25")),
            baseline__year=2022,
            latest=Figure.exactly(Decimal("58.00")),
            latest__year=2025,
            goal=Decimal("100.0"),
            share_done=Figure(Decimal("-0.063"), Decimal("-0.084"), Decimal("-0.063")),
            observed_growth=Figure(Decimal("-0.0140"), Decimal("-0.0180"), Decimal("-0.0140")),
            remaining_growth=exactly("0.3131"),
            projected=Figure(Decimal("56.39"), Decimal("55.93"), Decimal("56.39")),
            on_track=False,
            verdict=Verdict.REVERSING,
        ),
        made_row(
            id="nev-output",
            name=Bilingual("Output of new-energy vehicles", "智能网联新能源汽车产值"),
            verdict=Verdict.NOT_ASSESSED,
        ),
    )


@pytest.fixture
def charted() -> Table:
    """A made-up target with figures of every kind, and its chart."""
    series: dict[int, Typed] = {2020: "80.0", 2021: "78.4", 2023: at_most(75), 2025: between(62, 66)}
    name = Bilingual("Waste", "废弃物")
    aim = target(id="waste", name=name, unit="万吨", value="50", down=True)
    found = assessed("cagr", series, aim, unit="万吨")
    return trajectory_table(found)._replace(notes=(said("A made-up note", "虚构的说明"),))
