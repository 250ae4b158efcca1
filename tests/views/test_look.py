"""The review's own look, at addresses of its own."""

from io import BytesIO

import pytest
from PIL import Image

from archive.models import Post, Review

pytestmark = pytest.mark.django_db


@pytest.fixture
def green():
    return Review.objects.create(
        name="The Independent Review of Allotments",
        ink_colour="#123524",
        cloth_colour="#b5d1bf",
        thread_colour="#8a3b00",
    )


class TestTheStyleSheet:
    def test_has_the_colours_of_the_review_in_the_layer_of_tokens(self, client, green):
        response = client.get("/look.css")

        assert response["Content-Type"] == "text/css; charset=utf-8"
        assert "@layer tokens {" in response.text
        assert "--cloth: #b5d1bf;" in response.text
        assert "@media (prefers-color-scheme: dark)" in response.text

    def test_says_nothing_of_colours_where_they_are_the_usual_ones(self, client):
        assert "--ink" not in client.get("/look.css").text

    def test_names_the_review_at_the_foot_of_printed_pages_and_lets_no_name_out_of_its_string(
        self, client
    ):
        Review.objects.create(name='The Review of "Signs" </style>\\')

        assert (
            r'content: "The Review of \000022Signs\000022 \00003c/style\00003e\00005c";'
            in client.get("/look.css").text
        )

    def test_is_asked_for_after_that_of_all_reviews(self, client, green):
        page = client.get("/").text

        assert page.index("css/site") < page.index('href="/look.css"')


class TestPictures:
    @pytest.mark.parametrize(
        ("address", "form", "size"),
        [
            ("/favicon.ico", "ICO", (48, 48)),
            ("/apple-touch-icon.png", "PNG", (180, 180)),
            ("/card.png", "PNG", (1200, 630)),
        ],
    )
    def test_are_drawn_in_their_size_and_are_the_same_bytes_each_time(
        self, client, green, address, form, size
    ):
        first, second = client.get(address).content, client.get(address).content
        with Image.open(BytesIO(first)) as drawn:
            assert (drawn.format, drawn.size) == (form, size)

        assert first == second
        assert len(first) < 30_000

    def test_the_icon_is_the_book_in_the_colours_of_the_review(self, client, green):
        response = client.get("/icon.svg")

        assert response["Content-Type"] == "image/svg+xml"
        assert 'fill="#8a3b00"' in response.text

    def test_a_card_holds_a_name_of_any_length_and_the_crest(self, client, green, make_picture):
        without = client.get("/card.png").content
        Review.objects.update(crest=make_picture(), name="The Review of " + "Accommodation " * 12)

        assert client.get("/card.png").content != without

    def test_a_page_that_is_no_record_has_the_card(self, client, green):
        page = client.get("/news/").text

        assert '<meta property="og:image" content="http://testserver/card.png">' in page
        assert '<meta property="og:image:width" content="1200">' in page


class TestTheCardOfARecord:
    def test_is_what_a_link_to_it_shows_unless_it_has_a_picture(
        self, client, green, make_post, make_picture
    ):
        post, pictured = make_post(), make_post(picture=make_picture())
        card = f'<meta property="og:image" content="http://testserver{post.address}card.png">'

        assert card in client.get(post.address).text
        assert '<meta property="og:image:height" content="630">' in client.get(post.address).text
        assert "card.png" not in client.get(pictured.address).text.partition("</head>")[0]

    def test_is_drawn_in_its_size_and_is_the_same_bytes_each_time(self, client, green, make_post):
        address = f"{make_post().address}card.png"
        first, second = client.get(address).content, client.get(address).content
        with Image.open(BytesIO(first)) as drawn:
            assert (drawn.format, drawn.size) == ("PNG", (1200, 630))

        assert first == second
        assert len(first) < 40_000

    def test_says_what_it_is_of_what_day_and_in_which_colours(
        self, client, green, make_post, make_letter
    ):
        post = make_post("We met")
        before = client.get(f"{post.address}card.png").content
        Review.objects.update(thread_colour="#123524")
        green_tape = client.get(f"{post.address}card.png").content
        Post.objects.filter(pk=post.pk).update(title="We met again")

        assert len({before, green_tape, client.get(f"{post.address}card.png").content}) == 3

    @pytest.mark.parametrize("title", ["Word " * 50, "W" * 250, "标题", "Ŵŷ — “naïve”"])
    def test_holds_any_title(self, client, green, make_post, title):
        post = make_post("Any")
        Post.objects.filter(pk=post.pk).update(title=title)

        assert client.get(f"{post.address}card.png").status_code == 200

    def test_of_a_draft_is_nowhere(self, client, green, make_post):
        draft = make_post(published_at=None)

        assert client.get(f"{draft.address}card.png").status_code == 404


class TestLeaving:
    def test_there_is_no_way_to_leave_at_once_unless_the_review_wants_it(self, client, green):
        assert "Exit this page" not in client.get("/").text

    def test_it_is_the_second_link_of_every_page(self, client, green):
        Review.objects.update(exit_url="https://weather.example/")
        page = client.get("/").text

        assert page.index("Skip to main") < page.index("Exit this page") < page.index("<header")
        assert '<a class="exit" href="https://weather.example/" rel="external noreferrer">' in page


def test_what_happens_next_stands_on_the_home_page(client, green):
    assert "What happens next" not in client.get("/").text
    Review.objects.update(what_happens_next="10 March 2023\n:   The site closes.")

    assert "<dt>10 March 2023</dt>" in client.get("/").text


class TestAHelpLineForATopic:
    @pytest.fixture(autouse=True)
    def lines(self, green, make_topic):
        topic = make_topic("Kinship care")
        green.help_lines.create(name="For all", phone="116 123")
        green.help_lines.create(name="For kin", phone="0300 123 7015", topic=topic)
        return topic

    def test_stands_on_the_pages_about_it(self, client, make_post, lines):
        post = make_post(topics=[lines])

        assert "For kin" in client.get(post.address).text
        assert "For kin" in client.get(lines.get_absolute_url()).text

    def test_stands_on_no_other(self, client, make_post):
        for address in ("/", make_post().address):
            page = client.get(address).text
            assert "For all" in page
            assert "For kin" not in page
