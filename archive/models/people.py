"""Who is on the record: people, the boards that the review named, and their time on them."""

from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from markdownx.models import MarkdownxField

from . import clock
from .focus import Focus
from .picture import Picture
from .public import is_public
from .readable import Readable


class PersonQuerySet(models.QuerySet):
    def by_name(self) -> "PersonQuerySet":
        return self.order_by("sort_name", "name", "pk")

    def with_portraits(self) -> "PersonQuerySet":
        return self.select_related("portrait")

    def public(self) -> "PersonQuerySet":
        """People whom a public page names: the chair of the review, people on a board, and
        contributors to a published record."""
        on_a_board = models.Exists(BoardMember.objects.filter(person=models.OuterRef("pk")))
        contributor = self.model._meta.get_field("contributions").related_model
        contributed = models.Exists(
            contributor.objects.filter(is_public("record"), person=models.OuterRef("pk"))
        )
        return self.filter(models.Q(chaired__isnull=False) | on_a_board | contributed)


class Person(Readable):
    name = models.CharField(max_length=150)
    slug = models.SlugField(
        "short name",
        max_length=150,
        unique=True,
        help_text="The end of the person's address: /people/<b>name</b>/",
    )
    sort_name = models.CharField(
        max_length=150,
        blank=True,
        help_text="How the name sorts, family name first. Left empty, the last word is used.",
    )
    biography = MarkdownxField(
        blank=True, help_text="Who they are now. What a board page says is kept on the board."
    )
    portrait = models.ForeignKey(
        Picture, null=True, blank=True, on_delete=models.PROTECT, related_name="portrayed"
    )
    portrait_focus = models.CharField(
        "where the face is",
        max_length=12,
        choices=Focus,
        default=Focus.TOP,
        help_text="In the picture. Where the picture is cropped, this part of it stays in sight.",
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "people"
        ordering = ["sort_name", "name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.slug])

    def save(self, *args, **kwargs) -> None:
        if not self.sort_name and self.name:
            self.sort_name = self.usual_sort_name
            if (fields := kwargs.get("update_fields")) is not None:
                kwargs["update_fields"] = {*fields, "sort_name"}
        super().save(*args, **kwargs)

    @property
    def usual_sort_name(self) -> str:
        """The name with its last word first."""
        given, _, family = self.name.rpartition(" ")
        return f"{family}, {given}" if given else family


class BoardQuerySet(models.QuerySet):
    def in_order(self) -> "BoardQuerySet":
        return self.order_by("position", "name", "pk")

    def with_member_counts(self) -> "BoardQuerySet":
        """Each with `member_count`: how many people were ever on it."""
        return self.annotate(member_count=models.Count("members__person", distinct=True))


class Board(Readable):
    """A group of people that the review named: a board, an advisory group, the secretariat."""

    class Kind(models.TextChoices):
        BOARD = "board", _("Board")  # decides or steers
        GROUP = "group", _("Advisory group")  # advises and challenges
        SECRETARIAT = "secretariat", _("Secretariat")  # the review's own team

    name = models.CharField(max_length=150, unique=True)
    slug = models.SlugField("short name", max_length=150, unique=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.BOARD)
    summary = models.TextField(blank=True, help_text="A sentence or two: what the board is for.")
    body = MarkdownxField(blank=True, help_text="How it was chosen, what it does, how often.")
    position = models.PositiveIntegerField("order", default=0)

    objects = BoardQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("board", args=[self.slug])


class BoardMemberQuerySet(models.QuerySet):
    def in_order(self) -> "BoardMemberQuerySet":
        return self.order_by("board__position", "board_id", "position", "pk")

    def of_board(self, board: Board) -> "BoardMemberQuerySet":
        return self.filter(board=board).select_related("person__portrait")

    def of_person(self, person: Person) -> "BoardMemberQuerySet":
        return self.filter(person=person).select_related("board")


class BoardMember(Readable):
    """One person's time on one board, in the words of that time."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=200, blank=True, help_text="For example: Co-chair")
    joined_on = models.DateField("from", null=True, blank=True)
    left_on = models.DateField("until", null=True, blank=True)
    biography = MarkdownxField(blank=True, help_text="Who they were when they joined.")
    position = models.PositiveIntegerField("order", default=0)

    objects = BoardMemberQuerySet.as_manager()

    class Meta:
        ordering = ["board__position", "board_id", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(joined_on__isnull=True)
                | models.Q(left_on__isnull=True)
                | models.Q(left_on__gte=models.F("joined_on")),
                name="a_member_leaves_after_joining",
                violation_error_message="“Until” is before “from”. Change one of the two dates.",
            ),
            models.UniqueConstraint(
                "board",
                "person",
                Coalesce("joined_on", models.Value("0001-01-01", models.DateField())),
                name="a_person_joins_a_board_once_a_day",
                violation_error_message="This person is on the board already from that day.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.board}"

    @property
    def has_left(self) -> bool:
        return self.left_on is not None and self.left_on < clock.today()

    @property
    def biography_as_it_was(self) -> str:
        return self.biography or self.person.biography
