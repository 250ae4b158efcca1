"""How a page is cited, in templates."""

from collections.abc import Iterable

from django import template

from archive.citation import Citation
from archive.models import Contributor, Record, Review
from archive.views.citing import citation_of

register = template.Library()


@register.simple_tag
def cited(record: Record, contributors: Iterable[Contributor], review: Review) -> Citation:
    return citation_of(record, contributors, review)
