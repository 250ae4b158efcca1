from tests.checked_site import make_check

__all__ = ["make_check"]
