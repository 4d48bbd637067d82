"""Both tables say the same things, and the program says nothing that is in neither."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path
from string import Formatter
from typing import get_args

from fuling_cli.commands import COMMANDS
from fuling_cli.core.drift import DISTRIBUTIONS
from fuling_cli.core.ledger import STATUSES
from fuling_cli.core.target import COMPARATORS
from fuling_cli.core.verdict import Flag, Verdict
from fuling_cli.importer.additions import Standing
from fuling_cli.importer.periods import PeriodKind
from fuling_cli.language import LANGUAGES, words
from fuling_cli.methods import METHODS
from fuling_cli.store import ledger_tables, plan_tables

PACKAGE = Path(__file__).parents[2] / "fuling_cli"
ENGLISH, CHINESE = words("en"), words("zh")


TEMPLATES = {path.name: path.read_text("utf-8") for path in sorted((PACKAGE / "formats" / "templates").glob("*.html"))}
SAID = [
    (f"{name} {key}", key, set(re.findall(r"(\w+)=", given)))
    for name, template in TEMPLATES.items()
    for key, given in re.findall(r'\bsay\("([a-z_.]+)"(.*?)\) ', template)
]
"""What the templates say: where, the key, and the gaps that are filled."""


@cache
def nodes() -> list[tuple[str, ast.AST]]:
    """Every node of every module outside the tables, with a place to look for it."""
    return [
        (f"{path.relative_to(PACKAGE)}:{getattr(node, 'lineno', 0)}", node)
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.stem not in LANGUAGES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
    ]


@cache
def literals() -> dict[str, str]:
    """Every text in the source, with a place where it stands."""
    return {node.value: at for at, node in nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def seen_by_people(said: dict[str | None, object]) -> bool:
    """True if a column with these arguments is drawn on a terminal or in a sheet."""
    return bool(said.get("sheet") or said.get("typed")) or said.get("shown") is not False


def columns(*, hidden: bool) -> set[str]:
    """The keys of all columns, or of those that people see: drawn on a terminal, or in a sheet."""
    found: set[str] = set()
    for _, node in nodes():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Column":
            said = {word.arg: getattr(word.value, "value", None) for word in node.keywords}
            key = getattr(node.args[0], "value", None)
            if isinstance(key, str) and (hidden or seen_by_people(said)):
                found.add(key)
    return found


def schemas() -> set[str]:
    """What every report is called: ``status`` of ``fuling.status/1``."""
    return {found[1] for text in literals() if (found := re.fullmatch(r"fuling\.([a-z]+)/1", text))}


def schema_keys() -> set[str]:
    """Every table and key of the two files, as the schemas describe them."""
    shapes = {**plan_tables.KEYS, **ledger_tables.KEYS, "": (*plan_tables.KEYS[""], *ledger_tables.KEYS[""])}
    names = ("title", "area", "source", "note", "short")
    described = {"range" if table == "value" else table: keys for table, keys in shapes.items() if table not in names}
    return {f"{table}.{key}".removeprefix(".") for table, keys in described.items() for key in keys}


LEFT_OUT = {
    *(
        "rows",
        "other_rows",
        "hidden_rows",
        "hidden_columns",
        "columns",
        "missing",
        "frequency",
        "no_year",
        "early",
        "beyond",
    ),
    *(f"{kind}{columns}" for kind in set(get_args(PeriodKind)) - {"year", "day"} for columns in ("", "_columns")),
}


@cache
def families() -> dict[str, set[str]]:
    """Keys that are put together, with all that may stand in the gap."""
    return {
        "init.ask.*": {"title", "area", "base_year", "by"},
        "verdict.*": {str(verdict) for verdict in Verdict},
        "status.*": set(STATUSES),
        "status.count.*": {"on_track", "off_track", "undecided", "not_assessed"},
        "status.sign.*": {"low", "high", "range"},
        "reason.drift.*": {"low", "high", "range"},
        "rule.*": set(METHODS.names),
        "answer.*": {"from", "up_to", "beyond"},
        "remark.*": {"from", "up_to", "beyond"},
        "card.*": {"actual", "planned"},
        "card.begins.*": {"growth", "flow"},
        "targets.*": {"up", "down"},
        "forecast.*": {"in_time", "late", "early"},
        "forecast.*.one": {"late", "early"},
        "forecast.paths.*": set(DISTRIBUTIONS),
        "group.*": {"headline", "supporting", "commitment"},
        "at.*": set(COMPARATORS),
        "flag.*.note": {str(flag) for flag in Flag},
        "method.*": set(METHODS.names),
        "limits.*": set(METHODS.names),
        "figure.*": {"latest", "baseline"},
        "standing.*": {"current", "superseded", "withdrawn", "not_yet"},
        "reason.undecided.*": {"from", "up_to"},
        "reason.cagr.*": {"grew", "shrank", "still"},
        "reason.trend.*": {"towards", "away", "still"},
        "reason.every_year.*": {"met", "worsening", "improving", "missed"},
        "aim.*": {"more", "less"},
        "direction.*": {"up", "down"},
        "explain.direction.*": {"up", "down"},
        "explain.figures.*": {"growth", "flow"},
        "explain.thresholds.*": {"growth", "flow"},
        "column.*": columns(hidden=False),
        "heading.*": columns(hidden=True) & {key.removeprefix("heading.") for key in ENGLISH},
        "sheet.*": {*schemas(), "overview", "charts", "notes", "low", "high"},
        "command.*": set(COMMANDS),
        "examples.*": set(COMMANDS),
        "schema.*": schema_keys(),
        "import.kind.*": set(get_args(PeriodKind)),
        "import.left.*": LEFT_OUT,
        "import.left.*.one": LEFT_OUT,
        "import.standing.*": {str(standing) for standing in Standing},
        "month.*": {str(number) for number in range(1, 13)},
        "option.*": {"data_dir", "lang", "color", "debug", "version"},  # the others are named where they are made
    }


OPTIONAL = {"flag.*"}
"""Families whose words stand as they are where the table has none."""


def members() -> set[str]:
    """Every key of every family."""
    return {family.replace("*", word) for family, found in families().items() for word in found}


def put_together() -> dict[str, str]:
    """The patterns of all f-strings that could be keys, with a place where they stand."""
    beginnings = {key.partition(".")[0] for key in ENGLISH}
    found = {}
    for at, node in nodes():
        if isinstance(node, ast.JoinedStr):
            parts = (str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)
            pattern = "".join(parts)
            if re.fullmatch(r"[a-z_]+(\.([a-z_]+|\*))+", pattern) and pattern.partition(".")[0] in beginnings:
                found[pattern] = at
    return found


def gaps(text: str) -> set[str]:
    """The placeholders of a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_keys() -> None:
    assert list(ENGLISH) == list(CHINESE)


def test_both_languages_fill_the_same_gaps() -> None:
    assert [key for key in ENGLISH if gaps(ENGLISH[key]) != gaps(CHINESE[key])] == []


def test_no_key_stands_twice_in_a_table() -> None:
    for language in LANGUAGES:
        tree = ast.parse((PACKAGE / "language" / f"{language}.py").read_text("utf-8"))
        (table,) = (node for node in ast.walk(tree) if isinstance(node, ast.Dict))
        keys = [key.value for key in table.keys if isinstance(key, ast.Constant)]
        assert [key for key, times in Counter(keys).items() if times > 1] == []
        assert len(keys) > 100


def test_every_text_is_one_that_can_be_said() -> None:
    for table in (ENGLISH, CHINESE):
        for key, text in table.items():
            assert text.strip(), key
            assert not set(text) & set("\t\r\x1b"), key
            assert "\n" not in text or key.startswith("examples."), key


def test_chinese_is_chinese() -> None:
    alike = {key for key in ENGLISH if ENGLISH[key] == CHINESE[key] and not key.startswith("examples.")}
    assert {key for key in alike if re.search("[A-Za-z]{3}", re.sub(r"\{\w+\}", "", ENGLISH[key]))} == set()


def test_every_key_that_a_message_names_exists() -> None:
    named = {
        node.args[0].value: at
        for at, node in nodes()
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("message", "Message")
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    assert len(named) > 100
    assert {key: at for key, at in named.items() if key not in ENGLISH} == {}


def test_every_text_that_looks_like_a_key_is_one() -> None:
    beginnings = {key.partition(".")[0] for key in ENGLISH if "." in key} - {"column"}
    columns = {
        node.args[0].value
        for _, node in nodes()
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Column"
        and isinstance(node.args[0], ast.Constant)
    }
    wrong = {
        text: at
        for text, at in literals().items()
        if re.fullmatch(r"[a-z]+(\.[a-z_]+)+", text)
        and text.partition(".")[0] in beginnings
        and text not in ENGLISH
        and text not in columns
        and not text.endswith((".toml", ".py"))
    }
    assert wrong == {}


def test_every_key_that_is_put_together_belongs_to_a_family() -> None:
    assert {pattern: at for pattern, at in put_together().items() if pattern not in families().keys() | OPTIONAL} == {}
    assert families().keys() <= put_together().keys()


def test_every_member_of_a_family_has_words() -> None:
    assert members() - ENGLISH.keys() == set()


def test_no_words_are_left_over() -> None:
    in_templates = {key for _, key, _ in SAID}
    left = ENGLISH.keys() - literals().keys() - members() - in_templates
    assert {key for key in left if key.removesuffix(".one") not in ENGLISH.keys() - left} == set()


def test_templates_say_what_is_in_the_tables_and_fill_its_gaps() -> None:
    assert len(SAID) > 10
    assert sum(template.count("say(") for template in TEMPLATES.values()) == len(SAID)
    assert {at for at, key, filled in SAID if key not in ENGLISH or gaps(ENGLISH[key]) != filled} == set()


def test_every_gap_of_a_message_is_filled_where_it_is_made() -> None:
    short = {}
    for at, node in nodes():
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "message"
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and all(word.arg is not None for word in node.keywords)
        ):
            key = str(node.args[0].value)
            missing = gaps(ENGLISH.get(key, "")) - {word.arg for word in node.keywords}
            if missing:
                short[f"{at} {key}"] = missing
    assert short == {}
