"""What tests of Slack share: a stand-in, and the people in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.slack.scene import Scene
from tests.slack.serving import MODES, App
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


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache of compiled knowledge for all apps that are started."""
    return tmp_path_factory.mktemp("cache")


# Channels that the app below also answers in without being mentioned: "open1" to "open9".
OPEN = tuple(f"C0OPEN{number}" for number in range(1, 10))


@pytest.fixture(scope="session", params=MODES)
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[App]:
    """The app, running against a Slack of its own as long as the tests do, in either mode."""
    with Slack(Settings(retry_after=(0.05, 0.2, 0.5))) as slack:
        folder = tmp_path_factory.mktemp(request.param)
        with App(slack, request.param, folder, cache, ONDE_CHANNELS=",".join(OPEN)) as app:
            yield app
            assert app.terminate() == 0


@pytest.fixture
def scene(running: App) -> Iterator[Scene]:
    """The people around the running app. Where a call of the app was refused, and the test did not mean that, it fails."""
    scene = Scene(running)
    yield scene
    refused = [call for call in scene.refusals_now() if call.data.get("fault", "") == "" and call.data["answer"].get("error") not in scene.expected]
    assert not refused, "\n".join(map(str, refused))
