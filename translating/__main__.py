"""`make translations`: brings each catalogue to what is said now, and compiles it."""

import sys

import polib

from .catalogue import PLURAL_FORMS, path_of, read, updated, write
from .phrases import PROJECT, phrases


def main() -> int:
    """How much is left to be translated, a line each; 1 where anything is."""
    is_left = False
    for language in PLURAL_FORMS:
        catalogue = read(language) if path_of(language).exists() else polib.POFile(wrapwidth=99)
        updated(catalogue, phrases(), language)
        write(catalogue, language)
        for entry in catalogue.untranslated_entries() + catalogue.fuzzy_entries():
            is_left = True
            print(f"{path_of(language).relative_to(PROJECT)}: translate “{entry.msgid}”.")
    return 1 if is_left else 0


if __name__ == "__main__":
    sys.exit(main())
