"""What the tests of the store share with those of faults."""

from tests.faults.conftest import open_path

__all__ = ["open_path"]
