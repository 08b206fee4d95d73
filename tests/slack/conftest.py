"""What tests of Slack share: a stand-in, and the people in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.slack.stand_in.settings import Settings
from tests.slack.stand_in.slack import Slack
from tests.slack.stand_in.workspace import Workspace


@pytest.fixture
def settings() -> Settings:
    """The settings of that Slack; a file of tests, or one test by parametrize, may have others."""
    return Settings()


@pytest.fixture
def slack(settings: Settings) -> Iterator[Slack]:
    """A Slack that serves as long as the test runs."""
    with Slack(settings) as slack:
        yield slack


@pytest.fixture
def people(slack: Slack) -> Workspace:
    """The people of that Slack."""
    return Workspace(slack)
