"""The shelf of methods: one file each, named as ``--method`` and ``method =`` name it.

A method is a module with ``judge(question) -> Judgement`` and ``working(question)``, the formula with its numbers.
"""

from collections.abc import Callable

from fuling_cli.core.verdict import Judge, Question
from fuling_cli.language import Message
from fuling_cli.shelf import Shelf

METHODS = Shelf(__name__, __path__)
DEFAULT = "cagr"


def judge_of(name: str) -> Judge:
    """The rule of one method."""
    judge: Judge = METHODS.take(name).judge
    return judge


def working_of(name: str) -> Callable[[Question], tuple[Message, ...]]:
    """The formula of one method, with the numbers of a question."""
    working: Callable[[Question], tuple[Message, ...]] = METHODS.take(name).working
    return working
