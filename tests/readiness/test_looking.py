"""A look at every page of a site, as the public is served it."""

import pytest

from archive.captures.filling import fill
from archive.captures.kept import StoreAway
from archive.models import Look, Review
from archive.readiness import looking
from archive.readiness.looking import CannotLook, is_current, kept, look, of_the_record
from archive.readiness.report import Report


@pytest.fixture
def review(db):
    return Review.objects.create(name="The Review of Examples")


def found() -> list[tuple[str, str]]:
    return [(each.rule, each.address) for each in kept(look().findings)]


def test_a_whole_site_has_nothing_that_the_archive_would_miss(make_site):
    make_site(3)
    assert {rule for rule, _ in found()} <= {"distinct-title"}


def test_a_broken_link_is_found_with_the_form_in_which_it_is_mended(make_post, review):
    post = make_post(body="[The report](/publications/gone/)")
    (finding,) = kept(look().findings)
    assert (finding.rule, finding.address) == ("links-inside", post.address)
    assert finding.form == f"/admin/archive/post/{post.pk}/change/"


def test_a_heading_that_is_not_there_is_found(make_post, make_page, review):
    make_page("About", slug="about", body="## Our task\n\nIt is large.")
    post = make_post(body="[Our task](/about/#our-task), [our aim](/about/#our-aim)")
    assert found() == [("links-inside", post.address)]


def test_what_is_on_every_page_is_said_once(make_post, review, make_page):
    review.licence_name = ""
    review.save()
    for _ in range(5):
        make_post()
    (finding,) = kept(look().findings)
    assert finding.rule == "licence"
    assert "more pages" in finding.what
    assert finding.form == "/admin/archive/review/1/change/"


def test_a_redirect_is_followed(make_post, make_redirect, review):
    post = make_post()
    make_redirect("/old/", to_record=post)
    make_post(body="[The news](/old/)")
    assert found() == []


def test_questions_are_in_the_text(make_faq, review):
    make_faq("Who decides in “the end”?")
    assert found() == []


def test_outside_links_are_listed_with_where_they_stand(make_post, review):
    post = make_post(body="[Elsewhere](https://example.org/a)")
    listed = {link["address"]: link["on"] for link in look().outside}
    assert listed["https://example.org/a"] == post.address


def test_only_the_last_look_is_kept(make_post, review, edition_number):
    look()
    make_post(body="[The report](/gone/)")
    edition_number()
    look()
    assert len(Look.objects.get().findings) == 1


def test_a_look_is_over_with_the_next_change(make_post, review, edition_number):
    looked = look()
    edition_number()
    make_post()
    edition_number()
    assert not is_current(looked)


def test_of_a_closed_site_what_is_kept_is_looked_at(
    make_post, review, closing_site, close_site, edition_number
):
    make_post(body="[The report](/gone/)")
    edition_number()
    fill()
    close_site()
    assert "links-inside" in {rule for rule, _ in found()}


def test_what_is_mended_in_a_text_is_gone_without_another_look(make_post, review, edition_number):
    post = make_post(body="We met today.")
    edition_number()
    look()
    assert len(Report().standing) == 1
    post.body = "We met on 2 May 2022."
    post.save()
    edition_number()
    assert Report().standing == []


def test_nothing_is_read_anew_while_nothing_has_changed(
    make_post, review, edition_number, django_assert_num_queries
):
    make_post(body="We met today.")
    edition_number()
    look()
    with django_assert_num_queries(5):  # the look, the edition, the check, its age, the waivers
        assert len(Report().standing) == 1


class TestWhatIsKept:
    """Answers that this site never gives by itself: of another version, or of a server's doing."""

    @pytest.fixture
    def keep(self, review, make_capture, edition_number):
        look()
        edition = edition_number()

        def keep(address: str, content: bytes, content_type: str, **facts) -> None:
            make_capture(
                address, content, content_type, first_edition=edition, last_edition=edition, **facts
            )

        return keep

    def test_a_style_sheet_that_fetches_from_elsewhere_is_found(self, keep):
        keep("/static/a.css", b"@import url(https://fonts.example/a.css);", "text/css")
        assert found() == [("nothing-from-elsewhere", "/static/a.css")]

    def test_a_header_that_shuts_robots_out_is_found(self, keep):
        html = b'<html lang="en"><title>A</title><main>A</main><footer>Licence</footer>'
        keep("/a/", html, "text/html", headers=[["X-Robots-Tag", "noindex"]])
        assert ("robots", "/a/") in found()


def test_it_says_why_it_cannot_look(monkeypatch, review):
    def fill(progress):
        raise StoreAway("The database is away.")

    monkeypatch.setattr(looking, "fill", fill)
    with pytest.raises(CannotLook, match="The pages cannot be had. The database is away."):
        look()


def test_the_record_is_read_as_it_is_now(make_post, review):
    make_post(body="We met today.")
    assert [each.rule for each in of_the_record()] == ["relative-date"]
