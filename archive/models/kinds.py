"""The kinds, languages and states of records, each member saying what it means."""

from django.db import models


class Kind(models.TextChoices):
    """What a record is. The values are the `type:` of the folder format and parts of addresses."""

    REPORT = "report", "Report"  # what the review found
    LETTER = "letter", "Letter"  # to named people
    OPEN_LETTER = "open-letter", "Open letter"  # to everyone, or to everyone of a sort
    SPEECH = "speech", "Speech"  # as delivered or as written
    STATEMENT = "statement", "Statement"  # a position at a moment
    TERMS_OF_REFERENCE = "terms-of-reference", "Terms of reference"  # what was asked of the review
    NEWS = "news", "News"  # what happened
    BLOG = "blog", "Blog"  # what somebody thinks of it
    CALL = "call", "Call"  # a request to the public, for a time
    EPISODE = "episode", "Podcast episode"  # something to hear, with its transcript
    PAGE = "page", "Page"  # about the review and its site

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
            Kind.SPEECH: "Speeches",
            Kind.TERMS_OF_REFERENCE: "Terms of reference",
            Kind.NEWS: "News",
        }.get(self, f"{self.label}s")

    @property
    def this(self) -> str:
        """One that is being read: this report."""
        one_of_many = self is Kind.TERMS_OF_REFERENCE
        return f"{'these' if one_of_many else 'this'} {self.label.lower()}"


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
