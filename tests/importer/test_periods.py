"""Years as tables write them, and what is none."""

import pytest

from fuling_cli.importer.periods import is_plausible_year, period_of


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2024",
            "2024年",
            "２０２４",
            "2024 年",
            "2024年度",
            "2024年末",
            "FY24",
            "FY2024",
            "1990 [YR1990]".replace("1990", "2024"),
        ),
        *("31.12.2024", "2024-01-01", "2024/12/31", "2024年12月31日", "12/31/2024", "2024-12-31T00:00:00", "2024-A1"),
        *("2024p", "2024 (p)", "2024（初步）", "2024*", "2024①", "2024[1]", "Year 2024", "2024年①"),
    ],
)
def test_a_year_in_many_ways(text: str) -> None:
    period = period_of(text)
    assert is_plausible_year(period)
    assert period is not None
    assert period.year == 2024


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *(
            (text, "quarter")
            for text in ("2022 Q4", "2022Q4", "2022-Q4", "Q4 2022", "4Q22", "2022年第四季度", "2022年四季度")
        ),
        *(
            (text, "month")
            for text in ("2024-03", "2024M03", "2024年3月", "2024年1-9月", "Jan-22", "January 2022", "2022 JAN")
        ),
        *((text, "month") for text in ("202403", "Mar 2024", "2024年12月末")),
        *((text, "half") for text in ("2024H1", "2024-S1", "2024年上半年")),
        *((text, "span") for text in ("2022/23", "2022-23", "2022-2023", "2020至2022年", "2022–2023")),
        ("2024-W05", "week"),
    ],
)
def test_other_periods_are_recognised_and_are_no_years(text: str, kind: str) -> None:
    period = period_of(text)
    assert period is not None
    assert (period.kind, period.year) == (kind, None)


@pytest.mark.parametrize(
    "text", ["", "1626.5", "18000", "2002=100", "Year", "May", "20241", "202", "2024.5", "9" * 50, "二〇二四"]
)
def test_what_names_no_period(text: str) -> None:
    assert period_of(text) is None


@pytest.mark.parametrize("text", ["1850", "2150", "1000"])
def test_a_year_far_away_is_no_year_of_the_ledger(text: str) -> None:
    assert not is_plausible_year(period_of(text))


@pytest.mark.parametrize(("text", "flag"), [("2024p", "p"), ("2024 (E)", "e"), ("2024（预计）", "预计"), ("2024", "")])
def test_a_flag_behind_a_year_is_kept(text: str, flag: str) -> None:
    period = period_of(text)
    assert period is not None
    assert period.flag == flag
