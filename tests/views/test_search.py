"""The search of the live site."""

import pytest

from archive.captures.kept import KEEP
from archive.models import Kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(client):
    def found(question: str) -> str:
        return client.get("/search/", {"q": question}).text

    return found


class TestTheSearch:
    def test_finds_what_says_every_word_somewhere(self, found, make_post, make_letter):
        make_post("On kinship care", body="Grandparents told us much.")
        make_post("On fostering", body="Nothing of them.")
        page = found("grandparents kinship")

        assert "On kinship care" in page
        assert "On fostering" not in page

    def test_names_first_what_says_it_in_its_title(self, found, make_post):
        make_post("The workforce", body="Some of it is kinship.")
        make_post("Kinship care")
        page = found("kinship")

        assert page.index("Kinship care</a>") < page.index("The workforce</a>")

    def test_finds_what_was_said_in_an_episode(self, found, make_episode):
        episode = make_episode("A talk")
        episode.turns.create(position=9, speaker="Guest", starts_at_seconds=9, text="Lighthouses.")

        assert "A talk" in found("lighthouse")

    def test_finds_questions_and_people(self, found, make_faq, make_member, make_person):
        make_faq("What is kinship care?")
        make_member(person=make_person("Kim Kinship"))
        page = found("kinship")

        assert "/faqs/#what-is-kinship-care" in page
        assert "Kim Kinship" in page

    def test_finds_no_draft(self, found, make_post, make_faq, make_person):
        make_post("A secret plan", published_at=None)
        make_faq("What is the secret?", published_at=None)
        make_person("Sam Secret")

        assert "No page says “secret”" in found("secret")

    def test_finds_words_with_signs_that_databases_know(self, found, make_post):
        make_post("Half of it")

        assert "No page says “%”" in found("%")
        assert "No page says “___”" in found("___")

    def test_says_how_many_there_are(self, found, make_post):
        for _ in range(2):
            make_post(body="Kinship.")

        assert "2 pages say “kinship”" in found("kinship")

    def test_shows_what_was_asked_as_text(self, found):
        assert "&lt;b&gt;kin" in found("<b>kin")

    def test_takes_a_null_and_a_very_long_question(self, found):
        assert "No page says" in found("kin\x00ship" + "x" * 5000)

    def test_asks_a_question_of_each_kind_however_many_words(
        self, client, make_post, django_assert_max_num_queries
    ):
        make_post("Kinship care", kind=Kind.BLOG)
        with django_assert_max_num_queries(8):
            client.get("/search/", {"q": "one two three four five six"})


class TestWhatIsKept:
    def test_is_the_page_without_a_question(self, client):
        assert client.get("/search/").wsgi_request.META.get(KEEP)

    def test_is_no_answer_to_a_question(self, client):
        answer = client.get("/search/", {"q": "kinship"})

        assert KEEP not in answer.wsgi_request.META
        assert answer["X-Robots-Tag"] == "noindex, nofollow"

    def test_is_a_script_that_says_that_a_server_answers(self, client):
        answer = client.get("/search/words.js")

        assert answer["Content-Type"].startswith("text/javascript")
        assert "frozenWords" not in answer.text
        assert answer.wsgi_request.META.get(KEEP)
