"""The page on which a second person reads a draft, speaks about its fields, and approves it or
sends it back. Who wrote it answers there."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from archive.captures.comparing import Passage, passages
from archive.lifecycle import (
    SubmissionRefused,
    approve,
    comment,
    hindrances_of_files,
    mark_of,
    needs_second_person,
    resolve,
    send_back,
    take_back,
    why_not_to_decide,
)
from archive.models import (
    Attachment,
    Comment,
    FaqEntry,
    Notice,
    PublishedAlone,
    Record,
    Submission,
    Thing,
)
from archive.proofreading.reading import proof

from . import drafts
from .closed import refuse_when_closed, site_state
from .names import name_of
from .permissions import is_within, limits_of
from .publishing import GOES_OUT

ADD_COMMENT = "archive.add_comment"
SHOWN = {
    FaqEntry: ("question", "answer", "category"),
    Notice: ("title", "body", "starts_at", "closing_on"),
}


@dataclass(frozen=True)
class FieldShown:
    """A field as its reader sees it: what differs from what the public has, or its words."""

    name: str
    label: str
    text: str
    passages: list[Passage]
    threads: list[Comment]

    @property
    def is_worth_reading(self) -> bool:
        return bool(self.passages or self.threads)


class ReviewedAdmin(admin.ModelAdmin):
    """For what a second person can be asked about."""

    def get_urls(self) -> list:
        name = f"archive_{self.opts.model_name}_review"
        view = self.admin_site.admin_view(self.review_view)
        return [path("<int:pk>/review/", view, name=name), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict, *args, **kwargs
    ) -> HttpResponse:
        """What was said of its fields stands beside them."""
        thing = context["adminform"].form.instance
        if thing.pk is not None:
            threads = list(Comment.objects.about(thing).threads().in_order())
            context["threads"] = threads
            context["open_comments"] = sum(each.resolved_at is None for each in threads)
            context["published_alone"] = PublishedAlone.objects.about(thing).newest_first()
            context["review_address"] = address_of_review(thing)
        return super().render_change_form(request, context, *args, **kwargs)

    def warnings(self, form, formsets) -> list[str]:
        """Of what goes out: what somebody asked of it, and nobody called resolved."""
        found = super().warnings(form, formsets)
        if getattr(form, "wish", None) not in GOES_OUT:
            return found
        still_open = Comment.objects.about(form.instance).open().with_people().in_order()
        return found + [
            f"It goes out with a comment of {name_of(each.made_by)} that nobody resolved: "
            f"“{each.text}”"
            for each in still_open
        ]

    def review_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        thing = self.get_object(request, str(pk))
        if thing is None:
            raise Http404
        if not self.has_view_permission(request, thing):
            raise PermissionDenied
        if request.method == "POST":
            refuse_when_closed(request)
            return _act(self, request, thing)
        return _page(self, request, thing)


def _page(
    editor: admin.ModelAdmin, request: HttpRequest, thing: Thing, *, refused: str = ""
) -> HttpResponse:
    request.current_app = editor.admin_site.name
    submission = Submission.objects.last_of(thing)
    waits = submission is not None and submission.is_waiting
    threads = list(Comment.objects.about(thing).threads().in_order())
    shown = list(_fields(thing, threads))
    is_open = not site_state(request).is_closed
    why_not = why_not_to_decide(thing, request.user)
    context = editor.admin_site.each_context(request) | {
        "title": "Review",
        "opts": editor.opts,
        "thing": thing,
        "submission": submission,
        "waits": waits,
        "why_not": why_not,
        "may_decide": is_open and waits and not why_not,
        "may_take_back": is_open and waits and editor.has_change_permission(request, thing),
        "may_comment": is_open and request.user.has_perm(ADD_COMMENT),
        "may_edit": editor.has_change_permission(request, thing),
        "is_needed": needs_second_person(thing),
        "fields": [each for each in shown if each.is_worth_reading],
        "same": [each for each in shown if not each.is_worth_reading],
        "of_the_whole": [each for each in threads if not each.field],
        "is_of_published": isinstance(thing, Record) and thing.draft_of_id is not None,
        "has_preview": isinstance(thing, Record),
        "proof": proof(thing),
        "held": _held(thing),
        "files": _files(thing),
        "address_to_be": _address_to_be(thing),
        "seen": mark_of(thing),
        "refused": refused,
        "written": request.POST.get("reason") or request.POST.get("text", ""),
    }
    return TemplateResponse(
        request, "admin/review_of_draft.html", context, status=409 if refused else 200
    )


def _files(thing: Thing) -> models.QuerySet:
    if not isinstance(thing, Record):
        return Attachment.objects.none()
    return Attachment.objects.of_record(thing).files().in_order()


def _address_to_be(thing: Thing) -> str:
    """Where a new page will be found, for good; empty where it is on the site already."""
    is_new = isinstance(thing, Record) and not thing.draft_of_id and thing.published_at is None
    return (thing.address or thing.usual_address) if is_new else ""


def _held(thing: Thing) -> list[str]:
    return hindrances_of_files(thing.attachments.in_order()) if isinstance(thing, Record) else []


def _fields(thing: Thing, threads: list[Comment]) -> Iterator[FieldShown]:
    if isinstance(thing, Record):
        before = {name: text for name, _, text in _published(thing)}
        said = list(drafts.words_by_field(thing))
    else:
        before, said = {}, list(_of_fields(thing))
    is_new = not before
    for name, label, text in said:
        stood = before.get(name, "")
        if not (text or stood):
            continue
        differs = [] if is_new or text == stood else passages(stood, text)
        own = [each for each in threads if each.field == name]
        found = differs or (passages("", text) if is_new else [])
        yield FieldShown(name, label, text, found, own)


def _published(record: Record) -> Iterator[tuple[str, str, str]]:
    return drafts.words_by_field(record.draft_of.facts) if record.draft_of_id else iter(())


def _of_fields(thing: models.Model) -> Iterator[tuple[str, str, str]]:
    for name in SHOWN[type(thing)]:
        field = thing._meta.get_field(name)
        value = getattr(thing, name)
        text = drafts.text_of(field, value)
        yield name, str(field.verbose_name).capitalize(), text


def _act(editor: admin.ModelAdmin, request: HttpRequest, thing: Thing) -> HttpResponse:
    deeds = {
        "_approve": _approve,
        "_send_back": _send_back,
        "_take_back": partial(_take_back, editor),
        "_comment": _comment,
        "_answer": _answer,
        "_resolve": _resolve,
    }
    deed = next((deeds[name] for name in deeds if name in request.POST), None)
    if deed is None:
        raise Http404
    try:
        place = deed(request, thing)
    except SubmissionRefused as refusal:
        return _page(
            editor, request, editor.get_object(request, str(thing.pk)), refused=str(refusal)
        )
    return HttpResponseRedirect(f"{address_of_review(thing)}{place}")


def _approve(request: HttpRequest, thing: Thing) -> str:
    _refuse_what_is_not_theirs(request, thing)
    approve(thing, by=request.user, seen=request.POST.get("seen", ""))
    then = (
        "It cannot go out before each file that is held back is let out, or mended and approved."
        if _held(thing)
        else "An editor can publish it now."
    )
    messages.success(request, f"“{thing}” is approved as it stands. {then}")
    return ""


def _send_back(request: HttpRequest, thing: Thing) -> str:
    _refuse_what_is_not_theirs(request, thing)
    sent = send_back(thing, by=request.user, reason=request.POST.get("reason", ""))
    who = name_of(sent.submitted_by)
    messages.success(request, f"“{thing}” is sent back. {who} finds your reason on the first page.")
    return ""


def _refuse_what_is_not_theirs(request: HttpRequest, thing: Thing) -> None:
    if not is_within(request.user, thing):
        raise SubmissionRefused(limits_of(request.user).why_only_read)


def _take_back(editor: admin.ModelAdmin, request: HttpRequest, thing: Thing) -> str:
    if not editor.has_change_permission(request, thing):
        raise PermissionDenied
    take_back(thing)
    messages.success(request, f"“{thing}” is a draft again, and waits for nobody.")
    return ""


def _comment(request: HttpRequest, thing: Thing) -> str:
    _refuse_who_may_not_speak(request)
    field = request.POST.get("field", "")[:60]
    said = comment(thing, request.POST.get("text", ""), by=request.user, field=field)
    return f"#comment-{said.pk}"


def _answer(request: HttpRequest, thing: Thing) -> str:
    _refuse_who_may_not_speak(request)
    under = _thread(request, thing, "_answer")
    comment(thing, request.POST.get("text", ""), by=request.user, under=under)
    return f"#comment-{under.pk}"


def _resolve(request: HttpRequest, thing: Thing) -> str:
    _refuse_who_may_not_speak(request)
    said = _thread(request, thing, "_resolve")
    resolve(said, by=request.user)
    return f"#comment-{said.pk}"


def _refuse_who_may_not_speak(request: HttpRequest) -> None:
    if not request.user.has_perm(ADD_COMMENT):
        raise PermissionDenied


def _thread(request: HttpRequest, thing: Thing, name: str) -> Comment:
    key = request.POST.get(name, "")
    threads = Comment.objects.about(thing).threads()
    return get_object_or_404(threads, pk=int(key) if key.isdecimal() else 0)


def address_of_review(thing: Thing) -> str:
    model = thing.facts._meta.model_name if isinstance(thing, Record) else thing._meta.model_name
    return reverse(f"admin:archive_{model}_review", args=[thing.pk])


def place_of_review(about: Submission | Comment) -> str:
    """The page of what it is about: of a published record, that of its draft."""
    thing = about.thing
    if isinstance(thing, Record):
        thing = thing.draft or thing
    return address_of_review(thing)
