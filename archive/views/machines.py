"""What the site tells machines: sitemaps, robots, finders of weaknesses, watchers."""

import logging
from datetime import date
from io import StringIO

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.cache import never_cache

from archive.models import Review, clock
from archive.public_urls import PublicUrls

log = logging.getLogger(__name__)

OF_EARLIER_DAYS = ("/memento/", "/changes/", "/on/")

PLAIN = "text/plain; charset=utf-8"


def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page (sitemaps.org, which lets one file hold 50,000)."""
    text = StringIO()
    xml = SimplerXMLGenerator(text, "utf-8")
    xml.startDocument()
    xml.startElement("urlset", {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"})
    for page in PublicUrls().pages():
        xml.startElement("url", {})
        xml.addQuickElement("loc", settings.SITE_URL + page.address)
        if page.updated_at:
            xml.addQuickElement("lastmod", page.updated_at.isoformat(timespec="seconds"))
        xml.endElement("url")
    xml.endElement("urlset")
    xml.endDocument()
    return HttpResponse(text.getvalue(), content_type="application/xml; charset=utf-8")


def robots(request: HttpRequest) -> HttpResponse:
    """The record is public: no robot is shut out of any of it. What it was on earlier days is for
    readers, not to be found in the place of what it is."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {beginning}" for beginning in OF_EARLIER_DAYS),
        "",
        f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type=PLAIN)


def security(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116)."""
    email = Review.objects.current().contact_email
    expires_on = half_year_after_next(clock.today())
    lines = [
        f"Contact: {f'mailto:{email}' if email else settings.SITE_URL + reverse('home')}",
        f"Expires: {expires_on.isoformat()}T00:00:00Z",
        "Preferred-Languages: en",
        f"Canonical: {settings.SITE_URL}{reverse('security')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type=PLAIN)


def half_year_after_next(day: date) -> date:
    """The first day of the half-year after the next: six to twelve months ahead.

    RFC 9116 wants an expiry of less than a year; one that moves twice a year lets the same
    file be kept in between.
    """
    return date(day.year + 1, 1 if day.month <= 6 else 7, 1)


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the site can serve pages: 200, or 503 while the database does not answer.

    Asked with the site's own host name, like any other address: ALLOWED_HOSTS holds here too.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        log.exception("The database does not answer.")
        return HttpResponse("The database does not answer.\n", content_type=PLAIN, status=503)
    return HttpResponse("ok\n", content_type=PLAIN)
