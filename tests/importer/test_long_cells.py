"""Long and repetitive texts in every kind of cell: read or refused at once, whatever they repeat."""

import time

import pytest

from fuling_cli.errors import WrongUsage
from fuling_cli.importer.sheet import Refused, Sheet

from .made import imported

TIMES = 5000
TEXTS = [
    "①",
    "*",
    "²",
    "[1]",
    "(",
    "()",
    "1",
    "1,",
    " 567",
    "1.",
    " p",
    "(p)",
    "亿",
    "us$ ",
    "-",
    "单位：",
    "一、",
    "2020 ",
]
SPACED = [f"中{space * TIMES}中" for space in (" ", "\u3000", "\u3000 ")] + [f"1{' ' * TIMES}2"]
TABLES: dict[str, list[list[str]]] = {
    "label": [["指标", "2020", "2021"], ["{}", "1", "2"]],
    "value": [["指标", "2020", "2021"], ["地区生产总值", "{}", "2"]],
    "heading": [["指标", "2020", "2021", "{}"], ["地区生产总值", "1", "2", "3"]],
    "year": [["年份", "地区生产总值"], ["{}", "1"], ["2021", "2"]],
    "above": [["{}"], ["指标", "2020", "2021"], ["地区生产总值", "1", "2"]],
    "below": [["指标", "2020", "2021"], ["地区生产总值", "1", "2"], ["{}"]],
    "unit": [["指标", "单位", "2020"], ["地区生产总值", "{}", "1"]],
    "unit in brackets": [["指标", "2020", "2021"], ["地区生产总值({})", "1", "2"]],
    "status": [["指标", "年份", "数值", "status", "note"], ["地区生产总值", "2020", "1", "{}", "{}"]],
}


@pytest.mark.parametrize("place", TABLES)
def test_no_text_keeps_an_import_busy(place: str) -> None:
    started = time.process_time()
    for text in [*(text * TIMES + "x" for text in TEXTS), *SPACED]:
        rows = [[cell.replace("{}", text) for cell in row] for row in TABLES[place]]
        try:
            imported(Sheet(rows))
        except (Refused, WrongUsage):
            continue
    assert time.process_time() - started < 5
