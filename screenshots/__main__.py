"""Takes a picture of every kind of public page of the demonstration: wide and narrow, by light and
by night, and on paper. They and a contact sheet of them all are put into var/screenshots/.

With words after it, only of pages whose name has one of them: `python -m screenshots letter home`.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from screenshots import pages
from screenshots.pages import DRESSES, Dress
from screenshots.sheet import write
from screenshots.site import BRING_BACK_THE_FIRST_WORDING, PROJECT, TAKE_DOWN, demonstration

FOLDER = PROJECT / "var" / "screenshots"


def main(words: list[str]) -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    taken: dict[str, str] = {}
    chromium_at = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    with demonstration() as site, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=chromium_at, args=["--no-sandbox"] if os.geteuid() == 0 else []
        )

        def take(of: Mapping[str, str]) -> None:
            chosen = {
                name: address
                for name, address in of.items()
                if not words or any(word in name for word in words)
            }
            _take(chromium, site.url, chosen)
            taken.update(chosen)

        take(pages.OPEN)
        site.shell(TAKE_DOWN.format(address=pages.TAKEN_DOWN))
        take(pages.TOMBSTONE)
        site.manage("site_stage", "closing", "--reason", "To be looked at.")
        take(pages.CLOSING)
        site.shell(BRING_BACK_THE_FIRST_WORDING)
        take(pages.FIRST_WORDING)
        chromium.close()
    print(f"{len(taken) * len(DRESSES)} pictures: {write(FOLDER, taken)}")
    return 0


def _take(chromium: Browser, url: str, chosen: Mapping[str, str]) -> None:
    """One browser profile a dress, in which page after page is opened."""
    for dress in DRESSES:
        profile = chromium.new_context(
            viewport={"width": dress.width, "height": dress.height},
            color_scheme=dress.scheme,
            base_url=url,
        )
        page = profile.new_page()
        for name, address in chosen.items():
            # A page with another place in it would be the same page, and not load again.
            page.goto("about:blank")
            page.goto(address)
            _shoot(page, name, dress)
        profile.close()


def _shoot(page, name: str, dress: Dress) -> None:
    file: Path = FOLDER / f"{name}-{dress.name}.png"
    has_a_place = "#" in page.url
    if dress.is_print:
        page.pdf(path=FOLDER / f"{name}.pdf", prefer_css_page_size=True)
        page.emulate_media(media="print")
    page.screenshot(path=file, full_page=not has_a_place or dress.is_print)
    page.emulate_media(media="screen")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
