"""A small program that writes as the commands do, so that a whole process can be broken: writer.py VERB PATH TEXT.

Verbs: append (under the lock, as a record), loop (append TEXT0, TEXT1, … for ever), many (25 of them), race (append
unless the file has TEXT), create, overwrite, hold (the lock, until killed). Exit codes are those of the commands.
"""

import os
import signal
import sys
import time
from itertools import count
from pathlib import Path
from types import FrameType

from fuling_cli.errors import FulingError, WrongUsage
from fuling_cli.language import message
from fuling_cli.store.atomic_write import SAVED_FILES, create_file, replace_file
from fuling_cli.store.disk import Disk
from fuling_cli.store.lock import locked
from fuling_cli.store.read_file import read_data_file


class Forgetful(Disk):
    """A program that forgets to bring the folder, or anything at all, onto the disk."""

    def __init__(self, forgotten: str) -> None:
        self.forgotten = forgotten

    def fsync(self, descriptor: int) -> None:
        """Only what was not forgotten reaches the disk."""
        is_folder = Path(f"/proc/self/fd/{descriptor}").is_dir()
        if self.forgotten == "file" and is_folder:
            super().fsync(descriptor)


class Stopped(BaseException):
    """A signal asked the program to end."""


def stop(number: int, _frame: FrameType | None) -> None:
    """Turn a signal into an exception, as the command line does."""
    raise Stopped(number)


def append(path: Path, text: str, disk: Disk, *, once: bool = False) -> None:
    """Add one entry to a ledger."""
    with locked(path, timeout=float(os.environ.get("LOCK_TIMEOUT", "10"))) as lock:
        old = read_data_file(path)
        entry = f'[[actual]]\nmetric = "{text}"\n'.encode()
        if once and entry in (old or b""):
            raise WrongUsage(message("exists"))
        replace_file(path, old, (old or b"") + entry, before_commit=lock.verify, disk=disk)


def act(verb: str, path: Path, text: str) -> None:
    """Do what the verb says."""
    disk = Forgetful(os.environ["FORGET"]) if "FORGET" in os.environ else Disk()
    match verb:
        case "append" | "race":
            append(path, text, disk, once=verb == "race")
        case "loop" | "many":
            for number in count() if verb == "loop" else range(25):
                append(path, f"{text}{number}", disk)
                print(f"recorded {text}{number}", flush=True)
        case "hold":
            with locked(path):
                print("held", flush=True)
                time.sleep(60)
        case _:
            create_file(path, f'note = "{text}"\n'.encode(), force=verb == "overwrite", disk=disk)


def main(verb: str, path: str, text: str) -> int:
    """Act, and end with the exit code that says how it went."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    try:
        act(verb, Path(path), text)
        print("recorded", text, flush=True)
    except FulingError as error:
        print(error.message.key, dict(error.message.values), file=sys.stderr)
        return error.exit_code
    except Stopped as stopped:
        print(
            "interrupted; saved:" if SAVED_FILES else "interrupted; nothing was changed", *SAVED_FILES, file=sys.stderr
        )
        return 128 + int(stopped.args[0])
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
