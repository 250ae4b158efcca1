"""Serves a frozen copy on this machine, to look at it as a web server would show it."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from archive.freeze.serving import HERE, NoSiteThere, server_of, site_in


class Command(BaseCommand):
    help = (
        "Serve the site in a frozen copy on this machine alone, to look at it. Ends with Ctrl-C. "
        "For readers, any static web server can serve the folder data/site: docs/freezing.md."
    )
    requires_system_checks = []  # it needs no database

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="what manage.py freeze has made")
        parser.add_argument("--port", type=int, default=8001, help="8001 unless you say otherwise")

    def handle(self, *, folder: Path, port: int, **options: object) -> None:
        try:
            server = server_of(site_in(folder), port)
        except NoSiteThere as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        except (OSError, OverflowError) as error:
            text = f"Port {port} cannot be used: {error}. Choose another with --port."
            raise CommandError(text, returncode=2) from error
        with server:
            self.stdout.write(f"http://{HERE}:{server.server_port}/ (Ctrl-C ends it)")
            self.stdout.flush()
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                self.stdout.write("")
