"""Checks over the settings: what would start, and then fail in front of the public."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

LOCAL_HOSTS = {"localhost", "127.0.0.1", "::1", "testserver"}


@register(Tags.security, deploy=True)
def site_url_is_https(**kwargs: object) -> list[CheckMessage]:
    if settings.IS_HTTPS:
        return []
    return [
        Error(
            f"SITE_URL is {settings.SITE_URL}: passwords and sessions would travel unprotected.",
            hint="Give the public address with https://.",
            id="review_site.E001",
        )
    ]


@register(Tags.security)
def site_url_is_an_allowed_host(**kwargs: object) -> list[CheckMessage]:
    host = urlsplit(settings.SITE_URL).hostname
    allowed = {name.lstrip(".") for name in settings.ALLOWED_HOSTS}
    if host in allowed or "*" in allowed or any(host.endswith(f".{name}") for name in allowed):
        return []
    return [
        Error(
            f"ALLOWED_HOSTS does not name {host}, the host of SITE_URL: every page would be "
            "answered with 400.",
            hint=f"Add {host} to ALLOWED_HOSTS.",
            id="review_site.E002",
        )
    ]


@register(Tags.security, deploy=True)
def allowed_hosts_are_named(**kwargs: object) -> list[CheckMessage]:
    if "*" not in settings.ALLOWED_HOSTS:
        return []
    return [
        Error(
            "ALLOWED_HOSTS lets any host name in: links in pages and mails could be forged.",
            hint="Name the hosts, with commas between them.",
            id="review_site.E003",
        )
    ]


@register(Tags.security, deploy=True)
def something_ends_the_encryption(**kwargs: object) -> list[CheckMessage]:
    if settings.TRUSTED_PROXIES or not settings.IS_HTTPS:
        return []
    return [
        Warning(
            "SITE_URL is https and no proxy is trusted: behind one that ends the encryption, "
            "every page would redirect to itself for ever.",
            hint="Set TRUSTED_PROXIES to the number of proxies in front of this server.",
            id="review_site.W001",
        )
    ]


@register(Tags.security, deploy=True)
def static_files_are_collected(**kwargs: object) -> list[CheckMessage]:
    if not settings.STATIC_FROM_SOURCE:
        return []
    return [
        Warning(
            "STATIC_FROM_SOURCE is on: style sheets and scripts are looked for on the disk at "
            "every request, and never compressed.",
            hint="Leave it unset on a server.",
            id="review_site.W002",
        )
    ]
