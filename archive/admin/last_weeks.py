"""The last weeks of the site: its days, its tasks, and who did them."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from archive.lifecycle import (
    TaskRefused,
    hindrance,
    lapsed_marks,
    say_of_task,
    standing_marks,
    tasks_over,
)
from archive.models import (
    ArchiveCheck,
    ArchiveComparison,
    Countdown,
    Task,
    TaskMark,
    clock,
)

from .bodies import PlainTextField
from .last_weeks_words import PHASES, WORDS, TaskWords, from_today
from .moments import DayField
from .without_colons import WithoutColons

SEES = "archive.view_countdown"
MAY = "archive.hand_over"
GIVEN = ("closing_on", "domain_ends_on")
DAYS = (
    "notice_on", "last_publishing_on", "closing_on", "checked_by_on",
    "renewed_by_on", "domain_ends_on", "domain_kept_until_on",
)  # fmt: skip
FIRST_YEAR, LAST_YEAR = 2000, 2200


@dataclass(frozen=True)
class DayLine:
    label: str
    day: date
    away: str
    is_moved: bool


@dataclass(frozen=True)
class TaskLine:
    """A task as it stands. `due_on` is None where no days are set; `number` is that of what was
    last said of it; `lapsed` says why that does not hold any more; `is_over`
    that it can be done no more, and nobody said what became of it."""

    task: Task
    words: TaskWords
    mark: TaskMark | None
    number: int
    due_on: date | None
    is_needed: bool = True
    lapsed: str = ""
    is_over: bool = False

    @property
    def is_open(self) -> bool:
        return self.mark is None and self.is_needed and not self.is_over

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < clock.today()

    @property
    def away(self) -> str:
        return from_today(self.due_on, clock.today()) if self.due_on else ""


class DaysForm(WithoutColons, forms.ModelForm):
    """Two days are given; each of the others follows from them unless it is chosen."""

    class Meta:
        model = Countdown
        fields = [*GIVEN, *(name for name in DAYS if name not in GIVEN)]
        field_classes = dict.fromkeys(DAYS, DayField)

    def __init__(self, *args, current: Countdown | None, **kwargs) -> None:
        shown = [name for name in DAYS if current and (name in GIVEN or current.is_moved(name))]
        first = {name: getattr(current, name) for name in shown}
        super().__init__(*args, **{"initial": first, **kwargs})
        for name, field in self.fields.items():
            field.required = name in GIVEN

    def clean(self) -> dict:
        cleaned = super().clean()
        for name in DAYS:
            day = cleaned.get(name)
            if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
                self.add_error(name, f"The year {day.year} cannot be meant.")
        if not self.errors:
            countdown = Countdown(**{name: cleaned[name] for name in DAYS})
            countdown.follow_rules()
            cleaned |= {name: getattr(countdown, name) for name in DAYS}
        return cleaned


class MarkForm(WithoutColons, forms.Form):
    says = forms.ChoiceField(choices=TaskMark.Says)
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    words = PlainTextField(label="Note", required=False, widget=forms.Textarea(attrs={"rows": 2}))


def last_weeks_view(site, request: HttpRequest) -> HttpResponse:
    """What is next, what is late, and all of it with who did it and when."""
    _check_sees(request)
    countdown = Countdown.objects.current()
    phases = _phases(countdown)
    lines = [line for _, lines in phases for line in lines]
    waiting = sorted(
        (line for line in lines if line.is_open and line.due_on and not line.is_late),
        key=lambda line: line.due_on,
    )
    return _page(
        request,
        site,
        "last_weeks",
        countdown=countdown,
        days=_days(countdown) if countdown else [],
        phases=phases,
        late=[line for line in lines if line.is_late],
        next_task=waiting[0] if waiting else None,
        is_all_done=not any(line.is_open for line in lines),
        checks=ArchiveCheck.objects.standing().newest_first(),
        missing=ArchiveCheck.objects.what_is_missing(),
        comparison=ArchiveComparison.objects.last(),
    )


def days_view(site, request: HttpRequest) -> HttpResponse:
    """The days, and every setting of them that there was."""
    _check_sees(request)
    current = Countdown.objects.current()
    form = DaysForm(current=current)
    if request.method == "POST":
        _check_may(request)
        form = DaysForm(request.POST, current=current)
        if form.is_valid():
            return _set_days(request, form, current)
    settings = Countdown.objects.newest_first().with_setters()
    return _page(
        request,
        site,
        "last_weeks_days",
        form=form,
        settings=[(each, _days(each)) for each in settings],
    )


def _set_days(request: HttpRequest, form: DaysForm, current: Countdown | None) -> HttpResponse:
    days = form.save(commit=False)
    if current and all(getattr(current, name) == getattr(days, name) for name in DAYS):
        messages.info(request, "Those are the days that were set already.")
    else:
        days.set_by = request.user
        days.save()
        messages.success(request, "The days are set.")
    return HttpResponseRedirect(reverse("admin:last_weeks"))


def task_view(site, request: HttpRequest, task: str) -> HttpResponse:
    """One task: why, what was said of it, and the ways on."""
    _check_sees(request)
    if task not in Task.values:
        raise Http404
    task = Task(task)
    form = MarkForm()
    if request.method == "POST":
        _check_may(request)
        form = MarkForm(request.POST)
        if form.is_valid() and _said(request, task, form):
            return HttpResponseRedirect(f"{reverse('admin:last_weeks')}#task-{task.value}")
    line = _line(task, Countdown.objects.current(), _said_so_far())
    form.fields["seen"].initial = line.number
    return _page(
        request,
        site,
        "last_weeks_task",
        title=task.label,
        line=line,
        form=form,
        hindrance=hindrance(task) if line.is_open else "",
        marks=TaskMark.objects.of(task).newest_first(),
    )


def _said(request: HttpRequest, task: Task, form: MarkForm) -> bool:
    says = TaskMark.Says(form.cleaned_data["says"])
    words, seen = form.cleaned_data["words"], form.cleaned_data["seen"]
    try:
        say_of_task(task, says, by=request.user, words=words, seen=seen)
    except TaskRefused as refusal:
        form.add_error(None, ValidationError(str(refusal)))
        return False
    messages.success(request, f"“{task.label}”: {says.label.lower()}.")
    return True


@dataclass(frozen=True)
class SaidSoFar:
    """What was said of the tasks, by the task: what holds, why something does so no longer, and
    how many things were said."""

    marks: dict[str, TaskMark]
    lapsed: dict[str, str]
    numbers: dict[str, int]
    over: set[Task]


def _said_so_far() -> SaidSoFar:
    return SaidSoFar(
        standing_marks(), lapsed_marks(), TaskMark.objects.last_numbers(), tasks_over()
    )


def _phases(countdown: Countdown | None) -> list[tuple[str, list[TaskLine]]]:
    said = _said_so_far()
    return [(title, [_line(task, countdown, said) for task in tasks]) for title, tasks in PHASES]


def _line(task: Task, countdown: Countdown | None, said: SaidSoFar) -> TaskLine:
    return TaskLine(
        task,
        WORDS[task],
        said.marks.get(task),
        said.numbers.get(task, 0),
        WORDS[task].due(countdown) if countdown else None,
        is_needed=not (task == Task.RENEW_DOMAIN and countdown and countdown.is_domain_safe),
        lapsed=said.lapsed.get(task, ""),
        is_over=task in said.over and task not in said.marks,
    )


def _days(countdown: Countdown) -> list[DayLine]:
    today = clock.today()
    lines = [
        DayLine(
            Countdown._meta.get_field(name).verbose_name,
            day,
            from_today(day, today),
            countdown.is_moved(name),
        )
        for name in DAYS
        for day in [getattr(countdown, name)]
    ]
    return sorted(lines, key=lambda line: line.day)


def _check_sees(request: HttpRequest) -> None:
    if not request.user.has_perm(SEES):
        raise PermissionDenied


def _check_may(request: HttpRequest) -> None:
    if not request.user.has_perm(MAY):
        raise PermissionDenied


def _page(request: HttpRequest, site, template: str, **facts) -> HttpResponse:
    context = site.each_context(request) | {
        "title": "The last weeks",
        "may": request.user.has_perm(MAY),
        **facts,
    }
    return TemplateResponse(request, f"admin/{template}.html", context)
