"""actuals.toml, the ledger: read strictly, and only ever added to."""

import time
import tomllib
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuling_cli.core.figure import Figure
from fuling_cli.core.ledger import Actual, Ledger, Withdrawal
from fuling_cli.errors import InvalidData, Problem, WrongUsage
from fuling_cli.language import message
from fuling_cli.store.ledger_file import (
    Entries,
    append_entries,
    entries_to_toml,
    load_ledger,
    parse_ledger,
    read_ledger,
)
from fuling_cli.store.read_file import LARGEST_LEDGER

THEN = datetime(2026, 1, 1, 8, tzinfo=UTC)
ENTRY = """\
[[actual]]
metric = "gdp"
year = 2020
unit = "亿元"
recorded = 2026-01-01T08:00:00Z
"""
WITHDRAWAL = """\
[[withdrawal]]
metric = "gdp"
year = 2020
entry = 2026-01-01T08:00:00Z
recorded = 2026-01-02T08:00:00Z
"""
GDP = Actual("gdp", 2020, Figure.exactly(Decimal("1000.00")), "亿元", THEN)


def problems(path: Path, text: str | bytes) -> list[Problem]:
    """What is wrong with a file of this content; found within a second of work."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    started = time.process_time()
    with pytest.raises(InvalidData) as raised:
        load_ledger(path)
    assert time.process_time() - started < 1
    for problem in raised.value.problems:
        assert problem.path == str(path)
        assert len(problem.message.translate("en")) < 400
    return list(raised.value.problems)


def test_an_entry_is_read_with_its_digits(tmp_path: Path) -> None:
    path = tmp_path / "actuals.toml"
    path.write_text(f"{ENTRY}value = 108.00\npublished = 2021-01-19\nstatus = 'final'\nsource = 's'\n", "utf-8")
    (entry,) = load_ledger(path).entries
    assert entry == Actual(
        "gdp", 2020, Figure.exactly(Decimal(108)), "亿元", THEN, status="final", published=date(2021, 1, 19), source="s"
    )
    assert str(entry.figure.value) == "108.00"


def test_bounds_and_ranges_are_figures_too(tmp_path: Path) -> None:
    path = tmp_path / "actuals.toml"
    path.write_text(f"{ENTRY}low = 1\n{ENTRY}high = 2\n{ENTRY}low = 1\nhigh = 2\n", encoding="utf-8")
    figures = [entry.figure for entry in load_ledger(path).entries]
    assert figures == [Figure.at_least(Decimal(1)), Figure.at_most(Decimal(2)), Figure.between(Decimal(1), Decimal(2))]


def test_no_file_and_a_file_of_comments_are_empty_ledgers(tmp_path: Path) -> None:
    path = tmp_path / "actuals.toml"
    assert load_ledger(path) == Ledger()
    path.write_bytes(b"# nothing yet\n")
    assert load_ledger(path) == Ledger()


def test_a_withdrawal_takes_back_the_entry_it_names(tmp_path: Path) -> None:
    path = tmp_path / "actuals.toml"
    path.write_text(f"{ENTRY}value = 1\n{WITHDRAWAL}", encoding="utf-8")
    ledger = load_ledger(path)
    assert (len(ledger.entries), ledger.actuals) == (1, ())


BROKEN: dict[str, tuple[str | bytes, int, int, str]] = {
    # what the file holds, line, column, the message
    "GBK": (ENTRY.encode("gbk"), 4, 9, "data.gbk"),
    "UTF-16": (ENTRY.encode("utf-16"), 1, 1, "data.utf16"),
    "zero bytes at the end": (f"{ENTRY}value = 1\n".encode() + bytes(100), 7, 1, "data.nul"),
    "emptied": (b"", 1, 1, "data.emptied"),
    "only white space": (b"\n\n", 1, 1, "data.emptied"),
    "only a byte order mark": (b"\xef\xbb\xbf", 1, 1, "data.emptied"),
    "a conflict": (f"{ENTRY}value = 1\n<<<<<<< HEAD\n", 7, 1, "data.conflict"),
    "an entry cut off": (f"{ENTRY}value = ", 6, 9, "data.toml"),
    "a key twice": (f"{ENTRY}value = 1\nvalue = 2\n", 7, 10, "data.toml"),
    "a dotted key of 100 KB": ("a." * 50_000 + "a = 1\n", 1, 1, "data.long_line"),
    "100 000 brackets": ("a = " + "[" * 100_000, 1, 1, "data.long_line"),
    "brackets line by line": ("a = " + "[\n#\n" * 100_000, 1, 1, "data.deep"),
    "a typo": (f"{ENTRY}vlaue = 1\n", 1, 1, "data.shape"),
    "a typo in a header": (ENTRY.replace("actual", "actaul"), 1, 1, "data.unknown_key"),
    "the plan": ('[plan]\nid = "x"\n', 1, 1, "data.unknown_key"),
    "a single table": (f"{ENTRY}value = 1\n".replace("[[", "[").replace("]]", "]"), 1, 1, "data.tables"),
    "no metric": (f"{ENTRY}value = 1\n".replace('metric = "gdp"\n', ""), 1, 1, "data.missing_key"),
    "no unit": (f"{ENTRY}value = 1\n".replace('unit = "亿元"\n', ""), 1, 1, "data.missing_key"),
    "no moment": (f"{ENTRY}value = 1\n".replace("recorded = 2026-01-01T08:00:00Z\n", ""), 1, 1, "data.missing_key"),
    "no figure": (ENTRY, 1, 1, "data.shape"),
    "a figure and a bound": (f"{ENTRY}value = 1\nlow = 1\n", 7, 1, "data.shape"),
    "a range backwards": (f"{ENTRY}low = 2\nhigh = 1\n", 7, 1, "data.backwards"),
    "a range of one": (f"{ENTRY}low = 1\nhigh = 1\n", 7, 1, "data.backwards"),
    "a value in quotes": (f'{ENTRY}value = "1"\n', 6, 1, "data.number"),
    "nan": (f"{ENTRY}value = nan\n", 6, 1, "data.number"),
    "inf": (f"{ENTRY}high = inf\n", 6, 1, "data.number"),
    "1e999999": (f"{ENTRY}low = 1e999999\n", 6, 1, "data.out_of_range"),
    "a year in quotes": (f"{ENTRY}value = 1\n".replace("2020", '"2020"'), 3, 1, "data.whole_number"),
    "a year with a fraction": (f"{ENTRY}value = 1\n".replace("2020", "2020.0"), 3, 1, "data.whole_number"),
    "year 0": (f"{ENTRY}value = 1\n".replace("2020", "0"), 3, 1, "data.out_of_range"),
    "a day in quotes": (f'{ENTRY}value = 1\npublished = "2021-01-19"\n', 7, 1, "data.day"),
    "a moment for a day": (f"{ENTRY}value = 1\npublished = 2021-01-19T00:00:00Z\n", 7, 1, "data.day"),
    "a moment in quotes": (f"{ENTRY}value = 1\n".replace("2026-01-01T08:00:00Z", '"x"'), 5, 1, "data.moment"),
    "a day for a moment": (f"{ENTRY}value = 1\n".replace("T08:00:00Z", ""), 5, 1, "data.moment"),
    "a moment without an offset": (f"{ENTRY}value = 1\n".replace("00Z", "00"), 5, 1, "data.offset"),
    "a moment at the end of time": (f"{ENTRY}value = 1\n".replace("2026-01", "9999-12"), 5, 1, "data.out_of_range"),
    "another status": (f'{ENTRY}value = 1\nstatus = "preliminary"\n', 7, 1, "data.choice"),
    "an empty source": (f'{ENTRY}value = 1\nsource = ""\n', 7, 1, "data.empty_text"),
    "a withdrawal of nothing": (WITHDRAWAL, 1, 1, "data.stray_withdrawal"),
    "a second withdrawal": (f"{ENTRY}value = 1\n{WITHDRAWAL}{WITHDRAWAL}", 12, 1, "data.stray_withdrawal"),
    "a withdrawal without an offset": (
        f"{ENTRY}value = 1\n{WITHDRAWAL.replace('02T08:00:00Z', '02T08:00:00')}",
        11,
        1,
        "data.offset",
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_wrong_is_told_at_its_place(tmp_path: Path, what: str) -> None:
    text, line, column, key = BROKEN[what]
    first = problems(tmp_path / "actuals.toml", text)[0]
    assert (first.line, first.column, first.message.key) == (line, column, key)


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    text = f'{ENTRY}value = "1"\n{ENTRY}value = 1\nsauce = "x"\n{WITHDRAWAL}yaer = 1\n'
    assert [problem.line for problem in problems(tmp_path / "actuals.toml", text)] == [6, 13, 19]


def test_an_unknown_key_is_a_warning_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "actuals.toml"
    path.write_text(f"{ENTRY}value = 1\nprecision = 2\n{WITHDRAWAL}why = 1\n[[projection]]\nyear = 2030\n", "utf-8")
    reading = read_ledger(path)
    assert [(warning.line, warning.message.key, warning.serious) for warning in reading.warnings] == [
        (7, "data.unknown_key", False),
        (13, "data.unknown_key", False),
        (14, "data.unknown_key", False),
    ]
    assert len(reading.ledger.withdrawals) == 1


def test_two_thousand_problems_take_no_time(tmp_path: Path) -> None:
    assert len(problems(tmp_path / "actuals.toml", f"{ENTRY}value = true\n" * 2000)) == 2000


def test_a_file_with_more_problems_is_damaged_as_a_whole(tmp_path: Path) -> None:
    found = problems(tmp_path / "actuals.toml", f"{ENTRY}value = true\n" * 2010)
    assert (len(found), found[-1].message) == (2001, message("data.more", count=10))


def test_the_first_entry_makes_the_file(tmp_path: Path) -> None:
    path = tmp_path / "actuals.toml"
    assert append_entries(path, lambda _: Entries([GDP])).entries == (GDP,)
    assert path.read_text("utf-8").startswith("# ")
    assert path.read_text("utf-8").endswith(entries_to_toml(Entries([GDP])))
    assert load_ledger(path).entries == (GDP,)


def test_who_refuses_under_the_lock_leaves_no_file(tmp_path: Path) -> None:
    def refuse(ledger: Ledger) -> Entries:
        assert ledger == Ledger()
        raise WrongUsage(message("undo.nothing"))

    with pytest.raises(WrongUsage):
        append_entries(tmp_path / "actuals.toml", refuse)
    assert not (tmp_path / "actuals.toml").exists()


def test_nothing_to_add_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "actuals.toml"
    path.write_bytes(b"# mine\n")
    before = path.stat().st_mtime_ns
    assert append_entries(path, lambda _: Entries()) == Ledger()
    assert path.stat().st_mtime_ns == before


@pytest.mark.parametrize("indent", ["", "  "])
def test_what_was_read_before_is_not_read_again_unless_it_changed(tmp_path: Path, indent: str) -> None:
    path = tmp_path / "actuals.toml"
    path.write_text(f"{indent}{ENTRY}value = 1", "utf-8")
    known = read_ledger(path)
    assert append_entries(path, lambda held: Entries([GDP] if held is known.ledger else []), known) == load_ledger(path)
    assert len(load_ledger(path).entries) == 2
    assert append_entries(path, lambda held: Entries([] if held is known.ledger else [GDP]), known) == load_ledger(path)
    assert len(load_ledger(path).entries) == 3


ROW = '{ metric = "gdp", year = 2020, value = 1, unit = "家", recorded = 2026-01-01T08:00:00Z }'


@pytest.mark.parametrize("text", ["# mine\nactual = []\n", f"# [[actual]]\nactual = [{ROW}]\n", "# x\nactual = [\n]\n"])
def test_what_an_append_leaves_is_what_the_library_reads_or_nothing_is_written(text: str, tmp_path: Path) -> None:
    path = tmp_path / "actuals.toml"
    path.write_text(text, "utf-8")
    known = read_ledger(path)
    assert len(known.ledger.entries) == text.count("metric")
    with pytest.raises(InvalidData) as raised:
        append_entries(path, lambda _: Entries([GDP]), known)
    assert [(p.line, p.message) for p in raised.value.problems] == [(2, message("data.tables", key="actual"))]
    assert path.read_text("utf-8") == text


@pytest.mark.skipif(version("tomli") >= "2.4", reason="pyproject.toml does not allow the tomli that is installed")
@pytest.mark.parametrize(
    "wrong",
    [
        "[[[actual]]]\n",
        "[[[actual]]\n",
        "[[actual]\n",
        "a = { b = 1, }\n",
        "a = { b = 1,\nc = 2 }\n",
        'a = "\\e"\n',
        "a = 07:32\n",
    ],
)
def test_what_toml_1_0_does_not_know_is_refused(wrong: str, tmp_path: Path) -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        tomllib.loads(wrong)
    (problem,) = problems(tmp_path / "actuals.toml", f"{ENTRY}value = 1\n{wrong}")
    assert problem.message.key == "data.toml"


def test_a_ledger_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "actuals.toml"
    with path.open("wb") as file:
        file.truncate(LARGEST_LEDGER + 1)
    started = time.process_time()
    with pytest.raises(InvalidData) as raised:
        load_ledger(path)
    assert time.process_time() - started < 0.1
    assert raised.value.problems[0].message == message("source.too_large", limit=64)


@pytest.mark.parametrize(
    ("damage", "keys"),
    [
        ("".join(f"k{number} = 1\n" for number in range(100_000)), {"data.unknown_key", "data.more"}),
        ('note = """\n' + ("x" * 79 + "\n") * 190_000 + '"""\n', {"data.text_length"}),
    ],
    ids=["unknown keys", "a string of 15 MB"],
)
def test_a_damaged_file_of_some_megabytes_is_told_in_seconds(damage: str, keys: set[str], tmp_path: Path) -> None:
    path = tmp_path / "actuals.toml"
    path.write_text(f"{ENTRY}value = 1\n{damage}", "utf-8")
    started = time.process_time()
    try:
        found = read_ledger(path).warnings
    except InvalidData as error:
        found = error.problems
    assert {problem.message.key for problem in found} == keys
    assert time.process_time() - started < 3


def test_a_withdrawal_follows_what_it_takes_back(tmp_path: Path) -> None:
    path = tmp_path / "actuals.toml"
    append_entries(path, lambda _: Entries([GDP]))
    taken = Withdrawal("gdp", 2020, THEN, THEN + timedelta(days=1))
    ledger = append_entries(path, lambda _: Entries(withdrawals=[taken]))
    assert (ledger.actuals, ledger.withdrawals) == ((), (taken,))


texts = st.none() | st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=40)
numbers = st.decimals(-(10**9), 10**9, places=3) | st.integers(-(10**12), 10**12).map(Decimal)
figures = st.one_of(
    numbers.map(Figure.exactly),
    numbers.map(Figure.at_least),
    numbers.map(Figure.at_most),
    st.tuples(numbers, numbers)
    .filter(lambda ends: ends[0] != ends[1])
    .map(lambda ends: Figure.between(min(ends), max(ends))),
)
actuals = st.builds(
    Actual,
    metric=st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8})?", fullmatch=True),
    year=st.integers(1900, 2099),
    figure=figures,
    unit=st.sampled_from(["亿元", "家", "%", "yuan"]),
    recorded=st.datetimes(datetime(1970, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
    status=st.sampled_from(["provisional", "revised", "final", "estimated"]),
    published=st.none() | st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    source=texts,
    url=texts,
    note=texts,
)


@given(entries=st.lists(actuals, max_size=4))
def test_what_is_written_is_read_again(entries: list[Actual]) -> None:
    text = entries_to_toml(Entries(entries))
    found = parse_ledger(Path("actuals.toml"), f"#\n{text}".encode()).ledger.entries
    assert found == tuple(entries)
    assert [str(entry.figure) for entry in found] == [str(entry.figure) for entry in entries]  # digits, too
    for row in tomllib.loads(text).get("actual", []):
        assert row["recorded"].tzinfo is not None
