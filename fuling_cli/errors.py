"""The error family: everything expected that can go wrong, and the exit code each ends with.

An error carries a `Message`, so that it is told in the reader's language in one place, ``cli.py``.
Anything that is not one of these is a bug and keeps its traceback.
"""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple, TypeVar

from fuling_cli.language import Message, message

Word = TypeVar("Word", bound=str)


class FulingError(Exception):
    """An expected failure: ``message`` says what is wrong and what to do instead."""

    exit_code: ClassVar[int]
    command: str = ""
    """What to type instead, where that is a whole command: it is shown on a line of its own, to be copied."""

    def __init__(self, text: Message) -> None:
        super().__init__(text)
        self.message = text

    def __str__(self) -> str:
        """What is wrong, in English, for those who print the error themselves."""
        return self.message.translate("en")


class WrongUsage(FulingError):
    """The command line, or a value on it, cannot be accepted."""

    exit_code = 2


class UnknownMethod(WrongUsage, KeyError):
    """No method of that name is on the shelf."""


class NotADay(WrongUsage, TypeError):
    """A moment, or something else, in place of a calendar day."""


class MissingExtra(WrongUsage):
    """A library is missing that an optional part needs; ``extra`` is its name in ``fuling[extra]``."""

    def __init__(self, extra: str) -> None:
        super().__init__(message("error.extra", extra=extra))
        self.extra = extra


class OutputFailed(FulingError):
    """The disk, the lock or an output failed; nothing acknowledged was lost."""

    exit_code = 4


class Problem(NamedTuple):
    """One thing wrong in a file: where (lines and columns from 1, and the key where there is one) and what."""

    path: str
    line: int
    column: int
    message: Message
    serious: bool = True
    key: str = ""


class InvalidData(FulingError):
    """A data file cannot be used; every problem found in it is listed."""

    exit_code = 3

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(message("error.invalid_data", count=len(problems)))
        self.problems = tuple(problems)
        self.args = (self.problems,)  # what an error is made of anew that comes from another process

    def __str__(self) -> str:
        """Every problem with its place, one a line."""
        return "\n".join(
            f"{path}:{line}:{column}: {text.translate('en')}" for path, line, column, text, *_ in self.problems
        )


class WrongCells(InvalidData):
    """A table to import cannot be used: a bad value on the command line's side, with every bad cell listed."""

    exit_code = 2


def require_one_of(word: str, known: Sequence[Word], key: str) -> Word:
    """The word, where it is known; else raises WrongUsage under ``key`` with the nearest word or all of them."""
    for one in known:
        if one == word:
            return one
    from difflib import get_close_matches

    near = get_close_matches(word.lower(), known, n=1, cutoff=0.5)
    hint = message("error.did_you_mean", word=near[0]) if near else message("error.one_of", words=list(known))
    raise WrongUsage(message(key, word=word, hint=hint))
