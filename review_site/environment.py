"""Readers of environment variables that fail in a sentence: what is wrong, and what would be right.

Any name may be given as `NAME_FILE` instead, the path of a file that holds the value, as secrets
are handed to containers.
"""

import os
from collections.abc import Mapping
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

YES = {"1", "on", "true", "yes"}
NO = {"0", "off", "false", "no"}


class Environment:
    def __init__(self, variables: Mapping[str, str] = os.environ) -> None:
        self._variables = environ.FileAwareEnv()
        self._variables.ENVIRON = environ.fileaware_mapping.FileAwareMapping(variables)

    def text(self, name: str, default: str = "") -> str:
        # Read without django-environ's own reader, to which a value that begins with "$" is
        # the name of another variable: a fault in generated keys and passwords.
        try:
            return self._variables.ENVIRON.get(name, default).strip() or default
        except OSError as fault:
            raise ImproperlyConfigured(
                f"{name}_FILE names a file that cannot be read: {fault}."
            ) from fault

    def required(self, name: str, meaning: str) -> str:
        value = self.text(name)
        if not value:
            raise ImproperlyConfigured(
                f"{name} is not set: {meaning} On your own machine `make setup` writes it to "
                "var/local.env; docs/running.md says what a server needs."
            )
        return value

    def yes_or_no(self, name: str, default: bool = False) -> bool:
        value = self.text(name).lower()
        if not value:
            return default
        if value not in YES | NO:
            raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")
        return value in YES

    def whole_number(self, name: str, default: int) -> int:
        value = self.text(name)
        if not value:
            return default
        if not value.isdecimal():
            raise ImproperlyConfigured(f"{name} must be a whole number, 0 or more, not {value!r}.")
        return int(value)

    def words(self, name: str, default: list[str]) -> list[str]:
        """A list with commas between its members."""
        return [word.strip() for word in self.text(name).split(",") if word.strip()] or default

    def web_address(self, name: str, meaning: str) -> str:
        """An http or https address without a path, and without a slash at its end."""
        value = self.required(name, meaning).rstrip("/")
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
            raise ImproperlyConfigured(
                f"{name} must be the site's address without a path, "
                f"as in https://review.example.org, not {value!r}."
            )
        return value

    def database(self, name: str) -> dict | None:
        """Django's settings for the database that an address names, or None without one."""
        value = self.text(name)
        if not value:
            return None
        scheme = value.partition(":")[0]
        if scheme not in {"postgres", "postgresql", "sqlite"}:
            raise ImproperlyConfigured(
                f"{name} must begin with postgres:// or sqlite:///, not {scheme}://."
            )
        return self._variables.db_url_config(value)
