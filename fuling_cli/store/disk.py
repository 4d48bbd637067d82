"""The disk as a writer meets it: the calls that may fail, and what differs from one system to the next."""

import errno
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_NO_HARD_LINKS = {errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK}
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}
_SHARING_VIOLATIONS = {5, 32, 33}  # Windows: a virus scanner or an indexer has the file open for a moment
_PATIENCE = 1.5  # seconds


class Disk:
    """The calls by which a disk fails; a test hands over one that does."""

    def write(self, descriptor: int, block: memoryview) -> int:
        """Write some of the block; returns how many bytes."""
        return os.write(descriptor, block)

    def fsync(self, descriptor: int) -> None:
        """Return when the file or folder is on the disk."""
        os.fsync(descriptor)

    def replace(self, temporary: Path, target: Path) -> None:
        """Give the file a name in one step, also where another file has it."""
        temporary.replace(target)

    def claim(self, temporary: Path, target: Path) -> None:
        """Give the file a name in one step; raises FileExistsError where it is taken."""
        if sys.platform == "win32":
            temporary.rename(target)
        else:
            os.link(temporary, target)


DISK = Disk()


def write_all(disk: Disk, descriptor: int, block: bytes) -> None:
    """Write until nothing is left; a disk that takes no more without saying why is found out by reading back."""
    rest = memoryview(block)
    while rest and (count := disk.write(descriptor, rest)):
        rest = rest[count:]


def replace_name(disk: Disk, temporary: Path, target: Path) -> None:
    """Give the file a name in one step, also where another file has it."""
    _retry_patiently(lambda: disk.replace(temporary, target))


def claim_name(disk: Disk, temporary: Path, target: Path) -> None:
    """Give the file a free name; raises FileExistsError. Without hard links it is free when it looks so."""
    try:
        _retry_patiently(lambda: disk.claim(temporary, target))
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        replace_name(disk, temporary, target)


def _retry_patiently(act: Callable[[], None]) -> None:
    """Do this, waiting a little for the programs that on Windows open whatever is new."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            return act()
        except OSError as error:
            if getattr(error, "winerror", None) not in _SHARING_VIOLATIONS or time.monotonic() > deadline:
                raise
        time.sleep(0.05)


def sync_folder(disk: Disk, folder: int | None) -> None:
    """Bring a new name onto the disk, where folders can be synced; raises OSError where that fails."""
    try:
        if folder is not None:
            disk.fsync(folder)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise


@contextmanager
def open_folder(path: Path) -> Iterator[int | None]:
    """A folder's descriptor, got before anything is done, by which it can be synced; None on Windows."""
    if sys.platform == "win32":
        yield None
    else:
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            yield descriptor
        finally:
            with suppress(OSError):  # nothing was written through it
                os.close(descriptor)


@contextmanager
def hold_signals() -> Iterator[None]:
    """Keep interruptions waiting while a file changes and that is noted; they arrive at the end of the block."""
    if sys.platform == "win32":
        yield
    else:
        before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
        try:
            signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
