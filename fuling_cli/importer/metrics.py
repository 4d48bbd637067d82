"""Names in a table and the metrics they mean; and names that are nearly one, which are told and not left out."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from fuling_cli.core.names import metric_names
from fuling_cli.core.target import Plan, Target
from fuling_cli.importer.cells import plain_words, split_bracket, without_marks
from fuling_cli.importer.stated_unit import is_unit, stated_unit
from fuling_cli.language import Message

_NUMBERED = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}、|[0-9]{1,2}[.、．]\s*(?![0-9])|[(（][一二三四五六七八九十0-9]{1,3}[)）])"
)
_BRACKETS = str.maketrans("（）［］", "()[]")
_NUMERALS = frozenset("一二三四五六七八九十0123456789")


class Named(NamedTuple):
    """The metric that a name means, and the unit that stands in brackets behind it."""

    target: Target
    unit: str | None = None


class Near(NamedTuple):
    """The metric that a name nearly is. Where that is not certain, it says nothing beside the right name."""

    target: Target
    is_certain: bool


class MetricNames:
    """Every name of a plan's metrics that can be measured; remembers what it was asked."""

    def __init__(self, plan: Plan) -> None:
        self.known: Mapping[str, Target] = {
            _key(name): target for name, target in metric_names(plan).items() if target.unit
        }
        self.found: dict[str, Named | None] = {}

    def find(self, text: str) -> Named | None:
        """The metric of a name, also without a unit in brackets behind it, which must convert."""
        if text not in self.found:
            self.found[text] = self._find(text)
        return self.found[text]

    def _find(self, text: str) -> Named | None:
        name = _NUMBERED.sub("", without_marks(text))
        target = self.known.get(_key(text)) or self.known.get(_key(name))
        if target is not None:
            return Named(target)
        name, inside = split_bracket(name)
        target = self.known.get(_key(without_marks(name))) if inside is not None else None
        if target is None or inside is None:
            return None
        unit = stated_unit(inside, target.unit, certain=True)
        return None if unit is None or isinstance(unit, Message) else Named(target, unit)

    def near(self, text: str) -> Near | None:
        """The metric whose name this is but for a slip, or for what stands in brackets and is no unit; else None."""
        name, inside = split_bracket(_key(_NUMBERED.sub("", without_marks(text))))
        bare = _key(without_marks(name))
        if bare in self.known:
            return None if inside is not None and is_unit(inside) else Near(self.known[bare], is_certain=False)
        for known, target in self.known.items():
            if _is_slip(bare, known):
                return Near(target, is_certain=bare.isascii())
        return None


def _key(name: str) -> str:
    return plain_words(name.translate(_BRACKETS))


def _is_slip(word: str, known: str) -> bool:
    """Whether two names differ by one letter left out, added, changed or by two changed places.

    In Chinese a single other character mostly is another metric (农业增加值, 工业增加值): only long names count, and no
    numerals.
    """
    shortest = min(len(word), len(known))
    if word == known or abs(len(word) - len(known)) > 1 or shortest < (3 if known.isascii() else 5):
        return False
    start = next((at for at in range(shortest) if word[at] != known[at]), shortest)
    rest, other = word[start:], known[start:]
    if len(rest) == len(other):
        swapped = rest[:2] == other[1::-1] and rest[2:] == other[2:]
        changed = shortest > (3 if known.isascii() else 5) and rest[1:] == other[1:]
        return swapped or (changed and not {rest[0], other[0]} & _NUMERALS)
    longer, shorter = sorted((rest, other), key=len, reverse=True)
    return shortest > 3 and longer[1:] == shorter and longer[0] not in _NUMERALS
