"""One writer at a time: the kernel's lock on a small file beside the ledger.

The lock file stays for good: one that came and went would let two writers hold two locks of the same name. The
kernel frees the lock when its holder ends, however it ends; nobody has to clean up and nobody guesses.
Readers need no lock, since the ledger is replaced whole.
"""

import errno
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from fuling_cli.errors import OutputFailed
from fuling_cli.language import message
from fuling_cli.store.atomic_write import resolve_links, write_failure
from fuling_cli.store.read_file import bytes_of, open_regular

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_PID_WIDTH = 10
_KEPT = b"kept\n"
_POLL = 0.01  # seconds
_HELD = {errno.EACCES} if sys.platform == "win32" else {errno.EAGAIN, errno.EWOULDBLOCK}
_NO_FOLLOW: int = getattr(os, "O_NOFOLLOW", 0)


class Lock(NamedTuple):
    """A lock that is held: the file and its open descriptor."""

    path: Path
    descriptor: int

    def is_current(self) -> bool:
        """Whether the file that is locked is still the one that other writers would lock; Windows keeps it so."""
        try:
            return sys.platform == "win32" or os.path.samestat(os.fstat(self.descriptor), self.path.lstat())
        except FileNotFoundError:
            return False

    def mark_ledger_exists(self) -> None:
        """Note that a ledger is kept here, so that one that goes missing is missed."""
        _write_note(self.descriptor, _PID_WIDTH + 1, _KEPT)

    def verify(self) -> None:
        """Raise OutputFailed where the lock file was removed or replaced meanwhile: another may be writing."""
        if not self.is_current():
            raise OutputFailed(message("store.lock_lost", path=self.path))


def lock_file(path: Path) -> Path:
    """The lock of a ledger: a hidden file beside the ledger itself, whatever links lead there."""
    target = resolve_links(path)
    return target.with_name(f".{target.name}.lock")


def ledger_existed(path: Path) -> bool:
    """Whether a ledger has been written here, as its lock remembers."""
    try:
        descriptor = open_regular(lock_file(path), os.O_RDONLY | _NO_FOLLOW)
    except (OSError, OutputFailed):
        return False
    try:
        return bytes_of(descriptor, _PID_WIDTH + 1 + len(_KEPT)).endswith(_KEPT)
    finally:
        _release_lock(descriptor)


def try_lock(descriptor: int) -> bool:
    """Take the kernel's lock if it is free, without waiting; raises OSError where there are no locks."""
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, 1 << 30, os.SEEK_SET)  # Windows locks bytes: not those of the holder's note
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in _HELD:
            raise
        return False
    return True


@contextmanager
def locked(path: Path, *, timeout: float = 10.0, attempt: Callable[[int], bool] = try_lock) -> Iterator[Lock]:
    """Hold the lock of a ledger, waiting up to ``timeout`` seconds while another process holds it.

    Raises OutputFailed where it stays held, and where locks do not work: nothing goes on without one.
    """
    place = lock_file(path)
    deadline = time.monotonic() + timeout
    while (descriptor := _try_acquire(place, attempt, patient=time.monotonic() < deadline)) is None:
        time.sleep(_POLL)
    try:
        _share_as(resolve_links(path), descriptor)
        yield Lock(place, descriptor)
    finally:
        _release_lock(descriptor)


def _try_acquire(place: Path, attempt: Callable[[int], bool], *, patient: bool) -> int | None:
    """One attempt: the descriptor, locked and with our number; or None, to try again; raises without patience."""
    with ExitStack() as undo:
        try:
            descriptor = _open_lock(place)
            undo.callback(_release_lock, descriptor)
            if attempt(descriptor) and Lock(place, descriptor).is_current():
                _write_pid(descriptor)
                undo.pop_all()
                return descriptor
        except OSError as error:
            raise write_failure(place, error) from error
        if not patient:
            raise _lock_timeout(place, descriptor)
        return None


def _open_lock(place: Path) -> int:
    """The lock file, made where it is missing; only to be read where another member of the group made it."""
    try:
        return open_regular(place, os.O_RDWR | os.O_CREAT | _NO_FOLLOW)
    except PermissionError as refused:
        try:
            return open_regular(place, os.O_RDONLY | _NO_FOLLOW)
        except FileNotFoundError:
            raise refused from None


def _share_as(ledger: Path, descriptor: int) -> None:
    """Let those who may write the ledger write the lock as well, where it is ours to share and nothing else's file."""
    with suppress(OSError):
        lock = os.fstat(descriptor)
        wanted = stat.S_IMODE(lock.st_mode) | (stat.S_IMODE(ledger.stat().st_mode) & 0o066)
        if sys.platform != "win32" and lock.st_nlink == 1 and wanted != stat.S_IMODE(lock.st_mode):
            os.fchmod(descriptor, wanted)


def _release_lock(descriptor: int) -> None:
    """Let go of the lock; whatever the disk says, the kernel does so too when the process ends."""
    with suppress(OSError):
        os.close(descriptor)


def _write_pid(descriptor: int) -> None:
    """Leave the process number for those who wait; the file's time says since when.

    A file that has a second name is locked but not written, since it may be somebody's. A full disk stops nobody here.
    """
    _write_note(descriptor, 0, f"{os.getpid():>{_PID_WIDTH}}\n".encode())


def _write_note(descriptor: int, place: int, note: bytes) -> None:
    with suppress(OSError):
        if os.fstat(descriptor).st_nlink == 1:
            os.lseek(descriptor, place, os.SEEK_SET)
            os.write(descriptor, note)


def _lock_timeout(place: Path, descriptor: int) -> OutputFailed:
    """Who holds the lock, and for how many seconds."""
    seconds = max(0, int(time.time() - os.fstat(descriptor).st_mtime))
    holder = bytes_of(descriptor, _PID_WIDTH).decode("ascii", "replace").strip()
    return OutputFailed(message("store.locked", path=place, pid=holder or "?", seconds=seconds))
