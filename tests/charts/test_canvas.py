"""The canvas: dots and characters where they belong, in braille and without."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuling_cli.charts.canvas import BLANK, Canvas, Piece, Stroke

SOLID, DASHED, BOLD = Stroke("a", "*"), Stroke("b", "+", on=2, of=4), Stroke("c", ".", bold=True)
WITHIN = st.integers(-30, 90)
POINTS = st.lists(st.tuples(WITHIN, WITHIN), min_size=1, max_size=5)
STROKES = st.sampled_from([SOLID, DASHED, BOLD])


def text(canvas: Canvas) -> list[str]:
    """The rows as a reader sees them."""
    return ["".join(piece.text for piece in line) for line in canvas.lines()]


@pytest.mark.parametrize(
    ("dot", "cell"),
    [((0, 0), "⠁"), ((1, 0), "⠈"), ((0, 1), "⠂"), ((1, 2), "⠠"), ((0, 3), "⡀"), ((1, 3), "⢀")],
)
def test_a_dot_has_its_place_in_the_cell(dot: tuple[int, int], cell: str) -> None:
    canvas = Canvas(2, 1, braille=True)
    canvas.dot(*dot, "a", "*")
    assert text(canvas) == [cell]


def test_lines_are_drawn_as_their_strokes_say() -> None:
    for stroke, braille, plain in (
        (SOLID, ["⠉⠒⠤⣀"], ["****"]),
        (DASHED, ["⠉ ⠤"], ["+ +"]),
        (BOLD, ["⠛⠶⣤⣀", "  ⠈⠉"], ["...."]),
    ):
        fine, coarse = Canvas(4, len(braille), braille=True), Canvas(4, 1, braille=False)
        fine.line([(0, 0), (7, 3)], stroke)
        coarse.line([(0, 0), (3, 0)], stroke)
        assert (text(fine)[0], text(coarse)) == (braille[0], plain)


def test_lines_that_cross_share_a_cell() -> None:
    canvas = Canvas(2, 1, braille=True)
    canvas.line([(0, 0), (3, 3)], SOLID)
    canvas.line([(0, 3), (3, 0)], DASHED)
    assert text(canvas) == ["⡱⢄"]
    assert [piece.role for line in canvas.lines() for piece in line] == ["b", "a"]


def test_characters_stand_over_dots_in_pieces_of_one_role() -> None:
    canvas = Canvas(6, 2, braille=True)
    canvas.line([(0, 0), (11, 0)], SOLID)
    canvas.write(2, 0, "19", "b")
    canvas.write(5, 0, "cut", "b")
    assert list(canvas.lines()) == [
        (Piece("⠉⠉", "a"), Piece("19", "b"), Piece("⠉", "a"), Piece("c", "b")),
        (),
    ]


def test_what_is_free_is_empty_and_on_the_canvas() -> None:
    canvas = Canvas(6, 2, braille=False)
    canvas.write(2, 0, "x")
    assert canvas.is_free(3, 0, 3)
    assert canvas.is_free(3, 0, 4)  # nothing follows the last column
    assert not canvas.is_free(3, 0, 5)
    assert not canvas.is_free(1, 0, 2)
    assert not canvas.is_free(-1, 1, 2)
    assert not canvas.is_free(0, 2, 1)


@given(POINTS, STROKES, st.booleans(), st.integers(1, 30), st.integers(1, 20))
def test_nothing_leaves_the_canvas(
    points: list[tuple[int, int]],
    stroke: Stroke,
    braille: bool,  # noqa: FBT001
    columns: int,
    rows: int,
) -> None:
    canvas = Canvas(columns, rows, braille)
    canvas.line(points, stroke)
    drawn = text(canvas)
    assert len(drawn) == rows
    assert all(len(line) <= columns and line == line.rstrip() for line in drawn)
    assert {letter for line in drawn for letter in line} <= (
        {" ", *map(chr, range(BLANK + 1, BLANK + 256))} if braille else {" ", stroke.plain}
    )


@given(POINTS, st.booleans())
def test_a_solid_line_passes_through_its_points_without_a_gap(
    points: list[tuple[int, int]],
    braille: bool,  # noqa: FBT001
) -> None:
    canvas = Canvas(46, 23, braille)
    canvas.line(points, SOLID)
    drawn = text(canvas)
    for x, y in points:
        column, row = x // canvas.across, y // canvas.down
        if 0 <= column < canvas.columns and 0 <= row < canvas.rows:
            assert drawn[row][column] != " "
    inside = [0 <= x < 46 and 0 <= y < 23 for x, y in points]
    if all(inside) and points:
        xs = [x // canvas.across for x, _ in points]
        for column in range(min(xs), max(xs) + 1):
            assert any(column < len(line) and line[column] != " " for line in drawn)
