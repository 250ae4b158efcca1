"""The one door for what people say of the tasks of the last weeks."""

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from archive.models import ArchiveCheck, Countdown, SiteState, Task, TaskMark


class TaskRefused(Exception):
    """That cannot be said of the task now. The text says why, and what to do."""


SAID_MEANWHILE = "Somebody has just said something of this task. Look at it again."


def standing_marks() -> dict[str, TaskMark]:
    """What holds of each task, by the task; of those that are open nothing.

    That the domain was renewed holds until it has another last day: then it is to be renewed again.
    """
    marks = {task: mark for task, mark in TaskMark.objects.by_task().items() if not mark.is_open}
    renewed = marks.get(Task.RENEW_DOMAIN)
    since = Countdown.objects.domain_ends_set() if renewed and renewed.is_done else None
    if renewed and since and renewed.made_at < since.set_at:
        del marks[Task.RENEW_DOMAIN]
    return marks


def hindrance(task: Task) -> str:
    """Why nobody can have done it yet; nothing where somebody can."""
    state = SiteState.objects.current()
    if task == Task.ANNOUNCE and state.is_open:
        return "The site is open: its closing is not announced yet. Move its stage first."
    if task == Task.CLOSE and (state.is_open or state.is_closing):
        return "The site is not closed yet. Close it first."
    if task == Task.MOVE and not state.is_archived:
        return "The site is not archived yet. Hand it over to the web archive first."
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
