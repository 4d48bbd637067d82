"""A target in brief: what a reader must know who reads nothing else."""

from typing import NamedTuple

from fuling_cli.core.figure import Figure
from fuling_cli.core.verdict import Verdict
from fuling_cli.language import Bilingual, Message


class Card(NamedTuple):
    """The verdict on a target, its latest actual with the year, the number to reach, and the share of the way done.

    What is None does not exist; ``done`` is the share in words, and ``reason`` is given where the verdict is open.
    """

    name: Bilingual
    verdict: Verdict
    latest: Message | None
    year: int | None
    goal: Message | None
    share: Figure | None
    done: Message | None
    reason: Message | None
