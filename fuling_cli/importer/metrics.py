"""Names in a table and the metrics they mean; and names that are nearly one, which are told and not left out."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from fuling_cli.core.names import metric_names
from fuling_cli.core.target import Plan, Target
from fuling_cli.core.units import unit_factor
from fuling_cli.importer.cells import in_two_languages, plain_words, split_bracket, without_marks
from fuling_cli.importer.stated_unit import is_unit, stated_unit
from fuling_cli.importer.vocabulary import DERIVED
from fuling_cli.language import Message

_NUMBERED = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}、|[0-9]{1,2}[.、．]\s*(?![0-9])|[(（][一二三四五六七八九十0-9]{1,3}[)）])"
)
_BRACKETS = str.maketrans("（）［］", "()[]")
ANY_METRIC = "METRIC"
"""Stands in a command for a metric that only a person can name."""
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
        self.nearly: dict[str, Near | None] = {}

    def find(self, text: str) -> Named | None:
        """The metric of a name, also without a unit in brackets behind it, which must convert."""
        if text not in self.found:
            self.found[text] = self._find(text)
        return self.found[text]

    def _find(self, text: str) -> Named | None:
        name = _NUMBERED.sub("", without_marks(text))
        target = self.known.get(_key(text)) or self._target(name)
        if target is not None:
            return Named(target)
        bare, inside = split_bracket(name)
        target = self._target(without_marks(bare)) if inside is not None else None
        if target is None or inside is None:
            return self._in_two_languages(name)
        unit = stated_unit(inside, target.unit, certain=True)
        return None if unit is None or isinstance(unit, Message) else Named(target, unit)

    def _target(self, name: str) -> Target | None:
        """The target of a name, or of a name in two languages where both mean it."""
        found = [self.known.get(_key(part)) for part in in_two_languages(name) or (name,)]
        return found[0] if found[0] is found[-1] else None

    def _in_two_languages(self, name: str) -> Named | None:
        """The metric that is named twice, each time with its unit: 生产总值(亿元) Gross product (100 million yuan)."""
        found = [self._find(part) for part in in_two_languages(name) or ()]
        if not found or found[0] is None or found[1] is None or found[0].target is not found[1].target:
            return None
        units = [one.unit or one.target.unit for one in found if one is not None]
        return found[0] if unit_factor(units[0], units[1]) == 1 else None

    def near(self, text: str) -> Near | None:
        """The metric whose name this is but for a slip, or for what stands in brackets and is no unit; else None."""
        if text not in self.nearly:
            self.nearly[text] = self._near(text)
        return self.nearly[text]

    def _near(self, text: str) -> Near | None:
        name, inside = split_bracket(_key(_NUMBERED.sub("", without_marks(text))))
        bare = _key(without_marks(name))
        if bare in self.known:
            return None if inside is not None and is_unit(inside) else Near(self.known[bare], is_certain=False)
        halves = [self.known.get(_key(split_bracket(part)[0])) for part in in_two_languages(text) or ()]
        if any(halves):
            return Near(next(target for target in halves if target), is_certain=False)
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


def likely_metric(texts: Sequence[str], names: MetricNames) -> tuple[str, str]:
    """The first of some texts that speaks of a metric, and the metric, to suggest; `ANY_METRIC` where none does.

    What is suggested is typed unread: a metric that only sounds alike would be recorded with another's figures.
    """
    for text in texts:
        named = names.find(text)
        if named is not None:
            return text, named.target.metric
    for text in texts:
        words = _key(text)
        for known, target in names.known.items():
            rest = re.sub(rf"\b{re.escape(known)}\b" if known.isascii() else re.escape(known), "", words)
            if rest != words and len(known) > 2 and not re.search(DERIVED, rest):
                return text, target.metric
    metrics = {target.metric for target in names.known.values()}
    return texts[0] if texts else "", metrics.pop() if len(metrics) == 1 else ANY_METRIC
