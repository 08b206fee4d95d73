"""The report's page in a real browser (Chromium: `tests/feedback/browser.py` says which): offline, for every eye, ear and printer.

Its picture is left in build/report.png, and as it is printed in build/report.pdf.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import inf
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bot.feedback.figures import Figures, collect
from bot.reviews import Item, Often
from bot.store.review_protocol import ReviewStore
from bot.surfaces.pages import count_text, percent_text
from bot.surfaces.report_page import Report, report_page
from tests.feedback.browser import Look, open_browser
from tests.feedback.generator import START, WEEK, WEEKS

BUILD = Path(__file__).resolve().parents[2] / "build"
HOSTILE = '</th><script>document.title="live"</script><img src="http://127.0.0.1:9/x.png" onerror="document.title=1">{{ 7*7 }}'


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def figures(past_store: ReviewStore) -> Figures:
    """Those of the invented past."""
    return collect(past_store.turns_between(0.0, inf))


@pytest.fixture(scope="module")
def page(figures: Figures, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page as a file, with a question that tries to be mark-up."""
    item = Item(id=7, question=HOSTILE, kinds={"unknown": 9}, count=9, people=3, languages=["en"], products=[], first=START, last=START + WEEK)
    made = START + WEEKS * WEEK
    file = tmp_path_factory.mktemp("page") / "report.html"
    file.write_text(report_page(Report(figures, [Often(item, 9, 3, START + WEEK)], START, made, made)), "utf-8")
    return file


def test_the_page_needs_nothing_but_itself(browser: Browser, page: Path) -> None:
    """No address is looked up, no script is there, nothing that was asked becomes mark-up, and the console is silent."""
    look = Look(browser, page)
    assert (look.asked, look.said) == ([], [])
    assert look.page.title().startswith("Feedback report, 2 Mar 2026 to 30 Aug 2026")
    assert look.page.locator("script, img, link, iframe, [onerror], [onload]").count() == 0
    assert look.page.get_by_role("rowheader", name=HOSTILE, exact=True).is_visible()
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", page.read_text("utf-8").replace("http://127.0.0.1:9/x.png", ""))


@pytest.mark.parametrize(("width", "dark"), [(1_100, False), (1_100, True), (390, False)])
def test_everybody_can_read_it(browser: Browser, page: Path, width: int, dark: bool) -> None:
    """On a screen and on a telephone, light and dark: no barrier by WCAG 2.2 AA, and nothing that must be moved sideways as a whole."""
    look = Look(browser, page, width=width, dark=dark)
    look.page.locator("summary").click()
    assert look.barriers() == []
    assert not look.overflows()


def test_a_screen_reader_hears_every_chart_and_its_table(browser: Browser, page: Path, figures: Figures) -> None:
    """Each chart is one picture with a name and a description, and each has its numbers in a table right after it."""
    look = Look(browser, page)
    charts = look.page.locator("svg.chart")
    assert charts.count() == 6
    for number in range(6):
        said = charts.nth(number).aria_snapshot()
        assert re.match(r'- img "[^"]{40,}"', said), said
    look.page.locator("summary").click()
    for section, table in zip(look.page.locator("section:has(svg)").all(), look.page.locator("section:has(svg) table").all(), strict=True):
        assert section.get_by_role("heading").first.is_visible() and table.is_visible()
        assert table.locator("th[scope=col]").count() >= 5 and table.locator("th[scope=row]").count() >= 2
    week, tally = list(figures.weeks.items())[-1]
    row = look.page.get_by_role("row", name=re.compile(f"^{week} "))
    cells = [count_text(number) for number in (tally.asked, tally.answered, tally.clarify, tally.unknown)]
    assert row.get_by_role("cell").all_inner_texts()[1:6] == [*cells, percent_text(tally.answered_share)]


def test_the_charts_show_the_numbers(browser: Browser, page: Path, figures: Figures) -> None:
    """Every bar is as long as its number says, beside the longest; every week has its bars and its points."""
    look = Look(browser, page)
    answered = [tally.answered for tally in figures.weeks.values()]
    heights = look.page.locator("#by-week .series.color-0 rect").evaluate_all("bars => bars.map(bar => bar.height.baseVal.value)")
    assert len(heights) == len(answered)
    assert [height / max(heights) for height in heights] == pytest.approx([number / max(answered) for number in answered], abs=1e-3)
    dots = look.page.locator("#by-share .series.color-1 .dot").count()
    assert dots == sum(tally.liked_share is not None for tally in figures.weeks.values())
    assert look.page.locator("#by-share .turn").count() == len(figures.versions) - 1
    likes = [each.tally.liked_share or 0.0 for each in reversed(figures.versions)]
    widths = look.page.locator("#by-version .series rect").evaluate_all("bars => bars.map(bar => bar.width.baseVal.value)")
    assert [width / max(widths) for width in widths] == pytest.approx([share / max(likes) for share in likes], abs=1e-3)


def test_its_picture_is_kept(browser: Browser, page: Path) -> None:
    """In build/report.png, the whole page; it is a picture of many colours, not an empty sheet."""
    BUILD.mkdir(exist_ok=True)
    picture = Look(browser, page).page.screenshot(path=BUILD / "report.png", full_page=True)
    assert picture.startswith(b"\x89PNG") and len(picture) > 100_000


def test_on_paper_nothing_is_folded_away(browser: Browser, page: Path) -> None:
    """The table of weeks is printed without being opened, and no chart or table is wider than the sheet."""
    look = Look(browser, page, width=718)  # A4 without its margins, at 96 dots an inch.
    weeks = look.page.locator("details table")
    assert not weeks.is_visible()
    look.page.emulate_media(media="print")
    assert weeks.is_visible() and not look.page.locator("nav").is_visible()
    wide = "nodes => nodes.filter(node => node.scrollWidth > node.clientWidth + 1).map(node => node.getAttribute('aria-label'))"
    assert look.page.locator(".scroll").evaluate_all(wide) == []
    BUILD.mkdir(exist_ok=True)
    look.page.pdf(path=BUILD / "report.pdf", prefer_css_page_size=True, format="A4")
    pages = len(re.findall(rb"/Type\s*/Page\b", (BUILD / "report.pdf").read_bytes()))
    assert 2 <= pages <= 8


def test_an_empty_report_is_a_page_too(browser: Browser, tmp_path: Path) -> None:
    """It says that there is nothing."""
    file = tmp_path / "report.html"
    file.write_text(report_page(Report(collect([]), [], START, START + WEEK, START + WEEK)), "utf-8")
    look = Look(browser, file)
    assert look.page.get_by_text("Nobody asked anything in this time.").is_visible()
    assert look.barriers() == []


def test_the_keyboard_reaches_everything(browser: Browser, page: Path) -> None:
    """The first key leads past the head; charts and tables that are wider than the window can be moved."""
    look = Look(browser, page, width=390)
    look.page.keyboard.press("Tab")
    assert look.page.evaluate("document.activeElement.textContent") == "Skip to the content"
    look.page.keyboard.press("Enter")
    assert look.page.evaluate("location.hash") == "#content"
    chart = look.page.locator(".scroll").first
    chart.focus()
    look.page.keyboard.press("ArrowRight")
    look.page.wait_for_function("node => node.scrollLeft > 0", arg=chart.element_handle())
