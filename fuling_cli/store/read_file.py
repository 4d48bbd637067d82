"""Bytes from a file that may be anything: bounded, never waiting, regular files only."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fuling_cli.errors import InvalidData, Problem
from fuling_cli.language import Message, message

LARGEST_FILE = 16 * 1024 * 1024
"""Bytes of the largest plan, and of the largest table to import."""
LARGEST_LEDGER = 64 * 1024 * 1024
"""Bytes of the largest ledger: some 200,000 figures, which take twenty seconds and a gigabyte of memory."""

# O_NONBLOCK: opening a pipe must not wait for somebody to fill it. O_BINARY: Windows must not touch line ends.
_ALWAYS: int = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)

_REASONS = {
    errno.ENOSPC: "reason.no_space",
    errno.EDQUOT: "reason.no_space",
    errno.EFBIG: "reason.too_large",
    errno.EACCES: "reason.denied",
    errno.EPERM: "reason.denied",
    errno.EROFS: "reason.read_only",
    errno.ENOENT: "reason.missing",
    errno.ENOTDIR: "reason.missing",
    errno.EISDIR: "reason.not_regular",
    errno.ELOOP: "reason.link",
    errno.EIO: "reason.device",
}


class NotRegular(OSError):
    """A folder, pipe, socket or device stands where a file is expected."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EISDIR, os.strerror(errno.EISDIR), str(path))


def reason_of(error: OSError) -> Message | str:
    """Why the system refused: in our words where the cause is common, in the system's own otherwise."""
    key = _REASONS.get(error.errno or 0)
    return message(key) if key else error.strerror or type(error).__name__


def open_regular(path: Path, flags: int, mode: int = 0o666) -> int:
    """The descriptor of a regular file; raises OSError, at once, for anything that is not a regular file."""
    descriptor = os.open(path, flags | _ALWAYS, mode)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    raise NotRegular(path)


@contextmanager
def regular_file(path: Path, flags: int, mode: int = 0o666) -> Iterator[int]:
    """The descriptor of a regular file, closed afterwards; raises OSError as `open_regular` does."""
    descriptor = open_regular(path, flags, mode)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def bytes_of(descriptor: int, limit: int = -1) -> bytes:
    """All bytes of an open file from its start, or the first ``limit`` of them."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    with os.fdopen(descriptor, "rb", closefd=False) as file:
        return file.read(limit)


def read_data_file(path: Path, limit: int = LARGEST_FILE) -> bytes | None:
    """The bytes of a data file, or None where there is none; raises InvalidData for what cannot be one.

    The size is asked before anything is read, and no more than ``limit`` is read of a file that grows meanwhile.
    """
    try:
        with regular_file(path, os.O_RDONLY) as descriptor:
            if os.fstat(descriptor).st_size <= limit and len(raw := bytes_of(descriptor, limit + 1)) <= limit:
                return raw
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise InvalidData([Problem(str(path), 1, 1, message("source.unreadable", reason=reason_of(error)))]) from None
    raise InvalidData([Problem(str(path), 1, 1, message("source.too_large", limit=limit // 1024 // 1024))])
