"""The public addresses. They are promises: a route that changes leaves a redirect behind."""

from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, register_converter
from django.urls.converters import StringConverter
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from archive import feeds, views
from archive.captures.kept import KEEP

KEPT_STATUSES = {200, 301, 308, 410}
"""What is there, what moved for good, what was taken down."""


class PageNumber:
    """The number of a list's later page; its first page has the list's own address."""

    regex = "[2-9]|[1-9][0-9]{1,5}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class VersionNumber:
    """The number of an earlier version of a file, the first being 1."""

    regex = "[1-9][0-9]{0,5}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class RecordAddress(StringConverter):
    """What can be a record's address at all. The rest, such as a null byte, which PostgreSQL
    would not even look for, is nobody's address without asking."""

    regex = r"[^\s\x00?#\\]{1,249}"


class CitedAddress(StringConverter):
    """A record's address without its first and last slash."""

    regex = r"[^/\s\x00?#\\](?:[^\s\x00?#\\]{0,247}[^/\s\x00?#\\])?"


class FileName(StringConverter):
    """What `archive.files.safe_name` can make, and storages add to tell two names apart."""

    regex = r"[A-Za-z0-9][A-Za-z0-9_.-]{0,199}"


class Stamp:
    """A moment in UTC to the second, as in 20220523080000."""

    regex = r"[0-9]{14}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class PastAddress(StringConverter):
    """Any address that something may have been kept of, with its first slash. It stands at the
    end of a route, which has that slash itself. A second one would lead off this site."""

    regex = r"(?!/)[^\s\x00?#\\]{0,499}"

    def to_python(self, value: str) -> str:
        return f"/{value}"

    def to_url(self, value: str) -> str:
        return value.removeprefix("/")


register_converter(PageNumber, "page")
register_converter(VersionNumber, "version")
register_converter(RecordAddress, "address")
register_converter(CitedAddress, "cited")
register_converter(FileName, "file")
register_converter(Stamp, "stamp")
register_converter(PastAddress, "past")


def read(view):
    """Reading is all that the public can do: nothing else is answered, so no token is asked for."""
    return csrf_exempt(require_safe(view))


def page(view):
    """A public address whose answers are kept. The layer in front of Django compresses them.

    Where nothing is, something may have been: then its tombstone answers.
    """

    @wraps(view)
    def kept(request: HttpRequest, **named) -> HttpResponse:
        try:
            response = view(request, **named)
        except Http404:
            response = views.tombstone(request)
        if is_to_keep(request, response):
            request.META[KEEP] = True
        return response

    return read(views.negotiated(kept))


def past(view):
    """What was: read by people, and found by no search engine in the place of what is."""

    @wraps(view)
    def unlisted(request: HttpRequest, **named) -> HttpResponse:
        response = view(request, **named)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return read(unlisted)


def is_to_keep(request: HttpRequest, response: HttpResponse) -> bool:
    """Is that what every reader of that address is told, and worth keeping for ever?

    There are only so many such answers, however many addresses are made up: none with a query,
    none that a rule gives to any address of a kind.
    """
    return (
        response.status_code in KEPT_STATUSES
        and not request.META.get("QUERY_STRING")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not getattr(response, "is_by_rule", False)
    )


def listed(route: str, view, name: str) -> list:
    """A list in pages: the first one at its own address, the later ones below it."""
    return [
        path(route, page(view), name=name),
        path(f"{route}page/<page:page_number>/", page(view), name=name),
    ]


urlpatterns = [
    path("", page(views.home), name="home"),
    *listed("news/", views.news, "news"),
    *listed("news/kind/<slug:kind>/", views.news_of_kind, "news_of_kind"),
    *listed("publications/", views.publications, "publications"),
    *listed("publications/kind/<slug:kind>/", views.publications_of_kind, "publications_of_kind"),
    *listed("publications/topic/<slug:slug>/", views.publications_about, "publications_about"),
    *listed("calls/", views.calls, "calls"),
    path("podcast/feed/", page(feeds.PodcastFeed()), name="podcast_feed"),
    *listed("podcast/", views.podcast, "podcast"),
    path("faqs/", page(views.faqs), name="faqs"),
    path("faqs/all/", page(views.faqs_all), name="faqs_all"),
    path("boards/", page(views.boards), name="boards"),
    path("boards/<slug:slug>/", page(views.board), name="board"),
    path(
        "people/", page(RedirectView.as_view(pattern_name="boards", permanent=True)), name="people"
    ),
    path("people/<slug:slug>/", page(views.person), name="person"),
    path("topics/", page(views.topics), name="topics"),
    *listed("topics/<slug:slug>/", views.topic, "topic"),
    path("search/", page(views.search), name="search"),
    path("search/words.js", page(views.search_words), name="search_words"),
    path("accessibility/", page(views.accessibility), name="accessibility"),
    path("site-map/", page(views.site_map), name="site_map"),
    path("sitemap.xml", page(views.sitemap), name="sitemap"),
    path("feed/", page(feeds.NewsFeed()), name="feed"),
    path("look.css", page(views.look), name="look"),
    path("icon.svg", page(views.icon), name="icon"),
    path("favicon.ico", page(views.favicon), name="favicon"),
    path("apple-touch-icon.png", page(views.touch_icon), name="touch_icon"),
    path("card.png", page(views.card), name="card"),
    path("robots.txt", page(views.robots), name="robots"),
    path(".well-known/security.txt", page(views.security), name="security"),
    path("cite/<cited:address>.<slug:form>", page(views.citation), name="citation"),
    path("healthz", read(views.healthz), name="healthz"),
    path("attachments/<slug:slug>/<file:name>", page(views.attachment), name="attachment"),
    path(
        "attachments/<slug:slug>/v<version:number>/<file:name>",
        page(views.attachment_version),
        name="attachment_version",
    ),
    path("pictures/<file:name>", page(views.picture), name="picture"),
    path("on/", past(views.days), name="days"),
    path("on/<str:day>/", past(views.day), name="day"),
    path(
        "timemap/page/<page:page_number>/<past:address>", past(views.timemap), name="timemap_page"
    ),
    path("timemap/<past:address>", past(views.timemap), name="timemap"),
    path(
        "memento/after/<stamp:moment>/<past:address>",
        past(views.memento_after),
        name="memento_after",
    ),
    path("memento/<slug:digits>/<past:address>", past(views.memento), name="memento"),
    path(
        "changes/after/<stamp:moment>/<past:address>",
        past(views.changes_after),
        name="changes_after",
    ),
    path(
        "changes/<stamp:first>/<stamp:second>/<past:address>", past(views.changes), name="changes"
    ),
    path("unpublished/<str:secret>/", read(views.shown_draft), name="shown_draft"),
    path(
        "unpublished/<str:secret>/attachments/<slug:slug>/<file:name>",
        read(views.shown_file),
        name="shown_file",
    ),
    path(
        "unpublished/<str:secret>/pictures/<file:name>",
        read(views.shown_picture),
        name="shown_picture",
    ),
    path("<cited:address>/captions.vtt", page(views.captions), name="captions"),
    path("<cited:address>/card.png", page(views.record_card), name="record_card"),
    path("<address:address>", page(views.record), name="record"),
]
