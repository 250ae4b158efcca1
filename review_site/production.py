"""The site as the production server's processes load it: with limits on what they wait for."""

from django.db import connection

from . import patience
from .outages import SayOnce
from .wsgi import application

watch = getattr(application, "watch", None)
if watch is not None:

    def is_away() -> bool:
        return watch.is_failing

    SayOnce.is_away = staticmethod(is_away)
    if connection.vendor == "postgresql":
        patience.begin(is_away)
