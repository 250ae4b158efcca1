"""Asks again for what is kept, and says which addresses do not answer the same bytes twice."""

from collections.abc import Callable

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from archive.models import Edition
from archive.models.capture import CaptureQuerySet

from .filling import AT_ONCE, LONGEST, EditionIsOver, NotInItsDress, Progress
from .kept import Known
from .plain import path_of
from .rendering import Renderer
from .store import Wanted


def answered_otherwise(
    captures: CaptureQuerySet,
    known: Known,
    progress: Progress,
    *,
    django: Callable | None = None,
) -> list[str]:
    """The addresses of those captures that answer something else now, in the edition that they
    are known to hold in. In a closed site nothing is asked: it renders nothing any more.

    Raises EditionIsOver and NotInItsDress.
    """
    if known.is_closed:
        return []
    numbers = list(captures.by_address().values_list("pk", flat=True))
    if numbers and not known.may_keep:
        raise NotInItsDress(
            "This process has other templates, style sheets, code or settings than the server "
            "that readers see: it would render other pages. Call this with the server’s settings."
        )
    renderer = Renderer(django or WSGIHandler(), settings.SITE_URL, LONGEST)
    other = []
    for first in range(0, len(numbers), AT_ONCE):
        at_once = captures.model.objects.numbered(numbers[first : first + AT_ONCE])
        for capture in at_once.with_sizes().by_address():
            answer = renderer.render(path_of(capture.address)).answer
            if not Wanted(capture.address, answer, known.number).is_in(capture):
                other.append(capture.address)
        progress("Rendered again", min(first + AT_ONCE, len(numbers)), len(numbers))
    if known.has_run_out or Edition.objects.current().number != known.number:
        raise EditionIsOver
    return other
