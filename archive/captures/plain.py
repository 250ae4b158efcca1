"""Which requests are plain: anybody's, so that what everybody is told answers them."""

from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from .delivery import Environ

READING = frozenset({"GET", "HEAD"})
LONGEST = 500  # letters of an address that can be kept


class Plain:
    """Says of a request whether it is plain.

    It is not where anything in it could make Django answer it otherwise than anybody's: its
    method, a query, a session, a host that is not the site's, another protocol than the site's.
    `allows` says whether a Host header names the site; `site_url` is how the site is reached;
    `believed_header` is what a proxy that may be believed says of the protocol (`HTTP_…`).
    """

    def __init__(
        self,
        *,
        site_url: str,
        hosts: Iterable[str],
        allows: Callable[[str], bool],
        session_cookie: str,
        believed_header: str | None,
    ) -> None:
        site = urlsplit(site_url)
        self._scheme = site.scheme
        self._hosts = frozenset({site.netloc, *hosts})
        self._allows = allows
        self._session_cookie = session_cookie
        self._believed_header = believed_header

    def __call__(self, environ: Environ) -> bool:
        if environ.get("QUERY_STRING"):
            return False
        if "HTTP_COOKIE" in environ and self._session_cookie in environ["HTTP_COOKIE"]:
            return False
        return (
            "HTTP_AUTHORIZATION" not in environ
            and "HTTP_ACCEPT_DATETIME" not in environ
            and self.is_reading(environ)
        )

    def is_reading(self, environ: Environ) -> bool:
        """Does it ask this site for what stands at an address, whoever asks and in what way? An
        archived site answers that alike."""
        host = environ.get("HTTP_HOST")
        return (
            environ["REQUEST_METHOD"] in READING
            and not environ.get("SCRIPT_NAME")
            and (host in self._hosts or (host is not None and self._allows(host)))
            and self._is_by_the_sites_protocol(environ)
        )

    def _is_by_the_sites_protocol(self, environ: Environ) -> bool:
        scheme: str = environ["wsgi.url_scheme"]
        if self._believed_header is not None and self._believed_header in environ:
            said = environ[self._believed_header].split(",", 1)[0].strip()
            scheme = "https" if said == "https" else "http"
        return scheme == self._scheme


def address_of(path: str) -> str | None:
    """The address that a server's PATH_INFO names: as text, with its first slash.

    None where no public page can have it: Django then says what is so of it.
    """
    if not path.startswith("/") or len(path) > 4 * LONGEST:
        return None
    try:
        address = path.encode("latin-1").decode()
    except UnicodeError:
        return None
    return address if len(address) <= LONGEST and address.isprintable() else None


def path_of(address: str) -> str:
    """The address as a server would hand it over in PATH_INFO."""
    return address.encode().decode("latin-1")
