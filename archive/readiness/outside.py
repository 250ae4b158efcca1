"""Asks other sites whether what is linked to is still there: slowly, and only when told to.

One question at a time to each site, with a pause between two; a few sites at once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from http.client import HTTPException
from time import sleep
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from archive.models import Look

from .looking import CannotLook

MOST = 1000
"""Addresses that are asked; what goes beyond stays unasked, and is said to be."""
SITES_AT_ONCE = 6
PAUSE = 1.0  # seconds between two questions to one site
PATIENCE = 15  # seconds for an answer
UNWILLING = {401, 403, 405, 406, 429, 451, 501, 503, 999}
"""Answers that say nothing of a page but that a program may not have it."""
NOT_ASKED = "was not asked: there are too many addresses."
WHO_ASKS = "Mozilla/5.0 (compatible; review-site link check)"

Progress = Callable[[str, int, int], None]


def ask_outside(look: Look, progress: Progress | None = None, *, pause: float = PAUSE) -> None:
    """Ask every outside address of `look`, and keep with it what was answered.

    Raises CannotLook where another look took its place meanwhile."""
    wanted = [link["address"] for link in look.outside]
    by_site: dict[str, list[str]] = defaultdict(list)
    for address in wanted[:MOST]:
        by_site[urlsplit(address).netloc].append(address)
    told: dict[str, str] = dict.fromkeys(wanted[MOST:], NOT_ASKED)
    with ThreadPoolExecutor(SITES_AT_ONCE) as pool:
        asking = [pool.submit(_ask_site, addresses, pause) for addresses in by_site.values()]
        for done, future in enumerate(as_completed(asking), 1):
            told |= future.result()
            if progress:
                progress("Other sites", done, len(asking))
    answered = [link | {"answer": told[link["address"]]} for link in look.outside]
    if not Look.objects.keep_answers(look, answered):
        raise CannotLook(
            "The pages were looked at again while other sites were asked, or something was taken "
            "down. Look again."
        )


def _ask_site(addresses: Iterable[str], pause: float) -> dict[str, str]:
    told = {}
    for address in addresses:
        if told:
            sleep(pause)
        told[address] = answer_of(address)
    return told


def answer_of(address: str) -> str:
    """Nothing where it is there, or will not tell a program; else what is wrong, as the end of a
    sentence that begins with the address."""
    for method in ("HEAD", "GET"):
        try:
            request = Request(address, method=method, headers={"User-Agent": WHO_ASKS})  # noqa: S310
            with urlopen(request, timeout=PATIENCE):  # noqa: S310  # http and https are all there is
                return ""
        except HTTPError as error:
            error.close()
            if error.code in UNWILLING or method == "HEAD":
                continue
            return f"answers {error.code}: it is not there."
        except (URLError, HTTPException, OSError, ValueError) as error:
            return f"does not answer ({getattr(error, 'reason', error)})."
    return ""
