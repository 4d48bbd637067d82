"""Every format on the shelf has golden files in both languages, and a test that holds it against them."""

import ast
from pathlib import Path

import pytest

from fuling_cli.formats import FORMATS
from fuling_cli.language import LANGUAGES, Language
from fuling_cli.tables.table import Table

TESTS = Path(__file__).parent
GOLDEN = TESTS.parent / "golden" / "formats"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FORMATS.names)
def test_a_format_has_a_golden_file_of_each_language(table: Table, name: str, language: Language) -> None:
    shelved = FORMATS.load(name)
    words = {name, *(suffix.removeprefix(".") for suffix in shelved.SUFFIXES)}
    files = [parts for file in GOLDEN.iterdir() if words & (parts := set(file.name.split(".")))]
    if any(parts.isdisjoint(LANGUAGES) for parts in files):  # one for both, which must then be the same
        assert len({shelved.render(table, language=spoken) for spoken in LANGUAGES}) == 1
    else:
        assert any(language in parts for parts in files), f"no golden file of {name} in {language}"


@pytest.mark.parametrize("name", FORMATS.names)
def test_and_is_held_against_it(name: str) -> None:
    tree = ast.parse((TESTS / f"test_{name}.py").read_text("utf-8"))
    tests = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert "golden" in {argument.arg for argument in tests["test_it_is_the_golden_file"].args.args}
