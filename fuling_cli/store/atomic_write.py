"""Whole old or whole new: how a file is written so that no fault leaves anything between the two.

The bytes go to a temporary file in the folder of the file itself, are read back and compared, reach the disk
(fsync) and take the file's name in one step; then the folder reaches the disk too. Only what came through all of
that may be called saved. Every failure before the one step leaves the old file as it was, and no temporary file.
"""

import errno
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from fuling_cli.errors import FulingError, OutputFailed, WrongUsage
from fuling_cli.language import message
from fuling_cli.store.disk import (
    DISK,
    Disk,
    claim_name,
    hold_signals,
    open_folder,
    replace_name,
    sync_folder,
    write_all,
)
from fuling_cli.store.file_attributes import attributes_to_keep, copy_attributes
from fuling_cli.store.read_file import bytes_of, reason_of, regular_file

SAVED_FILES: list[Path] = []
"""The files that this process has replaced or created: what an interrupted command can still say was saved."""

_NEW_FILE: int = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)


def resolve_links(path: Path) -> Path:
    """The file itself, behind all symbolic links; it need not exist, but the links must lead somewhere."""
    target = Path(os.path.realpath(path))
    if target.is_symlink():
        raise write_failure(path, OSError(errno.ELOOP, os.strerror(errno.ELOOP)))
    return target


def write_failure(path: Path, error: OSError) -> OutputFailed:
    """What the system said about a file, as an error of ours."""
    return OutputFailed(message("store.failed", path=path, reason=reason_of(error)))


def replace_file(
    path: Path,
    old: bytes | None,
    new: bytes,
    *,
    before_commit: Callable[[], None] = lambda: None,
    disk: Disk = DISK,
) -> None:
    """Make ``new`` the whole content of a file that holds ``old`` (None: that does not exist yet).

    Links are followed and kept, as are mode, group and owner. ``before_commit`` is the last word of the lock.
    Raises OutputFailed where the file no longer holds ``old``, is read-only, or the disk fails.
    """
    target = resolve_links(path)
    changed = OutputFailed(message("store.changed_meanwhile", path=target))
    with _temporary_copy(target, new, disk) as temporary:
        if not has_content(target, old):
            raise changed
        before_commit()
        _commit_rename(temporary, target, disk, taken=changed if old is None else None)


def has_content(target: Path, known: bytes | None) -> bool:
    """Whether a file holds exactly these bytes now (None: whether it does not exist); raises OSError."""
    try:
        with regular_file(target, os.O_RDONLY) as descriptor:
            return bytes_of(descriptor, len(known or b"") + 1) == known
    except FileNotFoundError:
        return known is None


def create_file(path: Path, new: bytes, *, force: bool = False, disk: Disk = DISK) -> None:
    """Write a new file, or with ``force`` put it in the place of another; raises WrongUsage where one exists."""
    target = resolve_links(path)
    exists = WrongUsage(message("store.exists", path=path))
    if target.is_dir():
        raise WrongUsage(message("store.folder", path=path))
    if not force and target.exists():
        raise exists
    with _temporary_copy(target, new, disk) as temporary:
        _commit_rename(temporary, target, disk, taken=None if force else exists)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, where they are missing; raises OutputFailed."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise write_failure(folder, error) from error


def remove_stale_temp_files(target: Path) -> None:
    """Remove the temporary files that dead writers left beside a file; those of a living process are kept.

    Their names have a fixed length, however long the file's own is; version 0.1 began them with the file's name.

    Another machine's process looks dead here. The lock keeps it out; without one its write fails, harming nothing.
    """
    temporary = re.compile(rf"\.(?:fuling|{re.escape(target.name)})\.([0-9]{{1,9}})(?:\.[0-9a-f]+)?\.tmp")
    with suppress(OSError):
        for leftover in target.parent.iterdir():
            if (match := temporary.fullmatch(leftover.name)) and not _is_alive(int(match[1])):
                with suppress(OSError):
                    leftover.unlink()


def _is_alive(pid: int) -> bool:
    """Whether another process of that number runs; on Windows a file in use defends itself."""
    if sys.platform != "win32" and pid != os.getpid():
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:  # it runs, as somebody else
            return True
        return True
    return False


@contextmanager
def _temporary_copy(target: Path, new: bytes, disk: Disk) -> Iterator[Path]:
    """A temporary file beside the target that holds ``new`` on the disk; gone afterwards, whatever happens."""
    remove_stale_temp_files(target)
    temporary = target.with_name(f".fuling.{os.getpid()}.{os.urandom(8).hex()}.tmp")
    try:
        kept = attributes_to_keep(target)
        with regular_file(temporary, _NEW_FILE, 0o666 if kept is None else 0o600) as descriptor:
            write_all(disk, descriptor, new)
            if bytes_of(descriptor) != new:
                raise OutputFailed(message("store.damaged", path=target))
            if kept is not None:
                copy_attributes(kept, descriptor)
            disk.fsync(descriptor)
        yield temporary
    except OSError as error:
        raise write_failure(target, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink()


def _commit_rename(temporary: Path, target: Path, disk: Disk, *, taken: FulingError | None) -> None:
    """The one step, and the folder onto the disk; ``taken`` is raised where the name must be free and is not."""
    with open_folder(target.parent) as folder, hold_signals():
        if taken is None:
            replace_name(disk, temporary, target)
        else:
            try:
                claim_name(disk, temporary, target)
            except FileExistsError:
                raise taken from None
        SAVED_FILES.append(target)
        try:
            sync_folder(disk, folder)
        except OSError as error:
            raise OutputFailed(message("store.unconfirmed", path=target, reason=reason_of(error))) from error
