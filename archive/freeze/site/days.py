"""The days on which something changed (templates/days.html), and a page for each."""

from . import wording
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
        items = []
        for number, address in self.index.ask(ON_A_DAY, day):
            versions = self.index.versions(address)
            known = next(each for each in versions if each.number == number)
            is_new = known is next(each for each in versions if each.status == 200)
            became = "new" if is_new else "changed"
            items.append(
                f'<li><a href="{self.to(self.leading.version(known))}" rel="nofollow">'
                f'{text(known.title or address)}</a> <span class="quiet">'
                f"{became} at {wording.time_of_day(known.since)}</span></li>"
            )
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
