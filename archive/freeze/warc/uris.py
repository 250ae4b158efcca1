"""What a capture's address is called in a web archive, and by which key and moment it is found."""

import re
from datetime import UTC, datetime
from urllib.parse import quote_from_bytes, unquote_to_bytes, urlsplit

from archive.captures.link_format import in_a_url

OWN_PORTS = {"http": 80, "https": 443}
AS_IT_IS = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in "#%")
WWW = re.compile(r"^www\d*\.")
SLASHES = re.compile(rb"/{2,}")


def uri(site_url: str, address: str) -> str:
    """As a browser asks for it when it follows a link of the site: what may not stand in a path
    is percent-encoded as UTF-8, so that a question mark in a name begins no query."""
    return site_url + in_a_url(address)


def to_the_second(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def exactly(moment: datetime) -> str:
    """WARC 1.1 takes fractions of a second; they are left out where there are none."""
    moment = moment.astimezone(UTC)
    fraction = f".{moment.microsecond:06d}" if moment.microsecond else ""
    return f"{moment:%Y-%m-%dT%H:%M:%S}{fraction}Z"


class Keys:
    """The search keys of a site's addresses, as pywb and the CDX servers of web archives make
    them: `org,example,review)/faqs`. They do without all in which two ways to write one address
    may differ: capitals, percent-encoding, a slash at the end.

    Theirs also do without some session identifiers, which no address of this site ever had.
    """

    def __init__(self, site_url: str) -> None:
        parts = urlsplit(site_url)
        self._host = _turned_round((parts.hostname or "").rstrip("."))
        if parts.port and parts.port != OWN_PORTS.get(parts.scheme):
            self._host += f":{parts.port}"

    def key(self, address: str) -> str:
        return f"{self._host}){_path(address)}"


def _turned_round(host: str) -> str:
    """From the last part of its name to the first; an IPv6 address has no parts."""
    host = host if host.isascii() else host.encode("idna").decode()
    return ",".join(reversed(WWW.sub("", host).split(".")))


def _path(address: str) -> str:
    path = address.encode()
    while b"%" in path and (plain := unquote_to_bytes(path)) != path:
        path = plain
    if b"/." in path:
        path = _without_dots(path)
    if b"//" in path:
        path = SLASHES.sub(b"/", path)
    return quote_from_bytes(path.rstrip(b"/"), safe=AS_IT_IS).lower() or "/"


def _without_dots(path: bytes) -> bytes:
    """Without `.`, and without `..` and what it takes back."""
    kept: list[bytes] = []
    for part in path.split(b"/"):
        if part == b"..":
            del kept[max(1, len(kept) - 1) :]
        elif part != b".":
            kept.append(part)
    return b"/".join(kept)
