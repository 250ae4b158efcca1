"""The layer by itself: a site of a few lines in the place of Django, and a store of one dict."""

import gzip
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from archive.captures.kept import FILE, KEEP, Answer, Kept, Known, StoreAway, StoredFile
from archive.captures.layer import Served
from archive.captures.plain import Plain

BEGAN_AT = datetime(2022, 5, 23, 8, 0, tzinfo=UTC)
SITE = "https://review.example.org"
HTML = "text/html; charset=utf-8"
FIRST = Known(1, BEGAN_AT, None, may_keep=True, is_closed=False)


@dataclass
class Editions:
    """What the database says of the edition. `questions` counts how often it was asked."""

    known: Known = FIRST
    fault: Exception | None = None
    questions: int = 0

    def read(self) -> Known:
        self.questions += 1
        if self.fault:
            raise self.fault
        return self.known

    def begin_next(self, **facts) -> None:
        facts = {"number": self.known.number + 1} | facts
        self.known = replace(self.known, **facts)


@dataclass
class Store:
    """Several layers may share it, as servers share a database."""

    editions: Editions
    kept: dict[str, tuple[int, Kept]] = field(default_factory=dict)
    asked: Counter = field(default_factory=Counter)
    ended: list[str] = field(default_factory=list)
    fault: Exception | None = None
    fault_of_keeping: Exception | None = None
    most: int = 1024 * 1024

    def find(self, address, edition):
        self._ask("find", address)
        found_in, kept = self.kept.get(address, (0, None))
        return kept if found_in == edition else None

    def last(self, address):
        self._ask("last", address)
        return self.kept.get(address, (0, None))[1]

    def keep(self, address, answer, edition):
        self._ask("keep", address)
        if self.fault_of_keeping:
            raise self.fault_of_keeping
        if edition != self.editions.known.number:
            return None
        self.kept[address] = edition, self.as_kept(address, answer)
        return self.kept[address][1]

    def end(self, address):
        self._ask("end", address)
        self.kept.pop(address, None)
        self.ended.append(address)

    def as_kept(self, address, answer: Answer) -> Kept:
        size = answer.file.size if answer.file else len(answer.body)
        own = [h for h in answer.headers if h[0] not in ("Content-Length", "Vary", "Link")]
        is_text = dict(own).get("Content-Type", "").startswith("text/")
        is_large = size > self.most and not is_text
        return Kept(
            address,
            answer.status,
            tuple(own),
            sha256(answer.body).hexdigest(),
            size,
            plain=None if is_text or is_large else answer.body,
            gzip=gzip.compress(answer.body, mtime=0) if is_text else None,
            brotli=b"br:" + answer.body[:20] if is_text else None,
            stands_since=BEGAN_AT,
        )

    def _ask(self, what, address):
        self.asked[what] += 1
        if self.fault or self.editions.fault:
            raise self.fault or StoreAway("the database is gone")


@dataclass
class Page:
    """What the site answers at an address."""

    body: bytes | list[bytes] = b"<h1>Hello</h1>"
    status: str = "200 OK"
    headers: dict = field(default_factory=lambda: {"Content-Type": HTML})
    is_kept: bool = True
    file: StoredFile | None = None
    fault: Exception | None = None


class Site:
    """In the place of Django. `rendered` counts, `requests` are the environments that came."""

    def __init__(self):
        self.pages: dict[str, Page] = {"/": Page()}
        self.rendered = Counter()
        self.requests = []
        self.closed = 0
        self.while_rendering = lambda: None

    def __call__(self, environ, start_response):
        self.requests.append(environ)
        path = environ["PATH_INFO"]
        self.rendered[path] += 1
        self.while_rendering()
        page = self.pages.get(path) or Page(b"Not here", "404 Not Found", is_kept=False)
        if page.fault:
            raise page.fault
        environ[KEEP] = page.is_kept
        if page.file:
            environ[FILE] = page.file
        start_response(page.status, [*page.headers.items()])
        return Closing(self, page.body if isinstance(page.body, list) else [page.body])


class Closing:
    def __init__(self, site, chunks):
        self.site, self.chunks = site, chunks

    def __iter__(self):
        return iter(self.chunks)

    def close(self):
        self.site.closed += 1


@dataclass
class Response:
    status: int
    headers: dict[str, str]
    body: bytes
    names: list[str]

    def __getitem__(self, name):
        return self.headers[name]

    @property
    def how(self) -> str:
        return self.headers.get("Cache-Status", "").removeprefix("review-site; ")


def ask(application, path="/", method="GET", **headers) -> Response:
    """As a server would ask it: `headers` by their names in the environment, without HTTP_."""
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SCRIPT_NAME": "",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "review.example.org",
        "wsgi.url_scheme": "https",
    }
    for name, value in headers.items():
        is_whole = name in environ or name.startswith("wsgi")
        environ[name if is_whole else f"HTTP_{name}"] = value
    begun = []
    chunks = application(environ, lambda status, headers, *_: begun.append((status, headers)))
    body = b"".join(chunks)
    if hasattr(chunks, "close"):
        chunks.close()
    [(status, pairs)] = begun
    return Response(int(status[:3]), dict(pairs), body, [name for name, _ in pairs])


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def editions():
    return Editions()


@pytest.fixture
def store(editions):
    return Store(editions)


@pytest.fixture
def make_layer(site, editions, store):
    """Layers as the processes of a server have them, each with its own memory."""
    made = []

    def make(watches: bool = False, **facts) -> Served:
        is_plain = Plain(
            site_url=facts.pop("site_url", SITE),
            hosts=["www.review.example.org"],
            allows=lambda host: host.lower().partition(":")[0] == "review.example.org",
            session_cookie="__Host-session",
            believed_header=facts.pop("believed_header", None),
        )
        layer = Served(
            site,
            editions,
            store,
            is_plain=is_plain,
            site_url=SITE,
            static="/static/",
            offered=("/attachments/",),
            own_routes=("/admin/", "/healthz", "/memento/"),
            as_ever=("/admin/", "/healthz"),
            **{"most_bytes": 1024 * 1024} | facts,
        )
        if not watches:
            layer.watch.look = look_by_hand(layer.watch)
        made.append(layer)
        return layer

    yield make
    for layer in made:
        layer.watch.stop()


def look_by_hand(watch):
    """No thread looks at the database: what a process knows changes when a test says `learn`."""

    def look():
        if watch.standing is None and not watch.is_failing:
            watch._learn_first()
        return watch.standing

    return look


@pytest.fixture
def layer(make_layer):
    return make_layer()


@pytest.fixture
def get(layer):
    """Ask the layer: get("/about/"), get("/", method="HEAD", ACCEPT_ENCODING="gzip")."""
    return lambda path="/", **facts: ask(layer, path, **facts)


@pytest.fixture
def ask_of():
    """Ask any layer: ask_of(layer, "/about/")."""
    return ask


@pytest.fixture
def put(site):
    """Put a page on the site: put("/about/", b"…")."""

    def make(path="/", body=b"<h1>Hello</h1>", **facts) -> Page:
        site.pages[path] = Page(body, **facts)
        return site.pages[path]

    return make


@pytest.fixture
def learn(layer):
    """The layer looks at the database, as it does twice a second."""
    return layer.watch.read


@pytest.fixture
def database_goes(editions, layer):
    """The database stops answering, and what was read before is not believed any more."""

    def go(seconds_ago: float = 7.0) -> None:
        editions.fault = StoreAway("the database is gone")
        layer.watch.is_failing = True
        if layer.watch.standing:
            known = layer.watch.standing
            layer.watch.standing = replace(
                known,
                read_at=known.read_at - seconds_ago,
                believed_until=known.believed_until - seconds_ago,
            )

    return go
