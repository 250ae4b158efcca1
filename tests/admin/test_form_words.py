"""What a form says when it comes back, and after it was saved."""

from django.urls import reverse

from .conftest import address_of, errors_of, save, sent


def test_an_empty_title_is_one_fault(editor):
    page = editor.post(reverse("admin:archive_post_add"), {"kind": "news", "_save": "1"})

    assert set(page.context["adminform"].form.errors) & {"title", "slug", "address"} == {"title"}


def test_an_empty_title_says_what_to_write(editor):
    page = editor.post(reverse("admin:archive_post_add"), {"kind": "news", "_save": "1"})

    assert page.context["adminform"].form.errors["title"] == ["Write a title."]


def test_an_empty_title_of_a_file_says_so_too(editor, make_post, make_attachment):
    make_attachment(post := make_post(published_at=None))
    page = save(editor, post, **{"attachments-0-title": ""})

    assert "Write a title." in errors_of(page)


def test_a_move_is_told_with_both_addresses(administrator, make_post):
    post = make_post()
    was = post.address
    shown = administrator.get(address_of(post)).context
    data = sent(shown["adminform"].form) | {"move_to": "/news/elsewhere/", "_move": "1"}
    for each in shown["inline_admin_formsets"]:
        data |= sent(each.formset.management_form)
        data[f"{each.formset.prefix}-TOTAL_FORMS"] = 0

    page = administrator.post(address_of(post), data, follow=True).content.decode()

    assert f"moved from {was} to /news/elsewhere/" in page
