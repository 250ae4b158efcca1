"""An editor's day, as docs/editing.md tells it, before the production server: a letter goes from
Word to the public and is corrected there; two people write at once, and nobody loses a word."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.files.made_files import NAME, box_at, make_pdf

from .conftest import PASSWORD, keep_refusals, sign_in
from .test_pasting import PASTE
from .whole_server import WholeServer

pytestmark = pytest.mark.browser

WORD = (Path(__file__).parent / "pasted" / "word_letter.html").read_text()
TITLE = "Letter on homes for children"
ADDRESS = "/publications/letter-on-homes-for-children/"
REPORT = "/publications/the-final-report/"
BOX = box_at(95, 695, 90, 18)
NOT_YET = timedelta(seconds=15)
A_LOOK = 1000  # milliseconds in which the server has looked whether anything changed

ACCOUNTS = f"""
from datetime import UTC, datetime
from django.contrib.auth.models import Group, User
from archive.models import Publication, Review
Review.objects.create(name="The Independent Review of Examples")
Publication.objects.create(
    kind="report", title="The final report", slug="the-final-report", body="It is not much.",
    summary="What we found.", published_at=datetime(2022, 5, 23, 9, tzinfo=UTC),
)
for username, first, last in (("ada", "Ada", "Lind"), ("ben", "Ben", "Okoro")):
    user = User.objects.create_user(
        username, password={PASSWORD!r}, first_name=first, last_name=last, is_staff=True
    )
    user.groups.add(Group.objects.get(name="Editors"))
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    server = WholeServer(tmp_path_factory.mktemp("day"))
    try:
        server.run(ACCOUNTS)
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture
def open_window(site, browser):
    """A window of somebody's own, 1280 pixels wide; what its browser refused is in `refused`."""
    profiles = []

    def open_one() -> Page:
        size = {"width": 1280, "height": 900}
        profiles.append(browser.new_context(viewport=size, base_url=site.url))
        page = profiles[-1].new_page()
        page.refused = []
        page.on("console", lambda said: keep_refusals(page, said.text))
        return page

    yield open_one
    for profile in profiles:
        profile.close()


@pytest.fixture
def signed_in(open_window):
    def signed_in(username: str) -> Page:
        page = open_window()
        page.goto("/admin/")
        sign_in(page, username)
        return page

    return signed_in


@pytest.fixture
def ada(signed_in) -> Page:
    return signed_in("ada")


@pytest.fixture
def ben(signed_in) -> Page:
    return signed_in("ben")


@pytest.fixture
def reader(open_window) -> Page:
    return open_window()


def test_a_letter_goes_from_word_to_the_public_and_is_corrected_there(ada, ben, reader):
    paste_a_letter_from_word(ada)
    mend_what_the_panel_finds(ada)
    be_stopped_by_words_under_a_black_box(ada)
    put_a_clean_file_in_its_place_and_submit(ada)
    approve(ben)
    assert reader.goto(ADDRESS).status == 404
    goes_out_at = schedule(ben)
    wait_until(reader, goes_out_at)
    assert reader.goto(ADDRESS).status == 200
    expect(reader.get_by_role("main")).to_contain_text("Forty families met us")

    correct(ada)
    approve(ben)
    publish_the_changes(ben)

    see_both_in_its_history(reader)
    assert ada.refused == ben.refused == []


def test_two_people_write_at_once_and_neither_loses_a_word(ada, ben):
    ada.get_by_role("link", name="Write a blog post").click()
    ada.get_by_role("textbox", name="Title").fill("What we heard in Leeds")
    body_of(ada).fill("We met families.\n\nThey told us much.")
    ada.get_by_role("button", name="Save draft").click()
    expect(told(ada)).to_contain_text("is saved as a draft")
    ben.goto(ada.url)
    expect(ben.get_by_text("Ada Lind has had this open")).to_be_visible()

    write_in_place_of(ada, "families.", "forty families.")
    write_in_place_of(ben, "much.", "a great deal.")
    ada.get_by_role("button", name="Save draft").click()
    expect(told(ada)).to_contain_text("is saved as a draft")
    ben.get_by_role("button", name="Save draft").click()

    expect(ben.locator(".error-summary")).to_contain_text("Ada Lind saved this")
    both = ben.get_by_role("region", name="What Ada Lind saved, and what you wrote")
    expect(both).to_contain_text("We met forty families.")
    expect(both).to_contain_text("They told us a great deal.")
    expect(body_of(ben)).to_have_value("We met families.\n\nThey told us a great deal.")
    write_in_place_of(ben, "families.", "forty families.")
    ben.get_by_role("button", name="Save draft").click()
    expect(told(ben)).to_contain_text("is saved as a draft")
    expect(body_of(ben)).to_have_value("We met forty families.\n\nThey told us a great deal.")


# --- What an editor does ------------------------------------------------------------------


def paste_a_letter_from_word(page: Page) -> None:
    page.get_by_role("link", name="Write a letter").click()
    page.get_by_role("textbox", name="Title").press_sequentially(TITLE)
    page.get_by_label("Date on it").fill("27 November 2026")
    page.get_by_label("To", exact=True).fill("The Secretary of State for Education")
    page.get_by_label("Salutation").fill("Dear Secretary of State,")
    page.get_by_label("Sign off").fill("Yours sincerely,")
    page.wait_for_load_state("networkidle")
    host = page.url.split("/admin")[0]
    html = WORD.replace("https://review.example.org", host)

    assert body_of(page).evaluate(PASTE, [html, "Thank you for the letter"])

    expect(page.locator(".editor-told").first).to_have_text(
        "Pasted as Markdown. 1 deletion in tracked changes was left out."
    )
    expect(shown(page).get_by_role("cell", name="80,850")).to_be_attached()


def mend_what_the_panel_finds(page: Page) -> None:
    panel = panel_of(page)
    summary = panel.locator(".proof-summary")
    expect(summary).to_have_text("7 things to look at. One of them stops it from going out.")
    panel.get_by_role("button", name="which is not there").click()
    page.keyboard.insert_text(REPORT)
    expect(summary).to_have_text("6 things to look at.")
    panel.get_by_role("button", name="“here” does not say where it leads").click()
    page.keyboard.insert_text("our final report")
    expect(summary).to_have_text("5 things to look at.")
    for left, words in ((4, "## What we heard"), (3, "## What we ask"), (2, "must")):
        panel.get_by_role("button", name=f"Replace with “{words}”").click()
        expect(summary).to_have_text(f"{left} things to look at.")
    page.get_by_label("Summary").fill("What forty families told us, and what we ask.")
    expect(summary).to_have_text("One thing to look at.")
    page.get_by_role("button", name="Save draft").click()
    expect(told(page)).to_contain_text("is saved as a draft")

    panel.get_by_text("Leave it as it is…").click()
    panel.get_by_label("Why it can stay so").fill("It is a letter, and names its day.")
    panel.get_by_role("button", name="Leave it as it is").click()
    expect(summary).to_have_text("Nothing to mend.")


def be_stopped_by_words_under_a_black_box(page: Page) -> None:
    page.get_by_role("button", name="Add another File").click()
    row = page.locator("#attachments-0")
    row.get_by_label("Title").fill("What a place in a home costs")
    choose(row, make_pdf(NAME + BOX))
    page.get_by_role("button", name="Save draft").click()

    expect(told(page)).to_contain_text(
        "costs.pdf is held back. Words under a black box can be copied out (page 1)"
    )
    expect(row).to_contain_text("Held back.")


def put_a_clean_file_in_its_place_and_submit(page: Page) -> None:
    row = page.locator("#attachments-0")
    choose(row, make_pdf(BOX))
    submit(page)
    expect(told(page)).to_contain_text("is in review")
    expect(told(page)).not_to_contain_text("held back")
    expect(row).to_contain_text("nothing dangerous was found")


def submit(page: Page) -> None:
    page.locator("summary", has_text="Submit for review…").click()
    page.get_by_label("A note for them").fill("The names are out of the file.")
    page.get_by_role("button", name="Save and submit").click()


def approve(page: Page) -> None:
    page.goto("/admin/")
    waiting = page.get_by_role("region", name="Waiting for you")
    waiting.get_by_role("link", name=TITLE).click()
    page.get_by_role("button", name="Approve").click()
    expect(told(page)).to_contain_text("is approved as it stands. An editor can publish it now.")
    page.get_by_role("link", name="Edit it").click()


def schedule(page: Page) -> datetime:
    page.locator("summary", has_text="Schedule…").click()
    moment = datetime.now(ZoneInfo("Europe/London")) + NOT_YET
    page.get_by_label("Publish on: date").fill(f"{moment:%d %B %Y}")
    page.get_by_label("Publish on: time, London").fill(f"{moment:%H:%M:%S}")
    page.locator("details[open]").get_by_role("button", name="Schedule").click()
    expect(told(page)).to_contain_text("will be published on")
    return moment


def wait_until(page: Page, moment: datetime) -> None:
    left = moment - datetime.now(ZoneInfo("Europe/London"))
    page.wait_for_timeout(max(left.total_seconds(), 0) * 1000 + A_LOOK)


def correct(page: Page) -> None:
    page.goto("/admin/archive/publication/")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("button", name="Edit").click()
    expect(page.get_by_text("Draft of a published page")).to_be_visible()
    write_in_place_of(page, "Forty families", "Fifty families")
    page.get_by_label("What changed").fill("Fifty families met us, not forty.")
    page.get_by_label("It is a correction").check()
    submit(page)
    expect(told(page)).to_contain_text("is in review")


def publish_the_changes(page: Page) -> None:
    page.get_by_role("button", name="Publish changes").click()
    expect(told(page)).to_contain_text("What changed is on the site now.")


def see_both_in_its_history(page: Page) -> None:
    page.wait_for_timeout(A_LOOK)
    page.reload()  # for some seconds a browser may go on with what it has
    main = page.get_by_role("main")
    expect(main).to_contain_text("Fifty families met us")
    expect(main).to_contain_text("First published")
    expect(main).to_contain_text("Correction: Fifty families met us, not forty.")
    page.get_by_role("link", name="All versions of this page").click()
    expect(main).to_contain_text("What readers see now")
    expect(main).to_contain_text("Stood until")
    main.get_by_role("link", name="What changed").click()
    page.wait_for_url("**/changes/**")
    expect(main.locator("del", has_text="Forty")).to_be_visible()
    expect(main.locator("ins", has_text="Fifty").first).to_be_visible()


# --- Where it stands ----------------------------------------------------------------------


def body_of(page: Page) -> Locator:
    return page.get_by_label("Body", exact=True)


def panel_of(page: Page) -> Locator:
    return page.get_by_role("region", name="Before it goes out")


def shown(page: Page) -> Locator:
    return page.frame_locator("iframe.editor-preview").first.locator("main")


def told(page: Page) -> Locator:
    return page.locator(".messagelist")


def choose(row: Locator, content: bytes) -> None:
    file = {"name": "costs.pdf", "mimeType": "application/pdf", "buffer": content}
    row.locator("input[type=file]").set_input_files(file)


def write_in_place_of(page: Page, before: str, after: str) -> None:
    body_of(page).evaluate(
        """(area, words) => {
          const at = area.value.indexOf(words);
          area.focus();
          area.setSelectionRange(at, at + words.length);
        }""",
        before,
    )
    page.keyboard.insert_text(after)
