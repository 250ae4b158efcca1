"""The kinds, languages and states of records, each member saying what it means."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a record is. The values are the `type:` of the folder format and parts of addresses."""

    REPORT = "report", _("Report")  # what the review found
    LETTER = "letter", _("Letter")  # to named people
    OPEN_LETTER = "open-letter", _("Open letter")  # to everyone, or to everyone of a sort
    SPEECH = "speech", _("Speech")  # as delivered or as written
    STATEMENT = "statement", _("Statement")  # a position at a moment
    TERMS_OF_REFERENCE = (
        "terms-of-reference",
        _("Terms of reference"),
    )  # what was asked of the review
    NEWS = "news", _("News")  # what happened
    BLOG = "blog", _("Blog")  # what somebody thinks of it
    CALL = "call", _("Call")  # a request to the public, for a time
    EPISODE = "episode", _("Podcast episode")  # something to hear, with its transcript
    PAGE = "page", _("Page")  # about the review and its site

    @property
    def prefix(self) -> str:
        """The first part of the address that a new record of this kind gets."""
        if self in PUBLICATION_KINDS:
            return "/publications/"
        return {
            Kind.NEWS: "/news/",
            Kind.BLOG: "/news/",
            Kind.CALL: "/calls/",
            Kind.EPISODE: "/podcast/",
        }.get(self, "/")

    @property
    def table(self) -> str:
        """The name of the model that has the facts of this kind."""
        if self in PUBLICATION_KINDS:
            return "publication"
        return "post" if self in POST_KINDS else str(self.value)

    @property
    def plural(self) -> str:
        return {
            Kind.REPORT: gettext("Reports"),
            Kind.LETTER: gettext("Letters"),
            Kind.OPEN_LETTER: gettext("Open letters"),
            Kind.SPEECH: gettext("Speeches"),
            Kind.STATEMENT: gettext("Statements"),
            Kind.TERMS_OF_REFERENCE: gettext("Terms of reference"),
            Kind.NEWS: gettext("News"),
            Kind.BLOG: gettext("Blogs"),
            Kind.CALL: gettext("Calls"),
            Kind.EPISODE: gettext("Podcast episodes"),
            Kind.PAGE: gettext("Pages"),
        }[self]

    @property
    def this(self) -> str:
        """One that is being read: this report."""
        return {
            Kind.REPORT: gettext("this report"),
            Kind.LETTER: gettext("this letter"),
            Kind.OPEN_LETTER: gettext("this open letter"),
            Kind.SPEECH: gettext("this speech"),
            Kind.STATEMENT: gettext("this statement"),
            Kind.TERMS_OF_REFERENCE: gettext("these terms of reference"),
            Kind.NEWS: gettext("this news"),
            Kind.BLOG: gettext("this blog"),
            Kind.CALL: gettext("this call"),
            Kind.EPISODE: gettext("this podcast episode"),
            Kind.PAGE: gettext("this page"),
        }[self]


LETTER_KINDS = (Kind.LETTER, Kind.OPEN_LETTER)
PUBLICATION_KINDS = (
    Kind.REPORT,
    Kind.LETTER,
    Kind.OPEN_LETTER,
    Kind.SPEECH,
    Kind.STATEMENT,
    Kind.TERMS_OF_REFERENCE,
)
POST_KINDS = (Kind.NEWS, Kind.BLOG)


class Language(models.TextChoices):
    """The language of a record's words, as BCP 47 names it."""

    ENGLISH = "en", "English"
    WELSH = "cy", "Cymraeg (Welsh)"
    BRITISH_SIGN_LANGUAGE = "bfi", "British Sign Language"


class State(models.TextChoices):
    """What the public gets of a record, told by its dates alone."""

    DRAFT = "draft", "Draft"  # nobody outside sees it
    SCHEDULED = "scheduled", "Scheduled"  # nobody outside sees it before its moment
    PUBLISHED = "published", "Published"  # on the site
    WITHDRAWN = "withdrawn", "Withdrawn"  # on the site, with the reason on top
    TAKEN_DOWN = "taken-down", "Taken down"  # gone for good: its address says why
