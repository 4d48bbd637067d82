"""How the values of a message are read in either language, and which language a word names."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from fuling_cli.language import Bilingual, Language, Percent, message, translate_value


@pytest.mark.parametrize(
    ("day", "language", "words"),
    [
        (date(2026, 11, 22), "en", "22 November 2026"),
        (date(2026, 11, 22), "zh", "2026年11月22日"),
        (date(2025, 1, 1), "en", "1 January 2025"),
        (date(2025, 1, 1), "zh", "2025年1月1日"),
    ],
)
def test_a_day_is_written_as_its_readers_write_it(day: date, language: Language, words: str) -> None:
    assert translate_value(day, language) == words


def test_a_moment_stays_as_machines_write_it() -> None:
    assert translate_value(datetime(2026, 11, 22, 8, tzinfo=UTC), "en") == "2026-11-22T08:00:00+00:00"


def test_a_title_says_its_names_and_its_day_in_one_language() -> None:
    title = message("status.title", plan=Bilingual("The plan", "规划"), as_of=date(2024, 6, 3))
    assert [title.translate("en"), title.translate("zh")] == [
        "The plan, as of 3 June 2024",
        "规划，截至2024年6月3日",
    ]


def test_numbers_have_no_exponent_and_lists_have_the_marks_of_the_language() -> None:
    values = [Decimal("1E+3"), Percent(Decimal("0.0695"), 1), "gdp"]
    assert (translate_value(values, "en"), translate_value(values, "zh")) == ("1000, 7.0%, gdp", "1000、7.0%、gdp")
