"""What the admin's templates say: states as badges, moments in London's words."""

from datetime import datetime

from django import template

from archive.admin.log import replaced, said
from archive.admin.moments import in_words
from archive.admin.publishing import state_of
from archive.admin.records import form_address
from archive.admin.states import badge

register = template.Library()

register.filter("badge", badge)
register.filter("form_address", form_address)
register.filter("replaced", replaced)
register.filter("said", said)
register.filter("state_of", state_of)


@register.filter
def moment(value: datetime | None) -> str:
    return in_words(value) if value else ""
