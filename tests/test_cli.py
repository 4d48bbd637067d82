"""The entry: what it advises for this installation."""

import pytest

from fuling_cli.cli import install_command


@pytest.mark.parametrize("extra", ["excel", "charts"])
def test_the_advice_to_install_an_extra_names_where_fuling_came_from(extra: str) -> None:
    program, *_ = advice = install_command(extra).split()
    assert program in {"pip", "pipx", "uv"}
    assert advice[-1].startswith('"')
    assert advice[-1].endswith(f'[{extra}]"')
