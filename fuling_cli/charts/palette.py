"""The colors of every drawing: Okabe and Ito's, told apart with every kind of color vision, on white and on black.

Shapes and dashes tell the lines apart without any color.
"""

BLUE, VERMILION, GREEN = "#0072B2", "#D55E00", "#009E73"
CURVES = {"planned": BLUE, "needed": VERMILION, "pace": GREEN}
"""Each path of a chart; what was observed has the color of the text."""
DASHES: dict[str, tuple[float, tuple[float, ...]]] = {
    "planned": (0, ()),
    "needed": (0, (5, 2)),
    "pace": (0, (1, 1.6)),
    "level": (0, (8, 3, 1, 3)),
}
"""The dashes of each path and of a level, as Matplotlib takes them: where to begin, then points on and off."""
INK, PALE, GRID = "#1a1a1a", "#595959", "#dddddd"
"""On white paper: the text, what stands behind it, and the lines of the grid."""
