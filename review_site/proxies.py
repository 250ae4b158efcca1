"""Where a request came from, when proxies stand in front of the site."""

from django.conf import settings
from django.http import HttpRequest


def reader_address(request: HttpRequest) -> str:
    """The address that the outermost trusted proxy saw.

    Every proxy adds the address that called it at the end of X-Forwarded-For; whatever stands
    before those was written by the caller and proves nothing.
    """
    nearest = request.META.get("REMOTE_ADDR", "")
    if not settings.TRUSTED_PROXIES:
        return nearest
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    return hops[-settings.TRUSTED_PROXIES] if len(hops) >= settings.TRUSTED_PROXIES else nearest
