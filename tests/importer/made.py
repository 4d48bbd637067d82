"""Tables as a test writes them, and what an import makes of them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from fuling_cli.core.target import Plan, Target
from fuling_cli.errors import WrongUsage
from fuling_cli.importer.placed import Defaults
from fuling_cli.importer.reading import Reading, read_sheet
from fuling_cli.importer.request import Request, Where
from fuling_cli.importer.sheet import Refused, Sheet, WrongCell
from fuling_cli.importer.source import sheet_of_bytes
from fuling_cli.language import LANGUAGES, Bilingual
from fuling_cli.store.plan_file import load_plan
from tests.builders import target

TABLES = Path(__file__).parent / "tables"
FOUND = Path(__file__).parent / "found"
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
GDP = target(id="gdp", metric="gdp", name=Bilingual("Gross domestic product", "地区生产总值"))
DOUBLED = GDP._replace(id="gdp-doubling", name=Bilingual("Gross product, doubled", "翻番"))
FIRMS = target(id="firms", metric="firms", unit="家", name=Bilingual("Firms", "规上工业企业数"))
RATE = target(id="urban-rate", metric="urban-rate", unit="%", name=Bilingual("Urbanisation rate", "城镇化率"))
PEOPLE = target(id="people", metric="people", unit="万人", name=Bilingual("Residents", "常住人口"))
HARMONY = target(id="harmony", metric="harmony", unit="", value=None, name=Bilingual("Harmony", "和谐"))


def plan_of(*targets: Target) -> Plan:
    """A plan of these targets for a district of Chongqing."""
    name = Bilingual("A plan", "规划")
    area = Bilingual("Chongqing", "重庆市")
    return Plan("p", name, area, 2020, 2030, date(2021, 1, 1), "a gazette", targets)


PLAN = plan_of(GDP, DOUBLED, FIRMS, RATE, PEOPLE, HARMONY)


def plan_of_tables() -> Plan:
    """The plan beside the public tables."""
    return load_plan(TABLES / "targets.toml")


def request(*where: str, metric: str | None = None, plan: Plan = PLAN, **given: str) -> Request:
    """What is asked for: conditions as they are typed, a metric by its id."""
    conditions = tuple(Where(*one.split("=", 1)) for one in where)
    found = None if metric is None else plan.metrics[metric]
    return Request("table.csv", found, conditions, given.get("value"), given.get("year"), given.get("unit"))


def imported(table: str | bytes | Sheet, asked: Request | None = None, plan: Plan = PLAN) -> Reading:
    """What an import makes of a table: text of a CSV file, bytes of any file, or a sheet."""
    raw = table.encode() if isinstance(table, str) else table
    sheet = raw if isinstance(raw, Sheet) else sheet_of_bytes(raw)
    return read_sheet(sheet, plan, asked or Request("table.csv"), Defaults(NOW))


def taken(table: str | bytes | Sheet, asked: Request | None = None, plan: Plan = PLAN) -> dict[str, dict[int, str]]:
    """The figures of a table by metric and year, with their digits and, where it is another, their unit."""
    reading = imported(table, asked, plan)
    assert not reading.wrong, [cell.message.translate("en") for cell in reading.wrong]
    found: dict[str, dict[int, str]] = {}
    for one in reading.placed:
        actual = one.actual
        unit = "" if actual.unit == plan.metrics[actual.metric].unit else actual.unit
        low, high = actual.figure.low, actual.figure.high
        sign = "" if actual.figure.exact else "<" if low is None else ">" if high is None else f"..{high}"
        figures = found.setdefault(actual.metric, {})
        assert actual.year not in figures
        figures[actual.year] = (
            f"{sign if len(sign) < 2 else ''}{actual.figure.printed}{sign if len(sign) > 1 else ''}{unit}"
        )
    return found


def refused(table: str | bytes | Sheet, asked: Request | None = None, plan: Plan = PLAN) -> str:
    """The English words with which a table is refused, as a whole or for its cells, each with its place."""
    told = _wrong(table, asked, plan)
    if isinstance(told, WrongUsage):
        told_in = {language: told.message.translate(language) for language in LANGUAGES}
        return f"{told_in['en']} {told.command}".strip()
    assert told
    assert all(cell.message.translate(language) for cell in told for language in LANGUAGES)
    return "\n".join(f"{cell.row}:{cell.column}: {cell.message.translate('en')}" for cell in told)


def _wrong(table: str | bytes | Sheet, asked: Request | None, plan: Plan) -> WrongUsage | list[WrongCell]:
    """What is wrong with a table, or with cells of it."""
    try:
        wrong = list(imported(table, asked, plan).wrong)
    except Refused as error:
        return [error.cell]
    except WrongUsage as error:
        return error
    return wrong


def left_out(table: str | bytes | Sheet, asked: Request | None = None, plan: Plan = PLAN) -> dict[str, int]:
    """How much of each kind is left out."""
    return {kind: count for kind, count in imported(table, asked, plan).left_out.counts.items() if count}


def csv_of(rows: Iterable[Iterable[object]], delimiter: str = ",") -> str:
    """Rows as CSV; a text that holds the delimiter or a quote stands in quotes."""

    def field(cell: object) -> str:
        text = "" if cell is None else str(cell)
        return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in f'{delimiter}"\n') else text

    return "".join(delimiter.join(map(field, row)) + "\n" for row in rows)
