"""Whole old or whole new: how a file is written so that no fault leaves anything between the two.

The bytes go to a temporary file in the folder of the file itself, are read back and compared, reach the disk
(fsync) and take the file's name in one step; then the folder reaches the disk too. Only what came through all of
that may be called saved. Every failure before the one step leaves the old file as it was, and no temporary file.
"""

import errno
import os
import re
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from fuling_cli.errors import FulingError, OutputFailed, WrongUsage
from fuling_cli.language import message
from fuling_cli.store.disk import (
    DISK,
    Disk,
    claim,
    open_folder,
    replace_patiently,
    signals_held,
    sync_folder,
    write_all,
)
from fuling_cli.store.read_file import NotRegular, content, opened, reason

SAVED: list[Path] = []
"""The files that this process has replaced or created: what an interrupted command can still say was saved."""

_NEW_FILE: int = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)


def resolved(path: Path) -> Path:
    """The file itself, behind all symbolic links; it need not exist, but the links must lead somewhere."""
    target = Path(os.path.realpath(path))
    if target.is_symlink():
        raise failure(path, OSError(errno.ELOOP, os.strerror(errno.ELOOP)))
    return target


def failure(path: Path, error: OSError) -> OutputFailed:
    """What the system said about a file, as an error of ours."""
    return OutputFailed(message("store.failed", path=path, reason=reason(error)))


def replace(
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
    target = resolved(path)
    changed = OutputFailed(message("store.changed_meanwhile", path=target))
    with _written(target, new, disk) as temporary:
        if not holds(target, old):
            raise changed
        before_commit()
        _commit(temporary, target, disk, taken=changed if old is None else None)


def holds(target: Path, known: bytes | None) -> bool:
    """Whether a file holds exactly these bytes now (None: whether it does not exist); raises OSError."""
    try:
        with opened(target, os.O_RDONLY) as descriptor:
            return content(descriptor, len(known or b"") + 1) == known
    except FileNotFoundError:
        return known is None


def create(path: Path, new: bytes, *, force: bool = False, disk: Disk = DISK) -> None:
    """Write a new file, or with ``force`` put it in the place of another; raises WrongUsage where one exists."""
    target = resolved(path)
    exists = WrongUsage(message("store.exists", path=path))
    if target.is_dir():
        raise WrongUsage(message("store.folder", path=path))
    if not force and target.exists():
        raise exists
    with _written(target, new, disk) as temporary:
        _commit(temporary, target, disk, taken=None if force else exists)


def sweep(folder: Path, name: str) -> None:
    """Remove the temporary files that dead writers of a file left; those of a living process are kept.

    Another machine's process looks dead here. The lock keeps it out; without one its write fails, harming nothing.
    """
    ours = re.compile(rf"\.{re.escape(name)}\.(\d{{1,9}})(\.[0-9a-f]+)?\.tmp")
    with suppress(OSError):
        for leftover in folder.iterdir():
            if (match := ours.fullmatch(leftover.name)) and not _alive(int(match[1])):
                with suppress(OSError):
                    leftover.unlink()


def _alive(pid: int) -> bool:
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
def _written(target: Path, new: bytes, disk: Disk) -> Iterator[Path]:
    """A temporary file beside the target that holds ``new`` on the disk; gone afterwards, whatever happens."""
    sweep(target.parent, target.name)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.{os.urandom(8).hex()}.tmp")
    try:
        before = _attributes(target)
        with opened(temporary, _NEW_FILE, 0o666 if before is None else 0o600) as descriptor:
            write_all(disk, descriptor, new)
            if content(descriptor) != new:
                raise OutputFailed(message("store.damaged", path=target))
            if before is not None:
                _carry(before, descriptor)
            disk.fsync(descriptor)
        yield temporary
    except OSError as error:
        raise failure(target, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink()


def _attributes(target: Path) -> os.stat_result | None:
    """Mode and owner of the file to replace; raises where its author made it read-only, even for root."""
    try:
        found = target.lstat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode):
        raise NotRegular(target)
    if not (found.st_mode & stat.S_IWUSR and os.access(target, os.W_OK)):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(target))
    return found


def _carry(before: os.stat_result, descriptor: int) -> None:
    """Give the new file the mode, group and owner of the old one.

    Only root can give a file away. Where another member of the group writes, the file becomes his, but its group
    and mode, which say who else may read and write it, must stay: without them nothing is written.
    """
    if sys.platform != "win32":
        try:
            os.fchown(descriptor, before.st_uid, before.st_gid)
        except PermissionError:
            os.fchown(descriptor, -1, before.st_gid)
        os.fchmod(descriptor, stat.S_IMODE(before.st_mode))


def _commit(temporary: Path, target: Path, disk: Disk, *, taken: FulingError | None) -> None:
    """The one step, and the folder onto the disk; ``taken`` is raised where the name must be free and is not."""
    with open_folder(target.parent) as folder, signals_held():
        if taken is None:
            replace_patiently(disk, temporary, target)
        else:
            try:
                claim(disk, temporary, target)
            except FileExistsError:
                raise taken from None
        SAVED.append(target)
        try:
            sync_folder(disk, folder)
        except OSError as error:
            raise OutputFailed(message("store.unconfirmed", path=target, reason=reason(error))) from error
