"""Every address that the public was ever given, once: a record's or a redirect's, never both."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThan
from django.urls import Resolver404, resolve

from .readable import Readable

PART = r"(?!\.{1,2}(?:/|\Z))[\w.~!$&'()*+,;=:@-]+"  # neither . nor .., which lead elsewhere
is_address = RegexValidator(
    rf"\A(?:/{PART})+/?\Z",
    "Write a path of letters, figures and - _ . ~ between slashes, without spaces, %%, ? and #, "
    "for example /publications/final-report/",
)

RECORD_ROUTE = "record"
GIVES_WAY = "accessibility"
"""The route of the one page of the site whose address a record may have: many a site comes with
its own accessibility statement, at that very address."""

KEPT_FOR_FILES = ("/attachments/", "/pictures/", settings.MEDIA_URL, settings.STATIC_URL)
KEPT_FOR_DRAFTS = ("/unpublished/",)
KEPT_FOR_THE_PAST = ("/memento/", "/timemap/", "/changes/", "/on/")


def belongs_to_the_site(address: str) -> bool:
    """Does the site itself answer at this path, such as /news/, whatever is on the record?

    So it does at /News/, so that nobody reads another page by capitals alone.
    """
    lowered = address.lower()
    if f"{lowered}/".startswith(KEPT_FOR_FILES + KEPT_FOR_DRAFTS + KEPT_FOR_THE_PAST):
        return True
    try:
        return resolve(lowered).view_name not in (RECORD_ROUTE, GIVES_WAY)
    except Resolver404:
        return True


def is_left_to_the_record(address: str) -> None:
    if belongs_to_the_site(address):
        raise ValidationError(f"The site itself has a page at {address}. Choose another address.")


class Address(Readable):
    """The row that records and redirects share, so that one address can lead to one thing only.

    `address` is a path on this site, with its leading slash, as the public types it.
    """

    address = models.CharField(
        max_length=250,
        unique=True,
        validators=[is_address, is_left_to_the_record],
        error_messages={
            "unique": "Something on this site already has that address. Choose another."
        },
        help_text="Where the public finds this. Keep it short: it is a promise once published.",
    )

    class Meta:
        verbose_name_plural = "addresses"
        default_permissions = []
        constraints = [
            models.CheckConstraint(
                condition=models.Q(address__startswith="/")
                & GreaterThan(Length("address"), 1)
                & ~models.Q(address__contains="//")
                & ~models.Q(address__contains="/./")
                & ~models.Q(address__contains="/../")
                & ~models.Q(address__contains="%"),
                name="an_address_is_a_path_below_the_home_page",
                violation_error_message="Start the address with one / and give it a name.",
            ),
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def cited_as(self) -> str:
        """What stands for it in the addresses of the files that are made of what is there."""
        return self.address.strip("/")
