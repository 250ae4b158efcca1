"""The one door for what people say of the tasks of the last weeks."""

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from archive.models import ArchiveCheck, Countdown, SiteState, StageChange, Task, TaskMark


class TaskRefused(Exception):
    """That cannot be said of the task now. The text says why, and what to do."""


SAID_MEANWHILE = "Somebody has just said something of this task. Look at it again."


OF_A_CLOSING = {
    Task.CLOSE, Task.FREEZE, Task.VERIFY, Task.LAST_CRAWL, Task.HAND_OVER, Task.COMPARE, Task.LOOK,
    Task.MOVE,
}  # fmt: skip
"""What is done with the site as it closed, and so once more where it is closed once more."""
AFTER_FREEZING = {Task.VERIFY, Task.HAND_OVER, Task.COMPARE}
BEFORE_A_CLOSING = {Task.NOTICES, Task.READINESS, Task.ANNOUNCE, Task.PUBLISH_LAST}
"""What nobody can do any more once the site is closed."""

OPEN_AGAIN = (
    "That was done, but the site was reopened since: it is to be done for its next closing."
)
CLOSED_AGAIN = (
    "That was done before the site was reopened and closed again: it is to be done for this "
    "closing, too."
)
SHOWN_AGAIN = "That was done, but the site’s pages are shown here again."
RENEWED = "That was done, but the domain has another last day now."


def standing_marks() -> dict[str, TaskMark]:
    """What holds of each task, by the task; of those that are open nothing."""
    lapsed = lapsed_marks()
    marks = TaskMark.objects.by_task().items()
    return {task: mark for task, mark in marks if not mark.is_open and task not in lapsed}


def lapsed_marks() -> dict[str, str]:
    """Why what was done of a task does not hold any more, in a sentence, by the task.

    That the domain was renewed holds until it has another last day. What was done with the site as
    it closed holds until it is reopened. What is not needed here is not needed then either.
    """
    marks = {task: mark for task, mark in TaskMark.objects.by_task().items() if mark.is_done}
    state = SiteState.objects.current()
    closing = StageChange.objects.last_closing()
    lapsed = {}
    for task in OF_A_CLOSING & set(marks):
        if not state.is_closed:
            lapsed[task] = OPEN_AGAIN
        elif closing is not None and marks[task].made_at < closing.made_at:
            lapsed[task] = CLOSED_AGAIN
    if Task.MOVE in marks and not state.is_archived:
        lapsed.setdefault(Task.MOVE, SHOWN_AGAIN)
    renewed = marks.get(Task.RENEW_DOMAIN)
    since = Countdown.objects.domain_ends_set() if renewed else None
    if renewed and since and renewed.made_at < since.set_at:
        lapsed[Task.RENEW_DOMAIN] = RENEWED
    return lapsed


def tasks_over() -> set[Task]:
    """Those that can be done no more as things stand, whether they were done or not."""
    return BEFORE_A_CLOSING if SiteState.objects.current().is_closed else set()


def hindrance(task: Task) -> str:
    """Why nobody can have done it yet; nothing where somebody can."""
    state = SiteState.objects.current()
    if task == Task.ANNOUNCE and state.is_open:
        return "The site is open: its closing is not announced yet. Move its stage first."
    if task in OF_A_CLOSING - {Task.MOVE, Task.LOOK} and not state.is_closed:
        return "The site is not closed yet. Close it first."
    if task == Task.MOVE and not state.is_archived:
        return "The site is not archived yet. Hand it over to the web archive first."
    if task in AFTER_FREEZING and Task.FREEZE not in standing_marks():
        return (
            "Nobody has said yet that the site is frozen: there is no frozen copy. Freeze it and "
            "say so, or say why it is not needed here."
        )
    if task == Task.LOOK:
        return " ".join(ArchiveCheck.objects.what_is_missing())
    return ""


def say_of_task(
    task: Task, says: TaskMark.Says, *, by: AbstractBaseUser, seen: int, words: str = ""
) -> TaskMark:
    """Put on the record that a task is done, not needed here, or open again.

    `seen` is the number of the last thing that was said of it, as the person knew it: 0 where that
    was nothing. Raises TaskRefused.
    """
    standing = standing_marks().get(task)
    if says == TaskMark.Says.TAKEN_BACK and standing is None:
        raise TaskRefused("The task is open: there is nothing to take back.")
    if says != TaskMark.Says.TAKEN_BACK and standing is not None:
        raise TaskRefused(
            f"It is on the record already as “{standing.get_says_display()}”. Take that back first."
        )
    if says == TaskMark.Says.DONE and (hinders := hindrance(task)):
        raise TaskRefused(hinders)
    mark = TaskMark(task=task, says=says, words=words.strip(), made_by=by, number=seen + 1)
    if TaskMark.objects.next_number(task) != mark.number:
        raise TaskRefused(SAID_MEANWHILE)
    try:
        mark.full_clean()
        with transaction.atomic():
            mark.save()
    except ValidationError as error:
        raise TaskRefused(" ".join(error.messages)) from error
    except IntegrityError as error:
        raise TaskRefused(SAID_MEANWHILE) from error
    return mark
