"""`fuling chart`: a target as a picture, on the terminal or in a file."""

from pathlib import Path
from typing import Annotated
from unicodedata import name

import typer

from fuling_cli.commands.options import AsOf, Force, Method, Target, Unit
from fuling_cli.commands.output import is_folder, write_new
from fuling_cli.commands.session import Session
from fuling_cli.errors import MissingExtra, WrongUsage
from fuling_cli.language import message
from fuling_cli.reports.trajectory import chart_table
from fuling_cli.tables.table import Table

ENDINGS = ("svg", "png", "pdf")
MOST_NAMED = 5
"""Letters that a message names."""


def command(
    context: typer.Context,
    target: Target,
    output: Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="option.picture")] = None,
    as_of: AsOf = None,
    method: Method = None,
    unit: Unit = None,
    force: Force = False,
) -> None:
    """Draw the actuals of one target, the planned path, the path still needed and the one at the observed pace."""
    session: Session = context.obj
    day = session.as_of(as_of)
    found = session.assessments(session.targets([target], unit=unit, as_of=day), day, method)[0]
    table = chart_table(session.plan, found, day)
    if output is None:
        session.terminal.show_chart(table)
        return
    path = Path(output) / f"{session.plan.id}-{found.target.id}.svg" if is_folder(output) else Path(output)
    picture = _picture_bytes(session, table, path)
    write_new(session, picture, path, force=force, protected_files=session.folder.files)


def _picture_bytes(session: Session, table: Table, path: Path) -> bytes:
    """The picture that the ending of a file name asks for; raises WrongUsage for any other, or without the extra."""
    ending = path.suffix.lower().removeprefix(".")
    if ending not in ENDINGS:
        raise WrongUsage(message("chart.needs_ending", path=path, endings=[f".{known}" for known in ENDINGS]))
    try:
        from fuling_cli.charts.image import render_picture
        from fuling_cli.charts.typesetting import chinese_font, is_chinese
    except ModuleNotFoundError:
        raise MissingExtra("charts") from None
    font = chinese_font()
    picture = render_picture(table, session.language, ending, font)
    if font is None and any(map(is_chinese, picture.missing)):
        session.terminal.say(message("chart.no_font"))
    others = [letter for letter in picture.missing if font is not None or not is_chinese(letter)]
    if others:
        named = [f"{letter} ({name(letter, f'U+{ord(letter):04X}')})" for letter in others[:MOST_NAMED]]
        session.terminal.say(message("chart.no_glyph", letters=named, count=len(others)))
    return picture.content
