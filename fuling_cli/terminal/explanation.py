"""`fuling explain` as a screen: headings and the lines below them."""

from fuling_cli.language import Language
from fuling_cli.reports.explanation import Explanation
from fuling_cli.terminal.screen import EMPTY, Block, Heading, Screen, line


def explanation_screen(found: Explanation, language: Language) -> Screen:
    """The sections of an explanation."""
    blocks: list[Block] = [Heading(found.title.in_language(language))]
    for section in found.sections:
        blocks += [EMPTY, line(section.heading.in_language(language), "strong")]
        blocks += (line(text.in_language(language), indent=2, hang=4) for text in section.lines)
    return Screen(tuple(blocks))
