"""What became of a record: who saved it when, what readers were told, and its words each time."""

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from archive.captures.comparing import passages
from archive.lifecycle import DraftRefused, end_lapsed_approval, restore
from archive.models import PublishedAlone, Record, ReleaseMember, Revision, Submission

from .closed import refuse_when_closed
from .conflicts import Difference
from .deeds import deed, name_deeds

ON_A_PAGE = 30


def list_view(editor: admin.ModelAdmin, request: HttpRequest, record: Record) -> HttpResponse:
    revisions = record.revisions.newest_first().select_related("made_by")
    page = Paginator(revisions, ON_A_PAGE).get_page(request.GET.get("p"))
    sets = ReleaseMember.objects.that_went_out().of(record).with_sets()
    by_moment = {member.release.went_out_at: member.release for member in sets}
    for revision in page:
        revision.went_out_with = by_moment.get(revision.made_at)
    name_deeds(page, _before(record, page[-1]) if page else None)
    context = _context(editor, request, record) | {
        "title": "History",
        "subtitle": record.title,
        "revisions": page,
        "published_alone": PublishedAlone.objects.about(record).newest_first(),
        "submissions": Submission.objects.about(record).decided().with_people().newest_first(),
    }
    return TemplateResponse(request, "admin/record_history.html", context)


def revision_view(
    editor: admin.ModelAdmin, request: HttpRequest, record: Record, pk: int
) -> HttpResponse:
    """The words of one save, and how they differ from those of the save before it."""
    try:
        revision = record.revisions.select_related("made_by").get(pk=pk)
    except Revision.DoesNotExist:
        raise Http404 from None
    before = record.revisions.ahead_of(revision).newest_first().first()
    context = _context(editor, request, record) | {
        "title": deed(revision, _before(record, revision)).name,
        "subtitle": record.title,
        "revision": revision,
        "before": before,
        "words": [(label, text) for label, text in _words(record, revision) if text],
        "differences": _differences(record, before, revision) if before else [],
        "may_restore": editor.has_change_permission(request, record),
    }
    return TemplateResponse(request, "admin/record_revision.html", context)


def restore_view(
    editor: admin.ModelAdmin, request: HttpRequest, record: Record, pk: int
) -> HttpResponseRedirect:
    """Make a draft of the words of one save."""
    refuse_when_closed(request)
    try:
        draft = restore(get_object_or_404(record.revisions, pk=pk), by=request.user)
    except DraftRefused as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect("../")
    end_lapsed_approval(draft)
    messages.success(request, "The words of that day are in this draft. Nobody outside sees it.")
    messages.warning(
        request,
        "People, files, links and a transcript, topics, dates and the picture are not restored: "
        "they are as they were just now. The history shows what they were, line by line.",
    )
    return HttpResponseRedirect(editor.form_of(draft))


def _context(editor: admin.ModelAdmin, request: HttpRequest, record: Record) -> dict:
    request.current_app = editor.admin_site.name
    return {
        **editor.admin_site.each_context(request),
        "opts": editor.opts,
        "original": record,
        "has_view_permission": True,
    }


def _before(record: Record, revision: Revision) -> Revision | None:
    """The save of the record itself ahead of this one."""
    return record.revisions.of_the_record_itself().ahead_of(revision).newest_first().first()


def _words(record: Record, revision: Revision) -> list[tuple[str, str]]:
    """Each kept field as a label and a text, in the order of the form."""
    labels = {field.name: str(field.verbose_name) for field in record._meta.concrete_fields}
    return [
        (labels.get(name, name.replace("_", " ")).capitalize(), _text(value))
        for name, value in revision.text.items()
    ]


def _text(value: object) -> str:
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _differences(record: Record, before: Revision, after: Revision) -> list[Difference]:
    left = dict(_words(record, before))
    return [
        Difference(label, passages(left[label], text))
        for label, text in _words(record, after)
        if left.get(label, text) != text
    ]
