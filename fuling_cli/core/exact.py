"""Decimal arithmetic of two kinds: exact, or to 60 digits; binary floating point only ever makes a first guess."""

from decimal import MAX_EMAX, MIN_EMIN, Context, DivisionByZero, Inexact, InvalidOperation, Overflow

TRAPS = [InvalidOperation, DivisionByZero, Overflow]

EXACT = Context(prec=1000, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[*TRAPS, Inexact])
"""Sums and products that must not lose a digit: a lost one raises `decimal.Inexact`."""

WIDE = Context(prec=60, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=TRAPS)
"""Roots and quotients: 60 significant digits, far below the last digit of anything printed."""

FLOATS = 1e-100, 1e100
"""Between these a float holds a number, and the quotient of two, to 15 digits."""

GUARDED = Context(prec=80, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=TRAPS)
"""The steps to such a result: what they round away is too small for its 60 digits."""

STEPS = (*(Context(prec=digits, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=TRAPS) for digits in (36, 66)), GUARDED)
"""From the 15 digits of a float to 60, where each step doubles those that are right: the first need not know many."""
