"""How every record is edited, whatever its kind: publishing, revisions, addresses, history."""

from collections.abc import Iterator

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from archive.lifecycle import hindrances_of_files, note_revision
from archive.models import Kind, Record, State
from archive.models.slugs import UNTITLED

from . import addresses, draft_links, drafts, history, previews
from .accounts import is_administrator
from .base import PREVIEW, EditingAdmin
from .closed import site_state
from .files import look_into_uploads
from .moments import briefly
from .names import name_of
from .parts import was_public
from .permissions import may_publish, may_publish_alone, may_touch
from .published_form import PublishedForm
from .publishing import GOES_OUT
from .record_form import RecordForm
from .record_saving import attached, let_out_or_hold, said_of
from .reviewing import ReviewedAdmin
from .states import StateFilter, standing
from .submitting import submit_saved


def form_address(record: Record, view: str = "change", *args: object) -> str:
    """Where in the admin `record` is edited."""
    table = Kind(record.kind).table
    return reverse(f"admin:archive_{table}_{view}", args=[record.pk, *args])


class KindFilter(admin.SimpleListFilter):
    title = "kind"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        return [(kind.value, kind.plural) for kind in model_admin.kinds]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        return queryset.of_kind(self.value()) if self.value() in Kind.values else queryset


class RecordAdmin(ReviewedAdmin, EditingAdmin):
    """The behaviour of every record's form; subclasses say which kinds and which fields."""

    form = RecordForm
    change_form_template = "admin/record_form.html"
    logs_words = False  # its revisions keep them
    has_preview = True
    kinds: tuple[Kind, ...] = ()
    prepopulated_fields = {"slug": ("title",)}
    address_fields = ("kind", "slug", "address")

    list_display = ("title", "kind_in_words", "state", "published", "edited")
    list_display_links = ("title",)
    list_filter = (StateFilter, "topics")
    search_fields = ("title", "summary", "body", "slug", "address")
    date_hierarchy = "published_at"
    ordering = ("-edited_at", "-pk")
    autocomplete_fields = ("topics", "picture", "superseded_by", "version_of")
    shown_chosen: tuple[str, ...] = ("picture",)
    """Of these, what most have: fetched with the record, whose form shows their words."""

    text: tuple = ()
    """The fieldsets of its own words and facts, ahead of those that every record has."""

    # --- Lists ----------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """A draft of a published record is in no list: its record is, and leads to it."""
        route = request.resolver_match.url_name if request.resolver_match else ""
        is_list = route.endswith("changelist")
        is_form = not is_list and route != "autocomplete"
        found = self.every_row() if is_form else super().get_queryset(request)
        if route == "autocomplete" or not request.user.has_perm("archive.view_takedown"):
            found = found.not_taken_down()
        if is_form:
            found = found.with_drafting().select_related(*self.shown_chosen)
        if is_list:
            return found.for_lists().select_related("edited_by").with_draft_facts()
        return found

    def get_search_results(self, request: HttpRequest, queryset: models.QuerySet, words: str):
        """Who chooses a page by its title finds it first, and takes the first."""
        found, has_twins = super().get_search_results(request, queryset, words)
        is_choosing = request.resolver_match and request.resolver_match.url_name == "autocomplete"
        return (found.titled_first(words.strip()) if is_choosing else found), has_twins

    def every_row(self) -> models.QuerySet:
        return self.model.with_drafts_of.all()

    def get_list_filter(self, request: HttpRequest) -> tuple:
        return (StateFilter, KindFilter, "topics") if len(self.kinds) > 1 else self.list_filter

    @admin.display(description="kind", ordering="kind")
    def kind_in_words(self, record: Record) -> str:
        return record.get_kind_display()

    @admin.display(description="state", ordering="published_at")
    def state(self, record: Record) -> SafeString:
        return standing(record)

    @admin.display(description="published", ordering="published_at", empty_value="–")
    def published(self, record: Record) -> str | None:
        at = record.published_at or record.goes_out_with_set_at
        return briefly(at) if at else None

    @admin.display(description="last edited", ordering="edited_at")
    def edited(self, record: Record) -> SafeString:
        name = f" by {name_of(record.edited_by)}" if record.edited_by else ""
        return format_html('<span class="moment">{}</span>{}', briefly(record.edited_at), name)

    # --- What may be done -----------------------------------------------------------------

    def has_change_permission(self, request: HttpRequest, obj: Record | None = None) -> bool:
        """What was taken down for good is looked at, by those who may."""
        is_gone = obj is not None and obj.is_taken_down
        may = not is_gone and may_touch(request.user, obj)
        return may and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Record | None = None) -> bool:
        """What was published is withdrawn, never deleted; its draft is thrown away."""
        is_draft = obj is None or (obj.state == State.DRAFT and not obj.draft_of_id)
        return is_draft and super().has_delete_permission(request, obj)

    def may_begin_draft(self, request: HttpRequest, obj: Record) -> bool:
        """Whoever writes drafts may begin that of a published page, which stays as it is."""
        return obj.is_public and super().has_change_permission(request, obj)

    def is_public(self, obj: Record) -> bool:
        return was_public(obj)

    def is_address_known(self, obj: Record) -> bool:
        return self.is_public(obj) or obj.draft_of_id is not None

    def is_changed_at_once(self, request: HttpRequest, obj: Record | None) -> bool:
        """Is its form that of a published record, whose words are changed in a draft?"""
        if obj is None or not self.is_public(obj) or "title" in request.POST:
            return False  # a form that was opened before it was published has a title
        return self.has_change_permission(request, obj)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None):
        record = super().get_object(request, object_id, from_field)
        if record is not None:
            # A refused form has its wishes on the instance: what is stored stays known.
            record._stored_state = record.state
            record._stored_goes_out_at = record.goes_out_at
            if request.method == "GET":
                prefetch_related_objects([record], "topics")  # the form asks for them three times
        return record

    # --- The form -------------------------------------------------------------------------

    def kind_of(self, request: HttpRequest, obj: Record | None) -> Kind:
        """The stored kind; for a new record the one that the index or the list asked for."""
        if obj is not None:
            return Kind(obj.kind)
        filters = QueryDict(request.GET.get("_changelist_filters", ""))
        asked = request.GET.get("kind") or filters.get("kind")
        return Kind(asked) if asked in self.kinds else self.kinds[0]

    def get_form(self, request: HttpRequest, obj=None, change: bool = False, **kwargs):
        if self.is_changed_at_once(request, obj):
            kwargs["form"] = PublishedForm
        form = super().get_form(request, obj, change, **kwargs)
        form.by = request.user
        form.may_publish = may_publish(request.user)
        form.may_publish_alone = may_publish_alone(request.user)
        form.new_kind = self.kind_of(request, obj)
        if not is_administrator(request.user):
            form.base_fields.pop("move_to", None)
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Record | None = None) -> tuple:
        if self.is_changed_at_once(request, obj):
            return ((None, {"fields": ("superseded_by",)}),)
        found = (*self.fields_of_kind(request, obj), *self.around_fieldsets(request, obj))
        is_draft_of = obj is not None and obj.draft_of_id is not None
        return tuple(_left_to_the_draft(found)) if is_draft_of else found

    def fields_of_kind(self, request: HttpRequest, obj: Record | None) -> tuple:
        return self.text

    def around_fieldsets(self, request: HttpRequest, obj: Record | None) -> tuple:
        return (
            ("Around the text", _folded("topics", "picture", "content_note", "language")),
            ("Address", _folded("address")),
            ("Other versions", _folded("superseded_by", ("version_of", "version_for"))),
        )

    def get_inlines(self, request: HttpRequest, obj: Record | None) -> tuple:
        return () if self.is_changed_at_once(request, obj) else super().get_inlines(request, obj)

    def formfield_for_choice_field(self, db_field, request: HttpRequest, **kwargs):
        if db_field.name == "kind":
            kwargs["choices"] = [(kind.value, kind.label) for kind in self.kinds]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request: HttpRequest, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name == "slug":
            field.widget.attrs["data-address-before"] = self.kinds[0].prefix
        if field and db_field.name == "title":
            field.widget.attrs["class"] = "vTextField title-field"
        return field

    def changeform_view(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method == "POST" and PREVIEW not in request.POST:
            look_into_uploads(request)
        return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Record, form, change: bool) -> None:
        obj.edited_by = request.user
        if change and obj.address != form.stored_address and self.is_public(obj):
            addresses.move(obj, form.stored_address)
        else:
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form, formsets, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if form.drafting is not None:
            drafts.keep(form, request)
        else:
            let_out_or_hold(form, request)
            note_revision(form.instance, before=form.before, by=request.user)
            if isinstance(form, RecordForm) and not form.is_preview:
                submit_saved(form, request)
        if form.is_preview:
            request.new_files = [row.instance.file for row in attached(formsets)]
            return
        for sentence in getattr(form.instance, "held_back", ()):
            messages.error(request, f"Not published. {sentence}")
        messages.success(request, said_of(form.instance, form.outcome()))

    def warnings(self, form, formsets) -> list[str]:
        """Of a draft that stays one: why what was attached just now cannot go out, and that its
        address says nothing."""
        found = super().warnings(form, formsets)
        if form.instance.slug.startswith(UNTITLED) and not self.is_address_known(form.instance):
            found.append(
                f"Its address would be {form.instance.usual_address}: the title has no letter from "
                "a to z. Write a short name in such letters. Once it is published, it stays."
            )
        if form.wish in GOES_OUT:
            return found  # it is said of all files why they are held back
        return found + hindrances_of_files(row.instance for row in attached(formsets))

    def response_add(self, request: HttpRequest, obj: Record, *args) -> HttpResponse:
        return self.response_change(request, obj)

    def response_change(self, request: HttpRequest, obj: Record) -> HttpResponse:
        if PREVIEW in request.POST:
            return previews.of_unsaved(request, self.admin_site, obj, request.new_files)
        is_there = obj.draft_of_id is None or self.every_row().drafts_of(obj.draft_of).exists()
        return HttpResponseRedirect(form_address(obj if is_there else obj.draft_of))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context=None
    ) -> HttpResponse:
        """A published record opens in its draft, where it has one; `published_view` shows it."""
        is_open = not site_state(request).is_closed
        if (
            request.method == "POST"
            and is_open
            and not self.every_row().with_key(object_id).exists()
        ):
            return drafts.gone(self, request)
        if request.method != "POST" and is_open:
            found = Record.with_drafts_of.drafts_of_key(object_id).first()
            if found is not None and self.has_change_permission(request, found):
                return HttpResponseRedirect(form_address(found))
        return super().change_view(request, object_id, form_url, extra_context)

    def render_change_form(
        self, request: HttpRequest, context: dict, *args, **kwargs
    ) -> HttpResponse:
        form = context["adminform"].form
        record = context.get("original")
        context["may_begin_draft"] = record is not None and self.may_begin_draft(request, record)
        if getattr(form, "is_changed_beside", False):
            context["changed_beside"] = list(drafts.what_it_changes(form.instance))
        response = super().render_change_form(request, context, *args, **kwargs)
        if isinstance(form, PublishedForm) and PREVIEW not in request.POST:
            response.template_name = "admin/record_published.html"
        return response

    # --- Further pages --------------------------------------------------------------------

    def get_urls(self) -> list:
        name = f"archive_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/preview/", view(self.preview_view), name=f"{name}_preview"),
            path("<int:pk>/published/", view(self.published_view), name=f"{name}_published"),
            path("<int:pk>/edit/", view(self.begin_view), name=f"{name}_edit"),
            path("<int:pk>/links/", view(self.links_view), name=f"{name}_links"),
            path("<int:pk>/changes/", view(self.changes_view), name=f"{name}_changes"),
            path("<int:pk>/discard/", view(self.discard_view), name=f"{name}_discard"),
            path(
                "<int:pk>/history/<int:revision>/",
                view(self.revision_view),
                name=f"{name}_revision",
            ),
            path(
                "<int:pk>/history/<int:revision>/restore/",
                view(self.restore_view),
                name=f"{name}_restore",
            ),
            *super().get_urls(),
        ]

    def _found(self, request: HttpRequest, pk: str) -> Record:
        record = self.get_object(request, pk)
        if record is None:
            raise Http404
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        return record

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self._found(request, str(pk))
        if record.is_taken_down:
            raise PermissionDenied
        return previews.of_stored(request, self.admin_site, record)

    def published_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The published record, be there a draft of it or not."""
        record = self._found(request, str(pk))
        if record.draft_of_id or not was_public(record):
            return HttpResponseRedirect(form_address(record))
        return super().change_view(request, str(pk))

    @method_decorator(require_POST)
    def begin_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self._found(request, str(pk))
        if not self.may_begin_draft(request, record):
            raise PermissionDenied
        return drafts.begin_view(request, record)

    def changes_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return drafts.changes_view(self, request, self._draft_found(request, pk))

    def links_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return draft_links.record_view(self, request, self._found(request, str(pk)))

    def discard_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self._draft_found(request, pk)
        if not (may_publish(request.user) and self.has_change_permission(request, draft)):
            raise PermissionDenied
        return drafts.discard_view(self, request, draft)

    def _draft_found(self, request: HttpRequest, pk: int) -> Record:
        draft = self._found(request, str(pk))
        if draft.draft_of_id is None:
            raise Http404
        return draft

    def history_view(self, request: HttpRequest, object_id: str, extra_context=None):
        record = self._found(request, object_id)
        return history.list_view(self, request, record.draft_of or record)

    def revision_view(self, request: HttpRequest, pk: int, revision: int) -> HttpResponse:
        return history.revision_view(self, request, self._found(request, str(pk)), revision)

    @method_decorator(require_POST)
    def restore_view(self, request: HttpRequest, pk: int, revision: int) -> HttpResponse:
        record = self._found(request, str(pk))
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        return history.restore_view(self, request, record, revision)

    def form_of(self, record: Record) -> str:
        return form_address(record)


def _folded(*fields: str | tuple[str, ...]) -> dict:
    return {"classes": ("collapse",), "fields": fields}


NOT_IN_A_DRAFT = {"slug", "kind", "address", "superseded_by"}
"""What became of a published record, and where it is: no draft changes it."""


def _left_to_the_draft(fieldsets: tuple) -> Iterator[tuple]:
    for name, options in fieldsets:
        rows = [row for row in options["fields"] if row not in NOT_IN_A_DRAFT]
        if rows:
            yield name, options | {"fields": tuple(rows)}
