"""The search of the frozen copy: beside its page stand files with the words of other pages, in the
place of what a server answers there.

What is looked for in them is what the live search looks for: records, people and questions. Pages
that only list those say the same words again, and would stand in front of them.
"""

import shutil
from pathlib import Path

from archive.freeze.served import Bag
from archive.search.frozen import WORDS_ADDRESS, SearchIndex

from .index import Known
from .site import FOLDER, Site

SCRIPT = "text/javascript; charset=utf-8"


class Searching:
    """Takes in pages as they are written. `work` is a folder of which it uses one of its own.

    A site that was kept before it had a search gets none.
    """

    def __init__(self, site: Site, bag: Bag, work: Path) -> None:
        self._index = site.index
        self._bag = bag
        self._words_file = site.index.standing(WORDS_ADDRESS)
        folder = work / "search"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        self._search = SearchIndex(folder)

    def takes_the_place_of(self, known: Known) -> bool:
        """Is that the file which says where the words are?"""
        return self._words_file is not None and known.number == self._words_file.number

    def add(self, known: Known, page: str) -> None:
        """A page as it was served."""
        if self._words_file is None or known.status != 200:
            return
        if self._index.is_searched(known.address):
            self._search.add(known.path, page.encode(errors="surrogateescape"))

    def write(self) -> None:
        if self._words_file is None:
            return
        index = self._index
        index.add_to_copy(self._words_file.file)
        folder, _, words = self._words_file.path.rpartition("/")
        for name in self._search.write(self._bag, f"{FOLDER}/{folder}"):
            path = f"{folder}/{name}"
            file = self._words_file.file
            if name != words:
                file = index.add_file(
                    f"/{path}", path, "added", 200, SCRIPT, "", "", is_wanted=True
                )
            index.wrote(file, ())
