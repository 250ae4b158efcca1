"""The admin as a whole: an index that says what to do, and the stage in sight on every page."""

from collections.abc import Callable
from functools import partial, wraps

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse

from archive.hands import in_the_hand_of
from archive.lifecycle import waiting
from archive.models import (
    Drafting,
    FaqEntry,
    Notice,
    Record,
    ReleaseSet,
    Review,
    Stage,
    StageChange,
    StageRequest,
    Takedown,
    Writing,
)
from archive.proofreading.manuscript import is_read
from archive.readiness.report import Report

from .closed import answering_when_closed, site_state
from .menu import SECTIONS, TASKS, shelved
from .waiting_for_me import waiting_for

LATELY = 8
"""How many records each list on the index shows."""

NOBODYS_TO_DO = dict.fromkeys(("held_up_sets", "held_up", "files_waiting", "takedowns_waiting"), ())
"""What asks for somebody on the index: in a closed site nobody can do any of it."""


class EditingSite(admin.AdminSite):
    enable_nav_sidebar = False
    empty_value_display = "–"
    index_title = "What would you like to do?"
    logout_template = "admin/logged_out.html"

    page_for: Callable[[Record, HttpRequest], HttpResponse]
    """Makes the public page of a record, seen by the public or not. The room of public pages
    is not this one's to know: `review_site.urls` introduces them to each other."""

    def each_context(self, request: HttpRequest) -> dict:
        review = Review.objects.by_name_alone()
        context = super().each_context(request) | {
            "site_title": review.short_name or review.name,
            "site_header": review.name,
        }
        if not self.has_permission(request):
            return context
        stage = Stage(site_state(request).stage)
        may_move = request.user.has_perm("archive.move_stage")
        return context | {
            "stage_of_site": stage,
            "site_closed_by": StageChange.objects.last_closing() if stage.is_closed else None,
            "site_archived_by": (
                StageChange.objects.last_to(stage) if stage == Stage.ARCHIVED else None
            ),
            "stage_asked_for": StageRequest.objects.waiting() if may_move else None,
            "notice_of_the_day": Notice.objects.of_the_day() if stage == Stage.CLOSING else None,
            "may_see_stage": request.user.has_perm("archive.view_sitestate"),
            "may_see_last_weeks": request.user.has_perm("archive.view_countdown"),
            "sections": [
                {"says": says, "url": reverse(f"admin:archive_{model}_changelist")}
                for says, model in SECTIONS
                if request.user.has_perm(f"archive.view_{model}")
            ]
            + self._reports(request),
        }

    def logout(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """Answers as it does to whoever is signed out: without the menu and the stage."""
        of_nobody = {"sections": [], "stage_of_site": None, "title": "Signed out"}
        return super().logout(request, of_nobody | (extra_context or {}))

    def _reports(self, request: HttpRequest) -> list[dict]:
        """The last word of the menu."""
        may = request.user.has_perm("archive.view_sitestate")
        return [{"says": "Reports", "url": reverse("admin:reports")}] if may else []

    @property
    def proofread(self) -> dict[str, admin.ModelAdmin]:
        """By the names of their models, the forms whose texts are read for faults."""
        return {
            model._meta.model_name: model_admin
            for model, model_admin in self._registry.items()
            if is_read(model)
        }

    @property
    def kept_forms(self) -> dict[str, admin.ModelAdmin]:
        """By the names of their models, the forms in which what is typed is kept."""
        return {
            model._meta.model_name: model_admin
            for model, model_admin in self._registry.items()
            if getattr(model_admin, "keeps_words", False)
        }

    def admin_view(self, view: Callable[..., HttpResponse], cacheable: bool = False):
        return super().admin_view(answering_when_closed(self, _in_ones_own_hand(view)), cacheable)

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        everything = Record.with_drafts_of.not_taken_down().for_lists().with_drafting()
        everything = everything.with_submission().with_set_moments().select_related("edited_by")
        mine = everything.drafts().of_editor(request.user).lately_edited_first()
        looks = request.user.has_perm("archive.view_record")
        lists = {
            "waiting": waiting_for(request.user),
            "drafts": mine[:LATELY],
            "scheduled": _scheduled()[:LATELY],
            "held_up_sets": ReleaseSet.objects.held_up(),
            "release_sets": ReleaseSet.objects.waiting().with_counts(),
            "held_up": Drafting.objects.held_up().with_records(),
            "scheduled_questions": FaqEntry.objects.scheduled()[:LATELY],
            "found": Report(),
            "lately": everything.lately_edited_first()[:LATELY],
        }
        context = {
            "tasks": self._tasks(request),
            "may_look": looks,
            "shelves": list(shelved(self.get_app_list(request))),
            "kept_unsaved": Writing.objects.by(request.user).kept().count(),
            "files_waiting": waiting() if request.user.has_perm("archive.view_inspection") else (),
            "takedowns_waiting": Takedown.objects.waiting().oldest_first()
            if request.user.has_perm("archive.take_down")
            else (),
            **(lists if looks else {}),
        }
        if site_state(request).is_closed:
            context |= {"title": "The record of a closed site", **NOBODYS_TO_DO}
        if not looks:
            context["title"] = "Nothing to do here yet"
        return super().index(request, context | (extra_context or {}))

    def _tasks(self, request: HttpRequest) -> list[dict]:
        if site_state(request).is_closed:
            return []
        return [
            {
                "says": task.says,
                "url": reverse(f"admin:archive_{task.model}_add")
                + (f"?kind={task.kind.value}" if task.kind else ""),
            }
            for task in TASKS
            if request.user.has_perm(f"archive.add_{task.model}")
        ]

    def get_urls(self) -> list:
        # Here, since the admin's modules import the site before it is complete.
        from . import (
            bodies,
            calendar,
            days_ahead,
            draft_links,
            files,
            findings,
            in_the_archive,
            kept,
            last_weeks,
            linking,
            notices,
            pictures,
            readiness,
            replacing,
            reports,
            stage,
            writing,
        )

        def stage_view(request: HttpRequest) -> HttpResponse:
            return stage.stage_view(request, self)

        def readiness_view(request: HttpRequest) -> HttpResponse:
            return readiness.readiness_view(request, self)

        def ours(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
            return self.admin_view(partial(view, site=self))

        def of_the_end(address: str, view: Callable[..., HttpResponse], name: str):
            return path(f"last-weeks/{address}", self.admin_view(partial(view, self)), name=name)

        def of_reports(address: str, view: Callable[..., HttpResponse], name: str):
            return path(f"reports/{address}", self.admin_view(partial(view, self)), name=name)

        return [
            of_reports("", reports.reports_view, "reports"),
            of_reports("<slug:report>/", reports.report_view, "report"),
            of_reports("<slug:report>/csv/", reports.report_csv_view, "report_csv"),
            path(
                "calendar/", self.admin_view(partial(calendar.calendar_view, self)), name="calendar"
            ),
            path("markdown/preview/", self.admin_view(bodies.preview), name="markdown_preview"),
            path("markdown/page/", self.admin_view(bodies.page), name="markdown_page"),
            path("links/", self.admin_view(linking.targets_view), name="link_targets"),
            path("pictures/upload/", self.admin_view(pictures.upload), name="picture_upload"),
            path("notices/on/", self.admin_view(notices.notice_on), name="notice_on"),
            path("findings/", ours(findings.findings_view), name="findings"),
            path("findings/waive/", ours(findings.waive_view), name="findings_waive"),
            path("kept/", ours(kept.kept_view), name="kept"),
            path("kept/beat/", ours(writing.beat_view), name="beat"),
            path("kept/throw-away/", self.admin_view(kept.throw_away_view), name="throw_away"),
            path("replace/", ours(replacing.replace_view), name="replace"),
            path("outside/", ours(draft_links.links_view), name="draft_links"),
            path(
                "outside/<int:pk>/revoke/", ours(draft_links.revoke_view), name="draft_link_revoke"
            ),
            path("readiness/", self.admin_view(readiness_view), name="readiness"),
            path(
                "ahead/", self.admin_view(partial(days_ahead.ahead_view, self)), name="days_ahead"
            ),
            path(
                "ahead/page/",
                self.admin_view(partial(days_ahead.page_view, self)),
                name="days_ahead_page",
            ),
            path(
                "ahead/set/<int:pk>/",
                self.admin_view(partial(days_ahead.set_view, self)),
                name="days_ahead_set",
            ),
            path("files/", self.admin_view(partial(files.waiting_view, self)), name="files"),
            path("files/<int:pk>/", self.admin_view(partial(files.file_view, self)), name="file"),
            path("stage/", self.admin_view(stage_view), name="stage"),
            of_the_end("", last_weeks.last_weeks_view, "last_weeks"),
            of_the_end("days/", last_weeks.days_view, "last_weeks_days"),
            of_the_end("tasks/<slug:task>/", last_weeks.task_view, "last_weeks_task"),
            of_the_end("archive/", in_the_archive.look_view, "archive_look"),
            of_the_end("comparison/", in_the_archive.compare_view, "archive_compare"),
            *super().get_urls(),
        ]


def _in_ones_own_hand(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """`view`, with whatever it changes logged as done by whom it was asked."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        with in_the_hand_of(request.user, f"{request.method} {request.path}"):
            return view(request, *args, **kwargs)

    return answer


def _scheduled() -> list[Record]:
    """What goes out next: new pages, and drafts that take the place of published ones."""
    new = Record.objects.scheduled().soonest_first().for_lists()[:LATELY]
    drafts = [each.draft for each in Drafting.objects.scheduled().with_records()[:LATELY]]
    return sorted([*new, *drafts], key=lambda record: record.goes_out_at)
