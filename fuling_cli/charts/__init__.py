"""Drawings of one description of a chart: for the terminal, for HTML reports, and as image files."""
