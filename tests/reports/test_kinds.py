"""Every kind of target in every report and every format: none works in one place and not in another."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fuling_cli.core.assessment import Assessment
from fuling_cli.core.forecast import forecast
from fuling_cli.core.ledger import Ledger
from fuling_cli.core.target import Plan, Target
from fuling_cli.formats import FORMATS
from fuling_cli.language import LANGUAGES, Language, Message
from fuling_cli.methods import assess
from fuling_cli.reports.document import document
from fuling_cli.reports.explanation import answer, cautions, target_lines, thresholds
from fuling_cli.reports.forecast import forecast_table
from fuling_cli.reports.overview import overview
from fuling_cli.reports.scorecard import scorecard
from fuling_cli.reports.trajectory import chart_table, trajectories
from tests.builders import Typed, actual, at_least, plan, target

DAY = date(2026, 6, 30)
LEVELS: Mapping[int, Typed] = {2019: 98, 2020: 100, 2021: 104, 2022: 109, 2023: 113, 2024: 118, 2025: "122.5"}
RATES: Mapping[int, Typed] = {2021: "6.1", 2022: "5.9", 2023: "6.5", 2024: at_least("6.2"), 2025: "6.3"}
KINDS: dict[str, tuple[Target, Mapping[int, Typed]]] = {
    "growth": (target(value=None, growth=Decimal("2.5")), LEVELS),
    "index": (target(value=None, growth=Decimal("6.5"), figures="growth", unit="%"), RATES),
    "multiple-of-index": (target(multiple=2, figures="growth", unit="%"), RATES),
    "flow": (target(value=1000, figures="flow"), LEVELS),
    "flow-with-a-gap": (target(value=1000, figures="flow"), {2021: 100, 2023: 110}),
    "flow-without-figures": (target(value=1000, figures="flow"), {}),
    "every-year": (target(value=110, every_year=True), LEVELS),
    "every-year-undated": (target(value=110, every_year=True, by=None), LEVELS),
    "every-year-bounded": (target(value=110, every_year=True), {**LEVELS, 2025: at_least(105)}),
    "range": (target(value=None, value_range=(Decimal(130), Decimal(140))), LEVELS),
    "range-met": (target(value=None, value_range=(Decimal(110), Decimal(140))), LEVELS),
    "range-bounded": (target(value=None, value_range=(Decimal(130), Decimal(140))), {**LEVELS, 2025: at_least(120)}),
    "direction": (target(value=None, directed=True, by=None), LEVELS),
    "direction-with-a-limit": (target(value=None, directed=True, limit=Decimal(130)), LEVELS),
    "limit": (target(value=129, limit=Decimal(130)), LEVELS),
    "break": (target(comparable_from=2022), LEVELS),
    "straight-path": (target(value=0, down=True), {2020: 50, 2025: 20}),
    "overdue": (target(by=2023), {2020: 100, 2022: 110}),
    "later-than-the-deadline": (target(by=2023), {2020: 100, 2025: 110}),
    "pinned": (target(baseline=90), LEVELS),
    "changed": (target(since=date(2025, 3, 1), replaces="old"), LEVELS),
}


@pytest.fixture(params=KINDS)
def found(request: pytest.FixtureRequest) -> tuple[Plan, Ledger, Assessment]:
    aim, series = KINDS[request.param]
    ledger = Ledger(tuple(actual(year, typed, unit=aim.unit) for year, typed in series.items()))
    made = plan(aim)
    (assessment,) = assess(made, ledger, as_of=DAY)
    return made, ledger, assessment


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_report_of_it_can_be_read(found: tuple[Plan, Ledger, Assessment], language: Language) -> None:
    made, _, assessment = found
    lines = [*answer(assessment), *cautions(assessment), *target_lines(made, assessment.target)]
    lines += [one.figures for one in thresholds(assessment)]
    said = [line.translate(language) for line in lines]
    ahead = forecast(assessment, Decimal("0.05"))
    said += [note.translate(language) for note in forecast_table(made, assessment, ahead, DAY).notes]
    said += [
        cell.translate(language) for cell in overview(made, [assessment], DAY).rows[0] if isinstance(cell, Message)
    ]
    assert said
    assert not [line for line in said if "None" in line or "{" in line or "  " in line.strip()]


@pytest.mark.parametrize("name", [name for name in FORMATS.names if name != "xlsx"])
def test_every_format_writes_it(found: tuple[Plan, Ledger, Assessment], name: str) -> None:
    made, ledger, assessment = found
    tables: list[Any] = [
        scorecard(made, [assessment], DAY),
        overview(made, [assessment], DAY),
        document(made, [assessment], ledger.actuals, DAY),
        trajectories(made, [assessment], DAY),
        chart_table(made, assessment, DAY),
        forecast_table(made, assessment, forecast(assessment), DAY),
    ]
    for table in tables:
        for language in LANGUAGES:
            assert FORMATS.load(name).render(table, language=language)


def test_what_is_computed_of_an_index_is_rounded_for_readers(found: tuple[Plan, Ledger, Assessment]) -> None:
    made, _, assessment = found
    record = next(scorecard(made, [assessment], DAY).records())
    numbers = [value for value in record.values() if isinstance(value, Decimal)]
    assert all(len(number.as_tuple().digits) <= 15 for number in numbers)
