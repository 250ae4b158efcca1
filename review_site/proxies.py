"""Where a request came from, when proxies stand in front of the site."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def reader_address(request: HttpRequest) -> str | None:
    """The address that the outermost trusted proxy saw, or None if there is none to tell.

    Every proxy adds the address that called it at the end of X-Forwarded-For; whatever stands
    before those was written by the caller and proves nothing.
    """
    nearest = request.META.get("REMOTE_ADDR") or None
    if not settings.TRUSTED_PROXIES:
        return nearest
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if len(hops) < settings.TRUSTED_PROXIES:
        return nearest
    seen = hops[-settings.TRUSTED_PROXIES].strip()
    return seen if is_address(seen) else nearest


def is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
