"""The door that the production server comes in by: what is kept, and Django behind it."""

import os
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, InterfaceError
from django.http.request import split_domain_port, validate_host

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "review_site.settings")

AS_EVER = ("/admin/", "/healthz")
"""Beginnings of addresses that go on answering where the site is archived."""
OWN_ROUTES = (*AS_EVER, "/memento/", "/timemap/", "/changes/", "/on/", "/unpublished/")
"""Beginnings of addresses that are never kept: Django answers each request for them."""

MIB = 1024 * 1024


def served(django: Any) -> Any:
    """`django` behind the layer that serves what is kept. It must be set up."""
    from archive.captures.editions import DatabaseEditions
    from archive.captures.layer import Served
    from archive.captures.places import for_threads
    from archive.captures.plain import Plain
    from archive.captures.store import DatabaseStore

    from .patience import EditionsInTime

    proxys_word = settings.SECURE_PROXY_SSL_HEADER
    is_plain = Plain(
        site_url=settings.SITE_URL,
        hosts=[host for host in settings.ALLOWED_HOSTS if not host.startswith((".", "*"))],
        allows=is_allowed,
        session_cookie=settings.SESSION_COOKIE_NAME,
        believed_header=proxys_word[0] if proxys_word else None,
    )
    return Served(
        django,
        EditionsInTime(DatabaseEditions()),
        DatabaseStore(is_hurried=True),
        is_plain=is_plain,
        site_url=settings.SITE_URL,
        static=settings.STATIC_URL,
        offered=("/attachments/",),
        own_routes=OWN_ROUTES,
        as_ever=AS_EVER,
        most_bytes=settings.PAGES_IN_MEMORY * MIB,
        most_at_once=for_threads(settings.WEB_THREADS),
        faults=(OSError, DatabaseError, InterfaceError),
    )


def catching_up(django: Any) -> Any:
    """`django` with nothing in front that looks at the clock: what has had its moment is published
    ahead of each request."""
    from archive.captures.editions import catch_up

    def application(environ: dict[str, Any], start_response: Any) -> Any:
        catch_up()
        return django(environ, start_response)

    return application


def is_allowed(host: str) -> bool:
    """Does that Host header name the site, as Django sees it?"""
    domain, _ = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


application = get_wsgi_application()
# A developer who wants to see errors wants to see them each time.
application = catching_up(application) if settings.DEBUG else served(application)
