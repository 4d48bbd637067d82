"""What a file keeps when it is replaced: mode, owner, group and access list; and which files are never replaced."""

import errno
import os
import stat
import sys
from pathlib import Path
from typing import NamedTuple

from fuling_cli.errors import OutputFailed
from fuling_cli.language import message
from fuling_cli.store.read_file import NotRegular

_ACCESS_LIST = "system.posix_acl_access"
_NO_ACCESS_LIST = {errno.ENODATA, errno.ENOTSUP, errno.EOPNOTSUPP} if sys.platform == "linux" else set()


class Attributes(NamedTuple):
    """Who may read and write a file; ``access_list`` is a POSIX ACL as the kernel keeps it, None without one."""

    mode: int
    owner: int
    group: int
    access_list: bytes | None


def attributes_of(file: Path | int) -> Attributes:
    """The attributes of a file or of a descriptor; raises OSError."""
    found = os.stat(file)  # noqa: PTH116  a descriptor has no Path
    return Attributes(stat.S_IMODE(found.st_mode), found.st_uid, found.st_gid, _access_list(file))


def attributes_to_keep(target: Path) -> Attributes | None:
    """The attributes of the file to replace, None where there is none.

    Raises OSError where its author made it read-only, even for root, and OutputFailed where it has a second name,
    which would go on naming the old content.
    """
    try:
        found = target.lstat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode):
        raise NotRegular(target)
    if not (found.st_mode & stat.S_IWUSR and os.access(target, os.W_OK)):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(target))
    if found.st_nlink > 1:
        raise OutputFailed(message("store.hard_link", path=target))
    return attributes_of(target)


def copy_attributes(wanted: Attributes, descriptor: int) -> None:
    """Give an open file these attributes, as far as it does not have them; raises OSError where that is refused.

    Only root can give a file away. Where another member of the group writes, the file becomes theirs, but its group,
    mode and access list, which say who else may read and write it, must stay: without them nothing is written.
    """
    if sys.platform == "win32":
        return
    present = attributes_of(descriptor)
    if (present.owner, present.group) != (wanted.owner, wanted.group):
        try:
            os.fchown(descriptor, wanted.owner, wanted.group)
        except PermissionError:
            if present.group != wanted.group:
                os.fchown(descriptor, -1, wanted.group)
    if present.access_list != wanted.access_list:
        _set_access_list(descriptor, wanted.access_list)
    if stat.S_IMODE(os.fstat(descriptor).st_mode) != wanted.mode:
        os.fchmod(descriptor, wanted.mode)


def _access_list(file: Path | int) -> bytes | None:
    if sys.platform != "linux":
        return None
    try:
        return os.getxattr(file, _ACCESS_LIST)
    except OSError as error:
        if error.errno in _NO_ACCESS_LIST:
            return None
        raise


def _set_access_list(descriptor: int, wanted: bytes | None) -> None:
    """Set an access list, or remove the one that the folder's default gave to a new file."""
    if sys.platform == "linux":
        if wanted is None:
            os.removexattr(descriptor, _ACCESS_LIST)
        else:
            os.setxattr(descriptor, _ACCESS_LIST, wanted)
