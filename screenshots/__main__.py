"""Takes a picture of every kind of public page of the demonstration: wide and narrow, by light and
by night, and on paper. They and a contact sheet of them all are put into var/screenshots/.

With words after it, only of pages whose name has one of them: `python -m screenshots letter home`.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from demonstration.life import TAKE_DOWN, Life, Step
from demonstration.pages import KINDS, TAKEN_DOWN
from demonstration.site import PROJECT, served_demonstration
from screenshots import pages
from screenshots.pages import DRESSES, Dress
from screenshots.sheet import write

FOLDER = PROJECT / "var" / "screenshots"


def main(words: list[str]) -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    taken: dict[str, str] = {}
    chromium_at = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    with served_demonstration() as site, sync_playwright() as playwright:
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

        life = Life(site)
        take(KINDS)
        life.go_on_to(Step.FIRST_NOTICE)
        take(pages.FIRST_WORDING)
        life.go_on_to(Step.SECOND_NOTICE)
        take(pages.CLOSING)
        site.stop()  # or it would still show for a moment what it remembers
        site.shell(TAKE_DOWN.format(address=TAKEN_DOWN))
        site.start()
        take(pages.TOMBSTONE)
        life.go_on_to(Step.CLOSED)
        take(pages.CLOSED)
        life.go_on_to(Step.ARCHIVED)
        take(pages.ARCHIVED)
        chromium.close()
    print(f"{len(taken) * len(DRESSES)} pictures: {write(FOLDER, taken)}")
    return 0


def _take(chromium: Browser, url: str, chosen: Mapping[str, str]) -> None:
    """One browser profile a dress, in which page after page is opened."""
    for dress in DRESSES:
        profile = chromium.new_context(
            viewport={"width": dress.width, "height": dress.height},
            color_scheme=dress.scheme,
            forced_colors="active" if dress.has_own_colours else "none",
            base_url=url,
        )
        page = profile.new_page()
        for name, address in chosen.items():
            # A page with another place in it would be the same page, and not load again.
            page.goto("about:blank")
            page.goto(address)
            _shoot(page, name, dress)
        profile.close()


ALL_PICTURES = """() => Promise.all([...document.images].map((image) => {
  image.loading = "eager";
  return image.decode().catch(() => {});
}))"""


def _shoot(page, name: str, dress: Dress) -> None:
    page.evaluate(ALL_PICTURES)
    file: Path = FOLDER / f"{name}-{dress.name}.png"
    has_a_place = "#" in page.url
    if dress.is_print:
        page.pdf(path=FOLDER / f"{name}.pdf", prefer_css_page_size=True)
        page.emulate_media(media="print")
    page.screenshot(path=file, full_page=not has_a_place or dress.is_print)
    page.emulate_media(media="screen")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
