"""The options and arguments that commands share; their help is a key of the word tables."""

from typing import Annotated, TypeAlias

import typer

from fuling_cli.commands.session import complete_metrics, complete_targets
from fuling_cli.core.ledger import STATUSES
from fuling_cli.formats import FORMATS
from fuling_cli.methods import METHODS

CHOICES = {"option.method": METHODS, "option.format": FORMATS}
"""The shelves whose words an option takes, by the key of its help."""


def _starting_with(names: tuple[str, ...], incomplete: str) -> list[str]:
    return [name for name in names if name.startswith(incomplete)]


Targets: TypeAlias = Annotated[
    list[str] | None, typer.Argument(metavar="[TARGET]...", help="option.targets", autocompletion=complete_targets)
]
Target: TypeAlias = Annotated[
    str, typer.Argument(metavar="TARGET", help="option.target", autocompletion=complete_targets)
]
Metric: TypeAlias = Annotated[
    str | None, typer.Argument(metavar="METRIC", help="option.metric", autocompletion=complete_metrics)
]
SomeMetric: TypeAlias = Annotated[
    str | None, typer.Argument(metavar="[METRIC]", help="option.some_metric", autocompletion=complete_metrics)
]
All: TypeAlias = Annotated[bool, typer.Option("--all", "-a", help="option.all")]
AsOf: TypeAlias = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="option.as_of")]
Method: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--method",
        "-m",
        metavar="NAME",
        help="option.method",
        autocompletion=lambda incomplete: _starting_with(METHODS.names, incomplete),
    ),
]
Unit: TypeAlias = Annotated[str | None, typer.Option("--unit", metavar="UNIT", help="option.unit")]
Format: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="NAME",
        help="option.format",
        autocompletion=lambda incomplete: _starting_with(FORMATS.names, incomplete),
    ),
]
Output: TypeAlias = Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="option.output")]
Bom: TypeAlias = Annotated[bool | None, typer.Option("--bom/--no-bom", help="option.bom")]
DryRun: TypeAlias = Annotated[bool, typer.Option("--dry-run", "-n", help="option.dry_run")]
Force: TypeAlias = Annotated[bool, typer.Option("--force", "-f", help="option.force")]
Status: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--status",
        metavar="STATUS",
        help="option.status",
        autocompletion=lambda incomplete: _starting_with(STATUSES, incomplete),
    ),
]
