"""The picture of the scorecard in the README: what `fuling status` shows on a terminal of 100 columns, as SVG.

It is drawn by the program from the plan that ships and Rich's export, in a frame without addresses, so that it needs
nothing from elsewhere.
"""

from datetime import date
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from fuling_cli.core.target import HEADLINE
from fuling_cli.methods import assess
from fuling_cli.store.ledger_file import load_ledger
from fuling_cli.store.plan_file import load_plan
from fuling_cli.terminal.drawing import draw_screen
from fuling_cli.terminal.status import status_screen

DATA = Path(__file__).parents[1] / "data"
WIDTH = 99
BLACK, WHITE = (13, 17, 23), (230, 237, 243)
RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN = (
    (255, 123, 114),
    (86, 211, 100),
    (227, 179, 65),
    (121, 192, 255),
    (210, 168, 255),
    (86, 212, 221),
)
THEME = TerminalTheme(BLACK, WHITE, [BLACK, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, WHITE])
"""The named colors on a dark terminal, each with a contrast of more than 7 to 1."""
FRAME = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="title">
<title id="title">fuling status: required and observed growth and the status of each target</title>
<style>
.{unique_id}-matrix {{ font: {char_height}px Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre; }}
{styles}
</style>
<defs>
{lines}
</defs>
<rect width="{width}" height="{height}" rx="8" fill="#0d1117"/>
<g transform="translate({terminal_x}, {terminal_y})">
<text class="{unique_id}-matrix" y="-10" fill="#8b949e">$ fuling status</text>
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def picture(as_of: date) -> str:
    """The scorecard of the headline targets, in English, as of a day."""
    plan, ledger = load_plan(DATA / "targets.toml"), load_ledger(DATA / "actuals.toml")
    targets = [target for target in plan.targets if target.group == HEADLINE]
    found = assess(plan, ledger, as_of=as_of, targets=targets)
    drawn = draw_screen(status_screen(plan, found, as_of, "en", WIDTH), WIDTH, colored=True, rule="─")
    console = Console(record=True, file=StringIO(), width=WIDTH, legacy_windows=False, _environ={})
    console.print(Text.from_ansi(drawn.rstrip("\n")), soft_wrap=True)
    return console.export_svg(theme=THEME, code_format=FRAME, unique_id="fuling")
