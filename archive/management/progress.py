"""How far a command has come: a bar on a terminal, a line now and then elsewhere."""

from collections.abc import Callable

from django.core.management.base import BaseCommand

WIDTH = 30
LINES_APART = 500


def progress_of(command: BaseCommand) -> Callable[[str, int, int], None]:
    """Something to tell what is being done, how many are done, and of how many."""

    def draw(what: str, done: int, total: int) -> None:
        bar = "█" * (WIDTH * done // total)
        ending = "\n" if done == total else ""
        command.stderr.write(
            f"\r{what} {bar:░<{WIDTH}} {done} of {total}", command.style.SUCCESS, ending
        )
        command.stderr.flush()

    def tell(what: str, done: int, total: int) -> None:
        if done == total or done % LINES_APART == 0:
            command.stdout.write(f"{what}: {done} of {total}")

    return draw if command.stderr.isatty() else tell
