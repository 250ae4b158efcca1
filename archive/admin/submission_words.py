"""What is said of a submission: its badge, what came of it, and what waits for another one."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from archive.lifecycle import keeping_it_back
from archive.models import ReleaseSet, Submission

from .moments import in_words
from .names import name_of


def submission_badge(outcome: str) -> SafeString:
    """`outcome` as it is stored."""
    known = Submission.Outcome(outcome)
    name = "in-review" if known == Submission.Outcome.WAITING else known.value
    return format_html('<span class="state state--{}">{}</span>', name, known.label)


def said_of_submission(submission: Submission) -> str:
    """Empty for one that is over and done with."""
    if submission.is_waiting:
        to = submission.submitted_to
        return (
            f"{name_of(submission.submitted_by)} submitted it on "
            f"{in_words(submission.submitted_at)}, "
            f"to {name_of(to) if to else 'anybody who may approve'}."
        )
    if submission.decided_by is None:
        return ""
    who, when = name_of(submission.decided_by), in_words(submission.decided_at)
    if submission.is_approved:
        return f"Approved by {who} on {when}. Any change ends that."
    if submission.is_sent_back:
        return f"Sent back by {who} on {when}:"
    if submission.is_approval_ended:
        return f"{who} approved it on {when}, but it was changed after that. Submit it again."
    return ""


def said_of_kept_back(release: ReleaseSet) -> str:
    """That nothing of a scheduled set goes out as it is now; empty where all of it may."""
    if not (things := keeping_it_back(release)):
        return ""
    names = ", ".join(f"“{thing}”" for thing in things)
    return (
        f"Nothing of “{release}” will go out on {in_words(release.goes_out_at)}, London time, "
        f"unless a second person approves {names} again."
    )
