"""The registry of commands: one file each, named after the word the user types."""

from fuling_cli.registry import Registry

LIBRARY = ("options", "output", "session")
"""The modules here that are not commands."""

REGISTRY = Registry(__name__, __path__, leave_out=LIBRARY)

_ORDER = {
    "help.group.see": ("status", "explain", "forecast", "chart", "history", "targets", "compare"),
    "help.group.enter": ("record", "import", "undo", "redo"),
    "help.group.share": ("export",),
    "help.group.own": ("init", "check", "where", "schema"),
}
_PLACED = {name for names in _ORDER.values() for name in names}

GROUPS = tuple(
    (heading, found)
    for heading, names in {**_ORDER, "help.group.other": sorted({*REGISTRY.names} - _PLACED)}.items()
    if (found := tuple(name for name in names if name in REGISTRY.names))
)
"""The commands as help lists them, below the key of each heading; one that is not placed above comes at the end."""
COMMANDS = tuple(name for _, names in GROUPS for name in names)
