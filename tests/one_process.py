"""One process of the server, with the whole site behind it, in the test's own thread."""

from collections import Counter

from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory

from archive.captures.plain import path_of
from review_site.wsgi import served


class Server:
    """One process that serves the site. `rendered` counts what it had to ask Django for."""

    def __init__(self) -> None:
        self.rendered = Counter()
        self.layer = served(self._django)
        # No thread looks at the edition here: each request does.
        self.layer.watch.look = self._look

    def _django(self, environ, start_response):
        self.rendered[environ["PATH_INFO"]] += 1
        return WSGIHandler()(environ, start_response)

    def _look(self):
        self.layer.watch.read()
        return self.layer.watch.standing

    def get(
        self, address: str, method: str = "GET", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        facts = {"HTTP_HOST": "testserver"} | headers
        environ = RequestFactory().generic(method, address, **facts).environ
        environ["PATH_INFO"] = path_of(environ["PATH_INFO"])  # Django decoded it in its place
        begun = []
        chunks = self.layer(environ, lambda status, pairs, *_: begun.append((status, pairs)))
        body = b"".join(chunks)
        if hasattr(chunks, "close"):
            chunks.close()
        [(status, pairs)] = begun
        return int(status[:3]), dict(pairs), body
