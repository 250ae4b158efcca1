"""Reports: what to look after on the site, each a table that can be sorted and taken along."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from archive.lifecycle.log import note
from archive.models import LogLine
from archive.readiness.report import Report

from .report_rows import AGES, REPORTS, SEES, Asked, Shown, sorted_rows
from .tables import csv_answer

ON_A_PAGE = 100


def reports_view(site, request: HttpRequest) -> HttpResponse:
    """Every report, with how much is in it."""
    if not request.user.has_perm(SEES):
        raise PermissionDenied
    asked = Asked(Report(), AGES[1])
    context = site.each_context(request) | {
        "title": "Reports",
        "reports": [
            (report, len(report.rows(asked)))
            for report in REPORTS.values()
            if request.user.has_perm(report.sees)
        ],
        "found": asked.found,
    }
    return TemplateResponse(request, "admin/reports.html", context)


def report_view(site, request: HttpRequest, report: str) -> HttpResponse:
    shown, asked = _asked(request, report)
    rows = _rows_in_order(request, shown, asked)
    context = site.each_context(request) | {
        "title": shown.title,
        "report": shown,
        "rows": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("p")),
        "columns": [_column(request, shown, number) for number in range(len(shown.columns))],
        "ages": [(months, _query(request, months=months)) for months in AGES],
        "months": asked.months,
        "found": asked.found,
        "query": request.GET.urlencode(),
        "query_of_page": _query(request, p=""),
    }
    return TemplateResponse(request, "admin/report.html", context)


def report_csv_view(site, request: HttpRequest, report: str) -> HttpResponse:
    """All of its rows, in the order in which they are shown; the log says who took them."""
    shown, asked = _asked(request, report)
    rows = _rows_in_order(request, shown, asked)
    note(LogLine.Kind.TAKEN_OUT, f"the report {shown.slug} as CSV")
    return csv_answer(
        f"{shown.slug}.csv",
        shown.columns,
        ([_in_full(request, cell) for cell in row] for row in rows),
    )


def _asked(request: HttpRequest, slug: str) -> tuple[Shown, Asked]:
    """Raises PermissionDenied where who asks may not see it, whatever it is called."""
    if not request.user.has_perm(REPORTS[slug].sees if slug in REPORTS else SEES):
        raise PermissionDenied
    if slug not in REPORTS:
        raise Http404
    months = request.GET.get("months", "")
    chosen = int(months) if months in map(str, AGES) else AGES[1]
    return REPORTS[slug], Asked(Report(), chosen)


def _rows_in_order(request: HttpRequest, shown: Shown, asked: Asked) -> list:
    column, down = _order(request, shown)
    rows = shown.rows(asked)
    return rows if column is None else sorted_rows(rows, column, down=down)


def _order(request: HttpRequest, shown: Shown) -> tuple[int | None, bool]:
    """The column that is sorted by, None for the report's own order; and whether downwards."""
    column = request.GET.get("by", "")
    known = column in map(str, range(len(shown.columns)))
    return (int(column) if known else None), "down" in request.GET


def _column(request: HttpRequest, shown: Shown, number: int) -> dict[str, str]:
    column, down = _order(request, shown)
    is_sorted = column == number
    turn = {"down": "1"} if is_sorted and not down else {"down": ""}
    return {
        "title": shown.columns[number],
        "query": _query(request, by=number, p="", **turn),
        "sorted": ("descending" if down else "ascending") if is_sorted else "",
    }


def _query(request: HttpRequest, **changes: object) -> str:
    """The query of this page with some of its values changed; the empty ones go."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value != "":
            query[name] = str(value)
    return query.urlencode()


def _in_full(request: HttpRequest, cell) -> str:
    """A link that leads to a form is given as its address; one whose words are one stays."""
    if cell.href and cell.text in ("Mend it", "Look at it"):
        return request.build_absolute_uri(cell.href)
    return cell.text
