"""What Django 5.2 does not yet send itself: the content security and permissions policies."""

from collections.abc import Callable, Mapping, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Policy = Mapping[str, Sequence[str]]


def browser_policies(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Set both policies on every response that does not bring its own (a served file does)."""
    content_security = security_policy(settings.SECURE_CSP)
    permissions = permissions_policy(settings.PERMISSIONS_POLICY)

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", content_security)
        response.headers.setdefault("Permissions-Policy", permissions)
        return response

    return middleware


def security_policy(policy: Policy) -> str:
    return "; ".join(f"{directive} {' '.join(sources)}" for directive, sources in policy.items())


def permissions_policy(policy: Policy) -> str:
    return ", ".join(f"{feature}=({' '.join(origins)})" for feature, origins in policy.items())
