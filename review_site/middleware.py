"""What browsers are told with every response, whoever made it."""

from collections.abc import Callable, Mapping, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Policy = Mapping[str, Sequence[str]]


def browser_policies(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Set the policies on every response that does not bring its own (a served file does).

    It stands before all other middleware, whose refusals and redirects carry the policies then;
    so it also says what Django's own middleware would have said, had it been reached.
    """
    policies = {
        "Content-Security-Policy": security_policy(settings.SECURE_CSP),
        "Permissions-Policy": permissions_policy(settings.PERMISSIONS_POLICY),
        "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": settings.X_FRAME_OPTIONS,
    }

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, policy in policies.items():
            response.headers.setdefault(name, policy)
        return response

    return middleware


def security_policy(policy: Policy) -> str:
    return "; ".join(f"{directive} {' '.join(sources)}" for directive, sources in policy.items())


def permissions_policy(policy: Policy) -> str:
    return ", ".join(f"{feature}=({' '.join(origins)})" for feature, origins in policy.items())
