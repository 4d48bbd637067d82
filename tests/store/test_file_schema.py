"""The schemas of the two files: what they take, what they refuse, and that the loaders agree."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import tomli
from jsonschema import Draft202012Validator

from fuling_cli.core.ledger import STATUSES
from fuling_cli.core.target import COMPARATORS
from fuling_cli.errors import InvalidData
from fuling_cli.language import LANGUAGES, Language
from fuling_cli.store.file_schema import FILES, file_schema
from fuling_cli.store.ledger_file import LedgerReading, read_ledger
from fuling_cli.store.plan_file import PlanReading, read_plan
from tests.commands.program import LEDGER, PLAN

WITHDRAWAL = """
[[withdrawal]]
metric = "gdp"
year = 2020
entry = 2020-01-01T00:00:00Z
recorded = 2020-01-01T00:00:00.000001Z
"""
SHIPPED = Path(__file__).parents[2] / "data"


def as_json(value: Any) -> Any:  # noqa: ANN401  whatever TOML holds
    """A value of TOML as editors hand it to a schema: days and moments as text."""
    match value:
        case dict():
            return {key: as_json(inner) for key, inner in value.items()}
        case list():
            return [as_json(inner) for inner in value]
        case date():
            return value.isoformat()
        case Decimal():
            return int(value) if value == int(value) else float(value)
        case _:
            return value


def complaints(name: str, text: str) -> list[str]:
    """What a schema has against a file."""
    schema = file_schema(name, "en")
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [error.message for error in validator.iter_errors(as_json(tomli.loads(text, parse_float=Decimal)))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FILES)
def test_a_schema_is_one_and_every_key_is_described_in_the_language(name: str, language: Language) -> None:
    schema = file_schema(name, language)
    Draft202012Validator.check_schema(schema)

    def described(table: dict[str, Any]) -> Iterator[bool]:
        for inner in table["properties"].values():
            yield any("\u4e00" <= letter <= "\u9fff" for letter in inner["description"]) == (language == "zh")

    found = [said for table in (schema, *schema["$defs"].values()) for said in described(table)]
    assert len(found) > 15
    assert sum(found) >= len(found) - 2  # two tell words of Chinese statistics in both


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("targets.toml", (SHIPPED / "targets.toml").read_text("utf-8")),
        ("actuals.toml", (SHIPPED / "actuals.toml").read_text("utf-8")),
        ("targets.toml", PLAN),
        ("actuals.toml", LEDGER),
        ("actuals.toml", WITHDRAWAL),
    ],
)
def test_what_is_used_fits(name: str, text: str) -> None:
    assert complaints(name, text) == []


@pytest.mark.parametrize("at", COMPARATORS)
def test_a_comparator_goes_with_its_direction(at: str) -> None:
    plan = PLAN.replace('id = "gdp"\n', f'id = "gdp"\nat = "{at}"\ndirection = "up"\n', 1)
    assert bool(complaints("targets.toml", plan)) == (at in ("most", "less"))


def reads(read: Callable[[Path], PlanReading | LedgerReading], path: Path) -> bool:
    """Whether a loader has nothing against a file, not even a warning."""
    with suppress(InvalidData):
        return not read(path).warnings
    return False


GDP = 'id = "gdp"\n'
GDP_VALUE = 'unit = "亿元"\nvalue = 2000\n'
KINDS = (
    'unit = "亿元"\ngrowth = 6.5\nfigures = "growth"\n',
    'unit = "亿元"\nvalue = { from = 45, to = 55.5 }\nlimit = 100\nevery_year = true\n',
    'unit = "亿元"\nvalue = 1\nnote = { en = "x", zh = "注" }\nshort = { en = "GDP", zh = "GDP" }\naliases = ["GDP"]\n',
    'unit = "亿元"\nvalue = 1\nbinding = true\nprices = "constant"\ncomparable_from = 2020\nsince = 2025-03-01\n',
    'direction = "down"\nunit = "%"\n',
)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_target_fits(kind: str, tmp_path: Path) -> None:
    plan = PLAN.replace(GDP_VALUE, kind, 1)
    assert plan != PLAN
    (tmp_path / "targets.toml").write_text(plan, "utf-8")
    assert reads(read_plan, tmp_path / "targets.toml")
    assert complaints("targets.toml", plan) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("base_year = 2020", ""),
        ("base_year = 2020", "base_year = 1899"),
        ("base_year = 2020", 'base_year = "2020"'),
        ("base_year = 2020", "base_year = 2020.5"),
        ("announced = 2021-03-01", "announced = true"),
        ("announced = 2021-03-01", 'announced = "soon"'),
        ("[plan]", "[plan]\nmehtod = 'cagr'"),
        ("[plan]", "[plan]\nmethod = 'guess'"),
        ('id = "made-up"', 'id = "Made Up"'),
        ('source = "the made-up gazette"', 'source = ""'),
        ("[plan]", "x = 1\n[plan]"),
        (GDP, GDP + "taget = 1\n"),
        (GDP, GDP + "at = 'about'\n"),
        (GDP, GDP + "multiple = 2\n"),
        (GDP, GDP + "growth = 2\n"),
        (GDP, GDP + "figures = 'rates'\n"),
        (GDP, GDP + "replaces = 'firms'\n"),
        (GDP, GDP + "short = 'GDP'\n"),
        (GDP, GDP + "aliases = 'GDP'\n"),
        (GDP, GDP + "prices = 'fixed'\n"),
        (GDP, GDP + "limit = 'all'\n"),
        (GDP_VALUE, 'unit = "亿元"\nevery_year = true\n'),
        (GDP_VALUE, 'unit = "亿元"\nvalue = { from = 45 }\n'),
        (GDP_VALUE, 'unit = "亿元"\nat = "least"\nvalue = { from = 45, to = 55 }\n'),
        (GDP, GDP + "by = 'never'\n"),
        (GDP, GDP + "by = 2200\n"),
        (GDP, GDP + "whole = 'yes'\n"),
        (GDP, GDP + "whole = true\nbaseline = 0.5\n"),
        (GDP, GDP + "method = 'guess'\n"),
        (GDP, GDP + "direction = 'down'\nat = 'least'\n"),
        ('unit = "亿元"\nvalue = 2000', "value = 2000"),
        ('unit = "亿元"\nmultiple = 2', 'unit = "亿元"\nmultiple = 0'),
        ('unit = "亿元"\nvalue = 2000', 'unit = "亿元"\nvalue = "2000"'),
        ('unit = "亿元"\nvalue = 2000', 'unit = "亿元"\nvalue = 2e30'),
        ('{ en = "Gross product", zh = "生产总值" }', '{ en = "Gross product" }'),
        ('{ en = "Gross product", zh = "生产总值" }', '{ en = "Gross product", zh = "生产总值", fr = "x" }'),
    ],
)
def test_the_schema_refuses_what_the_loader_refuses_of_a_plan(old: str, new: str, tmp_path: Path) -> None:
    assert old in PLAN
    wrong = PLAN.replace(old, new, 1)
    (tmp_path / "targets.toml").write_text(wrong, "utf-8")
    assert not reads(read_plan, tmp_path / "targets.toml")
    assert complaints("targets.toml", wrong)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("value = 1000.00\n", ""),
        ("value = 1000.00\n", "value = 1000.00\nlow = 900\n"),
        ("value = 1000.00\n", "value = '1000.00'\n"),
        ("low = 1300\n", "low = true\n"),
        ("year = 2020\n", "year = 20\n"),
        ("year = 2020\n", ""),
        ('unit = "亿元"\n', ""),
        ('metric = "gdp"\n', 'metric = "GDP"\n'),
        ('status = "provisional"', 'status = "rough"'),
        ("published = 2021-02-01", "published = 2021"),
        ("recorded = 2021-02-02T08:00:00Z", ""),
        ("recorded = 2021-02-02T08:00:00Z", "recorded = 2021-02-02T08:00:00"),
        ("recorded = 2021-02-02T08:00:00Z", "recorded = 2021-02-02"),
        ("[[actual]]", "[[actaul]]"),
        ('source = "yearbook 2021"', 'sauce = "yearbook 2021"'),
    ],
)
def test_the_schema_refuses_what_the_loader_refuses_of_a_ledger(old: str, new: str, tmp_path: Path) -> None:
    assert old in LEDGER
    wrong = LEDGER.replace(old, new, 1)
    (tmp_path / "actuals.toml").write_text(wrong, "utf-8")
    assert not reads(read_ledger, tmp_path / "actuals.toml")
    assert complaints("actuals.toml", wrong)


def test_editors_are_offered_the_words_that_a_key_takes() -> None:
    target = file_schema("targets.toml", "en")["$defs"]["TargetTable"]["properties"]
    assert target["at"]["enum"] == [*COMPARATORS]
    assert {"const": "undated"} in target["by"]["anyOf"]
    actual = file_schema("actuals.toml", "en")["$defs"]["ActualTable"]["properties"]
    assert actual["status"]["enum"] == [*STATUSES]
