"""When two ways to write an address mean the same page.

Crawlers and archives write addresses in forms of their own: http or https, with www. or without,
with the usual port, with a slash at the end or none, escaped or not, in small letters. An address
has two keys: `loose`, which is the same for all of those, and `exact`, which keeps apart what a
site may keep apart (the case of its paths, and the slash at their end).
"""

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, unquote_to_bytes, urlsplit

LONGEST = 8192
"""Characters of the longest address that is looked at."""
USUAL_PORTS = {None, 80, 443}
IN_A_PATH = "/:@!$&'()*+,;=~"
IN_A_QUERY = IN_A_PATH + "?"


class NotAnAddress(ValueError):
    """It is no address of the web. The text says which one, and what is wrong with it."""


class Address(NamedTuple):
    host: str
    exact: str
    loose: str


@lru_cache(maxsize=1024)  # an index names an address many times in a row
def read_address(written: str) -> Address:
    """The keys of an absolute address. Raises NotAnAddress."""
    if len(written) > LONGEST:
        raise NotAnAddress(f"An address is longer than {LONGEST} characters: {written[:60]}…")
    try:
        parts = urlsplit(written.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise NotAnAddress(f"“{written}” is not an address: {error}.") from error
    name = _host(host or "")
    if parts.scheme.lower() not in ("http", "https") or not name:
        raise NotAnAddress(f"“{written}” is not an address of the web (https://…).")
    place = name if port in USUAL_PORTS else f"{name}:{port}"
    path = _again(parts.path, IN_A_PATH) or "/"
    query = f"?{_again(parts.query, IN_A_QUERY)}" if parts.query else ""
    return Address(place, f"{place}{path}{query}", f"{place}{path.rstrip('/')}{query}".lower())


def from_key(key: str) -> str:
    """An address out of the sorted form that indexes have for their keys, for lines that hold
    nothing better: `org,example)/letters/?a=1` is https://example.org/letters/?a=1."""
    host, found, path = key.partition(")")
    host, _, port = host.removeprefix("http://(").removeprefix("https://(").partition(":")
    if not found or not host.strip(","):
        raise NotAnAddress(f"“{key}” is not the key of an address.")
    name = ".".join(reversed(host.strip(",").split(",")))
    return f"https://{name}{':' + port if port else ''}{path or '/'}"


def _host(host: str) -> str:
    try:
        name = host.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        name = host.rstrip(".").lower()
    return name.removeprefix("www.") or name


def _again(escaped: str, safe: str) -> str:
    """Escaped once, in the one way: `%7e`, `%7E` and `~` are the same."""
    return quote(unquote_to_bytes(escaped), safe=safe)
