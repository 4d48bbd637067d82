"""The colors of every drawing: Okabe and Ito's, told apart with every kind of color vision, on white and on black.

Shapes and dashes tell the lines apart without any color.
"""

BLUE, VERMILION, GREEN = "#0072B2", "#D55E00", "#009E73"
CURVES = {"planned": BLUE, "needed": VERMILION, "pace": GREEN}
"""Each path of a chart; what was observed has the color of the text."""
INK, PALE, GRID = "#1a1a1a", "#595959", "#dddddd"
"""On white paper: the text, what stands behind it, and the lines of the grid."""
