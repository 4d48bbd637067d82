"""The names of targets and metrics: ids, and what people and tables call them, in either language and any case."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from difflib import get_close_matches

from fuling_cli.core.target import HEADLINE, Plan, Target
from fuling_cli.core.units import normalize_spaces
from fuling_cli.errors import WrongUsage
from fuling_cli.language import message


def names_of(target: Target) -> Iterator[str]:
    """What a target is called besides its id."""
    yield from (name for names in (target.name, target.short) if names is not None for name in names)
    yield from target.aliases


def simplify_name(name: str) -> str:
    """A name in small letters, half-width brackets and single spaces, so that names which differ in these are one."""
    return normalize_spaces(name).translate({ord("（"): "(", ord("）"): ")"}).casefold()


def find_target(plan: Plan, word: str, day: date | None = None) -> Target:
    """The target that a word names; raises WrongUsage where there is none, or more than one.

    Of a target and those that replaced it under the same name, the one that is in force on the ``day``.
    """
    in_force = [target.id for target in plan.targets_as_of(day)] if day else ()
    return _find_by_name(plan, word, plan.targets, lambda target: target.id, "error.unknown_target", in_force)


def find_metric(plan: Plan, word: str) -> Target:
    """The target that says what the metric of a name is measured in; raises WrongUsage as `find_target` does."""
    return plan.metrics[
        _find_by_name(plan, word, plan.targets, lambda target: target.metric, "error.unknown_metric").metric
    ]


def metric_names(plan: Plan) -> dict[str, Target]:
    """Every word that means a metric, in small letters; a name of two metrics means none."""
    found = {
        name: plan.metrics[targets[0].metric]
        for name, targets in _by_name(plan.targets).items()
        if len({target.metric for target in targets}) == 1
    }
    return {**found, **plan.metrics}


def _find_by_name(  # noqa: PLR0913  a word, where to look for it, and what to say
    plan: Plan,
    word: str,
    targets: Iterable[Target],
    id_of: Callable[[Target], str],
    key: str,
    preferred: Collection[str] = (),
) -> Target:
    ids = {id_of(target): target for target in reversed(tuple(targets))}
    simple = simplify_name(word)
    if found := ids.get(word) or ids.get(simple):
        return found
    named = _by_name(targets)
    meant = {id_of(target): target for target in named.get(simple, ())}
    meant = {name: target for name, target in meant.items() if name in preferred} or meant
    if len(meant) == 1:
        return next(iter(meant.values()))
    if meant:
        hint = message("error.one_of", words=list(meant))
    elif near := get_close_matches(simple, [*ids, *named], n=1, cutoff=0.5):
        hint = message("error.did_you_mean", word=near[0] if near[0] in ids else id_of(named[near[0]][0]))
    else:
        headline = dict.fromkeys(id_of(target) for target in plan.targets if target.group == HEADLINE)
        hint = message("error.one_of", words=list(headline or ids))
    raise WrongUsage(message(key, word=word, hint=hint))


def _by_name(targets: Iterable[Target]) -> dict[str, list[Target]]:
    """The targets of each name, in small letters."""
    found: dict[str, list[Target]] = {}
    for target in targets:
        for name in dict.fromkeys(simplify_name(name) for name in names_of(target)):
            found.setdefault(name, []).append(target)
    return found
