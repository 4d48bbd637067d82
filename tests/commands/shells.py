"""Real shells on a pseudo-terminal."""

import os
import subprocess
from contextlib import suppress
from pathlib import Path
from select import select


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
