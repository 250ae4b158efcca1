"""Boards and people, in the words of their time."""

from datetime import date

import pytest

pytestmark = pytest.mark.django_db


class TestABoard:
    def test_lists_its_members_with_the_role_and_biography_that_they_had(
        self, client, make_board, make_member, make_person
    ):
        board = make_board("Evidence Group", summary="It weighed the evidence.")
        ada = make_person("Ada Example", biography="Ada is a judge now.")
        make_member(board, ada, role="Co-chair", biography="Ada taught at a university.")
        page = client.get("/boards/evidence-group/").text

        assert "It weighed the evidence." in page
        assert "Co-chair, from 1 March 2021" in page
        assert "Ada taught at a university." in page
        assert "Ada is a judge now." not in page

    def test_sets_former_members_apart(self, client, make_board, make_member):
        board = make_board("Evidence Group")
        make_member(board)
        left = make_member(board, left_on=date(2021, 9, 1))
        page = client.get("/boards/evidence-group/").text

        assert page.index('id="former-members"') < page.index(left.person.name)
        assert "1 March 2021 to 1 September 2021" in page

    def test_that_has_done_its_work_shows_all_as_members(self, client, make_board, make_member):
        make_member(make_board("Evidence Group"), left_on=date(2021, 9, 1))
        page = client.get("/boards/evidence-group/").text

        assert 'id="members"' in page
        assert "Former members" not in page

    def test_counts_a_person_once(self, client, make_member):
        member = make_member(left_on=date(2021, 9, 1))
        make_member(member.board, member.person, joined_on=date(2022, 1, 1))

        assert "1 person" in client.get("/boards/").text


class TestAPerson:
    def test_has_roles_on_boards_and_in_records(
        self, client, make_person, make_member, make_contributor, make_letter
    ):
        ada = make_person("Ada Example")
        board = make_member(person=ada, role="Co-chair").board
        make_contributor(make_letter("A letter"), ada, role="Chair of the Review")
        page = client.get("/people/ada-example/").text

        assert board.name in page
        assert "Co-chair" in page
        assert "A letter" in page
        assert "Chair of the Review" in page

    def test_who_is_only_in_drafts_is_not_there(
        self, client, make_person, make_contributor, make_letter
    ):
        make_contributor(make_letter(published_at=None), make_person("Ada Example"))

        assert client.get("/people/ada-example/").status_code == 404
        assert "Ada Example" not in client.get("/boards/").text


def test_a_portrait_keeps_the_chosen_part_in_sight_wherever_it_is_cropped(
    client, make_board, make_member, make_person, make_picture
):
    usual = make_person("Ada Example", portrait=make_picture())
    chosen = make_person("Bea Rao", portrait=make_picture(colour="red"), portrait_focus="right")
    board = make_board("Evidence Group")
    make_member(board, usual)
    make_member(board, chosen)
    page = client.get("/boards/evidence-group/").text

    assert 'class="portrait focus--top" src="' in page
    assert 'class="portrait focus--right" src="' in page
