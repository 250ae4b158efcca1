"""Pages offer each picture in the formats and widths that there are, and each is served."""

import contextlib
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from archive.captures.filling import fill
from archive.models import Capture, Picture
from archive.readiness.page import Reader
from tests.photographs import photograph as photograph_of_a_harbour


@pytest.fixture
def photograph(db):
    """A picture large enough to have renditions in every format."""
    return Picture.objects.keep(
        photograph_of_a_harbour(), alt="The harbour at dusk", name="harbour.jpg"
    )


def shown_on(client, address: str) -> str:
    with contextlib.closing(client.get(address)) as response:
        return response.getvalue().decode()


class TestAPage:
    def test_offers_the_picture_at_its_head(self, client, make_post, photograph):
        page = shown_on(client, make_post(picture=photograph).get_absolute_url())

        stem = photograph.get_absolute_url().removesuffix(".jpg")
        assert f'<source type="image/avif" srcset="{stem}.320.avif 320w, ' in page
        assert f'<source type="image/webp" srcset="{stem}.320.webp 320w, ' in page
        assert f'<img src="{stem}.960.jpg" srcset="{stem}.960.jpg 960w, {stem}.jpg 1200w"' in page
        assert 'alt="The harbour at dusk" width="1200" height="800"' in page

    def test_offers_the_pictures_in_its_text(self, client, make_post, photograph):
        text = f'![The harbour]({photograph.get_absolute_url()} "At dusk")'
        page = shown_on(client, make_post(body=text).get_absolute_url())

        assert '<figure class="picture"><picture><source type="image/avif"' in page
        assert "</picture><figcaption>At dusk</figcaption>" in page

    def test_shows_the_picture_itself_where_there_are_none(self, client, make_post, make_picture):
        picture = make_picture()
        text = f"![A table]({picture.get_absolute_url()})"
        page = shown_on(client, make_post(body=text, picture=picture).get_absolute_url())

        assert "srcset" not in page
        assert page.count(f' src="{picture.get_absolute_url()}"') == 2

    def test_asks_the_database_once_for_all_the_pictures_of_a_text(
        self, client, make_post, photograph, make_picture
    ):
        one = make_post(body=f"![A]({photograph.get_absolute_url()})")
        two = make_post(body=f"{one.body}\n\n![B]({make_picture().get_absolute_url()})")
        shown_on(client, one.get_absolute_url())

        assert questions_for(client, one) == questions_for(client, two)

    def test_is_kept_with_the_picture_and_its_renditions(self, make_post, photograph):
        post = make_post(picture=photograph)
        fill()

        kept = set(Capture.objects.standing().values_list("address", flat=True))
        assert post.get_absolute_url() in kept
        assert len(photograph.addresses) == 8
        assert set(photograph.addresses) <= kept

    def test_without_words_for_its_picture_is_found_by_the_readiness_report(
        self, client, make_post, photograph
    ):
        post = make_post(picture=photograph)
        page = shown_on(client, post.get_absolute_url()).replace("The harbour at dusk", "")

        assert Reader("http://testserver").page("/", page.encode()).undescribed


def questions_for(client, post) -> int:
    with CaptureQueriesContext(connection) as asked:
        shown_on(client, post.get_absolute_url())
    return len(asked)


class TestADecoration:
    def test_is_passed_over_when_a_text_is_read_out(self, client, make_post, make_picture):
        picture = make_picture()
        text = f'![Decorative]({picture.get_absolute_url()} "Not said")'
        page = shown_on(client, make_post(body=text).get_absolute_url())

        assert '<figure class="picture picture--decorative"><img alt=""' in page
        assert "Not said" not in page
        assert not Reader("http://testserver").page("/", page.encode()).undescribed

    def test_at_the_head_of_a_page_has_no_words_either(self, client, make_post, make_picture):
        picture = make_picture("", is_decorative=True)
        page = shown_on(client, make_post(picture=picture).get_absolute_url())

        assert f'src="{picture.get_absolute_url()}" alt=""' in page
        assert "og:image:alt" not in page
        assert not Reader("http://testserver").page("/", page.encode()).undescribed


class TestARendition:
    def test_is_served_for_good(self, client, photograph, make_post):
        make_post(picture=photograph)
        stem = photograph.get_absolute_url().removesuffix(".jpg")
        for ending, kind, width in (
            ("640.avif", "avif", 640), ("320.webp", "webp", 320), ("960.jpg", "jpeg", 960)
        ):  # fmt: skip
            with contextlib.closing(client.get(f"{stem}.{ending}")) as response:
                data = response.getvalue()

            assert response["Content-Type"] == f"image/{kind}"
            assert "immutable" in response["Cache-Control"]
            assert Image.open(BytesIO(data)).width == width

    def test_that_there_is_not_is_not_found(self, client, photograph):
        stem = photograph.get_absolute_url().removesuffix(".jpg")

        for ending in (".641.webp", ".640.gif", ".640.jpg", ".webp"):
            assert client.get(f"{stem}{ending}").status_code == 404


class TestMakingThemLater:
    @pytest.fixture
    def old(self, photograph):
        """A picture from before there were renditions."""
        Picture.objects.filter(pk=photograph.pk).update(renditions=None)
        return photograph

    def test_gives_old_pictures_theirs_in_a_new_edition(self, old, make_post, edition_number):
        make_post(picture=old)
        before = edition_number()
        call_command("make_renditions")

        old.refresh_from_db()
        assert len(old.sources) == 2
        assert edition_number() > before

    def test_says_which_pictures_are_lost(self, old, capsys):
        default_storage.delete(old.file.name)
        with pytest.raises(SystemExit) as ended:
            call_command("make_renditions")

        assert ended.value.code == 1
        assert old.get_absolute_url() in capsys.readouterr().err

    def test_makes_nothing_twice(self, photograph, capsys, edition_number):
        before = edition_number()
        call_command("make_renditions")

        assert "0 pictures" in capsys.readouterr().out
        assert edition_number() == before
