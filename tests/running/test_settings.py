"""The settings as a server gets them: what is not set is safe."""

import json

import pytest

SERVER = {"SECRET_KEY": "k" * 60, "SITE_URL": "https://review.example"}
SHOW = """
import json, os
os.environ["DJANGO_SETTINGS_MODULE"] = "review_site.settings"
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in %r}, default=str))
"""


@pytest.fixture
def settings_with(run_with):
    def read(*names: str, **environment: str) -> dict:
        answer = run_with(SHOW % (names,), **{**SERVER, **environment})
        assert answer.returncode == 0, answer.stderr
        return json.loads(answer.stdout)

    return read


class TestAServerThatSaysLittle:
    def test_has_no_debug_pages(self, settings_with):
        assert settings_with("DEBUG") == {"DEBUG": False}

    def test_answers_for_the_host_of_its_address_only(self, settings_with):
        assert settings_with("ALLOWED_HOSTS") == {"ALLOWED_HOSTS": ["review.example"]}

    def test_keeps_cookies_to_encrypted_connections_and_its_own_host(self, settings_with):
        cookies = settings_with(
            "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME"
        )
        assert cookies == {
            "SESSION_COOKIE_SECURE": True,
            "CSRF_COOKIE_SECURE": True,
            "SESSION_COOKIE_NAME": "__Host-session",
            "CSRF_COOKIE_NAME": "__Host-csrf",
        }

    def test_insists_on_encryption_for_a_year(self, settings_with):
        assert settings_with("SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS") == {
            "SECURE_SSL_REDIRECT": True,
            "SECURE_HSTS_SECONDS": 365 * 24 * 60 * 60,
        }

    def test_believes_nobody_about_the_protocol(self, settings_with):
        assert settings_with("SECURE_PROXY_SSL_HEADER") == {"SECURE_PROXY_SSL_HEADER": None}

    def test_believes_its_proxy_when_it_has_one(self, settings_with):
        believed = settings_with("SECURE_PROXY_SSL_HEADER", TRUSTED_PROXIES="1")
        assert believed == {"SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"]}

    def test_keeps_its_record_in_a_file_where_writers_queue(self, settings_with, tmp_path):
        database = settings_with("DATABASES")["DATABASES"]["default"]
        assert database["NAME"] == str(tmp_path / "review.sqlite3")
        assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
        assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]


class TestPostgreSQL:
    URL = "postgres://review@db.example/review"

    def test_connections_are_kept_for_a_minute_and_looked_at_before_use(self, settings_with):
        database = settings_with("DATABASES", DATABASE_URL=self.URL)["DATABASES"]["default"]
        assert (database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"]) == (60, True)

    def test_how_long_they_are_kept_is_a_setting(self, settings_with):
        database = settings_with("DATABASES", DATABASE_URL=self.URL, CONN_MAX_AGE="0")
        assert database["DATABASES"]["default"]["CONN_MAX_AGE"] == 0


class TestACommandWithoutItsSettings:
    RUN = "import sys, manage; sys.argv = ['manage.py', 'check']; manage.main()"

    @pytest.fixture
    def without_local_settings(self):
        """A server has no var/local.env."""
        return "import manage, pathlib; manage.LOCAL_ENVIRONMENT = pathlib.Path('/none');"

    def test_says_in_a_sentence_what_is_missing(self, run_with, without_local_settings):
        answer = run_with(without_local_settings + self.RUN)
        assert answer.returncode == 2
        assert answer.stderr.startswith("SECRET_KEY is not set:")
        assert "Traceback" not in answer.stderr

    def test_says_in_a_sentence_what_is_wrong(self, run_with, without_local_settings):
        answer = run_with(without_local_settings + self.RUN, **SERVER, DEBUG="maybe")
        assert answer.returncode == 2
        assert answer.stderr == "DEBUG must be yes or no, not 'maybe'.\n"


class TestTheSettingsOfADevelopersMachine:
    SHOW = (
        "import manage, pathlib, os, sys;"
        "manage.LOCAL_ENVIRONMENT = pathlib.Path(os.environ['STATE_DIR'], 'local.env');"
        "sys.argv = ['manage.py', 'diffsettings', '--output', 'unified'];"
        "manage.main()"
    )

    @pytest.fixture
    def local_settings(self, tmp_path):
        (tmp_path / "local.env").write_text(
            "SECRET_KEY=local\nSITE_URL=http://127.0.0.1:8000\nSTATIC_FROM_SOURCE=yes\n"
        )

    def test_are_read_by_its_commands(self, run_with, local_settings):
        answer = run_with(self.SHOW)
        assert "+ STATIC_FROM_SOURCE = True" in answer.stdout, answer.stderr

    def test_may_be_overruled_one_by_one(self, run_with, local_settings):
        answer = run_with(self.SHOW, SITE_URL="http://127.0.0.1:9000")
        assert "+ SITE_URL = 'http://127.0.0.1:9000'" in answer.stdout, answer.stderr

    def test_stay_out_of_a_server(self, run_with, local_settings):
        answer = run_with(self.SHOW, **SERVER)
        assert "+ STATIC_FROM_SOURCE = False" in answer.stdout, answer.stderr
