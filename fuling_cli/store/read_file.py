"""Bytes from a file that may be anything: bounded, never waiting, regular files only."""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from fuling_cli.errors import InvalidData, Problem
from fuling_cli.language import Message, message

LIMIT = 16 * 1024 * 1024
"""Bytes of the largest file that is read without looking at it, and that a parser of TOML or CSV is given."""
PIECE = 1 << 15
"""Bytes that are looked at together: so few that the same memory serves for every piece."""

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


def reason(error: OSError) -> Message | str:
    """Why the system refused: in our words where the cause is common, in the system's own otherwise."""
    key = _REASONS.get(error.errno or 0)
    return message(key) if key else error.strerror or type(error).__name__


def descriptor_of(path: Path, flags: int, mode: int = 0o666) -> int:
    """Open a regular file; raises OSError, at once, for anything else that bears the name."""
    descriptor = os.open(path, flags | _ALWAYS, mode)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    raise NotRegular(path)


@contextmanager
def opened(path: Path, flags: int, mode: int = 0o666) -> Iterator[int]:
    """The descriptor of a regular file, closed afterwards; raises OSError as `descriptor_of` does."""
    descriptor = descriptor_of(path, flags, mode)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def content(descriptor: int, limit: int = -1) -> bytes:
    """All bytes of an open file from its start, or the first ``limit`` of them."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    with os.fdopen(descriptor, "rb", closefd=False) as file:
        return file.read(limit)


def read(path: Path, limit: int = LIMIT, watch: Callable[[bytes], None] | None = None) -> bytes | None:
    """The bytes of a data file, or None where there is none; raises InvalidData for what cannot be one.

    ``watch`` is shown the bytes piece by piece, and may raise; a file that is watched may be longer than ``limit``.
    """
    kept = BytesIO()
    try:
        with opened(path, os.O_RDONLY) as descriptor, os.fdopen(descriptor, "rb", closefd=False) as file:
            while piece := file.read(PIECE):
                kept.write(piece)
                if watch is not None:
                    watch(piece)
                elif kept.tell() > limit:
                    raise too_large(path, limit)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InvalidData([Problem(str(path), 1, 1, message("source.unreadable", reason=reason(error)))]) from None
    return kept.getvalue()


def too_large(path: Path, limit: int = LIMIT) -> InvalidData:
    """That a file is too large to be read."""
    return InvalidData([Problem(str(path), 1, 1, message("source.too_large", limit=limit // 1024 // 1024))])
