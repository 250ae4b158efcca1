"""What the writers of the static site say on pages that they did not make, in each language."""

from django.conf import settings
from django.utils import translation
from django.utils.dates import MONTHS
from django.utils.translation import gettext

from archive.freeze.site import LineWords
from archive.languages import bcp_47


def lines_on_top() -> list[LineWords]:
    """The words of the line on top of old pages, the site's own language first."""
    codes = [settings.LANGUAGE_CODE, *(code for code, _ in settings.LANGUAGES)]
    return [_line_in(code) for code in dict.fromkeys(codes)]


def _line_in(code: str) -> LineWords:
    with translation.override(code):
        return LineWords(
            language=bcp_47(code),
            called=gettext("An earlier version"),
            stood_until=gettext("This is the page as it stood from %(since)s until %(until)s."),
            stood_on=gettext("This is the page as it stood from %(since)s on."),
            at=gettext("%(day)s at %(time)s"),
            noon=gettext("12 noon"),
            midnight=gettext("12 midnight"),
            months=tuple(str(MONTHS[month]) for month in range(1, 13)),
            now=gettext("See it now"),
            versions=gettext("All versions"),
            days=gettext("Another day"),
        )
