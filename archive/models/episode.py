"""Podcast episodes and what was said in them, turn by turn."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Max, Q
from markdownx.models import MarkdownxField

from .attachment import Attachment
from .part import Part, PartQuerySet
from .people import Person
from .readable import Readable
from .record import Record
from .record_queryset import RecordManager, RecordQuerySet


class SeriesQuerySet(models.QuerySet):
    def with_public_episodes(self) -> "SeriesQuerySet":
        published = Episode.objects.published().filter(series=models.OuterRef("pk"))
        return self.filter(models.Exists(published))


class Series(Readable):
    """Episodes that belong together."""

    title = models.CharField(max_length=250, unique=True)
    slug = models.SlugField("short name", max_length=200, unique=True)
    podcast = models.CharField(
        max_length=150, blank=True, help_text="The podcast that the series is part of."
    )
    summary = models.TextField(blank=True)
    length = models.PositiveIntegerField(
        "number of episodes",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="If it is known: 1 of 2.",
    )

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "series"
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        last = Episode.objects.published().in_series(self).last_place() if self.pk else 0
        if self.length is not None and self.length < last:
            raise ValidationError(
                {"length": f"Episode {last} of this series is published. Give {last} or more."}
            )


class EpisodeQuerySet(RecordQuerySet):
    def in_series(self, series: Series) -> "EpisodeQuerySet":
        return self.filter(series=series).order_by("series_position", "published_at", "pk")

    def last_place(self) -> int:
        """The highest number that one of them has in its series."""
        return self.aggregate(last=Max("series_position"))["last"] or 0

    def vacate_place(self, episode: "Episode") -> None:
        """Take an episode's number away for now, so that another can have it."""
        self.filter(pk=episode.pk).update(series_position=None)

    def with_a_transcript(self) -> "EpisodeQuerySet":
        return self.filter(models.Exists(Turn.objects.filter(episode=models.OuterRef("pk"))))

    def with_captions_made(self) -> "EpisodeQuerySet":
        """Those whose captions are made of their transcript: it has times, and nobody brought
        captions of their own."""
        episode = models.OuterRef("pk")
        timed = Turn.objects.timed().filter(episode=episode)
        own = Attachment.objects.captions().filter(record=episode)
        return self.filter(models.Exists(timed), ~models.Exists(own))

    def with_series(self) -> "EpisodeQuerySet":
        return self.select_related("series")


class Episode(Record):
    record = models.OneToOneField(
        Record, on_delete=models.CASCADE, parent_link=True, primary_key=True
    )
    podcast = models.CharField(max_length=150, blank=True)
    series = models.ForeignKey(
        Series, null=True, blank=True, on_delete=models.PROTECT, related_name="episodes"
    )
    series_position = models.PositiveIntegerField(
        "number in its series", null=True, blank=True, validators=[MinValueValidator(1)]
    )
    shares_its_place = models.BooleanField(
        default=False,
        editable=False,
        help_text="A draft of a published episode has the number of the published one.",
    )
    recorded = models.CharField(
        max_length=10,
        blank=True,
        help_text="As exactly as it is known: 2023, 2023-07 or 2023-07-26.",
    )

    objects = RecordManager.from_queryset(EpisodeQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series", "series_position"],
                condition=Q(shares_its_place=False),
                name="an_episode_has_its_own_place_in_a_series",
                violation_error_message="Another episode has that number in the series.",
            ),
            models.CheckConstraint(
                condition=Q(series_position__isnull=True) | Q(series__isnull=False),
                name="a_number_in_a_series_has_a_series",
                violation_error_message="Choose the series, or leave the number empty.",
            ),
            models.CheckConstraint(
                condition=Q(recorded="") | Q(recorded__regex=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
                name="a_recording_date_is_a_year_month_or_day",
                violation_error_message="Write the date as 2023, 2023-07 or 2023-07-26.",
            ),
        ]

    def clean(self) -> None:
        super().clean()
        length = self.series.length if self.series else None
        is_draft = self.published_at is None
        if not is_draft and length is not None and (self.series_position or 0) > length:
            raise ValidationError(
                {"series_position": f"The series has {length} episodes. Correct one of the two."}
            )

    def words(self) -> dict[str, object]:
        turns = [f"{turn.speaker}: {turn.text}" for turn in self.turns.in_order()]
        return super().words() | {"transcript": turns}


class TurnQuerySet(PartQuerySet):
    def of_episode(self, episode: Record) -> "TurnQuerySet":
        return self.filter(episode_id=episode.pk)

    def timed(self) -> "TurnQuerySet":
        return self.filter(starts_at_seconds__isnull=False)

    def in_order(self) -> "TurnQuerySet":
        return self.order_by("position", "pk")


class Turn(Part):
    """What one speaker said before the next one spoke.

    `starts_at_seconds` counts from the start of the recording.
    """

    episode = models.ForeignKey(Episode, on_delete=models.CASCADE, related_name="turns")
    position = models.PositiveIntegerField("order", default=0)
    speaker = models.CharField(max_length=150, help_text="As the transcript names them.")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="turns"
    )
    starts_at_seconds = models.DecimalField(
        "starts at (seconds)", max_digits=9, decimal_places=3, null=True, blank=True
    )
    anchor = models.SlugField(max_length=80, blank=True)
    text = MarkdownxField()

    belongs_to = "episode"
    told_apart_by = "anchor"

    objects = TurnQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["episode", "anchor"],
                name="a_turn_has_its_own_anchor",
                violation_error_message="Another turn has that anchor.",
            ),
            models.CheckConstraint(
                condition=Q(starts_at_seconds__isnull=True) | Q(starts_at_seconds__gte=0),
                name="a_turn_starts_within_the_recording",
                violation_error_message="A turn cannot start before the recording does.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.speaker}"

    def get_absolute_url(self) -> str:
        return f"{self.episode.address}#{self.anchor}"

    def save(self, *args, **kwargs) -> None:
        if not self.anchor:
            self.anchor = f"turn-{self.position}"
        super().save(*args, **kwargs)
