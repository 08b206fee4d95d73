"""What tests of Slack share: a stand-in, and the people in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.slack.stand_in.slack import Slack
from tests.slack.stand_in.workspace import Workspace


@pytest.fixture
def slack() -> Iterator[Slack]:
    """A Slack that serves as long as the test runs."""
    with Slack() as slack:
        yield slack


@pytest.fixture
def people(slack: Slack) -> Workspace:
    """The people of that Slack."""
    return Workspace(slack)
