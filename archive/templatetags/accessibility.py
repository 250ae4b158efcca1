"""The words of the accessibility statement that depend on what was found."""

from django import template
from django.utils.translation import gettext, ngettext

from archive.accessibility import Check
from archive.models import AccessibilityCheck, Compliance, Review

register = template.Library()


@register.filter
def compliance_after(review: Review, check: AccessibilityCheck | None) -> Compliance:
    return review.compliance_after(check)


@register.filter
def in_a_sentence(compliance: Compliance) -> str:
    """How far the site complies, after “This website is”."""
    return {
        Compliance.FULLY: gettext("fully compliant"),
        Compliance.PARTLY: gettext("partially compliant"),
        Compliance.NOT: gettext("not compliant"),
    }[compliance]


@register.filter
def as_a_fact(compliance: Compliance) -> str:
    return {
        Compliance.FULLY: gettext("Fully compliant"),
        Compliance.PARTLY: gettext("Partially compliant"),
        Compliance.NOT: gettext("Not compliant"),
    }[compliance]


@register.filter
def in_words(impact: str) -> str:
    """How much a finding of that impact stands in the way."""
    return {
        "critical": gettext("Shuts people out"),
        "serious": gettext("A great hindrance"),
        "moderate": gettext("A hindrance"),
        "minor": gettext("A nuisance"),
    }[impact]


@register.filter
def dresses(check: Check) -> str:
    """In which widths and colours each page was looked at: 320 and 1280 pixels wide …"""
    widths = gettext(" and ").join(str(width) for width in sorted(check.widths))
    told = ngettext("%(widths)s pixels wide", "%(widths)s pixels wide", len(check.widths))
    told %= {"widths": widths}
    has_both = {"light", "dark"} <= set(check.schemes)
    return gettext("%(told)s, by light and by night") % {"told": told} if has_both else told
