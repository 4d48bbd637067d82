"""Targets, actuals, growth and verdicts: pure functions of data, without disk, terminal or clock."""
