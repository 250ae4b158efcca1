"""The public addresses. They are promises: a route that changes leaves a redirect behind."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from archive import feeds, views


class PageNumber:
    """The number of a list's later page; its first page has the list's own address."""

    regex = "[2-9]|[1-9][0-9]{1,5}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class RecordAddress(StringConverter):
    """What can be a record's address at all. The rest, such as a null byte, which PostgreSQL
    would not even look for, is nobody's address without asking."""

    regex = r"[^\s\x00?#\\]{1,249}"


class FileName(StringConverter):
    """What `archive.files.safe_name` can make, and storages add to tell two names apart."""

    regex = r"[A-Za-z0-9][A-Za-z0-9_.-]{0,199}"


register_converter(PageNumber, "page")
register_converter(RecordAddress, "address")
register_converter(FileName, "file")


def listed(route: str, view, name: str) -> list:
    """A list in pages: the first one at its own address, the later ones below it."""
    return [
        path(route, view, name=name),
        path(f"{route}page/<page:page_number>/", view, name=name),
    ]


urlpatterns = [
    path("", views.home, name="home"),
    *listed("news/", views.news, "news"),
    *listed("news/kind/<slug:kind>/", views.news_of_kind, "news_of_kind"),
    *listed("publications/", views.publications, "publications"),
    *listed("publications/kind/<slug:kind>/", views.publications_of_kind, "publications_of_kind"),
    *listed("publications/topic/<slug:slug>/", views.publications_about, "publications_about"),
    *listed("calls/", views.calls, "calls"),
    path("podcast/feed/", feeds.PodcastFeed(), name="podcast_feed"),
    *listed("podcast/", views.podcast, "podcast"),
    path("faqs/", views.faqs, name="faqs"),
    path("faqs/all/", views.faqs_all, name="faqs_all"),
    path("boards/", views.boards, name="boards"),
    path("boards/<slug:slug>/", views.board, name="board"),
    path("people/<slug:slug>/", views.person, name="person"),
    path("topics/", views.topics, name="topics"),
    *listed("topics/<slug:slug>/", views.topic, "topic"),
    path("site-map/", views.site_map, name="site_map"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("feed/", feeds.NewsFeed(), name="feed"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security, name="security"),
    path("healthz", views.healthz, name="healthz"),
    path("attachments/<slug:slug>/<file:name>", views.attachment, name="attachment"),
    path("pictures/<file:name>", views.picture, name="picture"),
    path("<address:address>", views.record, name="record"),
]
