"""The record: everything with a public page of its own, whatever its kind."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from markdownx.models import MarkdownxField

from . import clock
from .address import Address
from .kinds import LETTER_KINDS, Kind, Language, State
from .picture import Picture
from .public import is_public
from .rows import Rows
from .topic import Topic


class RecordQuerySet(models.QuerySet):
    """The vocabulary of lists, feeds, search, sitemap and freeze."""

    def published(self) -> "RecordQuerySet":
        """What the public can reach now, withdrawn records included."""
        return self.filter(is_public())

    def current(self) -> "RecordQuerySet":
        """What the review stands by now: neither withdrawn nor superseded by anything published."""
        published = self.published().filter(withdrawn_at__isnull=True)
        return published.exclude(is_public("superseded_by"))

    def drafts(self) -> "RecordQuerySet":
        return self.not_taken_down().filter(published_at__isnull=True)

    def scheduled(self) -> "RecordQuerySet":
        return self.not_taken_down().filter(published_at__gt=clock.now())

    def withdrawn(self) -> "RecordQuerySet":
        return self.published().filter(withdrawn_at__isnull=False)

    def taken_down(self) -> "RecordQuerySet":
        """What two administrators took off the site for good."""
        return self.filter(taken_down_at__isnull=False)

    def not_taken_down(self) -> "RecordQuerySet":
        return self.filter(taken_down_at__isnull=True)

    def in_state(self, state: State) -> "RecordQuerySet":
        return {
            State.DRAFT: self.drafts,
            State.SCHEDULED: self.scheduled,
            State.PUBLISHED: lambda: self.published().filter(withdrawn_at__isnull=True),
            State.WITHDRAWN: self.withdrawn,
            State.TAKEN_DOWN: self.taken_down,
        }[state]()

    def of_kind(self, *kinds: Kind) -> "RecordQuerySet":
        return self.filter(kind__in=kinds)

    def about(self, topic: Topic) -> "RecordQuerySet":
        return self.filter(topics=topic)

    def with_a_topic(self) -> "RecordQuerySet":
        return self.filter(topics__isnull=False)

    def by(self, person) -> "RecordQuerySet":
        """Each with `role`, the one that the person had in it."""
        return self.filter(contributors__person=person).annotate(
            role=models.F("contributors__role")
        )

    def kinds(self) -> "RecordQuerySet":
        """The kinds that there are, as plain values."""
        return self.order_by().values_list("kind", flat=True).distinct()

    def illustrated_by(self, picture: Picture) -> "RecordQuerySet":
        return self.filter(picture=picture)

    def at(self, address: str) -> "RecordQuerySet":
        return self.filter(address=address)

    def made_lately_by(self, user: AbstractBaseUser) -> "RecordQuerySet":
        """What `user` began within the last hour."""
        an_hour_ago = clock.now() - timedelta(hours=1)
        return self.filter(edited_by_id=user.pk, created_at__gte=an_hour_ago)

    def other_than(self, record: "Record") -> "RecordQuerySet":
        return self.exclude(pk=record.pk)

    def newest_first(self) -> "RecordQuerySet":
        return self.order_by("-published_at", "-pk")

    def lately_edited_first(self) -> "RecordQuerySet":
        return self.order_by("-edited_at", "-pk")

    def soonest_first(self) -> "RecordQuerySet":
        return self.order_by("published_at", "pk")

    def by_title(self) -> "RecordQuerySet":
        return self.order_by("title", "pk")

    def for_lists(self) -> "RecordQuerySet":
        """With the picture, without the long texts, which no list shows."""
        return self.select_related("picture").defer("body", "content_note")

    def for_pages(self) -> "RecordQuerySet":
        """With the facts of its kind, and with `topic_rows` and `change_rows`, in one query."""
        topics = Topic.objects.of_record(models.OuterRef("pk")).by_name().values("name", "slug")
        revision = self.model._meta.get_field("revisions").related_model
        changes = revision.objects.told_readers(models.OuterRef("pk")).newest_first()
        return self.select_related(
            "publication",
            "post",
            "call",
            "episode__series",
            "page__parent",
            "picture",
            "superseded_by",
            "version_of",
        ).annotate(
            topic_rows=Rows(topics), change_rows=Rows(changes.values("made_at", "change_note"))
        )

    def versions_beside(self, record: "Record") -> "RecordQuerySet":
        """The published others among an original and its versions for other readers."""
        original = record.version_of_id or record.pk
        versions = Q(version_of=original) | Q(pk=original)
        return self.published().filter(versions).other_than(record).by_title()

    def beside(self, record: "Record") -> "RecordQuerySet":
        """What a record's page shows next to it: its other versions, and the other episodes of
        its series. Nothing that changes with what else is published: the page is kept in a new
        version only when it has changed itself."""
        original = record.version_of_id or record.pk
        wanted = Q(version_of=original) | Q(pk=original)
        if series := getattr(record.facts, "series_id", None):
            wanted |= Q(episode__series=series)
        return self.filter(wanted).select_related("episode").other_than(record)

    def with_people(self) -> "RecordQuerySet":
        return self.prefetch_related("contributors__person")

    def with_pictures(self) -> "RecordQuerySet":
        return self.select_related("picture")

    def with_topics(self) -> "RecordQuerySet":
        return self.prefetch_related("topics")

    def with_attachments(self) -> "RecordQuerySet":
        return self.prefetch_related("attachments")


class Record(Address):
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

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "everything on the record"
        # Each in the very order that lists ask for, so that the first page needs no sorting.
        indexes = [
            models.Index(fields=["-published_at", "-address_row"], name="record_newest_first"),
            models.Index(fields=["kind", "-published_at", "-address_row"], name="record_by_kind"),
            models.Index(fields=["-edited_at", "-address_row"], name="record_lately_edited"),
        ]
        constraints = [
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
        if self.published_at is None:
            return State.DRAFT
        if self.published_at > moment:
            return State.SCHEDULED
        return State.WITHDRAWN if self.withdrawn_at else State.PUBLISHED

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
