"""A record's own page, whatever its kind."""

from datetime import UTC, date, datetime

import pytest
from django.test import RequestFactory

from archive.models import (
    Contributor,
    Episode,
    Kind,
    Language,
    Page,
    Person,
    Post,
    Publication,
    clock,
)
from archive.views.parts import Parts
from archive.views.records import page_for

pytestmark = pytest.mark.django_db


def read(client, record) -> str:
    response = client.get(record.address)
    assert response.status_code == 200
    return response.text


class TestAnyRecord:
    def test_says_what_it_is_and_when(self, client, make_publication):
        page = read(client, make_publication("Final report"))

        assert '<h1 class="page-title">Final report</h1>' in page
        assert '<p class="record-kind" lang="en-GB">Report</p>' in page
        assert '<time datetime="2022-05-23">23 May 2022</time>' in page
        assert 'href="/publications/kind/report/">Reports</a>' in page
        assert "<title>Final report – " in page
        assert '<link rel="canonical" href="http://testserver/publications/final-report/">' in page

    def test_shows_dates_as_london_has_them(self, client, make_post):
        late_in_the_evening = datetime(2022, 5, 22, 23, 30, tzinfo=UTC)

        assert "23 May 2022" in read(client, make_post(published_at=late_in_the_evening))

    def test_names_its_people_with_the_role_of_that_day(
        self, client, make_post, make_contributor, make_person
    ):
        post = make_post()
        make_contributor(post, make_person("Ada Example"), role="Head of Evidence")

        assert '<a href="/people/ada-example/">Ada Example</a>, Head of Evidence' in read(
            client, post
        )

    def test_has_contents_when_it_is_long(self, client, make_publication):
        short = make_publication(body="## One\n\nText.\n\n## Two\n\nText.")
        long = make_publication(body="## One\n\nText.\n\n## Two\n\nText.\n\n## Three\n\nText.")

        assert "In this report" not in read(client, short)
        assert 'href="#three">Three</a>' in read(client, long)

    def test_says_what_its_files_are_before_they_are_opened(
        self, client, make_publication, make_attachment
    ):
        report = make_publication()
        make_attachment(report, title="The report in one file", name="Report.txt")
        report.attachments.create(title="On GOV.UK", url="https://www.gov.uk/report")
        page = read(client, report)

        assert "The report in one file" in page
        assert "Plain text, 39 bytes" in page
        assert "On gov.uk" in page

    def test_comes_before_the_file_that_says_the_same(
        self, client, make_publication, make_attachment
    ):
        report = make_publication(body="What we ask of you.")
        make_attachment(report, name="report.txt", is_on_page=True)
        make_attachment(report, name="annex.txt")

        page = read(client, report)

        annex, whole = (
            page.index(f'href="/attachments/{report.slug}/{name}.txt')
            for name in ("annex", "report")
        )
        assert annex < page.index("<p>What we ask of you.") < whole
        assert "This page as a file" in page

    def test_warns_before_what_may_distress(self, client, make_post):
        page = read(client, make_post(content_note="This speaks of a death."))

        assert page.index("This speaks of a death.") < page.index("What we heard<a")

    def test_leads_to_related_records_and_says_where_links_go(self, client, make_post):
        post, other, draft = make_post(), make_post("Another"), make_post("Not yet")
        type(draft).objects.filter(pk=draft.pk).update(published_at=None)
        post.links.create(to_record=other)
        post.links.create(label="A paper", url="https://www.example.org/paper")
        post.links.create(label="Something lost")
        post.links.create(to_record=draft)
        page = read(client, post)

        assert f'<a href="{other.address}">Another</a>' in page
        assert "on example.org" in page
        assert "<li>Something lost</li>" in page
        assert draft.address not in page

    def test_can_be_shared_by_plain_links(self, client, make_post):
        page = read(client, make_post("Fish & chips"))

        assert "mailto:?subject=Fish%20%26%20chips&amp;body=http%3A%2F%2Ftestserver%2Fnews" in page
        assert "<script" not in page

    def test_tells_when_it_was_published_and_what_changed(self, client, make_publication):
        report = make_publication(public_updated_at=datetime(2022, 6, 1, 9, tzinfo=UTC))
        report.revisions.create(event="updated", change_note="Corrected table 2.", is_major=True)
        report.revisions.create(event="saved", change_note="A comma.", is_major=False)
        page = read(client, report)

        assert 'datetime="2022-06-01T10:00:00+01:00">1 June 2022</time>' in page
        assert "Corrected table 2." in page
        assert "A comma." not in page

    def test_tells_of_no_change_that_is_yet_to_come(self, client, make_publication):
        at_the_end = datetime(2022, 6, 1, 9, tzinfo=UTC)
        report = make_publication(
            published_at=datetime(2021, 6, 1, tzinfo=UTC), public_updated_at=at_the_end
        )
        told = report.revisions.create(event="updated", change_note="A table.", is_major=True)
        report.revisions.filter(pk=told.pk).update(made_at=at_the_end)

        with clock.at(datetime(2021, 7, 1, tzinfo=UTC)):
            page = read(client, report)
        assert "Last updated" not in page
        assert "A table." not in page
        assert "A table." in read(client, report)

    def test_says_when_it_was_last_updated_only_if_it_was(self, client, make_publication):
        report = make_publication(public_updated_at=datetime(2022, 6, 1, tzinfo=UTC))

        assert "Last updated" in read(client, report)
        assert "Last updated" not in read(client, make_publication())

    def test_does_not_say_a_name_twice_where_it_is_the_role(
        self, client, make_post, make_contributor, make_person, words_of
    ):
        post = make_post()
        make_contributor(post, make_person("Narrator"), role="Narrator")

        assert "Narrator, Narrator" not in words_of(read(client, post))

    def test_is_not_changed_by_what_else_is_published(self, client, make_post, make_letter):
        make_post()
        letter = make_letter()
        before = read(client, letter)
        make_post()
        make_letter()

        assert read(client, letter) == before

    def test_says_first_that_it_was_withdrawn_and_why(self, client, make_post):
        withdrawn_at = datetime(2022, 6, 1, 12, tzinfo=UTC)
        post = make_post(withdrawn_at=withdrawn_at, withdrawn_because="It named a child.")
        page = read(client, post)

        assert "Withdrawn on" in page
        assert page.index("It named a child.") < page.index("It began with")

    def test_leads_to_what_took_its_place_once_that_is_public(self, client, make_publication):
        newer = make_publication("The newer plan")
        older = make_publication("The older plan", superseded_by=newer)
        assert "There is a newer version" in read(client, older)

        Publication.objects.filter(pk=newer.pk).update(published_at=None)
        page = read(client, older)
        assert "There is a newer version" not in page
        assert "The newer plan" not in page

    def test_shows_its_versions_together_each_in_its_language(self, client, make_publication):
        report = make_publication("Final report")
        facts = {"version_of": report, "language": Language.WELSH}
        welsh = make_publication("Adroddiad terfynol", version_for="Cymraeg", **facts)
        easy = make_publication("Easy report", version_of=report, version_for="Easy read")
        of_original, of_welsh = read(client, report), read(client, welsh)

        assert 'lang="cy" hreflang="cy">Adroddiad terfynol</a>' in of_original
        assert "Easy report" in of_original
        assert '<header class="record-head" lang="cy">' in of_welsh
        assert f'Gwreiddiol: <a href="{report.address}" lang="en"' in of_welsh
        assert easy.address in of_welsh


class TestALetter:
    def test_is_laid_out_as_one(self, client, make_letter, make_contributor, make_person):
        letter = make_letter(dated_on=date(2022, 3, 1))
        make_contributor(letter, make_person("Ada Example"), role="Chair of the Review")
        page = read(client, letter)

        for part in (
            "<dt>From</dt>",
            "The Secretary of State for Education",
            "<dt>Copied to</dt>",
            "1 March 2022",
            '<p class="sheet-salutation">Dear Secretary of State,</p>',
            "Yours sincerely,",
            "<b>Ada Example</b><br>Chair of the Review",
        ):
            assert part in page

    def test_names_whom_it_is_to_above_its_words_and_who_has_a_copy_below_its_signature(
        self, client, make_letter, make_contributor, make_person
    ):
        letter = make_letter()
        make_contributor(letter, make_person("Ada Example"), role="Chair of the Review")
        sheet = read(client, letter).partition('<div class="sheet"')[2]
        order = ["<dt>To</dt>", "sheet-salutation", "sheet-signature", "<dt>Copied to</dt>"]

        assert [sheet.index(part) for part in order] == sorted(map(sheet.index, order))


class TestTheFormsOfAReport:
    def test_lies_beside_its_documents(self, client, make_publication, make_attachment):
        report, statement = make_publication(), make_publication(kind=Kind.STATEMENT)
        make_attachment(report)
        make_attachment(statement)

        assert "book--small" in read(client, report)
        assert "book--small" not in read(client, statement)

    def test_says_in_print_where_its_documents_are(self, client, make_publication, make_attachment):
        report = make_publication()
        address = make_attachment(report).get_absolute_url()

        assert f'data-address="http://testserver{address}"' in read(client, report)


class TestASpeech:
    def test_tells_its_occasion(self, client, make_publication):
        speech = make_publication(
            kind=Kind.SPEECH,
            event="A conference on gardens",
            place="Leeds",
            delivered_on=date(2021, 11, 26),
            delivery=Publication.Delivery.AS_DELIVERED,
        )
        page = read(client, speech)

        for part in ("A conference on gardens", "Leeds", "26 November 2021", "As delivered"):
            assert part in page


class TestAReport:
    def test_has_its_documents_before_its_text(self, client, make_publication, make_attachment):
        report = make_publication(reference="CP 999", isbn="978-1-5286-0000-0")
        make_attachment(report, title="The report in one file")
        page = read(client, report)

        assert "CP 999" in page
        assert "978-1-5286-0000-0" in page
        assert page.index("The report in one file") < page.index("It began with")


class TestAPage:
    def test_stands_below_its_parent(self, client, make_page):
        parent = make_page("About the review")
        page = read(client, make_page("Privacy", parent=parent))

        assert '<li><a href="/about-the-review/">About the review</a></li>' in page

    def test_does_not_betray_a_parent_that_is_not_public(self, client, make_page):
        parent = make_page("Plans", published_at=None)

        assert "/plans/" not in read(client, make_page("Privacy", parent=parent))


class TestWhatIsNotPublic:
    @pytest.mark.parametrize("published_at", [None, datetime(2099, 1, 1, tzinfo=UTC)])
    def test_answers_like_what_never_was(self, client, make_letter, published_at):
        draft = make_letter("A secret letter", published_at=published_at)
        its_own, never = client.get(draft.address), client.get("/publications/never/")

        assert its_own.status_code == never.status_code == 404
        assert its_own.content == never.content
        assert {**its_own.headers} == {**never.headers}


class TestAPageBeforeItIsSaved:
    def test_is_shown_in_its_real_dress(self):
        request = RequestFactory().get("/admin/preview/")
        letter = Publication(
            kind=Kind.LETTER, title="A new letter", slug="a-new-letter", salutation="Dear all,"
        )
        ada = Contributor(person=Person(name="Ada Example", slug="ada"), role="Chair")
        page = page_for(letter, request, Parts(letter, contributors=[ada])).text

        assert "A new letter" in page
        assert "Dear all," in page
        assert "<b>Ada Example</b><br>Chair" in page

    @pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.CALL])
    def test_needs_nothing_but_a_kind(self, kind):
        model = {"publication": Publication, "post": Post, "episode": Episode, "page": Page}
        record = model[kind.table](kind=kind, title="A beginning")
        response = page_for(record, RequestFactory().get("/"))

        assert "A beginning" in response.text

    def test_shows_what_is_typed_with_the_parts_that_were_saved(
        self, make_letter, make_contributor, make_person
    ):
        letter = make_letter(published_at=None)
        make_contributor(letter, make_person("Ada Example"))
        letter.title = "A better title"
        page = page_for(letter, RequestFactory().get("/")).text

        assert "A better title" in page
        assert "Ada Example" in page


class TestEveryPublicPage:
    def test_sets_no_cookie_and_varies_by_none(self, client, make_post):
        client.cookies["session"] = "somebody-signed-in"
        for address in ("/", "/news/", "/faqs/", "/boards/", make_post().address):
            response = client.get(address)

            assert not response.cookies, address
            assert "Cookie" not in response.get("Vary", ""), address

    def test_stands_under_the_notice_of_the_day_in_a_closing_site(
        self, client, make_post, closing_site
    ):
        page = read(client, make_post())

        assert page.index("Skip to main content") < page.index(closing_site.title)
        assert page.index(closing_site.title) < page.index("<header")
        assert 'Notice of <time datetime="2022-05-23">23 May 2022</time>' in page
