"""A plan to begin with: what its author said of it, and one target as an example."""

from importlib import resources
from typing import NamedTuple

import tomli_w


class PlanAnswers(NamedTuple):
    """What somebody said of a new plan; what is empty or None stays as the example has it."""

    title: str = ""
    area: str = ""
    base_year: int | None = None
    by: int | None = None


def new_plan(answers: PlanAnswers) -> str:
    """The text of a targets.toml that can be used at once."""
    text = resources.files("fuling_cli.store").joinpath("new_plan.toml").read_text("utf-8")
    names = {
        '{ en = "My plan", zh = "我的规划" }': answers.title,
        '{ en = "My district", zh = "我的区县" }': answers.area,
    }
    for example, name in names.items():
        if name:
            quoted = tomli_w.dumps({"name": name}).removeprefix("name = ").strip()
            text = text.replace(example, f"{{ en = {quoted}, zh = {quoted} }}")
    for example, year in (("base_year = 2024", answers.base_year), ("by = 2030", answers.by)):
        if year is not None:
            text = text.replace(f"\n{example} ", f"\n{example[:-4]}{year} ")
    return text
