"""Pictures are looked at before they are decoded, and drawn anew without anything hidden."""

import io
import random
import struct
import zlib

import pytest
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

from archive.files import FileRefused, picture


def make_photo(size=(600, 400), mode="RGB"):
    """Something like a photograph: soft shapes with a little noise."""
    numbers = random.Random(1)  # noqa: S311 - the same picture each time, not a secret
    small = Image.frombytes("RGB", (30, 20), numbers.randbytes(30 * 20 * 3))
    noise = Image.frombytes("L", size, numbers.randbytes(size[0] * size[1]))
    soft = small.resize(size, Image.Resampling.BICUBIC)
    return Image.blend(soft, noise.convert("RGB"), 0.05).convert(mode)


def make_chart(mode="P"):
    image = Image.new("RGB", (300, 200), "white")
    draw = ImageDraw.Draw(image)
    for bar in range(6):
        draw.rectangle((20 + 45 * bar, 180 - 25 * bar, 50 + 45 * bar, 190), fill="navy")
    return image.convert(mode)


def encoded(image, form, **options):
    target = io.BytesIO()
    image.save(target, form, **options)
    return target.getvalue()


def cleaned(data, **bounds):
    return picture(io.BytesIO(data), **bounds)


def opened(clean):
    image = Image.open(io.BytesIO(clean.data))
    image.load()
    return image


def make_png_header(width, height):
    def chunk(name, body):
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + (chunk(b"IEND", b""))
    )


class TestBounds:
    def test_too_many_pixels_are_refused_before_they_are_decoded(self, monkeypatch):
        decoded = []
        monkeypatch.setattr(PngImagePlugin.PngImageFile, "load", lambda self: decoded.append(1))

        for side in (9000, 60_000):
            with pytest.raises(FileRefused, match="more than 40 million pixels"):
                cleaned(make_png_header(side, side))
        assert decoded == []

    def test_too_many_bytes_are_refused(self):
        with pytest.raises(FileRefused, match=r"larger than 1 MB \(3.1 MB\)"):
            cleaned(b"\x89PNG\r\n\x1a\n" + b"\x00" * 3_100_000, max_bytes=1_000_000)

    def test_a_wide_picture_is_made_smaller_in_proportion(self):
        clean = cleaned(encoded(make_photo((1200, 800)), "JPEG"), max_width=600)

        assert (clean.width, clean.height) == (600, 400) == opened(clean).size

    def test_a_picture_that_moves_is_refused(self):
        frames = [make_chart(), Image.new("P", (300, 200), 3)]
        for form in ("GIF", "PNG", "WEBP"):
            data = encoded(frames[0], form, save_all=True, append_images=frames[1:])
            with pytest.raises(FileRefused, match="This picture moves"):
                cleaned(data)


class TestRefusals:
    @pytest.mark.parametrize(
        ("data", "says"),
        [
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG pictures can carry programs"),
            (b"<html><img src=x></html>", "web page"),
            (b"%PDF-1.7\n", "This is not a picture (PDF)"),
            (b"GIF89a/*<script>alert(1)</script>*/", "broken"),
            (b"\xff\xd8\xff\xe0<html>", "broken"),
            (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "broken"),
            (b"\x00\x00\x00\x1cftypavif" + b"\x00" * 30, "broken"),
            (b"\x89PNG\r\n\x1a\n", "broken"),
            (make_png_header(0, 10), "broken"),
        ],
    )  # fmt: skip
    def test_what_is_no_picture_is_refused_in_a_sentence(self, data, says):
        with pytest.raises(FileRefused) as refused:
            cleaned(data)

        assert says in refused.value.sentence

    @pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
    def test_a_picture_cut_off_anywhere_is_refused(self, form):
        whole = encoded(make_photo((90, 60)), form)

        for share in (0.3, 0.6, 0.9):
            with pytest.raises(FileRefused, match="broken or incomplete"):
                cleaned(whole[: int(len(whole) * share)])


class TestWhatIsKept:
    @pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
    def test_nothing_but_pixels_is_left(self, form):
        exif = Image.Exif()
        exif[0x010E] = "SECRET-PLACE"
        image = make_photo()
        hidden = (
            {"exif": exif, "comment": b"SECRET-COMMENT"}
            if form != "GIF"
            else {"comment": b"SECRET-COMMENT"}
        )
        if form == "PNG":
            hidden["pnginfo"] = PngImagePlugin.PngInfo()
            hidden["pnginfo"].add_text("Author", "SECRET-NAME")
        data = encoded(image, form, **hidden) + b"SECRET-TAIL<script>alert(1)</script>"

        clean = cleaned(data)

        assert b"SECRET" not in clean.data
        assert not opened(clean).getexif()
        assert set(opened(clean).info) <= {
            "jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression",
            "transparency",
        }  # fmt: skip

    def test_a_photograph_becomes_jpeg_whatever_it_was(self):
        for form in ("JPEG", "PNG", "WEBP", "AVIF"):
            clean = cleaned(encoded(make_photo((1200, 800)), form))
            assert (clean.extension, clean.content_type) == ("jpg", "image/jpeg")
            assert opened(clean).format == "JPEG"

    def test_line_art_stays_png_with_its_palette_and_every_pixel(self):
        chart = make_chart("P")
        clean = cleaned(encoded(chart, "PNG"))

        assert (clean.extension, opened(clean).mode) == ("png", "P")
        assert opened(clean).convert("RGB").tobytes() == chart.convert("RGB").tobytes()

    @pytest.mark.parametrize("mode", ["RGBA", "LA"])
    def test_transparency_is_kept(self, mode):
        image = make_photo((90, 60)).convert(mode)
        image.putalpha(Image.linear_gradient("L").resize((90, 60)))

        clean = cleaned(encoded(image, "PNG"))

        assert clean.extension == "png"
        assert opened(clean).tobytes() == image.tobytes()

    def test_a_transparent_gif_stays_transparent(self):
        chart = make_chart("P")
        clean = cleaned(encoded(chart, "GIF", transparency=chart.getpixel((0, 0))))

        assert opened(clean).convert("RGBA").getpixel((0, 0))[3] == 0

    def test_a_picture_taken_sideways_stands_upright(self):
        exif = Image.Exif()
        exif[0x0112] = 6  # turned a quarter to the right
        image = Image.new("RGB", (200, 100), "red")
        image.paste("blue", (0, 0, 50, 100))

        clean = cleaned(encoded(image, "JPEG", exif=exif, quality=95))

        assert (clean.width, clean.height) == (100, 200)
        red, _, blue = opened(clean).getpixel((50, 10))
        assert blue > 200 > red

    @pytest.mark.parametrize("mode", ["L", "CMYK", "1", "I;16"])
    def test_every_way_of_keeping_colours_is_understood(self, mode):
        form = "JPEG" if mode == "CMYK" else "PNG"
        if mode == "I;16":
            image = Image.new("I;16", (40, 40), 32768)
        else:
            image = Image.new("RGB", (40, 40), (128, 128, 128)).convert(mode)

        clean = cleaned(encoded(image, form))

        assert opened(clean).size == (40, 40)
        if mode != "1":
            assert abs(opened(clean).convert("L").getpixel((20, 20)) - 128) <= 4

    def test_a_colour_profile_is_used_and_left_out(self):
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        clean = cleaned(encoded(make_photo(), "JPEG", icc_profile=profile))

        assert "icc_profile" not in opened(clean).info

    def test_a_broken_colour_profile_is_passed_over(self):
        clean = cleaned(encoded(make_photo(), "PNG", icc_profile=b"nonsense" * 20))

        assert opened(clean).size == (600, 400)


class TestTheSameAgain:
    @pytest.mark.parametrize(
        "data",
        [
            encoded(make_photo(), "JPEG", quality=95),
            encoded(make_photo(), "JPEG", quality=40),
            encoded(make_photo(mode="L"), "JPEG"),
            encoded(make_chart(), "PNG"),
            encoded(make_chart("RGB"), "PNG"),
            encoded(make_chart("1"), "PNG"),
            encoded(make_chart(), "GIF"),
            encoded(make_photo(mode="RGBA"), "WEBP"),
        ],
    )
    def test_a_clean_picture_sent_again_keeps_its_bytes(self, data):
        first = cleaned(data)

        assert cleaned(first.data) == first
        assert cleaned(data) == first

    def test_bytes_after_the_end_make_a_clean_picture_unclean(self):
        for form in ("JPEG", "PNG"):
            first = cleaned(encoded(make_photo() if form == "JPEG" else make_chart(), form))
            assert cleaned(first.data + b"<script>alert(1)</script>").data[-9:] != b"</script>"
            assert b"script" not in cleaned(first.data + b"<script>").data

    def test_a_comment_makes_a_clean_picture_unclean(self):
        first = cleaned(encoded(make_photo(), "JPEG"))
        with_comment = first.data[:2] + b"\xff\xfe\x00\x08SECRET" + first.data[2:]

        assert b"SECRET" not in cleaned(with_comment).data
