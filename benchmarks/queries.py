"""SQL queries and time of each kind of public page, and of the form of the longest record, with few
records and with many.

Ends with 1 where a page asks more for a long record, or more than it may. With `--form` it looks at
the form alone.
"""

import json
import sys
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.surroundings import MOST_QUESTIONS, empty_site

if TYPE_CHECKING:
    from django.test import Client

FEW, MANY = 100, 10_000
REPEATS = 7
FORM = "form: the longest record"
MOST_OF_A_FORM = 30
LONG = 400
"""Paragraphs of the longest record, and turns of its transcript."""


def measure() -> dict[str, tuple[int, float]]:
    """By kind of page: its queries, and the milliseconds of the fastest of some requests, which is
    the one that other work on the machine disturbed least."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(somebody())
    pages = {FORM: form_of_the_longest(client)}
    if "--form" not in sys.argv:
        pages |= one_of_each()
    measured = {}
    for kind, address in pages.items():
        reader = client if kind == FORM else Client()
        reader.get(address)  # templates are compiled on the first request
        with CaptureQueriesContext(connection) as captured:
            response = reader.get(address)
        questions = len(captured)
        assert response.status_code == 200, address  # noqa: S101
        times = []
        for _ in range(REPEATS):
            start = perf_counter()
            reader.get(address)
            times.append((perf_counter() - start) * 1000)
        measured[kind] = (questions, min(times))
    return measured


def somebody():
    """An editor."""
    from django.contrib.auth.models import Group, User

    editor, _ = User.objects.get_or_create(username="editor", is_staff=True)
    editor.groups.add(Group.objects.get(name="Editors"))
    return editor


def form_of_the_longest(client: "Client") -> str:
    """The form of the draft of an episode that is longer than any of a real review, with something
    typed in it that is not saved."""
    from django.urls import reverse
    from django.utils import timezone

    from archive.lifecycle import begin_draft
    from archive.models import Episode, Record, Writing
    from benchmarks.records import PARAGRAPH

    episode = Episode.objects.published().newest_first().last()
    draft = Record.with_drafts_of.drafts_of(episode).first()
    if draft is None:
        draft = begin_draft(episode, by=somebody())
        draft.body = "\n\n".join([PARAGRAPH] * LONG)
        draft.save()
        for number in range(1, LONG + 1):
            said = {"speaker": "The chair", "text": PARAGRAPH, "anchor": f"long-{number}"}
            draft.turns.create(position=1000 + number, **said)
    address = reverse("admin:archive_episode_change", args=[draft.pk])
    typed = {"words": typed_into(client.get(address).content), "kept_at": timezone.now()}
    form = {"model": "episode", "number": draft.pk, "kind": ""}
    Writing.objects.beat(somebody(), "a", timezone.now(), typed, **form)
    return address


def typed_into(page: bytes) -> str:
    """What the script of a form would keep after something was added to the text."""
    from selectolax.lexbor import LexborHTMLParser

    words = []
    for each in LexborHTMLParser(page).css("form[id$=_form] [name]"):
        name, kind = each.attributes["name"], each.attributes.get("type") or each.tag
        if kind == "select":
            chosen = each.css("option[selected]")
            words += [(name, option.attributes.get("value") or "") for option in chosen]
        elif kind == "textarea":
            words.append((name, each.text() + (" Typed." if name == "body" else "")))
        elif kind not in {"submit", "file", "checkbox"} or "checked" in each.attributes:
            words.append((name, each.attributes.get("value") or ""))
    return json.dumps(words)


def one_of_each() -> dict[str, str]:
    """By kind of page, the address of the newest page of that kind."""
    from archive.models import Record
    from archive.public_urls import PublicUrls

    kinds = {record.address: record.get_kind_display() for record in Record.objects.published()}
    found: dict[str, str] = {}
    for url in PublicUrls():
        kind = url.route.replace("_", " ")
        if url.route == "record":
            kind = f"record: {kinds[url.address].lower()}"
        elif "/page/" in url.address:
            kind = f"{kind}, later page"
        found.setdefault(kind, url.address)
    return found


def main() -> int:
    with empty_site():
        from django.db import connection

        from benchmarks.records import add_records, add_surroundings

        add_surroundings()
        add_records(0, FEW)
        few = measure()
        add_records(FEW, MANY)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        many = measure()
        database = connection.vendor
    print(f"\nQueries and time (ms, fastest of {REPEATS}) on {database}\n")
    print(f"| page | queries with {FEW} | with {MANY:,} | ms with {FEW} | with {MANY:,} | ratio |")
    print("|---|---|---|---|---|---|")
    for kind in many:
        questions, took = many[kind]
        before, took_before = few.get(kind, (0, 0.0))
        ratio = f"{took / took_before:.1f}" if took_before else "–"
        print(f"| {kind} | {before} | {questions} | {took_before:.1f} | {took:.1f} | {ratio} |")
    wrong = [
        kind
        for kind, (questions, _) in many.items()
        if questions > (MOST_OF_A_FORM if kind == FORM else MOST_QUESTIONS)
        or (kind in few and questions != few[kind][0])
    ]
    print(f"\nNot as promised: {', '.join(wrong) or 'nothing'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
