"""A Python that has imported the program once, and runs what it is asked to in children, which begin at once.

Reads lines of JSON: the words that follow ``python``, the variables to change, the file each for what is printed and
for what is said, and after how many seconds of computing it dies (or null). Answers with the number of the child, which
waits for one more line to begin, and with its exit code, negative for a signal.
"""

import ctypes
import gc
import json
import os
import runpy
import signal
import sys
from collections.abc import Mapping, Sequence

from fuling_cli.cli import run

ANYBODY_MAY_TRACE = 0x59616D61
"""PR_SET_PTRACER: strace is no parent of the child, which Ubuntu would mind."""


def become(words: Sequence[str], environment: Mapping[str, str], streams: Sequence[str], seconds: float | None) -> None:
    """Be the program, from its first line to its last, once a line arrives."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(ANYBODY_MAY_TRACE, -1)
    os.read(0, 1)
    for number, (path, flags) in enumerate([(os.devnull, os.O_RDONLY), *((each, os.O_WRONLY) for each in streams)]):
        os.dup2(os.open(path, flags | os.O_CREAT | os.O_TRUNC * bool(number)), number)
    os.chdir("/")
    os.environ.update(environment)
    if seconds is not None:
        signal.setitimer(signal.ITIMER_PROF, seconds)  # of its own computing: SIGPROF, which nobody handles
    if words[0] == "-m":
        sys.argv = list(words[1:])
        runpy.run_module(words[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = list(words)
        runpy.run_path(words[0], run_name="__main__")


def main() -> None:
    """Answer until nobody asks any more."""
    run(["check", "--data-dir", sys.argv[1]])  # imports what the children need
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    gc.freeze()  # no child looks through what it was given
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            try:
                become(*json.loads(line))
            except SystemExit as ended:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(int(ended.code or 0))  # taking the interpreter down takes longer than all before
        print(pid, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
