"""Make the pictures in docs/images from what the commands really write.

    python docs/screenshots.py

Needs Chromium and the extra `browser` (pip install -e ".[browser]").
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import outreach

DOCS = Path(__file__).parent
LECTURE = DOCS.parent / "surveys" / "2017-02-04-lecture"
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
SHOTS = {"report-wide.png": (900, 640, ""), "report-narrow.png": (360, 720, "#s0cq0")}


def main() -> None:
    """Write the pictures, and say which."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("There is no Chromium here: install it, and run this again.")
    from playwright.sync_api import sync_playwright

    outreach.use_language("ja")
    images = DOCS / "images"
    images.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "report.html"
        outreach.write_report(outreach.make_report(LECTURE), page_file)
        browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        for name, (width, height, place) in SHOTS.items():
            size = {"width": width, "height": height}
            page = browser.new_page(viewport=size, reduced_motion="reduce")
            page.goto(page_file.as_uri())
            if place:
                page.evaluate("place => document.querySelector(place).scrollIntoView()", place)
            page.screenshot(path=str(images / name))
            print(images / name)
        browser.close()


if __name__ == "__main__":
    main()
