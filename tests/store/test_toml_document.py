"""Whatever the bytes are, reading them ends: in a document, or in InvalidData that says where."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fuling_cli.errors import InvalidData
from fuling_cli.store.ledger_file import parse_ledger
from fuling_cli.store.plan_tables import KEYS
from fuling_cli.store.toml_document import TomlDocument
from tests.builders import examples

PATH = Path("a.toml")
PIECES = (
    *("[[actual]]\n", "metric", " = ", '"gdp"', "\n", "1", "[", "]", "{", "}", '"""', "'", "#", ".", "\r\n", "nan"),
    *("year = 2020\n", "value = 1\n", "recorded = 2026-01-01T08:00:00Z\n", 'unit = "家"\n', "\u2028", "\\", "0x"),
)
pieces = st.lists(
    st.sampled_from(PIECES),
    max_size=40,
).map(lambda words: "".join(words).encode())


@examples(300)
@given(raw=st.binary(max_size=200) | pieces)
@example(raw=b"a = 0x" + b"F" * 8000)
@example(raw=b"a = 1e99999999999999999999")
@example(raw=b"a = 1979-05-27T07:32:00+24:00")
def test_any_bytes_are_a_ledger_or_are_told_to_be_none(raw: bytes) -> None:
    try:
        parse_ledger(PATH, raw)
    except InvalidData as error:
        lines = raw.count(b"\n") + 1
        for problem in error.problems:
            assert 1 <= problem.line <= lines
            assert problem.column >= 1
            assert problem.message.translate("zh")
            assert len(problem.message.translate("en")) < 1000


PLACED = b"""\
# first
[plan]
id = "x"
  "by" = 1
[[target]]   # one
id = "a"
[[ target ]]
'id' = "b"
note = '''
id = "c"
'''
name.en = "d"
"""


@pytest.mark.parametrize(
    ("location", "place"),
    [
        (("plan",), (2, 1)),
        (("plan", "id"), (3, 1)),
        (("plan", "by"), (4, 3)),
        (("plan", "absent"), (2, 1)),
        (("target", 0, "id"), (6, 1)),
        (("target", 1, "id"), (8, 1)),
        (("target", 1, "name", "en"), (12, 1)),
        (("target", 1, "absent"), (7, 1)),
        (("target", 0), (5, 1)),
        (("absent",), (1, 1)),
        ((), (1, 1)),
    ],
)
def test_things_are_found_where_they_stand(location: tuple[int | str, ...], place: tuple[int, int]) -> None:
    assert TomlDocument(PATH, PLACED).line_and_column(location) == place


def test_a_document_begins_behind_its_mark() -> None:
    assert TomlDocument(PATH, b"\xef\xbb\xbf[plan]\n").content == {"plan": {}}


def test_the_allowed_keys_are_those_of_the_specification() -> None:
    assert set(KEYS["target"]) == {
        *("id", "name", "unit", "value", "metric", "at", "direction", "by", "base_year", "baseline"),
        *("multiple", "whole", "group", "method", "note", "short", "aliases", "binding", "growth", "figures"),
        *("every_year", "limit", "comparable_from", "since", "replaces", "prices"),
    }
    assert set(KEYS["plan"]) == {"id", "title", "area", "base_year", "by", "announced", "source", "method"}
