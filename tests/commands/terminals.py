"""Pseudo-terminals, with the program or a real shell at them."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from select import select
from typing import Literal

import pytest

from .program import ROOT, Fuling, Said

Stream = Literal["stdin", "stdout", "stderr"]
needs_terminal = pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a pseudo-terminal")


def at_terminal(
    fuling: Fuling, *typed: str, keys: str = "", streams: tuple[Stream, ...] = ("stdin", "stderr")
) -> tuple[Said, str]:
    """How the program ends where some of its streams are a terminal at which these keys are pressed, and what is seen.

    The other streams are pipes.
    """
    ours, theirs = os.openpty()
    try:
        os.write(ours, keys.encode())
        stdin, stdout, stderr = (
            theirs if name in streams else subprocess.PIPE for name in ("stdin", "stdout", "stderr")
        )
        done = subprocess.run(
            [sys.executable, "-m", "fuling_cli", *typed],
            cwd=fuling.here,
            env=fuling.environment({"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}),
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            timeout=60,
            check=False,
        )
        os.write(theirs, b"\0")  # there is something to read
    finally:
        os.close(theirs)
        seen = os.read(ours, 65536).decode()
        os.close(ours)
    return Said(done.returncode, done.stdout or b"", done.stderr or b""), seen.replace("\r\n", "\n").replace("\0", "")


def typed(program: list[str], keys: str, folder: Path, environment: dict[str, str]) -> str:
    """What is seen on the terminal of a shell when these keys are pressed; it is ended where it falls silent."""
    screen, line = os.openpty()
    with subprocess.Popen(
        program,
        cwd=folder,
        env=environment,
        preexec_fn=lambda: os.login_tty(line),  # noqa: PLW1509  fish wants a terminal of its own
    ) as running:
        os.close(line)
        os.write(screen, keys.encode())
        seen = bytearray()
        with suppress(OSError):  # which says that nobody holds the other end any more
            while select([screen], [], [], 60)[0] and (part := os.read(screen, 65536)):
                seen += part
        running.kill()
        os.close(screen)
    return seen.decode()
