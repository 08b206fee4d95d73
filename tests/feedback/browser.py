"""A real browser that looks at pages without a network: Chromium, the machine's own or the one that Playwright has installed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
_REMEDY = "these tests look at pages in a real browser: install Debian's package chromium, or run `.venv/bin/playwright install chromium`"

# The rules of WCAG 2.2, levels A and AA, and axe's own good practice.
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextmanager
def open_browser() -> Iterator[Browser]:
    """The browser. Where there is none, the tests that want it are left out, which is said with the remedy."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    with sync_playwright() as playwright:
        if found is None and not Path(playwright.chromium.executable_path).exists():
            pytest.skip(_REMEDY)
        browser = playwright.chromium.launch(executable_path=found, args=_ARGUMENTS)
        yield browser
        browser.close()


class Look:
    """A page of a file opened in a window; `asked` are the addresses that it looked up besides itself, `said` what its console holds."""

    def __init__(self, browser: Browser, file: Path, *, width: int = 1_100, dark: bool = False) -> None:
        self.page: Page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light")
        self.asked: list[str] = []
        self.said: list[str] = []
        address = file.absolute().as_uri()
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.goto(address)
        self.asked.remove(address)

    def barriers(self) -> list[str]:
        """What keeps somebody from reading the page, by axe-core, each with the first place."""
        response = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": _RULES}}).response
        assert response["passes"], "axe has looked at nothing"
        return [f"{found['id']}: {found['help']}: {found['nodes'][0]['html'][:200]}" for found in response["violations"]]

    def overflows(self) -> bool:
        """Whether the page must be moved sideways to be read."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
