import hashlib
from pathlib import Path

import pytest

from archive.importing.folder_import import import_folder
from archive.models import Attachment, Body, Focus, Person, Picture, Record

BODY = '---\ntype: news\ntitle: {title}\n---\nBefore ![A boat]({file} "At noon") after.'


class TestAPictureInABody:
    def test_is_kept_and_shown_from_its_address(self, bring, png):
        bring({"a.md": BODY.format(title="A", file="boat.png"), "boat.png": png()})
        picture = Picture.objects.get()
        assert (picture.alt, picture.caption) == ("A boat", "At noon")
        assert Record.objects.get().body == (
            f'Before ![A boat]({picture.get_absolute_url()} "At noon") after.'
        )

    @pytest.mark.parametrize("written", ["a%20boat.png", "<a boat.png>"])
    def test_may_have_a_blank_in_its_name(self, bring, png, written):
        bring({"a.md": BODY.format(title="A", file=written), "a boat.png": png()})
        assert Picture.objects.count() == 1

    def test_that_two_files_show_is_kept_once(self, bring, png):
        bring(
            {
                "a.md": BODY.format(title="A", file="boat.png"),
                "b/b.md": BODY.format(title="B", file="../boat.png"),
                "boat.png": png(),
            }
        )
        assert Picture.objects.count() == 1

    def test_is_found_again(self, bring, png):
        files = {"a.md": BODY.format(title="A", file="boat.png"), "boat.png": png()}
        bring(files)
        assert bring(files).unchanged == {"news": 1}
        assert Picture.objects.count() == 1

    def test_that_changed_is_another(self, bring, png):
        text = BODY.format(title="A", file="boat.png")
        bring({"a.md": text, "boat.png": png("navy")})
        assert bring({"a.md": text, "boat.png": png("red")}).changed == {"news": 1}
        assert Picture.objects.count() == 2

    def test_may_have_its_credit_in_the_front_matter(self, bring, png):
        text = (
            "---\ntype: news\ntitle: A\npictures:\n"
            "  - {file: boat.png, alt: A red boat, credit: Ada Adams}\n---\n![A boat](boat.png)"
        )
        files = {"a.md": text, "boat.png": png()}
        bring(files)
        picture = Picture.objects.get()
        assert (picture.alt, picture.credit) == ("A red boat", "Ada Adams")
        assert bring(files).unchanged == {"news": 1}

    def test_may_be_only_decoration(self, bring, png):
        files = {"a.md": BODY.format(title="A", file="boat.png"), "boat.png": png()}
        files["a.md"] = files["a.md"].replace("![A boat]", "![decorative]")
        files["b.md"] = (
            "---\ntype: news\ntitle: B\npicture: {file: boat.png, decorative: true}\n---"
        )
        bring(files)
        picture = Picture.objects.get()
        assert (picture.is_decorative, picture.alt, picture.caption) == (True, "", "")
        assert bring(files).unchanged == {"news": 2}

    def test_that_the_site_has_may_be_shown_by_its_address(self, bring, png):
        bring({"a.md": BODY.format(title="A", file="boat.png"), "boat.png": png()})
        address = Picture.objects.get().get_absolute_url()
        bring({"b.md": BODY.format(title="B", file=address)})
        assert address in Record.objects.get(slug="b").body

    def test_that_is_only_an_example_in_code_is_no_picture(self, bring):
        body = "Write `![A boat](boat.png)` or\n\n```\n![A boat](boat.png)\n```"
        bring({"a.md": f"---\ntype: news\ntitle: A\n---\n{body}"})
        assert Record.objects.get().body == body

    def test_may_stand_in_a_biography_an_answer_and_a_turn(self, bring, png):
        picture = "![A boat](boat.png)"
        bring(
            {
                "a.md": f"---\ntype: person\nname: Ada\n---\n{picture}",
                "b.md": f"---\ntype: faqs\ntitle: Q\n---\n## Why?\n\n{picture}",
                "c.md": "---\ntype: episode\ntitle: C\npeople:\n"
                f'  - {{name: Ada, biography: "{picture}"}}\n---\n'
                f"## Transcript\n\n**Ada:** {picture}",
                "boat.png": png(),
            }
        )
        address = Picture.objects.get().get_absolute_url()
        shown = f"![A boat]({address})"
        episode = Record.objects.get(slug="c").episode
        assert Person.objects.get().biography == shown
        assert episode.turns.get().text == shown
        assert episode.contributors.get().biography == shown


class TestAPictureOfItsOwn:
    HEAD = "---\ntype: news\ntitle: A\npicture: {file: boat.png, alt: A boat, credit: Ada}\n---\n"

    def test_stands_at_the_top(self, bring, png):
        files = {"a.md": self.HEAD, "boat.png": png()}
        bring(files)
        picture = Record.objects.get().picture
        assert (picture.alt, picture.credit) == ("A boat", "Ada")
        assert bring(files).unchanged == {"news": 1}

    def test_says_which_part_of_it_stays_in_sight_where_it_is_cropped(self, bring, png):
        files = {"a.md": self.HEAD.replace("Ada}", "Ada, focus: top-left}"), "boat.png": png()}
        bring(files)
        assert Record.objects.get().picture.focus == Focus.TOP_LEFT
        assert bring(files).unchanged == {"news": 1}

    def test_stays_in_sight_by_its_middle_where_nothing_is_said(self, bring, png):
        bring({"a.md": self.HEAD, "boat.png": png()})
        assert Record.objects.get().picture.focus == Focus.CENTRE
        said = {"a.md": self.HEAD.replace("Ada}", "Ada, focus: centre}"), "boat.png": png()}
        assert bring(said).unchanged == {"news": 1}

    def test_is_refused_for_a_part_that_there_is_not(self, fault, png):
        said = fault(self.HEAD.replace("Ada}", "Ada, focus: middle}"), **{"boat.png": png()})
        assert "it.md:4: " in said
        assert "middle" in said

    def test_goes_when_the_file_no_longer_names_it(self, bring, png):
        bring({"a.md": self.HEAD, "boat.png": png()})
        bring({"a.md": "---\ntype: news\ntitle: A\n---\n"})
        assert Record.objects.get().picture is None

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "boat.png: "),
            (b"<html><script>x</script></html>", "boat.png: "),
            (b"GIF89a", "boat.png: "),
            (b"", "boat.png: "),
        ],
    )
    def test_that_is_no_picture_is_refused_whatever_its_name(self, fault, content, words):
        said = fault(self.HEAD, **{"boat.png": content})
        assert said.startswith("it.md:4: ")
        assert words in said

    def test_needs_words_that_stand_for_it(self, fault, png):
        said = fault(self.HEAD.replace(" alt: A boat,", ""), **{"boat.png": png()})
        assert "it.md:4: boat.png: Write what the picture shows, or say that it" in said


class TestAnAttachment:
    HEAD = "---\ntype: news\ntitle: A\nattachments:\n  - {file: The Data (v2).csv, title: Data}\n"
    DATA = "a,b\n1,2\n"

    def test_is_kept_as_it_is(self, bring):
        bring({"a.md": f"{self.HEAD}---\n", "The Data (v2).csv": self.DATA})
        attachment = Attachment.objects.get()
        assert attachment.name == "the-data-v2.csv"
        assert Path(attachment.file.path).read_bytes() == self.DATA.encode()
        assert attachment.sha256 == hashlib.sha256(self.DATA.encode()).hexdigest()
        assert attachment.content_type == "text/csv"

    def test_stays_the_same_row_while_others_come_and_go(self, bring):
        files = {"a.md": f"{self.HEAD}---\n", "The Data (v2).csv": self.DATA}
        bring(files)
        before = Attachment.objects.get()
        more = self.HEAD.replace(
            "attachments:\n", "attachments:\n  - {url: https://x.example/, title: Elsewhere}\n"
        )
        bring(files | {"a.md": f"{more}---\n"})
        elsewhere, same = Attachment.objects.in_order()
        assert elsewhere.url == "https://x.example/"
        assert (same.pk, same.file.name, same.position) == (before.pk, before.file.name, 2)

    def test_that_is_replaced_takes_its_old_file_along(
        self, bring, django_capture_on_commit_callbacks
    ):
        bring({"a.md": f"{self.HEAD}---\n", "The Data (v2).csv": self.DATA})
        old = Path(Attachment.objects.get().file.path)
        with django_capture_on_commit_callbacks(execute=True):
            bring({"a.md": f"{self.HEAD}---\n", "The Data (v2).csv": "a,b\n3,4\n"})
        assert Path(Attachment.objects.get().file.path).read_bytes() == b"a,b\n3,4\n"
        assert not old.exists()

    def test_that_is_replaced_leaves_a_file_that_the_public_was_served(
        self, bring, django_capture_on_commit_callbacks
    ):
        bring({"a.md": f"{self.HEAD}---\n", "The Data (v2).csv": self.DATA})
        old = Attachment.objects.get()
        Body.objects.create(sha256=old.sha256, size=old.size, file=old.file.name)
        with django_capture_on_commit_callbacks(execute=True):
            bring({"a.md": f"{self.HEAD}---\n", "The Data (v2).csv": "a,b\n3,4\n"})
        assert Path(old.file.path).read_bytes() == self.DATA.encode()

    def test_keeps_its_old_file_where_the_import_is_not_kept(
        self, bring, make_folder, django_capture_on_commit_callbacks
    ):
        bring({"a.md": f"{self.HEAD}---\n", "The Data (v2).csv": self.DATA})
        root = make_folder({"a.md": "---\ntype: news\ntitle: A\n---\n"})
        with django_capture_on_commit_callbacks(execute=True):
            import_folder(root, keep=False)
        assert Path(Attachment.objects.get().file.path).read_bytes() == self.DATA.encode()

    def test_that_would_get_the_name_of_another_is_refused(self, fault):
        head = f"{self.HEAD}  - {{file: the-data-v2.csv, title: Twin}}\n---\n"
        files = {"The Data (v2).csv": self.DATA, "the-data-v2.csv": self.DATA}
        assert "would be called the-data-v2.csv" in fault(head, **files)

    @pytest.mark.parametrize(
        "content", [b"MZ\x90\x00", b"<html><script>x</script></html>", b"<svg/>", b"%PDF-1.7 no"]
    )
    def test_that_is_not_what_the_site_takes_is_refused(self, fault, content):
        said = fault(f"{self.HEAD}---\n", **{"The Data (v2).csv": content})
        assert said.startswith("it.md:5: The Data (v2).csv: ")
