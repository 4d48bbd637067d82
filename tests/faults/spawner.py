"""A program that runs commands of fuling in children of its own, which start at once and can be killed at any moment.

Reads lines of JSON, [arguments, seconds or null], and answers each with the exit code, negative for a signal.
"""

import json
import os
import signal
import sys
from collections.abc import Sequence

from fuling_cli.cli import run


def child(arguments: Sequence[str], seconds: float | None) -> int:
    """Run one command, which dies after so many seconds of computing; returns its exit code."""
    pid = os.fork()
    if pid == 0:
        if seconds is not None:
            signal.setitimer(signal.ITIMER_PROF, seconds)  # of its own computing: SIGPROF, which nobody handles
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os._exit(run(arguments))
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def main() -> None:
    """Answer until nobody asks any more."""
    run(["check", "--data-dir", sys.argv[1]])  # imports what the children need
    print("ready", flush=True)
    for line in sys.stdin:
        print(child(*json.loads(line)), flush=True)


if __name__ == "__main__":
    main()
