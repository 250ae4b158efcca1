"""Where a record leads, and what that may say of what is not public yet."""

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.models import Link


@pytest.fixture(params=[None, timedelta(days=1)], ids=["draft", "scheduled"])
def secret(request, make_publication):
    """A report that is not public yet."""
    at = timezone.now() + request.param if request.param else None
    return make_publication("Nobody knows this title", published_at=at)


@pytest.mark.parametrize("purpose", Link.Purpose)
def test_the_title_of_what_is_not_public_yet_stays_unsaid(purpose, secret, make_episode, client):
    episode = make_episode()
    episode.links.create(purpose=purpose, to_record=secret)

    page = client.get(episode.address).content.decode()
    assert secret.title not in page

    secret.published_at = timezone.now()
    secret.save()
    page = client.get(episode.address).content.decode()
    assert secret.title in page
    assert secret.address in page


def test_a_label_is_words_alone_while_the_record_is_not_public(secret, make_post, client):
    post = make_post()
    post.links.create(label="Our report, this summer", to_record=secret)

    page = client.get(post.address).content.decode()
    assert "Our report, this summer" in page
    assert secret.title not in page
    assert secret.address not in page


def test_nothing_else_on_a_page_names_a_record_that_is_not_public(
    secret, make_publication, make_page, make_topic, make_person, make_contributor, client
):
    topic, person = make_topic("Kinship care"), make_person()
    report = make_publication("The old edition", superseded_by=secret, topics=[topic])
    version = make_publication("An easy one", version_of=secret, version_for="Easy read")
    secret.version_of, secret.version_for = report, "Children"
    secret.save()
    secret.topics.add(topic)
    for record in (secret, report):
        make_contributor(record, person)
    above = make_page("Nobody knows this page", published_at=secret.published_at)
    page = make_page("A page", parent=above)

    places = [report, version, page, topic, person]
    for address in [place.get_absolute_url() for place in places] + ["/", "/site-map/", "/feed/"]:
        assert "Nobody knows" not in client.get(address).content.decode(), address
