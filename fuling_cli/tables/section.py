"""A heading and what is said below it."""

from typing import NamedTuple

from fuling_cli.language import Message


class Section(NamedTuple):
    """A heading and the lines below it."""

    heading: Message
    lines: tuple[Message, ...]
