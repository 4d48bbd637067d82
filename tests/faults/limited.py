"""A module that may take only so much computing and memory: limited.py SECONDS BYTES MODULE WORD..."""

import re
import runpy
import sys
from contextlib import suppress
from pathlib import Path

with suppress(ImportError):  # Windows has none
    import resource

STATUS = Path("/proc/self/status")


def used() -> int:
    """The most memory that was taken, in bytes."""
    if STATUS.exists():  # what getrusage says on Linux begins with the memory of the process that started this one
        found = re.search(r"VmHWM:\s+([0-9]+) kB", STATUS.read_text("ascii"))
        assert found
        return int(found[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Run the module."""
    seconds, most, module = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    sys.argv = sys.argv[3:]
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    finally:
        assert used() < most, used()


if __name__ == "__main__":
    main()
