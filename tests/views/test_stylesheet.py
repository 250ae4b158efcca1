"""The one stylesheet that all the files in static/css/ make together."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import override_settings

from review_site.stylesheets import LAYERS, NAME, StylesheetFinder, joined


def test_layers_come_in_their_order_and_files_by_name(tmp_path):
    for layer in LAYERS:
        (tmp_path / layer).mkdir()
    (tmp_path / "components" / "b.css").write_text(".b {}\n")
    (tmp_path / "components" / "a.css").write_text(".a {}\n")
    (tmp_path / "tokens" / "sizes.css").write_text(":root {}\n")
    sheet = joined(tmp_path)

    assert sheet.startswith("@layer tokens, base, layout, components, utilities;")
    assert sheet.index(":root {}") < sheet.index(".a {}") < sheet.index(".b {}")


def test_it_is_found_and_collected_like_any_static_file(tmp_path):
    with override_settings(STATE_DIR=tmp_path):
        finder = StylesheetFinder()

        assert finder.find("css/other.css") == []
        assert ".masthead" in Path(finder.find(NAME)).read_text()
        assert [name for name, _ in finder.list([])] == [NAME]
    assert finders.find(NAME)


def test_every_file_is_in_a_layer():
    folder = settings.BASE_DIR / "static" / "css"

    beside_pages = ["memento.css"]  # on top of pages of any day, whatever they wear
    assert [path.name for path in folder.iterdir() if path.name not in LAYERS] == beside_pages


def test_nothing_is_forced_and_nothing_is_fetched():
    sheet = joined(settings.BASE_DIR / "static" / "css")

    for forbidden in ("!important", "@import", "url(", "#main"):
        assert forbidden not in sheet
