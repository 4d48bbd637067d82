"""fuling export as a workbook, and back: whole, in both languages."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuling_cli.commands.session import Session
from fuling_cli.core.ledger import Actual
from fuling_cli.errors import WrongUsage
from fuling_cli.formats.xlsx import render
from fuling_cli.importer.placed import Defaults
from fuling_cli.importer.reading import read_sheet
from fuling_cli.importer.request import Request
from fuling_cli.importer.source import sheet_of_file
from fuling_cli.language import LANGUAGES, Language
from fuling_cli.reports.definitions import actuals
from fuling_cli.store.plan_file import load_plan
from tests.builders import examples
from tests.screens import screen
from tests.workbooks import dumped, opened, parts_of

from .program import LEDGER, PLAN, Fuling
from .test_import import TOLD_TWICE, entries, folder

__all__ = ["folder"]  # a fixture

REPORTS = ("status --all", "actuals", "targets", "trajectory")


def exported(fuling: Fuling, *typed: str, language: str = "en") -> bytes:
    """A workbook that was written."""
    said = fuling("export", *typed, "-o", "out.xlsx", "--force", FULING_LANG=language)
    assert (said.code, said.out) == (0, "")
    return (fuling.here / "out.xlsx").read_bytes()


@pytest.mark.parametrize("typed", REPORTS)
def test_it_is_the_golden_file(fuling: Fuling, typed: str, language: str, golden: Callable[[str, str], None]) -> None:
    name = typed.replace(" --", "-").replace(" ", "-")
    golden(
        f"commands/made-up/export-{name}.xlsx.{language}.txt",
        dumped(exported(fuling, *typed.split(), language=language)),
    )


def test_every_target_with_a_figure_has_a_chart(bare: Fuling) -> None:
    charts = [name for name in parts_of(exported(bare, "status")) if name.startswith("xl/charts/chart")]
    assert len(charts) == 5  # of one of the six nothing has been published yet


def test_it_goes_to_standard_output(fuling: Fuling) -> None:
    assert fuling("export", "--format", "xlsx").stdout == exported(fuling)
    assert opened(fuling("status", "gdp", "--format", "xlsx").stdout).sheetnames == ["Scorecard", "Notes"]
    assert opened(fuling("history", "--format", "xlsx", FULING_LANG="zh").stdout).sheetnames == ["历次公布", "说明"]


def test_it_never_goes_onto_a_screen() -> None:
    Session("en", screen().terminal).refuse_to_show(b"PK")
    seen = Session("en", screen(tty=True).terminal)
    seen.refuse_to_show("text")
    with pytest.raises(WrongUsage, match="cannot be shown here"):
        seen.refuse_to_show(b"PK")


# An export of the actuals imports back to the same ledger

DIGITS = """
[[actual]]
metric = "gdp"
year = 2023
value = 1280.00
unit = "亿元"
recorded = 2024-01-01T08:00:00Z

[[actual]]
metric = "gdp"
year = 2022
low = 1250.0000000000001
high = 1250.0000000000002
unit = "亿元"
status = "final"
source = "'=1"
note = "=1+1"
recorded = 2024-01-01T08:00:00Z
"""


def test_a_workbook_of_the_actuals_imports_back_to_the_same_ledger(fuling: Fuling, language: str) -> None:
    fuling.plan(ledger=LEDGER + TOLD_TWICE + DIGITS)
    exported(fuling, "actuals", language=language)
    again = Fuling(fuling.home / "again")
    again.plan(ledger=None)
    book = fuling.here / "out.xlsx"
    assert again("import", book).out.startswith(f"Imported into {again.actuals}: 13 new, 0 known\n")
    assert again("export", "actuals").stdout == fuling("export", "actuals").stdout
    assert again("history", "--format", "json").stdout == fuling("history", "--format", "json").stdout
    assert exported(again, "actuals", language=language) == book.read_bytes()
    assert ": 0 new, 13 known" in again("import", book).out


def test_a_name_that_two_metrics_share_is_no_name_to_import_by(fuling: Fuling) -> None:
    plan = PLAN.replace('en = "Trade"', 'en = "Listed firms"')
    fuling.plan(plan, LEDGER)
    exported(fuling, "actuals")
    again = Fuling(fuling.home / "again")
    again.plan(plan, ledger=None)
    assert " 0 known" in again("import", fuling.here / "out.xlsx").out
    assert again("export", "actuals").stdout == fuling("export", "actuals").stdout
    said = fuling("export", "actuals", "--format", "markdown").out
    assert "| firms |" in said
    assert "| Gross product |" in said


@examples(40)  # a workbook is a dozen files, packed and unpacked
@given(held=st.lists(entries, min_size=1, max_size=4), language=st.sampled_from(LANGUAGES))
def test_whatever_can_be_seen_comes_back_from_a_workbook(held: list[Actual], language: Language, folder: Path) -> None:
    plan = load_plan(folder / "targets.toml")
    path = folder / "export.xlsx"
    path.write_bytes(render(actuals(plan, held, date(2027, 1, 1)), language=language))
    read = read_sheet(sheet_of_file(path), plan, Request(), Defaults(datetime(2027, 1, 1, tzinfo=UTC)))
    assert [one.actual for one in read.placed] == held
    assert not read.wrong
    for one, actual in zip(read.placed, held, strict=True):
        assert str(one.actual.figure) == str(actual.figure)  # digit by digit
