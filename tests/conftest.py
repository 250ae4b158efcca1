"""What every test stands on: settings of its own and a folder of its own for files."""

import os
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from io import BytesIO
from itertools import count

# Before Django reads its settings: the tests' environment is theirs, whatever the machine's is.
# Only DATABASE_URL is taken from outside, so that the same tests run on PostgreSQL.
os.environ.update(
    DJANGO_SETTINGS_MODULE="review_site.settings",
    SECRET_KEY="the-tests-sign-with-this-and-nothing-else-ever-does-so",
    SITE_URL="http://testserver",
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    STATIC_FROM_SOURCE="yes",
)
for name in ("DEBUG", "TRUSTED_PROXIES", "MEDIA_ROOT", "HSTS_SECONDS", "STATE_DIR"):
    os.environ.pop(name, None)

import django  # noqa: E402
import hypothesis  # noqa: E402
import pytest  # noqa: E402

django.setup()

# How long one example takes says more of what else the machine does than of the code.
hypothesis.settings.register_profile("any_machine", deadline=None)
hypothesis.settings.load_profile("any_machine")

from django.contrib.auth.models import Group, User  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.backends.base.base import BaseDatabaseWrapper  # noqa: E402
from django.utils import timezone  # noqa: E402
from django.utils.text import slugify  # noqa: E402
from PIL import Image  # noqa: E402

from archive.captures.dress import of_this_process  # noqa: E402
from archive.lifecycle import move_stage, triggers  # noqa: E402
from archive.models import (  # noqa: E402
    LETTER_KINDS,
    Attachment,
    Board,
    BoardMember,
    Call,
    Contributor,
    Edition,
    Episode,
    FaqCategory,
    FaqEntry,
    Kind,
    Notice,
    Page,
    Person,
    Picture,
    Post,
    Publication,
    Record,
    Redirect,
    SiteState,
    Stage,
    StageChange,
    Topic,
    second_person,
)
from tests.databases import (  # noqa: E402
    a_database_is_emptied_without_its_triggers,  # noqa: F401
    pytest_collection_modifyitems,  # noqa: F401
)
from tests.quick import (  # noqa: E402
    passwords_are_hashed_quickly,  # noqa: F401
    rubbish_is_looked_for_rarely,  # noqa: F401
    the_parts_of_a_form_leave_no_copy_of_their_context,  # noqa: F401
)


@pytest.fixture(autouse=True)
def media_in_a_folder_of_its_own(settings, tmp_path_factory):
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")


@pytest.fixture(autouse=True, scope="session")
def a_tests_transaction_keeps_its_connection():
    """Where a test asks the site as a server does, Django looks after its connections at the end
    of each request; the one in which the test's own transaction is open has to stay."""
    look_after = BaseDatabaseWrapper.close_if_unusable_or_obsolete

    def look_after_others(self) -> None:
        if not self.in_atomic_block:
            look_after(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseWrapper, "close_if_unusable_or_obsolete", look_after_others)
        yield


@pytest.fixture(autouse=True, scope="session")
def a_file_saved_while_the_tests_run_is_no_new_dress():
    own = of_this_process()
    digest = own.digest()
    own.digest = lambda: digest


@pytest.fixture(autouse=True)
def publishing_is_one_persons(request, monkeypatch):
    """Most tests are about something else; who is not says so by the fixture below."""
    if "a_second_person_is_asked_for" not in request.fixturenames:
        monkeypatch.setattr(second_person, "BY_ITSELF", set())


@pytest.fixture
def a_second_person_is_asked_for():
    """As it is on a site where nobody said otherwise."""


@pytest.fixture
def edition_number(db):
    """The number of the edition, as if everything so far had been committed.

    PostgreSQL counts as a transaction ends, and a test's own does not end.
    """

    def number() -> int:
        if connection.vendor == "postgresql":
            with transaction.atomic():  # the count of a transaction within is counted on from
                connection.check_constraints()
        return Edition.objects.current().number

    return number


@pytest.fixture
def lose_edition(edition_number):
    """Leave the database without its edition, which it refuses while its triggers are there."""

    def lose() -> None:
        edition_number()
        triggers.remove()
        Edition.objects.all().delete()
        triggers.install()

    return lose


# --- Things on the record, with believable defaults ---------------------------------------
#
# Each fixture is a function: make_letter(title=…, published_at=None) and so on. A record is
# published unless it is told otherwise.


PUBLISHED_AT = datetime(2022, 5, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def number():
    """1, 2, 3 …: what keeps the names of one test apart."""
    return partial(next, count(1))


@pytest.fixture
def make_topic(db, number):
    def make(name: str = "", **facts) -> Topic:
        name = name or f"Kinship care {number()}"
        return Topic.objects.create(**{"name": name, "slug": slugify(name)} | facts)

    return make


@pytest.fixture
def make_picture(db):
    def make(
        alt: str = "Four people talk around a table", colour: str = "teal", **facts
    ) -> Picture:
        drawn = BytesIO()
        Image.new("RGB", (640, 360), colour).save(drawn, "PNG")
        drawn.seek(0)
        return Picture.objects.keep(drawn, alt=alt, name="A meeting.png", **facts)

    return make


@pytest.fixture
def make_record(db, number):
    def make(model: type[Record], title: str, topics: Sequence[Topic] = (), **facts) -> Record:
        title = title or f"What we heard this spring, part {number()}"
        record = model(
            **{
                "title": title,
                "slug": slugify(title),
                "summary": "Families told the review what helped them and what did not.",
                "body": "It began with *one* question.\n\n## What we heard\n\nA great deal.",
                "published_at": PUBLISHED_AT,
            }
            | facts
        )
        record.save()
        record.topics.set(topics)
        return record

    return make


@pytest.fixture
def make_publication(make_record):
    def make(title: str = "", kind: Kind = Kind.REPORT, **facts) -> Publication:
        if kind in LETTER_KINDS:
            facts = {"dated_on": date(2022, 5, 20)} | facts
        return make_record(Publication, title, kind=kind, **facts)

    return make


@pytest.fixture
def make_letter(make_publication):
    def make(title: str = "", **facts) -> Publication:
        letter = {
            "kind": Kind.LETTER,
            "addressed_to": ["The Secretary of State for Education"],
            "copied_to": ["The Children’s Commissioner"],
            "salutation": "Dear Secretary of State,",
            "sign_off": "Yours sincerely,",
        }
        return make_publication(title, **letter | facts)

    return make


@pytest.fixture
def make_post(make_record):
    def make(title: str = "", kind: Kind = Kind.NEWS, **facts) -> Post:
        return make_record(Post, title, kind=kind, **facts)

    return make


@pytest.fixture
def make_call(make_record):
    def make(title: str = "", **facts) -> Call:
        call = {
            "opens_at": timezone.now() - timedelta(days=10),
            "closes_at": timezone.now() + timedelta(days=10),
            "text_before": "The call opens soon.",
            "text_open": "Write to us by letter or by e-mail.",
            "text_after": "The call has closed. Thank you to everyone who wrote.",
        }
        return make_record(Call, title, kind=Kind.CALL, **call | facts)

    return make


@pytest.fixture
def make_episode(make_record):
    def make(title: str = "", turns: int = 2, **facts) -> Episode:
        episode = make_record(Episode, title, kind=Kind.EPISODE, **facts)
        for position in range(1, turns + 1):
            episode.turns.create(
                position=position,
                speaker="Host" if position % 2 else "Guest",
                starts_at_seconds=position * 30,
                text=f"The {position}. thing that is said.",
            )
        return episode

    return make


@pytest.fixture
def make_page(make_record):
    def make(title: str = "", **facts) -> Page:
        return make_record(Page, title, kind=Kind.PAGE, **facts)

    return make


@pytest.fixture
def make_attachment(db, number):
    """With `content`, bytes of any kind that the site takes; text otherwise."""

    def make(record: Record, content: bytes = b"", name: str = "", **facts) -> Attachment:
        attachment = Attachment(record_id=record.pk, **{"title": "The evidence"} | facts)
        content = content or b"What the evidence says, in plain words."
        attachment.keep_file(BytesIO(content), name or f"Evidence {number()}.txt")
        attachment.save()
        return attachment

    return make


@pytest.fixture
def make_redirect(db, number):
    def make(address: str = "", **facts) -> Redirect:
        return Redirect.objects.create(address=address or f"/old/{number()}/", **facts)

    return make


@pytest.fixture
def make_person(db, number):
    def make(name: str = "", **facts) -> Person:
        name = name or f"Ada Example {number()}"
        return Person.objects.create(**{"name": name, "slug": slugify(name)} | facts)

    return make


@pytest.fixture
def make_contributor(make_person):
    def make(record: Record, person: Person | None = None, **facts) -> Contributor:
        facts = {"role": "Chair of the Review"} | facts
        return record.contributors.create(person=person or make_person(), **facts)

    return make


@pytest.fixture
def make_board(db, number):
    def make(name: str = "", **facts) -> Board:
        name = name or f"Evidence Group {number()}"
        return Board.objects.create(**{"name": name, "slug": slugify(name)} | facts)

    return make


@pytest.fixture
def make_member(make_board, make_person):
    def make(board: Board | None = None, person: Person | None = None, **facts) -> BoardMember:
        facts = {"role": "Member", "joined_on": date(2021, 3, 1)} | facts
        return (board or make_board()).members.create(person=person or make_person(), **facts)

    return make


@pytest.fixture
def make_faq(db, number):
    def make(question: str = "", category: FaqCategory | None = None, **facts) -> FaqEntry:
        question = question or f"Who decides, question {number()}?"
        if category is None:
            name = {"name": "About the review", "slug": "about-the-review"}
            category, _ = FaqCategory.objects.get_or_create(name=name["name"], defaults=name)
        answer = {
            "answer": "The chair does, after listening to everyone.",
            "anchor": slugify(question),
            "published_at": PUBLISHED_AT,
        }
        return category.entries.create(question=question, **answer | facts)

    return make


@pytest.fixture
def make_notice(db):
    def make(title: str = "This website will close by 10 March 2023", **facts) -> Notice:
        notice = {"body": "The review has ended.", "starts_at": PUBLISHED_AT}
        return Notice.objects.create(title=title, **notice | facts)

    return make


@pytest.fixture
def closing_site(make_notice):
    """A site in its closing stage, under one notice."""
    notice = make_notice()
    move_stage(Stage.CLOSING, by=None)
    return notice


@pytest.fixture
def close_site(edition_number, make_notice):
    """Close the site as a test has made it so far, whatever of it is kept."""

    def close() -> StageChange:
        if SiteState.objects.current().is_open:
            if not Notice.objects.exists():
                make_notice()
            move_stage(Stage.CLOSING, by=None)
        why = "The review has ended."
        return move_stage(Stage.CLOSED, by=None, reason=why, edition=edition_number())

    return close


@pytest.fixture
def closed_site(close_site):
    """A site that is closed, with nothing but a notice on it."""
    return close_site()


@pytest.fixture
def make_user(db, number):
    """Somebody who may sign in; in one of the groups, if it is named."""

    def make(group: str = "", **facts) -> User:
        name = {"username": f"editor-{number()}", "is_staff": True}
        user = User.objects.create_user(password="a long enough password", **name | facts)
        if group:
            user.groups.add(Group.objects.get(name=group))
        return user

    return make
