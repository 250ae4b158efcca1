"""The dress changes with whatever pages are made with, and with nothing else."""

import os

import pytest

from archive.captures.dress import Dress


@pytest.fixture
def project(settings, tmp_path):
    for folder in ("templates", "static/css", "archive/views", "review_site", "requirements",
                   "locale/cy"):  # fmt: skip
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "templates/base.html").write_text("<p>")
    (tmp_path / "static/css/base.css").write_text("p {}")
    (tmp_path / "archive/views/home.py").write_text("pass")
    (tmp_path / "requirements/run.txt").write_text("django==5.2.19")
    (tmp_path / "locale/cy/django.mo").write_bytes(b"Hafan")
    settings.BASE_DIR = tmp_path
    settings.STATIC_FROM_SOURCE = False
    return tmp_path


@pytest.mark.parametrize(
    "name",
    ["templates/base.html", "static/css/base.css", "archive/views/home.py", "requirements/run.txt",
     "templates/new.html", "locale/cy/django.mo"],
)  # fmt: skip
def test_another_file_makes_another_dress(name, project):
    before = Dress().digest()

    (project / name).write_text("another")

    assert Dress().digest() != before


def test_a_file_that_is_renamed_makes_another_dress(project):
    before = Dress().digest()

    (project / "templates/base.html").rename(project / "templates/bare.html")

    assert Dress().digest() != before


def test_another_address_of_the_site_makes_another_dress(project, settings):
    before = Dress().digest()

    settings.SITE_URL = "https://elsewhere.example"

    assert Dress().digest() != before


def test_what_python_leaves_behind_makes_no_other_dress(project):
    before = Dress().digest()

    (project / "archive/__pycache__").mkdir()
    (project / "archive/__pycache__/home.py").write_text("another")
    (project / "README.md").write_text("another")

    assert Dress().digest() == before


def test_the_same_files_at_another_time_are_the_same_dress(project):
    before = Dress().digest()

    os.utime(project / "templates/base.html", (1, 1))

    assert Dress().digest() == before


def test_a_server_keeps_the_dress_that_it_started_in(project):
    dress = Dress()
    before = dress.digest()

    (project / "templates/base.html").write_text("another")

    assert dress.digest() == before


def test_a_developer_sees_another_dress_at_once(project, settings):
    settings.STATIC_FROM_SOURCE = True
    dress = Dress()
    before = dress.digest()

    (project / "templates/base.html").write_text("another")

    assert dress.digest() != before
