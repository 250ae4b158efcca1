"""Which answers the public routes give away to be kept, and which nobody could make them keep."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.captures.kept import FILE, KEEP
from archive.models import Redirect
from archive.public_urls import PublicUrls


@pytest.fixture
def is_to_keep(client):
    """Whether the answer of an address is one to keep, for a reader with these headers."""

    def ask(address: str, method: str = "GET", **headers: str) -> bool:
        response = client.generic(method, address, headers=headers)
        response.getvalue()  # as a server does: it closes a file
        return response.wsgi_request.META.get(KEEP, False)

    return ask


class TestEveryPublicAddress:
    def test_is_kept(self, make_site, is_to_keep):
        make_site(2)
        forgotten = [url.address for url in PublicUrls() if not is_to_keep(url.address)]

        assert forgotten == []

    def test_is_kept_where_a_reader_asks_for_its_headers_alone(self, is_to_keep, db):
        assert is_to_keep("/", "HEAD")

    def test_that_moved_is_kept(self, is_to_keep, make_redirect, make_page):
        make_redirect("/old/", to_record=make_page())

        assert is_to_keep("/old/")

    def test_of_a_shortened_address_of_a_person_is_kept(self, is_to_keep, db):
        assert is_to_keep("/people/")

    def test_of_a_picture_is_kept(self, is_to_keep, make_picture, make_post):
        picture = make_picture()
        make_post(picture=picture)

        assert is_to_keep(picture.get_absolute_url())


class TestAFile:
    def test_says_where_its_bytes_lie_already(self, client, make_attachment, make_post):
        attachment = make_attachment(make_post())
        response = client.get(attachment.get_absolute_url())
        response.getvalue()
        stored = response.wsgi_request.META[FILE]

        assert stored.name == attachment.file.name
        assert (stored.sha256, stored.size) == (attachment.sha256, attachment.size)

    def test_is_not_kept_where_only_a_part_was_asked_for(
        self, client, make_attachment, make_post, is_to_keep
    ):
        address = make_attachment(make_post()).get_absolute_url()
        part = client.get(address, headers={"range": "bytes=0-1"})
        part.getvalue()

        assert KEEP not in part.wsgi_request.META
        assert FILE not in part.wsgi_request.META

    def test_is_not_kept_where_the_reader_has_it(self, make_attachment, make_post, is_to_keep):
        attachment = make_attachment(make_post())

        assert not is_to_keep(attachment.get_absolute_url(), if_none_match=f'"{attachment.sha256}"')

    def test_of_a_draft_is_not_kept_for_its_editor_either(
        self, client, make_attachment, make_post, make_user
    ):
        client.force_login(make_user("Editors"))
        draft = make_attachment(make_post(published_at=None))
        response = client.get(draft.get_absolute_url())
        response.getvalue()

        assert response.status_code == 200
        assert KEEP not in response.wsgi_request.META


class TestNothingIsKept:
    @pytest.mark.parametrize(
        "address",
        [
            "/healthz", "/news", "/feed", "/about-us", "/old", "/no-such-page/", "/news/page/1/",
            "/news/page/2/", "/news/page/999/", "/publications/kind/letter/", "/News/",
            "/ABOUT-US/", "/about-us//", "/about-us/index.html", "/admin/login/", "/?", "/?q=1",
            "/people/nobody/", "/?utm_source=letter", "/about-us/?preview=1", "/about-us/?",
            "/pictures/none.png",
        ],
    )  # fmt: skip
    def test_that_a_reader_made_up(self, address, is_to_keep, make_page, make_redirect):
        make_redirect("/old/", to_record=make_page("About us"))

        # An empty query is none: the server does not even tell.
        assert is_to_keep(address) == (address in {"/?", "/about-us/?"})

    @pytest.mark.parametrize("address", ["/", "/feed/", "/robots.txt"])
    def test_for_somebody_with_a_session(self, address, is_to_keep, db, settings):
        assert not is_to_keep(address, cookie=f"{settings.SESSION_COOKIE_NAME}=whatever")

    @pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
    def test_but_reading(self, method, is_to_keep, db):
        assert not is_to_keep("/", method)


@pytest.fixture
def small_site(make_site):
    make_site(2)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(data=st.data())
def test_no_made_up_address_is_kept(data, small_site):
    """Variants of the addresses that there are, by which somebody might fill the store."""
    public = {url.address for url in PublicUrls()} | {"/people/"}
    public |= set(Redirect.objects.values_list("address", flat=True))
    address = data.draw(st.sampled_from(sorted(public)))
    made_up = data.draw(
        st.one_of(
            st.just(address.upper()),
            st.just(address.rstrip("/")),
            st.just(f"{address}/"),
            st.just(f"/{address}"),
            st.integers(0, 10**7).map(lambda number: f"{address}page/{number}/"),
            st.text(min_size=1, max_size=20).map(lambda text: f"{address}{text}"),
            st.text(max_size=20).map(lambda text: f"/{text}"),
            st.tuples(st.integers(0, len(address)), st.characters(codec="utf-8")).map(
                lambda put: address[: put[0]] + put[1] + address[put[0] :]
            ),
        ).filter(lambda text: text and "\x00" not in text)
    )
    path = made_up.encode("utf-8", "surrogateescape").decode("latin-1")
    response = Client().generic("GET", "/", PATH_INFO=path)
    response.getvalue()

    is_kept = response.wsgi_request.META.get(KEEP, False)
    assert not is_kept or made_up in public
