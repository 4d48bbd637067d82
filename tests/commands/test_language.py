"""The language of a run, and what no language may change."""

import json

import pytest

from .program import Fuling


@pytest.mark.parametrize(
    ("typed", "changed", "chinese"),
    [
        ("status", {}, False),
        ("status", {"LANG": "zh_CN.UTF-8"}, True),
        ("status", {"LANG": "zh_TW.Big5"}, True),
        ("status", {"LANG": "de_DE.UTF-8"}, False),
        ("status", {"LANG": None}, False),
        ("status", {"LANG": "C", "LC_ALL": "zh_CN.UTF-8"}, True),
        ("status", {"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, False),
        ("status", {"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, False),
        ("status", {"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, True),
        ("status", {"LANG": "zh_CN.UTF-8", "FULING_LANG": "en"}, False),
        ("status", {"FULING_LANG": "zh"}, True),
        ("status", {"LANG": "zh_CN.UTF-8", "FULING_LANG": ""}, True),
        ("status", {"FULING_LANG": "zh_CN.UTF-8"}, True),
        ("status", {"FULING_LANG": "zh-CN"}, True),
        ("status", {"FULING_LANG": "ZH"}, True),
        ("status", {"LANG": "zh_CN.UTF-8", "FULING_LANG": "en_GB"}, False),
        ("status", {"LANG": "Chinese (Simplified)_China.936"}, True),
        ("status --lang ZH", {}, True),
        ("status --lang en --lang zh", {}, True),
        ("--lang zh status", {"FULING_LANG": "en"}, True),
        ("status --lang zh", {"FULING_LANG": "en"}, True),
        ("status gdp --lang=zh --all", {}, True),
        ("--lang=en status", {"FULING_LANG": "zh"}, False),
        ("status --lang en", {"LANG": "zh_CN.UTF-8"}, False),
    ],
)
def test_the_option_goes_before_the_variable_and_the_variable_before_the_locale(
    fuling: Fuling, typed: str, changed: dict[str, str | None], *, chinese: bool
) -> None:
    said = fuling(*typed.split(), env=changed)
    assert said.code == 0
    assert ("虚构的规划" in said.out, "A made-up plan" in said.out) == (chinese, not chinese)


@pytest.mark.parametrize("typed", ["--lang fr status", "status --lang fr", "status --lang"])
def test_another_language_is_refused(fuling: Fuling, typed: str) -> None:
    said = fuling(*typed.split())
    assert (said.code, said.out, len(said.err.splitlines())) == (2, "", 1)


def test_a_variable_that_names_no_language_is_told_once(fuling: Fuling) -> None:
    said = fuling("status", FULING_LANG="fr", LANG="zh_CN.UTF-8")
    assert (said.code, said.err) == (0, "FULING_LANG=fr 不是可用的语言；请用 en 或 zh\n")
    assert "虚构的规划" in said.out


def test_a_word_after_two_dashes_is_no_option(fuling: Fuling) -> None:
    assert "--lang" in fuling("status", "--", "--lang").err


def test_an_error_is_told_in_the_language_that_was_asked_for(fuling: Fuling) -> None:
    assert "did you mean gdp?" in fuling("status", "gpd").err
    assert "是不是 gdp？" in fuling("status", "gpd", "--lang", "zh").err
    assert "是不是 gdp？" in fuling("--lang", "zh", "record", "gpd", "2023", "1").err


MACHINE = (
    "status --all --format json",
    "status --all --format csv",
    "export actuals --format json",
    "export actuals",
    "export targets --format json",
    "export targets",
    "history --format json",
    "history --verdicts --format json",
    "targets --format csv",
    "forecast gdp --format json",
    "record gdp 2023 1250 --source x --dry-run",
)


@pytest.mark.parametrize("typed", MACHINE)
def test_machines_read_the_same_in_both_languages(fuling: Fuling, typed: str) -> None:
    english, chinese = (fuling(*typed.split(), "--lang", language) for language in ("en", "zh"))
    assert english.stdout == chinese.stdout
    assert (english.code, chinese.code) == (0, 0)
    assert len(english.stdout) > 100


def test_exit_codes_are_the_same_in_both_languages(fuling: Fuling) -> None:
    for typed in ("status --check", "status gpd", "--data-dir nowhere status", "export -o nowhere/x.csv"):
        codes = {fuling(*typed.split(), FULING_LANG=language).code for language in ("en", "zh")}
        assert len(codes) == 1, typed


def test_a_reason_stands_in_both_languages(fuling: Fuling) -> None:
    (trade,) = json.loads(fuling("status", "trade", "--format", "json").out)["targets"]
    assert (trade["reason"], trade["reason_zh"]) == ("no figure published yet", "尚未公布数据")
