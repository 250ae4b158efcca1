"""Where a former address leads: nothing that was published goes missing."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from .address import Address
from .public import is_public


def comes_back(address: str, to_url: str, leads_to: Callable[[str], str]) -> bool:
    """Would a redirect from `address` to `to_url` send its readers round in a circle?

    `leads_to` answers where another redirect leads, or nothing.
    """
    seen = {_without_slash(address)}
    while path := _path_here(to_url):
        if _without_slash(path) in seen:
            return True
        seen.add(_without_slash(path))
        # An address without its last slash leads to the one that has it.
        to_url = leads_to(path) or leads_to(f"{_without_slash(path)}/")
    return False


def _path_here(to_url: str) -> str:
    """The path that this leads to on this site; nothing where it leads elsewhere."""
    try:
        parts = urlsplit(to_url)
    except ValueError:  # brackets that no address has
        return ""
    is_here = not parts.netloc or parts.netloc == urlsplit(settings.SITE_URL).netloc
    return (parts.path or "/") if to_url and is_here else ""


def _without_slash(path: str) -> str:
    return path.rstrip("/")


class RedirectQuerySet(models.QuerySet):
    def at(self, address: str) -> "RedirectQuerySet":
        return self.filter(address=address).select_related("to_record")

    def public(self) -> "RedirectQuerySet":
        """Those that lead to something public: a former address must not betray a draft."""
        return self.filter(models.Q(to_record__isnull=True) | is_public("to_record"))

    def leading_to(self, record: models.Model) -> "RedirectQuerySet":
        return self.filter(to_record_id=record.pk).in_order()

    def leading_to_page(self, address: str) -> "RedirectQuerySet":
        """The former addresses of the public page that has this one."""
        return self.public().filter(to_record__address=address).in_order()

    def elsewhere(self) -> "RedirectQuerySet":
        """Those that lead to no record: to another path, or away."""
        return self.filter(to_record__isnull=True)

    def in_order(self) -> "RedirectQuerySet":
        return self.order_by("address", "pk")


class Redirect(Address):
    """A permanent redirect (301) from an address to a record or to any other place."""

    address_row = models.OneToOneField(
        Address, on_delete=models.CASCADE, parent_link=True, primary_key=True
    )
    to_record = models.ForeignKey(
        "archive.Record",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="former_addresses",
        help_text="The page on this site that people should reach instead.",
    )
    to_url = models.CharField(
        "to another address",
        max_length=500,
        blank=True,
        help_text="Only where it is not a page of the record: a path here, or https://…",
    )

    objects = RedirectQuerySet.as_manager()

    class Meta:
        verbose_name = "former address"
        verbose_name_plural = "former addresses"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_record__isnull=False, to_url="")
                | (models.Q(to_record__isnull=True) & ~models.Q(to_url="")),
                name="a_redirect_leads_to_one_place",
                violation_error_message="Choose a page or give an address, one of the two.",
            ),
            models.CheckConstraint(
                condition=models.Q(to_url="") | models.Q(to_url__regex=r"^(/([^/\\]|$)|https?://)"),
                name="a_redirect_leads_to_a_path_or_a_web_address",
                violation_error_message="Start with one / for this site, or with https://.",
            ),
        ]

    def clean(self) -> None:
        super().clean()
        if self.to_url and comes_back(self.address, self.to_url, self._next):
            raise ValidationError({"to_url": "This would lead back to itself. Give another place."})

    def _next(self, address: str) -> str:
        found = Redirect.objects.elsewhere().at(address).first()
        return found.to_url if found else ""

    @property
    def target(self) -> str:
        """Where the reader is sent: a path on this site or an absolute address."""
        return self.to_record.address if self.to_record else self.to_url
