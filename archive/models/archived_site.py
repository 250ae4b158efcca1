"""Where an archived site's pages are now, and what is answered in their place."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from markdownx.models import MarkdownxField

from archive.web_archive import UK_GOVERNMENT_WEB_ARCHIVE, moment_of, place_of

from .readable import Readable
from .stage import StageChange, StageRequest


class ArchivedSiteQuerySet(models.QuerySet):
    def of_the_last_move(self) -> "ArchivedSiteQuerySet":
        """What the site was archived with the last time, if it ever was."""
        return (
            self.filter(change__isnull=False).select_related("change").order_by("-change_id", "-pk")
        )

    def asked_for_with(self, asked: StageRequest) -> "ArchivedSite | None":
        return self.filter(asked=asked).order_by("pk").first()


class ArchivedSite(Readable):
    """What a move to the stage “archived” is made with: asked for by one administrator (`asked`)
    and made (`change`), or made on the server. The database refuses to change it afterwards."""

    class Answering(models.TextChoices):
        REDIRECTS = "redirects", "Lead on at once"  # 301 to the page's place in the web archive
        SIGNPOSTS = "signposts", "Show a signpost"  # a page that says where it is now

    asked = models.OneToOneField(
        StageRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="archived_site"
    )
    change = models.OneToOneField(
        StageChange, null=True, blank=True, on_delete=models.PROTECT, related_name="archived_site"
    )
    checked = models.TextField(help_text="That the last crawl was checked, in the words of then.")
    timestamp = models.CharField(
        max_length=14,
        help_text="The web archive’s capture to lead to: the 14 digits in its addresses, as in "
        "20230310120000. They are a moment in UTC.",
    )
    answering = models.CharField(
        "what readers get", max_length=10, choices=Answering, default=Answering.SIGNPOSTS
    )
    questions = MarkdownxField(
        "where questions go now",
        help_text="Markdown. Stands on every signpost: who answers, how they are reached.",
    )
    prefix = models.URLField(
        "the web archive’s address",
        default=UK_GOVERNMENT_WEB_ARCHIVE,
        help_text="What stands before the 14 digits. It is the UK Government Web Archive’s, unless "
        "the review belongs to another country.",
    )

    objects = ArchivedSiteQuerySet.as_manager()

    class Meta:
        default_permissions = []
        constraints = [
            models.CheckConstraint(
                condition=Q(asked__isnull=False) | Q(change__isnull=False),
                name="an_archived_site_was_asked_for_or_made",
            ),
            models.CheckConstraint(
                condition=~Q(checked=""), name="an_archived_sites_last_crawl_was_checked"
            ),
            models.CheckConstraint(
                condition=~Q(questions=""), name="an_archived_site_says_where_questions_go"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prefix}{self.timestamp}/"

    @property
    def leads_on(self) -> bool:
        return self.answering == self.Answering.REDIRECTS

    @property
    def name(self) -> str:
        """What the web archive is called in a sentence."""
        is_the_uks = self.prefix == UK_GOVERNMENT_WEB_ARCHIVE
        return "the UK Government Web Archive" if is_the_uks else "the web archive"

    @property
    def captured_at(self) -> datetime:
        """The moment that its digits name. Raises ValueError where they name none."""
        return moment_of(self.timestamp)

    def place_of(self, address: str) -> str:
        """Where the page of that address is now."""
        where = {"prefix": self.prefix, "timestamp": self.timestamp}
        return place_of(address, site_url=settings.SITE_URL, **where)
