"""What is on the record, and the words to ask for it."""

from .accessibility import AccessibilityCheck, Compliance
from .address import Address
from .archive_check import ArchiveCheck, ArchiveComparison
from .archived_site import ArchivedSite
from .attachment import Attachment
from .attachment_version import AttachmentVersion
from .beat import Beat
from .call import Call
from .capture import Body, Capture
from .comment import Comment
from .contributor import Contributor
from .countdown import Countdown
from .draft_link import DraftLink
from .drafting import Drafting
from .edition import Edition
from .episode import Episode, Series, Turn
from .faq import FaqCategory, FaqEntry
from .focus import Focus
from .handover import Task, TaskMark
from .inspection import Clearance, Inspection
from .kinds import LETTER_KINDS, POST_KINDS, PUBLICATION_KINDS, Kind, Language, State
from .link import Link
from .log_line import LogLine
from .next_change import next_change_after
from .page import Page
from .part import Part
from .people import Board, BoardMember, Person
from .picture import Picture
from .post import Post
from .proofreading import HouseWord, RuleSeverity, Severity
from .publication import Publication
from .published_alone import PublishedAlone
from .readiness import Look, Waiver
from .record import Record
from .redirect import Redirect
from .releasable import Releasable
from .release import ReleaseMember, ReleaseSet
from .review import HelpLine, Review
from .revision import Revision
from .second_person import SORTS, SecondPersonRule, Submission, Thing
from .slugs import free_slug
from .stage import Notice, SiteState, Stage, StageChange, StageRequest
from .takedown import Takedown, Tombstone
from .topic import Topic
from .watched_name import WatchedName, WatchListLocked
from .worth_looking import WorthLooking, pages_worth_looking
from .worth_mending import pages_unchanged_since, pages_without_summary
from .writing import Writing

__all__ = [
    "LETTER_KINDS",
    "POST_KINDS",
    "PUBLICATION_KINDS",
    "SORTS",
    "AccessibilityCheck",
    "Address",
    "ArchiveCheck",
    "ArchiveComparison",
    "ArchivedSite",
    "Attachment",
    "AttachmentVersion",
    "Beat",
    "Board",
    "BoardMember",
    "Body",
    "Call",
    "Capture",
    "Clearance",
    "Comment",
    "Compliance",
    "Contributor",
    "Countdown",
    "DraftLink",
    "Drafting",
    "Edition",
    "Episode",
    "FaqCategory",
    "FaqEntry",
    "Focus",
    "HelpLine",
    "HouseWord",
    "Inspection",
    "Kind",
    "Language",
    "Link",
    "LogLine",
    "Look",
    "Notice",
    "Page",
    "Part",
    "Person",
    "Picture",
    "Post",
    "Publication",
    "PublishedAlone",
    "Record",
    "Redirect",
    "Releasable",
    "ReleaseMember",
    "ReleaseSet",
    "Review",
    "Revision",
    "RuleSeverity",
    "SecondPersonRule",
    "Series",
    "Severity",
    "SiteState",
    "Stage",
    "StageChange",
    "StageRequest",
    "State",
    "Submission",
    "Takedown",
    "Task",
    "TaskMark",
    "Thing",
    "Tombstone",
    "Topic",
    "Turn",
    "Waiver",
    "WatchListLocked",
    "WatchedName",
    "WorthLooking",
    "Writing",
    "free_slug",
    "next_change_after",
    "pages_unchanged_since",
    "pages_without_summary",
    "pages_worth_looking",
]
