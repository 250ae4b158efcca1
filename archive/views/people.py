"""Boards, their members, and what each person had to do with the review."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext

from archive.models import Board, BoardMember, Person, Record


def boards(request: HttpRequest) -> HttpResponse:
    context = {
        "title": gettext("Boards and people"),
        "boards": Board.objects.with_member_counts().in_order(),
        "people": Person.objects.public().by_name(),
    }
    return render(request, "boards.html", context)


def board(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Board, slug=slug)
    everybody = list(BoardMember.objects.of_board(found).in_order())
    members = [member for member in everybody if not member.has_left]
    context = {
        "title": found.name,
        "description": found.summary,
        "above": [(reverse("boards"), gettext("Boards and people"))],
        "board": found,
        # A board that has done its work had members too, and they are not shown as former.
        "members": members or everybody,
        "former_members": [member for member in everybody if members and member.has_left],
    }
    return render(request, "board.html", context)


def person(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Person.objects.public().with_portraits(), slug=slug)
    context = {
        "title": found.name,
        "above": [(reverse("boards"), gettext("Boards and people"))],
        "person": found,
        "memberships": BoardMember.objects.of_person(found).in_order(),
        "records": Record.objects.published().by(found).for_lists().newest_first(),
    }
    return render(request, "person.html", context)
