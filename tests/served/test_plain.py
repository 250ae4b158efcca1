"""Which requests are everybody's. All others go to Django, and nothing of them stays."""

import pytest

from archive.captures.plain import address_of, path_of


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"method": "HEAD"},
        {"HOST": "www.review.example.org"},
        {"HOST": "review.example.org:443"},
        {"HOST": "REVIEW.example.org"},
        {"COOKIE": "language=cy; csrftoken=abc"},
        {"X_FORWARDED_HOST": "evil.example"},
        {"X_FORWARDED_PROTO": "http"},
        {"X_FORWARDED_FOR": "192.0.2.1"},
        {"X_ORIGINAL_URL": "/admin/"},
        {"X_REWRITE_URL": "/admin/"},
        {"X_HTTP_METHOD_OVERRIDE": "POST"},
        {"ACCEPT_LANGUAGE": "cy"},
        {"USER_AGENT": "x" * 5000},
    ],
)
def test_what_anybody_may_send_is_answered_with_what_everybody_gets(get, site, facts):
    first = get()
    again = get(**facts)

    assert again.how == "hit; detail=memory"
    assert site.rendered["/"] == 1
    assert again.headers | {"Cache-Status": ""} == first.headers | {"Cache-Status": ""}


@pytest.mark.parametrize(
    "facts",
    [
        {"method": "POST"},
        {"method": "PUT"},
        {"method": "OPTIONS"},
        {"method": "get"},
        {"QUERY_STRING": "page=2"},
        {"QUERY_STRING": "%3F"},
        {"COOKIE": "__Host-session=abc"},
        {"COOKIE": "a=b;__Host-session =abc"},
        {"AUTHORIZATION": "Basic Zm9vOmJhcg=="},
        {"ACCEPT_DATETIME": "Mon, 23 May 2022 08:00:00 GMT"},
        {"SCRIPT_NAME": "/elsewhere"},
        {"HOST": "evil.example"},
        {"HOST": "review.example.org, evil.example"},
        {"HOST": "review.example.org.evil.example"},
        {"HOST": ""},
        {"wsgi.url_scheme": "http"},
    ],
)
def test_what_may_be_answered_otherwise_goes_to_django_untouched(get, site, store, facts):
    get()
    kept = dict(store.kept)
    get(**facts)

    assert site.rendered["/"] == 2
    assert (
        site.requests[-1].items()
        >= {
            (name if name in site.requests[-1] else f"HTTP_{name}"): value
            for name, value in facts.items()
            if name != "method"
        }.items()
    )
    assert store.kept == kept


def test_an_empty_query_is_none(get, site):
    get()
    get(QUERY_STRING="")

    assert site.rendered["/"] == 1


@pytest.mark.parametrize(
    ("believed", "scheme", "said", "is_everybodys"),
    [
        (None, "https", None, True),
        (None, "https", "http", True),  # nobody is believed
        (None, "http", "https", False),
        ("HTTP_X_FORWARDED_PROTO", "http", "https", True),
        ("HTTP_X_FORWARDED_PROTO", "http", "https, http", True),
        ("HTTP_X_FORWARDED_PROTO", "http", "http, https", False),
        ("HTTP_X_FORWARDED_PROTO", "https", "http", False),
        ("HTTP_X_FORWARDED_PROTO", "https", "HTTPS", False),
        ("HTTP_X_FORWARDED_PROTO", "https", "", False),
        ("HTTP_X_FORWARDED_PROTO", "https", None, True),
    ],
)
def test_only_the_sites_own_protocol_is_answered(
    make_layer, ask_of, site, believed, scheme, said, is_everybodys
):
    """So that the redirect to https is never what a reader by https gets, nor the other way."""
    layer = make_layer(believed_header=believed)
    ask_of(layer)
    facts = {"wsgi.url_scheme": scheme} | ({"X_FORWARDED_PROTO": said} if said is not None else {})
    ask_of(layer, **facts)

    assert site.rendered["/"] == (1 if is_everybodys else 2)


def test_a_redirect_to_https_is_nobody_elses(make_layer, ask_of, site):
    page = site.pages["/"]
    layer = make_layer()
    site.pages["/"] = type(page)(
        b"", "301 Moved Permanently", {"Location": "https://review.example.org/"}
    )
    redirect = ask_of(layer, **{"wsgi.url_scheme": "http"})
    site.pages["/"] = page

    assert (redirect.status, ask_of(layer).status) == (301, 200)


def test_django_is_asked_with_nothing_of_the_readers(get, site):
    get(
        HOST="www.review.example.org",
        COOKIE="language=cy",
        ACCEPT_LANGUAGE="cy",
        ACCEPT_ENCODING="br",
        IF_NONE_MATCH='"x"',
        RANGE="bytes=0-1",
        X_FORWARDED_HOST="evil.example",
        X_FORWARDED_PROTO="http",
        X_FORWARDED_FOR="192.0.2.1",
        REFERER="https://elsewhere.example/",
    )
    [asked] = site.requests

    assert {name for name in asked if name.startswith("HTTP_")} == {"HTTP_HOST"}
    assert (asked["HTTP_HOST"], asked["wsgi.url_scheme"]) == ("review.example.org", "https")
    assert "wsgi.file_wrapper" not in asked


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/", "/"),
        ("/about us/", "/about us/"),
        ("/caf\u00c3\u00a9/", "/café/"),
        ("//about/", "//about/"),
        ("/a/../b/", "/a/../b/"),
        ("/" + "x" * 499, "/" + "x" * 499),
        ("/" + "x" * 500, None),
        ("/" + "x" * 5000, None),
        ("", None),
        ("about/", None),
        ("http://evil.example/", None),
        ("*", None),
        ("/\xff/", None),
        ("/\x00/", None),
        ("/a\nb/", None),
        ("/\u00ed\u00a0\u0080/", None),
    ],
)
def test_an_address_is_a_path_that_a_page_can_have(path, address):
    assert address_of(path) == address
    if address is not None:
        assert path_of(address) == path


@pytest.mark.parametrize(
    "path", ["", "*", "http://evil.example/", "/\xff/", "/\x00", "/" + 5000 * "x"]
)
def test_what_is_no_address_goes_to_django_and_is_looked_for_nowhere(get, site, store, path):
    response = get(path)

    assert response.status == 404
    assert site.rendered[path] == 1
    assert not store.asked


def test_each_spelling_of_a_path_is_an_address_of_its_own(get, site, store):
    """Django decides what they are; none of them can be served in the place of another."""
    for path in ("/", "//", "/./", "/%2f", "/%2e%2e/"):
        get(path)

    assert [*store.kept] == ["/"]
    assert site.rendered == {"/": 1, "//": 1, "/./": 1, "/%2f": 1, "/%2e%2e/": 1}
    assert get("//").status == 404


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/login/", "/healthz", "/memento/20220523080000/"]
)
def test_own_routes_are_never_kept_whatever_they_say(get, site, store, path):
    site.pages[path] = site.pages["/"]
    get(path)
    get(path)

    assert site.rendered[path] == 2
    assert not store.asked
