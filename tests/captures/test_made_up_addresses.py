"""Whatever readers ask for, the store holds what the site has said, and nothing more."""

from io import BytesIO

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.urls import clear_script_prefix
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.captures.filling import fill, public_addresses
from archive.models import Body, Capture
from review_site.wsgi import served

SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@pytest.fixture
def ask(make_site):
    """Ask a full store's site, as a server hands a request over."""
    make_site(2)
    filled = fill()
    assert filled.failed == []
    layer = served(WSGIHandler())
    # No thread looks at the edition here.
    layer.watch.look = lambda: layer.watch.standing or (layer.watch.read() and layer.watch.standing)

    def asked(path: str, **facts: object) -> int:
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path.encode("utf-8", "surrogateescape").decode("latin-1"),
            "QUERY_STRING": "",
            "SCRIPT_NAME": "",
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "testserver",
            "REMOTE_ADDR": "203.0.113.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            **facts,
        }
        told: list[str] = []
        chunks = layer(environ, lambda status, headers, *more: told.append(status))
        for _ in chunks:
            pass
        getattr(chunks, "close", lambda: None)()
        return int(told[0][:3])

    yield asked
    clear_script_prefix()  # Django remembers the last one that it was told


def rows() -> tuple[int, int]:
    return Capture.objects.count(), Body.objects.count()


@pytest.fixture
def addresses(ask) -> list[str]:
    return sorted(set(public_addresses()))


@settings(suppress_health_check=SLOW, max_examples=200)
@given(data=st.data())
def test_no_request_adds_to_a_full_store(data, ask, addresses):
    before = rows()
    address = data.draw(st.sampled_from(addresses))
    path = data.draw(
        st.one_of(
            st.just(address),
            st.just(address.upper()),
            st.just(address.rstrip("/")),
            st.just(f"{address}/"),
            st.just(f"/{address}"),
            st.just(f"{address}page/999/"),
            st.just(f"{address}./"),
            st.text(max_size=20).map(lambda text: f"{address}{text}"),
            st.text(max_size=600).map(lambda text: f"/{text}"),
        )
    )
    facts = data.draw(
        st.fixed_dictionaries(
            {},
            optional={
                "REQUEST_METHOD": st.sampled_from(["HEAD", "POST", "OPTIONS"]),
                "QUERY_STRING": st.sampled_from(["q=1", "utm_source=letter", "%00", "&"]),
                "HTTP_COOKIE": st.sampled_from(["session=guess", "csrf=1", "a=b; c=d", ";;"]),
                "HTTP_HOST": st.sampled_from(["evil.example", "localhost", "TESTSERVER:80", ""]),
                "HTTP_X_FORWARDED_HOST": st.just("evil.example"),
                "HTTP_AUTHORIZATION": st.just("Basic eDp5"),
                "HTTP_RANGE": st.just("bytes=0-1"),
                "HTTP_IF_NONE_MATCH": st.just("*"),
                "HTTP_ACCEPT_DATETIME": st.just("Mon, 23 May 2022 09:00:00 GMT"),
                "SCRIPT_NAME": st.just("/elsewhere"),
            },
        )
    )

    assert ask(path, **facts) < 500
    assert rows() == before


def test_what_is_asked_for_again_in_a_new_edition_adds_nothing_either(ask, addresses, make_user):
    before = rows()
    make_user()  # nothing that the public sees
    for address in addresses:
        assert ask(address) in (200, 301)

    assert rows() == before
