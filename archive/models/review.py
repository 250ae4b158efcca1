"""The one review whose site this is, and where people can turn for help."""

from dataclasses import fields
from functools import cache

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.db.models import Exists, F, Q
from markdownx.models import MarkdownxField

from archive.look import Colour, NotAColour, Palette

from .accessibility import AccessibilityStatement
from .faq import FaqEntry
from .kinds import POST_KINDS, PUBLICATION_KINDS, Kind
from .page import Page
from .people import Board, Person
from .picture import Picture
from .readable import Readable
from .record import Record
from .redirect import Redirect
from .rows import Rows
from .stage import SiteState, Stage
from .takedown import Tombstone
from .topic import Topic

STATEMENT = "/accessibility/"
"""The address of the accessibility statement, unless something on the record has it."""

UNNAMED = "Independent Review"


class ReviewManager(models.Manager):
    def current(self) -> "Review":
        """The review with all that every page of its site says around its own words, in one
        query; or an unsaved one with a plain name where none was set up yet."""
        try:
            return _with_all_around().all().get()
        except ObjectDoesNotExist:
            return Review(name=UNNAMED)

    def by_name_alone(self) -> "Review":
        """Its row, for who needs no more: the words around every page cost ten times as much."""
        return self.order_by("pk").first() or Review(name=UNNAMED)


@cache
def _with_all_around() -> models.QuerySet:
    """Put into words once: every page asks it, and the words cost more than the answer."""
    lines = HelpLine.objects.in_order().annotate(about=F("topic__slug"))
    pages = Page.objects.published().in_menu()
    return Review.objects.select_related("chair__portrait", "crest").annotate(
        stage=models.Subquery(SiteState.objects.values("stage")[:1]),
        help_line_rows=Rows(lines.values("name", "description", "phone", "url", "about")),
        footer_rows=Rows(pages.values("title", "address", "menu_position", "language")),
        **_parts(),
    )


def _parts() -> dict[str, models.Expression]:
    """Which parts of the site have anything in them."""
    records = Record.objects.published()
    people = Q(Exists(Board.objects.all())) | Q(Exists(Person.objects.public()))
    return {
        "has_news": Exists(records.of_kind(*POST_KINDS)),
        "has_publications": Exists(records.of_kind(*PUBLICATION_KINDS)),
        "has_calls": Exists(records.of_kind(Kind.CALL)),
        "has_people": models.ExpressionWrapper(people, models.BooleanField()),
        "has_episodes": Exists(records.of_kind(Kind.EPISODE)),
        "has_topics": Exists(records.with_a_topic()),
        "has_questions": Exists(FaqEntry.objects.published()),
        "has_statement": ~(
            Exists(records.at(STATEMENT))
            | Exists(Redirect.objects.at(STATEMENT).public())
            | Exists(Tombstone.objects.at(STATEMENT))
        ),
    }


class Review(AccessibilityStatement, Readable):
    name = models.CharField(
        max_length=200, help_text="In full: The Independent Review of Children’s Social Care"
    )
    short_name = models.CharField(
        max_length=80, blank=True, help_text="For tight places: Care Review. May stay empty."
    )
    question = models.TextField(
        blank=True, help_text="What the review asks, in a sentence. Stands on the home page."
    )
    summary = models.TextField(
        blank=True, help_text="Two or three sentences: who set it up, when, to what end."
    )
    remit = MarkdownxField(blank=True, help_text="What the review covers, and what it does not.")
    chair = models.ForeignKey(
        "archive.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="chaired"
    )
    commissioned_by = models.CharField(max_length=200, blank=True)
    started_on = models.DateField(null=True, blank=True)
    reported_on = models.DateField(null=True, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_address = models.TextField(blank=True)
    where_to_turn = MarkdownxField(
        blank=True,
        help_text="Once the site is closing this stands where invitations to take part stood: "
        "who answers questions now, where to take ideas and concerns.",
    )
    what_happens_next = MarkdownxField(
        blank=True,
        help_text="Stands on the home page. Steps with a day to each are best written as a list of "
        "terms: a line with the day, and below it a line that begins with a colon.",
    )
    licence_name = models.CharField(
        max_length=100, blank=True, default="Open Government Licence v3.0"
    )
    licence_url = models.URLField(
        blank=True,
        default="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    )
    crest = models.ForeignKey(
        Picture, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    ink_colour = models.CharField(
        "colour of words",
        max_length=7,
        blank=True,
        help_text="# and six digits, such as #14283b. Dark enough to be read: saving checks it.",
    )
    cloth_colour = models.CharField(
        "colour of covers",
        max_length=7,
        blank=True,
        help_text="For the covers of reports, and in a lighter tint for grounds: #a9c0d1.",
    )
    thread_colour = models.CharField(
        "colour of signs",
        max_length=7,
        blank=True,
        help_text="For what is current or open, and for the tape on letters: #a41e43.",
    )
    exit_url = models.URLField(
        "“Exit this page” leads to",
        blank=True,
        help_text="Empty: there is no such link. For sites that somebody may have to leave at "
        "once, because a person nearby must not see what they read: the address of a page that "
        "draws no notice, such as a weather forecast. Know its limits: it cannot clear the "
        "browser’s history, it works only once the page has loaded, and in an archived copy of "
        "this site it leads out of the archive, or nowhere.",
    )

    # What `current()` fetches too, as lists of dicts.
    help_line_rows = ()
    footer_rows = ()

    # Which parts `current()` found something in; where no review was set up, every one counts.
    has_news = has_publications = has_calls = has_people = True
    has_episodes = has_topics = has_questions = has_statement = True

    objects = ReviewManager()

    class Meta:
        verbose_name_plural = "the review"
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="a_site_has_one_review"),
            models.CheckConstraint(
                condition=models.Q(started_on__isnull=True)
                | models.Q(reported_on__isnull=True)
                | models.Q(reported_on__gte=models.F("started_on")),
                name="a_review_reports_after_it_starts",
                violation_error_message="The report’s date is before the start. Change one.",
            ),
            models.CheckConstraint(
                condition=Q(statement_reviewed_on__isnull=True)
                | Q(
                    statement_prepared_on__isnull=False,
                    statement_reviewed_on__gte=F("statement_prepared_on"),
                ),
                name="a_statement_is_reviewed_after_it_is_prepared",
                violation_error_message="The accessibility statement was prepared first, and "
                "reviewed then. Give both days in that order.",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{part}_colour": ""})
                    | Q(**{f"{part}_colour__regex": r"^#[0-9a-fA-F]{6}$"}),
                    name=f"the_colour_of_{part}_has_six_digits",
                    violation_error_message="Write each colour as # and six digits: #14283b.",
                )
                for part in ("ink", "cloth", "thread")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        faults = {}
        for colour in fields(Palette):
            try:
                Colour.of(getattr(self, f"{colour.name}_colour") or str(colour.default))
            except NotAColour as fault:
                faults[f"{colour.name}_colour"] = str(fault)
        if not faults:
            problems = self.palette.problems().items()
            faults = {f"{colour}_colour": problem for colour, problem in problems}
        if faults:
            raise ValidationError(faults)

    @property
    def palette(self) -> Palette:
        """Its own colours; the usual ones where it has none."""
        own = {colour.name: getattr(self, f"{colour.name}_colour") for colour in fields(Palette)}
        return Palette(**{name: Colour.of(written) for name, written in own.items() if written})

    @property
    def family_name(self) -> str:
        """The part of its name that all reviews share: The Independent Review of."""
        before, of, _ = self.name.partition(" of ")
        return f"{before}{of.rstrip()}" if of else ""

    @property
    def given_name(self) -> str:
        """The part of its name that is its own: Children’s Social Care."""
        before, of, after = self.name.partition(" of ")
        return after if of else before

    @property
    def site_state(self) -> SiteState:
        """The stage of its site, which `current()` has fetched already."""
        if "stage" in self.__dict__:
            return SiteState(pk=1, stage=self.stage or Stage.OPEN)
        return SiteState.objects.current()


class HelpLineQuerySet(models.QuerySet):
    def in_order(self) -> "HelpLineQuerySet":
        return self.order_by("position", "pk")


class HelpLine(Readable):
    """Someone to call or write to when reading this was hard."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="help_lines")
    name = models.CharField(max_length=150)
    description = models.CharField(
        max_length=300, blank=True, help_text="Whom it is for and when it is open."
    )
    phone = models.CharField(max_length=40, blank=True)
    url = models.URLField("web address", blank=True)
    topic = models.ForeignKey(
        Topic,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="help_lines",
        help_text="Empty: on every page. With one: only on pages about it.",
    )
    position = models.PositiveIntegerField("order", default=0)

    objects = HelpLineQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(phone="", url=""),
                name="a_help_line_can_be_reached",
                violation_error_message="Give a telephone number, a web address, or both.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
