"""A ledger read block by block is what the TOML parser reads: the same entries, or the same problems."""

import tracemalloc
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fuling_cli.core.figure import Figure
from fuling_cli.core.ledger import Actual, Ledger, Withdrawal
from fuling_cli.errors import InvalidData, Problem
from fuling_cli.language import message
from fuling_cli.store import read_file
from fuling_cli.store.blocks import Scan
from fuling_cli.store.ledger_file import Entries, ledger_from, read_ledger, written
from fuling_cli.store.ledger_tables import ledger_in
from fuling_cli.store.toml_document import Source

PATH = Path("actuals.toml")
THEN = datetime(2026, 1, 1, 8, tzinfo=UTC)
LATER = datetime(2026, 1, 2, 8, 0, 0, 1, tzinfo=UTC)
ENTRIES = written(
    Entries(
        [
            Actual(
                "gdp",
                2020,
                Figure.exactly(Decimal("1000.00")),
                "亿元",
                THEN,
                source="《公报》 [1]",
                url="https://a.b/c",
            ),
            Actual("gdp", 2021, Figure.at_least(Decimal(1100)), "亿元", THEN, "final", THEN.date(), note="初步"),
            Actual("a-b", 2021, Figure.between(Decimal("-1.5"), Decimal(0)), "%", LATER, "revised"),
            Actual("a-b", 2022, Figure.at_most(Decimal(7)), 'a "unit" with \\ and a tab\t', THEN),
        ],
        [Withdrawal("a-b", 2021, LATER, LATER, note="a slip")],
    )
)
BLOCKS = [f"[[{block}" for block in ENTRIES.split("\n[[")[1:]]


def by_parser(raw: bytes) -> Ledger:
    """The ledger as the TOML parser alone reads it."""
    document = Source(PATH, raw)
    ledger = ledger_in(document)
    if None in ledger.withdrawn_index:
        place = ledger.withdrawn_index.index(None)
        raise InvalidData([document.problem(("withdrawal", place), message("data.stray_withdrawal"))])
    return ledger


def outcome(raw: bytes, *, parser: bool) -> tuple[Ledger | None, tuple[str, ...], tuple[Problem, ...]]:
    """What bytes are read as: a ledger and its digits, or what is wrong with them."""
    try:
        ledger = by_parser(raw) if parser else ledger_from(PATH, raw)
    except InvalidData as error:
        return None, (), error.problems
    return ledger, tuple(str(entry) for entry in ledger.entries), ()


BY_HAND = r"""

# a remark
# [[actual]]
[[ actual ]]
[actual]
[[actual.x]]
[plan]
x
value = 0
value = -0
value = +1
value = 01
value = 1e3
value = 1_0
value = -0.0
value = 0.0000000001
value = 1234567890123456789
value = 12345678901234567.5
value = 1234567890.1234567890123456789
value = nan
low = 0
high = 9
metric = "-a"
metric = "a--b"
metric = 'gdp'
metric = "gdp" # inline
year = 1899
year = 2100
year = 2_020
year = 2020.0
year=2020
recorded = 2026-02-30T08:00:00Z
recorded = 2026-01-01T24:00:00Z
recorded = 2026-01-01T08:00:60Z
recorded = 2026-01-01 08:00:00Z
recorded = 2026-01-01T08:00:00+08:00
recorded = 1899-12-31T08:00:00Z
recorded = 2100-01-01T08:00:00Z
recorded = 2026-01-01T08:00:00.5Z
published = 2026-02-29
published = 0000-01-01
published = 0001-01-01
published = 20260101
status = 'final'
status = "preliminary"
source = ""
source = "\u6daa"
source = "\ud800"
note = '''
'''
<<<<<<< HEAD
=======
actual = []
actual = [
]
a.b = 1
"""
LINES = (
    *(line for block in BLOCKS for line in block.splitlines()),
    *BY_HAND.splitlines(),
    *('note = """', '"""', "  ", "\ta tab", "#\ta tab", f"# {'x' * 2100}", f"# {'x' * 9000}", f"# {'[' * 60}"),
    *(f'note = "{"涪" * 2000}"', f'note = "{"涪" * 2001}"', f'metric = "{"a" * 64}"', f'metric = "{"a" * 65}"'),
)
ENDS = st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"])
blocks = st.sampled_from(["\n", "# a remark\n", *BLOCKS, *(block.replace("\n", "\r\n") for block in BLOCKS)])


@st.composite
def changed(draw: st.DrawFn, whole: st.SearchStrategy[list[str]]) -> bytes:
    """Some blocks, of which some lines were changed, left out or put in by hand."""
    lines = [line for block in draw(whole) for line in block.splitlines(keepends=True)]
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(lines)))
        new = [draw(st.sampled_from(LINES)) + draw(ENDS)] if draw(st.booleans()) else []
        lines[start : start + draw(st.integers(0, 2))] = new
    return "".join(lines).encode()


@st.composite
def cut(draw: st.DrawFn) -> bytes:
    """A ledger with a stretch of it cut out and any bytes in its place."""
    whole = ENTRIES.encode()
    start = draw(st.integers(0, len(whole)))
    return whole[:start] + draw(st.binary(max_size=4)) + whole[draw(st.integers(start, len(whole))) :]


@settings(max_examples=400)
@given(raw=changed(st.lists(blocks, max_size=5)) | changed(st.just([*BLOCKS])) | cut() | st.binary(max_size=60))
@example(raw=b"")
@example(raw=b"\n \n")
@example(raw=b"\xef\xbb\xbf" + ENTRIES.encode())
@example(raw=ENTRIES.encode() * 2)
@example(raw=f"actual = [\n{BLOCKS[0]}[[]]]\n".encode())
@example(raw=f"{BLOCKS[0]}note = '''\n{BLOCKS[1]}'''\n".encode())
@example(raw=f'{BLOCKS[3]}note = """\n{BLOCKS[1]}"""\n{BLOCKS[0]}'.encode())
@example(raw=f"[[actual]]\nx = [[actual]]\n{BLOCKS[0].partition(chr(10))[2]}{BLOCKS[1]}".encode())
@example(raw=f"# {'[' * 60}\n{BLOCKS[0]}".encode())
@example(raw=f"{BLOCKS[0].rstrip()}".encode())
@example(raw=f"{BLOCKS[0]}# {'x' * 9000}\n".encode())
def test_both_readers_agree_on_every_ledger(raw: bytes) -> None:
    assert outcome(raw, parser=False) == outcome(raw, parser=True)


@pytest.mark.parametrize("block", [0, 1, 2, 4])
def test_both_readers_agree_whatever_stands_in_the_place_of_a_line(block: int) -> None:
    before = BLOCKS[2] if block == 4 else ""  # what the withdrawal takes back
    lines = BLOCKS[block].splitlines()
    for place in range(len(lines)):
        for line in LINES:
            text = "\n".join([*lines[:place], line, *lines[place + 1 :], "", BLOCKS[0]])
            raw = f"{before}{text}".encode()
            assert outcome(raw, parser=False) == outcome(raw, parser=True), line


def refuse(block: bytes) -> Ledger | None:
    raise AssertionError(block)


@given(size=st.integers(1, 100))
def test_what_fuling_writes_needs_no_parser_however_it_is_cut(size: int) -> None:
    raw = b"# a remark\n\n" + "".join(BLOCKS[:3] + BLOCKS[4:]).encode()
    scan = Scan(refuse)
    for start in range(0, len(raw), size):
        scan.take(raw[start : start + size])
    assert scan.end() == by_parser(raw)


def test_what_was_edited_by_hand_is_read_on_its_own() -> None:
    edited = BLOCKS[1].replace("[[actual]]\n", "[[actual]]  # as the newspaper has it\n")
    seen: list[bytes] = []

    def alone(block: bytes) -> Ledger:
        seen.append(block)
        return by_parser(block)

    scan = Scan(alone)
    scan.take(f"{BLOCKS[0]}{edited}{BLOCKS[2]}".encode())
    assert scan.end() == by_parser(f"{BLOCKS[0]}{edited}{BLOCKS[2]}".encode())
    assert seen == [edited.encode()]


def test_a_long_remark_takes_little_memory() -> None:
    raw = b"#\n" * 1_000_000 + BLOCKS[0].encode()
    scan = Scan(refuse)
    tracemalloc.start()
    scan.take(raw)
    found, (_, most) = scan.end(), tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == by_parser(BLOCKS[0].encode())
    assert most < 10 * len(raw)


def large(path: Path, last: str) -> int:
    """Write a ledger larger than what is parsed as a whole; returns the line that its last block begins in."""
    text = (BLOCKS[0] * (read_file.LIMIT // len(BLOCKS[0].encode()) + 2)) + last
    path.write_text(text, "utf-8")
    return text.count("\n") - last.count("\n") + 1


def test_a_ledger_larger_than_a_parser_is_given_is_read(tmp_path: Path) -> None:
    line = large(tmp_path / "actuals.toml", BLOCKS[3] + BLOCKS[2])
    assert len(read_ledger(tmp_path / "actuals.toml").ledger.entries) == (line - 1) // BLOCKS[0].count("\n") + 2


@pytest.mark.parametrize(
    ("last", "below", "key"),
    [
        (f"{BLOCKS[1]}vlaue = 1\n", BLOCKS[1].count("\n"), "data.unknown_key"),
        ("[[actual]]\nmetric = \n", 1, "data.toml"),
        (BLOCKS[4], 0, "data.stray_withdrawal"),
        ("[[actual]]\nnote = '''\n" + BLOCKS[0], 2, "data.toml"),
    ],
)
def test_what_is_wrong_in_a_large_ledger_is_told_at_its_place(tmp_path: Path, last: str, below: int, key: str) -> None:
    path = tmp_path / "actuals.toml"
    line = large(path, last)
    with pytest.raises(InvalidData) as raised:
        read_ledger(path)
    assert (raised.value.problems[0].line, raised.value.problems[0].message.key) == (line + below, key)


def test_a_large_file_without_blocks_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "actuals.toml"
    path.write_bytes(b"# nothing\n" * (read_file.LIMIT // 8))
    with pytest.raises(InvalidData) as raised:
        read_ledger(path)
    assert [problem.message.key for problem in raised.value.problems] == ["source.too_large"]
