"""The page for too many failed log-ins, which stands outside of the admin and in its dress."""

from django.template.loader import render_to_string

from archive.models import Review


def test_carries_the_name_of_the_review(rf, db):
    Review.objects.create(name="The Review of Lighthouses")

    page = render_to_string(
        "admin/locked_out.html", {"failures": 10, "minutes": 15}, request=rf.get("/admin/login/")
    )

    assert "<h1>Log-in is paused</h1>" in page
    assert "Editing</span> The Review of Lighthouses</a>" in page
