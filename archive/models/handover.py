"""The tasks of the last weeks: people do them and say so. The software never does it for them."""

from django.conf import settings
from django.db import models
from django.db.models import Max, Q

from .readable import Readable


class Task(models.TextChoices):
    """In the order in which they are done."""

    AGREE = "agree", "Agree with The National Archives how the site is taken"
    NOMINATE = "nominate", "Give The National Archives ten weeks’ notice"
    NOTICES = "notices", "Write the closing notices"
    READINESS = "readiness", "Work through the findings on readiness"
    ANNOUNCE = "announce", "Announce the closing"
    TELL_DEPARTMENT = "tell-department", "Tell the department where questions go"
    PUBLISH_LAST = "publish-last", "Publish what is still to be published"
    COPY = "copy", "Take a copy of the database, the files and the content"
    CLOSE = "close", "Close the site"
    FREEZE = "freeze", "Freeze the site"
    VERIFY = "verify", "Verify the frozen copy"
    HAND_OVER = "hand-over", "Hand the frozen copy to the department and the archive"
    LAST_CRAWL = "last-crawl", "Ask The National Archives for the last crawl"
    COMPARE = "compare", "Compare what the archive holds with the frozen copy"
    LOOK = "look", "Look at the archive’s copy, page by page"
    MOVE = "move", "Move the site to the stage “Archived”"
    KEEP_DOMAIN = "keep-domain", "Settle who keeps the domain"
    RENEW_DOMAIN = "renew-domain", "Renew the domain"


class TaskMarkQuerySet(models.QuerySet):
    def by_task(self) -> dict[str, "TaskMark"]:
        """What was last said of each task, by the task. Of most nothing was said yet."""
        last = self.order_by().values("task").annotate(last=Max("pk")).values("last")
        marks = self.filter(pk__in=last).select_related("made_by")
        return {mark.task: mark for mark in marks}

    def of(self, task: Task) -> "TaskMarkQuerySet":
        return self.filter(task=task).select_related("made_by")

    def newest_first(self) -> "TaskMarkQuerySet":
        return self.order_by("-pk")

    def last_numbers(self) -> dict[str, int]:
        """How many things were said of each task that anything was said of."""
        counted = self.order_by().values("task").annotate(last=Max("number"))
        return dict(counted.values_list("task", "last"))

    def next_number(self, task: Task) -> int:
        return (self.filter(task=task).aggregate(last=Max("number"))["last"] or 0) + 1


class TaskMark(Readable):
    """What somebody says of a task. The last one holds; the database refuses to change any."""

    class Says(models.TextChoices):
        DONE = "done", "Done"  # somebody did it, and ticks it
        WAIVED = "waived", "Not needed here"  # nobody will do it, for the reason that is given
        TAKEN_BACK = "taken-back", "Taken back"  # it is open again

    task = models.CharField(max_length=20, choices=Task)
    number = models.PositiveIntegerField()
    says = models.CharField(max_length=10, choices=Says)
    words = models.TextField(
        blank=True, help_text="A reference, a name, or the reason: for whoever asks later."
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = TaskMarkQuerySet.as_manager()

    class Meta:
        default_permissions = ["view"]
        constraints = [
            # Two people who say something of a task at once: the second sees what the first said.
            models.UniqueConstraint(
                fields=["task", "number"],
                name="one_thing_at_a_time_is_said_of_a_task",
                violation_error_message="Somebody has just said something of this task. Look at "
                "it again.",
            ),
            models.CheckConstraint(
                condition=Q(says="done") | ~Q(words=""),
                name="a_waiver_and_taking_back_have_a_reason",
                violation_error_message="Say why: the reason stays on the record.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_task_display()}: {self.get_says_display()}"

    @property
    def is_done(self) -> bool:
        return self.says == TaskMark.Says.DONE

    @property
    def is_waived(self) -> bool:
        return self.says == TaskMark.Says.WAIVED

    @property
    def is_open(self) -> bool:
        return self.says == TaskMark.Says.TAKEN_BACK
