"""Which folder holds the plan, and why: the flag, the environment, the project, the user's own, or the shipped one."""

import errno
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from fuling_cli.errors import InvalidData, Problem, WrongUsage
from fuling_cli.language import Message, message
from fuling_cli.store.atomic_write import create_file, write_failure
from fuling_cli.store.read_file import read_data_file

TARGETS, ACTUALS = "targets.toml", "actuals.toml"


class DataFolder(NamedTuple):
    """A folder that holds targets.toml and, beside it, the ledger; ``why`` says how it was found."""

    path: Path
    why: Message
    shipped: bool = False
    foreign: bool = False

    @property
    def targets(self) -> Path:
        """The file of definitions."""
        return self.path / TARGETS

    @property
    def actuals(self) -> Path:
        """The ledger; it may be missing."""
        return self.path / ACTUALS


def find(flag: Path | None, environment: Mapping[str, str], start: Path, home: Path | None) -> DataFolder:
    """The data folder; raises InvalidData where the flag or the environment names one that holds no plan.

    The order: ``flag``, FULING_DATA_DIR, the nearest ``data/targets.toml`` from ``start`` upwards (not beyond a
    repository's root or ``home``), the user's data folder, the plan that ships.
    """
    named = environment.get("FULING_DATA_DIR")
    for folder, why in ((flag, "where.flag"), (Path(named) if named else None, "where.environment")):
        if folder is not None:
            if not _stands(folder / TARGETS):
                raise InvalidData([Problem(str(folder / TARGETS), 1, 1, message("data.no_plan"))])
            return _found(folder, why)
    for folder in _upwards(start, home):
        if _stands(folder / "data" / TARGETS):
            return _found(folder / "data", "where.upwards")
    own = user_folder(environment)
    if own is not None and _stands(own / TARGETS):
        return _found(own, "where.user")
    return DataFolder(shipped_folder(), message("where.shipped"), shipped=True)


def user_folder(environment: Mapping[str, str]) -> Path | None:
    """The folder where the user's own plan lives; None where the system names no home."""
    import platformdirs

    if sys.platform != "win32" and not environment.get("HOME") and not environment.get("XDG_DATA_HOME"):
        return None
    return Path(platformdirs.user_data_dir("fuling", appauthor=False))


def stray_copies(found: DataFolder) -> Iterator[Path]:
    """Files beside the two that a sync program, an editor or a tired person left: figures may be in the wrong one."""
    for name in (TARGETS, ACTUALS):
        copies = found.path.glob(f"*{name.removesuffix('.toml')}*.toml*")
        yield from sorted(p for p in copies if p.name != name and not p.name.startswith(".") and p.is_file())


def copy_plan(source: DataFolder, destination: Path) -> None:
    """Copy a plan and its ledger into a folder that has none; the plan last, since it is what is looked for."""
    try:
        destination.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise write_failure(destination, error) from error
    for name in (ACTUALS, TARGETS):
        content = read_data_file(source.path / name)
        if content is not None and not (destination / name).exists():
            with suppress(WrongUsage):  # another first record was quicker
                create_file(destination / name, content)


def shipped_folder() -> Path:
    """The plan that ships: inside an installed package, or at the top of a checkout."""
    installed = Path(__file__).parents[1] / "data"
    return installed if installed.is_dir() else installed.parent.parent / "data"


def _upwards(start: Path, home: Path | None) -> Iterator[Path]:
    for folder in (start, *start.parents):
        yield folder
        if (folder / ".git").exists() or folder == home:
            return


def _stands(path: Path) -> bool:
    """Whether anything bears the name, be it readable or not: what is spoilt is told, never passed over."""
    try:
        path.lstat()
    except OSError as error:
        return error.errno not in (errno.ENOENT, errno.ENOTDIR)
    return True


def _found(folder: Path, why: str) -> DataFolder:
    return DataFolder(folder, message(why), foreign=_foreign(folder))


def _foreign(folder: Path) -> bool:
    """Whether the folder belongs to somebody else, who could change what the program says."""
    if sys.platform == "win32":
        return False
    try:
        owner = folder.stat().st_uid
    except OSError:  # which reading will tell
        return False
    return owner not in (os.getuid(), 0)
