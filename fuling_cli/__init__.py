"""fuling: are the targets that officials announced going to be met?

The same from Python as from the command line:

>>> from datetime import date
>>> from pathlib import Path
>>> from fuling_cli import assess, load_ledger, load_plan
>>> plan, ledger = load_plan(Path("data/targets.toml")), load_ledger(Path("data/actuals.toml"))
>>> for found in assess(plan, ledger, as_of=date(2026, 11, 22))[2:5]:
...     print(found.target.id, found.verdict, found.judgement.turns_at)
budget-revenue achieved None
gdp undecided 1708.1
industrial-value-added not_assessed None
"""

TYPE_CHECKING = False  # what type checkers take for true; typing itself would be imported on every start

if TYPE_CHECKING:
    from fuling_cli.core.assessment import Assessment
    from fuling_cli.core.figure import Figure
    from fuling_cli.core.ledger import Actual, Ledger
    from fuling_cli.core.target import Plan, Target
    from fuling_cli.core.verdict import Flag, Verdict
    from fuling_cli.errors import FulingError
    from fuling_cli.methods import assess
    from fuling_cli.store.ledger_file import load_ledger
    from fuling_cli.store.plan_file import load_plan

__version__ = "0.1.0"
__all__ = [
    "Actual",
    "Assessment",
    "Figure",
    "Flag",
    "FulingError",
    "Ledger",
    "Plan",
    "Target",
    "Verdict",
    "assess",
    "load_ledger",
    "load_plan",
]

_PLACES = {
    "Actual": ".core.ledger",
    "Assessment": ".core.assessment",
    "Figure": ".core.figure",
    "Flag": ".core.verdict",
    "FulingError": ".errors",
    "Ledger": ".core.ledger",
    "Plan": ".core.target",
    "Target": ".core.target",
    "Verdict": ".core.verdict",
    "assess": ".methods",
    "load_ledger": ".store.ledger_file",
    "load_plan": ".store.plan_file",
}


def __getattr__(name: str) -> object:
    """A public name from where it lives, imported when it is first asked for: the command line starts without."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_PLACES[name], __name__), name)
