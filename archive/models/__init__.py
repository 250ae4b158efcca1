"""What is on the record, and the words to ask for it."""

from .address import Address
from .attachment import Attachment
from .call import Call
from .capture import Body, Capture
from .contributor import Contributor
from .edition import Edition
from .episode import Episode, Series, Turn
from .faq import FaqCategory, FaqEntry
from .kinds import LETTER_KINDS, POST_KINDS, PUBLICATION_KINDS, Kind, Language, State
from .link import Link
from .next_change import next_change_after
from .page import Page
from .people import Board, BoardMember, Person
from .picture import Picture
from .post import Post
from .publication import Publication
from .readiness import Look, Waiver
from .record import Record
from .redirect import Redirect
from .review import HelpLine, Review
from .revision import Revision
from .slugs import free_slug
from .stage import Notice, SiteState, Stage, StageChange, StageRequest
from .takedown import Takedown, Tombstone
from .topic import Topic

__all__ = [
    "LETTER_KINDS",
    "POST_KINDS",
    "PUBLICATION_KINDS",
    "Address",
    "Attachment",
    "Board",
    "BoardMember",
    "Body",
    "Call",
    "Capture",
    "Contributor",
    "Edition",
    "Episode",
    "FaqCategory",
    "FaqEntry",
    "HelpLine",
    "Kind",
    "Language",
    "Link",
    "Look",
    "Notice",
    "Page",
    "Person",
    "Picture",
    "Post",
    "Publication",
    "Record",
    "Redirect",
    "Review",
    "Revision",
    "Series",
    "SiteState",
    "Stage",
    "StageChange",
    "StageRequest",
    "State",
    "Takedown",
    "Tombstone",
    "Topic",
    "Turn",
    "Waiver",
    "free_slug",
    "next_change_after",
]
