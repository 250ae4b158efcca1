"""What axe-core finds on pages, at several widths, by light and by night; told as figures, too."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

STANDARDS = {
    "WCAG 2.2 AA": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "axe-core best practice": ["best-practice"],
}
WIDTHS = (1280, 320)
RULES = [tag for tags in STANDARDS.values() for tag in tags]
OF_COLOURS = ["color-contrast", "link-in-text-block"]
"""All that by night may be otherwise: nothing but colours is dressed by the scheme."""

SCHEMES = {
    "light": {"type": "tag", "values": RULES},
    "dark": {"type": "rule", "values": OF_COLOURS},
}
OPTIONS = {
    "resultTypes": ["violations"],
    "preload": False,  # style sheets of other hosts, which there are none of
}
RUN = """options => axe.run(options).then(
  found => found.violations.map(each => [each.id, each.impact, each.nodes.map(n => n.target)])
)"""


@dataclass(frozen=True)
class Finding:
    """A rule that a page broke. `where` is the places in it."""

    rule: str
    impact: str
    address: str
    stage: str
    width: int
    scheme: str
    where: str


@dataclass
class Axe:
    """Looks at pages, and remembers what it has looked at. A page that reads the same, byte for
    byte, as at an earlier stage is not looked at again: it would be found the same."""

    version: str = ""
    stages: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    seen: dict[tuple[str, bytes], list[Finding]] = field(default_factory=dict)

    def look(self, page: Page, addresses: Iterable[str], stage: str) -> list[Finding]:
        """What is found on these pages at this stage of the site."""
        found = [finding for each in addresses for finding in self._look(page, each, stage)]
        self.stages.append(stage)
        self.findings += found
        return found

    def _look(self, page: Page, address: str, stage: str) -> list[Finding]:
        page.goto("about:blank")  # or an address with another #place would not load again
        key = (address, page.goto(address).body())
        if key not in self.seen:
            page.evaluate(AXE_SCRIPT)
            self.version = page.evaluate("axe.version")
            self.seen[key] = [
                Finding(rule, impact, address, stage, width, scheme, str(where))
                for width in WIDTHS
                for scheme in SCHEMES
                for rule, impact, where in self._run(page, width, scheme)
            ]
        return self.seen[key]

    def _run(self, page: Page, width: int, scheme: str) -> list[tuple[str, str, list]]:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        return page.evaluate(RUN, OPTIONS | {"runOnly": SCHEMES[scheme]})

    def figures(self) -> dict[str, object]:
        """As an accessibility statement tells them."""
        addresses = sorted({address for address, _ in self.seen})
        findings = [asdict(finding) for finding in self.findings]
        for finding in findings:
            del finding["where"]
        return {
            "checked_on": f"{datetime.now(UTC):%Y-%m-%d}",
            "tool": "axe-core",
            "tool_version": self.version,
            "standards": list(STANDARDS),
            "pages": len(addresses),
            "addresses": addresses,
            "widths": list(WIDTHS),
            "schemes": list(SCHEMES),
            "stages": self.stages,
            "findings": findings,
        }
