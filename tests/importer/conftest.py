"""Either language, for what is typed."""

import pytest

from fuling_cli.language import LANGUAGES, Language


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    """Either language."""
    found: Language = request.param
    return found
