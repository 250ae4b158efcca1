"""The drafts of the demonstration that wait for a second person: of its pages, and ours."""

import re

import pytest
import yaml

from archive.importing.folder_import import import_folder
from archive.management.demonstration import DEMONSTRATION, IN_REVIEW, put_in_review
from archive.markdown import problems, relative_dates
from archive.models import Comment, Record, Submission

FILES = sorted(IN_REVIEW.glob("*.md"))


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def parts(request) -> tuple[dict, str]:
    _, facts, words = request.param.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(facts), words


def test_its_words_take_the_place_of_some_that_the_page_says_once(parts):
    facts, words = parts
    name = facts["draft_of"].strip("/")
    page = (DEMONSTRATION / f"{name}.md").read_text(encoding="utf-8")

    assert page.count(facts["instead_of"]) == 1
    assert facts["instead_of"] not in ("", words.strip())


def test_its_links_lead_to_pages_of_the_demonstration(parts):
    targets = re.findall(r"\]\((/[^)]*)\)", parts[1])

    assert all((DEMONSTRATION / f"{target.strip('/')}.md").exists() for target in targets)


def test_readers_would_stumble_over_nothing_in_it_and_nobody_is_quoted(parts):
    facts, words = parts
    said = [facts["change_note"], facts["note"], *(each["text"] for each in facts["comments"])]

    assert list(problems(words)) == list(relative_dates(words)) == []
    assert not re.search(r"[“”]|^>", "\n".join([words, *said]), flags=re.M)


@pytest.mark.django_db
def test_all_of_them_are_submitted_with_what_is_said_of_their_fields(make_user):
    author = make_user("Authors")
    import_folder(DEMONSTRATION)
    before = Record.objects.count()
    put_in_review(author)

    assert Submission.objects.waiting().by(author).count() == len(FILES)
    assert Comment.objects.open().exclude(field="").count() >= len(FILES)
    assert Record.objects.count() == before
