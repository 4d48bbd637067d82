"""The shelf of methods: one file each, named as ``--method`` and ``method =`` name it.

A method is a module with ``judge(question) -> Judgement`` and ``working(question)``, the formula with its numbers.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache

from fuling_cli.core.assessment import Assessment, verdict_of
from fuling_cli.core.assessment import assess as assess_one
from fuling_cli.core.ledger import Ledger
from fuling_cli.core.target import Plan, Target
from fuling_cli.core.verdict import Judge, Question, Verdict
from fuling_cli.language import Message
from fuling_cli.registry import Registry

METHODS = Registry(__name__, __path__)
DEFAULT = "cagr"


def assess(
    plan: Plan,
    ledger: Ledger,
    *,
    as_of: date,
    method: str | None = None,
    targets: Iterable[Target] | None = None,
) -> tuple[Assessment, ...]:
    """The plan's targets, or some of them, against the figures published by a day, in their order.

    Each is judged by ``method`` where it is given, else as `method_of` says; raises KeyError for an unknown method.
    """
    return tuple(
        assess_one(target, ledger.by_metric.get(target.metric, ()), method=name, judge=judge_of(name), as_of=as_of)
        for target in (plan.targets if targets is None else targets)
        for name in (method or method_of(plan, target),)
    )


def judge_targets(
    plan: Plan, ledger: Ledger, targets: Iterable[Target], *, as_of: date, method: str | None = None
) -> Iterator[Verdict]:
    """The verdicts that `assess` would find, without the numbers, flags and reasons beside them."""
    for target in targets:
        judge = judge_of(method or method_of(plan, target))
        yield verdict_of(target, ledger.by_metric.get(target.metric, ()), judge=judge, as_of=as_of)


def method_of(plan: Plan, target: Target) -> str:
    """The name of the method that judges a target: its own, else the plan's, else the default."""
    return target.method or plan.method or DEFAULT


@cache
def judge_of(name: str) -> Judge:
    """The rule of one method."""
    judge: Judge = METHODS.load(name).judge
    return judge


def working_of(name: str) -> Callable[[Question], tuple[Message, ...]]:
    """The formula of one method, with the numbers of a question."""
    working: Callable[[Question], tuple[Message, ...]] = METHODS.load(name).working
    return working
