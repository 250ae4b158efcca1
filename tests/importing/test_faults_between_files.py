"""What the files of a folder promise each other and the site, and are held to."""

import pytest

from tests.importing.test_faults import file


class TestAnAddress:
    @pytest.mark.parametrize(
        "address",
        ["/news/", "/admin/", "/admin/x/", "/faqs/all/", "/people/ada/", "/News/", "/FAQs/all/",
         "/static/x/", "/media/x/", "/attachments/x/", "/pictures/x/y/", "/news/page/2/",],
    )  # fmt: skip
    def test_that_belongs_to_the_site_is_refused(self, faults, address):
        found = faults({"it.md": file(f"type: page\ntitle: It\naddress: {address}")})
        assert "belongs to the site itself" in found[0]
        assert found[0].startswith("it.md:4: ")

    def test_that_a_page_gets_from_its_slug_is_held_to_the_same(self, fault):
        assert "The address /news/ belongs to the site" in fault(file("type: page\ntitle: News"))

    def test_may_stand_in_one_file_only(self, faults):
        (said,) = faults(
            {
                "a.md": file("type: page\ntitle: A\naddress: /it/"),
                "b.md": file("type: page\ntitle: B\nformer_addresses: [/it/]"),
            }
        )
        assert said == "b.md:4: The address /it/ is in a.md already. Change one of them."

    def test_that_something_else_on_the_site_has_is_refused(self, bring, fault):
        bring({"a.md": file("type: page\ntitle: A\naddress: /it/\nformer_addresses: [/was/]")})
        assert "Something else on this site" in fault(file("type: page\ntitle: B\naddress: /it/"))
        assert "Something else on this site" in fault(file("type: page\ntitle: B\naddress: /was/"))


class TestARedirect:
    def test_may_not_lead_round_in_a_circle(self, faults):
        text = "type: redirects\nredirects:\n  - {from: /a/, to: /b/}\n  - {from: /b/, to: /a}"
        assert faults({"it.md": file(text)}) == [
            "it.md:4: This would lead back to itself. Give another place.",
            "it.md:5: This would lead back to itself. Give another place.",
        ]

    def test_may_not_lead_round_in_a_circle_by_way_of_the_site(self, bring, fault):
        bring({"a.md": file("type: redirects\nredirects: [{from: /a/, to: /b/}]")})
        assert "back to itself" in fault(file("type: redirects\nredirects: [{from: /b/, to: /a/}]"))

    def test_may_turn_round(self, bring):
        bring({"a.md": file("type: redirects\nredirects: [{from: /a/, to: /b/}]")})
        bring(
            {
                "a.md": file(
                    "type: redirects\nredirects:\n  - {from: /a/, to: /}\n  - {from: /b/, to: /a/}"
                )
            }
        )


class TestASlug:
    def test_may_stand_in_one_file_only(self, faults):
        (said,) = faults(
            {"a.md": file("type: news\ntitle: It"), "b.md": file("type: blog\ntitle: It")}
        )
        assert said == "b.md:1: The slug “it” is in a.md already. Give one of them another."

    def test_of_another_sort_of_record_is_refused(self, bring, fault):
        bring({"a.md": file("type: news\ntitle: It")})
        assert "is on the site as something else (news)" in fault(file("type: page\ntitle: It"))

    @pytest.mark.parametrize(
        "head",
        [
            "superseded_by: nothing",
            "version_of: nothing\nversion_for: All",
            "related: [{record: nothing}]",
        ],
    )
    def test_that_nothing_has_cannot_be_referred_to(self, fault, head):
        said = fault(file(f"type: news\ntitle: It\n{head}"))
        assert "it.md:4: There is no record “nothing” in this folder or on the site." in said

    def test_of_a_parent_is_a_pages(self, faults):
        (said,) = faults(
            {
                "a.md": file("type: news\ntitle: A"),
                "b.md": file("type: page\ntitle: B\nparent: a"),
            }
        )
        assert said == "b.md:4: “a” is not a page. Name a page."

    def test_may_not_lead_round_in_a_circle(self, faults):
        found = faults(
            {
                "a.md": file("type: page\ntitle: A\nparent: b"),
                "b.md": file("type: page\ntitle: B\nparent: c"),
                "c.md": file("type: page\ntitle: C\nparent: a"),
            }
        )
        assert len(found) == 3
        assert all("goes round in a circle" in said for said in found)

    def test_may_not_lead_round_in_a_circle_by_way_of_the_site(self, bring, fault):
        bring(
            {
                "a.md": file("type: page\ntitle: A"),
                "b.md": file("type: page\ntitle: B\nparent: a"),
                "c.md": file("type: news\ntitle: C"),
                "d.md": file("type: news\ntitle: D\nsuperseded_by: c"),
            }
        )
        assert "goes round" in fault(file("type: page\ntitle: A\nparent: b"))
        assert "goes round" in fault(file("type: news\ntitle: C\nsuperseded_by: d"))

    def test_is_not_called_missing_where_its_own_file_has_faults(self, faults):
        found = faults(
            {
                "a.md": file("type: news\ntitle: A\nnonsense: 1"),
                "b.md": file("type: news\ntitle: B\nsuperseded_by: a\nrelated: [{record: a}]"),
            }
        )
        assert [said[:7] for said in found] == ["a.md:4:"]


class TestWhatThereIsOneOf:
    def test_a_review(self, faults):
        review = file("type: review\nname: It")
        assert faults({"a.md": review, "b.md": review}) == [
            "b.md:2: The review is in a.md already, and a site has one. Make one file of both."
        ]

    def test_a_notice_at_a_moment(self, faults):
        notice = file("type: notice\ntitle: It\nstarts: 2022-01-01", "Words.")
        assert faults({"a.md": notice, "b.md": notice}) == [
            "b.md:4: The notice in a.md begins at that moment too. Give one another “starts:”."
        ]


class TestPeopleTopicsAndSeries:
    def test_a_topic_is_written_the_same_way_everywhere(self, faults):
        (said,) = faults(
            {
                "a.md": file("type: news\ntitle: A\ntopics: [Family help]"),
                "b.md": file("type: news\ntitle: B\ntopics: [Family Help]"),
            }
        )
        assert said == (
            "b.md:4: The topic “Family Help” is “Family help” elsewhere. Write it the same way."
        )

    def test_two_people_of_one_name_are_told_apart_by_their_slugs(self, faults):
        people = {
            "a.md": file("type: person\nname: Ada\nslug: ada"),
            "b.md": file("type: person\nname: Ada\nslug: ada-2"),
        }
        (said,) = faults(people | {"c.md": file("type: news\ntitle: C\npeople: [{name: Ada}]")})
        assert "c.md:4: There are several people named Ada. Say which with “person:”" in said
        fine = file("type: news\ntitle: C\npeople: [{name: Ada, person: ada-2}]")
        assert faults(people | {"c.md": fine}) == []

    def test_a_file_for_somebody_the_site_knows_by_another_slug_is_asked_for_that(
        self, bring, fault
    ):
        bring({"a.md": file("type: news\ntitle: A\npeople: [{name: Ada Adams}]")})
        said = fault(file("type: person\nname: Ada Adams\nslug: ada"))
        assert "Write “slug: ada-adams” here" in said

    def test_a_number_in_a_series_is_given_once(self, faults):
        episode = "type: episode\ntitle: {}\nseries: Talks\nseries_position: 1"
        (said,) = faults({"a.md": file(episode.format("A")), "b.md": file(episode.format("B"))})
        assert said == "b.md:5: Number 1 of this series is a.md already. Change one of them."

    def test_a_series_has_one_length(self, faults):
        episode = (
            "type: episode\ntitle: {0}\nseries: Talks\nseries_position: {0} of {1}\n"
            "date: 2022-05-23"
        )
        (said,) = faults({"a.md": file(episode.format(1, 2)), "b.md": file(episode.format(2, 3))})
        assert said.startswith("b.md:5: The series has 2 episodes elsewhere.")

    def test_a_number_beyond_the_length_of_the_series_is_refused(self, bring, fault):
        episode = "type: episode\ntitle: {0}\nseries: Talks\ndate: 2022-05-23\nseries_position: {0}"
        bring({"a.md": file(episode.format("1") + " of 2")})
        assert fault(file(episode.format("3"))).startswith("it.md:6: The series has 2 episodes.")
        bring({"a.md": file(episode.format("1")), "b.md": file(episode.format("2"))})
