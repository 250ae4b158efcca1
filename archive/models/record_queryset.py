"""The questions that can be asked of the record, whatever the kind: sentences for lists, feeds,
search, sitemap and freeze."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from . import clock
from .kinds import Kind, State
from .picture import Picture
from .public import is_public
from .rows import Rows
from .topic import Topic

if TYPE_CHECKING:
    from .record import Record


def is_key(text: str) -> bool:
    """Could it be that of a row? A database takes no number that is longer."""
    return text.isdecimal() and len(text) < 19


class RecordQuerySet(models.QuerySet):
    def published(self) -> "RecordQuerySet":
        """What the public can reach now, withdrawn records included."""
        return self.filter(is_public(), **self._by_kind())

    def current(self) -> "RecordQuerySet":
        """What the review stands by now: neither withdrawn nor superseded by anything published."""
        published = self.published().filter(withdrawn_at__isnull=True)
        return published.exclude(is_public("superseded_by"))

    def drafts(self) -> "RecordQuerySet":
        return self.not_taken_down().filter(published_at__isnull=True)

    def scheduled(self) -> "RecordQuerySet":
        return self.not_taken_down().filter(published_at__gt=clock.now())

    def scheduled_in_any_way(self) -> "RecordQuerySet":
        """Those that have their own moment ahead, and those that go out with a release set."""
        is_draft = Q(published_at__isnull=True)
        goes_with_its_set = is_draft & Q(models.Exists(self._in_scheduled_sets()))
        return self.not_taken_down().filter(Q(published_at__gt=clock.now()) | goes_with_its_set)

    def in_no_set(self) -> "RecordQuerySet":
        """Those that wait in no release set."""
        return self.exclude(pk__in=self._members().waiting().things("record"))

    def saying(self, words: str) -> "RecordQuerySet":
        return self.filter(title__icontains=words)

    def without_a_moment(self) -> "RecordQuerySet":
        """Drafts, those of what is published too, that nothing is to bring to the public yet."""
        return self.drafts().filter(drafting__goes_out_at__isnull=True)

    def withdrawn(self) -> "RecordQuerySet":
        return self.published().filter(withdrawn_at__isnull=False)

    def taken_down(self) -> "RecordQuerySet":
        """What two administrators took off the site for good."""
        return self.filter(taken_down_at__isnull=False)

    def not_taken_down(self) -> "RecordQuerySet":
        return self.filter(taken_down_at__isnull=True)

    def in_state(self, state: State) -> "RecordQuerySet":
        return {
            State.DRAFT: lambda: self.drafts().exclude(models.Exists(self._in_scheduled_sets())),
            State.SCHEDULED: self.scheduled_in_any_way,
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

    def drafts_of_published(self) -> "RecordQuerySet":
        return self.filter(draft_of__isnull=False)

    def drafts_of(self, record: "Record") -> "RecordQuerySet":
        return self.filter(draft_of=record.pk)

    def drafts_of_key(self, key: str) -> "RecordQuerySet":
        """The same, by what an address of the admin has in the record's place."""
        return self.filter(draft_of=int(key)) if is_key(key) else self.none()

    def with_key(self, key: str) -> "RecordQuerySet":
        return self.filter(pk=int(key)) if is_key(key) else self.none()

    def of_editor(self, user: AbstractBaseUser) -> "RecordQuerySet":
        """What `user` wrote some of, or was the last to save. In a draft of what is published that
        counts from when it was begun."""
        revisions = self.model._meta.get_field("revisions").related_model.objects.made_by(user)
        own = revisions.of_record(models.OuterRef("pk"))
        of_draft = revisions.of_record(models.OuterRef("draft_of")).since(
            models.OuterRef("drafting__begun_at")
        )
        wrote = Q(models.Exists(own)) | Q(models.Exists(of_draft))
        return self.filter(Q(edited_by=user.pk) | wrote)

    def with_drafting(self) -> "RecordQuerySet":
        return self.select_related("drafting", "draft_of")

    def with_draft_facts(self) -> "RecordQuerySet":
        """Each with `draft_pk` and `draft_goes_out_at`, of the draft of it, `is_superseded`, and
        the `submission_outcome` of what a second person was asked."""
        submission = self._submissions().of_record(models.OuterRef("pk"))
        in_sets = self._in_scheduled_sets("draft__pk")
        with_its_set = models.Subquery(in_sets.values("release__goes_out_at")[:1])
        return self.with_set_moments().annotate(
            submission_outcome=submission.values("outcome")[:1],
            draft_pk=models.F("draft__pk"),
            draft_goes_out_at=Coalesce("draft__drafting__goes_out_at", with_its_set),
            is_superseded=models.ExpressionWrapper(
                is_public("superseded_by"), output_field=models.BooleanField()
            ),
        )

    def with_set_moments(self) -> "RecordQuerySet":
        """Each with `set_goes_out_at`, the moment of its release set."""
        moment = self._in_scheduled_sets().values("release__goes_out_at")[:1]
        return self.annotate(set_goes_out_at=models.Subquery(moment))

    def with_a_newer_draft(self) -> "RecordQuerySet":
        return self.published().filter(draft__isnull=False)

    def superseded(self) -> "RecordQuerySet":
        return self.published().filter(is_public("superseded_by"))

    def other_than(self, record: "Record") -> "RecordQuerySet":
        return self.exclude(pk=record.pk)

    def newest_first(self) -> "RecordQuerySet":
        return self.order_by("-published_at", "-pk")

    def lately_edited_first(self) -> "RecordQuerySet":
        return self.order_by("-edited_at", "-pk")

    def soonest_first(self) -> "RecordQuerySet":
        return self.order_by("published_at", "pk")

    def titled_first(self, words: str) -> "RecordQuerySet":
        """Before those that have the words elsewhere, those that have them in their title."""
        begins = models.When(title__istartswith=words, then=0)
        has = models.When(title__icontains=words, then=1)
        return self.order_by(models.Case(begins, has, default=2), "title", "pk")

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
            topic_rows=Rows(topics),
            change_rows=Rows(changes.values("made_at", "change_note", "is_correction")),
        )

    def _submissions(self) -> models.QuerySet:
        """Those that stand: the model of them leads here, and comes later."""
        return self.model._meta.get_field("submissions").related_model.objects.standing()

    def with_submission(self) -> "RecordQuerySet":
        """Each with the `submission_outcome` of what a second person was asked: a draft of what is
        published, too."""
        record = Coalesce(models.OuterRef("draft_of"), models.OuterRef("pk"))
        submission = self._submissions().of_record(record)
        return self.annotate(submission_outcome=submission.values("outcome")[:1])

    def in_review(self) -> "RecordQuerySet":
        return self.filter(submissions__in=self._submissions().waiting())

    def sent_back(self) -> "RecordQuerySet":
        return self.filter(submissions__in=self._submissions().sent_back())

    def approved(self) -> "RecordQuerySet":
        return self.filter(submissions__in=self._submissions().approved())

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

    def _members(self) -> models.Manager:
        """Of release sets, which are told of records, and records nothing of them."""
        return self.model._meta.get_field("in_sets").related_model.objects

    def _in_scheduled_sets(self, record: str = "pk") -> models.QuerySet:
        return self._members().in_scheduled_sets().filter(record=models.OuterRef(record))

    def _by_kind(self) -> dict[str, list[Kind]]:
        """The kinds that have this table: it needs no telling, but they have an index."""
        kinds = [kind for kind in Kind if kind.table == self.model._meta.model_name]
        return {"kind__in": kinds} if kinds else {}


class RecordManager(models.Manager.from_queryset(RecordQuerySet)):
    """The record without the drafts of what is published: each of them stands beside a row that
    is there already. Who wants them too says so: `Record.with_drafts_of`."""

    def get_queryset(self) -> RecordQuerySet:
        return super().get_queryset().filter(draft_of__isnull=True)
