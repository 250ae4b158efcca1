"""A record in Welsh is dressed in Welsh, and nothing else is."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import translation

from archive.models import Kind, Language, Link, Notice, Review

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(make_publication):
    return make_publication("Final report", published_at=datetime(2022, 5, 23, 8, tzinfo=UTC))


@pytest.fixture
def make_welsh(make_publication):
    def make(title: str = "Adroddiad terfynol", **facts):
        return make_publication(title, language=Language.WELSH, **facts)

    return make


def read(client, record) -> str:
    response = client.get(record.address)
    assert response.status_code == 200
    return response.text


class TestARecordInWelsh:
    def test_is_dressed_in_welsh(self, client, make_welsh):
        welsh = make_welsh(published_at=datetime(2022, 7, 25, 11, tzinfo=UTC))
        page = read(client, welsh)

        assert '<html lang="cy">' in page
        assert '<meta property="og:locale" content="cy_GB">' in page
        for words in (
            "Neidio i’r prif gynnwys",
            '<a href="/publications/" aria-current="true">Cyhoeddiadau</a>',
            '<a href="/publications/kind/report/">Adroddiadau</a>',
            '<p class="record-kind" lang="cy">Adroddiad</p>',
            "<dt>Amser darllen</dt>",
            "Tua 1 funud",
            ">25 Gorffennaf 2022</time>",
            "Cyhoeddwyd gyntaf",
            "Dyfynnu’r dudalen hon",
        ):
            assert words in page

    def test_says_of_what_is_in_english_that_it_is(
        self, client, make_welsh, make_topic, make_page, report, closing_site
    ):
        Review.objects.create(name="The Review of Examples")
        make_page("Support for you", menu_position=2)
        Notice.objects.update(body="One.\n\nTwo.")
        welsh = make_welsh(topics=[make_topic("Kinship care")])
        Link.objects.create(record=welsh, to_record=report)
        page = read(client, welsh)

        assert '<span class="wordmark-name" lang="en-GB">' in page
        assert '<a href="/support-for-you/" lang="en">Support for you</a>' in page
        assert '<dd lang="en-GB"><a href="/topics/kinship-care/">' in page
        assert f'<a href="{report.address}" lang="en">Final report</a>' in page
        assert '<div class="notice-text" lang="en-GB">' in page
        assert 'class="notice-unfold" lang="cy">Darllen yr hysbysiad cyfan<' in page

    def test_has_its_footnotes_and_callouts_in_welsh_and_the_notice_its_own_in_english(
        self, client, make_welsh, closing_site
    ):
        written = "Gair.[^1]\n\n::: warning\nNodyn.\n:::\n\n[^1]: Troed."
        Notice.objects.update(body=written)
        page = read(client, make_welsh(body=written))

        assert 'aria-label="Troednodiadau"' in page
        assert '<p class="callout-label">Rhybudd</p>' in page
        assert '<p class="callout-label">Warning</p>' in page
        assert page.index(">Warning</p>") < page.index(">Rhybudd</p>")

    def test_has_its_charts_and_tables_named_in_welsh(self, client, make_welsh):
        table = "| Tâl | Faint |\n|---|---|\n| Maeth | 5 |\n| Arall | 9 |"
        page = read(client, make_welsh(body=f"{table}\n\n::: chart Costau\n{table}\n:::"))

        assert 'aria-label="Tabl 1: Tâl, Faint"' in page
        assert 'aria-label="Siart bar: Costau"' in page
        assert "Nifer y barrau: 2. Yr hiraf yw Arall: 9. Y byrraf yw Maeth: 5." in page
        assert "<summary>Y ffigurau mewn tabl</summary>" in page

    def test_is_cited_in_welsh(self, client, make_welsh, words_of):
        welsh = make_welsh()
        page = words_of(read(client, welsh))
        ris = client.get(reverse("citation", args=[welsh.cited_as, "ris"])).text

        assert "Adroddiad, 23 Mai 2022. Fersiwn 23 Mai 2022." in page
        assert "M3  - Adroddiad\r\n" in ris
        assert "ET  - Fersiwn 23 Mai 2022\r\n" in ris

    @pytest.mark.parametrize("kind", [Kind.SPEECH, Kind.LETTER, Kind.TERMS_OF_REFERENCE])
    def test_is_named_as_what_it_is(self, client, make_welsh, kind):
        names = {
            Kind.SPEECH: "Yn yr araith hon",
            Kind.LETTER: "Yn y llythyr hwn",
            Kind.TERMS_OF_REFERENCE: "Yn y cylch gorchwyl hwn",
        }
        welsh = make_welsh(kind=kind, body="## Un\n\n## Dau\n\n## Tri", dated_on=date(2022, 5, 2))

        assert names[kind] in read(client, welsh)


class TestTheLanguageOfAPage:
    def test_ends_with_it(self, client, make_welsh, report):
        before = read(client, report)
        read(client, make_welsh())

        assert translation.get_language() == "en-gb"
        assert read(client, report) == before

    def test_ends_even_where_the_page_could_not_be_made(self, client, make_welsh, monkeypatch):
        monkeypatch.setattr("archive.views.records.render", lambda *asked: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            client.get(make_welsh().address)

        assert translation.get_language() == "en-gb"

    def test_does_not_depend_on_who_asks(self, client, make_welsh, report):
        welsh = make_welsh()
        pages = read(client, report), read(client, welsh)
        client.cookies.load({"django_language": "cy"})
        asked = {"Accept-Language": "cy,en;q=0.1"}

        assert client.get(report.address, headers=asked).text == pages[0]
        asked = {"Accept-Language": "en-GB"}
        assert client.get(welsh.address, headers=asked).text == pages[1]
        assert "Vary" not in client.get(welsh.address)

    def test_of_a_signed_version_is_english(self, client, make_publication):
        signed = make_publication("In sign language", language=Language.BRITISH_SIGN_LANGUAGE)

        assert '<html lang="en-GB">' in read(client, signed)


class TestTranslations:
    def test_are_named_to_search_engines_by_each_of_them(self, client, report, make_welsh):
        welsh = make_welsh(version_of=report, version_for="Cymraeg")
        named = (
            f'<link rel="alternate" hreflang="en" href="http://testserver{report.address}">',
            f'<link rel="alternate" hreflang="cy" href="http://testserver{welsh.address}">',
        )

        for page in (read(client, report), read(client, welsh)):
            assert all(link in page for link in named)

    def test_are_led_to_by_their_own_name(self, client, report, make_welsh):
        welsh = make_welsh(version_of=report, version_for="Cymraeg")

        assert (
            f'<span lang="cy">Cymraeg</span>: <a href="{welsh.address}" lang="cy" hreflang="cy">'
        ) in read(client, report)

    def test_are_not_the_versions_for_other_readers(
        self, client, report, make_publication, make_welsh
    ):
        easy = make_publication("In easy words", version_of=report, version_for="Easy read")
        assert "hreflang=" not in head_of(read(client, report))

        make_welsh(version_of=report, version_for="Cymraeg")
        assert "hreflang=" not in head_of(read(client, easy))
        assert easy.address not in head_of(read(client, report))

    def test_are_not_named_before_they_are_out(self, client, report, make_welsh):
        welsh = make_welsh(version_of=report, version_for="Cymraeg", published_at=None)

        assert welsh.address not in read(client, report)
        assert "hreflang=" not in head_of(read(client, report))


def head_of(page: str) -> str:
    return page.partition("</head>")[0]
