"""Of a picture there are narrower copies, in formats that cost less, where that is worth it."""

import io

from PIL import Image

from archive.files import renditions

from .test_pictures import cleaned, encoded, make_chart, make_photo


def made_of(image, form="JPEG", **options):
    data = cleaned(encoded(image, form, **options)).data
    return [(each.extension, each.width) for each in renditions(data)]


class TestAPhotograph:
    def test_has_widths_for_lists_columns_and_fine_screens(self):
        assert made_of(make_photo((1600, 1000)), quality=90) == [
            ("avif", 320), ("avif", 640), ("avif", 1280),
            ("webp", 320), ("webp", 640), ("webp", 1280),
            ("jpg", 960),
        ]  # fmt: skip

    def test_is_never_made_wider(self):
        assert {width for _, width in made_of(make_photo((700, 400)), quality=90)} == {320, 700}

    def test_keeps_its_shape(self):
        data = encoded(make_photo((1600, 1000)), "JPEG", quality=90)

        for each in renditions(data):
            width, height = Image.open(io.BytesIO(each.data)).size
            assert (width, height) == (each.width, round(each.width * 1000 / 1600))

    def test_keeps_no_format_that_saves_nothing(self):
        small = encoded(make_photo((700, 400)), "JPEG", quality=30)

        assert {each.extension for each in renditions(small)} <= {"avif"}

    def test_costs_less_in_every_rendition(self):
        data = encoded(make_photo((1600, 1000)), "JPEG", quality=82)

        assert all(len(each.data) < len(data) for each in renditions(data))

    def test_gives_the_same_bytes_each_time(self):
        data = encoded(make_photo((700, 400)), "JPEG", quality=90)

        assert renditions(data) == renditions(data)

    def test_that_is_tiny_has_none(self):
        assert made_of(make_photo((300, 200)), quality=95) == []

    def test_that_says_where_it_was_taken_says_it_in_no_rendition(self):
        exif = Image.Exif()
        exif[0x010F] = "Maker of cameras"
        data = encoded(make_photo((700, 400)), "JPEG", quality=90, exif=exif)

        assert not any(b"Maker of cameras" in each.data for each in renditions(data))


class TestADrawing:
    def test_that_costs_little_as_it_is_has_none(self):
        assert made_of(make_chart(), "PNG") == []

    def test_is_no_avif_which_saves_nothing_there(self):
        made = renditions(encoded(make_photo((800, 500)), "PNG"))

        assert {each.extension for each in made} == {"webp"}

    def test_stays_partly_transparent(self):
        see_through = make_photo((800, 500)).convert("RGBA")
        see_through.putalpha(Image.linear_gradient("L").resize((800, 500)))

        made = renditions(cleaned(encoded(see_through, "PNG")).data)

        assert made
        assert {Image.open(io.BytesIO(each.data)).mode for each in made} == {"RGBA"}
