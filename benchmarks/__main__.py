"""Measure, and hold what was measured against the budgets.

    python -m benchmarks [--check] [PART]...

Without a PART, the first is measured. ``--check`` exits 1 where a budget is missed.
"""

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from importlib import import_module

from benchmarks.ratio import BUDGETS, Unmeasurable, held, table

PARTS = {
    "startup": "instructions of a short command, by valgrind",
    "walltime": "the time of the same commands, by hyperfine",
    "ledgers": "the time and memory of ledgers of any size, against pandas",
    "plans": "the time of a comparison of many plans, against pandas",
}
"""Modules beside this one, each with ``measured() -> Iterator[Ratio]``, and what they measure."""


def main() -> int:
    """Measure the parts that were asked for; returns the exit code."""
    every = "\n".join(f"  {name:<15}{what}" for name, what in PARTS.items())
    parser = ArgumentParser(
        "python -m benchmarks", formatter_class=RawDescriptionHelpFormatter, epilog=f"parts:\n{every}"
    )
    parser.add_argument("parts", nargs="*", metavar="PART", default=["startup"], help="what to measure: startup, else")
    parser.add_argument("--check", action="store_true", help="exit 1 where a budget is missed")
    asked = parser.parse_args()
    for part in asked.parts:
        if part not in PARTS:
            parser.error(f"no part is called {part}: {', '.join(PARTS)}")
    missed = False
    for part in asked.parts:
        try:
            ratios = list(import_module(f"benchmarks.{part}").measured())
        except Unmeasurable as why:
            parser.exit(2, f"{part}: {why}\n")
        budgets = BUDGETS.get(part, {})
        print(f"{part}: {PARTS[part]}\n{table(ratios, budgets)}\n")
        missed |= not all(held(ratio, budgets) for ratio in ratios)
    return int(missed and asked.check)


if __name__ == "__main__":
    sys.exit(main())
