"""README.md of this folder: a line for every row of the list of faults, and every test that it names exists."""

import re
from pathlib import Path

ROWS = {"W": 22, "C": 10, "I": 13, "O": 15, "S": 5, "P": 6}
TEXT = Path(__file__).with_name("README.md").read_text(encoding="utf-8")
TESTS = Path(__file__).parents[1]


def test_every_row_has_a_test_or_a_reason() -> None:
    told = set(re.findall(r"\b[WCIOSP]\d\d\b", TEXT))
    assert {f"{letter}{number:02}" for letter, last in ROWS.items() for number in range(1, last + 1)} <= told


def test_every_test_that_is_named_exists() -> None:
    named = set(re.findall(r"`([a-z0-9]+(?:_[a-z0-9]+){2,})`", TEXT))
    sources = "".join(path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py"))
    there = set(re.findall(r"def test_(\w+)", sources))
    assert len(named) > 100
    assert sorted(named - there) == []
