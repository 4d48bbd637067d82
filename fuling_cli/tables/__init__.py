"""Findings as one neutral typed table, before anyone draws or writes it."""
