"""What tests of serving stand on."""

from tests.whole_site import make_site

__all__ = ["make_site"]
