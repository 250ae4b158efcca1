"""What a page from memory costs, against rendering it, and against Django's per-site cache.

CPU time of the process for one call of the WSGI application, without any server. Every round
measures all of them in turn. Ends with 1 where a page from memory does not cost far less.
"""

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO, StringIO
from statistics import median
from time import process_time
from typing import Any

from benchmarks.surroundings import PROJECT, empty_site

ROUNDS = 7
CALLS = {"memory": 20_000, "memory, 304": 20_000, "per-site cache": 300, "rendered": 50}
PROMISED = {"per-site cache": 20, "rendered": 200}
"""So many times as much as a page from memory each of them costs at least."""


def environ(**more: str) -> dict[str, Any]:
    """As a server hands over what a browser sends."""
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/",
        "QUERY_STRING": "",
        "SCRIPT_NAME": "",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "testserver",
        "HTTP_ACCEPT_ENCODING": "gzip, deflate, br, zstd",
        "HTTP_ACCEPT": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0",
        "HTTP_ACCEPT_LANGUAGE": "en-GB,en;q=0.5",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **more,
    }


def call(application: Callable, request: dict[str, Any]) -> tuple[str, dict[str, str]]:
    begun = []
    chunks = application(
        {**request, "wsgi.input": BytesIO()}, lambda *said: begun.append(said) or (lambda _: None)
    )
    for _ in chunks:
        pass
    if hasattr(chunks, "close"):
        chunks.close()
    return begun[0][0], dict(begun[0][1])


def microseconds(application: Callable, request: dict[str, Any], calls: int) -> float:
    began = process_time()
    for _ in range(calls):
        call(application, request)
    return (process_time() - began) / calls * 1e6


@contextmanager
def per_site_cache() -> Iterator[Callable]:
    """Django as it is here, with its own cache around all of it; what is in it is compressed."""
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import override_settings

    around = "django.middleware.cache.UpdateCacheMiddleware"
    within = "django.middleware.cache.FetchFromCacheMiddleware"
    middleware = [around, "django.middleware.gzip.GZipMiddleware", *settings.MIDDLEWARE, within]
    memory = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    with override_settings(MIDDLEWARE=middleware, CACHES=memory):
        yield WSGIHandler()


def measure() -> list[dict[str, float]]:
    from django.core.handlers.wsgi import WSGIHandler

    from review_site.wsgi import served

    django = WSGIHandler()
    layer = served(django)
    _, headers = call(layer, environ())
    status, _ = call(layer, environ(HTTP_IF_NONE_MATCH=headers["ETag"]))
    assert status == "304 Not Modified"  # noqa: S101
    with per_site_cache() as cached:
        asked = {
            "memory": (layer, environ()),
            "memory, 304": (layer, environ(HTTP_IF_NONE_MATCH=headers["ETag"])),
            "per-site cache": (cached, environ()),
            "rendered": (django, environ()),
        }
        for application, request in asked.values():
            call(application, request)
        measured = [
            {name: microseconds(*asked[name], calls) for name, calls in CALLS.items()}
            for _ in range(ROUNDS)
        ]
    layer.watch.stop()
    gc.collect()  # so that its connection is closed, which a database to be dropped waits for
    return measured


def main() -> int:
    with empty_site():
        from django.core.management import call_command

        call_command("import_content", str(PROJECT / "fixtures" / "demo"), stdout=StringIO())
        rounds = measure()
    print("\nThe home page: µs of CPU for a call, and how many times that of a page from memory\n")
    print("| round |" + "".join(f" {name} |" for name in CALLS))
    print("|---|" + "---|" * len(CALLS))
    ratios: dict[str, list[float]] = {name: [] for name in CALLS}
    for number, times in enumerate(rounds, 1):
        for name, took in times.items():
            ratios[name].append(took / times["memory"])
        row = (f" {took:,.1f} ({ratios[name][-1]:,.1f}) |" for name, took in times.items())
        print(f"| {number} |" + "".join(row))
    print("| median |" + "".join(f" {median(ratios[name]):,.1f} |" for name in CALLS))
    wrong = [name for name, times in PROMISED.items() if median(ratios[name]) < times]
    print(f"\nNot as promised: {', '.join(wrong) or 'nothing'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
