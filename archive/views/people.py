"""Boards, their members, and what each person had to do with the review."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from archive.models import Board, BoardMember, Person, Record


@require_safe
def boards(request: HttpRequest) -> HttpResponse:
    context = {
        "title": "Boards and people",
        "boards": Board.objects.with_member_counts().in_order(),
        "people": Person.objects.public().by_name(),
    }
    return render(request, "boards.html", context)


@require_safe
def board(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Board, slug=slug)
    members = list(BoardMember.objects.of_board(found).in_order())
    context = {
        "title": found.name,
        "description": found.summary,
        "board": found,
        "members": [member for member in members if not member.has_left],
        "former_members": [member for member in members if member.has_left],
    }
    return render(request, "board.html", context)


@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Person.objects.public().with_portraits(), slug=slug)
    context = {
        "title": found.name,
        "person": found,
        "memberships": BoardMember.objects.of_person(found).in_order(),
        "records": Record.objects.published().by(found).for_lists().newest_first(),
    }
    return render(request, "person.html", context)
