"""One writer at a time: the kernel's lock on a small file beside the ledger.

The lock file stays for good: one that came and went would let two writers hold two locks of the same name. The
kernel frees the lock when its holder ends, however it ends; nobody has to clean up and nobody guesses.
Readers need no lock, since the ledger is replaced whole.
"""

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from fuling_cli.errors import OutputFailed
from fuling_cli.language import message
from fuling_cli.store.atomic_write import failure, resolved
from fuling_cli.store.read_file import content, descriptor_of

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_PID_WIDTH = 10
_KEPT = b"kept\n"
_POLL = 0.01  # seconds
_TAKEN = {errno.EACCES} if sys.platform == "win32" else {errno.EAGAIN, errno.EWOULDBLOCK}
_FLAGS: int = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)


class Lock(NamedTuple):
    """A lock that is held: the file and its open descriptor."""

    path: Path
    descriptor: int

    def stands(self) -> bool:
        """Whether the file that is locked is still the one that other writers would lock; Windows keeps it so."""
        try:
            return sys.platform == "win32" or os.path.samestat(os.fstat(self.descriptor), self.path.lstat())
        except FileNotFoundError:
            return False

    def remember(self) -> None:
        """Note that a ledger is kept here, so that one that goes missing is missed."""
        _note(self.descriptor, _PID_WIDTH + 1, _KEPT)

    def verify(self) -> None:
        """Raise OutputFailed where the lock file was removed or replaced meanwhile: another may be writing."""
        if not self.stands():
            raise OutputFailed(message("store.lock_lost", path=self.path))


def lock_file(path: Path) -> Path:
    """The lock of a ledger: a hidden file beside the ledger itself, whatever links lead there."""
    target = resolved(path)
    return target.with_name(f".{target.name}.lock")


def was_kept(path: Path) -> bool:
    """Whether a ledger has been written here, as its lock remembers."""
    try:
        descriptor = descriptor_of(lock_file(path), os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except (OSError, OutputFailed):
        return False
    try:
        return content(descriptor, _PID_WIDTH + 1 + len(_KEPT)).endswith(_KEPT)
    finally:
        _release(descriptor)


def try_lock(descriptor: int) -> bool:
    """Take the kernel's lock if it is free, without waiting; raises OSError where there are no locks."""
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, 1 << 30, os.SEEK_SET)  # Windows locks bytes: not those of the holder's note
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in _TAKEN:
            raise
        return False
    return True


@contextmanager
def locked(path: Path, *, timeout: float = 10.0, attempt: Callable[[int], bool] = try_lock) -> Iterator[Lock]:
    """Hold the lock of a ledger, waiting up to ``timeout`` seconds for whoever holds it.

    Raises OutputFailed where it stays taken, and where locks do not work: nothing goes on without one.
    """
    place = lock_file(path)
    deadline = time.monotonic() + timeout
    while (descriptor := _taken(place, attempt, patient=time.monotonic() < deadline)) is None:
        time.sleep(_POLL)
    try:
        yield Lock(place, descriptor)
    finally:
        _release(descriptor)


def _taken(place: Path, attempt: Callable[[int], bool], *, patient: bool) -> int | None:
    """One attempt: the descriptor, locked and signed; or None, to come again; raises when patience is over."""
    with ExitStack() as undo:
        try:
            descriptor = descriptor_of(place, _FLAGS)
            undo.callback(_release, descriptor)
            if attempt(descriptor) and Lock(place, descriptor).stands():
                _sign(descriptor)
                undo.pop_all()
                return descriptor
        except OSError as error:
            raise failure(place, error) from error
        if not patient:
            raise _busy(place, descriptor)
        return None


def _release(descriptor: int) -> None:
    """Let go of the lock; whatever the disk says, the kernel does so too when the process ends."""
    with suppress(OSError):
        os.close(descriptor)


def _sign(descriptor: int) -> None:
    """Leave the process number for those who wait; the file's time says since when.

    A file that has a second name is locked but not written, since it may be somebody's. A full disk stops nobody here.
    """
    _note(descriptor, 0, f"{os.getpid():>{_PID_WIDTH}}\n".encode())


def _note(descriptor: int, place: int, note: bytes) -> None:
    with suppress(OSError):
        if os.fstat(descriptor).st_nlink == 1:
            os.lseek(descriptor, place, os.SEEK_SET)
            os.write(descriptor, note)


def _busy(place: Path, descriptor: int) -> OutputFailed:
    """Who holds the lock, and for how many seconds."""
    seconds = max(0, int(time.time() - os.fstat(descriptor).st_mtime))
    holder = content(descriptor, _PID_WIDTH).decode("ascii", "replace").strip()
    return OutputFailed(message("store.locked", path=place, pid=holder or "?", seconds=seconds))
