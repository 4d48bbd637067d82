"""Where a report goes that is not drawn on the terminal: standard output, or a new file."""

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from fuling_cli.commands.session import Session
from fuling_cli.errors import WrongUsage, require_one_of
from fuling_cli.formats import FORMATS, with_suffix
from fuling_cli.language import message
from fuling_cli.store.atomic_write import create_file, resolve_links
from fuling_cli.tables.table import Table

USUAL_FORMAT = "csv"
UTF_8, MARKED = "utf-8", "utf-8-sig"


def destination(output: str | None, format_name: str | None, stem: Callable[[], str]) -> tuple[str, Path | None]:
    """The format of a report and the file that ``--output`` names; None where it means standard output.

    In a folder the file is named after ``stem`` and the format.
    """
    if output in (None, "-", "/dev/stdout"):
        return format_of(format_name, None), None
    file = Path(output or "")
    if not is_folder(output or ""):
        return format_of(format_name, file), file
    name = format_of(format_name, None)
    return name, file / (stem() + FORMATS.load(name).SUFFIXES[0])


def is_folder(output: str) -> bool:
    """True if ``--output`` names a folder: one that is there, or any name that ends like a folder's."""
    return output.endswith(("/", os.sep)) or os.path.isdir(output)  # noqa: PTH112  which never raises


def format_of(name: str | None, file: Path | None) -> str:
    """The format that was named, else that of the file's suffix, else CSV; raises WrongUsage for one unknown."""
    if name is not None:
        return require_one_of(name, FORMATS.names, "error.unknown_format")
    if file is None or not file.suffix:
        return USUAL_FORMAT
    found = with_suffix(file.suffix.lower())
    if found is None:
        raise WrongUsage(message("error.unknown_suffix", path=file, formats=list(FORMATS.names)))
    return found


def write_report(
    session: Session,
    table: Table,
    format_name: str,
    file: Path | None,
    *,
    bom: bool | None,
    encoding: str = UTF_8,
    force: bool,
    protected_files: Iterable[Path],
    form: str = "render",
) -> None:
    """Write a table in a format, whole or not at all, to standard output or into a new file.

    ``bom`` decides over the byte order mark (None: in files of a format for spreadsheets). It belongs to UTF-8, beside
    which a format may know each ``encoding`` that it lists. ``protected_files`` are never written over. ``form`` is
    the function of the format that renders; raises WrongUsage for a format without it.
    """
    shelved = FORMATS.load(format_name)
    if encoding != UTF_8:
        _check_encoding(format_name, encoding, getattr(shelved, "ENCODINGS", ()), bom=bom)
    if not hasattr(shelved, form):
        raise WrongUsage(message("export.not_inline", name=format_name))
    rendered = getattr(shelved, form)(table, language=session.language)
    mark = bom if bom is not None else file is not None and getattr(shelved, "FOR_SPREADSHEETS", False)
    content = rendered if isinstance(rendered, bytes) else _encode_text(rendered, encoding, mark=mark)
    if file is None:
        session.refuse_to_show(rendered)
        session.terminal.write(content)
        return
    write_new(session, content, file, force=force, protected_files=protected_files)


def write_new(session: Session, content: bytes, file: Path, *, force: bool, protected_files: Iterable[Path]) -> None:
    """Write a new file, whole or not at all, and say so; never over one that is protected, by whatever name."""
    if any(_are_same(file, protected) for protected in protected_files):
        raise WrongUsage(message("export.own_file", path=file))
    create_file(file, content, force=force)
    session.terminal.say(message("export.done", path=file))


def _are_same(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file: also through links, or in other letters on a disk without case."""
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there yet
        return resolve_links(one) == resolve_links(other)


def _check_encoding(format_name: str, encoding: str, known: Sequence[str], *, bom: bool | None) -> None:
    """Raise for an encoding that the format does not know, and for a byte order mark before one."""
    if not known:
        raise WrongUsage(message("export.csv_only", option="--encoding", format=format_name))
    require_one_of(encoding, known, "error.unknown_encoding")
    if bom:
        raise WrongUsage(message("export.no_bom", encoding=encoding))


def _encode_text(text: str, encoding: str, *, mark: bool) -> bytes:
    """The bytes of a text; raises WrongUsage for a character that the encoding does not have."""
    try:
        return text.encode(MARKED if mark and encoding == UTF_8 else encoding)
    except UnicodeEncodeError as error:
        missing = text[error.start : error.end]
        raise WrongUsage(message("export.unencodable", text=missing, encoding=encoding)) from None
