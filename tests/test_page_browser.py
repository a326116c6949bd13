"""The page as people use it: in a browser, by keyboard, narrow, printed, read aloud."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from outreach.intake.surveys import find_survey
from outreach.messages import use_language
from outreach.report.booklet import bind
from outreach.report.page import write_page
from outreach.studies import read_study

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here"),
    pytest.mark.xdist_group("chromium"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
LECTURE = Path(__file__).parent.parent / "surveys" / "2017-02-04-lecture"
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield found
        found.close()


@pytest.fixture(scope="module", params=[5, 0], ids=["hidden", "whole"])
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from test_page import plan_of

    use_language("ja")
    target = tmp_path_factory.mktemp("page") / "報告.html"
    study = read_study(find_survey(LECTURE), suppress=request.param)
    write_page(bind([study], plan_of(request.param)), target)
    use_language("en")
    return target


@pytest.fixture
def page(browser: Any, file: Path) -> Iterator[Any]:
    """Give the page open at 1280 pixels; in the end it has asked and complained of nothing."""
    found = browser.new_page(viewport={"width": 1280, "height": 900})
    asked: list[str] = []
    said: list[str] = []
    found.on("request", lambda request: asked.append(request.url))
    found.on("console", lambda message: said.append(message.text))
    found.on("pageerror", lambda error: said.append(str(error)))
    found.goto(file.as_uri())
    yield found
    assert asked == [file.as_uri()]
    assert said == []
    found.close()


def section(page: Any, label: str) -> Any:
    return page.locator(".asking", has=page.get_by_role("heading", name=label, exact=True)).first


def test_switches_show_another_break_share_and_base(page: Any) -> None:
    found = section(page, "講演会をどこで知りましたか")
    table = found.locator(".grid.chosen table:visible")
    assert table.count() == 1
    found.get_by_role("radio", name="参加者の住所").check()
    assert "参加者の住所" in table.locator("caption").inner_text()
    first = table.inner_text()
    found.get_by_role("radio", name="その回答をした人に対する割合").check()
    assert table.count() == 1
    assert table.inner_text() != first
    found.get_by_role("radio", name="単純集計").check()
    assert not found.get_by_role("radio", name="その回答をした人に対する割合").is_visible()
    everybody = table.inner_text()
    found.get_by_role("radio", name="回答した人").check()
    assert "無回答" in everybody
    assert "無回答" not in table.inner_text()


def test_filters_leave_the_comments_that_fit_and_say_how_many(page: Any) -> None:
    rows = page.locator(".list > li:visible")
    assert rows.count() == 43
    page.locator("[data-filter=kind]").select_option(label="質問")
    assert 0 < rows.count() < 43
    assert all("質問" in text for text in rows.all_inner_texts())
    status = page.get_by_role("status").first
    assert status.inner_text() == f"43件中 {rows.count()}件を表示しています。"
    page.locator("[data-filter=text]").fill("訪問診療")
    assert rows.count() >= 1
    assert all("訪問診療" in text for text in rows.all_inner_texts())
    page.get_by_role("button", name="すべて表示").click()
    sync_api.expect(rows).to_have_count(43)


def test_a_theme_leads_to_its_comments(page: Any) -> None:
    card = page.locator(".card").first
    number = int(card.locator("strong").inner_text().removesuffix("件"))
    card.get_by_role("button").click()
    sync_api.expect(page.locator(".list > li:visible")).to_have_count(number)
    assert page.evaluate("document.activeElement.dataset.filter") == "theme"


def test_the_first_screen_holds_the_summary(page: Any) -> None:
    box = page.locator("#summary").bounding_box()
    assert box["y"] + min(box["height"], 300) < 900
    shown = page.locator("#summary").inner_text()
    for words in ("104", "60.1%", "次の講演会", "次の研修会"):
        assert words in shown


def test_everything_is_reached_by_keyboard_in_order(page: Any) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    places = []
    for _press in range(25):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "(() => { const e = document.activeElement, r = e.getBoundingClientRect();"
            " return [r.top + scrollY, getComputedStyle(e).outlineStyle]; })()"
        )
        places.append(found)
    tops = [top for top, _style in places]
    assert tops == sorted(tops) or sum(b < a - 40 for a, b in itertools.pairwise(tops)) <= 1
    assert all(style != "none" for _top, style in places)


def test_every_control_has_a_name(page: Any) -> None:
    for role in ("radio", "combobox", "searchbox", "button", "link"):
        for control in page.get_by_role(role).all():
            name = control.evaluate(
                "e => (e.labels && e.labels[0] ? e.labels[0].innerText : e.innerText)"
                " || e.getAttribute('aria-label')"
            )
            assert name
            assert name.strip()


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_no_window_is_too_narrow(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sizes = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert sizes[0] <= sizes[1]


def test_axe_finds_no_violation(page: Any) -> None:
    found = axe.Axe().run(
        page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    violations = found.response["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in violations] == []


def test_it_prints_on_a4_without_its_controls(page: Any) -> None:
    page.emulate_media(media="print")
    assert page.locator(".switches:visible").count() == 0
    assert page.locator("nav:visible").count() == 0
    tables = page.locator(".asking table:visible").count()
    views = page.locator(".view:not(.other)").count()
    assert tables == views
    assert page.pdf(format="A4")[:5] == b"%PDF-"


def test_signs_are_real_ones(page: Any) -> None:
    """A glyph that no font has would be as wide as the □ of a sign that nobody assigned."""
    missing = page.evaluate(
        "(() => { const canvas = document.createElement('canvas');"
        " const c = canvas.getContext('2d', {willReadFrequently: true});"
        " c.font = getComputedStyle(document.body).font; const draw = s => {"
        " c.clearRect(0, 0, 300, 150); c.fillText(s, 10, 50);"
        " return c.getImageData(0, 0, 60, 80).data.join(); };"
        " const none = draw(String.fromCodePoint(0xE0FF));"
        " const signs = [...new Set(document.body.innerText)].filter(s => s.trim());"
        " return signs.filter(s => draw(s) === none); })()"
    )
    assert missing == []
