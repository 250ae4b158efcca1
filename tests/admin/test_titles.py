"""What a title may be, and what becomes of it."""

from django.urls import reverse

from .conftest import address_of, errors_of, form_at, messages_of, save, text_of


class TestATitleWithoutALetterOfAddresses:
    def test_is_told_what_its_address_would_be(self, editor):
        add = reverse("admin:archive_post_add")
        typed = {"title": "🎉🎉", "kind": "news", "_save": "1"}

        said = messages_of(editor.post(add, form_at(editor, add) | typed, follow=True))

        assert any("Its address would be /news/untitled/" in each for each in said)


class TestATitleThatIsTooLong:
    def test_is_refused_whole_and_never_cut(self, editor, make_post):
        draft = make_post(published_at=None)
        form = text_of(editor.get(address_of(draft)))

        answer = save(editor, draft, title="Long " * 60)

        assert "maxlength" not in form
        assert "at most 250 characters (it has 299)" in errors_of(answer)
        assert "Long " * 59 in text_of(answer)
