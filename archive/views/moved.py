"""Where an address leads that is not a page any more, or was never written quite so."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import resolve

from archive.models import Record, Redirect, Tombstone

AN_HOUR = "max-age=3600"
"""Browsers keep a permanent redirect for ever unless told otherwise; an editor may move a page
back."""


def find_redirect(address: str) -> HttpResponsePermanentRedirect:
    """The way on from `address` (a path, with its first slash) to where it leads now.

    Raises Http404 where it leads nowhere: an address that never was, and a former address of a
    record that is not public, are the same to whoever asks.
    """
    moved = Redirect.objects.at(address).public().first()
    if moved is not None:
        return _to(moved.target)
    if not address.endswith("/") and _is_page(f"{address}/"):
        by_rule = _to(f"{address}/")
        # There is one beside every address: the store has no room for what a rule can say again.
        by_rule.is_by_rule = True
        return by_rule
    raise Http404


def _is_page(address: str) -> bool:
    """Whether a page, or at least a route of its own, has that address. What has a secret in it is
    not written anew into an answer that is kept for an hour."""
    name = resolve(address).url_name
    if name != "record":
        return name != "shown_draft"
    return (
        Record.objects.published().at(address).exists()
        or Redirect.objects.at(address).public().exists()
        or Tombstone.objects.at(address).exists()
    )


def _to(target: str) -> HttpResponsePermanentRedirect:
    return HttpResponsePermanentRedirect(target, headers={"Cache-Control": AN_HOUR})
