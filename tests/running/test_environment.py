"""Readers of the environment: they take what is right and say what is wrong."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from review_site.environment import Environment


class TestAText:
    def test_comes_without_the_spaces_around_it(self):
        assert Environment({"NAME": " value \n"}).text("NAME") == "value"

    def test_that_begins_with_a_dollar_is_taken_as_it_is(self):
        assert Environment({"KEY": "$ecret", "ecret": "no"}).text("KEY") == "$ecret"

    def test_may_stand_in_a_file(self, tmp_path):
        (tmp_path / "key").write_text("from the file\n")
        assert Environment({"KEY_FILE": str(tmp_path / "key")}).text("KEY") == "from the file"

    def test_in_a_file_that_is_missing_is_a_sentence(self, tmp_path):
        with pytest.raises(ImproperlyConfigured, match="KEY_FILE names a file that cannot be"):
            Environment({"KEY_FILE": str(tmp_path / "none")}).text("KEY")

    def test_that_is_required_and_missing_says_what_it_is(self):
        with pytest.raises(ImproperlyConfigured, match="^KEY is not set: what signs"):
            Environment({"KEY": ""}).required("KEY", "what signs.")


class TestAYesOrNo:
    @pytest.mark.parametrize("value", ["yes", "True", "1", "ON"])
    def test_takes_every_common_yes(self, value):
        assert Environment({"DEBUG": value}).yes_or_no("DEBUG") is True

    @pytest.mark.parametrize("value", ["no", "False", "0", "off"])
    def test_takes_every_common_no(self, value):
        assert Environment({"DEBUG": value}).yes_or_no("DEBUG", default=True) is False

    def test_that_is_empty_is_the_default(self):
        assert Environment({"DEBUG": ""}).yes_or_no("DEBUG", default=True) is True

    def test_refuses_anything_else(self):
        with pytest.raises(ImproperlyConfigured, match="DEBUG must be yes or no, not 'flase'"):
            Environment({"DEBUG": "flase"}).yes_or_no("DEBUG")


class TestAWholeNumber:
    def test_is_read(self):
        assert Environment({"N": "12"}).whole_number("N", 1) == 12

    @pytest.mark.parametrize("value", ["-1", "one", "1.5", "²"])
    def test_refuses_anything_else(self, value):
        with pytest.raises(ImproperlyConfigured, match="N must be a whole number"):
            Environment({"N": value}).whole_number("N", 1)


class TestAWebAddress:
    def test_loses_the_slash_at_its_end(self):
        variables = {"SITE_URL": "https://review.example/"}
        assert Environment(variables).web_address("SITE_URL", "") == "https://review.example"

    @pytest.mark.parametrize(
        "value", ["review.example", "ftp://review.example", "https://", "https://a.example/b"]
    )
    def test_refuses_what_is_not_the_address_of_a_site(self, value):
        with pytest.raises(ImproperlyConfigured, match="as in https://review.example.org"):
            Environment({"SITE_URL": value}).web_address("SITE_URL", "")


class TestADatabase:
    def test_is_read_with_its_parts(self):
        address = "postgres://anna:p%40ss@db.example:5433/review"
        database = Environment({"DATABASE_URL": address}).database("DATABASE_URL")
        assert database["ENGINE"] == "django.db.backends.postgresql"
        assert (database["NAME"], database["USER"]) == ("review", "anna")
        assert (database["PASSWORD"], database["HOST"]) == ("p@ss", "db.example")
        assert database["PORT"] == 5433

    def test_of_another_make_is_refused(self):
        with pytest.raises(ImproperlyConfigured, match="DATABASE_URL must begin with postgres://"):
            Environment({"DATABASE_URL": "mysql://localhost/review"}).database("DATABASE_URL")

    def test_that_is_not_named_is_none(self):
        assert Environment({}).database("DATABASE_URL") is None
