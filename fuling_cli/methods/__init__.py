"""The shelf of methods: one file each, named as ``--method`` and ``method =`` name it.

A method is a module with ``judge(question) -> Judgement``, ``working(question)``, the formula with its numbers, and
``PACE``, how it goes on from the latest actual; where it takes what is nearly 0 % or 100 % for there, ``TOLERANCE``.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache

from fuling_cli.core.assessment import Assessment, Outcome, outcome_of, require_day, unassessed
from fuling_cli.core.assessment import assess as assess_one
from fuling_cli.core.decimals import own_context
from fuling_cli.core.ledger import Ledger
from fuling_cli.core.target import Plan, Target
from fuling_cli.core.verdict import Judge, Method, Question, Verdict
from fuling_cli.errors import UnknownMethod
from fuling_cli.language import Message, message
from fuling_cli.methods import _every_year
from fuling_cli.registry import Registry

METHODS = Registry(__name__, __path__)
DEFAULT, WITHOUT_NUMBER, WITHOUT_PATH = "cagr", "trend", "path"
FOR_NUMBERS = tuple(name for name in METHODS.names if name != WITHOUT_NUMBER)
"""The methods for targets that have a number to reach."""


def assess(
    plan: Plan,
    ledger: Ledger,
    *,
    as_of: date,
    method: str | None = None,
    targets: Iterable[Target] | None = None,
) -> tuple[Assessment, ...]:
    """The targets in force on a day, or some that are given, against the figures published by then, in their order.

    Each is judged by ``method`` where it is given, else as `method_of` says. Before the plan was announced nothing is
    judged. Raises `UnknownMethod` for a method that is not on the shelf, `NotADay` for a moment in place of a day.
    """
    require_day(as_of)
    with own_context():
        chosen = plan.targets_as_of(as_of) if targets is None else targets
        return tuple(_assess_target(plan, ledger, target, as_of, method) for target in chosen)


def _assess_target(plan: Plan, ledger: Ledger, target: Target, as_of: date, method: str | None) -> Assessment:
    rule = rule_of(plan, target, method)
    announced = announced_on(plan, target)
    if as_of < announced:
        reason = message("reason.not_announced", announced=announced)
        return unassessed(target, rule.name, reason, {}, as_of)._replace(flags=())
    return assess_one(target, ledger.by_metric.get(target.metric, ()), method=rule, as_of=as_of)


def judge_targets(
    plan: Plan, ledger: Ledger, targets: Iterable[Target], *, as_of: date, method: str | None = None
) -> Iterator[Outcome]:
    """The verdicts that `assess` would find and which targets are overdue, without what else it says of them."""
    for target in targets:
        if as_of < announced_on(plan, target):
            yield Outcome(Verdict.NOT_ASSESSED)
            continue
        with own_context():
            rule = rule_of(plan, target, method)
            outcome = outcome_of(target, ledger.by_metric.get(target.metric, ()), method=rule, as_of=as_of)
        yield outcome


def announced_on(plan: Plan, target: Target) -> date:
    """The day from which a target can be judged: that of the plan, or the later one on which it was changed."""
    return plan.announced if target.since is None else max(target.since, plan.announced)


def method_of(plan: Plan, target: Target) -> str:
    """The name of the method that judges a target: its own, else the plan's, else the default."""
    return rule_of(plan, target).name


def rule_of(plan: Plan, target: Target, method: str | None = None) -> Method:
    """The method that judges a target: the one typed, else its own, else the plan's, else the default.

    A direction without a number is judged by the method for those. Where no method is named, another one takes the
    place of the default if no compound path leads to the number to reach.
    """
    if target.directed and not target.has_number:
        return method_named(WITHOUT_NUMBER)
    name = method or target.method or plan.method
    rule = _method_of(name or DEFAULT, target)
    return rule if name else rule._replace(without_path=_method_of(WITHOUT_PATH, target))


def _method_of(name: str, target: Target) -> Method:
    """One method; for a target that must hold in every year, its rule under the name of that method."""
    rule = method_named(name)
    return rule._replace(judge=_every_year.judge, pace="none") if target.every_year else rule


@cache
def method_named(name: str) -> Method:
    """One method of the shelf; raises `UnknownMethod` where there is none."""
    if name not in METHODS.names:
        raise UnknownMethod(
            message("error.unknown_method", word=name, hint=message("error.one_of", words=list(METHODS.names)))
        )
    module = METHODS.load(name)
    tolerance, directions_only = getattr(module, "TOLERANCE", Decimal(0)), name not in FOR_NUMBERS
    return Method(name, module.judge, module.PACE, tolerance, directions_only=directions_only)


def judge_of(target: Target, name: str) -> Judge:
    """The rule by which a target is judged under a method."""
    return _method_of(name, target).judge


def working_of(name: str, target: Target) -> Callable[[Question], tuple[Message, ...]]:
    """The formula by which a target is judged under a method, with the numbers of a question."""
    working: Callable[[Question], tuple[Message, ...]] = METHODS.load(name).working
    return _every_year.working if target.every_year else working
