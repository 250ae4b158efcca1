"""Files of records and pictures, as they are served: to whom, how, and what never runs."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from archive.models import Picture, Post, Publication

CONTENT = b"0123456789" * 1000
NEVER = "/attachments/never-was/evidence.txt"


@pytest.fixture
def evidence(make_publication, make_attachment):
    """A published file of 10,000 bytes."""
    return make_attachment(make_publication(), CONTENT, "evidence.txt")


@pytest.fixture
def draft_file(make_publication, make_attachment):
    draft = make_publication("A draft", published_at=None)
    return make_attachment(draft, CONTENT, "evidence.txt")


@pytest.fixture
def ask(client, evidence):
    """GET the published file, with these headers."""

    def get(**headers: str):
        return client.get(evidence.get_absolute_url(), headers=headers)

    return get


def body(response) -> bytes:
    return b"".join(response) if response.streaming else response.content


def without_date(response) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name != "Date"}


class TestAPublishedFile:
    def test_is_there_whole_with_what_it_is(self, ask):
        response = ask()

        assert (response.status_code, body(response)) == (200, CONTENT)
        assert response["Content-Type"] == "text/plain; charset=utf-8"
        assert response["Content-Length"] == "10000"
        assert response["Accept-Ranges"] == "bytes"

    def test_can_never_run(self, ask):
        response = ask()
        body(response)

        assert response["X-Content-Type-Options"] == "nosniff"
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert policy.endswith("sandbox allow-same-origin")

    def test_sets_no_cookie_and_varies_by_none(self, ask):
        response = ask(cookie="session=somebody")
        body(response)

        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")

    def test_is_asked_for_anew_each_time(self, ask):
        response = ask()
        body(response)

        assert response["Cache-Control"] == "no-cache"

    def test_answers_head_with_the_same_headers_and_no_body(self, client, evidence):
        whole = client.get(evidence.get_absolute_url())
        body(whole)
        head = client.head(evidence.get_absolute_url())

        assert body(head) == b""
        assert without_date(head) == without_date(whole)

    def test_takes_nothing_in(self, client, evidence):
        assert client.post(evidence.get_absolute_url()).status_code == 405

    @pytest.mark.parametrize(
        ("content", "name", "shown"),
        [
            (b"Plain words.", "words.txt", "inline"),
            (b"WEBVTT\n\n00:01.000 --> 00:02.000\nHello.\n", "talk.vtt", "inline"),
            (b"who,what\nAda,engine\n", "table.csv", "attachment"),
        ],
    )
    def test_is_shown_or_saved_by_its_type(
        self, content, name, shown, client, make_post, make_attachment
    ):
        attachment = make_attachment(make_post(), content, name)
        response = client.get(attachment.get_absolute_url())
        body(response)

        assert response["Content-Disposition"] == f'{shown}; filename="{name}"'

    def test_that_the_storage_has_lost_is_missing_and_the_log_says_so(
        self, client, evidence, caplog
    ):
        evidence.file.storage.delete(evidence.file.name)

        assert client.get(evidence.get_absolute_url()).status_code == 404
        assert evidence.file.name in caplog.text


class TestAFileThatTheReaderHasAlready:
    def test_is_not_sent_again_by_its_digest(self, ask, evidence):
        response = ask(if_none_match=f'"{evidence.sha256}"')

        assert (response.status_code, response.content) == (304, b"")
        assert response["ETag"] == f'"{evidence.sha256}"'

    def test_is_not_sent_again_by_its_date(self, ask):
        first = ask()
        body(first)

        assert ask(if_modified_since=first["Last-Modified"]).status_code == 304

    def test_is_sent_when_it_is_another(self, ask):
        response = ask(if_none_match='"another"')

        assert (response.status_code, body(response)) == (200, CONTENT)

    def test_is_told_so_even_where_a_part_is_asked_for(self, ask, evidence):
        response = ask(if_none_match=f'"{evidence.sha256}"', range="bytes=0-9")

        assert response.status_code == 304


class TestAPartOfAFile:
    @pytest.mark.parametrize(
        ("asked", "first", "last"),
        [
            ("bytes=0-9", 0, 9),
            ("bytes=5000-5999", 5000, 5999),
            ("bytes=9990-", 9990, 9999),
            ("bytes=-10", 9990, 9999),
            ("bytes=0-", 0, 9999),
            ("bytes=9999-9999", 9999, 9999),
            ("bytes=9000-20000", 9000, 9999),
            ("bytes=-20000", 0, 9999),
        ],
    )
    def test_is_sent_as_asked(self, asked, first, last, ask):
        response = ask(range=asked)

        assert response.status_code == 206
        assert body(response) == CONTENT[first : last + 1]
        assert response["Content-Range"] == f"bytes {first}-{last}/10000"
        assert response["Content-Length"] == str(last - first + 1)

    @pytest.mark.parametrize("asked", ["bytes=10000-", "bytes=10000-20000", "bytes=-0"])
    def test_that_is_not_in_the_file_cannot_be_sent(self, asked, ask):
        response = ask(range=asked)

        assert response.status_code == 416
        assert response["Content-Range"] == "bytes */10000"

    @pytest.mark.parametrize(
        "asked",
        ["", "bytes", "bytes=", "bytes=-", "bytes=9-0", "bytes=a-b", "lines=0-9", "bytes=0-9,20-29",
         "bytes=0-9;", "bytes=٣-٤", "bytes=" + "9" * 400 + "-"],
    )  # fmt: skip
    def test_that_is_not_understood_is_the_whole(self, asked, ask):
        response = ask(range=asked.encode().decode("latin-1"))

        assert (response.status_code, body(response)) == (200, CONTENT)

    def test_goes_on_only_with_the_same_file(self, ask, evidence):
        by_digest = ask(range="bytes=0-9", if_range=f'"{evidence.sha256}"')
        by_date = ask(range="bytes=0-9", if_range=by_digest["Last-Modified"])
        of_another = ask(range="bytes=0-9", if_range='"another"')
        weakly = ask(range="bytes=0-9", if_range=f'W/"{evidence.sha256}"')

        parts = (by_digest, by_date, of_another, weakly)
        assert [part.status_code for part in parts] == [206, 206, 200, 200]
        assert [len(body(part)) for part in parts] == [10, 10, 10000, 10000]

    def test_is_not_for_head(self, client, evidence):
        response = client.head(evidence.get_absolute_url(), headers={"range": "bytes=0-9"})

        assert (response.status_code, response["Content-Length"]) == (200, "10000")


class TestADraftsFile:
    """Answers exactly like a file that never was: same status, headers and words."""

    @pytest.mark.parametrize(
        "headers", [{}, {"cookie": "session=guess"}, {"range": "bytes=0-9"}, {"if_none_match": "*"}]
    )
    @pytest.mark.parametrize("method", ["GET", "HEAD"])
    def test_is_like_one_that_never_was(self, method, headers, client, draft_file):
        draft = client.generic(method, draft_file.get_absolute_url(), headers=headers)
        never = client.generic(method, NEVER, headers=headers)

        assert draft.status_code == never.status_code == 404
        assert without_date(draft) == without_date(never)
        assert draft.content == never.content
        assert {c.key: c.OutputString() for c in draft.cookies.values()} == {
            c.key: c.OutputString() for c in never.cookies.values()
        }

    def test_costs_as_many_questions_as_one_that_never_was(
        self, client, draft_file, django_assert_max_num_queries
    ):
        address = draft_file.get_absolute_url()
        with django_assert_max_num_queries(8) as draft:
            client.get(address)
        with django_assert_max_num_queries(8) as never:
            client.get(NEVER)

        assert len(draft) == len(never)

    def test_of_a_scheduled_record_is_as_hidden(self, client, make_publication, make_attachment):
        soon = make_publication(published_at=timezone.now() + timedelta(minutes=1))
        attachment = make_attachment(soon)

        assert client.get(attachment.get_absolute_url()).status_code == 404
        Publication.objects.update(published_at=timezone.now())
        response = client.get(attachment.get_absolute_url())
        body(response)
        assert response.status_code == 200

    @pytest.mark.parametrize("group", ["Editors", "Administrators", "Auditors"])
    def test_opens_for_those_who_may_see_drafts_and_is_kept_nowhere(
        self, group, client, draft_file, make_user
    ):
        client.force_login(make_user(group))
        response = client.get(draft_file.get_absolute_url())

        assert (response.status_code, body(response)) == (200, CONTENT)
        assert response["Cache-Control"] == "private, no-store"
        assert "Cookie" in response["Vary"]

    def test_stays_shut_for_an_account_without_a_group(self, client, draft_file, make_user):
        client.force_login(make_user())

        assert client.get(draft_file.get_absolute_url()).status_code == 404


class TestPictures:
    def test_are_kept_for_good_by_whoever_has_seen_them(self, client, make_picture, make_post):
        picture = make_picture()
        make_post(picture=picture)
        response = client.get(picture.get_absolute_url())

        assert response.status_code == 200
        assert len(body(response)) == picture.file.size
        assert response["Content-Type"].startswith("image/")
        assert response["Cache-Control"] == "public, max-age=31536000, immutable"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert not response.cookies

    def test_are_found_by_their_whole_name_only(self, client, make_picture, make_post):
        picture = make_picture()
        make_post(picture=picture)
        without_secret = re.sub(r"-[0-9a-f]{16}-", "-", picture.name)

        assert client.get(f"/pictures/{without_secret}").status_code == 404
        assert client.get(f"/pictures/{picture.name[:-1]}").status_code == 404


@pytest.fixture
def shown(make_picture, make_post, make_faq, make_person, make_member, make_episode):
    """A picture, on the page of a kind that is named."""

    def show(where: str) -> Picture:
        picture = make_picture()
        named = f"![A river]({picture.get_absolute_url()})"
        if where == "beside a record":
            make_post(picture=picture)
        if where == "in a record":
            make_post(body=named)
        if where == "in an answer":
            make_faq(answer=named)
        if where == "of a person":
            make_member(person=make_person(portrait=picture))
        if where == "in a transcript":
            make_episode().turns.update(text=named)
        return picture

    return show


class TestAPictureThatNoPageShows:
    def test_is_nobodys_to_find(self, client, make_picture):
        picture = make_picture()

        for address in picture.addresses:
            assert client.get(address).status_code == 404

    @pytest.mark.parametrize("state", ["draft", "scheduled"])
    def test_is_as_hidden_as_the_record_that_will(self, state, client, make_picture, make_post):
        soon = timezone.now() + timedelta(minutes=1)
        picture = make_picture()
        make_post(picture=picture, published_at=soon if state == "scheduled" else None)

        assert client.get(picture.get_absolute_url()).status_code == 404
        Post.objects.update(published_at=timezone.now())
        response = client.get(picture.get_absolute_url())
        body(response)
        assert response.status_code == 200

    def test_opens_for_those_who_may_see_drafts_and_is_kept_nowhere(
        self, client, make_picture, make_user
    ):
        picture = make_picture()
        client.force_login(make_user("Editors"))
        response = client.get(picture.get_absolute_url())

        assert len(body(response)) == picture.file.size
        assert response["Cache-Control"] == "private, no-store"

    def test_of_an_unpublished_answer_waits_with_it(self, client, make_picture, make_faq):
        picture = make_picture()
        make_faq(answer=f"![A]({picture.get_absolute_url()})", published_at=None)

        assert client.get(picture.get_absolute_url()).status_code == 404

    def test_of_a_person_whom_no_page_names_waits_with_them(
        self, client, make_picture, make_person
    ):
        picture = make_picture()
        make_person(portrait=picture)

        assert client.get(picture.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    "where",
    ["beside a record", "in a record", "in an answer", "of a person", "in a transcript"],
)
def test_a_picture_is_everybodys_once_it_is_shown(where, client, shown):
    for address in shown(where).addresses:
        response = client.get(address)
        body(response)
        assert response.status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/attachments/never-was/%00.txt",
        "/attachments/never-was/%2e%2e%2f%2e%2e%2fsettings.py",
        "/attachments/never-was/../../manage.py",
        "/attachments/never-was/a%0d%0aSet-Cookie:x=1",
        "/attachments//etc/passwd",
        "/attachments/never-was/" + "a" * 5000,
        "/pictures/%00",
        "/pictures/..%2f..%2fdb.sqlite3",
        "/pictures/%c0%af",
    ],
)
def test_an_odd_name_is_a_missing_file(address, client, db):
    assert client.get(address).status_code == 404
