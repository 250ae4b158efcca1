"""The days on which something changed (templates/days.html), and a page for each."""

from itertools import groupby
from operator import itemgetter

from . import wording
from .index import Known
from .made import Made, Page
from .shell import plain
from .wording import text

ON_A_DAY = """
SELECT capture.number, capture.address
FROM day JOIN capture ON capture.since BETWEEN begins AND ends
WHERE day = ? AND status = 200 AND sha256 != '' AND content_type LIKE 'text/html%'
ORDER BY address, since, capture.number
"""


class Days(Made):
    def all(self) -> Page:
        """All days on which something changed, the latest first."""
        title = "The site on a past day"
        rows = self.index.ask("SELECT day, pages, begins FROM day ORDER BY day DESC")
        items = "\n".join(
            f'<li class="day-of-change"><p class="day-of-change-title">'
            f'<a href="{self.to(self.leading.day(day))}" rel="nofollow">{wording.day(begins)}</a>'
            f'</p><p class="day-of-change-pages">{wording.counted(pages, "page")} new or changed'
            "</p></li>"
            for day, pages, begins in rows
        )
        return title, plain(
            title,
            "",
            self.breadcrumb("/"),
            "",
            "        <p>Every page is kept as it was shown. Choose a day to read the site as it"
            " stood when that day ended.</p>\n"
            '        <section aria-labelledby="days-of-change">\n'
            '          <h2 class="section-title" id="days-of-change">Days on which something'
            f' changed</h2>\n          <ol class="day-list">\n{items}\n</ol>\n        </section>',
        )

    def one(self, day: str) -> Page:
        """What was new or changed on one day."""
        changed = groupby(self.index.ask(ON_A_DAY, day), key=itemgetter(1))
        items = [
            self._changed(address, {number for number, _ in kept}) for address, kept in changed
        ]
        title = f"The site on {wording.written_day(day)}"
        home = self.leading.home_at_end_of(day)
        return title, plain(
            title,
            "",
            self.breadcrumb("/on/", "The site on a past day"),
            "",
            (
                f'        <p><a href="{self.to(home)}" rel="nofollow">The home page as it stood'
                " when that day ended</a></p>\n"
                if home
                else ""
            )
            + f'        <h2 class="section-title">New or changed on that day</h2>\n'
            f'        <ul class="links">\n{chr(10).join(items)}\n        </ul>',
        )

    def _changed(self, address: str, numbers: set[int]) -> str:
        """One page with each time at which it changed on the day; its title leads to the last."""
        versions = self.index.versions(address)
        first = next(each for each in versions if each.status == 200)
        *earlier, last = (each for each in versions if each.number in numbers)
        times = [
            f'<a href="{self.to(self.leading.version(each))}" rel="nofollow">'
            f"{self._became(each, first)}</a>"
            for each in earlier
        ]
        said = ", ".join([*times, self._became(last, first)])
        return (
            f'<li><a href="{self.to(self.leading.version(last))}" rel="nofollow">'
            f'{text(last.title or address)}</a> <span class="quiet">{said}</span></li>'
        )

    @staticmethod
    def _became(version: Known, first: Known) -> str:
        became = "new" if version is first else "changed"
        return f"{became} at {wording.time_of_day(version.since)}"
