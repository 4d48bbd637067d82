"""A registry of the modules of a package: the file name is the word the user types."""

from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


class Registry:
    """The modules of one package, named without importing them, each imported when it is taken.

    A word that Python keeps for itself has an underscore behind it in the file's name: ``import_.py`` is ``import``.
    """

    def __init__(self, package: str, path: Sequence[str], leave_out: Sequence[str] = ()) -> None:
        self.package = package
        found = (module.name for module in iter_modules(path) if not module.name.startswith("_"))
        self._modules = {name.rstrip("_"): name for name in sorted(found) if name not in leave_out}

    @property
    def names(self) -> tuple[str, ...]:
        """The words, in alphabetical order."""
        return tuple(self._modules)

    def load(self, name: str) -> ModuleType:
        """The module called ``name``; raises KeyError where there is none."""
        return import_module(f"{self.package}.{self._modules[name]}")
