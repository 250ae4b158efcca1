"""The dress of pages that are made for the frozen copy alone: what stands around the main part of
the home page as it was served, so that nothing is rendered, not even where a site is closed."""

import re
from dataclasses import dataclass, field

from .leading import Leading
from .tags import rewritten

HEAD = re.compile(r"<head(?=[\s>])[^>]*>", re.IGNORECASE)
TITLE = re.compile(r"<title>(?P<title>[^<]*)</title>", re.IGNORECASE)
OF_THE_SITE = re.compile(
    r"<meta\s+(?:charset|name=\"(?:viewport|color-scheme)\")[^>]*>"
    r"|<link\s+rel=\"(?:stylesheet|icon|alternate)\"[^>]*>"
    r"|<script\s[^>]*></script>",
    re.IGNORECASE,
)
"""What of a head is the same on every page."""

MAIN = re.compile(r"(?P<before>.*?<main(?=[\s>])[^>]*>).*</main>(?P<after>.*)", re.DOTALL)
CURRENT = re.compile(r"\s+aria-current=\"[^\"]*\"")


class NoHomePage(Exception):
    """There is nothing to take the dress of the site from. The text says what to do."""


@dataclass(frozen=True)
class Dressed:
    """The shell with links from folders of one depth; `links` are the files they lead to."""

    before_title: str
    before_main: str
    after_main: str
    links: frozenset[int]

    def around(self, title: str, main: str) -> bytes:
        """A page. Both are HTML; the title is to have the name of the review in it."""
        page = f"{self.before_title}{title}{self.before_main}{main}{self.after_main}"
        return page.encode(errors="surrogateescape")


@dataclass
class Shell:
    """Made from the home page as it was served."""

    home: str
    leading: Leading
    name: str = ""
    _dressed: dict[str, Dressed] = field(default_factory=dict)

    def __post_init__(self) -> None:
        head, title = HEAD.search(self.home), TITLE.search(self.home)
        main = MAIN.match(self.home, self.home.find("</head>") + len("</head>"))
        if head is None or title is None or main is None:
            raise NoHomePage(
                "The home page has no head, no title or no main part, so that pages about the past "
                "cannot be dressed as it is. Bring back the templates that the site came with, "
                "and freeze again."
            )
        self.name = title["title"].rpartition(" – ")[2]
        lines = "\n    ".join(OF_THE_SITE.findall(self.home, head.end(), self.home.find("</head>")))
        self._before_title = f"{self.home[: head.end()].lstrip()}\n    <title>"
        self._before_main = (
            f' – {self.name}</title>\n    <meta name="robots" content="noindex">\n    {lines}\n'
            f"  </head>{CURRENT.sub('', main['before'])}\n"
        )
        self._after_main = f"\n    </main>{main['after']}"

    def at(self, prefix: str) -> Dressed:
        """For pages from whose folder `prefix` leads up to the folder of the site."""
        if prefix not in self._dressed:
            links: set[int] = set()
            led = self.leading.from_page("/", prefix, links)
            self._dressed[prefix] = Dressed(
                self._before_title,
                rewritten(self._before_main, led),
                rewritten(self._after_main, led),
                frozenset(links),
            )
        return self._dressed[prefix]


def plain(title: str, description: str, breadcrumb: str, aside: str, content: str) -> str:
    """The main part of a page of text, as templates/layouts/plain.html has it. All are HTML."""
    lede = f'\n        <p class="lede">{description}</p>' if description else ""
    return f"""  <div class="wrap plain">
    {breadcrumb}
    <header class="page-head">
      <h1 class="page-title">{title}</h1>{lede}
    </header>
    <div class="plain-columns">
      <div class="plain-aside">{aside}</div>
      <div class="plain-content">
{content}
      </div>
    </div>
  </div>"""


def message(title: str, content: str) -> str:
    """The main part of a page that only says something and leads on."""
    return f'  <div class="wrap message">\n    <h1>{title}</h1>\n{content}\n  </div>'
