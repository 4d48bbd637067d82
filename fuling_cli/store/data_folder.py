"""Which folder holds the plan, and why: the flag, the environment, the project, the user's own, or the shipped one."""

import errno
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from fuling_cli.errors import InvalidData, OutputFailed, Problem
from fuling_cli.language import Message, message
from fuling_cli.store.read_file import reason_of

TARGETS, ACTUALS = "targets.toml", "actuals.toml"


class DataFolder(NamedTuple):
    """A folder that holds targets.toml, and the ledgers of its figures; ``why`` says how it was found.

    ``own_ledger`` is the file that figures are added to; None where the plan that ships is used and no home is known.
    ``shipped_ledger`` is read before it where the plan ships with the package, and never written.
    """

    path: Path
    why: Message
    own_ledger: Path | None
    shipped_ledger: Path | None = None
    owned_by_other_user: bool = False

    @property
    def targets(self) -> Path:
        """The file of definitions."""
        return self.path / TARGETS

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file of the plan and its figures, whether it is there or not."""
        ledgers = (self.shipped_ledger, self.own_ledger)
        return (self.targets, *(ledger for ledger in ledgers if ledger is not None))


def find_data_folder(
    flag: Path | None, environment: Mapping[str, str], start: Path | None, home: Path | None
) -> DataFolder:
    """The data folder; raises InvalidData where the flag or the environment names one that holds no plan.

    The order: ``flag``, FULING_DATA_DIR, ``targets.toml`` or ``data/targets.toml`` in ``start`` and then upwards (not
    beyond a repository's root or ``home``), the user's data folder, the plan that ships. ``start`` is None where the
    working folder is gone; raises OutputFailed where it would have been needed, or may not be read.
    """
    named = environment.get("FULING_DATA_DIR")
    for typed, why in ((flag, "where.flag"), (Path(named) if named else None, "where.environment")):
        if typed is not None:
            folder = folder_of(typed)
            if not _path_exists(folder / TARGETS):
                raise InvalidData([Problem(str(folder / TARGETS), 1, 1, message("data.no_plan"))])
            return _data_folder(folder, why)
    if start is None:
        raise OutputFailed(message("where.no_working_folder"))
    for folder in _folders_upwards(start, home):
        for place in (folder, folder / "data"):
            if _path_exists(place / TARGETS):
                return _data_folder(place, "where.upwards")
    own = user_folder(environment)
    if own is not None and _path_exists(own / TARGETS):
        return _data_folder(own, "where.user")
    shipped = shipped_folder()
    own_ledger = None if own is None else own / ACTUALS
    return DataFolder(shipped, message("where.shipped"), own_ledger, shipped / ACTUALS)


def folder_of(typed: Path) -> Path:
    """The folder that somebody named: ``~`` is the home folder, and a targets.toml stands for its folder."""
    path = Path(os.path.expanduser(typed))  # noqa: PTH111  which raises where there is no home
    return path.parent if path.name == TARGETS and not path.is_dir() else path


def user_folder(environment: Mapping[str, str]) -> Path | None:
    """The folder where the user's own plan and figures live; None where the system names no home."""
    import platformdirs

    if sys.platform != "win32" and not environment.get("HOME") and not environment.get("XDG_DATA_HOME"):
        return None
    return Path(platformdirs.user_data_dir("fuling", appauthor=False))


def stray_copies(found: DataFolder) -> Iterator[Path]:
    """Copies of a file left beside it by sync tools, editors or by hand: figures may be in the wrong one."""
    for file in found.files:
        copies = file.parent.glob(f"*{file.stem}*.toml*")
        yield from sorted(p for p in copies if p != file and not p.name.startswith(".") and p.is_file())


def shipped_folder() -> Path:
    """The plan that ships: inside an installed package, or at the top of a checkout."""
    installed = Path(__file__).parents[1] / "data"
    return installed if installed.is_dir() else installed.parent.parent / "data"


def _folders_upwards(start: Path, home: Path | None) -> Iterator[Path]:
    for folder in (start, *start.parents):
        yield folder
        if _path_exists(folder / ".git") or folder == home:
            return


def _path_exists(path: Path) -> bool:
    """True if the path exists, even if unreadable, so that a damaged file is reported and not skipped.

    Raises OutputFailed where the folder may not be looked into.
    """
    try:
        path.lstat()
    except PermissionError as error:
        raise OutputFailed(message("where.unreadable", path=path.parent, reason=reason_of(error))) from None
    except OSError as error:
        return error.errno not in (errno.ENOENT, errno.ENOTDIR)
    return True


def _data_folder(folder: Path, why: str) -> DataFolder:
    return DataFolder(folder, message(why), folder / ACTUALS, owned_by_other_user=_owned_by_other_user(folder))


def _owned_by_other_user(folder: Path) -> bool:
    """Whether somebody else could change what the program says."""
    if sys.platform == "win32":
        return False
    try:
        owner = folder.stat().st_uid
    except OSError:  # reading the files will tell
        return False
    return owner not in (os.getuid(), 0)
