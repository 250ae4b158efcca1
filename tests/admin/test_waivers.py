"""How grave each rule is, and what was left as it is: both in the admin, for all to see."""

import pytest
from django.urls import reverse

from archive.models import RuleSeverity, Severity, Waiver
from archive.models.log import logged
from archive.proofreading.reading import proof
from archive.proofreading.rules import RULES
from archive.proofreading.waiving import waive

from .conftest import messages_of, text_of

SEVERITIES = reverse("admin:archive_ruleseverity_changelist")
WAIVERS = reverse("admin:archive_waiver_changelist")
WHY = "It is a quotation from the play."


def as_they_are() -> dict[str, str]:
    return {rule.id: rule.severity.value for rule in RULES.values() if not rule.is_fixed}


class TestHowGraveEachRuleIs:
    def test_an_administrator_says_it(self, administrator):
        administrator.post(SEVERITIES, as_they_are() | {"capitals": "blocks"})

        row = RuleSeverity.objects.get()
        assert (row.rule, row.severity) == ("capitals", Severity.BLOCKS)

    def test_the_log_says_who_did(self, administrator):
        administrator.post(SEVERITIES, as_they_are() | {"capitals": "blocks"})

        (entry,) = logged(RuleSeverity.objects.get())
        assert entry.user == administrator.user
        assert "Words in capitals" in entry.change_message

    def test_what_could_do_harm_stays_refused(self, administrator):
        sent = as_they_are() | {"html-that-runs": "information"}

        administrator.post(SEVERITIES, sent)

        assert not RuleSeverity.objects.exists()

    def test_editors_and_auditors_read_it(self, editor, auditor):
        for client in (editor, auditor):
            assert "Words in capitals" in text_of(client.get(SEVERITIES))
            assert client.post(SEVERITIES, as_they_are()).status_code == 403

    def test_a_closed_site_keeps_it(self, administrator, closed_site):
        assert administrator.post(SEVERITIES, as_they_are()).status_code == 403


class TestWaivers:
    @pytest.fixture
    def waived(self, editor, make_post):
        post = make_post("What we heard in Leeds", body="We MUST go.")
        (found,) = proof(post).all
        return waive(post, found.place, by=editor.user, reason=WHY, may_publish=True)

    def test_in_force_are_listed_with_page_reason_and_name(self, auditor, waived):
        page = text_of(auditor.get(WAIVERS))

        assert WHY in page
        assert "What we heard in Leeds" in page
        assert "Edith Shaw" in page

    def test_are_taken_back_by_administrators(self, administrator, waived):
        sent = {"action": "take_them_back", "_selected_action": [waived.pk]}

        answer = administrator.post(WAIVERS, sent, follow=True)

        assert "One waiver is taken back" in messages_of(answer)[0]
        waived.refresh_from_db()
        assert waived.taken_back_by == administrator.user
        assert WHY not in text_of(administrator.get(WAIVERS))
        assert WHY in text_of(administrator.get(WAIVERS, {"stands": "no"}))

    def test_are_taken_back_by_nobody_else(self, editor, waived):
        sent = {"action": "take_them_back", "_selected_action": [waived.pk]}

        editor.post(WAIVERS, sent)

        waived.refresh_from_db()
        assert waived.taken_back_at is None

    def test_are_never_changed_or_deleted(self, administrator, waived):
        address = reverse("admin:archive_waiver_delete", args=[waived.pk])

        assert administrator.post(address, {"post": "yes"}).status_code == 403
        assert Waiver.objects.count() == 1
