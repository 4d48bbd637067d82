"""The shelf of commands: one file each, named after the word the user types."""

from fuling_cli.registry import Registry

LIBRARY = ("options", "output", "session")
"""The modules here that are not commands."""

ORDER = (
    "status",
    "explain",
    "forecast",
    "chart",
    "record",
    "import",
    "undo",
    "export",
    "history",
    "compare",
    "targets",
    "check",
    "where",
    "init",
    "schema",
)
"""How help lists them: by how often they are needed; a command that is not named here follows at the end."""

REGISTRY = Registry(__name__, __path__, leave_out=LIBRARY)
COMMANDS = tuple(sorted(REGISTRY.names, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name)))
