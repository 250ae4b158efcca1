"""A published page gives way to a newer one: at once, and asked once whether that is the one."""

from django.urls import reverse

from archive.models import Post, Record

from .conftest import errors_of, save, text_of


class TestAPublishedPage:
    def test_leads_to_a_newer_one(self, editor, client, make_post):
        post, newer = make_post(), make_post("The newer post")

        chosen = {"superseded_by": newer.pk, "superseded_meant": newer.pk}
        save(editor, post, "_supersede", **chosen)

        assert "The newer post" in client.get(post.address).content.decode()

    def test_is_asked_once_whether_that_is_the_newer_one(self, editor, client, make_post):
        post, newer = make_post(), make_post("The newer post")

        asked = save(editor, post, "_supersede", superseded_by=newer.pk)

        assert f"“The newer post”, {newer.address}, would take its place" in errors_of(asked)
        assert f'name="superseded_meant" value="{newer.pk}"' in text_of(asked)
        assert "The newer post" not in client.get(post.address).content.decode()

    def test_leads_nowhere_where_nothing_was_chosen(self, editor, make_post):
        answer = save(editor, post := make_post(), "_supersede")

        assert "Choose the page that takes its place." in errors_of(answer)
        assert post.revisions.count() == 0

    def test_stands_for_itself_again(self, editor, make_post):
        newer = Record.objects.get(pk=make_post().pk)
        post = make_post(superseded_by=newer)

        save(editor, post, "_supersede", superseded_by="")

        assert Post.objects.get(pk=post.pk).superseded_by is None

    def test_finds_the_newer_one_by_its_title_first(self, editor, make_post):
        make_post("A timeline", body="Paying the price was a report.")
        newer = make_post("Paying the price: what it costs")
        asked = {"app_label": "archive", "model_name": "post", "field_name": "superseded_by"}

        found = editor.get(reverse("admin:autocomplete"), asked | {"term": "Paying the price"})

        assert found.json()["results"][0]["id"] == str(newer.pk)
