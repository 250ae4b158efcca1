"""The record: everything with a public page of its own, whatever its kind."""

from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from markdownx.models import MarkdownxField

from . import clock
from .address import Address
from .kinds import LETTER_KINDS, Kind, Language, State
from .picture import Picture
from .record_queryset import RecordManager, RecordQuerySet
from .releasable import Releasable
from .topic import Topic


class Record(Releasable, Address):
    """One thing on the public record.

    `published_at` is when it was first published: empty for a draft, in the future while
    scheduled. `public_updated_at` is the last change that readers should know of.
    """

    address_row = models.OneToOneField(
        Address,
        on_delete=models.CASCADE,
        parent_link=True,
        primary_key=True,
        related_name="as_record",  # "record" is what the kinds call their own link to this
    )
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=250)
    slug = models.SlugField(
        "short name",
        max_length=200,
        unique=True,
        error_messages={"unique": "Another record has that short name. Choose another."},
        help_text="The last part of the address. Made from the title.",
    )
    summary = models.TextField(
        blank=True,
        help_text="One or two sentences. Stands under the title, in lists and in search results.",
    )
    body = MarkdownxField(blank=True)
    content_note = models.TextField(
        blank=True, help_text="What readers should know before they read on, where it may distress."
    )
    language = models.CharField(max_length=12, choices=Language, default=Language.ENGLISH)
    topics = models.ManyToManyField(Topic, blank=True, related_name="records")
    picture = models.ForeignKey(
        Picture,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="illustrated",
        help_text="At the top of the page and in lists.",
    )
    dated_on = models.DateField(
        "date on it",
        null=True,
        blank=True,
        help_text="The date that it bears itself, such as a letter’s. A published letter has one.",
    )
    published_at = models.DateTimeField(
        "published",
        null=True,
        blank=True,
        help_text="Empty while a draft. A time to come publishes it at that moment, London time.",
    )
    public_updated_at = models.DateTimeField(
        "last updated",
        null=True,
        blank=True,
        help_text="The last change that readers should know of.",
    )
    taken_down_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text="When two administrators took it off the site for good.",
    )
    withdrawn_at = models.DateTimeField("withdrawn", null=True, blank=True)
    withdrawn_because = models.TextField(
        "reason for withdrawing", blank=True, help_text="Stands on top of the page."
    )
    superseded_by = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="supersedes",
        help_text="The newer record that takes this one’s place.",
    )
    version_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="versions",
        help_text="For an easy read, children’s, sign language or Welsh version: the original.",
    )
    version_for = models.CharField(
        max_length=100,
        blank=True,
        help_text="Whom this version is for: Easy read, Children and young people, Cymraeg …",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(auto_now=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT
    )
    edits = models.PositiveIntegerField(
        default=0, editable=False, help_text="Goes up with each save: tells two editors apart."
    )

    draft_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="drafts",
        related_query_name="draft",
        db_index=False,  # of all that is public it is null: SQLite would seek by that, and read all
        help_text="The published record that this row is a draft of (docs/decisions/0011).",
    )

    objects = RecordManager()
    with_drafts_of = RecordQuerySet.as_manager()
    """Those too that are drafts of what is published."""

    class Meta:
        verbose_name_plural = "everything on the record"
        # Each in the very order that lists ask for, so that the first page needs no sorting.
        indexes = [
            models.Index(fields=["-published_at", "-address_row"], name="record_newest_first"),
            models.Index(fields=["kind", "-published_at", "-address_row"], name="record_by_kind"),
            models.Index(fields=["-edited_at", "-address_row"], name="record_lately_edited"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["draft_of"],
                condition=Q(draft_of__isnull=False),
                name="a_record_has_one_draft",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=LETTER_KINDS)
                | Q(published_at__isnull=True)
                | Q(dated_on__isnull=False),
                name="a_published_letter_has_a_date",
                violation_error_message="Give the letter’s date before publishing it.",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | ~Q(title=""),
                name="a_published_record_has_a_title",
                violation_error_message="Give it a title before publishing it.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_because="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
                name="a_withdrawn_record_says_why",
                violation_error_message="A withdrawal needs a moment and a reason, both or none.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True)
                | Q(published_at__isnull=False, withdrawn_at__gte=models.F("published_at")),
                name="a_record_is_withdrawn_after_publication",
                violation_error_message="It can be withdrawn only after it was published.",
            ),
            models.CheckConstraint(
                condition=Q(public_updated_at__isnull=True)
                | Q(published_at__isnull=False, public_updated_at__gte=models.F("published_at")),
                name="a_record_is_updated_after_publication",
                violation_error_message="“Last updated” is before the publication. Change one.",
            ),
            models.CheckConstraint(
                condition=Q(superseded_by__isnull=True) | ~Q(superseded_by=models.F("pk")),
                name="a_record_is_superseded_by_another",
                violation_error_message="A record cannot take its own place. Choose another.",
            ),
            models.CheckConstraint(
                condition=Q(version_of__isnull=True, version_for="")
                | (Q(version_of__isnull=False) & ~Q(version_for="")),
                name="a_version_says_of_what_and_for_whom",
                violation_error_message="A version needs its original and whom it is for.",
            ),
            models.CheckConstraint(
                condition=Q(version_of__isnull=True) | ~Q(version_of=models.F("pk")),
                name="a_record_is_a_version_of_another",
                violation_error_message="A record cannot be a version of itself.",
            ),
            models.CheckConstraint(
                condition=Q(draft_of__isnull=True)
                | Q(published_at__isnull=True, taken_down_at__isnull=True),
                name="a_draft_of_what_is_published_is_not_public",
            ),
            models.CheckConstraint(
                condition=Q(draft_of__isnull=True) | ~Q(draft_of=models.F("pk")),
                name="a_record_is_a_draft_of_another",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.address

    def words(self) -> dict[str, object]:
        """The record's own words and lists of words, by field name, and what stands beside them,
        a line each: what a revision keeps."""
        kept = (models.CharField, models.TextField, models.JSONField)
        own = {
            field.name: getattr(self, field.attname)
            for field in self._meta.concrete_fields
            if isinstance(field, kept)
        }
        if self.draft_of:  # it goes out at the address of what it is a draft of
            own |= {"slug": self.draft_of.slug, "address": self.draft_of.address}
        return own | {
            "people": [row.in_words for row in self.contributors.with_people()],
            "files": [row.in_words for row in self.attachments.in_order()],
            "links": [row.in_words for row in self.links.with_records()],
        }

    def clean(self) -> None:
        super().clean()
        if self.address and not self.address.endswith("/"):
            raise ValidationError({"address": "End the address with a /."})

    def save(self, *args, **kwargs) -> None:
        if not self.address:
            self.address = self.usual_address
        if kwargs.get("update_fields") is None:
            self.edits += 1
        super().save(*args, **kwargs)

    @property
    def usual_address(self) -> str:
        """The address that a new record of this kind and slug gets."""
        return f"{Kind(self.kind).prefix}{self.slug}/"

    @property
    def facts(self) -> "Record":
        """The row with what only its kind has; itself, where it was fetched as such a row."""
        return getattr(self, Kind(self.kind).table) if type(self) is Record else self

    @property
    def draft(self) -> "Record | None":
        """The row in which what is published is edited, while there is one."""
        return Record.with_drafts_of.drafts_of(self).with_drafting().first()

    @property
    def shown_on(self) -> date | None:
        """The day that readers know it by: the one that it bears, else that of its publication."""
        return self.dated_on or (self.published_at and timezone.localdate(self.published_at))

    @property
    def written_in(self) -> str:
        """The language of the words on its page; a signed version's are English."""
        is_signed = self.language == Language.BRITISH_SIGN_LANGUAGE
        return Language.ENGLISH if is_signed else self.language

    @property
    def is_letter(self) -> bool:
        return self.kind in LETTER_KINDS

    @property
    def state(self) -> State:
        return self.state_at(clock.now())

    def state_at(self, moment: datetime) -> State:
        if self.taken_down_at:
            return State.TAKEN_DOWN
        if self.draft_of_id:
            return State.SCHEDULED if self.goes_out_at else State.DRAFT
        if self.published_at is None:
            return State.SCHEDULED if self.goes_out_at else State.DRAFT
        if self.published_at > moment:
            return State.SCHEDULED
        return State.WITHDRAWN if self.withdrawn_at else State.PUBLISHED

    @property
    def goes_out_at(self) -> datetime | None:
        """When its words reach the public, or did: those of a draft of what is published, too, and
        of what goes out with a release set."""
        own = self.drafting.goes_out_at if self.draft_of_id else self.published_at
        return own or self.goes_out_with_set_at

    @property
    def is_public(self) -> bool:
        return self.state in (State.PUBLISHED, State.WITHDRAWN)

    @property
    def is_taken_down(self) -> bool:
        return self.taken_down_at is not None

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def last_updated_at(self) -> datetime | None:
        """When readers last got something new: the last major update, or the publication."""
        is_told = self.public_updated_at and self.public_updated_at <= clock.now()
        return self.public_updated_at if is_told else self.published_at
