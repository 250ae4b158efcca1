"""The file of an address: one that every file system and every host takes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.freeze.site.names import LONGEST, usual

HTML = "text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("address", "content_type", "file"),
    [
        ("/", HTML, "index.html"),
        ("/faqs/", HTML, "faqs/index.html"),
        ("/about", HTML, "about/index.html"),
        ("/old.html", HTML, "old.html"),
        ("/attachments/a/b.pdf", HTML, "attachments/a/b.pdf/index.html"),
        ("/attachments/a/b.pdf", "application/pdf", "attachments/a/b.pdf"),
        ("/feed/", "application/atom+xml; charset=utf-8", "feed/index.xml"),
        ("/podcast/feed/", "application/rss+xml", "podcast/feed/index.xml"),
        ("/robots.txt", "text/plain", "robots.txt"),
        ("/.well-known/security.txt", "text/plain", ".well-known/security.txt"),
        ("/logo", "image/png", "logo.png"),
        ("/data.html", "text/csv", "data.html.csv"),
        ("/x/", "application/x-unheard-of", "x/index.bin"),
        ("/con/", HTML, "~63on/index.html"),
        ("/Aux.txt", "text/plain", "~41ux.txt"),
        ("/concert/", HTML, "concert/index.html"),
        ("/a:b/", HTML, "a~3ab/index.html"),
        ("/100%/", HTML, "100~25/index.html"),
        ("/caf\u00e9/", HTML, "caf~c3~a9/index.html"),
        ("/a~b/", HTML, "a~7eb/index.html"),
        ("/end./", HTML, "end~2e/index.html"),
        ("/../x/", HTML, ".~2e/x/index.html"),
        ("/a//b/", HTML, "a/~/b/index.html"),
    ],
)
def test_is_called_after_its_address(address, content_type, file):
    assert usual(address, content_type) == file


ADDRESSES = st.text(min_size=1, max_size=300).map(lambda text: f"/{text}")


class TestAnyFile:
    @given(ADDRESSES, st.sampled_from([HTML, "application/pdf", "x/y", ""]))
    def test_has_a_name_that_is_safe_everywhere(self, address, content_type):
        file = usual(address, content_type)
        assert len(file) <= LONGEST + 60
        for part in file.split("/"):
            assert re.fullmatch(r"[A-Za-z0-9._~-]{1,120}", part)
            assert not part.endswith(".")
            assert part.split(".")[0].lower() not in ("con", "prn", "aux", "nul", "com1", "lpt9")

    @given(
        st.lists(
            st.text(max_size=20).map(lambda text: f"/{text}/"), min_size=2, max_size=2, unique=True
        )
    )
    def test_is_no_other_address_s(self, addresses):
        assert usual(addresses[0], HTML) != usual(addresses[1], HTML)
