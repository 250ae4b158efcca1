#!/usr/bin/env python
"""The project's commands. On a developer's machine they read `var/local.env` (see `make setup`)."""

import os
import sys
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from archive.hands import in_the_hand_of

LOCAL_ENVIRONMENT = Path(__file__).resolve().parent / "var" / "local.env"
COULD_NOT_RUN = 2


def is_server() -> bool:
    """Whoever gives a key has settings of their own: none of a developer's may slip in."""
    return "SECRET_KEY" in os.environ or "SECRET_KEY_FILE" in os.environ


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "review_site.settings")
    if LOCAL_ENVIRONMENT.exists() and not is_server():
        environ.Env.read_env(LOCAL_ENVIRONMENT)
    try:
        import review_site.settings  # noqa: F401  (a fault in it is a sentence, not a traceback)

        with in_the_hand_of(None, " ".join(["manage.py", *sys.argv[1:2]])):
            execute_from_command_line(sys.argv)
    except ImproperlyConfigured as fault:
        print(f"{fault}", file=sys.stderr)
        sys.exit(COULD_NOT_RUN)


if __name__ == "__main__":
    main()
