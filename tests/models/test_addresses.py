"""Which addresses a record or a redirect can have: those that a reader can come by."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from archive.models import Redirect

FAIR = [
    "/about/",
    "/wp-content/uploads/2021/05/Report_Final.pdf",
    "/index.php/report,1;v=2/~ada@home:8/(draft)!",
    "/.well-known/other",
    "/café/ŵyl/",
    "/...",
]
OUT_OF_REACH = ["/caf%C3%A9/", "/a/../b/", "/./a/", "/a/..", "/a/.", "/..", "/a//b/"]
MISWRITTEN = ["/a b/", "/a?b=1", "/a#b", "/a\\b", "/a\n", "/a\u200b/", "/a\u202eb/", "/\x07/", "a/"]
THE_SITES = ["/", "/News/", "/FEED/", "/static/x", "/Media/x.pdf", "/attachments/a/", "/pictures"]


def redirect(address: str) -> Redirect:
    return Redirect(address=address, to_url="https://example.org/")


@pytest.mark.parametrize("address", FAIR)
def test_an_address_leads_on_for_whoever_types_it(db, client, address):
    former = redirect(address)
    former.full_clean()
    former.save()

    assert client.get(address).headers["Location"] == "https://example.org/"


@pytest.mark.parametrize("address", OUT_OF_REACH + MISWRITTEN + THE_SITES)
def test_what_no_reader_can_come_by_is_refused(db, address):
    with pytest.raises(ValidationError) as refused:
        redirect(address).full_clean()
    assert "address" in refused.value.message_dict


@pytest.mark.parametrize("address", ["/caf%C3%A9/", "/a/../b/", "/./a/", "/a//b/"])
def test_the_database_holds_against_it_too(db, address):
    with pytest.raises(IntegrityError), transaction.atomic():
        redirect(address).save()


class TestARedirect:
    @pytest.mark.parametrize(
        "to_url", ["/a/", "/a", "/b/", "/b", "/b/?x=1#top", "http://testserver/b/"]
    )
    def test_that_comes_back_is_refused(self, db, to_url):
        for address, onwards in (("/b/", "/c/"), ("/c/", "/a/")):
            Redirect.objects.create(address=address, to_url=onwards)

        with pytest.raises(ValidationError) as refused:
            Redirect(address="/a/", to_url=to_url).full_clean()
        assert refused.value.message_dict["to_url"] == [
            "This would lead back to itself. Give another place."
        ]

    @pytest.mark.parametrize(
        "to_url", ["/b/", "/", "/news/", "https://example.org/a/", "https://[a/"]
    )
    def test_that_leads_on_is_fine(self, db, make_page, to_url):
        Redirect.objects.create(address="/b/", to_record=make_page("A page"))

        Redirect(address="/a/", to_url=to_url).full_clean()

    def test_that_is_saved_again_does_not_meet_itself(self, db):
        former = Redirect.objects.create(address="/a/", to_url="/b/")
        former.full_clean()
