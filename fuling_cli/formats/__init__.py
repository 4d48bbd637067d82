"""The registry of formats: one file each, named as ``--format`` names it.

A format is a module with ``render(table, *, language) -> str | bytes`` and ``SUFFIXES``, the endings of file names
that mean it. Text has no byte order mark: who writes a file decides about that. A format for people says
``FOR_READERS = True``, and is given tables with parts and charts, of which it may show the rows alone; one that can lay
rows out in other ways, or be written in another encoding than UTF-8, lists them as ``LAYOUTS`` and ``ENCODINGS``.
"""

from fuling_cli.registry import Registry

FORMATS = Registry(__name__, __path__)


def with_suffix(suffix: str) -> str | None:
    """The format that a file name's ending means, as ``.md`` means markdown; None where no format has it."""
    namesake = suffix.removeprefix(".")
    if namesake in FORMATS.names and suffix in FORMATS.load(namesake).SUFFIXES:
        return namesake  # no other format, and nothing it needs, is imported
    return next((name for name in FORMATS.names if suffix in FORMATS.load(name).SUFFIXES), None)


def is_for_readers(format_name: str) -> bool:
    """True if a format shows what people read, and not the fields that programs do."""
    return format_name in FORMATS.names and getattr(FORMATS.load(format_name), "FOR_READERS", False)
